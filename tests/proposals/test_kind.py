"""What a proposal or complaint asks, what becomes of it, and what the office promises."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from portal.core.models import Role, Team, User
from portal.proposals.acceptance import PromiseForm
from portal.proposals.kind import PROPOSAL
from portal.proposals.steps import WhatStep, WhereStep
from portal.submissions.drafts import begin_draft, read_draft
from portal.submissions.kinds import submission_kind
from portal.submissions.sending import send_draft
from portal.territory.models import StreetSegment, Unit
from portal.territory.streets.addresses import street_key
from tests.factories import district_page, neighbourhood, terms

pytestmark = pytest.mark.django_db

WHAT = {"what_kind": ["complaint"], "text": ["La luz de la esquina no anda desde hace dos semanas y no se ve nada"]}
CONTACT = {"answer_by": ["none"]}


@pytest.fixture
def place():
    """Echesortu, in the district Oeste."""
    return neighbourhood(district_page())


def bound(step, **typed):
    """Return a step bound to what was typed (texts, or a list of them)."""
    data = QueryDict(mutable=True)
    for name, text in typed.items():
        data.setlist(name, text if isinstance(text, list) else [text])
    return step(data)


def send(place, what=WHAT, where=None, **options):
    """Send a complaint as the engine does, and return it."""
    draft = begin_draft(PROPOSAL, "es", {})
    where = where or {"spot": ["Mitre y Córdoba"], "where": [f"n{place.pk}"]}
    draft.data = {"what": what, "where": where, "contact": CONTACT}
    draft.save()
    reading = read_draft(PROPOSAL, draft)
    assert reading.is_complete, [form.errors for form in reading.faulty]
    return send_draft(PROPOSAL, draft, reading.cleaned, **{"may_publish": True, "held": False} | options)


def street(place, name="Mitre", first=100, last=899):
    """Return a new stretch of a street."""
    return StreetSegment.objects.create(neighbourhood=place, name=name, key=street_key(name), first=first, last=last)


def test_the_kind_is_registered_may_be_public_and_is_answered_within_ten_working_days():
    kind = submission_kind("proposal")
    assert kind is PROPOSAL
    assert (kind.publishable, kind.working_days) == (True, 10)


def test_a_complaint_is_stored_with_its_theme_place_and_a_title_of_its_first_words(place):
    theme = terms("theme", "transport")[0]
    matter = send(place, where={"spot": ["Mitre y Córdoba"], "where": [f"n{place.pk}"], "theme": [str(theme.pk)]})
    assert (matter.district, matter.neighbourhood, matter.place) == (place.district, place, "Mitre y Córdoba")
    assert matter.topic == "transport"
    assert matter.title == "La luz de la esquina no anda desde hace dos semanas y…"
    said = matter.proposalsubmission
    assert (said.what_kind, said.theme, said.spot) == ("complaint", theme, "Mitre y Córdoba")
    assert said.text == WHAT["text"][0]


def test_a_title_that_was_given_stands_as_one_line(place):
    matter = send(place, {**WHAT, "headline": ["  Sin luz \n en la esquina "]})
    assert matter.title == "Sin luz en la esquina"


def test_without_kind_and_text_each_field_says_what_is_missing():
    form = bound(WhatStep)
    assert form.errors == {
        "what_kind": ["Elige si es un reclamo o una propuesta."],
        "text": ["Escribe qué pasa o qué propones."],
    }


def test_a_title_of_thirteen_words_and_a_text_of_two_hundred_and_one_are_too_long():
    form = bound(WhatStep, what_kind="proposal", text="palabra " * 201, headline="palabra " * 13)
    assert set(form.errors) == {"text", "headline"}


def test_the_street_tells_the_neighbourhood_where_none_was_chosen(place):
    street(place)
    form = bound(WhereStep, spot="Mitre 450")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["where"].neighbourhood == place
    assert form.cleaned_data["where"].district == place.district


def test_a_street_of_two_neighbourhoods_asks_which_and_names_both(place):
    other = neighbourhood(district_page("Sur", "sur"), "Las Flores")
    street(place)
    street(other, first=900, last=1500)
    form = bound(WhereStep, spot="Mitre")
    assert form.errors == {"where": ["Esa calle pasa por varios barrios: Echesortu, Las Flores. Elige uno."]}


def test_without_street_and_neighbourhood_it_asks_for_one(place):
    assert bound(WhereStep).errors == {"where": ["Elige un barrio."]}


def test_a_place_that_is_not_offered_is_refused_once(place):
    assert bound(WhereStep, where="n999999").errors == {"where": ["Elige un barrio."]}


def test_a_machine_sees_a_street_of_another_neighbourhood_and_few_words(place):
    street(neighbourhood(district_page("Sur", "sur"), "Las Flores"))
    where = bound(WhereStep, spot="Mitre 450", where=f"n{place.pk}")
    assert where.is_valid()
    checks = PROPOSAL.checks({"text": "No anda", **where.cleaned_data})
    assert [check.step for check in checks] == ["what", "where", "where"]
    assert "Las Flores" in checks[1].text


def reviewer(district):
    """Return an account that reviews what comes into a district."""
    user = User.objects.create(username=f"reviewer-{district.code}")
    user.groups.add(Team.objects.get(role=Role.REVIEWER, district=district).group)
    return user


def promise_form(matter, unit, day):
    """Return the office's form with a unit and a day."""
    return PromiseForm({"unit": unit and unit.pk, "promised_by": day}, submission=matter, content=None, user=None)


def test_accepting_notes_unit_and_day_and_tells_them(place):
    matter, user = send(place), reviewer(place.district)
    unit = Unit.objects.create(code="alumbrado", name="Alumbrado", district=place.district)
    day = timezone.localdate() + timedelta(days=20)
    form = promise_form(matter, unit, day)
    assert form.is_valid(), form.errors
    outcome = PROPOSAL.acceptance.make(matter, matter.proposalsubmission, user, form.cleaned_data)
    matter.refresh_from_db()
    assert (matter.unit, matter.promised_by) == (unit, day)
    assert "Alumbrado" in outcome.text
    assert PROPOSAL.outcome(matter) == outcome


def test_a_day_that_is_over_a_closed_unit_and_one_of_another_district_are_refused(place):
    matter, today = send(place), timezone.localdate()
    other = district_page("Sur", "sur").record
    closed = Unit.objects.create(code="a", name="Vieja", active=False)
    foreign = Unit.objects.create(code="b", name="Del Sur", district=other)
    of_city = Unit.objects.create(code="c", name="Obras")
    assert promise_form(matter, of_city, today).is_valid()
    assert set(promise_form(matter, of_city, today - timedelta(days=1)).errors) == {"promised_by"}
    assert set(promise_form(matter, closed, today).errors) == {"unit"}
    assert set(promise_form(matter, foreign, today).errors) == {"unit"}
    assert set(promise_form(matter, None, "").errors) == {"unit", "promised_by"}


def test_the_team_of_another_district_promises_nothing(place):
    matter = send(place)
    other = district_page("Sur", "sur").record
    cleaned = {"unit": Unit.objects.create(code="c", name="Obras"), "promised_by": timezone.localdate()}
    with pytest.raises(ValidationError):
        PROPOSAL.acceptance.make(matter, matter.proposalsubmission, reviewer(other), cleaned)
    matter.refresh_from_db()
    assert matter.unit is None
