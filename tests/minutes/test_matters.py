"""What was said in the room: one line, one matter, with a clock and the way back to the session."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from portal.core.models import Role
from portal.minutes.models import SaidMatter
from portal.proposals.models import ProposalSubmission
from portal.proposals.public import public_proposals
from portal.submission_queue.answers import waits_by_hand
from portal.submission_queue.decisions import ask_sender, decline
from portal.submission_queue.rights import matters_of
from portal.submissions.choices import HistoryAction, SubmissionChannel, SubmissionState
from portal.submissions.models import Submission
from portal.submissions.working_days import days_used
from tests import factories
from tests.districts.teams import browser
from tests.office.dashboard.office import member
from tests.submission_queue.office import page_of, text_of

from .held import held_session, published, written

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("matters are locked, and found by what they say"),
]
LINE = {"said.bbbbbb1.text": "La luz de la esquina no anda.", "said.bbbbbb1.kind": "complaint"}


def say(session, user, *, reason="Se escuchó mal.", **more):
    """Publish minutes in which one complaint was said; `more` writes over it, `__` standing for a dot."""
    return published(session, user, written(session) | LINE | written(session, **more), reason=reason)


def matter():
    return Submission.objects.get()


def actions():
    return list(matter().history.order_by("pk").values_list("action", flat=True))


def test_a_line_becomes_a_public_matter_of_the_council(held, writer):
    say(held, writer)
    found = matter()
    assert (found.kind, found.channel, found.state) == ("proposal", SubmissionChannel.SESSION, SubmissionState.NEW)
    assert (found.title, found.district, found.language) == (LINE["said.bbbbbb1.text"], held.district, "es")
    assert not any((found.name, found.email, found.phone, found.address, found.mark, found.consent))
    assert [row.submission for row in public_proposals()] == [found]
    assert actions() == [HistoryAction.RECEIVED, HistoryAction.PUBLISHED]


def test_the_line_and_its_matter_lead_to_each_other(held, writer):
    say(held, writer)
    said = SaidMatter.objects.get()
    assert (said.submission, matter().said_in) == (matter(), said)


def test_it_says_what_was_said_where_and_about_what(west, held, writer):
    place, theme = factories.neighbourhood(west), factories.terms("theme", *theme_codes())[0]
    where = {"said__bbbbbb1__place": f"n{place.pk}", "said__bbbbbb1__spot": "Mitre y Córdoba"}
    say(held, writer, said__bbbbbb1__theme=theme.code, **where)
    content = ProposalSubmission.objects.get()
    assert (content.what_kind, content.text) == ("complaint", LINE["said.bbbbbb1.text"])
    assert (content.theme, content.spot) == (theme, "Mitre y Córdoba")
    assert (matter().neighbourhood, matter().topic, matter().place) == (place, theme.code, "Mitre y Córdoba")


def theme_codes():
    from portal.vocabularies.models import Term, Vocabulary

    return Term.objects.filter(vocabulary=Vocabulary.THEME).choosable([]).values_list("code", flat=True)[:1]


def test_without_a_place_it_is_where_the_session_was(west, council, writer):
    place = factories.neighbourhood(west)
    say(held_session(council, neighbourhood=place), writer)
    assert (matter().district, matter().neighbourhood) == (west.record, place)


def test_it_was_received_when_it_was_said_and_its_clock_runs_since_everybody_reads_it(council, writer):
    session = held_session(council, days=40)
    say(session, writer)
    assert matter().received_at == session.start
    assert timezone.now() - matter().clock_since < timedelta(minutes=5)
    assert days_used(matter()) == 0


def test_publishing_again_makes_no_second_matter_and_tells_nothing(held, writer):
    say(held, writer)
    say(held, writer, summary="Vino mucha gente.")
    assert Submission.objects.count() == 1
    assert actions() == [HistoryAction.RECEIVED, HistoryAction.PUBLISHED]


def test_two_equal_lines_are_two_matters(held, writer):
    say(held, writer, said__bbbbbb2__text=LINE["said.bbbbbb1.text"], said__bbbbbb2__kind="complaint")
    assert Submission.objects.count() == 2


def test_a_corrected_line_changes_its_open_matter(held, writer):
    say(held, writer)
    say(held, writer, said__bbbbbb1__text="La luz de la plaza no anda.", said__bbbbbb1__kind="proposal")
    content = ProposalSubmission.objects.get()
    assert (content.text, content.what_kind) == ("La luz de la plaza no anda.", "proposal")
    assert matter().title == "La luz de la plaza no anda."
    entry = matter().history.get(action=HistoryAction.AMENDED)
    assert entry.text == "Se corrigió el acta. Se escuchó mal."


def test_what_was_answered_stays_as_it_was_answered(held, writer):
    say(held, writer)
    decline(matter(), writer, "Esa calle es de la provincia.")
    say(held, writer, said__bbbbbb1__text="Otra cosa.")
    assert ProposalSubmission.objects.get().text == LINE["said.bbbbbb1.text"]
    published(held, writer, written(held), reason="Nadie lo dijo.")
    assert matter().state == SubmissionState.DECLINED


def test_a_line_that_is_taken_out_withdraws_its_matter_with_the_reason(client, held, writer):
    say(held, writer)
    published(held, writer, written(held), reason="Nadie lo dijo.")
    assert (matter().state, matter().clock_since) == (SubmissionState.WITHDRAWN, None)
    assert "Nadie lo dijo." in matter().history.get(action=HistoryAction.WITHDRAWN).text
    assert client.get(reverse("proposal_page", args=[matter().code])).status_code == 410


def test_a_line_that_comes_back_opens_the_same_matter_again(held, writer):
    say(held, writer)
    published(held, writer, written(held), reason="Nadie lo dijo.")
    say(held, writer, reason="Sí, lo dijo Rosa.")
    assert Submission.objects.count() == 1
    assert (matter().state, bool(matter().clock_since)) == (SubmissionState.NEW, True)
    assert public_proposals().count() == 1


def test_its_public_page_leads_to_the_session_and_says_how_many_said_it(client, held, writer):
    say(held, writer, said__bbbbbb1__times="4")
    html = text_of(client.get(reverse("proposal_page", args=[matter().code])))
    assert f'<a href="{held.url}">Dicho en la sesión' in html
    assert held.council.title in html
    assert "Lo dijeron 4 personas." in html


def test_the_page_of_its_code_says_where_it_was_said(client, held, writer):
    say(held, writer)
    html = text_of(client.get(reverse("submission_status", args=[matter().code])))
    assert "Dicho en la sesión" in html
    assert "enlace que recibiste" not in html


def test_the_page_of_a_hidden_session_is_linked_nowhere(client, held, writer):
    say(held, writer)
    held.unpublish()
    html = text_of(client.get(reverse("proposal_page", args=[matter().code])))
    assert "Dicho en la sesión" in html
    assert held.url not in html


def test_the_team_of_the_district_has_it_in_its_queue_and_no_other(held, writer):
    say(held, writer)
    other = member(Role.EDITOR, factories.district_page("Sur", "sur"))
    assert list(matters_of(writer)) == [matter()]
    assert not matters_of(other).exists()


def test_its_page_in_the_queue_says_whose_it_is_and_offers_no_question(held, writer):
    say(held, writer)
    html = text_of(browser(writer).get(page_of(matter())))
    assert f'<a href="{held.url}">Dicho en la sesión' in html
    assert "no hay a quién escribirle" in html
    assert "Preguntar lo que falta" not in html
    with pytest.raises(ValidationError, match="no hay a quién preguntar"):
        ask_sender(matter(), writer, "¿En qué esquina?")


def test_an_answer_waits_for_nobody_to_post_it(held, writer):
    say(held, writer)
    decline(matter(), writer, "Esa calle es de la provincia.")
    assert matter().state == SubmissionState.DECLINED
    assert not waits_by_hand(matter().messages.get())


def test_the_table_of_the_queue_names_its_way(held, writer):
    say(held, writer)
    url = reverse("submission_queue:index")
    found = browser(writer).get(url, {"channel": SubmissionChannel.SESSION, "tab": "all"})
    assert matter().code in text_of(found)
