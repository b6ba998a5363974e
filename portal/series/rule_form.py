"""Form 1: the rule in words that people use, and how they meet; nobody writes an RRULE."""

import json
from calendar import monthrange
from datetime import time
from typing import Any

from django import forms
from django.conf import settings
from django.forms import TypedChoiceField, TypedMultipleChoiceField
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import formfield_for_dbfield

from portal.access.record_forms import ScopedRecordForm
from portal.councils.models import CouncilPage, Series
from portal.councils.rrule import LAST, Frequency, Rule, RuleError, ever_happens
from portal.events.models.meeting import MEETING_FACTS

WEEKLY, BY_WEEKDAY, BY_DATE, YEARLY = "weekly", "monthly-weekday", "monthly-date", "yearly"
KINDS = [
    (WEEKLY, _("Cada semana o cada tantas semanas: los martes")),
    (BY_WEEKDAY, _("Cada mes, por día de la semana: el último jueves")),
    (BY_DATE, _("Cada mes, por fecha: el día 15")),
    (YEARLY, _("Una vez por año: el 24 de marzo")),
]
NTHS = [
    (1, _("el primero")),
    (2, _("el segundo")),
    (3, _("el tercero")),
    (4, _("el cuarto")),
    (5, _("el quinto, si lo hay")),
    (LAST, _("el último")),
]
DAYS = list(WEEKDAYS.items())
MONTH_DAYS = [(LAST, _("el último")), *((day, str(day)) for day in range(1, 32))]
#: what changes the dates that a rule makes, or the sessions made of it
OF_THE_RULE = ("rule", "first_day", "last_day", "at", "minutes", "skips_holidays", "active")
WHEN = ("kind", "interval", "weekdays", "nths", "weekday", "month_day", "year_day", "month")
MORE = ("at", "minutes", "first_day", "last_day", "skips_holidays", "horizon_weeks")
PARTS = [
    (_("A qué hora y desde cuándo"), (*MORE, "active")),
    (_("Dónde y cómo se encuentran"), ("modality", "venue", "venue_name", "venue_address")),
    (
        _("En línea y por teléfono"),
        ("online_platform", "online_url", "join_visibility", "join_minutes", "phone_in", "phone_code"),
    ),
    (_("Qué ayuda a venir"), ("services", "held_in")),
    (_("Quién coordina"), ("unit", "contact_phone", "contact_email", "logistics")),
]


def choice(label: str, choices: list[tuple[int, str]], **extra) -> TypedChoiceField:
    """Return a field that offers numbers, none of which must be chosen."""
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, empty_value=0, required=False, **extra)


def many(label: str, choices: list[tuple[int, str]]) -> TypedMultipleChoiceField:
    """Return a field of check boxes that offers numbers."""
    widget = forms.CheckboxSelectMultiple
    return forms.TypedMultipleChoiceField(label=label, choices=choices, coerce=int, required=False, widget=widget)


class SeriesForm(ScopedRecordForm):
    """A series of one council; after `is_valid` its instance carries the rule, `touched` what of it changed."""

    kind = forms.ChoiceField(label=_("¿Cada cuánto se reúnen?"), choices=KINDS, widget=forms.RadioSelect)
    interval = forms.IntegerField(
        label=_("Cada cuántas semanas o meses"),
        min_value=1,
        max_value=12,
        required=False,  # what is meant once a year does not ask for it
        help_text=_("Con 1, todas las veces; con 2, un martes sí y otro no."),
    )
    weekdays = many(_("Qué días"), DAYS)
    nths = many(_("Cuál del mes"), NTHS)
    weekday = choice(_("Qué día de la semana"), DAYS)
    month_day = choice(_("Qué día del mes"), MONTH_DAYS, help_text=_("El 31 cuenta solo en los meses que lo tienen."))
    year_day = choice(_("Qué día"), MONTH_DAYS[1:])
    month = choice(_("De qué mes"), list(MONTHS.items()))

    class Meta:
        model = Series
        fields = ("first_day", "last_day", "at", "minutes", "skips_holidays", "horizon_weeks", "active", *MEETING_FACTS)
        formfield_callback = formfield_for_dbfield  # Wagtail's own choosers of dates and hours
        widgets = {"modality": forms.RadioSelect, "services": forms.CheckboxSelectMultiple}
        help_texts = {
            "first_day": _("El primer día que cuenta. Por ejemplo: hoy, o el martes que viene."),
            "minutes": _("Por ejemplo: 120, dos horas."),
            "horizon_weeks": _("Con 8, los borradores están listos dos meses antes."),
            "active": _("Desmárcalo cuando ya no se reúnan así: no se preparan más sesiones."),
        }

    def __init__(self, *args, **kwargs):
        """Fill the words from the stored rule."""
        series = kwargs.get("instance")
        before = {name: getattr(series, name) for name in OF_THE_RULE} if series and series.pk else {}
        initial = rule_answers(Rule.parse(series.rule)) if before else first_words()
        kwargs["initial"] = {**initial, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.before = before
        if not before:
            del self.fields["active"]
        self.fields["held_in"] = forms.ChoiceField(
            label=self.fields["held_in"].label, required=False, choices=[("", _("La de siempre")), *settings.LANGUAGES]
        )

    def clean(self):
        """Put the rule together; say beside which field it makes no sense."""
        cleaned = super().clean()
        if not {*WHEN, "first_day", "last_day"} & self.errors.keys():
            self.put_together(cleaned)
        if cleaned.get("minutes") == 0 or (cleaned.get("minutes") or 0) > 24 * 60:
            self.add_error("minutes", _("Entre 1 minuto y un día entero."))
        if not 1 <= (cleaned.get("horizon_weeks") or 1) <= 53 or cleaned.get("horizon_weeks") == 0:
            self.add_error("horizon_weeks", _("Entre 1 y 53 semanas."))
        return cleaned

    def put_together(self, cleaned):
        """Store the rule in the instance."""
        try:
            rule = form_rule(cleaned)
        except RuleError as error:
            self.add_error(FAULTY[cleaned["kind"]], str(error))
            return
        if cleaned["last_day"] and cleaned["last_day"] < cleaned["first_day"]:
            self.add_error("last_day", _("Termina antes de empezar: revisa las dos fechas."))
        elif not ever_happens(rule, cleaned["first_day"], cleaned["last_day"]):
            self.add_error(FAULTY[cleaned["kind"]], _("Con esta regla no habría ninguna sesión: revísala."))
        self.instance.rule = str(rule)

    @property
    def touched(self):
        """Return the names (list) of what changed of the dates, after `is_valid`."""
        return [name for name, value in self.before.items() if getattr(self.instance, name) != value]

    def named(self, names):
        """Return the bound fields (list) with these names that there are."""
        return [self[name] for name in names if name in self.fields]

    @property
    def parts(self):
        """Return the fields as an editor thinks: [(heading, help, bound fields)]."""
        each = _("Cada sesión nueva empieza así; una sola se cambia en su página.")
        return [(heading, each if "venue" in names else "", self.named(names)) for heading, names in PARTS]

    #: which of the rule's fields show for which kind (Wagtail's w-rules)
    SHOWN = {
        "interval": [WEEKLY, BY_WEEKDAY, BY_DATE],
        "weekdays": [WEEKLY],
        "nths": [BY_WEEKDAY],
        "weekday": [BY_WEEKDAY],
        "month_day": [BY_DATE],
        "year_day": [YEARLY],
        "month": [YEARLY],
    }

    @property
    def rule_fields(self):
        """Return [(bound field, for which kinds it shows, as Wagtail's w-rules reads it)] of the rule."""
        return [(self[name], json.dumps({"kind": kinds})) for name, kinds in self.SHOWN.items()]


#: beside which field a fault of the rule stands
FAULTY = {WEEKLY: "weekdays", BY_WEEKDAY: "nths", BY_DATE: "month_day", YEARLY: "year_day"}


def form_rule(cleaned: dict[str, Any]) -> Rule:
    """Return the Rule that the form's answers say. Raises RuleError."""
    interval = cleaned["interval"] or 1
    if cleaned["kind"] == WEEKLY:
        return Rule(Frequency.WEEKLY, interval, weekdays=tuple(sorted(cleaned["weekdays"])))
    if cleaned["kind"] == BY_WEEKDAY:
        nths = tuple(nth for nth, _label in NTHS if nth in cleaned["nths"])
        return Rule(Frequency.MONTHLY, interval, weekdays=(cleaned["weekday"],), nths=nths)
    if cleaned["kind"] == BY_DATE:
        return Rule(Frequency.MONTHLY, interval, month_day=cleaned["month_day"])
    return Rule(Frequency.YEARLY, month=cleaned["month"], month_day=cleaned["year_day"])


def rule_answers(rule: Rule) -> dict[str, Any]:
    """Return the form's answers (dict) for a Rule."""
    if rule.frequency == Frequency.WEEKLY:
        return {"kind": WEEKLY, "interval": rule.interval, "weekdays": rule.weekdays}
    if rule.nths:
        return {"kind": BY_WEEKDAY, "interval": rule.interval, "nths": rule.nths, "weekday": rule.weekdays[0]}
    if rule.frequency == Frequency.MONTHLY:
        return {"kind": BY_DATE, "interval": rule.interval, "month_day": rule.month_day}
    return {"kind": YEARLY, "interval": 1, "year_day": rule.month_day, "month": rule.month}


def first_words() -> dict[str, Any]:
    """Return the answers with which the form of a new series begins."""
    return {"kind": WEEKLY, "interval": 1, "first_day": timezone.localdate(), "at": time(19), "minutes": 120}


def from_last_session(council: CouncilPage) -> dict[str, Any]:
    """Return the answers (dict) that the council's last session gives: hour, duration and how people meet."""
    last = council.sessions.filter(alias_of=None).order_by("-start").first()
    if last is None:
        return {}
    found = {name: getattr(last, name) for name in MEETING_FACTS if name != "services"}
    found["services"] = list(last.services.all())
    start = timezone.localtime(last.start)
    found |= {"at": start.time(), "weekdays": (start.weekday(),), "weekday": start.weekday()}
    found["month_day"] = start.day if start.day < monthrange(start.year, start.month)[1] else LAST
    if last.end:
        found["minutes"] = int((last.end - last.start).total_seconds() // 60)
    return found
