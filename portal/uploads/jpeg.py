"""The head of a JPEG file: in how many passes it is written, and so what decoding it takes (ITU-T T.81, annex B)."""

from .decoder_protocol import PictureFault

MOST_SCANS = 32  # passes; each one runs over all pixels again, and encoders write about ten
START_OF_SCAN = b"\xff\xda"
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # markers that begin a frame
ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length


def coefficient_bytes(data: bytes, pixels: int) -> int:
    """Return how many bytes a decoder holds beside the picture: all coefficients of a file in several passes, else 0.

    Raises PictureFault for a file without frame or scan, and for one of so many passes that it never ends.
    """
    samples, components, place = 0.0, 0, 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            raise PictureFault("damaged")
        marker = data[place + 1]
        if marker == 0xFF or marker in ALONE:
            place += 1 if marker == 0xFF else 2
            continue
        body = data[place + 4 : place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")]
        if marker in FRAMES:
            samples, components = samples_of(body), body[5]
            is_progressive = marker not in (0xC0, 0xC1)
        elif marker == START_OF_SCAN[1] and components and body:
            refuse_many_scans(data[place:])
            return round(2 * pixels * samples) if is_progressive or body[0] < components else 0
        place += 4 + len(body)
    raise PictureFault("damaged")


def samples_of(frame: bytes) -> float:
    """Return how many samples a frame has for each pixel: 3 for full colour, 1.5 where colours are halved twice."""
    if len(frame) < 6 or not frame[5] or len(frame) < 6 + 3 * frame[5]:
        raise PictureFault("damaged")
    factors = [(frame[at] >> 4, frame[at] & 15) for at in range(7, 6 + 3 * frame[5], 3)]
    widest, highest = max(across for across, _down in factors), max(down for _across, down in factors)
    if not widest or not highest:
        raise PictureFault("damaged")
    return sum(across * down for across, down in factors) / (widest * highest)


def refuse_many_scans(data: bytes) -> None:
    """Raise PictureFault for a file of more than MOST_SCANS passes."""
    if data.count(START_OF_SCAN) > MOST_SCANS:
        raise PictureFault("too-large-to-open")
