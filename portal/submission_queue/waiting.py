"""What waits among what people sent, on the editor's first page: matters to decide, and answers to give by hand."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.dates import distance_words
from portal.core.models import User
from portal.core.registry import TodoLine, TodoList, register_todo_list
from portal.submissions.models import Message, Submission

from .rights import CHANGE, matters_of
from .selectors import WAYS, kind_label, messages_to_give, to_decide

TAB_OF_WAY = {way: tab for tab, way in WAYS.items()}


def matter_line(submission: Submission) -> TodoLine:
    """Say what kind it is and since when it waits."""
    from_today = (timezone.localdate(submission.received_at) - timezone.localdate()).days
    url = reverse("submission_queue:matter", args=[submission.pk])
    detail = gettext("%(kind)s, llegó %(when)s")
    return TodoLine(
        submission.title, url, detail % {"kind": kind_label(submission.kind), "when": distance_words(from_today)}
    )


def answers_to_give(user: User) -> QuerySet[Message]:
    """Return the answers that an account's team has to call, post or hand over, the oldest first."""
    rows = messages_to_give().filter(submission__in=matters_of(user, CHANGE).values("pk"))
    return rows.select_related("submission").order_by("written_at", "pk")


def answer_line(message: Message) -> TodoLine:
    """Say how it is given; the number or address stands only on its own screen."""
    url = reverse("submission_queue:giving", args=[TAB_OF_WAY[message.way].value])
    return TodoLine(message.submission.title, url, str(TAB_OF_WAY[message.way].label))


def register() -> None:
    """Tell the admin's first page."""
    register_todo_list(
        TodoList(
            "submissions",
            _("Lo que llegó, por decidir"),
            to_decide,
            matter_line,
            hint=_("Ábrelo: con eso quien lo mandó ya sabe que alguien lo leyó."),
            order=12,
            district="district__name",
            list_url=lambda: reverse("submission_queue:index"),
        )
    )
    register_todo_list(
        TodoList(
            "answers-to-give",
            _("Respuestas para llamar, imprimir o entregar"),
            answers_to_give,
            answer_line,
            hint=_("Cuenta como entregada cuando alguien la marca."),
            order=14,
            district="submission__district__name",
        )
    )
