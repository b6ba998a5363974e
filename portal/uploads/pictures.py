"""Pictures from the public, cleaned by a process of their own (`portal.uploads.decoder`): what it is given, what it says.

One picture at a time for each web process: so many decoders as there are of those, whatever is sent at once.
"""

import json
import logging
import subprocess
import sys
import threading

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from .decoder_protocol import TOO_MANY_PIXELS, CleanPicture
from .refusals import refusal

logger = logging.getLogger(__name__)

COMMAND = (sys.executable, "-E", "-s", "-W", "ignore", "-m", "portal.uploads.decoder")
PATIENCE = 20  # seconds that a picture waits for others
LONGEST = 120  # seconds until a decoder is ended, on the slowest machine
_decoding = threading.Lock()


def clean_picture(data: bytes, format: str, pixels: int) -> CleanPicture:
    """Return a picture written anew; `format` is Pillow's name, `pixels` the limit.

    Raises ValidationError for one that is damaged or too large, or when too many people send pictures at once.
    """
    if not _decoding.acquire(timeout=PATIENCE):
        raise refusal("busy")
    try:
        said = decoder_answer(json.dumps({"format": format, "pixels": pixels}).encode() + b"\n" + data)
    finally:
        _decoding.release()
    head, _line, pictures = said.partition(b"\n")
    facts = json.loads(head)
    if code := facts.get("code"):
        raise many_pixels(pixels) if code == TOO_MANY_PIXELS else refusal(code)
    content, small = pictures[: facts["content"]], pictures[facts["content"] :]
    return CleanPicture(**facts | {"content": content, "small": small})


def decoder_answer(given: bytes) -> bytes:
    """Return what the decoder writes for these bytes. Raises ValidationError when it dies, or does not come to an end."""
    try:
        done = subprocess.run(COMMAND, input=given, capture_output=True, cwd=settings.BASE_DIR, timeout=LONGEST)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        logger.warning("The decoder of pictures was ended after %d seconds.", LONGEST)
        raise refusal("too-large-to-open") from error
    if done.returncode:
        logger.warning("The decoder of pictures ended with status %d.", done.returncode)
        raise refusal("damaged")
    return done.stdout


def many_pixels(most: int) -> ValidationError:
    """Return the ValidationError for a picture of more than `most` pixels, which is told before anything is decoded."""
    text = gettext(
        "Tiene demasiados píxeles: puede tener hasta %(most)d megapíxeles. Achícala en tu teléfono o computadora."
    )
    return ValidationError(text % {"most": most // 1_000_000}, code=TOO_MANY_PIXELS)
