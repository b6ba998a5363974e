"""Documents of an office, looked at from outside: the list of the ZIP file, its types and its links; nothing is unpacked.

Only the small members that say what the file is are inflated, within bounds. Refused are macros, other files inside, content
from elsewhere, passwords, and whatever makes two programs see two different files (APPNOTE 6.3.10, ECMA-376 part 2,
OpenDocument 1.3 part 2).
"""

import re
import stat
import zipfile
import zlib
from io import BytesIO
from struct import error as StructError

from .file_types import OFFICE_TYPES, FileType
from .refusals import refusal

END, LENGTH_OF_END = b"PK\x05\x06", 22
END_64 = b"PK\x06\x07"
LOCAL, LENGTH_OF_LOCAL = b"PK\x03\x04", 30
LONGEST_LIST = 600_000  # bytes
MOST_MEMBERS = 3000
UNPACKED, RATIO, SMALL_MEMBER = (
    200_000_000,
    200,
    1_000_000,
)  # bytes; times its packed size; bytes that may have any ratio
INFLATED = 2_000_000  # bytes of the members that are read
ENCRYPTED = 1
TRICKS = re.compile(r"(^|/)\.\.?(/|$)|^/|[\\:\0]")
MACROS = re.compile(r"(^|/)(vbaproject\w*\.bin|vbadata\.xml)$|^(basic|scripts)/|/macrosheets/", re.IGNORECASE)
OBJECTS = re.compile(
    r"(^|/)(activex|oleobject)|/embeddings/(?!.*\.(xlsx|docx|pptx)$)"
    r"|\.(exe|dll|js|vbs|bat|cmd|ps1|hta|lnk|scr|jar|docm|xlsm|pptm|zip|swf)$",
    re.IGNORECASE,
)
MAIN_TYPES = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
RELATION = re.compile(rb"<[^<>]{0,20}Relationship\b[^<>]*>")
EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']\s*External", re.IGNORECASE)
HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")


def check_office(data: bytes) -> FileType | None:
    """Return the type of a document; None for a ZIP file that is none. Raises ValidationError for one that is refused."""
    members = listed_members(data)
    try:
        kind = type_of(data, members)
    except (zlib.error, KeyError, StructError, IndexError) as error:
        raise refusal("office-damaged") from error
    if kind is None:
        return None
    for name in members:
        if MACROS.search(name):
            raise refusal("office-macros")
        if OBJECTS.search(name):
            raise refusal("office-objects")
    if any(member.flag_bits & ENCRYPTED for member in members.values()):
        raise refusal("office-locked")
    refuse_bombs(members, len(data))
    if len(members) != len({name.casefold() for name in members}):
        raise refusal("office-disguised")
    return kind


# The list of the file ------------------------------------------------------------------------------------------------


def listed_members(data: bytes) -> dict[str, zipfile.ZipInfo]:
    """Return {name: member} of a ZIP file that begins and ends as one, has no gaps, and whose lists agree."""
    place = len(data) - LENGTH_OF_END
    if place < 0 or data.rfind(END) < 0:
        raise refusal("office-damaged")
    if data[place : place + 4] != END or END_64 in data[max(0, place - 20) : place]:
        raise refusal("office-disguised")  # text or another file behind it, or more than such a file needs
    length, start = (int.from_bytes(data[place + at : place + at + 4], "little") for at in (12, 16))
    if length > LONGEST_LIST:
        raise refusal("office-bomb")
    if start + length != place:
        raise refusal("office-disguised")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            found = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, StructError, UnicodeError) as error:
        raise refusal("office-damaged") from error
    if len(found) > MOST_MEMBERS:
        raise refusal("office-bomb")
    refuse_disagreement(data, found, start)
    members = {member.orig_filename: member for member in found}
    is_link = any(stat.S_ISLNK(member.external_attr >> 16) for member in found)
    if len(members) != len(found) or is_link or any(TRICKS.search(name) for name in members):
        raise refusal("office-disguised")
    return members


def refuse_disagreement(data: bytes, members: list[zipfile.ZipInfo], end: int) -> None:
    """Raise ValidationError where members overlap, begin elsewhere, or are called otherwise than in the list."""
    free = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        at = member.header_offset
        if at < free or data[at : at + 4] != LOCAL or (free == 0 and at):
            raise refusal("office-disguised")
        name_length, extra_length = (int.from_bytes(data[at + n : at + n + 2], "little") for n in (26, 28))
        name = data[at + LENGTH_OF_LOCAL : at + LENGTH_OF_LOCAL + name_length]
        encoding = "utf-8" if member.flag_bits & 0x800 else "cp437"
        if name.decode(encoding, "replace") != member.orig_filename or member.compress_type not in (0, 8):
            raise refusal("office-disguised")
        free = at + LENGTH_OF_LOCAL + name_length + extra_length + member.compress_size
    if free > end:
        raise refusal("office-disguised")


def refuse_bombs(members: dict[str, zipfile.ZipInfo], length: int) -> None:
    """Raise ValidationError for a file of `length` bytes that says it unpacks to far more."""
    for member in members.values():
        if member.file_size > max(SMALL_MEMBER, RATIO * member.compress_size):
            raise refusal("office-bomb")
    if sum(member.file_size for member in members.values()) > UNPACKED:
        raise refusal("office-bomb")


# What it says of itself ----------------------------------------------------------------------------------------------


def type_of(data: bytes, members: dict[str, zipfile.ZipInfo]) -> FileType | None:
    """Return the type that a document says it is, after a look at its links or at its manifest."""
    first = min(members.values(), key=lambda member: member.header_offset, default=None)
    if first and first.orig_filename == "mimetype" and not first.compress_type:
        said = inflated_member(data, first).strip()
        kind = next((kind for kind in OFFICE_TYPES.values() if kind.media_type.encode() == said), None)
        if kind and "content.xml" in members:
            check_manifest(inflated_member(data, members["META-INF/manifest.xml"]))
            return kind
        return None
    if "[Content_Types].xml" not in members:
        return None
    types = inflated_member(data, members["[Content_Types].xml"])
    if b"macroEnabled" in types:
        raise refusal("office-macros")
    kind = next((OFFICE_TYPES[ending] for ending, said in MAIN_TYPES.items() if said in types), None)
    left = INFLATED
    for name, member in members.items():
        if kind and name.casefold().endswith(".rels"):
            relations = inflated_member(data, member, left)
            left -= len(relations)
            check_relations(relations)
    return kind


def check_manifest(manifest: bytes) -> None:
    """Raise ValidationError for an OpenDocument file with a password or a foreign object."""
    if b"encryption-data" in manifest:
        raise refusal("office-locked")
    if b"vnd.sun.star.oleobject" in manifest:
        raise refusal("office-objects")


def check_relations(relations: bytes) -> None:
    """Raise ValidationError for content from elsewhere, such as a template or a picture; a link to click on may stay."""
    if b"<" not in relations or b"\0" in relations or b"<!" in relations.replace(b"<!--", b""):
        raise refusal("office-disguised")
    for relation in RELATION.findall(relations):
        if EXTERNAL.search(relation) and not HYPERLINK.search(relation):
            raise refusal("office-links")
    if len(EXTERNAL.findall(relations)) != sum(bool(EXTERNAL.search(one)) for one in RELATION.findall(relations)):
        raise refusal("office-disguised")


def inflated_member(data: bytes, member: zipfile.ZipInfo, most: int = INFLATED) -> bytes:
    """Return what a member holds. Raises ValidationError for one of more than `most` bytes, or another size than it says."""
    at = member.header_offset
    lengths = [int.from_bytes(data[at + n : at + n + 2], "little") for n in (26, 28)]
    start = at + LENGTH_OF_LOCAL + sum(lengths)
    packed = data[start : start + member.compress_size]
    if member.flag_bits & ENCRYPTED:
        raise refusal("office-locked")
    if member.file_size > most:
        raise refusal("office-bomb")
    content = packed if not member.compress_type else zlib.decompressobj(-15).decompress(packed, most + 1)
    if len(content) != member.file_size:
        raise refusal("office-bomb" if len(content) > member.file_size else "office-damaged")
    return content
