"""A sheet or a call typed in by the team: whole, in somebody's name, only where the account may, and nothing is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.core.models import Role
from portal.councils.topic.council_choice import council_value
from portal.submissions.choices import AnswerBy, HistoryAction
from portal.submissions.contact_step import CONSENT
from portal.submissions.models import Draft, Submission
from tests import factories
from tests.councils import city
from tests.districts.teams import browser
from tests.office.dashboard.office import member
from tests.sharing import made_once

pytestmark = pytest.mark.django_db
FORM = "/admin/submissions/entry/topic/"


@made_once
def west(db):
    return factories.district_page()


@made_once
def council(west):
    return city.council(west, neighbourhood=factories.neighbourhood(west, "La Cañada", "la-canada"))


@made_once
def editor(west):
    return member(Role.EDITOR, west)


@made_once
def counter(editor):
    return browser(editor)


def sheet(council, /, **typed):
    """Return what a browser sends of a whole sheet."""
    today = timezone.localdate().isoformat()
    return {
        "draft": str(uuid4()),
        "entry-channel": "paper",
        "entry-received_on": today,
        "entry-language": "es",
        "entry-consent_way": "signed",
        "headline": "Perros sueltos en la canchita",
        "reason": "A la salida de la escuela.",
        "council": council_value(council),
        "presenter": "office",
        "answer_by": "call",
        "phone": "0341 400 1234",
        "name": "Nadia",
        "another": "1",
        **typed,
    }


def test_one_long_form_asks_everything(counter, council):
    text = counter.get(FORM).content.decode()
    for name in (
        "entry-channel",
        "entry-received_on",
        "headline",
        "reason",
        "council",
        "presenter",
        "answer_by",
        "phone",
    ):
        assert f'name="{name}"' in text
    assert 'name="consent"' not in text
    assert str(CONSENT) in text
    assert text.index('name="another"') < text.index('name="save"')
    assert text.count("autofocus") == 1


def test_a_sheet_becomes_a_matter_in_somebodys_name(counter, editor, council):
    answer = counter.post(FORM, sheet(council))
    submission = Submission.objects.get()
    assert (submission.channel, submission.entered_by) == ("paper", editor)
    assert (submission.district, submission.answer_by) == (council.district, AnswerBy.CALL)
    assert (submission.name, submission.phone) == ("Nadia", "0341 400 1234")
    assert submission.consent == f"Firmó en papel: «{CONSENT}»"
    assert submission.consented_at
    received, remark = submission.history.all()
    assert (received.action, received.actor, received.by_sender) == (HistoryAction.RECEIVED, editor, False)
    assert (remark.actor, remark.internal, remark.details["consent"]) == (editor, True, "signed")
    assert "Nadia" not in remark.text + str(remark.details)
    assert answer.status_code == 302


def test_the_next_sheet_begins_at_once_with_the_code_of_the_last(counter, council):
    data = sheet(council, **{"entry-channel": "counter", "entry-language": "pt"})
    text = counter.post(FORM, data, follow=True).content.decode()
    assert Submission.objects.get().code in text
    assert (
        'value="counter" checked' in text
        or 'checked value="counter"' in text.replace("  ", " ")
        or ('value="counter"' in text and "checked" in text.split('value="counter"')[1].split(">")[0])
    )
    assert 'value="pt" selected' in text
    assert data["draft"] not in text


def test_saving_shows_the_code_and_the_receipt_without_contact(counter, council):
    del (data := sheet(council))["another"]
    page = counter.post(FORM, data, follow=True).content.decode()
    submission = Submission.objects.get()
    assert submission.code in page
    receipt = counter.get(reverse("submission_entry_receipt", args=[submission.code])).content.decode()
    assert submission.code in receipt
    assert "Perros sueltos" in receipt
    assert "0341" not in receipt
    assert "Nadia" not in receipt


def test_the_receipt_is_in_the_senders_language(counter, council):
    counter.post(FORM, sheet(council, **{"entry-language": "fr"}))
    text = counter.get(reverse("submission_entry_receipt", args=[Submission.objects.get().code])).content.decode()
    assert '<html lang="fr"' in text
    assert "/fr/submissions/status/" in text


def test_the_clock_begins_on_the_day_it_was_handed_in(counter, council):
    day = timezone.localdate() - timedelta(days=4)
    counter.post(FORM, sheet(council, **{"entry-received_on": day.isoformat()}))
    submission = Submission.objects.get()
    assert timezone.localdate(submission.received_at) == timezone.localdate(submission.clock_since) == day


@pytest.mark.parametrize("days", [1, -400])
def test_a_day_that_cannot_be_is_refused(counter, council, days):
    day = timezone.localdate() + timedelta(days=days)
    answer = counter.post(FORM, sheet(council, **{"entry-received_on": day.isoformat()}))
    assert answer.status_code == 422
    assert not Submission.objects.exists()


def test_what_is_wrong_is_said_and_nothing_is_lost(counter, council):
    data = sheet(council, headline="", phone="", reason="Muy temprano.")
    answer = counter.post(FORM, data)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Faltan 2 cosas" in text
    assert 'href="#id_headline"' in text
    assert "Muy temprano." in text
    draft = Draft.objects.get()
    assert (str(draft.pk), draft.data["topic"]["reason"]) == (data["draft"], ["Muy temprano."])
    assert f"?draft={draft.pk}" in counter.get("/admin/submissions/entry/").content.decode()
    assert "Muy temprano." in counter.get(f"{FORM}?draft={draft.pk}").content.decode()
    assert counter.post(FORM, data | {"headline": "Perros", "phone": "1"}).status_code == 302
    assert Submission.objects.get().drafts.get() == draft


def test_personal_data_need_a_consent(counter, council):
    answer = counter.post(FORM, sheet(council, **{"entry-consent_way": "none"}))
    assert answer.status_code == 422
    assert 'href="#id_entry-consent_way_0"' in answer.content.decode()
    nothing = {"answer_by": "none", "phone": "", "name": "", "entry-consent_way": "none"}
    assert counter.post(FORM, sheet(council, **nothing)).status_code == 302
    assert Submission.objects.get().consent == ""


def test_a_spoken_consent_keeps_its_text_and_who_gave_it(counter, council):
    counter.post(
        FORM,
        sheet(council, **{"entry-channel": "phone", "entry-consent_way": "spoken", "entry-consent_by": "Su hija Ana"}),
    )
    submission = Submission.objects.get()
    assert submission.channel == "phone"
    assert submission.consent == f"Le leímos y dijo que sí: «{CONSENT}» En su nombre: Su hija Ana."


def test_the_same_sheet_sent_twice_is_there_once(counter, council):
    data = sheet(council)
    counter.post(FORM, data)
    counter.post(FORM, data)
    assert Submission.objects.get().history.count() == 2
    again = counter.post(FORM, sheet(council), follow=True).content.decode()
    assert Submission.objects.count() == 1
    assert "ya estaba cargada" in again


def test_another_teams_place_is_refused_in_words(counter, council):
    elsewhere = city.council(factories.district_page("Sur", "sur"), "Consejo del Sur")
    answer = counter.post(FORM, sheet(elsewhere))
    assert answer.status_code == 422
    assert "es de otro equipo" in answer.content.decode()
    assert not Submission.objects.exists()
    assert Draft.objects.exists()


def test_an_official_of_one_neighbourhood_enters_for_it_alone(west, council):
    official = browser(member(Role.EDITOR, west, [council.neighbourhood]))
    assert official.post(FORM, sheet(council)).status_code == 302
    other = city.council(west, "Mesa de agua")
    assert official.post(FORM, sheet(other)).status_code == 422


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.TRANSLATOR, Role.STATISTICS])
def test_who_adds_to_no_queue_is_refused(west, council, role):
    stranger = browser(member(role, west))
    assert stranger.get("/admin/submissions/entry/").status_code == 403
    assert stranger.get(FORM).status_code == 403
    assert stranger.post(FORM, sheet(council)).status_code == 403
    assert not Draft.objects.exists()
    assert "submissions/entry" not in stranger.get("/admin/").content.decode()


def test_codes_and_drafts_of_others_are_not_found(counter, council):
    counter.post(FORM, sheet(council))
    code = Submission.objects.get().code
    south = browser(member(Role.EDITOR, factories.district_page("Sur", "sur")))
    for name in ("submission_entry_done", "submission_entry_receipt"):
        assert south.get(reverse(name, args=[code]), follow=True).status_code == 404
    assert code not in south.get(f"{FORM}?after={code}").content.decode()
    wrong = sheet(council, headline="")
    counter.post(FORM, wrong)
    assert south.get(f"{FORM}?draft={wrong['draft']}", follow=True).status_code == 404
    assert south.post(FORM, wrong, follow=True).status_code == 404
    public = Draft.objects.create(kind="topic", language="es")
    assert counter.post(FORM, sheet(council, draft=str(public.pk)), follow=True).status_code == 404


def test_bad_addresses_are_not_found(counter):
    assert counter.get("/admin/submissions/entry/nothing/", follow=True).status_code == 404
    assert counter.get(f"{FORM}?draft=x", follow=True).status_code == 404
    assert counter.post(FORM, {}, follow=True).status_code == 404
    assert counter.post(FORM, {"draft": "\x00"}, follow=True).status_code == 404
    assert counter.get("/admin/submissions/entry/done/\x00/", follow=True).status_code == 404


def test_strange_texts_are_no_fault_of_the_server(counter, council):
    strange = "\x00\ud800<script>alert(1)</script>" + "x" * 30_000
    names = ("headline", "reason", "council", "presenter", "phone", "name", "entry-channel", "entry-received_on",
             "entry-language", "entry-consent_way", "entry-consent_by")  # fmt: skip
    for name in names:
        data = sheet(council, **{name: strange.encode("utf-8", "surrogatepass").decode("utf-8", "replace")})
        answer = counter.post(FORM, data)
        assert answer.status_code == 422, name
        assert "<script>alert" not in answer.content.decode()


def test_the_first_page_offers_each_kind_and_its_sheet(counter):
    text = counter.get("/admin/submissions/entry/").content.decode()
    assert FORM in text
    assert "/submissions/topic/paper/" in text
