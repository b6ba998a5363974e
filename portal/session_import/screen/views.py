"""The pages of the import of meetings: the imports so far, council and file, and one import in whatever state it is."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from portal.access.roles import is_curator
from portal.access.scoped import denial_response
from portal.core.import_report import FAILED, one_line
from portal.core.models import User
from portal.councils.rights import councils_to_fill, makes_sessions
from portal.practices.importing.run_models import State
from portal.practices.importing.run_report import ACTIONS, import_run_tallies
from portal.practices.importing.views import PER_PAGE, REFRESH, import_run_title
from portal.session_import.models import SessionImport

from . import steps
from .forms import DRAFT, MeetingFileForm, fault_of_file
from .report import meeting_line_row, meeting_report

INDEX, NEW, RUN = "session_imports:index", "session_imports:new", "session_imports:run"


def imports_of(user: User) -> QuerySet[SessionImport]:
    """Return the imports (QuerySet) that an account may see: its own, and for who answers for the whole city all."""
    runs = SessionImport.objects.exclude(state=State.OPEN).select_related("user", "council")
    return runs if is_curator(user) else runs.filter(user=user)


class SessionImportView(View):
    """What all pages of the import share: only who may put sessions below some council comes in."""

    def dispatch(self, request, *args, **kwargs):
        """Answer 403 to everybody else, and to who asks for somebody else's import, or for one that never was."""
        hers = imports_of(request.user).filter(**{"pk": kwargs["pk"]} if "pk" in kwargs else {})
        if not makes_sessions(request.user) or ("pk" in kwargs and not hers.exists()):
            return denial_response(request)
        return super().dispatch(request, *args, **kwargs)

    def page(self, template, title, address, context, status=200):
        """Return a page of the import; `address` is its own in the breadcrumbs, "" for the list."""
        items = [{"url": reverse(INDEX), "label": _("Importar reuniones")}]
        items += [{"url": address, "label": title}] if address else []
        context = {"header_icon": "upload", "header_title": title, "breadcrumbs_items": items, **context}
        return TemplateResponse(self.request, f"session_import/{template}", context, status=status)

    def found(self, pk):
        """Return the import with that key. Raises Http404 where it went meanwhile."""
        return get_object_or_404(imports_of(self.request.user), pk=pk)


class SessionImportIndexView(SessionImportView):
    """The imports so far, newest first."""

    def get(self, request):
        """Show the list."""
        runs = imports_of(request.user).prefetch_related("user__groups")
        page = Paginator(runs, PER_PAGE).get_page(request.GET.get("p"))
        for run in page:
            run.tallies = import_run_tallies(run.counts, run.step)
        return self.page("index.html", _("Importar reuniones"), "", {"runs": page})


class MeetingFileView(SessionImportView):
    """The council and the file of a new import; a good file of a first try waits here for the next."""

    def get(self, request):
        """Show the questions."""
        initial = {"council": request.GET.get("council"), "order": "", "publish": DRAFT}
        return self.show(MeetingFileForm(request.user, initial=initial, kept=self.kept()))

    def post(self, request):
        """Take the file and begin the preview, or say what is wrong."""
        run = self.kept()
        form = MeetingFileForm(request.user, request.POST, request.FILES, kept=run)
        complete, file = form.is_valid(), form.cleaned_data.get("file")
        if file:
            run = self.keep(file, run)
        if complete:
            council, run.order = form.cleaned_data["council"], form.cleaned_data["order"]
            run.council, run.council_name, run.publish = council, council.title, form.is_published()
            run.language = get_language()
            if fault := fault_of_file(run):
                form.add_error("file", f"«{run.name}»: {fault}")
                run.forget_file()
                run.delete()
                form.kept, complete = None, False
        if not complete:
            form.kept = self.kept()
            return self.show(form, status=422)
        run.save()
        steps.start_session_preview(run)
        return redirect(RUN, run.pk)

    def kept(self):
        """Return this person's import of which only the file is known, or None."""
        return SessionImport.objects.filter(user=self.request.user, state=State.OPEN).first()

    def keep(self, file, run):
        """Store an uploaded file as the one of this person's import (SessionImport or None), and return that."""
        run = run or SessionImport(user=self.request.user, language=get_language())
        run.forget_file()
        run.name, run.size, run.file = one_line(file.name)[:255], file.size, file
        run.save()
        return run

    def show(self, form, status=200):
        """Return the page with the form."""
        has_councils = councils_to_fill(self.request.user).exists()
        context = {"form": form, "has_councils": has_councils}
        return self.page("new.html", _("Elegir consejo y archivo"), reverse(NEW), context, status)


class SessionImportRunView(SessionImportView):
    """One import: its progress, its preview with the confirmation, or its report."""

    def get(self, request, pk):
        """Show it as it is now."""
        run = self.found(pk)
        counts = run.counts if run.state == State.DONE else run.count(run.step)
        chosen = request.GET.get("show") if request.GET.get("show") in ACTIONS else ""
        lines = run.lines.filter(step=run.step, **({"action": chosen} if chosen else {}))
        page = Paginator(lines, PER_PAGE).get_page(request.GET.get("p"))
        context = {
            "run": run,
            "lines": page,
            "shown_lines": [meeting_line_row(line) for line in page],
            "tallies": import_run_tallies(counts, run.step),
            "chosen": chosen,
            "nothing_to_do": not set(counts) - {FAILED, ""},
        }
        response = self.page("run.html", import_run_title(run), request.path, context)
        if run.is_under_way:
            response["Refresh"] = str(REFRESH)  # as good as JavaScript, and as old as the web
        return response

    def post(self, request, pk):
        """Begin the import of what was previewed; whoever presses the button twice finds it begun."""
        steps.confirm_session_import(self.found(pk), get_language())
        return redirect(RUN, pk)


class SessionImportResumeView(SessionImportView):
    """Let an interrupted import go on."""

    def post(self, request, pk):
        """Start it again where it stopped."""
        if steps.resume_session_import(self.found(pk)):
            messages.success(request, _("La importación sigue donde se había detenido."))
        return redirect(RUN, pk)


class SessionImportDiscardView(SessionImportView):
    """Throw away an import that was only previewed."""

    def post(self, request, pk):
        """Delete it with its file; one that has stored something stays."""
        run = self.found(pk)
        if run.is_previewed or (run.is_interrupted and run.step == "preview"):
            run.forget_file()
            run.delete()
            messages.success(request, _("El archivo se borró sin importarlo."))
        return redirect(INDEX)


class SessionImportReportView(SessionImportView):
    """The report of an import as text."""

    def get(self, request, pk):
        """Send the report of the present step."""
        run = self.found(pk)
        text = "\n".join(meeting_report(run, run.lines.filter(step=run.step)))
        response = HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="meetings-{run.pk}-{run.step}.txt"'
        return response
