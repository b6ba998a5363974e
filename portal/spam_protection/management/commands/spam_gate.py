"""The gate of the public forms, seen and switched by hand."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.spam_protection.figures import spam_figures
from portal.spam_protection.gate import open_periods
from portal.spam_protection.models import GatePeriod


class Command(BaseCommand):
    """What was ordered by hand last counts before what the rates say, until its hours are over."""

    help = (
        "Shows the gate of the public forms; `on` or `off` sets it for some hours, `auto` leaves it to the rates again."
    )

    def add_arguments(self, parser):
        """The order, for how long, and for which form."""
        parser.add_argument("order", nargs="?", choices=["on", "off", "auto"])
        parser.add_argument("--hours", type=float, default=12, help="How long the order counts (12).")
        parser.add_argument("--form", default="", help="The form's name, as /metrics says it; every form without it.")

    def handle(self, *args, order, hours, form, **options):
        """Write the order, and say what counts now."""
        now = timezone.now()
        if order:
            GatePeriod.objects.filter(by_hand=True, ended_at__isnull=True, form=form).update(ended_at=now)
        if order in ("on", "off"):
            until = now + timedelta(hours=hours)
            GatePeriod.objects.create(form=form, is_on=order == "on", by_hand=True, began_at=now, until=until)
        for period in open_periods(timezone.now()).order_by("form", "began_at"):
            state, who = ("on" if period.is_on else "off"), ("by hand" if period.by_hand else "by its rate")
            self.stdout.write(f"{period.form or 'every form'}: {state} {who} until {period.until:%Y-%m-%d %H:%M} UTC")
        for name, value in spam_figures().items():
            self.stdout.write(f"{name} {value}")
