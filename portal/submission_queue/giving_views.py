"""Answers that a person gives: calls with the number and the text, letters to print, what is fetched at the counter."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin import messages

from portal.submissions.choices import AnswerBy
from portal.submissions.codes import own_link

from .exchange import give_by_hand, note_contact_view
from .rights import CHANGE, matters_of
from .screens import QueueScreen
from .selectors import WAYS, QueueTab, messages_to_give

PER_PAGE = 20


class GivingListView(QueueScreen):
    """What is to be called, printed or handed over, each with its tick."""

    def get(self, request: HttpRequest, tab: str) -> HttpResponse:
        """Show it. Whoever sees the numbers is noted with each matter. Raises Http404 for another word."""
        if tab not in WAYS:
            raise Http404
        way = WAYS[QueueTab(tab)]
        rows = messages_to_give([way]).filter(submission__in=matters_of(request.user, CHANGE).values("pk"))
        rows = rows.select_related("submission__district").order_by("written_at", "pk")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        if way == AnswerBy.CALL:
            for matter in {message.submission_id: message.submission for message in page}.values():
                note_contact_view(matter, request.user)
        title = str(QueueTab(tab).label)
        context = {"rows": page, "way": way.value, "tab": tab, "is_call": way == AnswerBy.CALL}
        return self.page("giving.html", title, context | {"is_letter": way == AnswerBy.LETTER}, (request.path, title))


class GiveView(QueueScreen):
    """The tick: it was called, posted, fetched."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note who and when, and go back to where the tick was."""
        message = self.message(pk)
        try:
            give_by_hand(message, request.user)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, _("Anotado: la respuesta de %(code)s llegó.") % {"code": message.submission.code})
        tab = request.POST.get("tab", "")
        back = reverse("submission_queue:giving", args=[tab]) if tab in WAYS else ""
        return redirect(back or reverse("submission_queue:matter", args=[message.submission_id]))


class LetterView(QueueScreen):
    """A letter: the address in its window, the answer, the code and the way on, in the sender's language."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it for printing, and note the look at the address."""
        message = self.message(pk)
        if message.way != AnswerBy.LETTER:
            raise Http404
        matter = message.submission
        note_contact_view(matter, request.user)
        with override(matter.language):
            context = {"message": message, "matter": matter, "link": own_link(matter)}
            return TemplateResponse(request, "submission_queue/letter.html", context).render()
