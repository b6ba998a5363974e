"""The catalogues of the interface, made and compiled with Babel: no city needs the system's gettext for it.

Spanish is the source: its texts are the message ids and have no catalogue. `extract` writes locale/<language>/
LC_MESSAGES/django.po, people translate there, `compile_catalogues` writes the .mo files that Django reads.
"""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from portal.core import locales
from portal.core.locales import Language

SOURCES = (
    "portal/**/*.py",
    "search/**/*.py",
    "templates/**/*.html",
    "templates/**/*.txt",
    "portal/**/templates/**/*.*",
)
KEYWORDS = {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
KEYWORDS |= {f"{name}_lazy": spec for name, spec in KEYWORDS.items()} | {"gettext_noop": None, "_": None}
PLACEHOLDER = re.compile(r"%\(\w+\)[-+0#]*\d*(?:\.\d+)?[a-zA-Z]|%[-+0#]*\d*(?:\.\d+)?[sdifr]|%%|\{\w*\}")
HEADER = "# Participa. Translate the msgstr lines; the rest is written by `manage.py messages extract`."
#: headers that change with every run, name a person or say nothing
UNSTABLE = re.compile(
    rb'^"(?:Project-Id-Version|POT-Creation-Date|PO-Revision-Date|Last-Translator|Report-Msgid|Generated-By|Language-Team)'
)


def translated() -> list[locales.Language]:
    """Return the rows of the languages that have a catalogue: all but the source."""
    return [row for row in locales.ROWS.values() if row.code != locales.SOURCE]


def folders_of(row: locales.Language) -> list[str]:
    """Return the folders into which a language's catalogue is compiled: its own, and that of its code in the admin."""
    return [row.code, to_locale(row.admin_code)] if row.admin_code else [row.code]


def source_catalogue(root: Path, language: str | None = None) -> Catalog:
    """Return the Catalog of all messages in the Python files and templates under `root` (Path), untranslated."""
    catalogue = Catalog(locale=language, project="participa", fuzzy=False)
    paths = sorted({path for pattern in SOURCES for path in Path(root).glob(pattern) if "migrations" not in path.parts})
    for path in paths:
        for message, comments, context in messages_of(path):
            where = [(path.relative_to(root).as_posix(), None)]
            catalogue.add(message, locations=where, auto_comments=comments, context=context)
    return catalogue


def messages_of(path: Path) -> Iterator:
    """Yield (message: str or (singular, plural), comments, context) for each text to translate in a file."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        keywords = KEYWORDS | aliases(text, path)
    else:
        # What stands around the messages is blanked out but keeps its indentation, which is none of Python's.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
        keywords = KEYWORDS
    options = {"encoding": "utf-8"}
    for _line, function, values, comments in extract_python(
        io.BytesIO(text.encode()), keywords, ["Translators:"], options
    ):
        parts = values if isinstance(values, tuple) else (values,)
        spec = keywords[function] or (1,)
        context = parts[0] if isinstance(spec[0], tuple) else None
        wanted = [parts[place - 1] for place in spec if isinstance(place, int)]
        if all(wanted):
            yield (wanted[0] if len(wanted) == 1 else tuple(wanted)), comments, context


def aliases(text: str, path: Path) -> dict:
    """Return the keywords under the names that a Python file gives them: `from … import gettext as translate`."""
    imports = [node for node in ast.walk(ast.parse(text, str(path))) if isinstance(node, ast.ImportFrom)]
    names = [name for node in imports if node.module == "django.utils.translation" for name in node.names]
    return {name.asname: KEYWORDS[name.name] for name in names if name.asname and name.name in KEYWORDS}


def catalogue_path(root: Path, language: str) -> Path:
    """Return the path of a language's .po file under the project's folder."""
    return Path(root) / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(root: Path, language: str) -> Catalog:
    """Return the Catalog stored for a language, an empty one when there is none yet."""
    return read_file(catalogue_path(root, language), language)


def read_file(path: Path, language: str) -> Catalog:
    """Return the Catalog of a .po file, an empty one when there is none. Raises PoFileError when it cannot be read."""
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as stream:
        return read_po(stream, locale=language, abort_invalid=True)


def extract(root: Path) -> dict[str, int]:
    """Write the .po file of each language, keeping its translations; return {language: number untranslated}."""
    untranslated = {}
    for row in translated():
        language = row.code
        stored, fresh = read_catalogue(root, language), source_catalogue(root, language)
        for message in fresh:
            known = stored.get(message.id, message.context) if message.id else None
            if known and not known.fuzzy and isinstance(known.id, str) == isinstance(message.id, str):
                message.string = known.string
                message.user_comments = known.user_comments
        write_catalogue(catalogue_path(root, language), fresh, row.plural_rule)
        untranslated[language] = sum(1 for message in fresh if message.id and not is_complete(message))
    return untranslated


def write_catalogue(path: Path, catalogue: Catalog, plural_rule: str, header: str = HEADER) -> None:
    """Write a catalogue so that the same messages give the same file: sorted, no dates, no line numbers."""
    stream = io.BytesIO()
    catalogue.header_comment = header
    write_po(stream, catalogue, sort_output=True, include_lineno=False, width=110)
    lines = [line for line in stream.getvalue().splitlines(keepends=True) if not UNSTABLE.match(line)]
    lines = [b'"Plural-Forms: %s\\n"\n' % plural_rule.encode() if b"Plural-Forms" in line else line for line in lines]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(lines))


def compile_catalogues(root: Path) -> list[Path]:
    """Compile each .po file that is newer than its .mo files; return the paths written."""
    written = []
    for row in translated():
        source = catalogue_path(root, row.code)
        targets = [catalogue_path(root, folder).with_suffix(".mo") for folder in folders_of(row)]
        written += compile_file(source, targets, row.code)
    return written


def compile_file(source: Path, targets: list[Path], language: str) -> list[Path]:
    """Compile a .po file into those of the .mo files `targets` that are older; return the paths written."""
    written = []
    for target in targets if source.exists() else []:
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        write_compiled(target, read_file(source, language))
        written.append(target)
    return written


def write_compiled(target: Path, catalogue: Catalog) -> None:
    """Write a .mo file, beside and renamed: a server that starts meanwhile reads the whole file or the old one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    with unfinished.open("wb") as stream:
        write_mo(stream, catalogue)
    unfinished.replace(target)


def faults(root: Path) -> list[str]:
    """Return what is wrong with the catalogues, one line each: absent, untranslated, fuzzy, obsolete, placeholders.

    A language that is not complete yet may lack translations: its readers see the Spanish texts.
    """
    found = []
    wanted = {(message.context, message.id): message for message in source_catalogue(root) if message.id}
    for row in translated():
        language, plural_rule = row.code, row.plural_rule
        try:
            stored = read_catalogue(root, language)
        except PoFileError as error:
            found.append(f"{language}: cannot be read: {error}")
            continue
        known = {(message.context, message.id): message for message in stored if message.id}
        if row.is_complete or known:
            absent = [message for key, message in wanted.items() if key not in known]
            found += [f"{language}: not extracted yet: {message_line(message)}" for message in absent]
        gone = [message for key, message in known.items() if key not in wanted] + list(stored.obsolete.values())
        found += [f"{language}: no longer in the source: {message_line(message)}" for message in gone]
        found += [fault for key, message in known.items() if key in wanted for fault in faults_of(row, message)]
        if known and stored.plural_forms.replace(" ", "") != plural_rule.replace(" ", ""):
            found.append(f"{language}: its plural rule must be {plural_rule}")
    return found


def faults_of(row: Language, message: Message) -> list[str]:
    """Return the faults of one message in the catalogue of a language (its row), one line each."""
    language = row.code
    if message.fuzzy:
        return [f"{language}: marked fuzzy: {message_line(message)}"]
    if not is_complete(message):
        return [f"{language}: not translated: {message_line(message)}"] if row.is_complete else []
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    strings = [message.string] if isinstance(message.string, str) else list(message.string)
    if len(strings) != len(sources):
        return [f"{language}: wrong number of plural forms: {message_line(message)}"]
    # The form for one thing may say "a practice" instead of "%(count)s practice".
    needed, allowed = placeholders(sources[-1]), {mark for source in sources for mark in placeholders(source)}
    right = placeholders(strings[-1]) == needed and all(placeholders(string) <= allowed for string in strings)
    stray = any(source_is_format(needed) and "%" in PLACEHOLDER.sub("", string) for string in strings)
    return [] if right and not stray else [f"{language}: wrong placeholders: {message_line(message)}"]


def is_complete(message: Message) -> bool:
    """Tell whether every form of a message has a translation."""
    return bool(message.string) and all([message.string] if isinstance(message.string, str) else message.string)


def placeholders(text: str) -> set[str]:
    """Return the set of placeholders of a text: %(name)s, %s, %%, {name}."""
    return set(PLACEHOLDER.findall(text))


def source_is_format(marks: set[str]) -> bool:
    """Tell whether a text with these placeholders goes through the % operator, where a lone % is an error."""
    return any(mark.startswith("%") for mark in marks)


def message_line(message: Message) -> str:
    """Return a message as a line of a report shows it, with the file it stands in."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return f"{text!r}" + (f" ({message.locations[0][0]})" if message.locations else "")
