"""A field of a form for several files, which remembers: what came in stays, whatever else is wrong with the form.

In the form: `photos = ReceivedFilesField(limits=PICTURES, required=False)`, and in its `__init__`
`self.fields["photos"].bind(bundle, "photos", address_of=…)`. Its clean value is the list of ReceivedFile. `form.media` goes
into the head of the page: there a script makes pictures smaller before they travel. Validate outside a transaction.
"""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import flatatt
from django.forms.widgets import Script
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext

from .file_types import OFFICE_TYPES, PDF
from .intake import PICTURES, FileLimits, describe_pictures, files_of, receive, wanted_kinds
from .models import ReceivedFile
from .names import visible_text

LONGEST_ALT = 250  # letters of what a picture shows, as pages take them
#: no HEIC here: because of that a telephone that takes such pictures sends JPEG
PICTURES_CHOSEN = ("image/jpeg", "image/png", "image/webp", "image/gif")


class SentFiles(NamedTuple):
    """What a form sends for the field."""

    uploads: list[UploadedFile]
    removed: set[UUID]
    words: dict[UUID, str]
    words_of_new: str


def no_address(received: ReceivedFile) -> str:
    """Return "": the form shows no small pictures."""
    return ""


class ReceivedFilesWidget(forms.Widget):
    """A file input, below it what was received before: small picture, words for it, a checkbox to remove it."""

    needs_multipart_form = True
    template_name = "uploads/files_widget.html"

    class Media:
        js = [Script("shrink.js", defer=True)]

    limits = PICTURES
    bundle: UUID | None = None
    field = ""
    address_of = staticmethod(no_address)

    def value_from_datadict(self, data, files, name):
        """Return what was sent (SentFiles); ids that are none are left out."""
        start = f"{name}-alt-"
        said = {uuid_of(key.removeprefix(start)): data.get(key) or "" for key in data if key.startswith(start)}
        words = {key: text for key, text in said.items() if key}
        chosen = data.getlist(f"{name}-remove") if hasattr(data, "getlist") else data.get(f"{name}-remove", [])
        uploads = files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])
        removed = set(filter(None, map(uuid_of, chosen)))
        return SentFiles([one for one in uploads if one], removed, words, data.get(f"{name}-alt", ""))

    def value_omitted_from_data(self, data, files, name):
        """Tell that the field always counts as sent: no file chosen is an answer too."""
        return False

    def use_required_attribute(self, initial):
        """Ask the browser to demand a file only where none came before."""
        return super().use_required_attribute(initial) and not self.received()

    def received(self):
        """Return the rows that came in so far (list)."""
        return list(files_of(self.bundle, self.field))

    def get_context(self, name, value, attrs):
        """Return what the template shows."""
        rows = [
            {
                "file": received,
                "size": filesizeformat(received.size),
                "address": self.address_of(received) if received.is_picture else "",
                "id": f"{attrs.get('id', name)}-{received.pk.hex}" if attrs else received.pk.hex,
                "key": received.pk.hex,
            }
            for received in self.received()
        ]
        context = super().get_context(name, value, attrs)
        attrs = context["widget"]["attrs"]
        described = f"{attrs.get('aria-describedby', '')} {attrs.get('id', name)}_limits".strip()
        return context | {
            "rows": rows,
            "attributes": flatatt({**attrs, "aria-describedby": described}),
            "accept": accepted_types(self.limits),
            "limits": limits_text(self.limits),
            "has_pictures": "picture" in self.limits.kinds,
            "longest": LONGEST_ALT,
        }

    def render(self, name, value, attrs=None, renderer=None):
        """Return the HTML, from the portal's own templates."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class ReceivedFilesField(forms.Field):
    """Several files from somebody without an account, received as soon as the form is looked at."""

    widget = ReceivedFilesWidget

    def __init__(self, *, limits: FileLimits = PICTURES, **kwargs):
        super().__init__(**kwargs)
        self.limits = self.widget.limits = limits

    def bind(self, bundle: UUID, field: str, address_of: Callable[[ReceivedFile], str] = no_address) -> None:
        """Say whose files these are, and where (address of a ReceivedFile) a small picture is shown to the sender."""
        self.widget.bundle, self.widget.field, self.widget.address_of = bundle, field, address_of

    def clean(self, value: SentFiles) -> list[ReceivedFile]:
        """Remove, describe and receive; return all files of the field. One error for each file, the good ones stay."""
        bundle, field = self.widget.bundle, self.widget.field
        if bundle is None:
            raise ValueError("Call bind(bundle, field) before the form is validated.")
        if value.removed:  # a deletion takes SQLite's only writer, even of nothing
            files_of(bundle, field).filter(pk__in=value.removed).delete()
        describe_pictures(bundle, field, value.words)
        refused = self.take(value)
        received = list(files_of(bundle, field))
        faults = [*too_long_words(received), *refused]
        if faults:
            raise ValidationError(faults)
        if self.required and not received:
            raise ValidationError(self.error_messages["required"], code="required")
        return received

    def take(self, value: SentFiles) -> list[ValidationError]:
        """Receive what was sent; return what is wrong with the rest."""
        faults, new = [], {}
        for uploaded in value.uploads:
            try:
                received = receive(self.widget.bundle, self.widget.field, uploaded, self.limits)
            except ValidationError as error:
                faults.append(error)
            else:
                if received.is_picture and not received.alt and value.words_of_new:
                    new[received.pk] = value.words_of_new
        describe_pictures(self.widget.bundle, self.widget.field, new)
        return faults

    def has_changed(self, initial, data):
        """Tell whether something was sent, removed or described."""
        return bool(data and (data.uploads or data.removed or data.words))


def uuid_of(text: str) -> UUID | None:
    """Return the UUID that a text is; None for anything else."""
    try:
        return UUID(text)
    except (ValueError, AttributeError, TypeError):
        return None


def too_long_words(files: list[ReceivedFile]) -> list[ValidationError]:
    """Return an error for each picture whose words are longer than pages take; the words stay, to be cut."""
    text = ngettext(
        "%(name)s: cuenta qué se ve en hasta %(most)d letra.",
        "%(name)s: cuenta qué se ve en hasta %(most)d letras.",
        LONGEST_ALT,
    )
    long = [received for received in files if len(visible_text(received.alt)) > LONGEST_ALT]
    return [ValidationError(text % {"name": one.name, "most": LONGEST_ALT}, code="long-words") for one in long]


def accepted_types(limits: FileLimits) -> str:
    """Return what the browser's file chooser offers (the attribute `accept`)."""
    offered = {
        "picture": PICTURES_CHOSEN,
        "pdf": (PDF.media_type, ".pdf"),
        "office": [part for ending, kind in OFFICE_TYPES.items() for part in (f".{ending}", kind.media_type)],
    }
    return ",".join(part for kind, parts in offered.items() if kind in limits.kinds for part in parts)


def limits_text(limits: FileLimits) -> str:
    """Return what may be sent, in one sentence."""
    text = ngettext(
        "Hasta %(count)d archivo de %(size)s: %(kinds)s.",
        "Hasta %(count)d archivos de %(size)s cada uno: %(kinds)s.",
        limits.most,
    )
    said = text % {"count": limits.most, "size": filesizeformat(limits.bytes_each), "kinds": wanted_kinds(limits)}
    if "picture" in limits.kinds:
        cleaned = gettext("A las fotos les quitamos los datos del lugar y de la cámara.")
        return f"{said} {cleaned}"
    return said
