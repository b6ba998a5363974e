"""A file that somebody sent without an account: checked, cleaned, private. Its bundle is the draft or submission."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.storage import unguessable_name
from portal.personal_data.declaration import PersonalData

from .storage import ReceivedStorage


def received_file_name(instance: ReceivedFile, filename: str) -> str:
    """Return a name that nobody guesses and that says nothing of the file (upload_to of ReceivedFile)."""
    return unguessable_name(instance.pk.hex[:8])


class CleaningNote(models.TextChoices):
    """What the sender should know of what was done to a file."""

    FIRST_FRAME = "first-frame", _("Era una animación: quedó la primera imagen.")
    SMALLER = "smaller", _("Era muy grande: la achicamos.")


class ReceivedFile(models.Model):
    """One file as it is kept: a picture written anew, or a document that passed its checks."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    bundle = models.UUIDField(_("envío"), db_index=True)
    field = models.CharField(_("campo"), max_length=60)
    position = models.PositiveIntegerField(_("lugar"))
    name = models.CharField(_("nombre del archivo"), max_length=160)
    media_type = models.CharField(_("tipo"), max_length=100)
    size = models.PositiveIntegerField(_("tamaño en bytes"))
    # pixels; 0 for what is no picture
    width = models.PositiveIntegerField(_("ancho"), default=0)
    height = models.PositiveIntegerField(_("alto"), default=0)
    alt = models.TextField(_("qué se ve"), blank=True)
    note = models.CharField(_("qué se cambió"), max_length=20, choices=CleaningNote, blank=True)
    file = models.FileField(_("archivo"), storage=ReceivedStorage(), upload_to=received_file_name)
    # of pictures: 320 px at most, for lists
    small = models.FileField(storage=ReceivedStorage(), upload_to=received_file_name, blank=True)
    # SHA-256 of what came in: the same file sent again is there once
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField(_("recibido"), default=timezone.now)
    accepted_at = models.DateTimeField(_("aceptado"), null=True, blank=True)

    personal_data = PersonalData(
        fields=("file", "small", "name", "alt"),
        purpose=_("Mostrar a quien revisa lo que alguien quiso contar con fotos o documentos."),
        days=30,
        since=_("el día en que llegó, si ningún asunto abierto lo usa"),
        afterwards=_("Lo que se publicó con acuerdo de quien lo mandó."),
        readers=_("Quien lo mandó y el equipo que lo revisa."),
        ground=_("Tu consentimiento al enviar."),
        from_public=True,
        labels={"small": _("imagen pequeña")},
    )

    class Meta:
        verbose_name = _("archivo recibido")
        verbose_name_plural = _("archivos recibidos")
        ordering = ["field", "position"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["bundle", "field", "digest"], name="received_once"),
            models.UniqueConstraint(fields=["bundle", "field", "position"], name="received_position"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_picture(self) -> bool:
        """Tell whether the file is a picture, which was written anew here."""
        return self.media_type.startswith("image/")


@receiver(post_delete, sender=ReceivedFile, dispatch_uid="received-files")
def forget_received(sender: type[ReceivedFile], instance: ReceivedFile, **kwargs: object) -> None:
    """Delete the files of a deleted row, once its deletion is certain."""
    for file in (instance.file, instance.small):
        if file:
            transaction.on_commit(partial(file.storage.delete, file.name), robust=True)
