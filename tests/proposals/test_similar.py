"""What others said already, for who is about to send the same."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.proposals.kind import PROPOSAL
from portal.submissions.choices import SubmissionState
from portal.submissions.kinds import Place
from tests.factories import district_page, neighbourhood, practice, terms

from .conftest import proposal

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("an order by a condition")]


def similar(place, text="Algo distinto", theme=None):
    """Return what is like a matter of a place."""
    return PROPOSAL.similar({"text": text, "theme": theme, "where": Place(place.district, place)})


def test_a_public_matter_of_the_same_neighbourhood_can_be_joined(place):
    matter = proposal(place, state=SubmissionState.IN_REVIEW)
    [found] = similar(place)
    assert (found.join_code, found.title) == (matter.submission.code, "Sin luz en la esquina")
    assert found.url == f"/es/proposals/{matter.submission.code}/"
    assert "Echesortu" in found.detail


def test_an_answered_one_is_shown_and_cannot_be_joined(place):
    proposal(place)
    assert [one.join_code for one in similar(place)] == [""]


def test_what_is_not_public_is_similar_to_nothing(place):
    proposal(place, published_at=None)
    assert similar(place, "Sin luz en la esquina") == []


def test_the_same_theme_here_comes_before_the_rest(place):
    culture, transport = terms("theme", "culture", "transport")
    proposal(place, title="Del mismo tema", theme=transport)
    proposal(place, title="De otro tema", theme=culture)
    assert [one.title for one in similar(place, theme=transport)] == ["Del mismo tema", "De otro tema"]


def test_without_a_theme_the_newest_come_first(place):
    proposal(place, title="De ayer", published_at=timezone.now() - timedelta(days=1))
    proposal(place, title="De hace un mes", published_at=timezone.now() - timedelta(days=30))
    proposal(place, title="De hoy", published_at=timezone.now())
    assert [one.title for one in similar(place)] == ["De hoy", "De ayer", "De hace un mes"]


def test_the_same_words_elsewhere_are_found_by_the_search(place):
    other = neighbourhood(district_page("Sur", "sur"), "Las Flores")
    proposal(other, title="Semáforo frente a la escuela")
    assert [one.title for one in similar(place, "Semáforo escuela")] == ["Semáforo frente a la escuela"]


def test_a_practice_about_the_same_is_something_to_read_and_not_to_join(place):
    practice("Canteros con padrinos")
    [found] = similar(place, "Canteros con padrinos")
    assert found.join_code == ""
    assert found.title == "Canteros con padrinos"
