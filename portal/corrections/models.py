"""What somebody found wrong on a page, and the passage that would be right."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.personal_data.declaration import PersonalData
from portal.submissions.models import SubmissionContent

#: days after which what somebody wrote goes, once the matter is closed
KEPT_DAYS = 90


class Fault(models.TextChoices):
    """What is wrong with a page."""

    FACT = "fact", _("Un dato está mal: una fecha, un lugar, un nombre")
    WORDING = "wording", _("Un texto no se entiende")
    LINK = "link", _("Un enlace o un archivo no funciona")
    ACCESSIBILITY = "accessibility", _("No puedo usarla con mi lector de pantalla, mi teclado o mi teléfono")
    PRIVACY = "privacy", _("Muestra algo que no debería ser público")


class CorrectionSubmission(SubmissionContent):
    """A fault of one public page, by its address; with the passage that is wrong and the right one, if she knows it."""

    page_path = models.CharField(_("dirección de la página"), max_length=500)
    page_title = models.CharField(_("página"), max_length=255, blank=True)
    #: none where a view shows the address, or the page is gone
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    fault = models.CharField(_("qué está mal"), max_length=20, choices=Fault)
    text = models.TextField(_("qué pasa"), blank=True)
    passage = models.TextField(_("lo que dice ahora"), blank=True)
    suggestion = models.TextField(_("lo que debería decir"), blank=True)

    personal_data = PersonalData(
        fields=("text", "passage", "suggestion"),
        labels={"text": _("lo que escribiste")},
        purpose=_("Corregir la página y responderte."),
        days=KEPT_DAYS,
        since=_("el cierre del asunto"),
        readers=_("El equipo que cuida esa página."),
        ground=_("Tu consentimiento al mandarlo."),
        from_public=True,
    )

    class Meta:
        verbose_name = _("corrección")
        verbose_name_plural = _("correcciones")
