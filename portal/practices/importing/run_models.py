"""An import in the admin: the run, the files it was given, and a line for each record of its preview and of itself."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.storage import PrivateStorage
from portal.personal_data.declaration import PersonalData

from .storage import stored_name

#: so long after its last sign of life a run counts as interrupted: reading the largest file takes a minute
SILENCE = timedelta(minutes=3)
#: files and lines are kept so long: they may name people
DETAIL_DAYS = 30


class ImportStep(models.TextChoices):
    """The two passes over the files."""

    PREVIEW = "preview", _("vista previa")
    IMPORT = "import", _("importación")


class State(models.TextChoices):
    """How far the present step of a run has come."""

    OPEN = "open", _("faltan archivos")
    WAITING = "waiting", _("en espera")
    WORKING = "working", _("en marcha")
    DONE = "done", _("terminada")
    INTERRUPTED = "interrupted", _("interrumpida")


class Run(models.Model):
    """What one person brings in at one time: who, how far it has come, and what came of it. Abstract.

    Those that extend it have `lines` (see RunLine) and `screens`, the namespace of their addresses in the admin.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("quién"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    language = models.CharField(_("idioma de los mensajes"), max_length=12)
    created = models.DateTimeField(_("cuándo"), default=timezone.now)
    step = models.CharField(_("paso"), max_length=10, choices=ImportStep, default=ImportStep.PREVIEW)
    state = models.CharField(_("estado"), max_length=12, choices=State, default=State.OPEN)
    publish = models.BooleanField(_("publicar"), default=False)
    total = models.PositiveIntegerField(_("fichas"), null=True)
    done = models.PositiveIntegerField(_("fichas hechas"), default=0)
    # Each start is one more attempt: a task of a former one finds that its number is over, and stops.
    attempt = models.PositiveIntegerField(default=0)
    sign_of_life = models.DateTimeField(_("última señal"), default=timezone.now)
    finished = models.DateTimeField(_("terminó"), null=True)
    # {action of exchange.report: how many records}, of the import, or of the preview until then
    counts = models.JSONField(_("resultado"), default=dict)
    # Files and lines are deleted after a month; who imported what when stays.
    purged = models.BooleanField(_("detalle borrado"), default=False)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.created:%Y-%m-%d %H:%M}"

    @property
    def is_under_way(self):
        """Tell whether a task has this run in hand, or will soon."""
        return self.state in (State.WAITING, State.WORKING) and not self.is_interrupted

    @property
    def is_interrupted(self):
        """Tell whether the task of this run stopped in the middle, or gives no sign of life."""
        silent = self.state in (State.WAITING, State.WORKING) and timezone.now() - self.sign_of_life > SILENCE
        return silent or self.state == State.INTERRUPTED

    @property
    def was_never_taken(self):
        """Tell whether no worker has taken up the present attempt."""
        return self.state == State.WAITING

    @property
    def is_previewed(self):
        """Tell whether the preview is complete and waits for a decision."""
        return self.step == ImportStep.PREVIEW and self.state == State.DONE

    @property
    def is_imported(self):
        """Tell whether the import is complete."""
        return self.step == ImportStep.IMPORT and self.state == State.DONE

    @property
    def percent(self):
        """Return how much of the step is done, 0 to 100."""
        return min(100, self.done * 100 // self.total) if self.total else 0

    def count(self, step):
        """Return {action: how many lines} of one step, as the lines say it now."""
        rows = self.lines.filter(step=step).order_by().values_list("action").annotate(models.Count("pk"))
        return dict(rows)


class RunLine(models.Model):
    """What would become, or became, of one record of a run. Abstract."""

    step = models.CharField(max_length=10, choices=ImportStep)
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField(_("línea"), default=0)
    action = models.CharField(_("resultado"), max_length=12)
    title = models.CharField(_("título"), max_length=255)
    reason = models.TextField(_("detalle"))
    # [[line, message]]
    notes = models.JSONField(_("avisos"), default=list)
    page_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        abstract = True


class ImportRun(Run):
    """An import of practices."""

    screens = "practice_imports"

    # "" when the files tell by themselves what they are, or one of exchange.files.FORMATS
    file_format = models.CharField(_("formato"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("importación")
        verbose_name_plural = _("importaciones")
        ordering = ["-created", "-pk"]
        default_permissions = []
        permissions = [("import_practices", _("Puede importar experiencias"))]


class ImportFile(models.Model):
    """One file as it came, kept until the run is purged."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("nombre"), max_length=255)
    size = models.PositiveIntegerField(_("tamaño"))
    file = models.FileField(storage=PrivateStorage(), upload_to=stored_name)

    personal_data = PersonalData(
        title=_("Archivos de importaciones de experiencias"),
        fields=("file",),
        labels={"file": _("archivo")},
        purpose=_("Repetir o aclarar una importación. Las fichas pueden traer a quién preguntar."),
        days=DETAIL_DAYS,
        since=_("el día en que se subió"),
        afterwards=_("Quién importó, cuándo y cuánto."),
        readers=_("Quien importó, y la curaduría de la ciudad."),
        ground=_("Las ciudades dieron sus fichas para el banco."),
    )

    class Meta:
        verbose_name = _("archivo de una importación")
        ordering = ["pk"]
        default_permissions = []

    def __str__(self):
        return self.name


class ImportLine(RunLine):
    """What would become, or became, of one practice."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="lines")
    file = models.CharField(_("archivo"), max_length=255)
    # [{"language", "field", "old", "new"}], all of them words for a reader
    differences = models.JSONField(_("diferencias"), default=list)

    class Meta:
        verbose_name = _("línea de una importación")
        ordering = ["position"]
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["run", "step", "position"], name="import_line_once_a_step")]

    def __str__(self):
        return f"{self.file}:{self.line}"
