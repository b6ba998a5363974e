"""The portal as one command: the web server, one worker, the clock and the search's replica, watched over."""

import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import wait

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections
from django.utils.crypto import get_random_string

from portal.operations.lock import serving

PAUSES = (1, 2, 5, 10, 30)  # seconds before a child that keeps dying is started again
STEADY = 60  # after so many seconds of life a death counts as the first
PATIENCE = 35  # seconds that the children have to finish: gunicorn's own limit is 30


def load_portal() -> WSGIHandler:
    """Return the portal's WSGI application."""
    from portal.wsgi import application

    return application


def place_to_listen(bind: str, port: int) -> str:
    """Return where gunicorn listens, given an address (IPv4, IPv6 or "unix:/path") and a port."""
    if bind.startswith("unix:"):
        return bind
    return f"[{bind}]:{port}" if ":" in bind and not bind.startswith("[") else f"{bind}:{port}"


def serve_web(port: int, workers: int, load_application: Callable[[], Callable] = load_portal) -> None:
    """Run gunicorn in this process until told to stop; `load_application()` returns what it serves."""
    from gunicorn.app.base import BaseApplication

    class Web(BaseApplication):
        """gunicorn with our figures instead of a file or a command line."""

        def load_config(self):
            """Preloaded: the workers share what the parent has read; each is replaced before it grows old."""
            figures = {
                "bind": place_to_listen(settings.BIND, port),
                "workers": workers,
                "worker_class": "gthread",
                "threads": 4,
            }
            figures |= {"preload_app": True, "max_requests": 5000, "max_requests_jitter": 500, "loglevel": "warning"}
            for name, value in figures.items():
                self.cfg.set(name, value)

        def load(self):
            """Return the WSGI application."""
            return load_application()

    Web().run()


def run_tasks(worker: str) -> None:
    """Run the background tasks in this process until told to stop; only what goes wrong is logged.

    `worker` is the worker's name. The one that takes the place of one that died has the same, and so takes up its task.
    """
    logging.getLogger("django_tasks").addFilter(lambda record: record.levelno > logging.INFO)
    call_command("db_worker", "--queue-name=*", "--no-reload", f"--worker-id={worker}")


class Child:
    """One process under supervision, and how often it has died lately."""

    def __init__(self, name, target, *args):
        self.name, self.target, self.args = name, target, args
        self.deaths, self.process, self.start_at = 0, None, 0.0

    def start(self):
        """Fork; Django is loaded already, so the child is up at once."""
        connections.close_all()
        self.started = time.monotonic()
        self.process = multiprocessing.get_context("fork").Process(target=self.live, name=self.name)
        self.process.start()

    def live(self):
        """In the child: own process group, so that Ctrl+C reaches it once, through the parent; then work."""
        os.setpgrp()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        self.target(*self.args)

    def bury(self):
        """Note a death and when to start again; return how many seconds until then."""
        self.deaths = 1 if time.monotonic() - self.started > STEADY else self.deaths + 1
        pause = PAUSES[min(self.deaths, len(PAUSES)) - 1]
        self.process, self.start_at = None, time.monotonic() + pause
        return pause


class Command(BaseCommand):
    """Restarts what dies, hands SIGTERM and SIGINT on, ends when all have ended."""

    help = (
        "Serves the portal: gunicorn on BIND and PORT (WEB_WORKERS processes), a task worker, the clock, the replica."
    )

    def add_arguments(self, parser):
        """Take the port and the number of web processes; the environment gives the defaults."""
        parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"))
        parser.add_argument("--workers", type=int, default=os.environ.get("WEB_WORKERS", "2"))

    def handle(self, port, workers, **options):
        """Start them and watch over them."""
        with serving():
            self.watch(port, workers)

    def watch(self, port, workers):
        """Start the children, and start again what dies, until told to stop."""
        self.stopping = False
        children = [
            Child("web", serve_web, port, workers),
            Child("worker", run_tasks, get_random_string(32)),
            Child("clock", call_command, "clock"),
        ]
        if settings.ELASTICSEARCH["hosts"]:
            children.append(Child("replica", call_command, "search", "sync", "--follow"))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        self.greet(port)
        while not self.stopping:
            for child in children:
                if child.process is None and time.monotonic() >= child.start_at:
                    child.start()
            wait([child.process.sentinel for child in children if child.process], timeout=1)
            for child in children:
                if child.process and not child.process.is_alive() and not self.stopping:
                    code = child.process.exitcode
                    self.stderr.write(f"{child.name} ended ({code}); starting it again in {child.bury()} s.")
        self.end([child for child in children if child.process])

    def stop(self, number, frame):
        """Take a signal: the loop ends within a second."""
        self.stopping = True

    def greet(self, port):
        """Say where the portal is, and how to get in when it is a demonstration."""
        self.stdout.write(f"Participa: http://localhost:{port}/  (admin: /admin/, stop: Ctrl+C)")
        if settings.DEMONSTRATION:
            self.stdout.write("Its accounts: DEMONSTRATION=1 .venv/bin/python manage.py load_demonstration --accounts")
        self.stdout.flush()

    def end(self, children):
        """Ask the children to finish, and end those that do not; exit status 1 then."""
        for child in children:
            child.process.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in children:
            child.process.join(max(0, deadline - time.monotonic()))
        late = [child for child in children if child.process.is_alive()]
        for child in late:
            child.process.kill()
        if late:
            self.stderr.write(f"Had to kill: {', '.join(child.name for child in late)}")
            sys.exit(1)
