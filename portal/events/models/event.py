"""The event page: what has a date. A session of a council is one with an agenda (portal/councils)."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from portal.core.blocks import TEXT_FEATURES
from portal.core.models import BasePage
from portal.core.publication import is_draft_only
from portal.events.choices import EventKind, EventState
from portal.events.event_form import EventForm
from portal.events.panels import event_form
from portal.pictures.models import PictureRow
from portal.territory.models import District, Neighbourhood
from portal.vocabularies.fields import TermsField

from .announced import Announcement, EventChange
from .correction import known_before
from .meeting import MEETING_FACTS, Meeting

#: nothing lasts longer, so that what overlaps a week began at most so long before it
LONGEST = timedelta(days=31)
WHAT_IT_IS = _("Algo con fecha que no es la sesión de un consejo: un taller, un encuentro anual, una feria.")


class EventPage(RoutablePageMixin, Meeting, BasePage):
    """One thing with a date, in one language. Times are aware; the city's zone is settings.TIME_ZONE."""

    kind = models.CharField(_("clase"), max_length=20, choices=EventKind, default=EventKind.WORKSHOP, db_index=True)
    state = models.CharField(_("estado"), max_length=20, choices=EventState, default=EventState.PLANNED)
    start = models.DateTimeField(_("empieza"), db_index=True)
    end = models.DateTimeField(_("termina"), null=True, blank=True, help_text=_("Puede quedar vacío si no se sabe."))
    all_day = models.BooleanField(_("todo el día"), default=False, help_text=_("Solo cuentan los días, no las horas."))
    #: when it is over (exclusive), computed: the end, two hours after the start, or the midnight after the last day
    until = models.DateTimeField(editable=False)
    former_start = models.DateTimeField(_("fecha anterior"), null=True, blank=True, db_index=True)
    neighbourhood = models.ForeignKey(
        Neighbourhood, verbose_name=_("barrio"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    other_neighbourhoods = ParentalManyToManyField(
        Neighbourhood, verbose_name=_("también estos barrios"), blank=True, related_name="+"
    )
    other_districts = ParentalManyToManyField(
        District, verbose_name=_("también estos distritos"), blank=True, related_name="+"
    )
    themes = TermsField("theme", verbose_name=_("temas"))
    open_to_all = models.BooleanField(_("abierta a todas las personas"), default=True)
    rebroadcast_url = models.URLField(
        _("dónde verla después"), max_length=500, blank=True, help_text=_("Transmisión o grabación, si la hay.")
    )
    seats = models.PositiveIntegerField(
        _("lugares"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Vacío: sin límite.")
    )
    #: what an imported event is called where it comes from (UID of a calendar file, row of a table)
    source_key = models.CharField(max_length=255, blank=True, editable=False, db_index=True)
    #: how new the source's word is: SEQUENCE and DTSTAMP of RFC 5545
    source_sequence = models.PositiveIntegerField(default=0, editable=False)
    source_stamp = models.DateTimeField(null=True, blank=True, editable=False)
    registration_required = models.BooleanField(_("hay que anotarse"), default=False)

    lead = models.TextField(_("de qué trata"), max_length=400, blank=True)
    text = RichTextField(_("más sobre esto"), blank=True, features=TEXT_FEATURES)
    venue_hint = models.CharField(
        _("en qué parte del lugar"), max_length=160, blank=True, help_text=_("Por ejemplo: salón grande, por el patio.")
    )
    audience = models.CharField(_("para quién es"), max_length=250, blank=True)
    conditions = models.TextField(_("qué hay que saber antes de ir"), blank=True)
    cancel_reason = models.CharField(_("por qué se cancela o cambia"), max_length=250, blank=True)

    facts = (
        "kind", "state", "start", "end", "all_day", "former_start", "neighbourhood", "other_neighbourhoods",
        "other_districts", "themes", "open_to_all", "rebroadcast_url", "seats", "registration_required",
        "source_key", "source_sequence", "source_stamp", "practice_links", *MEETING_FACTS,
    )  # fmt: skip
    texts = ("lead", "text", "venue_hint", "audience", "conditions", "cancel_reason", "pictures")
    body_class = "event"
    #: a draft may lack a place; set by the form (portal/events/event_form.py)
    is_being_drafted = False
    base_form_class = EventForm
    edit_handler = event_form(BasePage.promote_panels, BasePage.settings_panels)
    exclude_fields_in_copy = ["former_start", "cancel_reason", "source_key", "source_sequence", "source_stamp"]
    parent_page_types = ["districts.DistrictPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("evento")
        verbose_name_plural = _("eventos")

    @classmethod
    def get_page_description(cls):
        """Return what the choice of page types says of events; those that extend them say it themselves."""
        return super().get_page_description() if cls is not EventPage else str(WHAT_IT_IS)

    def save(self, *args, update_fields=None, **kwargs):
        """Store when it is over, and the day it was announced for when a public one moves."""
        if is_draft_only(update_fields):
            return super().save(*args, update_fields=update_fields, **kwargs)
        self.until = self.computed_until()
        if self.live:
            self.keep_former_date()
        return super().save(*args, update_fields=update_fields, **kwargs)

    def save_revision(self, *args, **kwargs):
        """Write the day it was announced for into the draft, so that editors see what publishing it will say."""
        self.keep_former_date()
        return super().save_revision(*args, **kwargs)

    def keep_former_date(self):
        """Remember the day that was announced when this one differs, and say that it moved; saves nothing.

        A state that was changed together with the date, or after it, is the editor's word and stays. A date that
        nobody was told is no former date (see portal/events/models/correction.py).
        """
        told = Announcement.told_now(self.translation_key) if self.pk and not self.alias_of_id else {}
        if not told:
            return
        if self.start == datetime.fromisoformat(told["start"]):
            if self.former_start == self.start:  # moved in a draft, and back again
                self.forget_move(told)
            return
        known, is_known = known_before(self.translation_key, told, EventChange.What.MOVED, timezone.now())
        announced = datetime.fromisoformat(known["start"])
        if not is_known:
            if self.former_start == announced:  # what moves a session said so
                self.forget_move(known)
        elif self.start == announced:
            self.forget_move(known)
        elif self.former_start != announced:
            self.former_start = announced
            if self.state == told["state"] and self.state in (EventState.PLANNED, EventState.CONFIRMED):
                self.state = EventState.RESCHEDULED

    def forget_move(self, known):
        """Say again what the public knew before (dict, see Announcement.told) of whether it had moved; saves nothing."""
        former = known.get("former")
        self.former_start = datetime.fromisoformat(former) if former else None
        if self.state == EventState.RESCHEDULED:
            is_off = known["state"] == EventState.CANCELLED
            self.state = self.sure_state if is_off else known["state"]

    @property
    def sure_state(self):
        """Return the state of what happens as planned: confirmed where people can find it, else planned."""
        return EventState.PLANNED if self.place_faults() else EventState.CONFIRMED

    def computed_until(self):
        """Return when the event is over (aware datetime, exclusive)."""
        if not self.all_day:
            # in UTC: within one zone Python adds to the clock on the wall, which may jump in between
            return self.end or self.start.astimezone(UTC) + timedelta(hours=2)
        last = timezone.localdate(self.end or self.start)
        return timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))

    def clean(self):
        """Raise ValidationError beside dates that cannot be, a place nobody could find, a cancellation without reason."""
        super().clean()
        faults = {}
        if self.start and self.end and self.end < self.start:
            faults["end"] = _("Termina antes de empezar: revisa las dos fechas.")
        elif self.start and self.computed_until() - self.start > LONGEST:
            faults["end"] = _("Dura más de un mes: haz un evento por cada encuentro.")
        if self.state == EventState.CANCELLED and not self.cancel_reason and not self.is_translation():
            faults["cancel_reason"] = _("Di por qué: quien pensaba ir lo va a leer.")
        if self.state == EventState.CONFIRMED and not self.is_being_drafted:
            faults |= self.place_faults()
        if faults:
            raise ValidationError(faults)

    def is_translation(self):
        """Tell whether an earlier version exists: its reasons are shown until somebody translates them."""
        versions = EventPage._base_manager.filter(translation_key=self.translation_key, alias_of__isnull=True)
        return (versions.filter(pk__lt=self.pk) if self.pk else versions).exists()

    @property
    def is_cancelled(self):
        """Tell whether it does not happen."""
        return self.state == EventState.CANCELLED

    @property
    def language_held(self):
        """Return the code of the language in which people speak there."""
        return self.held_in or settings.LANGUAGE_CODE


class EventPicture(PictureRow):
    """A picture of the event; what it shows is said for whoever does not see it."""

    page = ParentalKey(EventPage, related_name="pictures", on_delete=models.CASCADE)

    class Meta(PictureRow.Meta):
        verbose_name = _("foto de un evento")


class EventPractice(Orderable):
    """A practice that is shown at the event."""

    page = ParentalKey(EventPage, related_name="practice_links", on_delete=models.CASCADE)
    practice = models.ForeignKey(
        "practices.PracticePage", verbose_name=_("experiencia"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("experiencia que se muestra")

    def __str__(self):
        return str(self.practice)
