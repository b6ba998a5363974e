"""What Wagtail and the other packages do not say in our languages: catalogues of our own for their texts.

The packages bring their texts in English (`locale/en` of each application) and translations that lag behind. `extract`
writes what is lacking into locale/packages/<language>/LC_MESSAGES/<domain>.po; Django reads that folder before the packages'
own (LOCALE_PATHS). A message whose comment begins with OURS stays whether it is lacking or not: it mends a translation that
is wrong for this admin, or a text that no package lists. What is compiled and how a message is judged: messages.py.
"""

import re
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError
from django.apps import apps
from django.utils.translation import to_locale

from portal.core import locales
from portal.core.locales import Language
from portal.operations import messages

FOLDER = "locale/packages"
DOMAINS = ("django", "djangojs")  # texts of Python and templates, and those of scripts
ENGLISH = "en"  # in which the packages are written
TAG = re.compile(r"<[^>]+>")
OURS = "ours:"  # how the comment of a message begins that is none that lacks
HEADER = (
    "# Texts of Wagtail and other packages. Translate the msgstr lines; `manage.py messages extract` writes the rest."
)


def package_languages() -> list[Language]:
    """Return the rows of the languages into which texts of packages are translated: all but English."""
    return [row for row in locales.ROWS.values() if row.code != ENGLISH]


def package_locale(row: Language) -> str:
    """Return the folder of a language in the packages: that of its code in the admin (pt_BR)."""
    return to_locale(row.admin_code or row.code)


def package_catalogue_path(root: Path, row: Language, domain: str) -> Path:
    """Return the path of our .po file for the packages' texts of a domain in a language."""
    return Path(root) / FOLDER / package_locale(row) / "LC_MESSAGES" / f"{domain}.po"


def package_folders() -> list[Path]:
    """Return the folders with catalogues of Django and of the packages, as Django reads them: a later one wins."""
    paths = [Path(django.__file__).parent / "conf", *[Path(config.path) for config in apps.get_app_configs()][::-1]]
    return [path / "locale" for path in paths if (path / "locale").is_dir()]


def lacking(row: Language, domain: str) -> Catalog:
    """Return the Catalog of the messages that an installed package lists in English and none has in this language."""
    catalogue, known = Catalog(locale=row.code, fuzzy=False), known_keys(package_locale(row), domain)
    for folder in package_folders():
        where = [(folder.parent.name, None)]
        for message in messages.read_file(folder / ENGLISH / "LC_MESSAGES" / f"{domain}.po", ENGLISH):
            if message.id and key_of(message) not in known:
                catalogue.add(message.id, locations=where, context=message.context)
    return catalogue


def known_keys(locale: str, domain: str) -> set[tuple[str, bool]]:
    """Return {(message id with its context, whether it has plural forms)} of what the packages have in a language."""
    stored = (entry for path in package_files(locale, domain) for entry in compiled_texts(path).items())
    return {(key[0], True) if isinstance(key, tuple) else (key, False) for key, text in stored if text}


def package_files(locale: str, domain: str) -> list[Path]:
    """Return the compiled catalogues of the packages in a language, in the order in which Django reads them."""
    paths = [folder / locale / "LC_MESSAGES" / f"{domain}.mo" for folder in package_folders()]
    return [path for path in paths if path.exists()]


def compiled_texts(path: Path) -> dict[str | tuple[str, int], str]:
    """Return what Django reads of a compiled catalogue: {id with its context, or (id, plural form): translation}."""
    with path.open("rb") as stream:
        return GNUTranslations(stream)._catalog


def key_of(message: Message) -> tuple[str, bool]:
    """Return how a compiled catalogue knows a message: its id with its context, and whether it has plural forms."""
    first = message.id if isinstance(message.id, str) else message.id[0]
    return (f"{message.context}\x04{first}" if message.context else first), not isinstance(message.id, str)


def is_our_message(message: Message) -> bool:
    """Tell whether a message stays although no package lacks it: its comment says why."""
    return any(comment.startswith(OURS) for comment in message.user_comments)


def extract_packages(root: Path) -> dict[Path, int]:
    """Write our catalogues for the packages' texts, keeping translations; return {path: number untranslated}."""
    untranslated = {}
    for row, domain, path in package_catalogues(root):
        fresh = lacking(row, domain)
        for known in messages.read_file(path, row.code):
            if known.id and is_our_message(known):
                fresh.add(known.id, known.string, user_comments=known.user_comments, context=known.context)
                continue
            wanted = fresh.get(known.id, known.context) if known.id else None
            if wanted and not known.fuzzy and key_of(wanted) == key_of(known):
                wanted.string, wanted.user_comments = known.string, known.user_comments
        messages.write_catalogue(path, fresh, row.plural_rule, HEADER)
        untranslated[path] = sum(1 for message in fresh if message.id and not messages.is_complete(message))
    return untranslated


def package_catalogues(root: Path) -> Iterator[tuple[Language, str, Path]]:
    """Yield (row of the language, domain, path of our .po file) for each catalogue of the packages' texts."""
    for row in package_languages():
        for domain in DOMAINS:
            yield row, domain, package_catalogue_path(root, row, domain)


def package_faults(root: Path) -> list[str]:
    """Return what is wrong with these catalogues, one line each; messages.faults does the same for our own texts."""
    found = []
    for row, domain, path in package_catalogues(root):
        name = f"{FOLDER}/{package_locale(row)}/{domain}"
        try:
            stored = messages.read_file(path, row.code)
        except PoFileError as error:
            found.append(f"{name}: cannot be read: {error}")
            continue
        known = {key_of(message): message for message in stored if message.id}
        wanted = {key_of(message): message for message in lacking(row, domain) if message.id}
        if row.is_complete or known:
            absent = [message for key, message in wanted.items() if key not in known]
            found += [f"{name}: not extracted yet: {messages.message_line(message)}" for message in absent]
        gone = [message for key, message in known.items() if key not in wanted and not is_our_message(message)]
        gone += stored.obsolete.values()
        found += [f"{name}: the packages have it: {messages.message_line(message)}" for message in gone]
        found += [f"{name}: {fault}" for message in known.values() for fault in messages.faults_of(row, message)]
        found += [f"{name}: wrong tags: {messages.message_line(row)}" for row in known.values() if tags_differ(row)]
    return found


def tags_differ(message: Message) -> bool:
    """Tell whether a translation has other HTML tags than its source; the form for one thing counts as the others."""
    last, strings = (
        (message.id, message.string) if isinstance(message.id, str) else (message.id[-1], message.string[-1])
    )
    return bool(strings) and sorted(TAG.findall(last)) != sorted(TAG.findall(strings))


def compile_package_catalogues(root: Path) -> list[Path]:
    """Compile each of these .po files that is newer than its .mo file; return the paths written.

    Where the admin has another code than the site (pt-br and pt), the site reads the same: the packages' texts and ours.
    """
    written = []
    for row, domain, path in package_catalogues(root):
        compiled = path.with_suffix(".mo")
        written += messages.compile_file(path, [compiled], row.code)
        sources = [*package_files(package_locale(row), domain), compiled]
        target = Path(root) / FOLDER / row.code / "LC_MESSAGES" / compiled.name
        newest = max(source.stat().st_mtime for source in sources if source.exists())
        if row.admin_code and not (target.exists() and target.stat().st_mtime >= newest):
            messages.write_compiled(target, joined_catalogue(row, sources))
            written.append(target)
    return written


def joined_catalogue(row: Language, paths: list[Path]) -> Catalog:
    """Return one Catalog of several compiled ones (paths); a later one wins. Plural forms: the first and the last."""
    texts = {}
    for path in paths:
        for key, text in compiled_texts(path).items():
            first, number = key if isinstance(key, tuple) else (key, None)
            texts.setdefault((first, number is not None), {})[number] = text
    catalogue = Catalog(locale=row.code, fuzzy=False)
    for (first, is_plural), forms in texts.items():
        context, _mark, text = first.rpartition("\x04")
        if text:
            given = ((text, text), (forms[0], forms[max(forms)])) if is_plural else (text, forms[None])
            catalogue.add(*given, context=context or None)
    return catalogue
