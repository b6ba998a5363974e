"""The curator's screens, through the test client as she sees them."""

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from modelcluster.queryset import FakeQuerySet

from portal.vocabularies.fields import TermChoiceField, TermsChoiceField
from portal.vocabularies.models import Term
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


def user_with(*permissions):
    """Return a user of the admin whose group has these permissions on terms."""
    user = get_user_model().objects.create_user(username="ana", password="x", email="ana@example.org")
    group = Group.objects.create(name="Grupo de prueba")
    group.permissions.set(
        Permission.objects.filter(codename__in=["access_admin", *(f"{name}_term" for name in permissions)])
    )
    user.groups.add(group)
    return user


@pytest.fixture
def curator(client):
    """Return the client, logged in as the city curator."""
    client.force_login(user_with("add", "change"))
    return client


@made_once
def council():
    return Term.objects.get(vocabulary="type", code="council")


def form_data(term=None, **changes):
    """Return what the browser sends for a term, with changes."""
    data = {"vocabulary": "theme", "code": "", "order": "", "note": "", "active": "on"}
    for language in ("es", "en", "fr", "pt"):
        data[f"name_{language}"] = term.labels[language] if term else ""
        data[f"words_{language}"] = "\r\n".join(term.alternative_labels[language]) if term else ""
    if term:
        data |= {"vocabulary": term.vocabulary, "code": term.code, "order": term.order}
    return {key: value for key, value in {**data, **changes}.items() if value is not None}


def edit_url(term):
    return reverse("vocabularies:edit", args=[term.pk])


def test_the_menu_leads_to_the_list(curator):
    assert reverse("vocabularies:index") in curator.get(reverse("wagtailadmin_home")).content.decode()


def test_the_list_shows_names_list_and_state_and_no_codes(curator):
    Term.objects.filter(code="jury").update(active=False, labels={"es": "Jurado"})
    page = curator.get(reverse("vocabularies:index"), {"vocabulary": "type"}).content.decode()
    assert "Presupuesto participativo" in page
    assert "Tipo de experiencia" in page
    assert "Retirado" in page
    assert "English, Français, Português" in page
    assert "local-development" not in page


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"vocabulary": "candidacy"}, ["Experiencia nueva", "Innovación sobre una experiencia existente"]),
        ({"vocabulary": "outcome", "active": "False"}, ["Interrumpida"]),
        ({"vocabulary": "outcome", "active": "True"}, ["En curso", "Terminada"]),
        ({"q": "PLANEACION"}, ["Planificación participativa"]),
        ({"q": "conseil quartier"}, ["Consejo"]),
        ({"q": "lutte changements climatiques"}, ["Acción por el clima"]),
        ({"q": "nada de nada"}, []),
    ],
)
def test_filters_and_search(curator, asked, names):
    Term.objects.filter(code="discontinued").update(active=False)
    response = curator.get(reverse("vocabularies:index"), asked)
    assert [term.label("es") for term in response.context["object_list"]] == names
    assert curator.get(reverse("vocabularies:index_results"), asked).status_code == 200


def test_the_lists_come_in_the_order_of_a_record(curator):
    first = curator.get(reverse("vocabularies:index")).context["object_list"]
    assert list(dict.fromkeys(term.vocabulary for term in first))[:4] == ["candidacy", "type", "objective", "scope"]


def test_the_list_asks_the_database_as_often_for_many_terms_as_for_few(curator):
    counts = []
    curator.get(reverse("vocabularies:index"))
    for vocabulary in ("candidacy", "theme"):
        with CaptureQueriesContext(connection) as queries:
            curator.get(reverse("vocabularies:index"), {"vocabulary": vocabulary})
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_a_name_and_other_words_are_edited_one_per_line(curator, council):
    changed = form_data(
        council, name_pt="Conselho local", words_es="consejo barrial\r\n\r\n  consejo   vecinal \r\nconsejo barrial"
    )
    assert curator.post(edit_url(council), changed).status_code == 302
    council.refresh_from_db()
    assert council.label("pt") == "Conselho local"
    assert council.alternative_labels["es"] == ["consejo barrial", "consejo vecinal"]
    assert council.oidp_form["fr"] == ["Conseil"]


def test_the_form_shows_words_one_per_line_with_examples(curator, council):
    page = curator.get(edit_url(council)).content.decode()
    assert "consejo barrial\nconsejos barriales\n" in page
    assert "Por ejemplo: conseil de quartier, conseil citoyen." in page
    assert "Français" in page


def test_list_and_code_do_not_change_after_creation(curator, council):
    curator.post(edit_url(council), form_data(council, vocabulary="theme", code="board"))
    council.refresh_from_db()
    assert (council.vocabulary, council.code) == ("type", "council")


def test_a_new_term_goes_last_with_a_code_from_its_name(curator):
    new = form_data(name_es="Niñez y juventud", name_fr="Enfance et jeunesse", words_fr="jeunes")
    assert curator.post(reverse("vocabularies:add"), new).status_code == 302
    term = Term.objects.of("theme").last()
    assert (term.code, term.label("en"), term.label("fr")) == (
        "ninez-y-juventud",
        "Niñez y juventud",
        "Enfance et jeunesse",
    )
    assert term.labels == {"es": "Niñez y juventud", "fr": "Enfance et jeunesse"}
    assert term.loaded_checksum == ""


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"name_es": ""}, "name_es", ""),
        ({"name_es": "Salud mental", "code": "health"}, "code", "«Salud» ya tiene ese código; elige otro."),
        ({"name_es": "Healthcare"}, "name_es", "«Healthcare» ya es una palabra de «Salud»."),
        ({"name_es": "Otra", "words_en": "fun\nPublic  HEALTH"}, "words_en", "ya es una palabra de «Salud»"),
        ({"name_es": "Juegos", "code": "con espacios"}, "code", ""),
        ({"name_es": "你好"}, "code", "No se puede tomar del nombre"),
        ({"name_es": "Juegos", "vocabulary": "topic"}, "vocabulary", ""),
        ({"name_es": "x" * 121}, "name_es", "120"),
    ],
)
def test_an_error_stands_beside_its_field_and_nothing_is_lost(curator, changes, field, told):
    response = curator.post(reverse("vocabularies:add"), form_data(**{"words_es": "lo que escribí", **changes}))
    assert response.status_code == 200
    errors = response.context["form"].errors
    assert field in errors
    assert told in str(errors[field][0])
    assert "__all__" not in errors
    page = response.content.decode()
    assert "lo que escribí" in page
    assert Term.objects.count() == 116


def test_nobody_deletes(client, council):
    client.force_login(get_user_model().objects.create_superuser(username="root", password="x", email="r@example.org"))
    delete_url = reverse("vocabularies:delete", args=[council.pk])
    for page in (reverse("vocabularies:index"), edit_url(council)):
        assert delete_url not in client.get(page).content.decode()
    for answer in (client.get(delete_url), client.post(delete_url)):
        assert answer.status_code == 403
        assert "no se borra" in answer.content.decode()
    assert Term.objects.filter(pk=council.pk).exists()
    assert not Permission.objects.filter(codename="delete_term").exists()


@pytest.mark.parametrize(
    ("permissions", "index", "add", "edit"),
    [(["add", "change"], 200, 200, 200), (["change"], 200, 403, 200), (["add"], 200, 200, 403), ([], 403, 403, 403)],
)
def test_the_groups_permissions_decide(client, council, permissions, index, add, edit):
    client.force_login(user_with(*permissions))
    assert client.get(reverse("vocabularies:index")).status_code == index
    assert client.get(reverse("vocabularies:add")).status_code == add
    assert client.get(edit_url(council)).status_code == edit


def test_a_visitor_is_sent_to_the_login(client, council):
    for name, args in (("index", []), ("add", []), ("edit", [council.pk]), ("delete", [council.pk])):
        assert client.get(reverse(f"vocabularies:{name}", args=args)).status_code == 302


class ChoosingForm(forms.Form):
    """A record's form in short: one term and several."""

    one = TermChoiceField(Term.objects.filter(vocabulary="type"), required=False)
    several = TermsChoiceField(Term.objects.filter(vocabulary="type"), required=False)


def offered(form, field):
    return [term.code for term in form[field].field.queryset]


@pytest.mark.parametrize("field", ["one", "several"])
def test_a_retired_term_is_offered_only_to_the_record_that_has_it(curator, council, field):
    sent = {field: str(council.pk) if field == "one" else [str(council.pk)]}
    assert "council" in offered(ChoosingForm(), field)
    assert ChoosingForm(sent).is_valid()
    assert curator.post(edit_url(council), form_data(council, active=None)).status_code == 302
    assert "council" not in offered(ChoosingForm(), field)
    assert field in ChoosingForm(sent).errors
    had = [council.pk, council, str(council.pk)] if field == "one" else [[council.pk], FakeQuerySet(Term, [council])]
    for initial in had:
        kept = ChoosingForm(sent, initial={field: initial})
        assert kept.is_valid()
        assert offered(kept, field)[2] == "council"
