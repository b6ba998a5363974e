"""Proposing a topic as a visitor does: from a council's or a session's page, step by step, up to what will be sent."""

import re

import pytest
from django.test import Client

from portal.councils.models import TopicSubmission
from portal.councils.topic.council_choice import council_value
from portal.submissions.models import Draft
from tests.factories import publish

from . import topics

pytestmark = pytest.mark.django_db
BEGIN = "/es/submissions/topic/"


def ways_from(page):
    return re.findall(rf'href="({BEGIN}[^"]*)"', Client().get(page.url).content.decode())


def test_the_pages_of_council_and_session_lead_to_it(council, meeting):
    assert ways_from(council) == [f"{BEGIN}?council={council.pk}"]
    assert ways_from(meeting) == [f"{BEGIN}?session={meeting.reference}"]


def test_a_session_without_agenda_leads_to_it_too(council):
    assert ways_from(topics.coming(council)) != []


def test_nothing_leads_to_it_once_the_agenda_is_closed_or_the_council_meets_no_more(council, meeting):
    assert ways_from(topics.coming(council, days=1, agenda_closes=48)) == []
    assert ways_from(topics.coming(council, days=-3)) == []
    council.active = False
    publish(council)
    assert ways_from(council) == ways_from(meeting) == []


def test_an_empty_calendar_leads_to_it(west):
    assert f'href="{BEGIN}"' in Client().get("/es/agenda/", follow=True).content.decode()


def test_step_by_step_up_to_the_check(council, meeting):
    visitor, about = Client(), f"?session={meeting.reference}"
    assert visitor.get(BEGIN + about).status_code == 200
    answer = visitor.post(BEGIN + about, {"headline": topics.HEADLINE, "reason": "A la salida de la escuela."})
    draft = Draft.objects.get()
    assert answer.url == f"/es/submissions/draft/{draft.pk}/where/"
    assert f'value="{council_value(council)}" selected' in visitor.get(answer.url).content.decode()
    answer = visitor.post(answer.url, {"council": council_value(council)})
    answer = visitor.post(answer.url, {"presenter": "sender"})
    answer = visitor.post(answer.url, {"answer_by": "none"}, follow=True)
    text = answer.content.decode()
    assert topics.HEADLINE in text
    assert council.title in text
    assert not TopicSubmission.objects.exists()


def test_what_is_not_public_is_not_found(council):
    hidden = topics.coming(council, live=False)
    assert Client().get(f"{BEGIN}?session={hidden.reference}").status_code == 404
    assert Client().get(f"{BEGIN}?council=999999").status_code == 404
