"""How a file from the public comes in: checked by content, cleaned, stored once, within the limits of its form's field.

Call `receive` outside a transaction: SQLite takes one writer, and a picture is decoded for up to some seconds.
"""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet, Sum
from django.template.defaultfilters import filesizeformat
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext

from .file_types import (
    HEAD,
    OFFICE_HEAD,
    PDF,
    PDF_HEAD,
    PICTURE_TYPES,
    WORDS,
    ZIP_HEAD,
    FileType,
    foreign_word,
    picture_format,
)
from .models import ReceivedFile
from .names import cleaned_name, told_name, visible_text
from .office import check_office
from .pdf import check_pdf
from .pictures import clean_picture
from .refusals import refusal

MB = 1_048_576  # bytes, as filesizeformat counts
ATTEMPTS = 8  # at a place that somebody else takes at the same moment
LONGEST_WORDS = 2000  # letters of what a picture shows, as they are kept


@dataclass(frozen=True)
class FileLimits:
    """What one field of a form takes: kinds, how many, bytes of one and of all, pixels of a picture."""

    kinds: frozenset[str] = frozenset({"picture"})
    most: int = 6
    bytes_each: int = 10 * MB
    bytes_all: int = 40 * MB
    pixels: int = 60_000_000


PICTURES = FileLimits()
PICTURES_AND_DOCUMENTS = FileLimits(kinds=frozenset({"picture", "pdf", "office"}))


class CheckedFile(NamedTuple):
    """A file as it may be stored."""

    content: bytes
    media_type: str
    ending: str
    small: bytes = b""
    width: int = 0
    height: int = 0
    note: str = ""


def receive(bundle: UUID, field: str, uploaded: UploadedFile, limits: FileLimits) -> ReceivedFile:
    """Check, clean and store a file, and return its row; the same bytes sent again give the row that is there.

    Raises ValidationError with a sentence that names the file and says what to do.
    """
    try:
        data = read_within(uploaded, limits)
        digest = hashlib.sha256(data).hexdigest()
        if known := files_of(bundle, field).filter(digest=digest).first():
            return known
        refuse_too_many(bundle, field, limits)
        checked = check_file(data, told_name(uploaded.name), limits)
        return store(bundle, field, cleaned_name(uploaded.name, checked.ending), digest, checked, limits)
    except ValidationError as error:
        words = {"name": told_name(uploaded.name), "reason": " ".join(error.messages)}
        raise ValidationError(gettext("%(name)s: %(reason)s") % words, code=error.code) from error


def read_within(uploaded: UploadedFile, limits: FileLimits) -> bytes:
    """Return the bytes of a file. Raises ValidationError for an empty or too heavy one."""
    uploaded.seek(0)
    data = uploaded.read(limits.bytes_each + 1)
    if not data:
        raise refusal("empty")
    if len(data) > limits.bytes_each:
        text = gettext("Pesa más de %(most)s, que es lo máximo. Achícalo o manda una parte.")
        raise ValidationError(text % {"most": filesizeformat(limits.bytes_each)}, code="too-heavy")
    return data


# What it is ----------------------------------------------------------------------------------------------------------


def check_file(data: bytes, name: str, limits: FileLimits) -> CheckedFile:
    """Return a file as it may be stored. Raises ValidationError for what is not received here."""
    head = data[:HEAD]
    if format := picture_format(head):
        refuse_kind(PICTURE_TYPES[format], limits)
        return CheckedFile(**clean_picture(data, format, limits.pixels)._asdict())
    if PDF_HEAD in head[:1024]:
        refuse_kind(PDF, limits)
        check_pdf(data)
        return CheckedFile(data, PDF.media_type, PDF.ending)
    if "office" not in limits.kinds and OFFICE_HEAD.match(head):
        raise wrong_kind(WORDS["office"], limits)
    kind = check_office(data) if head.startswith(ZIP_HEAD) and "office" in limits.kinds else None
    if kind is None:
        raise wrong_kind(foreign_word(head, name), limits)
    return CheckedFile(data, kind.media_type, kind.ending)


def refuse_kind(kind: FileType, limits: FileLimits) -> None:
    """Raise ValidationError for a kind that this field does not take."""
    if kind.kind not in limits.kinds:
        raise wrong_kind(WORDS[kind.kind], limits)


def wrong_kind(word: str, limits: FileLimits) -> ValidationError:
    """Return the ValidationError for a file that is `word` ("un archivo SVG")."""
    text = gettext("Es %(kind)s y aquí no se puede mandar. Manda %(wanted)s.")
    return ValidationError(text % {"kind": word, "wanted": wanted_kinds(limits)}, code="wrong-kind")


def wanted_kinds(limits: FileLimits) -> str:
    """Return what a field takes, in words: "una foto (JPEG, …) o un PDF"."""
    words = {
        "picture": gettext("una foto (JPEG, PNG, WebP, GIF o HEIC)"),
        "pdf": gettext("un PDF"),
        "office": gettext("un documento (DOCX, XLSX, PPTX, ODT, ODS u ODP)"),
    }
    return get_text_list([text for kind, text in words.items() if kind in limits.kinds], gettext("o"))


# How many, how heavy -------------------------------------------------------------------------------------------------


def refuse_too_many(bundle: UUID, field: str, limits: FileLimits, more: int = 0) -> None:
    """Raise ValidationError when a field is full, or would weigh too much with `more` bytes."""
    files = files_of(bundle, field)
    if files.count() >= limits.most:
        text = ngettext(
            "Ya hay %(most)d archivo, que es lo máximo. Quítalo para mandar este.",
            "Ya hay %(most)d archivos, que es lo máximo. Quita uno para mandar este.",
            limits.most,
        )
        raise ValidationError(text % {"most": limits.most}, code="too-many")
    if (files.aggregate(bytes=Sum("size"))["bytes"] or 0) + more > limits.bytes_all:
        text = gettext("Con este archivo pasas de %(most)s en total. Quita otro o achícalos.")
        raise ValidationError(text % {"most": filesizeformat(limits.bytes_all)}, code="too-heavy-together")


# Storing -------------------------------------------------------------------------------------------------------------


def store(bundle: UUID, field: str, name: str, digest: str, checked: CheckedFile, limits: FileLimits) -> ReceivedFile:
    """Write a checked file, then its row; where another request was faster with the same bytes, return that row."""
    facts = {"media_type": checked.media_type, "width": checked.width, "height": checked.height, "note": checked.note}
    received = ReceivedFile(
        id=uuid4(), bundle=bundle, field=field, name=name, digest=digest, size=len(checked.content), **facts
    )
    try:
        received.file.save("", ContentFile(checked.content), save=False)
        if checked.small:
            received.small.save("", ContentFile(checked.small), save=False)
        for _attempt in range(ATTEMPTS):
            try:
                return insert(received, limits)
            except IntegrityError:
                if known := files_of(bundle, field).filter(digest=digest).first():
                    forget_written(received)
                    return known
        raise refusal("busy")
    except BaseException:
        forget_written(received)
        raise


def insert(received: ReceivedFile, limits: FileLimits) -> ReceivedFile:
    """Write the row at the next place of its field. Raises IntegrityError when somebody else took the place just now."""
    with transaction.atomic():
        refuse_too_many(received.bundle, received.field, limits, received.size)
        received.position = next_position(received.bundle, received.field)
        received.save(force_insert=True)
    return received


def next_position(bundle: UUID, field: str) -> int:
    """Return the first free place of a field, from 1."""
    return (files_of(bundle, field).aggregate(last=Max("position"))["last"] or 0) + 1


def forget_written(received: ReceivedFile) -> None:
    """Delete the files of a row that did not come to be."""
    for file in (received.file, received.small):
        if file:
            file.storage.delete(file.name)


# Bundles -------------------------------------------------------------------------------------------------------------


def files_of(bundle: UUID | None, field: str = "") -> QuerySet[ReceivedFile]:
    """Return the files of a bundle, or of one field of it, in their order; none for no bundle, without a query."""
    if bundle is None:
        return ReceivedFile.objects.none()
    files = ReceivedFile.objects.filter(bundle=bundle)
    return files.filter(field=field) if field else files


def describe_pictures(bundle: UUID, field: str, words: dict[UUID, str]) -> None:
    """Keep what pictures of a field show; rows of other bundles are left alone."""
    for received in files_of(bundle, field).filter(pk__in=words):
        text = visible_text(words[received.pk])[:LONGEST_WORDS]
        if text != received.alt:
            received.alt = text
            received.save(update_fields=["alt"])


def delete_bundle(bundle: UUID) -> None:
    """Delete the files of a bundle, from the disk once the transaction is certain."""
    files_of(bundle).delete()
