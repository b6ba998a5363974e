"""«Añadir sesión»: one form of what a session needs; how people meet is taken over from the council's last meeting."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Locale

from portal.access.page_screens.rules import is_key
from portal.access.scoped import denial_response
from portal.core.language import source_version
from portal.core.models import User
from portal.core.page_tree import free_slug
from portal.councils.choices import ItemVisibility
from portal.councils.models import AgendaItem, CouncilPage, SessionPage
from portal.events.formatting import moment_words

from .agenda_lines import AgendaLine, AgendaLinesField
from .new_session_ways import whole_form_url
from .rights import councils_to_fill, makes_sessions, may_announce_new, may_make
from .session_form import taken_over
from .start_form import StartForm

USUAL_LENGTH = timedelta(hours=2)


class NewSessionForm(StartForm):
    """Which council, when, about what. `user` is whose councils are offered."""

    council = forms.ModelChoiceField(
        label=gettext_lazy("Qué consejo se reúne"), queryset=None, empty_label=gettext_lazy("Elige el consejo")
    )
    title = forms.CharField(
        label=gettext_lazy("De qué se va a hablar"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("Si todavía no se sabe, déjalo vacío: lleva el nombre del consejo."),
    )
    points = AgendaLinesField(
        label=gettext_lazy("Orden del día"),
        help_text=gettext_lazy(
            "Un punto por línea; puedes pegarlos. Al final de la línea puedes decir cuánto dura, «20 min», y si es solo "
            "para el equipo, «(interno)». Lo demás de cada punto se escribe después."
        ),
    )
    field_order = ("council", "start", "sure", "title", "points")

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["council"].queryset = councils_to_fill(user)

    def clean(self):
        """Ask twice for a date that is over, and refuse to publish to whoever may only prepare."""
        cleaned = super().clean()
        start, council = cleaned.get("start"), cleaned.get("council")
        if start and start < timezone.now():
            self.ask_twice(start)
        if council and self.publishes and not may_announce_new(self.user, council):
            self.add_error("council", _("En este consejo otra persona publica: guárdala como borrador y envíala."))
        return cleaned

    @property
    def publishes(self):
        """Tell whether the button to publish was pressed."""
        return "publish" in self.data


def item_of_line(line: AgendaLine, locale: Locale) -> AgendaItem:
    """Return the point (AgendaItem, not saved) that a pasted line says."""
    visibility = ItemVisibility.INTERNAL if line.is_internal else ItemVisibility.PUBLIC
    return AgendaItem(locale=locale, title=line.title, minutes=line.minutes, is_sub=line.is_sub, visibility=visibility)


@transaction.atomic
def make_session(answers: dict[str, Any], user: User, publish: bool) -> SessionPage:
    """Make the session that a NewSessionForm asks for, and publish it when `publish` says so; return it.

    Rights are the caller's to check.
    """
    council, start = answers["council"], answers["start"]
    last = council.sessions.filter(locale=council.locale_id, end__isnull=False).order_by("-start", "-pk").first()
    title = answers["title"].strip() or council.title
    page = SessionPage(title=title, start=start, owner=user, live=False, locale=council.locale)
    page.end = start + (last.end - last.start if last else USUAL_LENGTH)
    page.slug = free_slug(slugify(title) or "sesion", council, page)
    for name, value in taken_over(council).items():
        field = page._meta.get_field(name)
        setattr(page, name if field.many_to_many else field.attname, value)
    page.items = [item_of_line(line, council.locale) for line in answers["points"]]
    page.state = page.sure_state
    council.add_child(instance=page)
    log(page, "wagtail.create", user=user, content_changed=True)
    revision = page.save_revision(user=user)
    if publish:
        revision.publish(user=user)
    return SessionPage.objects.get(pk=page.pk)


def council_asked(key: str) -> CouncilPage | None:
    """Return the first version of the council with a key from an address (any language version), or None."""
    council = CouncilPage.objects.filter(pk=key).first() if is_key(key) else None
    return source_version(council) if council else None


@require_http_methods(["GET", "HEAD", "POST"])
def new_session_view(request: HttpRequest) -> HttpResponse:
    """Ask (GET), then make the session (POST); 403 for who adds pages nowhere."""
    if not makes_sessions(request.user):
        return denial_response(request)
    asked = council_asked(request.GET.get("council", ""))
    form = NewSessionForm(request.user, request.POST or None, initial={"council": asked})
    if request.method == "POST" and form.is_valid():
        page = make_session(form.cleaned_data, request.user, form.publishes)
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        told_after_making(request, page, edit)
        return redirect("sessions:index" if page.live else edit)
    status = 422 if form.is_bound else 200
    whole = whole_form_url(asked) if asked and may_make(request.user, asked) else ""
    return TemplateResponse(request, "councils/session/new.html", {"form": form, "whole_url": whole}, status=status)


def told_after_making(request: HttpRequest, page: SessionPage, edit: str) -> None:
    """Say what was made, when it is, who sees it, and the ways on and back."""
    said = {"title": page.title, "date": moment_words(page.start), "ref": page.reference}
    if not page.live:
        text = _("«%(title)s», del %(date)s, es un borrador con la referencia %(ref)s: todavía no es pública.")
        messages.success(request, text % said)
        return
    buttons = [
        messages.button(page.url, _("Verla en el sitio")),
        messages.button(edit, _("Editar")),
        messages.button(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), _("Fue un error: retirarla")),
    ]
    text = _("«%(title)s», del %(date)s, está publicada con la referencia %(ref)s.")
    messages.success(request, text % said, buttons=buttons)


@hooks.register("register_admin_urls")
def register_new_session_urls() -> list[URLPattern]:
    return [path("agendas/sessions/new/", new_session_view, name="session_new")]
