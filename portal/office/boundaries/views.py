"""The pages of the import of boundaries: what was imported, the file, and its preview with the decision."""

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from portal.access.roles import is_curator
from portal.access.scoped import denial_response
from portal.core.publication import batch_indexing
from portal.territory.boundaries.planning import plan_boundary_import
from portal.territory.boundaries.reading import Feature, in_one_line, read_boundary_file

from . import preview
from .carrying import carry_out_together
from .forms import ChoicesForm, FileForm, first_choices, options_of
from .models import BoundaryImport

PER_PAGE = 200


def boundary_import_breadcrumbs(*more) -> list[dict[str, str]]:
    """Return the breadcrumbs of these pages; `more` are (address, label)."""
    first = (reverse("boundary_imports:index"), _("Límites"))
    return [{"url": url, "label": label} for url, label in (first, *more)]


class CuratorImportView(View):
    """What the pages of an import share: they are the curators' and administrators' only; `folder` has its templates."""

    folder = ""

    def dispatch(self, request, *args, **kwargs):
        """Answer 403 to everybody else."""
        return super().dispatch(request, *args, **kwargs) if is_curator(request.user) else denial_response(request)

    def page(self, template, title, items, context, status=200):
        """Return a page of the import."""
        context = {"header_icon": "site", "header_title": title, "breadcrumbs_items": items, **context}
        return TemplateResponse(self.request, f"{self.folder}/{template}", context, status=status)


class BoundaryImportView(CuratorImportView):
    """A page of the import of boundaries."""

    folder = "office/boundaries"


class BoundaryImportIndexView(BoundaryImportView):
    """The imports so far, newest first."""

    def get(self, request):
        """Show the list."""
        runs = BoundaryImport.objects.select_related("user").defer("lines")
        page = Paginator(runs, 50).get_page(request.GET.get("p"))
        for run in page:
            run.tallies = preview.boundary_run_tallies(run.counts)
        return self.page("index.html", _("Límites"), boundary_import_breadcrumbs(), {"runs": page})


class FileView(BoundaryImportView):
    """The file of a new import."""

    def get(self, request):
        """Ask for it."""
        return self.show(FileForm())

    def post(self, request):
        """Take it and go on to the preview, or say what is wrong with it."""
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, status=422)
        file = form.cleaned_data["file"]
        name = in_one_line(file.name)[:255]
        run = BoundaryImport.objects.create(user=request.user, name=name, file=file)
        return redirect("boundary_imports:run", run.pk)

    def show(self, form, status=200):
        """Return the page with the form."""
        title = _("Importar límites")
        items = boundary_import_breadcrumbs((reverse("boundary_imports:file"), title))
        return self.page("file.html", title, items, {"form": form}, status)


class BoundaryImportRunView(BoundaryImportView):
    """One import: the questions beside what would happen, or the report of what did."""

    def get(self, request, pk):
        """Show it as it is now."""
        run = get_object_or_404(BoundaryImport, pk=pk)
        if run.imported or not run.file:
            return self.report(run)
        features = read_boundary_file(run.file.path)
        initial = run.choices or {**first_choices(features), "valid_from": timezone.localdate().isoformat()}
        return self.show(run, features, ChoicesForm(features, initial=initial))

    def post(self, request, pk):
        """Keep what was chosen and show again what would happen; or import what was seen so."""
        run = get_object_or_404(BoundaryImport, pk=pk)
        if run.imported or not run.file:
            return redirect("boundary_imports:run", pk)
        features = read_boundary_file(run.file.path)
        form = ChoicesForm(features, request.POST)
        if not form.is_valid():
            return self.show(run, features, form, status=422)
        seen, run.choices = run.choices, form.choices_made()
        if "import" in request.POST and run.choices == seen:
            carry(run, features)
            messages.success(request, _("Se importó «%s».") % run.name)
            return redirect("boundary_imports:run", pk)
        if "import" in request.POST:
            messages.warning(request, _("Cambiaste algo: mira otra vez qué pasaría, y después importa."))
        run.save(update_fields=["choices"])
        return redirect("boundary_imports:run", pk)

    def show(self, run, features, form, status=200):
        """Return the page with the form and, once it was answered well, the preview."""
        context = {"run": run, "form": form, "count": len(features)}
        if run.choices and not form.is_bound:
            steps = plan_boundary_import(features, options_of(run.choices))
            outcomes = [step.outcome for step in steps]
            counts = preview.counts_of(outcomes)
            context |= {"tallies": preview.boundary_run_tallies(counts), "map": preview.map_of(steps)}
            context["lines"] = self.some(preview.report_lines(outcomes))
            context["can_import"] = bool(set(counts) - {"refused", "unchanged"})
        title = _("Vista previa de los límites")
        return self.page(
            "preview.html", title, boundary_import_breadcrumbs((self.request.path, run.name)), context, status
        )

    def report(self, run):
        """Return the page with what was imported."""
        context = {"run": run, "tallies": preview.boundary_run_tallies(run.counts), "lines": self.some(run.lines)}
        items = boundary_import_breadcrumbs((self.request.path, run.name))
        return self.page("report.html", _("Informe de la importación"), items, context)

    def some(self, lines):
        """Return the page of a report's lines that was asked for."""
        page = Paginator(lines, PER_PAGE).get_page(self.request.GET.get("p"))
        page.object_list = preview.with_words(page.object_list)
        return page


class BoundaryImportDiscardView(BoundaryImportView):
    """Throw away a file that was not imported."""

    def get(self, request, pk):
        """Refuse: reading an address deletes nothing."""
        return HttpResponseNotAllowed(["POST"])

    def post(self, request, pk):
        """Delete it; an import that is done stays."""
        run = get_object_or_404(BoundaryImport, pk=pk, imported=None)
        run.forget_file()
        run.delete()
        messages.success(request, _("El archivo se borró sin importarlo."))
        return redirect("boundary_imports:index")


def carry(run: BoundaryImport, features: list[Feature]) -> None:
    """Import the Features of a run as it was chosen, once: whoever comes second finds it done."""
    with batch_indexing():  # one transaction: what the report says is what was stored
        if not BoundaryImport.objects.filter(pk=run.pk, imported=None).update(imported=timezone.now()):
            return
        options = options_of(run.choices)
        outcomes = list(carry_out_together(plan_boundary_import(features, options), options))
        run.refresh_from_db(fields=["imported"])
        run.lines, run.counts = preview.report_lines(outcomes), preview.counts_of(outcomes)
        run.save(update_fields=["lines", "counts", "choices"])
        transaction.on_commit(run.forget_file)
