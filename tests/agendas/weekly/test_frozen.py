"""What was published stays as it was, whatever happens to the sessions, and the page says what happened."""

import hashlib

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from portal.agendas.models import IssueEdition, WeeklyIssue
from portal.agendas.models.issue import Frozen
from portal.agendas.weekly.publication import AlreadyPublished, publish_weekly_issue
from portal.core.language import CODES
from portal.councils.choices import ItemVisibility
from portal.councils.models import SessionPage
from portal.series.reschedule import cancel_session, move
from tests.councils.city import long_known, moment, session
from tests.factories import publish as publish_page
from tests.factories import translate

pytestmark = pytest.mark.both_databases("a trigger freezes what was published, in the words of each database")

HOME = "/es/agenda/2026-W47/"


def frozen(issue):
    """Return everything that stands stored of an issue's editions."""
    return set(issue.editions.values_list("audience", "language", "snapshot", "sha256"))


def since(client, part=""):
    """Return the part of the page that says what changed."""
    page = client.get(f"{HOME}{part}").content.decode()
    return page.partition('id="changes"')[2].partition("</section>")[0]


def test_every_language_has_a_public_and_an_internal_edition(city):
    issue = city.sign()
    kept = frozen(issue)
    assert {row[:2] for row in kept} == {
        (audience, code) for audience in IssueEdition.Audience.values for code in CODES
    }
    assert all(hashlib.sha256(text.encode()).hexdigest() == sha256 for _a, _l, text, sha256 in kept)


def test_nothing_that_happens_later_changes_what_was_frozen(client, city):
    issue = city.sign(city.west.record)
    before = frozen(issue)
    shown = client.get(f"{HOME}oeste/snapshot/").content
    move(city.plaza, moment("2026-11-20 18:30"), None, "Fumigación", None)
    cancel_session(city.arroyo, "Corte de luz", None)
    translate(city.west, "fr")
    translate(city.council, "fr")
    translate(city.plaza, "fr", title="La place du Moulin")
    stored = SessionPage.objects.get(pk=city.plaza.pk)
    point = stored.items.first()
    point.visibility = ItemVisibility.INTERNAL
    stored.items.add(point)
    publish_page(stored)
    city.west.record.name = "Poniente"
    city.west.record.save()
    city.arroyo.delete()
    assert frozen(issue) == before
    assert client.get(f"{HOME}oeste/snapshot/").content == shown
    page = client.get(f"{HOME}oeste/").content.decode()
    assert "Agenda semanal de Oeste" in page
    assert "Poniente" not in page
    french = client.get("/fr/agenda/2026-W47/oeste/").content.decode()
    assert "La plaza del Molino" in french
    assert "La place du Moulin" not in french


def test_a_move_is_told_with_both_dates(client, city):
    city.sign()
    move(city.plaza, moment("2026-11-20 18:30"), None, "", None)
    assert "de martes 17 de noviembre, 19:00 a viernes 20 de noviembre, 18:30" in since(client)
    page = client.get(HOME).content.decode()
    friday = page.partition('id="d2026-11-20"')[2].partition("</section>")[0]
    assert "Consejo de La Cañada" in friday
    assert "Nueva fecha" in friday
    assert "row--off" in page.partition('id="d2026-11-17"')[2].partition("</section>")[0]


def test_a_cancellation_is_told_with_its_reason(client, city):
    city.sign()
    cancel_session(city.arroyo, "Corte de luz", None)
    assert "Se canceló: Corte de luz" in since(client)
    thursday = client.get(HOME).content.decode().partition('id="d2026-11-19"')[2].partition("</section>")[0]
    assert "row--off" in thursday
    assert "Se canceló" in thursday


@pytest.mark.parametrize("way", ["delete", "unpublish"])
def test_what_is_withdrawn_is_told_and_leads_nowhere(client, city, way):
    url = city.school.url
    city.sign()
    assert f'href="{url}"' in client.get(HOME).content.decode()
    getattr(SessionPage.objects.get(pk=city.school.pk), way)()
    assert "Se retiró de la agenda" in since(client)
    assert f'href="{url}"' not in client.get(HOME).content.decode()


def test_what_is_added_stands_between_the_rows_marked(client, city):
    city.sign()
    session(city.other, "2026-11-20 10:00", "Una nueva")
    session(city.other, "2026-11-27 10:00", "La de otra semana")
    assert "Se agregó" in since(client)
    page = client.get(HOME).content.decode()
    assert "Una nueva" in page.partition('id="d2026-11-20"')[2].partition("</section>")[0]
    assert "La de otra semana" not in page
    assert "Una nueva" not in client.get(f"{HOME}snapshot/").content.decode()


def test_what_moves_into_the_week_is_told(client, city):
    later = long_known(session(city.council, "2026-11-26 19:00", "La de después"))
    city.sign()
    move(later, moment("2026-11-18 19:00"), None, "", None)
    assert "de jueves 26 de noviembre, 19:00 a miércoles 18 de noviembre, 19:00" in since(client)


def test_a_district_is_told_of_its_own_changes_only(client, city):
    city.sign(city.west.record)
    cancel_session(city.school, "Corte de luz", None)
    session(city.other, "2026-11-20 10:00", "Una nueva")
    assert since(client, "oeste/") == ""
    assert "Una nueva" not in client.get(f"{HOME}oeste/").content.decode()


def test_what_changed_before_is_no_change(client, city):
    cancel_session(city.arroyo, "Corte de luz", None)
    city.sign()
    page = client.get(HOME).content.decode()
    assert 'id="changes"' not in page
    assert "Corte de luz" in page


def test_an_edition_is_never_written_again(city):
    edition = city.sign().editions.first()
    edition.snapshot = "{}"
    for attempt in (
        edition.save,
        edition.delete,
        lambda: IssueEdition.objects.update(snapshot="{}"),
        lambda: IssueEdition.objects.all().delete(),
        lambda: edition.issue.editions.update(snapshot="{}"),
        lambda: edition.issue.editions.all().delete(),
        lambda: IssueEdition.objects.bulk_update([edition], ["snapshot"]),
    ):
        with pytest.raises(Frozen):
            attempt()


def test_the_database_refuses_it_too(city):
    city.sign()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE agendas_issueedition SET snapshot = '{}'")


def test_a_published_issue_is_neither_written_nor_deleted(city):
    issue = city.sign()
    issue.week = "2026-W48"
    with pytest.raises(Frozen):
        issue.save()
    for attempt in (issue.delete, WeeklyIssue.objects.filter(pk=issue.pk).delete, city.west.record.delete):
        with pytest.raises(ProtectedError):
            attempt()
    with pytest.raises(AlreadyPublished):
        publish_weekly_issue(issue)
    assert issue.editions.count() == 8


def test_a_text_that_somebody_forged_is_told(client, city, monkeypatch):
    city.sign()
    monkeypatch.setattr(IssueEdition, "is_intact", False)
    assert "no coincide con su huella" in client.get(HOME).content.decode()


@pytest.mark.parametrize("language", CODES)
def test_nothing_internal_is_public(client, city, language):
    city.sign()
    city.sign(city.west.record)
    for part in ("", "oeste/"):
        for form in ("", "text/", "print/", "snapshot/"):
            said = client.get(f"/{language}/agenda/2026-W47/{part}{form}").content.decode()
            assert "La plaza del Molino" in said
            assert "SECRET" not in said
    internal = IssueEdition.objects.filter(audience="internal", language=language)
    for edition in internal:
        for words in ("40 sillas", "SECRET 555", "SECRET policía"):
            assert words in edition.snapshot
        assert "zoom.example" not in edition.snapshot
