"""Everything that must be done between installing the portal and serving it, in one process."""

import hashlib
import multiprocessing
from functools import partial
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from portal.core.models import ClockRun
from portal.operations.lock import alone
from portal.operations.schema.migrating import bring_up_to_date, is_outdated
from search.dictionaries import build_dictionaries, dictionary_path

DEMONSTRATION_LOADED = "set_up.demonstration_loaded"


class Command(BaseCommand):
    """Idempotent: what is there already is left alone, so a second start takes seconds."""

    help = "Prepares the portal: texts, dictionaries, tables, static files; with DEMONSTRATION=1 the invented city."
    requires_system_checks = []

    def handle(self, **options):
        """Set up, alone: a second set_up waits for the end of the first, and then finds little to do."""
        with alone(connection, self.say):
            self.set_up()

    def set_up(self):
        """Do each step that is still to be done, saying which; what needs no tables runs on a core of its own."""
        call_command("messages", "compile", stdout=self.stdout)
        dictionaries = self.build_dictionaries()
        static_files = self.collect_static()
        self.migrate()
        call_command("ensure_roles")
        if settings.DEMONSTRATION:
            self.load_demonstration()  # whoever needs a dictionary meanwhile waits for it
        self.finish(dictionaries)
        self.finish(static_files)

    def build_dictionaries(self):
        """Start building the absent word dictionaries; return the process, None if all are there."""
        if all(dictionary_path(language).exists() for language in settings.SEARCH_LANGUAGES):
            return None
        return self.start("word dictionaries", build_dictionaries)

    def start(self, step, work):
        """Say which step begins, and do its `work` in a process beside this one; return the process."""
        self.say(step)
        process = multiprocessing.get_context("fork").Process(target=work, name=step)
        process.start()
        return process

    def finish(self, process):
        """Wait for a step that runs beside this process, if any. Raises CommandError when it failed."""
        if process:
            process.join()
            if process.exitcode:
                raise CommandError(f"This step failed, for the reason above: {process.name}")

    def say(self, step):
        """Name the step under way."""
        self.stdout.write(f"• {step}")
        self.stdout.flush()

    def migrate(self):
        """Bring the tables up to date: an empty database from the snapshot, every other one by migrations."""
        if is_outdated():
            self.say("tables")
            bring_up_to_date()

    def collect_static(self):
        """Start collecting the static files when one of them has changed since; return the process or None."""
        stamp, collected = settings.VAR_DIR / "static.state", Path(settings.STATIC_ROOT) / "staticfiles.json"
        state = static_state()
        if stamp.exists() and collected.exists() and stamp.read_text() == state:
            return None
        return self.start("static files", partial(collect, stamp, state, collected.exists()))

    def load_demonstration(self):
        """Load the invented city into a database that never had it; an edited one stays as it is."""
        if ClockRun.objects.filter(name=DEMONSTRATION_LOADED).exists():
            return
        self.say("demonstration city")
        call_command("load_demonstration", stdout=self.stdout)
        ClockRun.objects.create(name=DEMONSTRATION_LOADED, ran_at=timezone.now())


def collect(stamp: Path, state: str, clear: bool) -> None:
    """Collect and compress the static files, and note their `state` (str) in the file `stamp` when all is done."""
    call_command("collectstatic", interactive=False, clear=clear, verbosity=0)
    stamp.write_text(state)


def static_state() -> str:
    """Return a digest of path, size and time of every static file that the finders know."""
    files = ((path, storage.path(path)) for finder in get_finders() for path, storage in finder.list(None))
    facts = sorted((path, Path(full).stat().st_size, Path(full).stat().st_mtime_ns) for path, full in files)
    return hashlib.sha256(repr(facts).encode()).hexdigest()
