"""The agenda in a session's form: a row a point, the rest folded, and lines that become points."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from portal.councils.choices import ItemVisibility
from portal.councils.models import SessionPage

from . import city
from .test_session_form import add, point, session_data

pytestmark = pytest.mark.django_db


def points_of(session):
    """Return what the points of a session say (list of tuples)."""
    return [(item.title, item.minutes, item.visibility, item.is_sub) for item in session.items.all()]


def test_a_row_shows_three_fields_and_folds_the_others_with_their_names(admin_client, council):
    items = [
        city.item("La plaza", minutes=20, text="<p>Dos proyectos</p>", proposed_by="La vecinal"),
        city.item("Varios"),
    ]
    session = city.session(council, items=items)
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[session.pk])).content.decode()
    first, second = (
        html.split(f'id="inline_child_items-{place}"')[1].split('id="inline_child_items')[0] for place in (0, 1)
    )
    row, rest = first.split("<details", 1)
    for name in ("title", "minutes", "visibility"):
        assert f'name="items-0-{name}"' in row
    for name in ("is_sub", "text", "theme", "neighbourhood", "proposed_by", "attachments"):
        assert f"items-0-{name}" in rest
    assert 'for="id_items-0-title"' in row
    assert 'role="radiogroup"' in row
    assert "(de qué se trata, quién lo propuso)" in re.sub(r"\s+", " ", rest)
    assert "point__filled" not in second
    assert '<details class="point__rest" open' not in html


def test_the_fold_with_a_fault_is_open_and_the_others_are_not(admin_client, council):
    points = [point("La plaza"), point("El riego", proposed_by="x" * 161)]
    html = add(admin_client, council, "sessionpage", session_data(points)).content.decode()
    folds = re.findall(r'<details class="point__rest"\s*(open)?\s*>', html.split("-EMPTY_FORM_TEMPLATE")[0])
    assert folds == ["", "open"]
    assert "x" * 161 in html


def test_lines_become_points_after_the_others_on_saving(admin_client, council):
    pasted = "2. El riego, 20 min\n2.1 Turnos\n\nSueldos (interno)"
    data = session_data([point("La plaza", minutes="5")], pasted_points=pasted, **{"action-publish": "1"})
    assert add(admin_client, council, "sessionpage", data).status_code == 302
    public, internal = ItemVisibility.PUBLIC, ItemVisibility.INTERNAL
    session = SessionPage.objects.get()
    assert points_of(session) == [
        ("La plaza", 5, public, False),
        ("El riego", 20, public, False),
        ("Turnos", None, public, True),
        ("Sueldos", None, internal, False),
    ]
    rows = [{**point(item.title), "id": str(item.pk)} for item in session.items.all()]
    data = session_data(slug=session.slug, pasted_points="Varios", **{"action-publish": "1"})
    data |= nested_form_data({"items": inline_formset(rows, initial=4)})
    assert admin_client.post(reverse("wagtailadmin_pages:edit", args=[session.pk]), data).status_code == 302
    titles = [item.title for item in SessionPage.objects.get().items.all()]
    assert titles == ["La plaza", "El riego", "Turnos", "Sueldos", "Varios"]


def test_with_a_fault_elsewhere_the_lines_stand_there_as_rows_once(admin_client, council):
    data = session_data(pasted_points="El riego, 20 min\nSueldos (interno)", start="el viernes")
    html = add(admin_client, council, "sessionpage", data).content.decode()
    assert 'name="items-0-title" value="El riego"' in html
    assert re.search(r'name="items-0-minutes" value="20"', html)
    assert re.search(r'name="items-1-visibility" value="internal"[^>]* checked', html)
    assert html.count("El riego") == 1
    assert 'name="items-TOTAL_FORMS" value="2"' in html


def test_lines_that_cannot_be_taken_stay_in_their_box_with_the_reason(admin_client, council):
    data = session_data(pasted_points="El riego\n" + "x" * 201)
    html = add(admin_client, council, "sessionpage", data).content.decode().replace("\r", "")
    assert "Un punto tiene como mucho 200 letras" in html
    assert "El riego\n" + "x" * 201 in html
    assert not SessionPage.objects.exists()


@pytest.mark.parametrize("total", ["", "x", "-3", "99999"])
def test_a_damaged_count_of_rows_is_no_error_of_ours(admin_client, council, total):
    data = session_data(pasted_points="El riego") | {"items-TOTAL_FORMS": total}
    assert add(admin_client, council, "sessionpage", data).status_code in (200, 302, 400)


def test_the_script_asks_the_same_reader(editor, client):
    url = reverse("points_read")
    answer = editor.post(url, {"text": "La plaza, 20 min\nSueldos (interno)"}).json()
    assert answer["points"] == [
        {"title": "La plaza", "minutes": 20, "is_internal": False, "is_sub": False},
        {"title": "Sueldos", "minutes": None, "is_internal": True, "is_sub": False},
    ]
    assert answer["said"] == "Se agregaron 2 puntos al final de la lista."
    assert "200 letras" in editor.post(url, {"text": "x" * 201}).json()["error"]
    assert editor.get(url).status_code == 405
    assert client.post(url, {"text": "La plaza"}).status_code == 302


def test_adding_a_session_reads_the_lines_alike(editor, council):
    start = f"{timezone.localtime() + timedelta(days=9):%d/%m/%Y} 20:00"
    sent = {"council": council.pk, "start": start, "points": "1. La plaza 20 min\n1.1 Bancos\n2. Sueldos (interno)"}
    editor.post(reverse("session_new"), sent)
    draft = SessionPage.objects.get().get_latest_revision_as_object()
    public, internal = ItemVisibility.PUBLIC, ItemVisibility.INTERNAL
    assert points_of(draft) == [
        ("La plaza", 20, public, False), ("Bancos", None, public, True), ("Sueldos", None, internal, False),
    ]  # fmt: skip
