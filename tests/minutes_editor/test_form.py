"""The form of minutes without script: what it shows, what it saves, what it says is missing."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from portal.minutes.models import Minutes
from portal.vocabularies.models import Term
from tests.councils import city
from tests.districts.teams import browser
from tests.minutes.held import coming_session, held_session, written, wrote

from .form import address, opened, row_named, sent, typed_by_hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(writer):
    return browser(writer)


def draft(session):
    """Return the draft of a session as it is stored."""
    return Minutes.objects.get(session=session).draft


def test_nothing_is_stored_before_somebody_writes(editor, held):
    assert editor.get(address(held)).status_code == 200
    assert not Minutes.objects.exists()


def test_the_form_begins_with_the_territory_of_the_session_and_no_outcome(editor, held, west):
    form = opened(editor, held)
    assert form["covered"] == "Oeste"
    assert not [name for name in form if name.endswith(".outcome")]


def test_all_that_is_typed_comes_back_as_it_was_typed(editor, held):
    form = opened(editor, held)
    agreement, said = row_named(form, "agreement"), row_named(form, "said")
    typed = {
        "count.hall": "muchos",
        f"agreement.{agreement}.text": "Obras trae el plano\nen marzo",
        f"said.{said}.text": "<b>Faltan luces</b> & bancos",
        f"said.{said}.times": "tres",
        "recording": "javascript:alert(1)",
        "remarks": "Llamar a la escuela",
    }
    answer = sent(editor, held, {**form, **typed})
    assert answer.status_code == 302
    assert typed.items() <= opened(editor, held).items()


def test_sending_the_form_as_it_opens_changes_nothing(editor, held, writer):
    wrote(held, writer, written(held, agreement__0000001__text="La plaza", said__0000002__text="Luces"))
    before = Minutes.objects.get(session=held)
    assert sent(editor, held, opened(editor, held)).status_code == 302
    after = Minutes.objects.get(session=held)
    assert (after.draft, after.draft_number) == (before.draft, before.draft_number)


def test_a_row_where_only_its_place_stands_is_none(editor, council, west):
    session = held_session(council)
    form = opened(editor, session)
    assert form[f"said.{row_named(form, 'said')}.place"] == f"d{west.record.pk}"
    sent(editor, session, {**form, "count.hall": "3"})
    assert not [key for key in draft(session) if key.startswith("said.")]


def test_a_row_without_its_first_field_keeps_what_is_written(editor, held):
    form = opened(editor, held)
    row = row_named(form, "extra")
    sent(editor, held, {**form, f"extra.{row}.discussed": "Algo más"})
    assert opened(editor, held)[f"extra.{row}.discussed"] == "Algo más"


def test_more_rows_come_without_script_and_nothing_typed_goes(editor, held):
    form = {**opened(editor, held), "count.hall": "7"}
    before = len({name.split(".")[1] for name in form if name.startswith("organisation.")})
    answer = sent(editor, held, form, more="organisation")
    assert answer["Location"].endswith("#rows-organisation")
    after = opened(editor, held, f"?{answer['Location'].partition('?')[2].partition('#')[0]}")
    assert len({name.split(".")[1] for name in after if name.startswith("organisation.")}) == before + 2
    assert after["count.hall"] == "7"


def test_internal_points_are_there_and_marked(editor, council):
    session = held_session(council, items=("La plaza", city.item("El sueldo", internal=True)))
    html = editor.get(address(session)).content.decode()
    assert re.search(r"El sueldo</span>\s*<span class=\"minutes-internal\">solo para el equipo", html)
    assert html.count('class="minutes-internal"') == 1


def test_what_was_written_on_a_point_that_left_the_agenda_stays(editor, held):
    form = {**opened(editor, held), "item.0badc0de.discussed": "Se habló mucho"}
    sent(editor, held, form)
    assert opened(editor, held)["item.0badc0de.discussed"] == "Se habló mucho"
    assert "Un punto que ya no está en el orden del día" in editor.get(address(held)).content.decode()


def test_a_choice_that_is_offered_no_more_stays_until_somebody_chooses(editor, held, writer):
    wrote(
        held, writer, written(held, said__0000001__text="Luces", said__0000001__theme="old", said__0000001__place="n0")
    )
    form = opened(editor, held)
    assert (form["said.0000001.theme"], form["said.0000001.place"]) == ("old", "n0")
    assert "Ya no está en la lista" in editor.get(address(held)).content.decode()


def test_a_retired_theme_that_was_ticked_stays_and_no_other_is_offered(editor, held, writer):
    ticked, other = Term.objects.of("theme")[:2]
    Term.objects.filter(pk__in=[ticked.pk, other.pk]).update(active=False)
    wrote(held, writer, written(held, **{f"topic__{ticked.code}": "1"}))
    html = editor.get(address(held)).content.decode()
    assert opened(editor, held)[f"topic.{ticked.code}"] == "1"
    assert f'name="topic.{other.code}"' not in html


def test_after_saving_the_form_says_how_much_is_missing_and_blames_nobody(editor, held):
    answer = editor.post(address(held), opened(editor, held), follow=True)
    html = answer.content.decode()
    assert "Para publicar el acta faltan 3 cosas" in html
    assert "field__error" not in html


def test_asked_what_is_missing_the_form_says_it_beside_each_field(editor, held):
    html = editor.get(address(held), {"check": "1"}).content.decode()
    code = held.items.first().code
    assert f'<a href="#f-item.{code}.outcome-treated">1. La plaza: Elige qué pasó con este punto.</a>' in html
    assert f'id="f-item.{code}.outcome-error"' in html
    assert 'aria-describedby="f-count.hall-error" aria-invalid="true"' in html
    assert 'tabindex="-1"\n       autofocus' in html


def test_to_review_and_publish_shows_what_is_missing_and_then_leads_to_the_office(editor, held):
    form = {**opened(editor, held), "count.hall": "x"}
    answer = sent(editor, held, form, do="check")
    assert answer.status_code == 422
    assert typed_by_hand(answer)["count.hall"] == "x"
    assert "Escribe un número" in answer.content.decode()
    answer = sent(editor, held, {**typed_by_hand(answer), **written(held)}, do="check")
    assert answer["Location"] == reverse("minutes_overview", args=[held.reference])


def test_one_tap_publishes_the_list_of_agreements(editor, held):
    form = opened(editor, held)
    form[f"agreement.{row_named(form, 'agreement')}.text"] = "Obras trae el plano"
    assert sent(editor, held, form, do="agreements")["Location"] == reverse("minutes_overview", args=[held.reference])
    assert [row["text"] for row in Minutes.objects.get().agreements_list] == ["Obras trae el plano"]


def test_a_list_of_no_agreement_is_refused_in_words_and_all_that_was_typed_stays(editor, held):
    answer = sent(editor, held, {**opened(editor, held), "count.hall": "9"}, do="agreements")
    assert answer.status_code == 422
    assert "Todavía no hay ningún acuerdo escrito." in answer.content.decode()
    assert typed_by_hand(answer)["count.hall"] == "9"


def test_before_the_session_begins_the_form_prepares_and_publishes_nothing(editor, council):
    session = coming_session(council)
    html = editor.get(address(session)).content.decode()
    assert "La sesión todavía no empezó" in html
    assert 'name="do"' not in html
    assert sent(editor, session, opened(editor, session), do="agreements").status_code == 422


def test_the_sum_of_the_places_is_shown(editor, held, writer):
    wrote(held, writer, written(held))
    assert "<output data-total>41</output>" in editor.get(address(held)).content.decode()


def test_the_form_speaks_the_language_of_the_account(editor, held, writer):
    profile = UserProfile.get_for_user(writer)
    profile.preferred_language = "fr"
    profile.save()
    html = editor.get(address(held)).content.decode()
    assert '<html lang="fr"' in html
    assert f'lang="es">{held.title}' in html


def test_no_cache_keeps_the_form(editor, held):
    assert "no-store" in editor.get(address(held))["Cache-Control"]


def test_why_the_draft_came_back_from_the_review_stands_above_the_form(editor, held, writer):
    wrote(held, writer, written(held))
    Minutes.objects.update(review_answer="Falta el acuerdo de la luz")
    assert "Falta el acuerdo de la luz" in editor.get(address(held)).content.decode()


def questions(client, session, writer, count):
    """Return how many questions the form asks the database with so many rows of each kind."""
    rows = {f"said__00000{n:02}__text": f"Luces {n}" for n in range(count)}
    rows |= {f"agreement__00000{n:02}__text": f"Acuerdo {n}" for n in range(count)}
    rows |= {f"extra__00000{n:02}__title": f"Punto {n}" for n in range(count)}
    wrote(session, writer, written(session, **rows))
    client.get(address(session))  # what is kept for a minute
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address(session), {"check": "1"}).status_code == 200
    return len(queries)


def test_the_form_asks_the_database_little_and_the_same_for_many_rows(editor, held, writer):
    one, twenty = questions(editor, held, writer, 1), questions(editor, held, writer, 20)
    assert one == twenty
    assert one <= 25
