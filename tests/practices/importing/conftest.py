"""The two real forms, two small ones made for these tests, and the commands as a person runs them."""

import io
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import portal.demonstration

REAL = Path(portal.demonstration.__file__).parent / "data/practices/real"
FILES = Path(__file__).parent / "files"
REAL_FORMS = {name: REAL / f"{name}.fr.txt" for name in ("rosario", "iztapalapa")}


def import_files(*paths, **options):
    """Run import_practices; return (what it printed, the error it ended with or "")."""
    out = io.StringIO()
    try:
        call_command("import_practices", *map(str, paths), stdout=out, **options)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def export(**options):
    """Run export_practices; return what it printed."""
    out = io.StringIO()
    call_command("export_practices", stdout=out, **options)
    return out.getvalue()


def words(text):
    """Return how often each word stands in a text or in HTML."""
    text = re.sub(r"\[([^\]]*)\]\(#\)", r"\1", text)
    return Counter(re.findall(r"\w+", unescape(re.sub(r"</?\w+[^<>]*>", " ", text))))


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a file (str or bytes) and returns its path."""

    def write(content, name="file.jsonl"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
