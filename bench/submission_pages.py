"""What do the forms of the public cost: queries of each page, and milliseconds of saving a step beside the bank's page?

`python bench/submission_pages.py --var FOLDER [--rounds 20]` takes a copy of a demonstration (VAR_DIR) and asks in this
process, without a network: each step of each kind is shown, saved with text in every field, shown with its faults, then
the page before sending. Aims: at most 12 queries to show a step, saving at most 1.5 times the bank's page.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
MOST_QUERIES, MOST_RATIO = 12, 1.5
MOST_WITH_SEARCH = 20  # before sending, the portal's search looks for what others said
TEXT = "La plaza de la esquina no tiene luz desde el lunes."


def begin(folder):
    """Set Django up on a copied demonstration, and return a client."""
    os.environ |= {"VAR_DIR": str(folder), "DEMONSTRATION": "1", "DJANGO_SETTINGS_MODULE": "portal.settings"}
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    settings.ALLOWED_HOSTS = ["*"]
    return Client(raise_request_exception=True)


def counted(ask):
    """Return (answer, number of queries) of a request."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    return answer, len(queries)


def milliseconds(ask):
    """Return how long a request takes."""
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000


def first_choice(choices):
    """Return the first key of choices that means something; groups are looked into."""
    for key, label in choices:
        found = first_choice(label) if isinstance(label, list | tuple) else key
        if found:
            return str(found)
    return ""


def typed(step):
    """Return a value for every field of a step that is no file: its first choice, else a text of its sort."""
    from django import forms

    values = {}
    for name, field in step(bundle=None).fields.items():
        if isinstance(field, forms.BooleanField):
            values[name] = "on"
        elif hasattr(field, "choices"):
            values[name] = first_choice(field.choices)
        elif isinstance(field, forms.EmailField):
            values[name] = "ana@example.org"
        elif field.required or type(field) is forms.CharField:
            values[name] = TEXT[: getattr(field, "max_length", None) or len(TEXT)]
    return values


def pages_of(kind):
    """Return [(name, draft's address, typed values or None)] of a kind's pages; a draft is begun for them."""
    from django.urls import reverse

    from portal.submissions.drafts import begin_draft, steps_of

    draft = begin_draft(kind, "es", {}, complete=bool(kind.more_steps))
    pages = [
        (step.slug, reverse("submission_step", args=[draft.pk, step.slug]), typed(step))
        for step in steps_of(kind, draft)
    ]
    return [*pages, ("check", reverse("submission_check", args=[draft.pk]), None)]


def main():
    """Ask, print a table, and the number of missed aims."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--var", type=Path, required=True, help="VAR_DIR of a demonstration; it is copied")
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "var"
        shutil.copytree(options.var, folder, symlinks=True)
        missed = measure(begin(folder), options.rounds)
    print(f"{missed} aims missed")
    sys.exit(1 if missed else 0)


def measure(client, rounds):
    """Print the figures of every page; return how many aims were missed."""
    from portal.practices.models import PracticeIndexPage
    from portal.submissions.kinds import submission_kinds

    bank = PracticeIndexPage.objects.live().get(locale__language_code="es").get_url()
    print(f"{'page':<34}{'queries':>8}{'saved':>8}{'ms':>9}{'to the bank':>13}")
    return sum(
        measured(client, f"{kind.name} {name}", address, values, bank, rounds)
        for kind in submission_kinds()
        for name, address, values in pages_of(kind)
    )


def measured(client, name, address, values, bank, rounds):
    """Print the figures of one page; return whether an aim was missed. The page before sending has no `values`."""
    saving, times, ratio = "", "", 0
    client.get(bank)
    if values is not None:
        answer, saving = counted(lambda: client.post(address, values))
        name += "" if answer.status_code == 302 else ", with a fault"
        pairs = [
            (milliseconds(lambda: client.post(address, values)), milliseconds(lambda: client.get(bank)))
            for _ in range(rounds)
        ]
        times, ratio = f"{median(saved for saved, _ in pairs):.1f}", median(saved / bank for saved, bank in pairs)
    client.get(address)
    answer, shown = counted(lambda: client.get(address))
    if values is None:
        name += ", incomplete" if answer.context["missing"] else ""
    most = MOST_QUERIES if values is not None else MOST_WITH_SEARCH
    is_bad = answer.status_code != 200 or shown > most or ratio > MOST_RATIO
    print(f"{name:<34}{shown:>8}{saving:>8}{times:>9}{ratio:>13.2f}{'  MISSED' if is_bad else ''}", flush=True)
    return is_bad


if __name__ == "__main__":
    main()
