"""Make the demonstration city, Nueva Ribera, from its data files; running it again changes nothing."""

import gc
import time
from contextlib import nullcontext

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal.core.publication import batch_indexing
from portal.councils.models import CouncilPage
from portal.demonstration.accounts import make_accounts
from portal.demonstration.agenda_scale import build_agenda_scale
from portal.demonstration.agendas import build_agendas
from portal.demonstration.boundaries import build_boundaries
from portal.demonstration.city import build_city
from portal.demonstration.content import build_content
from portal.demonstration.editors_day import build_editors_day
from portal.demonstration.exhibition import build_exhibition
from portal.demonstration.facts import build_facts
from portal.demonstration.minutes import build_minutes
from portal.demonstration.pages import log_creations
from portal.demonstration.practices import build_bank
from portal.demonstration.receivers import facts_at_rest, references_at_end
from portal.demonstration.reviews import build_dossiers, build_reviews
from portal.demonstration.scale import SCALES, build_scale
from portal.demonstration.submissions import build_submissions
from portal.events.models import EventPage
from portal.practices.models import PracticePage


class Command(BaseCommand):
    """Refuses outside a demonstration: its accounts have a known password."""

    help = "Makes the demonstration city Nueva Ribera. Needs DEMONSTRATION=1."

    def add_arguments(self, parser):
        parser.add_argument("--scale", choices=list(SCALES), help="Makes the city as large as this one.")
        parser.add_argument("--accounts", action="store_true", help="Only makes and shows the accounts.")

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("Set DEMONSTRATION=1: the accounts it makes have a known password.")
        if not options["accounts"]:
            self.build(options["scale"])
        accounts = make_accounts()
        if not options["accounts"]:
            build_editors_day()
            build_submissions()
            build_minutes()
        for role, name, password in accounts:
            self.stdout.write(f"  {role}: {name} / {password}")

    def build(self, scale):
        """Make all of the city; `scale` is a name of SCALES or None."""
        started = time.perf_counter()
        gc.freeze()  # what Django has loaded stays: looking through it again and again takes a tenth of the time
        gc.set_threshold(20_000, 20, 50)
        with transaction.atomic(), references_at_end():
            with batch_indexing(), nullcontext() if PracticePage.objects.exists() else facts_at_rest():
                self.build_records_and_pages(scale)
            build_agendas()
            build_exhibition()
            if scale:
                with batch_indexing():
                    build_agenda_scale()
            log_creations(CouncilPage, EventPage)
        self.stdout.write(f"  Nueva Ribera stands, in {time.perf_counter() - started:.1f} s")

    def build_records_and_pages(self, scale):
        """Make all that has no date."""
        build_city()
        build_facts()
        if scale:
            build_scale(SCALES[scale])
        build_boundaries()
        build_content()
        build_bank()
        build_reviews()
        build_dossiers()
