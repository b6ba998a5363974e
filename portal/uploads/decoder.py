"""Pictures from the public, written anew: no EXIF, no place, no second content; the right way up, in sRGB, not too large.

Run by `portal.uploads.pictures` as a process of its own, without Django: a hostile file breaks or fills that one alone.
Standard input: a line of JSON (format, pixels), then the file. Standard output: a line of JSON, then the two pictures.
Memory: what decoding takes is estimated from the head of the file (bytes for each pixel as measured with Pillow 13) and
refused above DECODING. A JPEG in one pass is decoded smaller.
"""

import json
import resource
import sys
from io import BytesIO

from PIL import Image, ImageCms
from pillow_heif import HeifImagePlugin  # noqa: F401 (lets Pillow open HEIC)

from .decoder_protocol import TOO_MANY_PIXELS, CleanPicture, PictureFault
from .gif import first_frame
from .jpeg import coefficient_bytes

LONGEST_SIDE, SMALL_SIDE = 2400, 320  # pixels
DECODING = 175_000_000  # bytes; with all around it the process stays below 300 MB
MOST_MEMORY = 2_000_000_000  # bytes of addresses: what the estimate missed ends the process before the machine suffers
MOST_SECONDS = 60  # of the processor
HEAVIEST, HEAVIEST_PNG = 3_000_000, 1_500_000  # bytes of a picture as it is kept
QUALITIES = (85, 75, 60, 40)
LARGEST_PROFILE = 1_000_000  # bytes of a colour profile
#: bytes for each pixel until the picture is small; 9: palette, its colours, and those ready to be mixed
FOR_EACH_PIXEL = {"WEBP": 17, "HEIF": 7}
FOR_EACH_MODE = {"1": 1, "L": 1, "RGB": 4, "CMYK": 4}
ANY_MODE = 9
COLOUR_SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}
#: what EXIF says of the camera's position → how the picture is turned (Exif 2.32, 4.6.4, tag 274)
ORIENTATION = 274
FIRST_FRAME, SMALLER = "first-frame", "smaller"  # as CleaningNote keeps them
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def decoded_file(data: bytes, format: str, pixels: int) -> CleanPicture:
    """Return a picture written anew; `format` is Pillow's name, `pixels` the limit.

    Raises PictureFault for one that is damaged or too large, whatever the decoder says of it.
    """
    try:
        picture, note = decoded_picture(data, format, pixels)
        return written(picture, format, note)
    except PictureFault:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureFault(TOO_MANY_PIXELS) from error
    except Exception as error:  # decoders raise nearly everything for hostile bytes
        raise PictureFault("damaged") from error


def decoded_picture(data: bytes, format: str, pixels: int) -> tuple[Image.Image, str]:
    """Return a decoded picture of at most LONGEST_SIDE, turned and in sRGB, and what its sender should know of it or ""."""
    is_animated = False
    if format == "GIF":
        data, is_animated = first_frame(data)
    with Image.open(BytesIO(data), formats=[format]) as picture:
        if picture.width * picture.height > pixels:
            raise PictureFault(TOO_MANY_PIXELS)
        refuse_much_memory(picture, format, data)
        is_animated = is_animated or (format in ("PNG", "WEBP") and getattr(picture, "is_animated", False))
        is_large = max(picture.size) > LONGEST_SIDE
        picture.load()
        turn, profile = TURNS.get(orientation(picture)), picture.info.get("icc_profile")
        shown = with_plain_mode(picture)
        shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=1.0)
        shown = in_srgb(shown if turn is None else shown.transpose(turn), profile)
    return shown, FIRST_FRAME if is_animated else SMALLER if is_large else ""


def refuse_much_memory(picture: Image.Image, format: str, data: bytes) -> None:
    """Have a JPEG decoded smaller; raise PictureFault when decoding would still take more than DECODING."""
    width, height = picture.size
    needed = width * height * (FOR_EACH_PIXEL.get(format) or FOR_EACH_MODE.get(picture.mode, ANY_MODE))
    if format == "JPEG":
        longest = max(width, height)  # the decoder takes the scale at which both sides still reach what is asked for
        picture.draft(picture.mode, (width * LONGEST_SIDE // longest, height * LONGEST_SIDE // longest))
        needed = picture.width * picture.height * FOR_EACH_MODE.get(picture.mode, ANY_MODE)
        needed += coefficient_bytes(data, width * height)
    if needed > DECODING:
        raise PictureFault("too-large-to-open")


def orientation(picture: Image.Image) -> int:
    """Return how the camera was held (EXIF 274); 1 where that cannot be read."""
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # broken EXIF is no reason to refuse: it is left out anyway
        return 1


def with_plain_mode(picture: Image.Image) -> Image.Image:
    """Return a picture whose pixels can be mixed: L, RGB, RGBA or CMYK."""
    if picture.mode.startswith(("I", "F")):  # 16 bits for each pixel
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in picture.info:
        is_clear = picture.mode != "P" or "transparency" in picture.info
        return picture.convert("RGBA" if is_clear else "RGB")
    return picture if picture.mode in ("L", "RGB", "RGBA", "CMYK") else picture.convert("RGB")


def in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture (L, RGB or RGBA) whose colours need no profile; a profile that cannot be used is left out."""
    clear = picture.getchannel("A") if picture.mode == "RGBA" else None
    colours = picture.convert("RGB") if clear else picture
    if profile and len(profile) <= LARGEST_PROFILE:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if source.profile.xcolor_space.strip() == COLOUR_SPACES.get(colours.mode):
                target = ImageCms.createProfile("sRGB")
                colours = ImageCms.profileToProfile(colours, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    if colours.mode not in ("L", "RGB"):
        colours = colours.convert("RGB")
    if clear:
        colours.putalpha(clear)
    return colours


def written(picture: Image.Image, format: str, note: str) -> CleanPicture:
    """Return a picture as the bytes that are kept: PNG where it is drawn or clear in places and light enough, else JPEG."""
    picture.info = {}  # writers would take texts, profiles and comments over
    is_clear = picture.mode == "RGBA" and picture.getextrema()[3][0] < 255
    small = on_white(picture)
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    facts = {"small": as_jpeg(small, 75), "width": picture.width, "height": picture.height, "note": note}
    if is_clear or format in ("PNG", "GIF"):
        content = BytesIO()
        (picture if is_clear else on_white(picture)).save(content, "PNG")
        if content.tell() <= HEAVIEST_PNG:
            return CleanPicture(content.getvalue(), media_type="image/png", ending="png", **facts)
    full = on_white(picture)
    content = next((made for made in (as_jpeg(full, quality) for quality in QUALITIES) if len(made) <= HEAVIEST), None)
    if content is None:
        raise PictureFault("too-large-to-open")
    return CleanPicture(content, media_type="image/jpeg", ending="jpg", **facts)


def on_white(picture: Image.Image) -> Image.Image:
    """Return a copy of a picture without clear places and without anything but its pixels."""
    copy = Image.new("L" if picture.mode == "L" else "RGB", picture.size, "white")
    copy.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return copy


def as_jpeg(picture: Image.Image, quality: int) -> bytes:
    """Return a picture (L or RGB) as a JPEG file."""
    content = BytesIO()
    picture.save(content, "JPEG", quality=quality)
    return content.getvalue()


def answer_one_picture() -> None:
    """Read one picture from standard input, and write what became of it to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    asked, output = json.loads(sys.stdin.buffer.readline()), sys.stdout.buffer
    try:
        clean = decoded_file(sys.stdin.buffer.read(), asked["format"], asked["pixels"])
    except PictureFault as fault:
        output.write(json.dumps({"code": fault.code}).encode() + b"\n")
        return
    facts = clean._asdict() | {"content": len(clean.content), "small": len(clean.small)}
    output.write(json.dumps(facts).encode() + b"\n" + clean.content + clean.small)


if __name__ == "__main__":
    answer_one_picture()
