"""The library's document model; its page, text extraction and types come with the library."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document


class PortalDocument(AbstractDocument):
    """A file of the library with what a reader must know before opening it."""

    language = models.CharField(
        _("idioma"), max_length=12, blank=True, help_text=_("Código del idioma: es, fr, en, pt.")
    )
    licence = models.CharField(_("licencia"), max_length=80, blank=True, help_text=_("Por ejemplo CC BY 4.0."))

    admin_form_fields = (*Document.admin_form_fields, "language", "licence")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("documento")
        verbose_name_plural = _("documentos")
