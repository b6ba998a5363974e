"""The screens of weekly agendas in the admin: the draft, its preview, the sign-off, what became of the letters."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views import View
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.admin.views import generic

from portal.access.scoped import ScopedView, denial_response
from portal.agendas.models import Delivery, IssueEdition, WeeklyIssue
from portal.core.language import CODES
from portal.core.weeks import Week

from .checks import checks_of
from .mail import public_address, receivers, send_again, send_issue
from .print_sheets import sheets
from .publication import AlreadyPublished, may_sign_off, publish_weekly_issue
from .rendition import edition_preview, edition_reading
from .snapshot import edition_of


def issue_title(issue: WeeklyIssue) -> str:
    """Return how an issue is called on its screens."""
    where = issue.district.name if issue.district else _("Toda la ciudad")
    return f"{where}, {issue.week}: {Week.of(issue.week).words}"


def editions_of(issue: WeeklyIssue) -> list[dict[str, Any]]:
    """Return the links to every edition: [{label, links: [{text, url, lang}]}], the public ones first."""
    return [
        {
            "label": audience.label,
            "links": [
                {"text": name, "lang": code, "url": reverse("weekly_issues:edition", args=[issue.pk, audience, code])}
                for code, name in settings.LANGUAGES
            ],
        }
        for audience in IssueEdition.Audience
    ]


class IssueEditView(generic.EditView):
    """The draft with what to look at; of a published issue, what was frozen and where it was sent."""

    def post(self, request, *args, **kwargs):
        """Store a draft; what is published is not written again."""
        if self.get_object().is_published:
            messages.error(request, _("Esta agenda ya se publicó: no se cambia."))
            return redirect("weekly_issues:edit", kwargs["pk"])
        return super().post(request, *args, **kwargs)

    def get_template_names(self):
        """Return the template of a draft or of what is published."""
        return [f"agendas/weekly/admin/{'published' if self.object.is_published else 'draft'}.html"]

    def get_success_url(self):
        """Stay: after saving one looks at the preview. Whoever pressed the button to sign is asked once more."""
        if "sign" in self.request.POST and may_sign_off(self.request.user, self.object):
            return reverse("weekly_issues:sign", args=[self.object.pk])
        return self.get_edit_url()

    def get_success_message(self):
        """Return what was saved, and that nobody reads it yet."""
        if "sign" in self.request.POST:
            return _("Quedó guardada. Falta un paso para firmarla.")
        return _("Quedó guardada como borrador: nadie la lee hasta que se firme.")

    def get_success_buttons(self):
        """Return no button: the screen is the same one."""
        return []

    def get_page_subtitle(self):
        """Return the title of the screen."""
        return issue_title(self.object)

    def get_context_data(self, **kwargs):
        """Return what the screen says."""
        context = super().get_context_data(**kwargs)
        issue = self.object
        context |= {"issue": issue, "editions": editions_of(issue), "signs": may_sign_off(self.request.user, issue)}
        if not issue.is_published:
            return {**context, "checks": checks_of(issue)}
        deliveries = issue.deliveries.select_related("recipient").order_by("recipient__name", "pk")
        return {
            **context,
            "deliveries": deliveries,
            "waiting": receivers(issue).exclude(deliveries__issue=issue).count(),
            "hashes": issue.editions.order_by("audience", "language"),
            "address": public_address(issue),
        }


class IssueScreen(ScopedView, View):
    """What the other screens of an issue share."""

    model = WeeklyIssue

    def to_issue(self):
        """Return to the issue's own screen."""
        return redirect("weekly_issues:edit", self.row.pk)

    def for_signers(self):
        """Return the refusal of whoever may not sign this issue, or None."""
        return None if may_sign_off(self.request.user, self.row) else denial_response(self.request)


@method_decorator(never_cache, name="dispatch")
class EditionView(IssueScreen):
    """One edition as it goes on paper: what it would say now, or what it said, with what changed since."""

    def get(self, request, pk, audience, language):
        """Show it. Raises Http404 for an edition that there is not."""
        if audience not in IssueEdition.Audience.values or language not in CODES:
            raise Http404
        issue = self.row
        if issue.is_published:
            reading = edition_reading(issue.editions.get(audience=audience, language=language), issue)
        else:
            reading = edition_preview(edition_of(issue, audience, language, timezone.now()))
        context = {
            "reading": reading,
            "sheets": sheets(reading),
            "url": reverse("weekly_issues:edit", args=[pk]),
            "kind": WeeklyIssue.State(issue.state).label,
            "part_title": issue_title(issue),
            "language": language,
        }
        with override(language):
            html = render_to_string("agendas/weekly/paper.html", context, request)
        response = HttpResponse(html)
        add_never_cache_headers(response)
        response["Cache-Control"] = "private, no-store"
        return response


class SignView(IssueScreen):
    """Ask once more (GET), then freeze the issue and send it (POST)."""

    def get(self, request, pk):
        """Show what will happen."""
        if self.row.is_published:
            return self.to_issue()
        edit = {"url": reverse("weekly_issues:edit", args=[pk]), "label": issue_title(self.row)}
        context = {
            "header_title": _("Firmar y publicar"),
            "header_icon": "calendar-check",
            "breadcrumbs_items": [
                {"url": reverse("weekly_issues:index"), "label": _("Agendas semanales")},
                edit,
                {"url": "", "label": _("Firmar y publicar")},
            ],
            "issue": self.row,
            "title": issue_title(self.row),
            "checks": checks_of(self.row),
            "receivers": receivers(self.row).count(),
        }
        return self.for_signers() or TemplateResponse(request, "agendas/weekly/admin/sign.html", context)

    def post(self, request, pk):
        """Publish it."""
        if refusal := self.for_signers():
            return refusal
        try:
            publish_weekly_issue(self.row, request.user, send="send" in request.POST)
        except AlreadyPublished:
            messages.warning(request, _("Alguien la publicó antes: aquí está como quedó."))
        else:
            messages.success(request, _("La agenda está publicada y ya no cambia."))
        return self.to_issue()


class SendView(IssueScreen):
    """Send a published issue to the offices that have not got it."""

    def post(self, request, pk):
        """Send it."""
        if refusal := self.for_signers():
            return refusal
        if self.row.is_published:
            count = send_issue(self.row)
            said = ngettext("Sale un correo a %(n)s oficina.", "Salen correos a %(n)s oficinas.", count) % {"n": count}
            messages.success(request, said if count else _("Ya la tienen todas."))
        return self.to_issue()


class SendAgainView(IssueScreen):
    """Try one letter again."""

    def post(self, request, pk, delivery):
        """Try it. Raises Http404 for a letter of another issue."""
        if refusal := self.for_signers():
            return refusal
        if send_again(get_object_or_404(Delivery, pk=delivery, issue=self.row)):
            messages.success(request, _("Se intenta otra vez."))
        return self.to_issue()
