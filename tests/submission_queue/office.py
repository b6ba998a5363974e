"""How an editor uses the screens of the queue in the tests."""

from django.urls import reverse

INDEX = reverse("submission_queue:index")
#: what no list and no table shows
PERSONAL = ("vecina@example.com", "341 555 0101", "Rosa Inventada", "Calle Falsa 12")


def page_of(matter):
    """Return the address of a matter's page."""
    return reverse("submission_queue:matter", args=[matter.pk])


def act(browser, matter, name, **fields):
    """Send the form of a step as the page has it, and return the answer."""
    seen = browser.get(page_of(matter)).context["seen"] if "seen" not in fields else fields.pop("seen")
    url = reverse("submission_queue:action", args=[matter.pk, name])
    return browser.post(url, {"seen": seen, **fields})


def text_of(answer):
    """Return what a page says."""
    return answer.content.decode()
