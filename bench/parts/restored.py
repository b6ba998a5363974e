"""Every public page of a portal as one answer each: `python -m bench.parts.restored pages` prints {address: digest} as JSON.

`python -m bench.parts.restored publish SECONDS` publishes a page again and again meanwhile, as an editor at work would.
"""

import hashlib
import json
import os
import re
import sys
import time

#: what differs from answer to answer: tokens of forms, and the moment at which a list was asked for
CHANGING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
KEPT = ("text/", "application/xml", "application/json", "application/atom+xml", "application/geo+json", "text/calendar")


def start() -> None:
    """Make Django ready."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()


def addresses(client) -> list[str]:
    """Return the addresses of the sitemap, and some that belong to no page."""
    listed = client.get("/sitemap.xml").content.decode()
    found = re.findall(r"(?:<loc>|href=\")https?://[^/<\"]+([^<\"]*)", listed)
    return sorted({*found, "/sitemap.xml", "/districts.geojson", "/es/search/?q=plaza", "/en/search/?q=water"})


def pages(every: int = 1) -> dict[str, str]:
    """Return {address: status and digest} of each public page, or of one in `every`."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    answers = {}
    for address in addresses(client)[::every]:
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        answers[address] = f"{response.status_code} {hashlib.sha256(CHANGING.sub(b'', body)).hexdigest()}"
    return answers


def publish(seconds: float) -> int:
    """Publish a page as it is, again and again for so long; return how often."""
    from portal.home.models import ContentPage

    page, end, count = ContentPage.objects.live().first(), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        page.save_revision().publish()
        count += 1
    return count


if __name__ == "__main__":
    start()
    what, *rest = sys.argv[1:]
    print(json.dumps({"pages": pages, "publish": publish}[what](*map(int, rest))))
