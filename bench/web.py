"""Requests a second of the home, bank and practice pages, as a ratio to a bare Django view under the same gunicorn.

python bench/web.py [--seconds 5]. Uses the demonstration city of `make run` (made first when absent), only reads, sends
only to 127.0.0.1, and ends by itself. The load comes from the same machine, so the ratio says more than the figures.
"""

import argparse
import http.client
import multiprocessing
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PROCESSES, THREADS, MOST_REQUESTS = 2, 2, 200_000
HEADERS = {"Accept-Encoding": "gzip", "Accept-Language": "es"}


def serve(what, port):
    """Run gunicorn with `what` ("bare" or "portal") in this process, with the figures of `manage.py serve`."""
    import django

    if what == "bare":
        from django.conf import settings

        settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="bench", USE_TZ=True)  # noqa: S106
    django.setup()
    from portal.operations.management.commands.serve import load_portal, serve_web

    sys.argv = sys.argv[:1]
    serve_web(port, 2, load_bare if what == "bare" else load_portal)


def load_bare():
    """Return a WSGI application of one view and no middleware; its URL map is this module."""
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path

    globals()["urlpatterns"] = [path("bare", lambda request: HttpResponse("<p>bare</p>"))]
    return get_wsgi_application()


def free_port():
    """Return a port of 127.0.0.1 that nobody uses now."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server in a process of its own, for the time of a `with` block; gives the port."""

    def __init__(self, what):
        self.what, self.port = what, free_port()

    def __enter__(self):
        self.process = subprocess.Popen([sys.executable, __file__, "--serve", self.what, "--port", str(self.port)])
        for _ in range(120):
            try:
                http.client.HTTPConnection("127.0.0.1", self.port, timeout=5).connect()
                return self.port
            except OSError:
                time.sleep(0.25)
        raise RuntimeError(f"the {self.what} server does not answer")

    def __exit__(self, *error):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(40)


def ask(port, path, until, times, sizes):
    """Ask for a path over one connection until the moment `until`; note the milliseconds of each answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(MOST_REQUESTS):
        begun = time.perf_counter()
        if begun > until:
            break
        connection.request("GET", path, headers=HEADERS)
        answer = connection.getresponse()
        sizes.append(len(answer.read()))
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        times.append((time.perf_counter() - begun) * 1000)


def ask_in_threads(port, path, seconds, queue):
    """Ask from several threads for some seconds; put (milliseconds, last size) into the queue."""
    times, sizes, until = [], [], time.perf_counter() + seconds
    threads = [threading.Thread(target=ask, args=(port, path, until, times, sizes)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    queue.put((times, sizes[-1] if sizes else 0))


def measure(port, path, seconds):
    """Return (requests a second, median ms, 95th percentile ms, bytes of an answer) of a path."""
    until = time.perf_counter() + min(seconds, 2)
    ask(port, path, until, [], [])  # warm: templates compiled, dictionaries mapped
    queue = multiprocessing.Queue()
    workers = [
        multiprocessing.Process(target=ask_in_threads, args=(port, path, seconds, queue)) for _ in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    answers = [queue.get(timeout=seconds + 60) for _ in workers]
    for worker in workers:
        worker.join()
    times = [each for some, _ in answers for each in some]
    return len(times) / seconds, statistics.median(times), statistics.quantiles(times, n=20)[-1], answers[0][1]


def paths():
    """Return {name: path} of the pages to measure, in the demonstration city; makes it when there is none."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("set_up")
    from django.db import connections

    from portal.practices.models import PracticeIndexPage, PracticePage

    bank = PracticeIndexPage.objects.live().get(locale__language_code="es").get_url()
    practice = PracticePage.objects.live().filter(locale__language_code="es").earliest("pk").get_url()
    connections.close_all()
    named = {
        "home": "/es/",
        "bank": bank,
        "bank, a question": f"{bank}?q=presupuesto+participativo",
        "practice": practice,
    }
    return {name: urlsplit(path)._replace(scheme="", netloc="").geturl() for name, path in named.items()}


def report(name, figures, bare):
    """Print one line of the table."""
    rate, median, slow, size = figures
    ratio = f"1/{bare / rate:.1f}" if bare else "1"
    print(f"{name:<18} {rate:>9.0f} {ratio:>9} {median:>8.1f} {slow:>8.1f} {size / 1000:>8.1f}", flush=True)


def main():
    """Measure the bare view, then the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5, choices=range(1, 61), metavar="1-60")
    parser.add_argument("--serve", choices=["bare", "portal"], help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.environ.setdefault("DEMONSTRATION", "1")
    if options.serve:
        return serve(options.serve, options.port)
    pages = paths()
    print(f"{PROCESSES * THREADS} connections, {options.seconds} s a page; 2 web processes on {os.cpu_count()} cores")
    print(f"{'page':<18} {'answers/s':>9} {'to bare':>9} {'median':>8} {'p95 ms':>8} {'KB':>8}")
    with Server("bare") as port:
        bare = measure(port, "/bare", options.seconds)
    report("bare Django view", bare, None)
    with Server("portal") as port:
        for name, path in pages.items():
            report(name, measure(port, path, options.seconds), bare[0])
    return None


if __name__ == "__main__":
    main()
