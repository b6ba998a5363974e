"""By which channels people were invited: the screen of a session, and the list of all for evaluation."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django_filters import NumberFilter
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, PageChooserPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets import AdminDateInput

from portal.access.record_forms import ScopedRecordForm
from portal.access.scoped import ScopedFilterSet, ScopedModelViewSet, denial_response, readable
from portal.core.language import source_version
from portal.core.models import User
from portal.councils.models import SessionPage
from portal.invitations.models import Invitation
from portal.territory.models import District

from .addresses import in_each_language
from .attendance_sheets import SHEETS, sheet_address
from .rights import has_invitation_right, may_print_sheets

PER_LIST = 100


class ChannelForm(forms.ModelForm):
    """One channel that was used."""

    class Meta:
        model = Invitation
        fields = ("channel", "used_on", "reach", "note")
        widgets = {"used_on": AdminDateInput}


@require_http_methods(["GET", "HEAD", "POST"])
def kit_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what to invite with, and record a channel that was used (POST); 403 for whom it does not concern."""
    session = source_version(get_object_or_404(SessionPage, pk=page_id))
    if not has_invitation_right(request.user, "view", session):
        return denial_response(request)
    may_add = has_invitation_right(request.user, "add", session)
    form = ChannelForm(request.POST or None, instance=Invitation(session=session))
    if request.method == "POST":
        if not may_add:
            return denial_response(request)
        if form.is_valid():
            form.save()
            messages.success(request, _("Anotado: %(channel)s.") % {"channel": form.instance.get_channel_display()})
            return redirect("invitation_kit", session.pk)
    return TemplateResponse(
        request, "invitations/admin/kit.html", kit_screen_context(request.user, session, form, may_add)
    )


def kit_screen_context(user: User, session: SessionPage, form: ChannelForm, may_add: bool) -> dict[str, Any]:
    """Return what the screen shows."""
    used = readable(Invitation, user).filter(session=session)
    sheets = [
        {
            "label": sheet.label,
            "links": [{"name": name, "url": sheet_address(session, sheet, code)} for code, name in settings.LANGUAGES],
        }
        for sheet in SHEETS.values()
    ]
    return {
        "header_icon": "mail",
        "header_title": _("Invitar"),
        "breadcrumbs_items": [
            {
                "url": reverse("wagtailadmin_explore", args=[session.get_parent().pk]),
                "label": session.get_parent().title,
            },
            {"url": "", "label": _("Invitar")},
        ],
        "session": session,
        "languages": in_each_language(session) if session.live else [],
        "sheets": sheets if may_print_sheets(user, session) else [],
        "used": used[:PER_LIST],
        "form": form if may_add else None,
        "list_url": f"{reverse('invitations:index')}?session={session.pk}",
        "csv_url": f"{reverse('invitations:index')}?session={session.pk}&export=csv",
    }


class InvitationFilter(ScopedFilterSet):
    """By channel and district, and those of one session, to which its own screen leads."""

    session = NumberFilter(field_name="session_id", widget=forms.HiddenInput)

    class Meta:
        model = Invitation
        fields = ["channel", "session__district", "session"]

    @classmethod
    def filter_for_lookup(cls, field, lookup_type):
        """Name the district as people do."""
        found, more = super().filter_for_lookup(field, lookup_type)
        if getattr(field, "related_model", None) is District:
            more["label"] = gettext_lazy("Distrito")
        return found, more


class InvitationViewSet(ScopedModelViewSet):
    """The channels used for all sessions of an account's districts, with their file for evaluation."""

    model = Invitation
    icon = "mail"
    menu_label = gettext_lazy("Medios usados para invitar")
    name = "invitations"
    url_prefix = "invitations"
    copy_view_enabled = False
    filterset_class = InvitationFilter
    list_select_related = ("session", "session__district")
    ordering = ("-used_on", "-pk")
    search_fields = ["note", "session__title", "session__reference"]
    list_display = [
        "get_channel_display",
        DateColumn("used_on", label=gettext_lazy("El día"), sort_key="used_on"),
        Column("session", label=gettext_lazy("Sesión"), sort_key="session__title"),
        Column("reach", label=gettext_lazy("A cuántas personas"), sort_key="reach"),
        Column("note", label=gettext_lazy("Nota")),
    ]
    list_export = [
        "session.reference",
        "session.title",
        "session_day",
        "session.district",
        "channel",
        "used_on",
        "reach",
        "note",
    ]
    export_headings = {
        "session.reference": gettext_lazy("Referencia"),
        "session.title": gettext_lazy("Sesión"),
        "session_day": gettext_lazy("Día de la sesión"),
        "session.district": gettext_lazy("Distrito"),
    }
    inspect_view_fields = ["session", "channel", "used_on", "reach", "note"]
    edit_handler = ObjectList(
        [
            PageChooserPanel("session", "councils.SessionPage"),
            FieldRowPanel([FieldPanel("channel"), FieldPanel("used_on"), FieldPanel("reach")]),
            FieldPanel("note"),
        ],
        base_form_class=ScopedRecordForm,
    )
