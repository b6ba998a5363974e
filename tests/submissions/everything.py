"""A city in which one matter and one draft of each kind say a word of their own in every field that takes words."""

import io
from dataclasses import dataclass, field

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from portal.councils.topic.council_choice import council_value
from portal.submissions.choices import HistoryAction
from portal.submissions.contact_step import ContactStep
from portal.submissions.drafts import begin_draft, read_draft, save_step
from portal.submissions.kinds import SubmissionKind, submission_kinds
from portal.submissions.models import Draft, JoinedSender, Message, Submission
from portal.submissions.place_field import PlaceField
from portal.submissions.record import add_entry
from portal.submissions.sending import send_draft
from portal.territory.models import Neighbourhood
from portal.uploads.fields import ReceivedFilesField
from portal.uploads.intake import receive
from tests import factories
from tests.councils.city import council, session
from tests.uploads import samples

#: every private word begins so; COMMON stands beside each, so that one search finds all of them
PRIVATE, COMMON = "zqx", "testigozq"
PHONE = "0341 555 9871"
#: what fits no rule of the practice's long form
FIXED = {"start": "2018-12", "end": "2020", "end_open": "", "place_country": "AR", "edition": "15", "fault": "fact"}


def private(*parts: str) -> str:
    """Return the word of a place, letters only, so that no form and no slug changes it."""
    return PRIVATE + "".join(sign for part in parts for sign in part if sign.isalpha())


def picture(name: str) -> SimpleUploadedFile:
    """Return a small picture of this name as it is uploaded."""
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


@dataclass
class Everything:
    """The places, and by the name of each kind: what was sent, and a draft that waits complete."""

    place: Neighbourhood
    council: object
    page: object
    sent: dict[str, Submission] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)

    def texts(self, kind: SubmissionKind, name: str, asked: forms.Field) -> list[str]:
        """Return what somebody types into a field, as a browser sends it."""
        if name in FIXED:
            return [FIXED[name]] if FIXED[name] else []
        if name == "council":
            return [council_value(self.council)]
        if isinstance(asked, PlaceField):
            return [f"n{self.place.pk}"]
        if isinstance(asked, (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)):
            return [str(code) for code, _label in asked.choices][:2]
        if isinstance(asked, forms.ChoiceField):
            return [next((str(code) for code, _label in asked.choices if str(code)), "")]
        if isinstance(asked, (forms.BooleanField, forms.IntegerField)):
            return ["on" if isinstance(asked, forms.BooleanField) else "240"]
        word = private(kind.name, name)
        if isinstance(asked, forms.EmailField):
            return [f"{word}@example.org"]
        return [f"https://example.org/{word}" if isinstance(asked, forms.URLField) else f"{COMMON} {word}"]

    def about(self, kind: SubmissionKind) -> dict[str, str]:
        """Return what the form of a kind starts from."""
        if kind.name != "correction":
            return {}
        return {"path": self.page.url, "title": self.page.title, "page_id": str(self.page.pk), "fault": ""}

    def draft(self, kind: SubmissionKind, **contact: str) -> Draft:
        """Store a draft of the long form of a kind, in which everything is answered; `contact` by the names of fields."""
        draft = begin_draft(kind, "es", self.about(kind), complete=True)
        for step in kind.all_steps(complete=True):
            typed = {}
            for name, asked in step.base_fields.items():
                if isinstance(asked, ReceivedFilesField):
                    self.send_file(draft, name, asked)
                elif name not in ("before_picture", "after_picture"):
                    typed[name] = self.texts(kind, name, asked)
            save_step(draft, step, typed, "es")
        said = {"answer_by": "none"} | contact
        save_step(draft, ContactStep, {name: [text] for name, text in said.items()}, "es")
        return draft

    def send_file(self, draft: Draft, name: str, asked: ReceivedFilesField) -> None:
        """Send a picture with its words, or a document where a field takes no pictures."""
        is_picture = "picture" in asked.limits.kinds
        word = private(draft.kind, "file" if is_picture else "document")
        sent = picture(f"{word}.png") if is_picture else SimpleUploadedFile(f"{word}.pdf", samples.pdf())
        row = receive(draft.pk, name, sent, asked.limits)
        if is_picture:
            row.alt = f"{COMMON} {private(draft.kind, 'alt')}"
            row.save()

    def send(self, kind: SubmissionKind, mail: str = "") -> Submission:
        """Send such a draft with every way of contact; `mail` in place of an address that says the kind."""
        contact = {name: f"{COMMON} {private(kind.name, name)}" for name in ("name", "address")}
        mail = mail or f"{private(kind.name, 'mail')}@example.org"
        draft = self.draft(kind, answer_by="mail", email=mail, phone=PHONE, consent="on", **contact)
        reading = read_draft(kind, draft)
        assert reading.is_complete, [(form.slug, form.errors) for form in reading.faulty]
        return send_draft(kind, draft, reading.cleaned, may_publish=True, held=False)

    def talk(self, matter: Submission) -> None:
        """Let the office and the sender write about a matter, and somebody join it."""
        remark = f"{COMMON} {private(matter.kind, 'remark')}"
        add_entry(matter, HistoryAction.REMARK, text=remark, internal=True)
        for direction in Message.Direction:
            text = f"{COMMON} {private(matter.kind, direction)}"
            Message.objects.create(submission=matter, direction=direction, text=text, language="es")
        joined = f"{private(matter.kind, 'joined')}@example.org"
        JoinedSender.objects.create(submission=matter, email=joined, mark="m", language="es")
        Submission.objects.filter(pk=matter.pk).update(waits_note=f"{COMMON} {private(matter.kind, 'waits')}")


def build_everything() -> Everything:
    """Make the city, a complete draft and a matter of each kind; what may be public is public."""
    west = factories.district_page()
    place = factories.neighbourhood(west, "Echesortu", "echesortu")
    body = council(west, "Consejo Barrial de Echesortu", neighbourhood=place)
    session(body, "2099-11-24 19:00")
    made = Everything(place, body, factories.publish(factories.content("Dónde atendemos", west)))
    for kind in submission_kinds():
        made.drafts[kind.name] = made.draft(kind)
        matter = made.sent[kind.name] = made.send(kind)
        made.talk(matter)
        if kind.publishable:
            Submission.objects.filter(pk=matter.pk).update(published_at=timezone.now())
            add_entry(matter, HistoryAction.PUBLISHED)
            matter.refresh_from_db()
    return made
