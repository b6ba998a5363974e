"""The session: one dated meeting of a council, with its agenda."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.language import source_version
from portal.core.models import BasePage, ReferenceCounter
from portal.core.publication import is_draft_only
from portal.councils.session_form import SessionForm, session_form
from portal.events.choices import EventKind
from portal.events.models import EventPage

from .council import PREFIXES, CouncilPage
from .series import Series

CLOSES_BEFORE = 48  # hours


class SessionPage(EventPage):
    """One session in one language; its title is what will be discussed, or the council's name while that is not known."""

    #: the first version of the council in which it lies; empty only while that is being deleted (see council_gone)
    council = models.ForeignKey(
        CouncilPage,
        verbose_name=_("consejo"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="sessions",
    )
    reference = models.CharField(_("referencia"), max_length=60, blank=True, editable=False, db_index=True)
    series = models.ForeignKey(
        Series, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="sessions"
    )
    #: when the rule of its series wanted it (RFC 5545 RECURRENCE-ID), whatever happened to it since
    recurrence_id = models.DateTimeField(null=True, blank=True, editable=False)
    agenda_closes = models.PositiveSmallIntegerField(
        _("el orden del día se cierra"), default=CLOSES_BEFORE, help_text=_("Horas antes de empezar.")
    )

    facts = ("council", "reference", "series", "recurrence_id", "agenda_closes")
    texts = ("items",)
    body_class = "session"
    base_form_class = SessionForm
    edit_handler = session_form(BasePage.promote_panels, BasePage.settings_panels)
    exclude_fields_in_copy = [*EventPage.exclude_fields_in_copy, "reference", "series", "recurrence_id"]
    parent_page_types = ["councils.CouncilPage"]

    class Meta:
        verbose_name = _("sesión")
        verbose_name_plural = _("sesiones")

    def save(self, *args, update_fields=None, **kwargs):
        """Store the council in which it lies, and give it its public reference: that of its first version, or a new one."""
        if is_draft_only(update_fields):
            return super().save(*args, update_fields=update_fields, **kwargs)
        self.kind = EventKind.SESSION
        parent = self.get_parent()
        if parent:
            self.council = source_version(parent.specific)
        if not self.reference:
            siblings = SessionPage.objects.filter(translation_key=self.translation_key).exclude(pk=self.pk)
            self.reference = siblings.values_list("reference", flat=True).first() or self.next_reference()
        return super().save(*args, update_fields=update_fields, **kwargs)

    def next_reference(self):
        """Return a reference that no session ever had, such as "CB-OESTE-2026-031"."""
        prefix = PREFIXES[self.council.kind]
        district = self.council.district.code if self.council.district else "ciudad"
        return ReferenceCounter.next(f"{prefix}-{district.upper()}-{timezone.localtime(self.start).year}", digits=3)


def council_gone(sender: type[CouncilPage], instance: CouncilPage, **kwargs) -> None:
    """post_delete of a council: the sessions of its translations, which stay, belong to what is its first version now."""
    # those below a council that goes as well are still there: they go next
    for session in SessionPage.objects.filter(council=None).exclude(path__startswith=instance.path):
        if CouncilPage.objects.filter(pk=session.get_parent().pk).exists():
            session.save(clean=False)
