"""The background work: progress, a worker that dies, two workers, and the end of the files."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from portal.core import clock
from portal.core.models import User
from portal.practices.importing import run_models, steps, tasks
from portal.practices.importing.retention import purge_imports
from portal.practices.importing.run_models import ImportFile, ImportLine, ImportRun
from portal.practices.models import PracticePage
from search.models import SearchDocument
from tests.practices.importing.records import line

pytestmark = pytest.mark.both_databases("two workers take turns; progress is stored as JSON")

THREE = [line(key=f"prueba:{number}") for number in (1, 2, 3)]


class Killed(BaseException):
    """The worker is gone, without a word."""


@pytest.fixture
def dies_at(monkeypatch):
    """Return a function that lets the worker die at a record's position, with an exception of a kind."""
    whole = steps.write_down

    def dies_at(last, fault=Killed):
        def write_down(run, position, *args):
            if run.step == "import" and position == last:
                raise fault
            whole(run, position, *args)

        monkeypatch.setattr(steps, "write_down", write_down)

    def lives():
        monkeypatch.setattr(steps, "write_down", whole)

    monkeypatch.setattr(steps, "MOST_RECORDS", 1)
    dies_at.lives = lives
    return dies_at


def stored():
    """Return how many of the records are stored."""
    return PracticePage.objects.filter(source_key__startswith="prueba:", locale__language_code="es").count()


def silence(run):
    """Let time go by since the worker's last sign."""
    ImportRun.objects.filter(pk=run.pk).update(sign_of_life=timezone.now() - run_models.SILENCE - timedelta(seconds=1))


def killed_import(curator, dies_at):
    """Return a run whose worker was killed at the third record."""
    run = curator.preview(*THREE)
    dies_at(2)
    tasks.start_step(run, "import", tasks.work, publish=True)
    run.refresh_from_db()
    with pytest.raises(Killed):
        tasks.work.func(run.pk, run.attempt)
    run.refresh_from_db()
    return run


def test_progress_is_shown_in_words_and_the_page_refreshes(curator, dies_at):
    run = killed_import(curator, dies_at)
    shown = curator.see(run)
    assert "Guardadas 2 de 3 fichas (66 %)." in shown
    assert curator.client.get(reverse("practice_imports:run", args=[run.pk]))["Refresh"] == "3"
    assert "<progress" in shown


def test_a_killed_worker_leaves_whole_records_and_the_run_says_so(curator, dies_at):
    run = killed_import(curator, dies_at)
    assert stored() == 2
    assert run.lines.filter(step="import").count() == 2
    silence(run)
    shown = curator.see(run)
    assert "El trabajo se detuvo después de 2 de 3 fichas." in shown
    assert "Refresh" not in curator.client.get(reverse("practice_imports:run", args=[run.pk]))


def test_what_is_committed_at_once_is_whole_or_not_there(curator, dies_at, monkeypatch):
    monkeypatch.setattr(steps, "MOST_RECORDS", 2)
    dies_at.lives()
    run = curator.preview(*THREE)
    dies_at(1)
    tasks.start_step(run, "import", tasks.work)
    with pytest.raises(Killed):
        tasks.work.func(run.pk, run.attempt + 1)
    assert stored() == 0
    assert not run.lines.filter(step="import").exists()


def test_what_is_imported_is_found_and_what_is_previewed_is_not(curator):
    documents = set(SearchDocument.objects.values_list("key", flat=True))
    curator.preview(line())
    assert set(SearchDocument.objects.values_list("key", flat=True)) == documents
    curator.bring_in(line())
    assert SearchDocument.objects.count() == len(documents) + 2


def test_an_interrupted_import_goes_on_where_it_stopped(curator, dies_at):
    run = killed_import(curator, dies_at)
    silence(run)
    dies_at.lives()
    assert curator.post("resume", run).status_code == 302
    run.refresh_from_db()
    assert run.is_imported
    assert run.counts == {"created": 3}
    assert stored() == 3
    assert PracticePage.objects.filter(source_key="prueba:1", live=True).exists()


def test_a_run_in_hand_is_not_started_twice(curator, dies_at):
    run = killed_import(curator, dies_at)
    dies_at.lives()
    curator.post("resume", run)
    assert stored() == 2


def test_a_task_that_was_overtaken_does_nothing(curator, dies_at):
    run = killed_import(curator, dies_at)
    silence(run)
    tasks.resume(ImportRun.objects.get(pk=run.pk))
    tasks.work.func(run.pk, run.attempt)
    assert stored() == 2
    assert ImportRun.objects.get(pk=run.pk).state == "waiting"


def test_a_task_stops_when_another_attempt_takes_the_run(curator, dies_at):
    run = curator.preview(*THREE)
    whole = steps.write_down
    tasks.start_step(run, "import", tasks.work)
    run.refresh_from_db()
    seen = []

    def write_down(run, position, *args):
        whole(run, position, *args)
        seen.append(position)
        if position == 0:
            ImportRun.objects.filter(pk=run.pk).update(attempt=run.attempt + 1)

    steps.write_down, before = write_down, whole
    try:
        tasks.work.func(run.pk, run.attempt)
    finally:
        steps.write_down = before
    assert seen == [0]
    assert stored() == 0


def test_a_fault_leaves_the_run_interrupted(curator, monkeypatch):
    run = curator.preview(*THREE)

    def broken(run):
        raise RuntimeError("disk")

    monkeypatch.setattr(steps, "finish_step", broken)
    tasks.start_step(run, "import", tasks.work)
    with pytest.raises(RuntimeError):
        tasks.work.func(run.pk, run.attempt + 1)
    run.refresh_from_db()
    assert run.is_interrupted
    assert "Seguir" in curator.see(run)


def test_an_unforeseen_fault_of_one_record_fails_it_alone(curator, monkeypatch, caplog):
    whole = steps.PracticeStore.save

    def save(self, record):
        if record.key == "prueba:2":
            raise RuntimeError("surprise")
        return whole(self, record)

    monkeypatch.setattr(steps.PracticeStore, "save", save)
    run = curator.bring_in(*THREE)
    assert run.counts == {"created": 2, "failed": 1}
    assert "surprise" in caplog.text


def test_the_messages_are_in_the_curators_language(curator):
    user = User.objects.get(username="lucia")
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "en"
    profile.save()
    run = curator.preview(line(languages={"es": {"title": "x" * 300}}))
    assert run.language == "en"
    assert "Ensure this value has at most 255 characters" in run.lines.get().reason


def test_after_a_month_files_and_lines_go_and_the_list_stays(curator, private):
    run = curator.bring_in(line())
    only_previewed = curator.preview(line(key="prueba:9"))
    now = timezone.now()
    purge_imports(now + timedelta(days=29))
    assert len(list(private.iterdir())) == 2
    purge_imports(now + timedelta(days=31))
    assert list(private.iterdir()) == []
    assert not ImportFile.objects.exists()
    assert not ImportLine.objects.exists()
    assert not ImportRun.objects.filter(pk=only_previewed.pk).exists()
    run.refresh_from_db()
    assert run.counts == {"created": 1}
    assert "ya se borraron" in curator.see(run)
    assert "creada: 1" in curator.client.get(reverse("practice_imports:index")).content.decode()


def test_the_clock_purges_each_day():
    assert clock.job_name(purge_imports) in clock._daily
