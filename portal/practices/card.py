"""The picture that messengers show beside a shared address: the practice's title as a street plate."""

from io import BytesIO
from textwrap import wrap

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)  # Open Graph: 1.91 to 1
MARGIN, INNER = 40, 14
WHITE = "#ffffff"
TITLE_SIZES = ((92, 26), (76, 31), (62, 38))  # font size, letters a line
MOST_LINES = 4
SEMIBOLD = 600


def font(name: str, size: int) -> FreeTypeFont:
    """Return one of the portal's own faces at `size` pixels."""
    return ImageFont.truetype(finders.find(f"fonts/{name}.woff2"), size)


def fitted(title: str) -> tuple[FreeTypeFont, list[str]]:
    """Return (font, lines): the largest of the sizes at which the title needs at most four lines."""
    tried = [(size, wrap(title, letters)) for size, letters in TITLE_SIZES]
    size, lines = next((found for found in tried if len(found[1]) <= MOST_LINES), tried[-1])
    kept = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        kept[-1] += " …"
    return font("archivo-condensed-bold-latin", size), kept


def draw_card(title: str, place: str, city: str, colour: str) -> bytes:
    """Return the card as PNG bytes: title (str) large, place and period below, the city's name (str) as its own plate."""
    image = Image.new("RGB", SIZE, colour)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle([INNER, INNER, SIZE[0] - INNER, SIZE[1] - INNER], outline=WHITE, width=4)
    face, lines = fitted(title)
    text = font("public-sans-latin", 34)
    text.set_variation_by_axes([SEMIBOLD])
    top = MARGIN + 30
    for line in lines:
        canvas.text((MARGIN + 20, top), line, font=face, fill=WHITE)
        top += int(face.size * 1.08)
    canvas.text((MARGIN + 20, SIZE[1] - MARGIN - 100), place, font=text, fill=WHITE)
    canvas.text((MARGIN + 20, SIZE[1] - MARGIN - 50), city, font=text, fill=WHITE)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
