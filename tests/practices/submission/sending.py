"""A school tells of its square: what it types into each step, its pictures, and the matter that comes of it."""

import io

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.practices.submission.kind import PRACTICE
from portal.practices.submission.quick_steps import PICTURES_FIELD
from portal.practices.submission.row_steps import DOCUMENTS, DOCUMENTS_FIELD
from portal.submissions.contact_step import ContactStep
from portal.submissions.drafts import begin_draft, query_dict, read_draft, save_step
from portal.submissions.models import Draft
from portal.submissions.place_field import PlaceField
from portal.submissions.sending import send_draft
from portal.uploads.fields import ReceivedFilesField
from portal.uploads.intake import PICTURES, files_of, receive
from tests.uploads import samples

STEPS = {step.slug: step for step in PRACTICE.all_steps(complete=True)}
#: what fits no rule; an end and "it goes on" exclude each other
OWN_WORDS = {"start": "2018-12", "end": "2020", "end_open": "", "place_country": "AR", "edition": "15"}
CONTACT = {"answer_by": ["none"]}


def picture(colour="red", exif=True):
    """Return the bytes of a small JPEG, with a place and a camera in it."""
    content = io.BytesIO()
    data = Image.Exif()
    if exif:
        data[0x010F] = "Camara secreta"
        data.get_ifd(0x8825)[1] = "S"
    Image.new("RGB", (64, 48), colour).save(content, "JPEG", exif=data)
    return content.getvalue()


def send_picture(draft, name, words, colour="red"):
    """Put a picture into the bundle of a draft, with its words; return its row."""
    received = receive(draft.pk, PICTURES_FIELD, SimpleUploadedFile(name, picture(colour)), PICTURES)
    received.alt = words
    received.save()
    return received


def send_document(draft, name, content=None):
    """Put a PDF into the bundle of a draft; return its row."""
    sent = SimpleUploadedFile(name, content or samples.pdf())
    return receive(draft.pk, DOCUMENTS_FIELD, sent, DOCUMENTS)


def value_of(name, field, place):
    """Return what somebody types into a field: a list of texts, as a browser sends them."""
    if name in OWN_WORDS:
        return [OWN_WORDS[name]] if OWN_WORDS[name] else []
    if isinstance(field, PlaceField):
        return [f"n{place.pk}"]
    if isinstance(field, forms.MultipleChoiceField):
        return [code for code, _label in field.choices][:2]
    if isinstance(field, forms.BooleanField):
        return ["on"]
    if isinstance(field, forms.EmailField):
        return [f"{name}@example.org"]
    if isinstance(field, forms.URLField):
        return [f"https://example.org/{name}"]
    if isinstance(field, forms.IntegerField):
        return ["240"]
    if isinstance(field, forms.ChoiceField):
        return [next(code for code, _label in field.choices if code)]
    return [f"dijo {name}"]


def typed_step(step, place, pictures=()):
    """Return what somebody types into all fields of a step."""
    typed = {
        name: value_of(name, field, place)
        for name, field in step.base_fields.items()
        if not isinstance(field, ReceivedFilesField) and name not in ("before_picture", "after_picture")
    }
    if step.slug == "before-after" and len(pictures) > 1:
        typed |= {"before_picture": [str(pictures[0].pk)], "after_picture": [str(pictures[1].pk)]}
    return typed


def quick_draft(place, language="es", **changes):
    """Return a draft of the short form, complete but for what `changes` (field=text) says."""
    draft = begin_draft(PRACTICE, language, {})
    for step in PRACTICE.steps[:2]:
        typed = typed_step(step, place)
        typed |= {name: [text] for name, text in changes.items() if name in step.base_fields}
        save_step_of(draft, step, typed)
    save_step_of(draft, ContactStep, CONTACT)
    return draft


def full_draft(place, language="es", pictures=True):
    """Return a draft of the long form in which everything is answered, with two pictures."""
    draft = begin_draft(PRACTICE, language, {})
    sent = []
    if pictures:
        sent = [send_picture(draft, "a.jpg", "El baldío", "red"), send_picture(draft, "b.jpg", "La plaza", "blue")]
    complete(draft, place, sent)
    save_step_of(draft, ContactStep, CONTACT)
    return draft


def complete(draft, place, pictures=()):
    """Answer everything in a draft."""
    Draft.objects.filter(pk=draft.pk).update(complete=True)
    draft.complete = True
    for step in STEPS.values():
        save_step_of(draft, step, typed_step(step, place, pictures))


def save_step_of(draft, step, typed):
    """Store one step in a draft."""
    save_step(draft, step, typed, draft.language)


def send(draft):
    """Send a draft; return the matter."""
    reading = read_draft(PRACTICE, draft)
    assert reading.is_complete, {form.slug: form.errors for form in reading.faulty}
    return send_draft(PRACTICE, Draft.objects.get(pk=draft.pk), reading.cleaned, may_publish=False, held=False)


def form_of(slug, place=None, /, *, bundle=None, **changes):
    """Return the form of a step, filled in, with `changes` (field=text or texts) applied."""
    step = STEPS[slug]
    typed = typed_step(step, place) if place else {}
    typed |= {name: text if isinstance(text, list) else [text] for name, text in changes.items()}
    return step(query_dict(typed), bundle=bundle)


def pictures_of(draft):
    """Return the pictures in the bundle of a draft."""
    return list(files_of(draft.pk, PICTURES_FIELD))
