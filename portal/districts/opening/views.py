"""Opening a district in the admin, and the page where it is mended, closed and reopened: for who answers for the city."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.log_actions import registry

from portal.access.roles import DISTRICT_ROLES, is_curator
from portal.core.models import Role
from portal.districts.files import known_collection
from portal.districts.models import DistrictPage
from portal.territory.models import District

from .closing import close_district, reopen_district
from .forms import OpeningForm
from .inventory import InventoryLine, sentences
from .numbers import consequences
from .opening import MENDED, OPENED, mend_district, open_district, what_mending_would_do
from .pages import DistrictIndexMissing


def district_breadcrumbs(*districts) -> list[dict[str, str]]:
    """Return the breadcrumbs of these pages, that of a District (or none) at the end."""
    first = {"url": reverse("districts:index"), "label": _("Distritos")}
    return [first, *({"url": reverse("district_state", args=[d.pk]), "label": d.name} for d in districts)]


class DistrictOpeningView(View):
    """What all these pages share: only curators and administrators come in."""

    def dispatch(self, request, *args, **kwargs):
        """Answer 403 to everybody else; Wagtail itself would only lead to its home page."""
        if not is_curator(request.user):
            return self.page("refused.html", _("Abrir y cerrar distritos"), {}, status=403)
        return super().dispatch(request, *args, **kwargs)

    def page(self, template, title, context, status=200):
        """Return a page with a title (str)."""
        context = {"header_icon": "site", "header_title": title, "breadcrumbs_items": district_breadcrumbs(), **context}
        return TemplateResponse(self.request, f"districts/opening/{template}", context, status=status)


class OpenView(DistrictOpeningView):
    """One form, one action."""

    def get(self, request):
        """Show the empty form."""
        return self.show(OpeningForm())

    def post(self, request):
        """Open the district and go to its page, which says what was made and what to do next."""
        form = OpeningForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            opening = open_district(user=request.user, **form.cleaned_data)
        except DistrictIndexMissing:
            form.add_error(None, _("Falta la página de los distritos: créala debajo de la página de inicio."))
            return self.show(form, status=422)
        messages.success(request, _("El distrito %(name)s está abierto.") % {"name": opening.district.name})
        return redirect("district_state", opening.district.pk)

    def show(self, form, status=200):
        """Return the page with the form."""
        title = _("Abrir un distrito")
        here = {"url": reverse("district_open"), "label": title}
        return self.page(
            "open.html", title, {"form": form, "breadcrumbs_items": [*district_breadcrumbs(), here]}, status
        )


class StateView(DistrictOpeningView):
    """A district's own page: what was made, what to do next, and its actions."""

    def get(self, request, pk):
        """Show it."""
        district = get_object_or_404(District, pk=pk)
        context = {
            "breadcrumbs_items": district_breadcrumbs(district),
            "district": district,
            "pages": DistrictPage.objects.filter(record=district).select_related("locale").order_by("locale"),
            "collection": known_collection(district),
            "teams": teams_of(district),
            "done": last_done(district),
            "manages_accounts": request.user.has_perm("core.add_user"),
        }
        return self.page("state.html", district.name, context)


def teams_of(district: District) -> list[Group]:
    """Return the groups of a District's teams in the order of the roles, each with `people` and `label`."""
    people = Count("user", filter=Q(user__is_active=True))
    groups = Group.objects.filter(team__district=district).select_related("team").annotate(people=people)
    teams = sorted(groups, key=lambda group: DISTRICT_ROLES.index(group.team.role))
    for group in teams:
        group.label = Role(group.team.role).label
    return teams


def last_done(district: District) -> dict[str, Any] | None:
    """Return the last opening or mending of a District as {entry, lines}, or None."""
    entries = registry.get_logs_for_instance(district).filter(action__in=[OPENED, MENDED])
    entry = entries.order_by("-timestamp").first()
    return entry and {"entry": entry, "lines": sentences(InventoryLine(*said) for said in entry.data.get("lines", []))}


class ConfirmView(DistrictOpeningView):
    """Ask once more, saying in numbers what will happen (GET), then do it (POST)."""

    def get(self, request, pk):
        """Show what will happen."""
        district = get_object_or_404(District, pk=pk)
        context = {"breadcrumbs_items": district_breadcrumbs(district), "district": district, **self.question(district)}
        return self.page("confirm.html", context["question"], context)

    def post(self, request, pk):
        """Do it and go back to the district's page."""
        messages.success(request, self.act(get_object_or_404(District, pk=pk)))
        return redirect("district_state", pk)


class CloseView(ConfirmView):
    """Close a district."""

    def question(self, district):
        """Return the words of the confirmation."""
        return {
            "question": _("¿Cerrar %(name)s?") % {"name": district.name},
            "lines": consequences(district) if district.active else [],
            "nothing": _("Ya está cerrado."),
            "note": _("No se borra nada: la curaduría ve y edita todo, y el distrito se puede reabrir como estaba."),
            "yes": _("Sí, cerrar el distrito"),
            "grave": True,
        }

    def act(self, district):
        """Close it; returns what to say."""
        close_district(district, self.request.user)
        return _("El distrito %(name)s está cerrado.") % {"name": district.name}


class ReopenView(ConfirmView):
    """Reopen a district."""

    def question(self, district):
        """Return the words of the confirmation."""
        return {
            "question": _("¿Reabrir %(name)s?") % {"name": district.name},
            "lines": [] if district.active else consequences(district),
            "nothing": _("Ya está abierto.") if district.active else _("No tiene páginas ni personas que vuelvan."),
            "note": _("Todo vuelve a estar como cuando se cerró."),
            "yes": _("Sí, reabrir el distrito"),
        }

    def act(self, district):
        """Reopen it; returns what to say."""
        reopen_district(district, self.request.user)
        return _("El distrito %(name)s está abierto otra vez.") % {"name": district.name}


class MendView(ConfirmView):
    """Mend a district."""

    def question(self, district):
        """Return the words of the confirmation."""
        return {
            "question": _("¿Reparar %(name)s?") % {"name": district.name},
            "lines": sentences(what_mending_would_do(district)),
            "nothing": _("No hay nada que reparar: todo está en su lugar."),
            "note": _(
                "No se cambia ningún nombre ni texto. Si se borró un grupo, hay que volver a agregar a sus personas."
            ),
            "yes": _("Sí, reparar"),
        }

    def act(self, district):
        """Mend it; returns what to say."""
        lines = sentences(mend_district(district, self.request.user).lines)
        return _("Reparado. %(lines)s.") % {"lines": ". ".join(lines)} if lines else _("No había nada que reparar.")
