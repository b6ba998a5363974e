"""The register and the screen of one person: for curators and administrators, without a trace of whom they asked about."""

import csv
import json

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from portal.agendas.models import Delivery, Recipient
from portal.core.models import Role, User
from portal.data_protection.accounts import make_account_nameless
from portal.data_protection.register import register_rows
from portal.events.models import Registration
from portal.personal_data.declaration import declarations
from portal.personal_data.person import DataSubject
from portal.practices.models import PracticeContact
from tests import factories
from tests.access.accounts import account, browser
from tests.events.test_registrations import event_with
from tests.factories import district_page

pytestmark = pytest.mark.django_db
EMAIL, PHONE = "zorzal-marca@example.org", "+54 341 5550148"
URL_NAMES = ("index", "table", "person")


@pytest.fixture
def curator():
    return browser(account(role=Role.CURATOR))


@pytest.fixture
def marta():
    return Registration.objects.create(
        event=event_with(2, district_page("Sur", "sur")), name="Marta Zorzal", email=EMAIL, phone=PHONE
    )


def ask(client, person=EMAIL, **more):
    """Send the form of one person."""
    return client.post(reverse("personal_data:person"), {"person": person, **more})


def text_of(response):
    return response.content.decode()


def log_text():
    """Return all that the log of changes holds, as text."""
    return "\n".join(f"{entry.label} {entry.data}" for entry in ModelLogEntry.objects.all())


@pytest.mark.parametrize("name", URL_NAMES)
@pytest.mark.parametrize("role", [Role.AUTHOR, Role.EDITOR, Role.REVIEWER, Role.TRANSLATOR, Role.STATISTICS])
def test_nobody_of_a_district_gets_in(name, role, marta):
    client = browser(account(role=role))
    assert client.get(reverse(f"personal_data:{name}")).status_code == 403
    assert ask(client, step="remove").status_code == 403
    assert Registration.objects.exists()


@pytest.mark.parametrize("name", URL_NAMES)
def test_a_curator_gets_in_and_no_browser_keeps_it(name, curator):
    response = curator.get(reverse(f"personal_data:{name}"))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_the_register_names_every_declaration(curator):
    html = text_of(curator.get(reverse("personal_data:index")))
    assert len(register_rows()) == len(declarations()) > 10
    for declaration in declarations():
        assert f">{declaration.title}</th>" in html
    assert "Un lugar donde la gente se reúne." in html


def test_the_table_is_the_register(curator):
    table = curator.get(reverse("personal_data:table")).content.decode("utf-8-sig")
    rows = list(csv.reader(table.splitlines()))
    assert rows[0][0] == "Dónde"
    assert len(rows) == len(declarations()) + 1
    assert {len(row) for row in rows} == {8}


@pytest.mark.parametrize(
    "typed", [EMAIL, f"  {EMAIL.upper()} ", PHONE, "0341 555-0148", "5550148 ext. 0"], ids=lambda typed: typed.strip()
)
def test_a_person_is_found_however_she_writes(curator, marta, typed):
    found = "Marta Zorzal" in text_of(ask(curator, typed))
    assert found is (typed != "5550148 ext. 0")


@pytest.mark.parametrize(
    "typed", ["", " ", "555 0148", "marta", "a@", "@", "\x00", "a\x00@example.org", "x" * 300, "a b@example.org"]
)
def test_what_is_no_address_is_said_beside_the_field(curator, typed):
    response = ask(curator, typed)
    assert response.status_code == 422
    assert "error-message" in text_of(response)


def test_broken_bytes_are_no_fault(curator):
    url = reverse("personal_data:person")
    for body in (
        b"person=%FF%FE@%ED%A0%80",
        b"person=" + b"a" * 100_000,
        b"\xff\xfe",
        b"person=a%40example.org&step=%00",
    ):
        response = curator.post(url, body, content_type="application/x-www-form-urlencoded")
        assert response.status_code in (200, 422)


def test_who_is_unknown_is_told_so(curator, marta):
    assert "No guardamos nada de nadie@example.org" in text_of(ask(curator, "nadie@example.org"))


def test_all_goes_out_as_one_file_with_words_as_keys(curator, marta):
    PracticeContact.objects.create(practice=factories.practice(), name="Marta Zorzal", email=EMAIL)
    response = ask(curator, step="download")
    assert response["Content-Disposition"] == 'attachment; filename="datos-de-una-persona.json"'
    file = json.loads(text_of(response))
    assert list(file) == ["Fecha de este archivo", "Inscripciones", "Contactos de experiencias"]
    assert file["Inscripciones"][0]["correo"] == EMAIL
    assert file["Inscripciones"][0]["evento"] == "Taller"
    assert file["Contactos de experiencias"][0]["nombre"] == "Marta Zorzal"


def test_one_question_and_it_is_gone(curator, marta):
    other = Registration.objects.create(event=marta.event, name="Otra", email="otra@example.org")
    html = text_of(ask(curator, step="ask"))
    assert "Se va a quitar 1 ficha" in html
    assert Registration.objects.count() == 2
    response = curator.post(reverse("personal_data:person"), {"person": EMAIL, "step": "remove"}, follow=True)
    assert "Se quitó 1 ficha. No queda nada." in text_of(response)
    assert list(Registration.objects.values_list("pk", flat=True)) == [other.pk]


def test_asking_twice_to_delete_is_no_fault(curator, marta):
    for _time in range(2):
        assert ask(curator, step="remove").status_code == 302


def test_the_log_says_what_was_done_and_not_with_whom(curator, marta):
    for step in ("", "download", "remove"):
        ask(curator, step=step)
    done = ModelLogEntry.objects.filter(action__startswith="portal.personal_data.").order_by("pk")
    assert [entry.action.rpartition(".")[2] for entry in done] == ["looked_up", "given_out", "removed"]
    assert done.last().data["names"] == ["Inscripciones: 1"]
    assert done.last().user.username == "ana"
    assert "orzal" not in log_text()
    assert "5550148" not in log_text()
    report = text_of(curator.get(reverse("changes_report")))
    assert "Borró los datos de una persona que lo pidió" in report


def test_an_account_in_use_stays_and_says_why():
    boss = account("boss", is_superuser=True)
    account("colega")
    client = browser(boss)
    html = text_of(ask(client, "colega@example.org"))
    assert "La cuenta está en uso" in html
    assert "Borrar lo que se puede" not in html
    ask(client, "colega@example.org", step="remove")
    assert User.objects.filter(username="colega").exists()


def test_a_closed_account_becomes_nobodys():
    client = browser(account("boss", is_superuser=True))
    closed = account("colega", is_active=False, first_name="Eva")
    ask(client, "colega@example.org", step="remove")
    closed.refresh_from_db()
    assert (closed.username, closed.first_name, closed.email) == (f"cuenta-{closed.pk}", "", "")
    assert not closed.has_usable_password()


@pytest.mark.parametrize("goes", ["made nameless", "deleted"])
def test_the_picture_of_a_closed_account_goes_with_it(goes, django_capture_on_commit_callbacks):
    closed = account("colega", is_active=False)
    profile = UserProfile.objects.create(user=closed, avatar=ContentFile(b"picture", name="eva.png"))
    storage, name = profile.avatar.storage, profile.avatar.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        if goes == "deleted":
            closed.delete()
        else:
            make_account_nameless(closed, DataSubject(closed.email))
        assert storage.exists(name)
    assert not UserProfile.objects.exists()
    assert not storage.exists(name)


def test_a_curator_takes_no_account_away(curator):
    account("colega", is_active=False)
    assert "Solo lo puede quitar una persona de administración." in text_of(ask(curator, "colega@example.org"))
    ask(curator, "colega@example.org", step="remove")
    assert User.objects.filter(username="colega").exists()


def test_an_office_no_longer_receives_the_agenda(curator):
    office = Recipient.objects.create(name="Parques", email="parques@example.org")
    assert "Parques" in text_of(ask(curator, "parques@example.org"))
    ask(curator, "parques@example.org", step="remove")
    office.refresh_from_db()
    assert (office.email, office.active) == ("", False)
    assert not Delivery.objects.exists()


def test_every_declared_model_of_the_public_can_be_asked():
    """What people give is found again, unless it is published with their name, where an editor takes it off the page."""
    from portal.personal_data.person import person_records

    published = {"councils.CouncilMember", "territory.Neighbourhood"}
    # these go out and are deleted with the matter that they belong to; a draft is found by its link alone
    parts = {"corrections.CorrectionSubmission", "councils.TopicSubmission", "proposals.ProposalSubmission"}
    parts |= {"submissions.Draft", "submissions.Message", "uploads.ReceivedFile"}
    told = {model._meta.label for model, data in declarations() if data.from_public} - published - parts
    assert told <= {records.model._meta.label for records in person_records()}
    assert {apps.get_model(label) for label in published | parts}
