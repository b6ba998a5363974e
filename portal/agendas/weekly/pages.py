"""The published weekly agenda as pages of the agenda page: as it is read, on paper, as text, as file; and all of them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from portal.agendas.calendar.query import CalendarQuery
from portal.agendas.models import IssueEdition, WeeklyIssue
from portal.core.context import city_of
from portal.core.language import in_interface, reader_language
from portal.core.pdf import PdfMissing, as_pdf
from portal.core.weeks import Week
from portal.events.formatting import day_words
from portal.territory.models import District

from .addresses import ISSUES, part_of
from .plain_text import as_message
from .print_sheets import sheets
from .publication import published
from .rendition import edition_reading

if TYPE_CHECKING:
    from portal.agendas.models import CalendarPage

PUBLIC = IssueEdition.Audience.PUBLIC


def serve_weekly_issue(
    request: HttpRequest, page: CalendarPage, week: str, district: str | None = None, form: str | None = None
) -> HttpResponse:
    """Answer an address below the agenda page (CalendarPage) with the published issue of a week.

    `district` is a code or None, `form` one of addresses.FORMS or None. A week without one leads to what is known of it
    now. Raises Http404 for what is no week, an unknown or closed district, and a form of what is not published.
    """
    try:
        week = Week.of(week)
    except ValueError:
        raise Http404 from None
    record = get_object_or_404(District, code=district, active=True) if district else None
    issue = published(week, record)
    if issue is None:
        if form:
            raise Http404
        return redirect(home_of(page, request) + asked_now(week.code, record))
    request.page_part = part_of(issue, form or "")
    answers = {"text": text_page, "print": paper_page, "pdf": pdf_file, "snapshot": snapshot_file}
    edition = issue.editions.get(audience=PUBLIC, language=reader_language())
    return answers.get(form, web_page)(request, page, issue, edition)


def home_of(page: CalendarPage, request: HttpRequest) -> str:
    """Return the path of the agenda page in the reader's interface."""
    return in_interface(page.get_url(request) or "")


def asked_now(week: str, district: District | None) -> str:
    """Return what asks the agenda page for a week (code) as it is now, of a District or None."""
    return "?" + CalendarQuery(week=week, district=(district.code,) if district else ()).query()


def issue_context(
    request: HttpRequest, page: CalendarPage, issue: WeeklyIssue, edition: IssueEdition
) -> dict[str, Any]:
    """Return what all pages of an issue say."""
    reading, home = edition_reading(edition, issue), home_of(page, request)
    where = {"where": reading.where, "day": day_words(issue.published_at)}
    return {
        "issue": issue,
        "reading": reading,
        "home_url": home,
        "url": home + part_of(issue),
        "absolute_url": settings.BASE_URL + home + part_of(issue),
        "kind": gettext("Agenda semanal de %(where)s, publicada el %(day)s") % where,
        "part_title": f"{reading.said['title']} · {reading.where}",
    }


def web_page(request: HttpRequest, page: CalendarPage, issue: WeeklyIssue, edition: IssueEdition) -> TemplateResponse:
    """The issue as it is read on a screen."""
    context = issue_context(request, page, issue, edition)
    home, now = context["home_url"], asked_now(issue.week, issue.district)
    context |= {
        "live_url": home + now,
        "calendar_url": f"{home}calendar.ics{now}",
        "issues_url": home + ISSUES,
        "others": others_of(issue, home),
        **adjacent_issues(issue, home),
    }
    return page.render(request, template="agendas/weekly/issue.html", context_overrides=context)


def others_of(issue: WeeklyIssue, home: str) -> list[dict[str, Any]]:
    """Return the links [{text, url, current}] to the issues of the same week, the city's first; none where it is alone."""
    same = WeeklyIssue.objects.filter(week=issue.week, state=WeeklyIssue.State.PUBLISHED).select_related("district")
    same = [other for other in same if other.district is None or other.district.active]
    same.sort(key=lambda other: (other.district is not None, other.district and other.district.order))
    links = [
        {
            "text": other.district.name if other.district else gettext("Toda la ciudad"),
            "url": home + part_of(other),
            "current": other.pk == issue.pk,
        }
        for other in same
    ]
    return links if len(links) > 1 else []


def adjacent_issues(issue: WeeklyIssue, home: str) -> dict[str, dict[str, str] | None]:
    """Return the published issues before and after one: {earlier, later}, each {text, url} or None."""
    known = WeeklyIssue.objects.filter(district=issue.district, state=WeeklyIssue.State.PUBLISHED)
    known = known.select_related("district")
    found = {
        "earlier": known.filter(week__lt=issue.week).order_by("-week").first(),
        "later": known.filter(week__gt=issue.week).order_by("week").first(),
    }
    return {name: other and issue_link(other, home) for name, other in found.items()}


def issue_link(issue: WeeklyIssue, home: str) -> dict[str, str]:
    """Return an issue as a link: {text, url}."""
    return {"text": Week.of(issue.week).words, "url": home + part_of(issue)}


def text_page(request: HttpRequest, page: CalendarPage, issue: WeeklyIssue, edition: IssueEdition) -> TemplateResponse:
    """The issue as a text to copy."""
    context = issue_context(request, page, issue, edition)
    context["message"] = as_message(context["reading"], context["absolute_url"])
    return page.render(request, template="agendas/weekly/text.html", context_overrides=context)


def paper_of(
    request: HttpRequest, page: CalendarPage, issue: WeeklyIssue, edition: IssueEdition
) -> tuple[str, dict[str, Any]]:
    """Return the whole HTML (str) of an issue for paper, and what it was made of."""
    context = issue_context(request, page, issue, edition)
    context |= {"sheets": sheets(context["reading"]), "pdf_url": context["home_url"] + part_of(issue, "pdf")}
    return render_to_string("agendas/weekly/paper.html", context, request), context


def paper_page(request: HttpRequest, page: CalendarPage, issue: WeeklyIssue, edition: IssueEdition) -> HttpResponse:
    """The issue for paper: a sheet for each district."""
    return HttpResponse(paper_of(request, page, issue, edition)[0])


def pdf_file(request: HttpRequest, page: CalendarPage, issue: WeeklyIssue, edition: IssueEdition) -> HttpResponse:
    """The same as a file; where the portal cannot make one, a page says so and leads to the one for paper."""
    html, context = paper_of(request, page, issue, edition)
    try:
        made = as_pdf(html, city_of(request).colour)
    except PdfMissing:
        return page.render(request, template="agendas/weekly/no_pdf.html", context_overrides=context)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="agenda-{part_of(issue).strip("/").replace("/", "-")}.pdf"'
    return response


def snapshot_file(request: HttpRequest, page: CalendarPage, issue: WeeklyIssue, edition: IssueEdition) -> HttpResponse:
    """The frozen text itself, byte by byte: whoever computes its SHA-256 gets the one that stands on the page."""
    return HttpResponse(edition.snapshot.encode(), content_type="application/json")


def archive(request: HttpRequest, page: CalendarPage) -> TemplateResponse:
    """All published issues of the city, by year."""
    home = home_of(page, request)
    known = WeeklyIssue.objects.filter(state=WeeklyIssue.State.PUBLISHED, district=None)
    years = sorted({week[:4] for week in known.values_list("week", flat=True)}, reverse=True)
    asked = request.GET.get("year", "")
    year = asked if asked in years else next(iter(years), "")
    issues = known.filter(week__startswith=f"{year}-").order_by("-week") if year else []
    request.page_part = ISSUES
    months = groupby(issues, key=lambda issue: f"{Week.of(issue.week).days[3]:%Y-%m}")
    context = {
        "years": [{"text": one, "url": f"?year={one}", "current": one == year} for one in years],
        "year": year,
        "months": [(month, [issue_link(issue, home) for issue in group]) for month, group in months],
        "part_title": gettext("Agendas semanales"),
        "part_description": gettext("Cada una dice lo que se sabía el día en que se publicó, y lo que cambió después."),
    }
    return page.render(request, template="agendas/weekly/archive.html", context_overrides=context)
