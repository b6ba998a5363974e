"""Every public page of a portal as one answer each, and an editor who publishes meanwhile.

`python bench/parts/restored.py pages EVERY` prints {address: status and digest} of one page in EVERY as JSON; of which
portal say PYTHONPATH (its code) and VAR_DIR. `… publish SECONDS` publishes a page as it is, again and again, and prints
the addresses that this changes.
"""

import hashlib
import json
import os
import re
import sys
import time

CHANGING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')  # differs from answer to answer
BESIDE = ["/sitemap.xml", "/districts.geojson", "/es/search/?q=plaza", "/en/search/?q=water"]  # no pages of the tree


def start() -> None:
    """Make Django ready."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()


def pages(every: int) -> dict[str, str]:
    """Return {address: status and digest} of one public page in `every`, and of what belongs to no page."""
    from django.test import Client

    client, answers = Client(SERVER_NAME="localhost", raise_request_exception=False), {}
    listed = client.get("/sitemap.xml").content.decode()
    found = sorted(set(re.findall(r"<loc>https?://[^/<]+([^<]*)", listed)))
    for address in [*found[::every], *BESIDE]:
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        answers[address] = f"{response.status_code} {hashlib.sha256(CHANGING.sub(b'', body)).hexdigest()}"
    return answers


def publish(seconds: int) -> list[str]:
    """Publish a page as it is, again and again for so long; return the addresses that it changes."""
    from portal.home.models import ContentPage

    page, end = ContentPage.objects.live().first(), time.monotonic() + seconds
    while time.monotonic() < end:
        page.save_revision().publish()
    return [page.get_url(), "/sitemap.xml"]


if __name__ == "__main__":
    start()
    print(json.dumps({"pages": pages, "publish": publish}[sys.argv[1]](int(sys.argv[2]))))
