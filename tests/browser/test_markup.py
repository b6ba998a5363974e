"""The Nu HTML checker finds no error in any kind of page."""

import json
import subprocess
import urllib.error
import urllib.request

import pytest

from .places import CASES, NAMES, address_of

pytestmark = pytest.mark.browser


def source(address):
    """Return the HTML (bytes) at an address, whatever its status."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own address
            return answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.read()


def test_the_nu_checker_finds_no_error(portal, vnu, tmp_path):
    from django.template.loader import render_to_string

    for name, (_kind, _language, path) in zip(NAMES, CASES, strict=True):
        (tmp_path / f"{name}.html").write_bytes(source(portal + address_of(portal, path)))
    for template in ("500.html", "503.html"):
        (tmp_path / template).write_text(render_to_string(template, {"plain": True}), encoding="utf-8")
    files = sorted(tmp_path.glob("*.html"))
    assert len(files) == len(CASES) + 2
    command = ["java", "-jar", vnu, "--errors-only", "--format", "json", *files]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    messages = json.loads(found)["messages"]
    assert [f"{message['url'].rsplit('/', 1)[-1]}: {message['message']}" for message in messages] == []
