"""The pages of the import: the list of imports, the files, and one run in whatever state it is."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from . import tasks
from .retention import delete_files
from .run_forms import ConfirmForm, FilesForm
from .run_models import ImportFile, ImportRun, State
from .run_report import ACTIONS, csv_rows, import_line_row, import_run_tallies

PERMISSION = "practices.import_practices"
PER_PAGE = 50
REFRESH = 3  # seconds


def practice_import_breadcrumbs(*more) -> list[dict[str, str]]:
    """Return the breadcrumbs of the import's pages; `more` are (address, label)."""
    first = (reverse("practice_imports:index"), _("Importar experiencias"))
    return [{"url": url, "label": label} for url, label in (first, *more)]


class ImportView(View):
    """What all pages of the import share: nobody without the right comes in."""

    def dispatch(self, request, *args, **kwargs):
        """Answer 403 to whoever may not import; Wagtail itself would only lead to its home page."""
        if not request.user.has_perm(PERMISSION):
            return self.page("refused.html", {"header_title": _("Importar experiencias")}, status=403)
        return super().dispatch(request, *args, **kwargs)

    def page(self, template, context, status=200):
        """Return a page of the import."""
        context = {"header_icon": "upload", **context}
        return TemplateResponse(self.request, f"practices/importing/{template}", context, status=status)


class PracticeImportIndexView(ImportView):
    """The imports so far, newest first."""

    def get(self, request):
        """Show the list."""
        runs = ImportRun.objects.exclude(state=State.OPEN).select_related("user").prefetch_related("user__groups")
        page = Paginator(runs, PER_PAGE).get_page(request.GET.get("p"))
        for run in page:
            run.tallies = import_run_tallies(run.counts, run.step)
        title = _("Importar experiencias")
        return self.page(
            "index.html", {"breadcrumbs_items": practice_import_breadcrumbs(), "header_title": title, "runs": page}
        )


class FilesView(ImportView):
    """The files of a new import; what was good in a first try waits here for the next."""

    def get(self, request):
        """Show the question."""
        run = self.begun()
        return self.show(FilesForm(kept=self.kept(run), initial={"file_format": run.file_format if run else ""}))

    def post(self, request):
        """Take the files and begin the preview, or say what is wrong with them."""
        run = self.begun()
        form = FilesForm(request.POST, request.FILES, kept=self.kept(run, request.POST.getlist("drop")))
        complete = form.is_valid()
        if form.good and run is None:
            run = ImportRun.objects.create(user=request.user, language=get_language())
        for file in form.good:
            ImportFile.objects.create(run=run, name=file.name, size=file.size, file=file)
        if not complete or "add" in request.POST:
            form.kept = self.kept(run)
            return self.show(form, status=200 if complete else 422)
        said = {"language": get_language(), "file_format": form.cleaned_data["file_format"]}
        ImportRun.objects.filter(pk=run.pk).update(**said)
        tasks.start_preview(run)
        return redirect("practice_imports:run", run.pk)

    def begun(self):
        """Return this person's import that still lacks files, or None."""
        return ImportRun.objects.filter(user=self.request.user, state=State.OPEN).first()

    def kept(self, run, dropped=()):
        """Return the files that a run has; those with a key in `dropped` (list of str) are deleted before."""
        files = list(run.files.all()) if run else []
        for file in files:
            if str(file.pk) in dropped:
                file.file.delete(save=False)
                file.delete()
        return [file for file in files if file.pk]

    def show(self, form, status=200):
        """Return the page with the form."""
        items = practice_import_breadcrumbs((reverse("practice_imports:files"), _("Elegir archivos")))
        context = {"breadcrumbs_items": items, "header_title": _("Elegir archivos"), "form": form}
        return self.page("files.html", context, status)


class PracticeImportRunView(ImportView):
    """One import: its progress, its preview with the decision, or its report."""

    def get(self, request, pk):
        """Show the run as it is now."""
        return self.show(found(pk), ConfirmForm())

    def post(self, request, pk):
        """Begin the import of a previewed run."""
        run, form = found(pk), ConfirmForm(request.POST)
        if not run.is_previewed:
            return redirect("practice_imports:run", pk)
        if not form.is_valid():
            return self.show(run, form, status=422)
        tasks.confirm(run, form.cleaned_data["publish"] == "yes", get_language())
        return redirect("practice_imports:run", pk)

    def show(self, run, form, status=200):
        """Return the page of a run."""
        counts = run.count(run.step) if run.state != State.DONE else run.counts
        action = self.request.GET.get("show")
        lines = run.lines.filter(step=run.step)
        if action in ACTIONS:
            lines = lines.filter(action=action)
        page = Paginator(lines, PER_PAGE).get_page(self.request.GET.get("p"))
        items = practice_import_breadcrumbs((reverse("practice_imports:run", args=[run.pk]), import_run_title(run)))
        context = {"breadcrumbs_items": items, "header_title": import_run_title(run), "run": run, "form": form}
        context |= {
            "lines": page,
            "shown_lines": [import_line_row(line) for line in page],
            "tallies": import_run_tallies(counts, run.step),
        }
        context |= {"chosen": action if action in ACTIONS else "", "nothing_to_do": not set(counts) - {"failed"}}
        response = self.page("run.html", context, status)
        if run.is_under_way:
            response["Refresh"] = str(REFRESH)  # as good as JavaScript, and as old as the web
        return response


class ResumeView(ImportView):
    """Let an interrupted run go on."""

    def post(self, request, pk):
        """Start it again where it stopped."""
        if tasks.resume(found(pk)):
            messages.success(request, _("La importación sigue donde se había detenido."))
        return redirect("practice_imports:run", pk)


class PracticeImportDiscardView(ImportView):
    """Throw away an import that was only previewed."""

    def post(self, request, pk):
        """Delete the run with its files; one that has stored something stays."""
        run = found(pk)
        if run.is_previewed or (run.is_interrupted and run.step == "preview"):
            count = run.files.count()
            delete_files(run)
            run.delete()
            said = ngettext("El archivo se borró sin importarlo.", "Los archivos se borraron sin importarlos.", count)
            messages.success(request, said)
        return redirect("practice_imports:index")


class ReportView(ImportView):
    """The lines of a run as CSV."""

    def get(self, request, pk):
        """Send the report of the present step, filtered as on the screen."""
        run, action = found(pk), request.GET.get("show")
        lines = run.lines.filter(step=run.step)
        if action in ACTIONS:
            lines = lines.filter(action=action)
        # The rows are written before the admin's language is put back.
        response = HttpResponse("".join(csv_rows(lines.iterator())), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="import-{run.pk}-{run.step}.csv"'
        return response


def found(pk: int) -> ImportRun:
    """Return the run with that key. Raises Http404 for one whose files are still being chosen, too."""
    return get_object_or_404(ImportRun.objects.exclude(state=State.OPEN).select_related("user"), pk=pk)


def import_run_title(run: ImportRun) -> str:
    """Return the heading of a run's page."""
    if run.is_interrupted:
        return _("Importación detenida")
    if run.is_under_way:
        return _("Importando") if run.step == "import" else _("Preparando la vista previa")
    return _("Informe de la importación") if run.is_imported else _("Vista previa de la importación")
