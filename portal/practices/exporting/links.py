"""What the bank's page offers to take home: the formats with their number and size, the feed, practices to choose."""

from typing import Any

from django.core.cache import cache
from django.db.models import Avg
from django.db.models.functions import Length
from django.urls import NoReverseMatch, reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.core.listing import search_address
from portal.practices.documents import FACTS, TOLD_FACET
from search.models import SearchDocument
from search.query import SearchQuery, SearchResults

SAMPLE, HOUR = 200, 3_600
#: bytes a practice takes in a format for each character that search keeps of it, and beside them; bytes of the codebook
SIZES = {"csv": (1.5, 3_000, 0), "xlsx": (0.6, 1_500, 50_000), "json": (1.5, 4_500, 100_000), "jsonl": (1.5, 4_500, 0)}


def average_length() -> float:
    """Return how many characters a practice has, on average of the latest ones."""
    latest = SearchDocument.objects.filter(kind="practice").order_by("-pk").values_list("pk", flat=True)[:SAMPLE]
    documents = SearchDocument.objects.filter(pk__in=list(latest))
    return documents.aggregate(mean=Avg(Length("body")))["mean"] or 0


def characters() -> int:
    """Return `average_length`, looked up once an hour."""
    return cache.get_or_set("takehome.characters", average_length, HOUR)


def size_hint(form: str, total: int) -> str:
    """Return about how large a download is ("300 KB"), to one digit: it is a guess."""
    each, beside, codebook = SIZES[form]
    size = int(total * (characters() * each + beside)) + codebook
    magnitude = 10 ** (len(str(size)) - 1)
    kilobytes = max(round(size / magnitude) * magnitude // 1000, 1)
    if kilobytes < 1000:
        return _("%(number)s KB") % {"number": kilobytes}
    return _("%(number)s MB") % {"number": number_format(kilobytes // 1000, force_grouping=True)}


def download_links(results: SearchResults, question: str) -> list[dict[str, Any]]:
    """Return the formats of an answer (SearchResults) as the links component takes them; `question` is its address."""
    names = {
        "csv": _("Tabla CSV, para cualquier programa"),
        "xlsx": _("Planilla XLSX, para Excel y LibreOffice"),
        "json": _("JSON, con el libro de códigos"),
        "jsonl": _("JSON Lines, para llevarla a otro banco"),
    }
    links = []
    for form, text in names.items():
        note = _("unos %(size)s") % {"size": size_hint(form, results.total)}
        url = reverse("practice_selection", args=[form]) + question
        links.append({"text": text, "url": url, "note": note, "download": True})
    feed, codebook = reverse("practice_feed") + question, reverse("practice_codebook", args=["xlsx"])
    return [
        *links,
        {"text": _("Libro de códigos"), "url": codebook, "note": _("campos y opciones en cuatro idiomas, XLSX")},
        {"text": _("Recibir las nuevas en tu lector de noticias"), "url": feed, "note": "Atom"},
    ]


def optional_address(name: str) -> str:
    """Return the path of a view by name, or an empty string while the portal does not have it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def shown_choices(query: SearchQuery, results: SearchResults, rows: list[dict[str, Any]]) -> dict[str, list]:
    """Return {"choices", "folded"}: lists of (reference, row), folded those of facts only that follow told ones."""
    found = [(hit.data.get("reference", ""), row) for hit, row in zip(results.hits, rows, strict=True)]
    told = [FACTS not in hit.facets.get(TOLD_FACET, ()) for hit in results.hits]
    if query.sort != "newest" or not any(told):
        return {"choices": found, "folded": []}
    return {
        "choices": [pair for pair, is_told in zip(found, told, strict=True) if is_told],
        "folded": [pair for pair, is_told in zip(found, told, strict=True) if not is_told],
    }


def export_offers(query: SearchQuery, results: SearchResults, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what the bank's template offers for an answer: links, feed_url, compare_url, rows, fields to keep."""
    question = search_address(query, usual_sort="relevance" if query.text else "newest")
    question = "" if question == "?" else question
    kept = [("q", query.text)] if query.text else []
    kept += [(name, code) for name, codes in query.facets.items() for code in codes]
    return {
        "links": download_links(results, question) if results.total else [],
        "feed_url": reverse("practice_feed") + question,
        "compare_url": optional_address("practice_compare"),
        **shown_choices(query, results, rows),
        "kept": kept,
    }
