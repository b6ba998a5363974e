"""The admin screens of data protection: the register, and what is kept of one person."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from portal.office.boundaries.views import CuratorImportView
from portal.personal_data.person import DataSubject

from .forms import PersonForm
from .log import GIVEN_OUT, LOOKED_UP, REMOVED, note_person
from .person import FoundRecords, kept_of_person, person_file, remove_person
from .register import harmless_rows, register_columns, register_rows, register_table


class DataProtectionView(CuratorImportView):
    """A screen of data protection: for curators and administrators, kept by no browser."""

    folder = "data_protection"

    def dispatch(self, request, *args, **kwargs):
        """Have no copy stay in a browser."""
        response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    def show(self, template: str, title: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Return a screen below the register."""
        items = [{"url": reverse("personal_data:index"), "label": _("Registro de datos personales")}]
        if template != "register.html":
            items.append({"url": self.request.path, "label": title})
        return self.page(template, title, items, {"header_icon": "user", **context}, status)


class RegisterView(DataProtectionView):
    """Every declaration."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the register."""
        context = {"columns": register_columns(), "rows": register_rows(), "harmless": harmless_rows()}
        return self.show("register.html", _("Registro de datos personales"), context)


class RegisterTableView(DataProtectionView):
    """The register as a table."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send it."""
        return register_table()


class PersonView(DataProtectionView):
    """What is kept of one person. Her address travels in the body of the form, so that no log of addresses has it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for whom."""
        return self.ask(PersonForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show what is found, send it as a file, ask once whether it shall go, or let it go."""
        form = PersonForm(request.POST)
        if not form.is_valid():
            return self.ask(form, 422)
        person = form.cleaned_data["person"]
        found = kept_of_person(person, request.user)
        steps = {"download": self.download, "ask": self.confirm, "remove": self.remove}
        return steps.get(request.POST.get("step", ""), self.found)(person, found)

    def ask(self, form: PersonForm, status: int = 200) -> HttpResponse:
        """Return the form."""
        return self.show("person.html", _("Datos de una persona"), {"form": form}, status)

    def found(self, person: DataSubject, found: list[FoundRecords]) -> HttpResponse:
        """Show what is found."""
        note_person(LOOKED_UP, self.request.user, [(kind.records, len(kind.rows)) for kind in found])
        return self.show("found.html", _("Datos de una persona"), found_context(person, found))

    def confirm(self, person: DataSubject, found: list[FoundRecords]) -> HttpResponse:
        """Ask once."""
        return self.show("confirm.html", _("Borrar los datos de una persona"), found_context(person, found))

    def download(self, person: DataSubject, found: list[FoundRecords]) -> HttpResponse:
        """Send all as one file."""
        note_person(GIVEN_OUT, self.request.user, [(kind.records, len(kind.rows)) for kind in found])
        text = json.dumps(person_file(found), ensure_ascii=False, indent=2)
        response = HttpResponse(text, content_type="application/json; charset=utf-8")
        name = _("datos-de-una-persona")
        response["Content-Disposition"] = f'attachment; filename="{name}.json"'
        return response

    def remove(self, person: DataSubject, found: list[FoundRecords]) -> HttpResponse:
        """Let go what may go, and say how much went and how much stays."""
        counts = remove_person(person, found)
        note_person(REMOVED, self.request.user, counts)
        gone, all_rows = sum(count for _records, count in counts), sum(len(kind.rows) for kind in found)
        messages.success(self.request, removal_words(gone, all_rows - gone))
        return redirect("personal_data:person")


def found_context(person: DataSubject, found: list[FoundRecords]) -> dict[str, Any]:
    """Return what the two screens about one person show."""
    return {
        "person": person.text,
        "found": found,
        "removable": sum(len(kind.removable) for kind in found),
        "held": sum(len(kind.rows) - len(kind.removable) for kind in found),
    }


def removal_words(gone: int, stayed: int) -> str:
    """Return how many rows went and how many stayed, as a sentence for the editor."""
    words = ngettext("Se quitó %(count)d ficha.", "Se quitaron %(count)d fichas.", gone) % {"count": gone}
    nothing = _("No queda nada.")
    rest = ngettext("Queda %(count)d.", "Quedan %(count)d.", stayed) % {"count": stayed} if stayed else nothing
    return f"{words} {rest}"
