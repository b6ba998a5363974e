"""A print page as a PDF file, made from its own HTML; WeasyPrint is an optional extra (pyproject.toml, "pdf")."""

import hashlib
import mimetypes
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache

HOST = "https://portal.invalid"  # nothing is fetched: every address below it is a file of ours
KEPT_SECONDS = 3600


class PdfMissing(Exception):
    """WeasyPrint, or the system's Pango library, is not installed."""


def static_file(address: str) -> tuple[bytes, str]:
    """Return (bytes, media type) of one of our static files by its address. Raises ValueError for any other address."""
    parts = urlsplit(address)
    prefix = "/" + settings.STATIC_URL.strip("/") + "/"
    name = unquote(parts.path).removeprefix(prefix)
    if f"{parts.scheme}://{parts.netloc}" != HOST or name == parts.path or ".." in name.split("/"):
        raise ValueError(f"No file of the portal: {address}")
    kind = mimetypes.guess_type(name)[0] or "font/woff2"
    if found := finders.find(name):
        with open(found, "rb") as file:
            return file.read(), kind
    with staticfiles_storage.open(name) as file:
        return file.read(), kind


def as_pdf(html: str, colour: str) -> bytes:
    """Return the PDF (bytes) of a page (str of HTML), in the city's colour (#rrggbb). Raises PdfMissing.

    Made once for the same page: it takes a second of a processor.
    """
    key = "pdf." + hashlib.sha256(f"{colour}{html}".encode()).hexdigest()
    made = cache.get(key)
    if made is None:
        made = render_pdf(html, colour)
        cache.set(key, made, KEPT_SECONDS)
    return made


def render_pdf(html: str, colour: str) -> bytes:
    """Return the PDF (bytes) of a page. Raises PdfMissing."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except (ImportError, OSError) as fault:  # OSError: without Pango
        raise PdfMissing from fault

    class OwnFiles(URLFetcher):
        """Answers with our static files only."""

        def fetch(self, url, headers=None):
            body, kind = static_file(url)
            return URLFetcherResponse(url, body=body, headers={"Content-Type": kind})

    files = OwnFiles()
    sheet = CSS(string=f":root {{ --city: {colour} }}", url_fetcher=files)
    return HTML(string=html, base_url=f"{HOST}/", url_fetcher=files).write_pdf(stylesheets=[sheet])
