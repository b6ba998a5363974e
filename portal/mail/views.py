"""The screen «Correo que no salió»: why, to whom with the address hidden, and the way to send it again."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages

from portal.access.roles import is_curator
from portal.access.scoped import denial_response

from .models import OutgoingMail
from .outbox import send_mails_again
from .purposes import purpose_label
from .waiting import attempts_words, fault_words, undelivered_mails

PER_PAGE = 50
LONGEST_KEY = 18  # digits: no database holds more


def mail_row(mail: OutgoingMail) -> dict[str, Any]:
    """Return a mail as the list shows it."""
    return {
        "mail": mail,
        "label": purpose_label(mail.purpose),
        "recipient": mail.masked_recipient,
        "fault": fault_words(mail),
        "attempts": attempts_words(mail),
    }


def chosen_keys(sent: QueryDict) -> list[str]:
    """Return the keys of the mails that were chosen: the one whose button was pressed, else those that were ticked."""
    keys = sent.getlist("only") or sent.getlist("mail")
    return [key for key in keys if key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY]


class UndeliveredMailView(View):
    """The list (GET), and those of it that are sent again (POST): the named ones, or all."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer 403 to everybody but administrators and curators."""
        return super().dispatch(request, *args, **kwargs) if is_curator(request.user) else denial_response(request)

    def get(self, request):
        """Show it."""
        page = Paginator(undelivered_mails(request.user), PER_PAGE).get_page(request.GET.get("p"))
        title = _("Correo que no salió")
        context = {
            "header_icon": "mail",
            "header_title": title,
            "breadcrumbs_items": [{"url": "", "label": title}],
            "page": page,
            "rows": [mail_row(mail) for mail in page],
        }
        return TemplateResponse(request, "mail/admin/undelivered.html", context)

    def post(self, request):
        """Send again; nothing outside the list is touched, whatever is sent here."""
        wanted = undelivered_mails(request.user)
        if "all" not in request.POST:
            wanted = wanted.filter(pk__in=chosen_keys(request.POST))
        count = send_mails_again(list(wanted.values_list("pk", flat=True)))
        if count:
            told = ngettext("Se intenta otra vez con %(n)s correo.", "Se intenta otra vez con %(n)s correos.", count)
            messages.success(request, told % {"n": count})
        else:
            messages.warning(request, _("Marca al menos un correo de la lista."))
        return redirect("undelivered_mail:index")
