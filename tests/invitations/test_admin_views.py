"""The team's part of the kit: who may, the sheets for the table, the channels used and their file."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.core.models import Role, User
from portal.districts.roles import ensure_district_team
from portal.invitations.models import Invitation
from portal.participants.models import CONSENT
from tests.councils.city import council, session
from tests.factories import district_page, translate
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@made_once
def meeting(board, venue):
    """A published session."""
    return session(board, "2026-11-25 19:00", "La plaza del Molino", venue=venue, modality="hybrid", phone_in="0800 1")


def browser(role, folder, name="ana"):
    """Return a Client in which an account with a role in a district is logged in."""
    user = User.objects.create_user(name, f"{name}@example.org", "secret")
    user.groups.add(ensure_district_team(folder.record)[role])
    client = Client()
    client.force_login(user)
    return client


def sheet(meeting, name, **asked):
    """Return the address of a sheet, and what it asks."""
    return reverse("invitation_sheet", args=[meeting.pk, name]), asked


@pytest.mark.parametrize("name", ["sign-in", "tally"])
@pytest.mark.parametrize(
    ("role", "status"), [(Role.EDITOR, 200), (Role.REVIEWER, 200), (Role.TRANSLATOR, 403), (Role.STATISTICS, 403)]
)
def test_sheets_are_for_whoever_works_on_the_session(folder, meeting, name, role, status):
    assert browser(role, folder).get(*sheet(meeting, name)).status_code == status


def test_another_districts_editor_gets_neither_sheet_nor_screen(meeting):
    stranger = browser(Role.REVIEWER, district_page("Sur", "sur"))
    assert stranger.get(*sheet(meeting, "sign-in")).status_code == 403
    assert stranger.get(reverse("invitation_kit", args=[meeting.pk])).status_code == 403
    assert stranger.post(reverse("invitation_kit", args=[meeting.pk]), {"channel": "poster"}).status_code == 403
    assert not Invitation.objects.exists()


def test_a_visitor_is_asked_to_log_in(meeting):
    assert Client().get(*sheet(meeting, "sign-in")).status_code == 302


def test_the_sign_in_sheet_has_numbered_rows_the_purpose_and_the_reference(folder, meeting):
    response = browser(Role.EDITOR, folder).get(*sheet(meeting, "sign-in", sheets="2"))
    body = response.content.decode()
    assert body.count("<td></td><td></td><td></td>") == 40
    assert "<td>40</td>" in body
    assert "se destruye a los 60 días" in body
    assert str(CONSENT) in body  # the register of participants keeps these words as what was consented to
    assert meeting.reference in body
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("asked", ["0", "-1", "x", "9999999", "²", ""])
def test_a_strange_number_of_sheets_is_no_error(folder, meeting, asked):
    response = browser(Role.EDITOR, folder).get(*sheet(meeting, "sign-in", sheets=asked, language="xx"))
    assert response.status_code == 200


def test_the_tally_sheet_has_a_group_for_each_way_and_no_place_for_names(folder, meeting):
    body = browser(Role.EDITOR, folder).get(*sheet(meeting, "tally")).content.decode()
    assert [group in body for group in ("En persona", "En línea", "Por teléfono")] == [True] * 3
    assert "Nombre" not in body


def test_a_sheet_is_in_the_language_that_was_asked_for(folder, board, meeting):
    for page in (folder, board):
        translate(page, "pt")
    translate(meeting, "pt", title="A praça do Moinho")
    body = browser(Role.EDITOR, folder).get(*sheet(meeting, "tally", language="pt")).content.decode()
    assert '<html lang="pt"' in body
    assert "A praça do Moinho" in body


def test_there_is_no_other_sheet(folder, meeting):
    assert browser(Role.EDITOR, folder).get(*sheet(meeting, "minutes"), follow=True).status_code == 404


def test_an_editor_records_a_channel_with_one_form(folder, meeting):
    editor, address = browser(Role.EDITOR, folder), reverse("invitation_kit", args=[meeting.pk])
    sent = {"channel": "whatsapp", "used_on": "2026-11-20", "reach": "120", "note": "grupo de la cuadra"}
    assert editor.post(address, sent).status_code == 302
    row = Invitation.objects.get()
    assert (row.session_id, row.channel, row.reach) == (meeting.pk, "whatsapp", 120)
    body = editor.get(address).content.decode()
    assert "Grupos de WhatsApp" in body
    assert "grupo de la cuadra" in body


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(folder, meeting):
    editor, address = browser(Role.EDITOR, folder), reverse("invitation_kit", args=[meeting.pk])
    response = editor.post(address, {"channel": "", "used_on": "2026-11-20", "note": "lo que escribí"})
    assert not Invitation.objects.exists()
    assert "lo que escribí" in response.content.decode()


def test_an_author_sees_the_channels_and_records_none(folder, meeting):
    author, address = browser(Role.AUTHOR, folder), reverse("invitation_kit", args=[meeting.pk])
    assert author.get(address).status_code == 200
    assert author.post(address, {"channel": "poster", "used_on": "2026-11-20"}).status_code == 403
    assert "Planilla para anotarse" not in author.get(address).content.decode()


def test_the_channels_of_a_translation_are_those_of_its_first_version(folder, board, meeting):
    for page in (folder, board):
        translate(page, "pt")
    translated = translate(meeting, "pt")
    assert Invitation.objects.create(session=translated, channel="poster").session_id == meeting.pk
    body = browser(Role.EDITOR, folder).get(reverse("invitation_kit", args=[translated.pk])).content.decode()
    assert "Carteles" in body


def test_the_file_holds_the_channels_of_ones_own_district_and_runs_nothing(folder, meeting):
    other = session(council(district_page("Sur", "sur"), "Consejo del Sur"))
    Invitation.objects.create(session=meeting, channel="poster", reach=30, note="=1+1", used_on="2026-11-20")
    Invitation.objects.create(session=other, channel="press", note="radio del sur")
    response = browser(Role.EDITOR, folder).get(reverse("invitations:index"), {"export": "csv"})
    body = b"".join(response.streaming_content).decode()
    assert f"{meeting.reference},La plaza del Molino,2026-11-25,Oeste,poster,2026-11-20,30,'=1+1" in body
    assert "radio del sur" not in body


def test_the_list_leads_from_a_session_to_its_own_channels(folder, board, meeting):
    Invitation.objects.create(session=meeting, channel="poster", note="en el almacén")
    Invitation.objects.create(session=session(board, title="Otra"), channel="door", note="casa por casa")
    editor = browser(Role.EDITOR, folder)
    body = editor.get(reverse("invitations:index"), {"session": meeting.pk}).content.decode()
    assert "en el almacén" in body
    assert "casa por casa" not in body
    assert editor.get(reverse("invitations:index"), {"session": "x"}).status_code == 200


def test_the_editor_of_a_session_shows_the_way_to_the_kit(folder, meeting):
    body = browser(Role.EDITOR, folder).get(reverse("wagtailadmin_pages:edit", args=[meeting.pk])).content.decode()
    assert reverse("invitation_kit", args=[meeting.pk]) in body
