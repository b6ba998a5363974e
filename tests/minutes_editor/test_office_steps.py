"""The buttons of the office: each step with what it asks, for who may take it, on the draft that was read."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.core.models import Role
from portal.minutes.choices import MinutesState
from portal.minutes.models import Minutes
from portal.minutes.publication import send_to_review
from tests.councils import city
from tests.districts.teams import browser
from tests.factories import publish
from tests.minutes.held import held_session, published, written, wrote
from tests.office.dashboard.office import member

from .test_office_screens import page_of

pytestmark = pytest.mark.django_db

AGREED = {"agreement.aaaaaa1.text": "Se pinta la plaza", "agreement.aaaaaa2.text": "Se pide la luz"}


def press(user, session, name, **typed):
    """Have an account press the button of a step, having read the draft as it is unless `number` says another."""
    stored = Minutes.objects.filter(session=session).first()
    data = {"number": stored.draft_number if stored else 0, **typed}
    return browser(user).post(reverse("minutes_action", args=[session.reference, name]), data)


def offered(user, session):
    """Return the names of the steps that an account is offered."""
    return [row["name"] for row in browser(user).get(page_of(session)).context["steps"]]


def state(session):
    """Return the state of a session's minutes as it is stored."""
    return Minutes.objects.get(session=session).state


@pytest.fixture
def hers(council, author):
    """A session that an author made."""
    return publish(held_session(council, owner=author))


def test_an_author_is_offered_the_review_and_an_editor_the_publication(hers, author, writer):
    wrote(hers, author, written(hers))
    assert offered(author, hers) == ["review"]
    assert offered(writer, hers) == ["publish", "review"]


def test_an_author_sends_to_review_and_is_refused_the_rest(hers, author):
    wrote(hers, author, written(hers))
    assert press(author, hers, "publish").status_code == 403
    assert press(author, hers, "review").status_code == 302
    assert state(hers) == MinutesState.IN_REVIEW


def test_a_reviewer_gives_back_with_her_reason(hers, author, west):
    reviewer = member(Role.REVIEWER, west)
    wrote(hers, author, written(hers))
    send_to_review(hers, author)
    assert offered(reviewer, hers) == ["publish", "give-back"]
    refused = press(reviewer, hers, "give-back", reason=" ")
    assert refused.status_code == 422
    assert "Di qué falta" in refused.content.decode()
    press(reviewer, hers, "give-back", reason="Falta decir quién pinta.")
    assert Minutes.objects.get().review_answer == "Falta decir quién pinta."
    assert "Falta decir quién pinta." in browser(author).get(page_of(hers)).content.decode()


def test_the_list_of_agreements_is_published_before_the_minutes_and_again_when_it_changed(held, writer):
    wrote(held, writer, AGREED)
    assert offered(writer, held) == ["agreements"]
    press(writer, held, "agreements")
    assert len(Minutes.objects.get().agreements_list) == 2
    assert offered(writer, held) == []
    wrote(held, writer, {**AGREED, "agreement.aaaaaa3.text": "Se invita a la escuela"})
    assert offered(writer, held) == ["agreements"]


def test_one_tap_publishes_as_provisional(held, writer):
    wrote(held, writer, written(held))
    assert press(writer, held, "publish").status_code == 302
    assert state(held) == MinutesState.PROVISIONAL
    assert offered(writer, held) == ["approve"]


def test_what_is_missing_keeps_the_button_away_and_refuses_who_presses_it(held, writer):
    wrote(held, writer, {"summary": "Algo"})
    assert offered(writer, held) == []
    refused = press(writer, held, "publish")
    assert refused.status_code == 422
    assert "Todavía falta algo" in refused.content.decode()
    assert state(held) == MinutesState.DRAFT


def test_a_draft_that_changed_meanwhile_is_read_again_first(held, writer):
    wrote(held, writer, written(held))
    number = Minutes.objects.get().draft_number
    wrote(held, writer, written(held, summary="Otra cosa"))
    refused = press(writer, held, "publish", number=number)
    assert refused.status_code == 409
    assert "Mientras tanto alguien cambió el acta" in refused.content.decode()
    assert f'name="number" value="{number + 1}"' in " ".join(refused.content.decode().split())
    assert state(held) == MinutesState.DRAFT


def test_a_correction_asks_what_was_corrected_and_keeps_what_was_typed(held, writer):
    published(held, writer)
    wrote(held, writer, written(held, count__hall="31"))
    assert offered(writer, held) == ["correct"]
    refused = press(writer, held, "correct", reason="")
    assert refused.status_code == 422
    assert "Di qué se corrigió" in refused.content.decode()
    long = press(writer, held, "correct", reason="x" * 2001)
    assert "x" * 2001 in long.content.decode()
    press(writer, held, "correct", reason="Contamos de nuevo.")
    assert [version.reason for version in Minutes.objects.get().versions.all()] == ["", "Contamos de nuevo."]


def test_minutes_are_approved_in_a_later_session_of_the_council(council, writer, west):
    session, later = held_session(council, days=30), held_session(council, days=2)
    elsewhere = held_session(city.council(west, "Consejo de Salud"), days=2)
    earlier = held_session(council, days=40)
    published(session, writer)
    form = browser(writer).get(page_of(session)).context["steps"][0]["form"]
    assert [key for key, _label in form.fields["approving"].choices] == [str(later.pk), "none"]
    for wrong in (elsewhere.pk, earlier.pk, session.pk, "x", ""):
        refused = press(writer, session, "approve", approving=wrong)
        assert refused.status_code == 422
        assert state(session) == MinutesState.PROVISIONAL
    press(writer, session, "approve", approving=later.pk)
    assert Minutes.objects.get().approved_in == later


def test_minutes_may_be_approved_in_no_session(held, writer):
    published(held, writer)
    press(writer, held, "approve", approving="none")
    assert (state(held), Minutes.objects.get().approved_in) == (MinutesState.APPROVED, None)


def test_after_the_approval_a_correction_is_still_possible(held, writer):
    published(held, writer)
    press(writer, held, "approve", approving="none")
    wrote(held, writer, written(held, count__hall="31"))
    press(writer, held, "correct", reason="Contamos de nuevo.")
    assert (state(held), Minutes.objects.get().total) == (MinutesState.APPROVED, 42)


def test_a_step_that_nobody_knows_is_not_found(held, writer):
    wrote(held, writer, written(held))
    url = reverse("minutes_action", args=[held.reference, "burn"])
    assert browser(writer).post(url, follow=True).status_code == 404


def test_a_number_that_is_none_is_refused_in_words(held, writer):
    wrote(held, writer, written(held))
    assert press(writer, held, "publish", number="x").status_code == 422
    assert state(held) == MinutesState.DRAFT


def test_a_session_that_began_after_the_minutes_were_read_counts_when_it_began(held, writer, council):
    published(held, writer)
    coming = city.session(council, timezone.now() + timedelta(days=1))
    assert press(writer, held, "approve", approving=coming.pk).status_code == 422
