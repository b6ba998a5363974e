"""The pages of the import of streets and lines of the map: what is known now, the file, its preview, its report."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from portal.office.boundaries.views import CuratorImportView
from portal.territory.boundaries.reading import in_one_line

from .changes import carry_map_data, empty_table, undo_map_data
from .forms import DoubtsForm, MapDataFileForm
from .models import MapDataImport, MapTable
from .tables import TABLES, TableKind, example_words, rows_now

PER_PAGE = 50
MOST_FAULTS_SHOWN = 200


def map_data_breadcrumbs(*more) -> list[dict[str, str]]:
    """Return the breadcrumbs of these pages; `more` are (address, label)."""
    first = (reverse("map_data:index"), _("Calles y mapa"))
    return [{"url": url, "label": label} for url, label in (first, *more)]


class MapDataView(CuratorImportView):
    """A page of this import."""

    folder = "map_data"

    def kind(self, table: str) -> TableKind:
        """Return the TableKind of a part of the address. Raises Http404 for another word."""
        if table not in TABLES:
            raise Http404
        return TABLES[table]

    def show(self, template: str, title: str, context: dict[str, Any], status: int = 200):
        """Return a page below the first one."""
        return self.page(template, title, map_data_breadcrumbs((self.request.path, title)), context, status)


class MapDataIndexView(MapDataView):
    """What each table has now, and the imports so far."""

    def get(self, request):
        """Show both."""
        tables = []
        for table, kind in TABLES.items():
            rows = rows_now(kind)
            tables.append({"table": table, "title": kind.title, "words": kind.summary(rows) if rows else ""})
        runs = MapDataImport.objects.select_related("user").defer("faults")
        context = {"tables": tables, "runs": Paginator(runs, PER_PAGE).get_page(request.GET.get("p"))}
        return self.page("index.html", _("Calles y mapa"), map_data_breadcrumbs(), context)


class MapDataFileView(MapDataView):
    """The file of a new import."""

    def get(self, request, table):
        """Ask for it."""
        return self.ask(table, MapDataFileForm(self.kind(table)))

    def post(self, request, table):
        """Take it and go on to the preview, or say beside the field what is wrong with it."""
        form = MapDataFileForm(self.kind(table), request.POST, request.FILES)
        if not form.is_valid():
            return self.ask(table, form, 422)
        file = form.cleaned_data["file"]
        name = in_one_line(file.name)[:255]
        run = MapDataImport.objects.create(user=request.user, table=table, name=name, file=file)
        return redirect("map_data:run", run.pk)

    def ask(self, table, form, status=200):
        """Return the page with the form."""
        return self.show("file.html", str(self.kind(table).title), {"form": form, "table": table}, status)


class MapDataRunView(MapDataView):
    """The preview of a file; its report once it is imported."""

    def get(self, request, pk):
        """Show it as it is now."""
        run = get_object_or_404(MapDataImport, pk=pk)
        return self.report(run) if run.imported else self.preview(run, DoubtsForm(), self.data(run))

    def post(self, request, pk):
        """Import it; with doubtful lines only where that was answered."""
        run = get_object_or_404(MapDataImport, pk=pk)
        if run.imported:
            return redirect("map_data:run", pk)
        form, data = DoubtsForm(request.POST), self.data(run)
        if data.faults and not form.is_valid():
            return self.preview(run, form, data, 422)
        if carry_map_data(run, data):
            messages.success(request, _("Se importó «%s».") % run.name)
        return redirect("map_data:run", pk)

    def data(self, run):
        """Return the TableData of the file of a run."""
        with run.file.open("rb") as stream:
            return TABLES[run.table].read(stream.read())

    def preview(self, run, form, data, status=200):
        """Return the page with what was read, and what is in doubt."""
        kind = TABLES[run.table]
        before = rows_now(kind)
        context = {
            "run": run,
            "form": form,
            "summary": kind.summary(data.rows) if data.rows else "",
            "examples": example_words(kind, data.rows),
            "before": kind.summary(before) if before else "",
            "faults": data.faults[:MOST_FAULTS_SHOWN],
            "fault_count": len(data.faults),
        }
        return self.show("preview.html", _("Vista previa: %(name)s") % {"name": run.name}, context, status)

    def report(self, run):
        """Return the page with what was done."""
        context = {"run": run, "faults": run.faults[:MOST_FAULTS_SHOWN], "fault_count": run.counts.get("faults", 0)}
        return self.show("report.html", _("Informe: %(name)s") % {"name": run}, context)


class MapDataDiscardView(MapDataView):
    """Throw away a file that was not imported. Reading an address deletes nothing."""

    http_method_names = ("post",)

    def post(self, request, pk):
        """Delete it; an import that is done stays."""
        run = get_object_or_404(MapDataImport, pk=pk, imported=None)
        run.forget_files()
        run.delete()
        messages.success(request, _("El archivo se borró sin importarlo."))
        return redirect("map_data:index")


class MapDataTakeBackView(MapDataView):
    """Put back what stood there before an import."""

    http_method_names = ("post",)

    def post(self, request, pk):
        """Do it, of the latest import only."""
        if undo_map_data(get_object_or_404(MapDataImport, pk=pk)):
            messages.success(request, _("Volvió lo que había antes."))
        else:
            messages.warning(request, _("Ya no se puede deshacer: después cambió algo, o pasó su tiempo."))
        return redirect("map_data:run", pk)


class MapDataEmptyView(MapDataView):
    """Delete all of a table, asked a second time."""

    def get(self, request, table):
        """Ask."""
        kind = self.kind(table)
        rows = rows_now(kind)
        if not rows:
            return redirect("map_data:index")
        context = {"table": table, "kind": kind, "words": kind.summary(rows), "is_streets": table == MapTable.STREETS}
        return self.show("empty.html", _("Vaciar: %(table)s") % {"table": kind.title}, context)

    def post(self, request, table):
        """Do it, and show how it is taken back."""
        self.kind(table)
        run = empty_table(MapTable(table), request.user)
        messages.success(request, _("La tabla quedó vacía. Durante 30 días puedes deshacerlo aquí."))
        return redirect("map_data:run", run.pk)
