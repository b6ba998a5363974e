"""Addresses of what is taken home: a selection in every format, its codebook, feed, citations and paper."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.core.atom import feed_response, last_logged_change
from portal.core.context import city_of
from portal.core.language import reader_language
from portal.practices.views import public_practice

from .citations import bibtex_entries, csl_array, ris_records
from .codebook import codebook, codebook_rows
from .csvfile import BYTE_ORDER_MARK, csv_lines, table_lines
from .feed import practice_feed
from .jsonfile import json_lines, json_object, json_text
from .print_context import cite_context, print_context
from .request_words import asked_address
from .selection import shown_pages, whole_practices
from .xlsxfile import write_codebook, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
    "json": "application/json",
    "jsonl": "application/jsonl",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}


def wants_mark(request: HttpRequest) -> bool:
    """Tell whether a CSV begins with the byte order mark by which Excel knows UTF-8; `bom=0` leaves it out."""
    return request.GET.get("bom") != "0"


# form: function (request, language) that yields the text of a selection piece by piece
STREAMS = {
    "csv": lambda request, language: csv_lines(
        whole_practices(request.GET, language), language, with_mark=wants_mark(request)
    ),
    "json": lambda request, language: json_object(
        whole_practices(request.GET, language), asked_address(request.GET, language)
    ),
    "jsonl": lambda request, language: json_lines(whole_practices(request.GET, language)),
    "bib": lambda request, language: bibtex_entries(shown_pages(request.GET, language), language),
    "ris": lambda request, language: ris_records(shown_pages(request.GET, language), language),
    "csl": lambda request, language: csl_array(shown_pages(request.GET, language), language),
}


def as_download(response: HttpResponseBase, name: str, form: str) -> HttpResponseBase:
    """Give a response its type and file name, and keep it out of search engines. Returns the response."""
    response["Content-Type"] = TYPES[form]
    extension = "csl.json" if form == "csl" else form
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def selection(request: HttpRequest, form: str) -> HttpResponseBase:
    """The answer of the bank, or the practices chosen with `ref`, as a file. Raises Http404 for an unknown format."""
    language, name = reader_language(), f"practices-{timezone.localdate()}"
    if form not in TYPES:
        raise Http404
    if request.method == "HEAD":  # nobody would read what it takes long to write
        return as_download(HttpResponse(), name, form)
    if form == "xlsx":
        asked = asked_address(request.GET, language)
        return as_download(
            FileResponse(write_xlsx(whole_practices(request.GET, language), language, asked)), name, form
        )
    return as_download(StreamingHttpResponse(STREAMS[form](request, language)), name, form)


@require_safe
def codebook_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The fields, the options with their words in all languages, the licence. Raises Http404 for an unknown format."""
    if form == "csv":
        mark = BYTE_ORDER_MARK if wants_mark(request) else ""
        response = HttpResponse(mark + "".join(table_lines(codebook_rows())))
    elif form == "json":
        response = HttpResponse(json_text(codebook()))
    elif form == "xlsx":
        response = FileResponse(write_codebook())
    else:
        raise Http404
    return as_download(response, "codebook", form)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The Atom feed of a question; the middleware answers 304 to whoever has this state already."""
    found = practice_feed(request.GET, reader_language(), request.path, city_of(request).name)
    return feed_response(found, last_logged_change())


@require_safe
def cite(request: HttpRequest) -> HttpResponse:
    """The citations of a selection as text, with the files for reference managers."""
    return render(request, "practices/exporting/cite.html", cite_context(request.GET))


@require_safe
def practice_paper_view(request: HttpRequest) -> HttpResponse:
    """A selection for paper: each practice in full on a sheet of its own."""
    return render(request, "practices/exporting/paper.html", print_context(request.GET))


@require_safe
def one_citation(request: HttpRequest, reference: str, form: str) -> HttpResponse:
    """The citation of one practice for reference managers. Raises Http404 for an unknown practice or format."""
    practice, language = public_practice(reference), reader_language()
    writers = {"bib": bibtex_entries, "ris": ris_records, "csl": csl_array}
    if form not in writers:
        raise Http404
    return as_download(HttpResponse("".join(writers[form]([practice], language))), practice.reference, form)
