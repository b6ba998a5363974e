"""The picture that messengers show beside a shared address: the title as a street plate, below a cover if there is one."""

from io import BytesIO
from textwrap import wrap

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from portal.core.models import CitySettings, PortalImage

from .shapes import SHAPES, known_sizes

SIZE = (1200, 630)  # Open Graph: 1.91 to 1
MARGIN, INNER = 40, 14
WHITE = "#ffffff"
TITLE_SIZES = ((92, 26), (76, 31), (62, 38))  # font size, letters a line
MOST_LINES = 4
BELOW_PICTURE = 352  # where the plate begins below a cover
SIZES_BELOW, LINES_BELOW = ((58, 44), (46, 56)), 2
SEMIBOLD = 600


def font(name: str, size: int) -> FreeTypeFont:
    """Return one of the portal's own faces at `size` pixels."""
    return ImageFont.truetype(finders.find(f"fonts/{name}.woff2"), size)


def fitted(title: str, sizes: tuple[tuple[int, int], ...], most: int) -> tuple[FreeTypeFont, list[str]]:
    """Return (font, lines): the largest of the sizes (font size, letters a line) at which the title needs `most` lines."""
    tried = [(size, wrap(title, letters)) for size, letters in sizes]
    size, lines = next((found for found in tried if len(found[1]) <= most), tried[-1])
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] += " …"
    return font("archivo-condensed-bold-latin", size), kept


def shortened(text: str, face: FreeTypeFont) -> str:
    """Return a text that fits on one line of the card, cut at a letter where it is long."""
    room = SIZE[0] - 2 * (MARGIN + 20)
    if face.getlength(text) <= room:
        return text
    return next(
        f"{text[:end].rstrip()} …" for end in range(len(text), 0, -1) if face.getlength(f"{text[:end]} …") <= room
    )


def draw_card(title: str, line: str, foot: str, colour: str, picture: Image.Image | None = None) -> Image.Image:
    """Return the card: title large, a line and the foot below; with a picture, that above the plate."""
    image = Image.new("RGB", SIZE, colour)
    canvas = ImageDraw.Draw(image)
    top = BELOW_PICTURE if picture else 0
    if picture:
        image.paste(picture.convert("RGB").resize((SIZE[0], BELOW_PICTURE)))
    canvas.rectangle([INNER, top + INNER, SIZE[0] - INNER, SIZE[1] - INNER], outline=WHITE, width=4)
    face, lines = fitted(title, SIZES_BELOW, LINES_BELOW) if picture else fitted(title, TITLE_SIZES, MOST_LINES)
    text = font("public-sans-latin", 30 if picture else 34)
    text.set_variation_by_axes([SEMIBOLD])
    step = 44 if picture else 50
    written = top + (INNER + 22 if picture else MARGIN + 30)
    for part in lines:
        canvas.text((MARGIN + 20, written), part, font=face, fill=WHITE)
        written += int(face.size * 1.08)
    bottom = SIZE[1] - (INNER + 16 if picture else MARGIN)
    canvas.text((MARGIN + 20, bottom - 2 * step), shortened(line, text), font=text, fill=WHITE)
    canvas.text((MARGIN + 20, bottom - step), shortened(foot, text), font=text, fill=WHITE)
    return image


def opened_cover(image: PortalImage | None) -> Image.Image | None:
    """Return a stored picture in the shape of the card's upper part, or None where there is none, or none yet."""
    size = next(iter(known_sizes(image, SHAPES["band"]).values()), None) if image else None
    if size is None:
        return None
    try:
        with size.file.open() as stream, Image.open(stream) as picture:
            return picture.copy()
    except OSError:
        return None


def card_response(
    title: str, line: str, city: CitySettings, image: PortalImage | None = None, place: str = ""
) -> HttpResponse:
    """Answer with a card: a PNG of letters alone, a JPEG of those with a picture (messengers refuse more than 300 KB)."""
    picture, out = opened_cover(image), BytesIO()
    foot = " · ".join(part for part in (place, city.name) if part)
    card = draw_card(title, line, foot, city.colour, picture)
    if picture:
        card.save(out, "JPEG", quality=82, optimize=True)
    else:
        card.save(out, "PNG", optimize=True)
    return HttpResponse(out.getvalue(), content_type="image/jpeg" if picture else "image/png")
