"""What a web process and its decoder of pictures say to each other: without Django, which the decoder does not load."""

from typing import NamedTuple

TOO_MANY_PIXELS = "too-many-pixels"


class PictureFault(Exception):
    """A picture that is not received; `code` is one of `portal.uploads.refusals`, or TOO_MANY_PIXELS."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class CleanPicture(NamedTuple):
    """A picture as it is kept, and a small one for lists."""

    content: bytes
    small: bytes
    media_type: str
    ending: str
    width: int
    height: int
    note: str
