"""How a received file is sent to somebody who may see it: never run, never kept, never guessed at."""

from django.http import FileResponse

from .models import ReceivedFile

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def file_response(received: ReceivedFile, *, inline: bool = False, small: bool = False) -> FileResponse:
    """Return a file for a view that asked for rights already; `small`: the little picture of a list.

    Only pictures, which were written anew here, are shown inline. Raises FileNotFoundError when the file is gone.
    """
    is_small = small and bool(received.small)
    content = (received.small if is_small else received.file).open("rb")
    return FileResponse(
        content,
        as_attachment=not (inline and received.is_picture),
        filename=received.name,
        content_type="image/jpeg" if is_small else received.media_type,
        headers=SAFE,
    )
