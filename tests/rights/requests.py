"""How the matrix asks: real requests to the admin, answers read as allowed or refused, writes taken back at once."""

import json
from contextlib import contextmanager

from django.db import transaction
from django.template import engines

STATUS_ONLY = "HTTP_X_STATUS_ONLY"


class StatusOnly:
    """Middleware of the tests: where only the status counts, the page that was decided on is not drawn."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_template_response(self, request, response):
        """Replace the template by an empty one."""
        if STATUS_ONLY in request.META and response.status_code == 200:
            response.template_name = engines["django"].from_string("")
        return response


def opened(response):
    """Tell whether a screen opened. Wagtail refuses with a way home or to the login, the portal with a 403."""
    assert response.status_code in (200, 302, 403, 404, 405), response.status_code
    return response.status_code == 200


def opens(client, url):
    """Tell whether an account may open an address."""
    return opened(client.get(url, **{STATUS_ONLY: "1"}))


def read(client, url, data=None):
    """Return the text of a page, "" when it is refused."""
    response = client.get(url, data)
    return response.content.decode() if opened(response) else ""


def shown(response):
    """Return the HTML of an answer, that of a dialogue in JSON too; "" for a file or what is refused."""
    kind = response.headers.get("Content-Type", "")
    if response.status_code != 200 or response.streaming:
        return ""
    if "json" in kind:
        answer = json.loads(response.content)
        return answer.get("html", "") if isinstance(answer, dict) else ""
    return response.content.decode() if "html" in kind else ""


@contextmanager
def taken_back():
    """Undo in the end whatever was written."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
