"""The first image of a GIF file, without comments and further images (CompuServe, GIF89a specification)."""

from .decoder_protocol import PictureFault

HEADER = 13  # signature and logical screen
EXTENSION, IMAGE, TRAILER = 0x21, 0x2C, 0x3B
GRAPHIC_CONTROL = 0xF9


def first_frame(data: bytes) -> tuple[bytes, bool]:
    """Return (a GIF with the first image alone, whether there were more). Raises PictureFault for a damaged one."""
    try:
        place = HEADER + colours_length(data[10])
        kept, control = [data[:place]], b""
        while data[place] == EXTENSION:
            end = end_of_blocks(data, place + 2)
            if data[place + 1] == GRAPHIC_CONTROL:
                control = data[place:end]
            place = end
        if data[place] != IMAGE:
            raise PictureFault("damaged")
        end = end_of_blocks(data, place + 10 + colours_length(data[place + 9]) + 1)
        kept += [control, data[place:end], bytes([TRAILER])]
    except IndexError as error:
        raise PictureFault("damaged") from error
    return b"".join(kept), has_more(data, end)


def colours_length(flags: int) -> int:
    """Return how many bytes the table of colours takes that these flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def end_of_blocks(data: bytes, place: int) -> int:
    """Return where a row of blocks ends that begins at `place`. Raises IndexError when it never ends."""
    while length := data[place]:
        place += 1 + length
    return place + 1


def has_more(data: bytes, place: int) -> bool:
    """Tell whether another image follows at or after `place`; what is broken behind the first image is left out."""
    try:
        while data[place] == EXTENSION:
            place = end_of_blocks(data, place + 2)
        return data[place] == IMAGE
    except IndexError:
        return False
