"""What a file is, by its content: the types that are received, and a word for what is not."""

import re
from typing import NamedTuple

import filetype
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HEAD = 8192  # bytes that tell what a file is


class FileType(NamedTuple):
    """A type that may be received."""

    kind: str  # "picture", "pdf" or "office"
    media_type: str
    ending: str


PICTURE_TYPES = {
    "JPEG": FileType("picture", "image/jpeg", "jpg"),
    "PNG": FileType("picture", "image/png", "png"),
    "WEBP": FileType("picture", "image/webp", "webp"),
    "GIF": FileType("picture", "image/gif", "gif"),
    "HEIF": FileType("picture", "image/heic", "heic"),
}
PDF = FileType("pdf", "application/pdf", "pdf")
OFFICE_TYPES = {
    ending: FileType("office", media_type, ending)
    for ending, media_type in {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "odp": "application/vnd.oasis.opendocument.presentation",
    }.items()
}

HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"hevc", b"hevx"}
PICTURE_HEADS = (
    ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ("PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("GIF", re.compile(rb"GIF8[79]a")),
    ("WEBP", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
)
ZIP_HEAD, PDF_HEAD = b"PK\x03\x04", b"%PDF-"
OFFICE_HEAD = re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|mimetypeapplication/vnd\.oasis)", re.DOTALL)


def picture_format(head: bytes) -> str:
    """Return Pillow's name of a picture's format by its first bytes; "" when it is none that is received."""
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return "HEIF"
    return next((name for name, pattern in PICTURE_HEADS if pattern.match(head)), "")


# What is not received ------------------------------------------------------------------------------------------------

UNKNOWN = _("un archivo de un tipo que no conocemos")
EMPTY_ZIP = (b"PK\x05\x06", b"PK\x07\x08")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\0asm")
SCRIPT_ENDINGS = {"bat", "cmd", "hta", "js", "jse", "php", "pl", "ps1", "py", "rb", "scr", "sh", "vbe", "vbs", "wsf"}
WEB = re.compile(r"<(?:!doctype html|html|head|body|script|iframe|meta|title|div|table|a |img|form)\b", re.IGNORECASE)
SVG = re.compile(r"<(?:\w+:)?svg[\s>]|<!doctype svg", re.IGNORECASE)
SCRIPT = re.compile(r"^#!|<\?php|<%[@=]|^(?:@echo off|import os)\b", re.IGNORECASE)
WORDS: dict[str, str | Promise] = {
    "svg": _("un archivo SVG"),
    "web": _("una página web"),
    "xml": _("un archivo XML"),
    "script": _("un programa"),
    "program": _("un programa"),
    "archive": _("un archivo comprimido"),
    "old": _("un documento de Office antiguo o con contraseña"),
    "rtf": _("un documento RTF"),
    "video": _("un video"),
    "audio": _("un audio"),
    "font": _("una tipografía"),
    "image": _("una imagen de otro tipo"),
    "text": _("un archivo de texto"),
    "pdf": _("un PDF"),
    "picture": _("una imagen"),
    "office": _("un documento de oficina"),
    "unknown": UNKNOWN,
}


def foreign_word(head: bytes, name: str) -> str | Promise:
    """Return what a file is, in words, that is none of the types received; `name` helps only to tell texts apart."""
    return WORDS[foreign_kind(head, name)]


def foreign_kind(head: bytes, name: str) -> str:
    """Return the key of WORDS for a file of another type, by its first bytes (HEAD of them)."""
    if head.startswith(OLD_OFFICE):
        return "old"
    if head.startswith((ZIP_HEAD, *EMPTY_ZIP)):
        return "archive"
    if head.startswith(PROGRAMS):
        return "program"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    text = text_of_head(head)
    if text is not None and (kind := text_kind(text, name)):
        return kind
    guess = filetype.guess(head)
    family, _slash, rest = guess.mime.partition("/") if guess else ("", "", "")
    if family in ("image", "video", "audio", "font"):
        return family
    return "archive" if re.search(r"zip|tar|rar|7z|compress|lz|xz|bzip", rest) else "text" if text else "unknown"


def text_of_head(head: bytes) -> str | None:
    """Return the first bytes of a file as text; None for what is no text."""
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"", "utf-8")):
        if head.startswith(mark):
            text = head.removeprefix(mark).decode(codec, "ignore").lstrip("\ufeff \t\r\n\0")
            is_whole = len(text.encode(codec, "ignore")) > 0.9 * len(head.strip()) and "\0" not in text
            return text if is_whole or text.startswith("<") else None
    return None


def text_kind(text: str, name: str) -> str:
    """Return "svg", "web", "xml" or "script" for a text that is one of them, else ""."""
    if SVG.search(text):
        return "svg"
    if SCRIPT.search(text) or name.rpartition(".")[2].casefold() in SCRIPT_ENDINGS:
        return "script"
    if WEB.search(text):
        return "web"
    return "xml" if text.startswith("<?xml") else ""
