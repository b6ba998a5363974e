"""Everything that must be done between installing the portal and serving it, in one process."""

import hashlib
import multiprocessing
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from portal.core.models import ClockRun
from search.dictionaries import build_dictionaries, dictionary_path

DEMONSTRATION_LOADED = "set_up.demonstration_loaded"


class Command(BaseCommand):
    """Idempotent: what is there already is left alone, so a second start takes seconds."""

    help = "Prepares the portal: texts, dictionaries, tables, static files; with DEMONSTRATION=1 the invented city."
    requires_system_checks = []

    def handle(self, **options):
        """Do each step that is still to be done, saying which."""
        call_command("messages", "compile", stdout=self.stdout)
        dictionaries = self.build_dictionaries()
        self.migrate()
        self.collect_static()
        if dictionaries:
            dictionaries.join()
            if dictionaries.exitcode:
                raise CommandError("The word dictionaries could not be built; the reason stands above.")
        call_command("ensure_roles")
        if settings.DEMONSTRATION:
            self.load_demonstration()

    def build_dictionaries(self):
        """Start building the absent word dictionaries, on a core of their own; return the process, None if all are there."""
        if all(dictionary_path(language).exists() for language in settings.SEARCH_LANGUAGES):
            return None
        self.say("word dictionaries")
        process = multiprocessing.get_context("fork").Process(target=build_dictionaries)
        process.start()
        return process

    def say(self, step):
        """Name the step under way."""
        self.stdout.write(f"• {step}")
        self.stdout.flush()

    def migrate(self):
        """Bring the tables up to date; Django's own command takes a second even when they are."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("tables")
            call_command("migrate", interactive=False, verbosity=0)

    def collect_static(self):
        """Collect and compress the static files when one of them has changed since."""
        stamp, collected = settings.VAR_DIR / "static.state", Path(settings.STATIC_ROOT) / "staticfiles.json"
        state = static_state()
        if not stamp.exists() or not collected.exists() or stamp.read_text() != state:
            self.say("static files")
            call_command("collectstatic", interactive=False, clear=collected.exists(), verbosity=0)
            stamp.write_text(state)

    def load_demonstration(self):
        """Load the invented city into a database that never had it; an edited one stays as it is."""
        if ClockRun.objects.filter(name=DEMONSTRATION_LOADED).exists():
            return
        self.say("demonstration city")
        call_command("load_demonstration", stdout=self.stdout)
        ClockRun.objects.create(name=DEMONSTRATION_LOADED, ran_at=timezone.now())


def static_state():
    """Return a digest of path, size and time of every static file that the finders know."""
    files = ((path, storage.path(path)) for finder in get_finders() for path, storage in finder.list(None))
    facts = sorted((path, Path(full).stat().st_size, Path(full).stat().st_mtime_ns) for path, full in files)
    return hashlib.sha256(repr(facts).encode()).hexdigest()
