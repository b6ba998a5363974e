"""Nothing that a browser never sends makes the screens of the register fail, and none of it names another's people."""

import pytest
from django.urls import reverse

from portal.participants.models import Participant
from tests.councils import city
from tests.factories import district_page
from tests.rights.crawl import Crawl

from .people import came, entry, held, listed

pytestmark = pytest.mark.django_db


class ReadCrawl(Crawl):
    """A crawl that reads single screens, and remembers whether one named somebody of another district."""

    named = ()

    def read(self, url, what, text):
        """Note where another's participant is named."""
        if "Zulema" in text:
            self.named += ((url, what),)


def test_odd_forms_are_refused_in_words(reviewer, meeting):
    row = came(meeting, phone="0341 555 0148")
    foreign = came(held(city.council(district_page("Sur", "sur"), "Consejo del Sur")), "Zulema")
    crawl = ReadCrawl(reviewer, lambda match, value: "", [str(foreign.pk), str(foreign.session_id)])
    lines = [reverse(f"participant_{name}", args=[meeting.pk, row.pk]) for name in ("edit", "delete")]
    for address in (reverse("participant_sessions"), listed(meeting), entry(meeting), *lines):
        crawl.visit(address)
    assert crawl.sent > 100
    assert crawl.faults == []
    assert crawl.named == ()
    assert set(Participant.objects.values_list("pk", flat=True)) == {row.pk, foreign.pk}
