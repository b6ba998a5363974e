"""Pictures and documents that stand with minutes: chosen among what is the account's, in an order, and taken away."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from portal.core.public import shown_to_everybody
from portal.districts.roles import district_collection
from portal.documents.models import PortalDocument
from portal.minutes.models import Minutes, MinutesAnnex
from portal.minutes.saving import lock_minutes
from tests.districts.teams import browser
from tests.factories import district_page
from tests.minutes.held import held_session, published
from tests.office.dashboard.office import picture

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new thumbnail to the garbage collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def document(page, title="Plano de la plaza"):
    """Return a new document in the collection of a district's page."""
    return PortalDocument.objects.create(
        title=title, file=ContentFile(b"plano", "plano.txt"), collection=district_collection(page.record)
    )


def sent(*rows, stored=0):
    """Return the form of the annexes as a browser sends it; the first `stored` rows exist already."""
    data = {"annex-TOTAL_FORMS": len(rows), "annex-INITIAL_FORMS": stored}
    for number, row in enumerate(rows):
        data |= {f"annex-{number}-{name}": value for name, value in row.items()}
    return data


def choose(user, session, *rows, stored=0):
    """Have an account send the form of the annexes."""
    url = reverse("minutes_annexes", args=[session.reference])
    return browser(user).post(url, sent(*rows, stored=stored))


def test_a_document_and_a_picture_are_chosen_with_what_they_are(held, writer, west):
    file, photo = document(west), picture(west)
    answer = choose(writer, held, {"document": file.pk, "title": "El plano"}, {"image": photo.pk, "title": "La ronda"})
    assert answer.status_code == 302
    assert [(row.title, row.document, row.image) for row in MinutesAnnex.objects.all()] == [
        ("El plano", file, None),
        ("La ronda", None, photo),
    ]


def test_the_form_shows_the_choosers_and_empty_rows(held, writer):
    text = browser(writer).get(reverse("minutes_annexes", args=[held.reference])).content.decode()
    assert "id_annex-1-image-chooser" in text
    assert "id_annex-0-document-chooser" in text


def test_what_the_chooser_does_not_offer_is_refused_and_not_named(held, writer):
    theirs = document(district_page("Sur", "sur"), "Acta secreta")
    answer = choose(writer, held, {"document": theirs.pk, "title": "El plano"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "no es tuyo" in text
    assert "Acta secreta" not in text
    assert 'value="El plano"' in text
    assert not MinutesAnnex.objects.exists()


@pytest.mark.parametrize("row", [{"title": "Sin archivo"}, {"document": "999999", "title": "x"}, {"document": "x"}])
def test_a_row_without_a_file_is_refused(held, writer, row):
    assert choose(writer, held, row).status_code == 422
    assert not MinutesAnnex.objects.exists()


def test_a_row_says_what_it_is_and_holds_one_file(held, writer, west):
    file, photo = document(west), picture(west)
    assert choose(writer, held, {"image": photo.pk}).status_code == 422
    assert choose(writer, held, {"document": file.pk, "image": photo.pk, "title": "Dos"}).status_code == 422
    assert not MinutesAnnex.objects.exists()


@pytest.fixture
def two(held, west):
    """Two annexes of a session's minutes."""
    minutes = lock_minutes(held)
    return [
        MinutesAnnex.objects.create(minutes=minutes, document=document(west), title=title, position=at)
        for at, title in enumerate(("El plano", "La lista"))
    ]


def test_annexes_change_their_order_and_are_taken_away(held, writer, two):
    first, second = ({"id": row.pk, "document": row.document_id, "title": row.title} for row in two)
    choose(writer, held, first | {"ORDER": 2}, second | {"ORDER": 1}, stored=2)
    assert [row.title for row in MinutesAnnex.objects.all()] == ["La lista", "El plano"]
    choose(writer, held, second | {"ORDER": 1, "DELETE": "on"}, first | {"ORDER": 2}, stored=2)
    assert [row.title for row in MinutesAnnex.objects.all()] == ["El plano"]


def test_an_annex_of_other_minutes_is_not_changed(held, council, writer, two):
    other = held_session(council, days=3)
    row = {"id": two[0].pk, "document": two[0].document_id, "title": "Mío"}
    choose(writer, other, row, stored=1)
    assert [row.title for row in MinutesAnnex.objects.filter(minutes__session=held)] == ["El plano", "La lista"]


def test_a_form_without_its_numbers_is_no_fault(held, writer):
    url = reverse("minutes_annexes", args=[held.reference])
    assert browser(writer).post(url, {}).status_code == 422
    assert browser(writer).post(url, {"annex-TOTAL_FORMS": "1", "annex-INITIAL_FORMS": "1"}).status_code == 422


def test_everybody_opens_an_annex_once_the_minutes_are_public(held, writer, two):
    file = two[0].document
    assert not shown_to_everybody(file)
    published(held, writer)
    assert shown_to_everybody(file)
    assert not shown_to_everybody(document(district_page("Sur", "sur")))


def test_the_page_of_the_minutes_lists_them(held, writer, two):
    text = browser(writer).get(reverse("minutes_overview", args=[held.reference])).content.decode()
    assert text.index("El plano") < text.index("La lista")
    assert Minutes.objects.get().annexes.count() == 2
