"""What /metrics tells of the protection: which gates are on, and how the sendings of the last day were judged."""

from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from .gate import is_gate_on, open_periods
from .models import FormHour

COLUMNS = ("passed", "held", "refused", "slowed")


def spam_figures() -> dict[str, float]:
    """Return the figures by form, with Prometheus' labels in their names."""
    now = timezone.now()
    rows = FormHour.objects.filter(hour__gt=now - timedelta(days=1)).values("form").order_by("form")
    sums = {row.pop("form"): row for row in rows.annotate(**{f"{column}_day": Sum(column) for column in COLUMNS})}
    forms = sorted({*sums, *open_periods(now).exclude(form="").values_list("form", flat=True)})
    figures: dict[str, float] = {f'form_gate_on{{form="{form}"}}': int(is_gate_on(form, now)) for form in forms}
    for form, row in sums.items():
        for column in COLUMNS:
            figures[f'form_sendings_day{{form="{form}",verdict="{column}"}}'] = row[f"{column}_day"]
    return figures
