"""The worker's address, what the two scripts weigh, and what they may touch."""

import re

import brotli
import pytest
from django.conf import settings
from django.urls import reverse

from portal.offline_forms import worker
from portal.offline_forms.words import offline_words

STATIC = settings.BASE_DIR / "static"
FORM, WORKER = STATIC / "offline-form.js", STATIC / "offline-worker.js"
LARGEST = 6144  # bytes of both as a phone gets them


@pytest.fixture
def fresh_version():
    """Forget the version of the files, before and after."""
    worker.files_version.cache_clear()
    yield
    worker.files_version.cache_clear()


@pytest.mark.django_db
def test_the_worker_is_asked_for_anew_each_time_and_works_below_its_scope(client):
    answer = client.get("/forms/worker.js")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/forms/"
    assert "no-store" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.django_db
def test_the_worker_is_only_read(client):
    assert client.post(reverse("offline_worker")).status_code == 405


@pytest.mark.django_db
def test_an_update_of_the_static_files_makes_another_worker(client, monkeypatch, fresh_version):
    before = client.get("/forms/worker.js").content
    worker.files_version.cache_clear()
    monkeypatch.setattr(worker, "staticfiles_storage", type("Storage", (), {"manifest_hash": "abc123"}))
    after = client.get("/forms/worker.js").content
    assert before != after
    assert b'"version": "abc123"' in after


def test_both_scripts_are_small():
    assert sum(len(brotli.compress(path.read_bytes(), quality=11)) for path in (FORM, WORKER)) <= LARGEST


def test_the_script_finds_all_its_words_and_no_word_is_left_over():
    code = FORM.read_text()
    direct = set(re.findall(r"words\.(\w+)", code))
    states = set(re.findall(r'"(\w+)"', re.search(r"const state = .*?\n  };", code, re.S)[0])) - {""}
    troubles = {"login", "refused", "silent", "offline", "other"}
    assert direct | states | troubles | set(re.findall(r'button\("(\w+)"', code)) == set(offline_words())


def test_the_scripts_ask_no_other_server_and_run_no_text():
    code = FORM.read_text() + WORKER.read_text()
    assert not re.findall(r"https?://|eval\(|new Function|document\.write|insertAdjacentHTML|localStorage", code)


def test_the_scripts_never_compare_the_clock_with_the_portals():
    """The device's clock names rows and records and forgets after a week, and is measured against nothing but itself."""
    uses = [line.strip() for line in FORM.read_text().splitlines() if "Date.now()" in line]
    assert [line for line in uses if not re.search(r"stamp\(|at: Date\.now\(\)|- left\.at > WEEK", line)] == []
    assert "saved_at: savedAt" in FORM.read_text()
