"""The public addresses of proposals and complaints: the list, each one, its pictures, the feed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.core.atom import feed_response
from portal.core.dates import format_day
from portal.submissions.codes import read_code
from portal.uploads.answers import file_response
from portal.uploads.intake import files_of

from .feed import last_proposal_change, proposal_feed
from .listing import asked_proposals, proposal_list_context
from .models import PICTURES_FIELD
from .proposal_page import page_context
from .public import day_gone, public_proposal


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """Show what neighbours proposed or complained of, by place, theme and state."""
    return render(request, "proposals/list.html", proposal_list_context(request))


@require_safe
def proposal_feed_view(request: HttpRequest) -> HttpResponse:
    """Answer the Atom feed of a question."""
    changed_at = last_proposal_change()
    return feed_response(proposal_feed(request, asked_proposals(request.GET), changed_at), changed_at)


@require_safe
def proposal_picture(request: HttpRequest, code: str, file_id: UUID, size: str) -> HttpResponse:
    """Send a picture of a proposal that is public now. Raises Http404 for any other."""
    proposal = public_proposal(code)
    if proposal is None or not proposal.submission.bundle or size not in ("small", "whole"):
        raise Http404("no public proposal")
    picture = files_of(proposal.submission.bundle, PICTURES_FIELD).filter(pk=file_id).first()
    if picture is None or not picture.is_picture:
        raise Http404("no picture of it")
    response = file_response(picture, inline=True, small=size == "small")
    response["Content-Disposition"] = "inline"  # the name that the sender gave the file may be anybody's
    return response


@require_safe
def proposal_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show one proposal, or the stone of one that was public. Raises Http404 for a code that never was."""
    read = read_code(code)
    proposal = public_proposal(read) if read else None
    if proposal is not None:
        if read != code:
            return redirect(reverse("proposal_page", args=[read]), permanent=True)
        return render(request, "proposals/proposal.html", page_context(request, proposal))
    gone = day_gone(read) if read else None
    if gone is None:
        raise Http404("no public proposal")
    return render(request, "proposals/gone.html", {"gone_on": format_day(gone, year=True)}, status=410)
