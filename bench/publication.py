"""How many queries and seconds does it take to publish a page, or to save its draft, with its translation behind it?

python bench/publication.py [--strict]. Environment: BENCH_DATABASE_URL, else TEST_DATABASE_URL, as in bench/README.md.
Each time a text and a fact are changed, so that the translation has to follow. "Screen" is the form of the admin.
"""

import argparse
import io
import json
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.parts.databases import engines, place_of

ROUNDS, MOST_QUERIES = 7, 200
WRITTEN = 'INSERT INTO "search_searchdocument"'


def pages():
    """Return {kind: page} of one practice, session and content page, each published with a French translation."""
    from bench.parts.published import content_page, practice, session

    return {"practice": practice(), "session": session(), "content page": content_page()}


def change(page, number):
    """Change a text and, where the kind has one at hand, a fact of a page."""
    page.lead = f"Cambio {number}"
    if hasattr(page, "place_city"):
        page.place_city = f"Ciudad {number}"
    if hasattr(page, "agenda_closes"):
        page.agenda_closes = 24 + number % 24


def deeds(client, page):
    """Return {name: callable of a number} of what is measured on a page."""
    from django.urls import reverse
    from wagtail.test.utils.form_data import querydict_from_html

    model, address = type(page), reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    rows = range(int(form.get("items-TOTAL_FORMS", 0)))
    form.update(
        dict.fromkeys(["body-count", *(f"items-{row}-attachments-count" for row in rows)], "0")
    )  # a script counts

    def save(number):
        stored = model.objects.get(pk=page.pk)
        change(stored, number)
        return stored.save_revision()

    def post(number, **button):
        data = form.copy()
        data["lead"] = f"Cambio {number}"
        response = client.post(address, {**dict(data.lists()), **button})
        assert response.status_code == 302, (address, response.status_code)

    return {
        "draft": save,
        "publish": lambda number: save(number).publish(),
        "draft, screen": post,
        "publish, screen": lambda number: post(number, **{"action-publish": "1"}),
    }


def measure():
    """In a process with the environment of a place: print {kind: {deed: [queries, documents written, best seconds]}}."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import translation

    call_command("set_up", stdout=io.StringIO())
    translation.activate("es")
    from portal.access.accounts import second_factor

    second_factor.is_needed = lambda user: False  # nobody has one here
    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get_or_create(username="bench", is_superuser=True)[0])
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    found = {}
    for kind, page in pages().items():
        for name, deed in deeds(client, page).items():
            deed(0)
            with CaptureQueriesContext(connection) as asked:
                deed(1)
            sql = [query["sql"] for query in asked.captured_queries]
            took = []
            for number in range(2, ROUNDS + 2):
                start = clock()
                deed(number)
                took.append(clock() - start)
            found.setdefault(kind, {})[name] = [len(sql), sum(s.startswith(WRITTEN) for s in sql), min(took)]
    print(json.dumps(found))


def report(engine, measured):
    """Print the table of one engine; return how many aims were missed."""
    print(f"\n{engine}: queries, writes of search documents, seconds (best of {ROUNDS})")
    missed = 0
    for kind, named in measured.items():
        for name, (queries, written, seconds) in named.items():
            is_missed = "screen" not in name and queries > MOST_QUERIES
            missed += is_missed
            print(f"  {kind:13} {name:16} {queries:4} {written:3} {seconds:7.3f}{'  MISSED' if is_missed else ''}")
    return missed


def main():
    """Measure on each engine, in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strict", action="store_true", help="a missed aim is an error")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        measure()
        return
    missed = 0
    for engine in engines():
        with place_of(engine, 0, "publication") as place:
            command = [sys.executable, __file__, "--here"]
            done = subprocess.run(command, env=place.environment(), check=True, stdout=subprocess.PIPE, text=True)
            missed += report(engine, json.loads(done.stdout.splitlines()[-1]))
    sys.exit(missed if arguments.strict else 0)


if __name__ == "__main__":
    main()
