"""The minute tick, as a process of its own."""

import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from portal.core import clock


class Command(BaseCommand):
    """Runs beside the web server; `--once` is for a system that brings its own timer."""

    help = "Does each minute what is due: scheduled publication, expiry, the daily clearing."

    def add_arguments(self, parser):
        """Take whether to do one tick only."""
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, once, **options):
        """Tick at the start of each minute until told to stop; a tick under way is finished first."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            try:
                clock.tick()
            except Exception:
                clock.logger.exception("The clock could not tick; it tries again in a minute.")
                if once:
                    raise
            close_old_connections()
            if once:
                return
            stop.wait(60 - time.time() % 60)
