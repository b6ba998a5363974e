"""What a fillable PDF holds beside its printed text: fields, boxes, notes typed on it, and text inside drawings.

Each answer is put at its place on the page as a token (¤7¤), so that what reads the page's layout reads it there too.
"""

from __future__ import annotations

import re
from typing import Any

from pypdf import PageObject
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)

HIDDEN = 1 << 1 | 1 << 5
READ_BY_NOBODY = {"/Btn": 1 << 16, "/Tx": 1 << 13}  # a button to press, a password
MULTILINE = 1 << 12
DEEPEST = 4
MOST_FIELDS = 2_000
MOST_OPERATIONS = 200_000
TOKEN = re.compile(r"¤(\d{1,4})¤")
TICKED, EMPTY = "☒", "☐"
#: notes that somebody draws over a form by hand
DRAWN_BY_HAND = {"/Ink", "/Stamp", "/Highlight", "/Circle", "/Square", "/Line", "/Underline"}
SMALLEST_BOX, LARGEST_BOX = 5.5, 22


def put_answers(page: PageObject, answers: list[str]) -> None:
    """Write into the content of a page a token for each answer of its fields, and append those to `answers`.

    Text inside drawings (a flattened form) becomes part of the page. Raises what pypdf raises for a damaged one.
    """
    fields = [found for found in map(annotation_answer, annotations(page)) if found]
    operations = page_operations(page)
    drawings = any(operator == b"Do" for _operands, operator in operations)
    if not fields and not drawings:
        return
    resources = DictionaryObject(page.get("/Resources", DictionaryObject()).get_object())
    fonts = DictionaryObject(resources.get("/Font", DictionaryObject()).get_object())
    resources[NameObject("/Font")] = fonts
    page[NameObject("/Resources")] = resources
    if drawings:
        operations = unfold_drawings(page, operations, resources, fonts, 0)
    stream = ContentStream(None, page.pdf)
    stream.operations = operations
    lines = baselines(page) if fields else []
    tokens = []
    for (left, bottom, _right, top), answer, tall in fields[:MOST_FIELDS]:
        size = min(max(top - bottom, 4), 8)
        tokens.append(f"BT /TokenFont {size:.2f} Tf 1 0 0 1 {left:.2f} {baseline(lines, bottom, top, tall):.2f} Tm ")
        tokens.append(f"(\\244{len(answers)}\\244) Tj ET\n")
        answers.append(answer)
    fonts[NameObject("/TokenFont")] = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Courier"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    content = DecodedStreamObject()
    content.set_data("".join(tokens).encode("latin-1") + b"q\n" + stream.get_data() + b"\nQ\n")
    page[NameObject("/Contents")] = content


def page_operations(page: PageObject) -> list[tuple]:
    """Return the drawing of a page as [(operands, operator)], [] for an empty page."""
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else None
    return ContentStream(contents, page.pdf).operations if isinstance(contents, ArrayObject | StreamObject) else []


def annotations(page: PageObject) -> list[DictionaryObject]:
    """Return what lies on a page beside its drawing: fields, notes, links."""
    found = page.get("/Annots", ArrayObject()).get_object()
    return [each for each in (item.get_object() for item in found) if isinstance(each, DictionaryObject)]


def inherited(field: DictionaryObject, name: str) -> Any:
    """Return what a field says of `name`, or the group to which it belongs; None when nobody says."""
    for _step in range(DEEPEST * 4):
        if name in field:
            return field[name].get_object()
        if "/Parent" not in field:
            return None
        field = field["/Parent"].get_object()
    return None


def annotation_answer(note: DictionaryObject) -> tuple[tuple[float, ...], str, bool] | None:
    """Return (place on the page, answer, whether it has several lines) of a field or a typed note; None for no answer."""
    if int(note.get("/F", 0)) & HIDDEN or "/Rect" not in note:
        return None
    kind, tall = note.get("/Subtype"), False
    if kind == "/FreeText":
        answer, tall = str(note.get("/Contents", "")), True
    elif kind == "/Widget":
        flags = int(inherited(note, "/Ff") or 0)
        field_type = inherited(note, "/FT")
        if flags & READ_BY_NOBODY.get(field_type, 0):
            return None
        tall = field_type == "/Tx" and bool(flags & MULTILINE)
        answer = {"/Btn": box_answer, "/Tx": text_answer, "/Ch": choice_answer}.get(field_type, str)(note)
        answer = answer if field_type in ("/Btn", "/Tx", "/Ch") else ""
    else:
        return None
    answer = answer.replace("\r\n", "\n").replace("\r", "\n").strip()
    numbers = [float(number) for number in note["/Rect"].get_object()]
    left, right = sorted(numbers[0::2])
    bottom, top = sorted(numbers[1::2])
    return ((left, bottom, right, top), answer, tall) if answer else None


def box_answer(widget: DictionaryObject) -> str:
    """Return a box with or without its cross: a check box, or one button of a group of which one is chosen."""
    state = widget.get("/AS")
    if state is None:
        chosen, shapes = inherited(widget, "/V"), widget.get("/AP", DictionaryObject()).get_object().get("/N", {})
        return TICKED if chosen not in (None, "/Off", "Off") and (not shapes or chosen in shapes) else EMPTY
    return EMPTY if state == "/Off" else TICKED


def text_answer(widget: DictionaryObject) -> str:
    """Return what was typed into a field."""
    value = inherited(widget, "/V")
    if isinstance(value, StreamObject):
        return value.get_data().decode("utf-8", "replace")
    return str(value) if value is not None else ""


def choice_answer(widget: DictionaryObject) -> str:
    """Return what was chosen from a list, one a line, by the words that the list shows."""
    value, shown = inherited(widget, "/V"), {}
    for option in inherited(widget, "/Opt") or []:
        option = option.get_object()
        if isinstance(option, ArrayObject) and len(option) == 2:
            shown[str(option[0].get_object())] = str(option[1].get_object())
    chosen = value if isinstance(value, ArrayObject) else [value]
    return "\n".join(shown.get(str(each), str(each)) for each in chosen if each is not None)


def baselines(page: PageObject) -> list[float]:
    """Return the heights at which text stands on a page, in points from its foot."""
    found = set()

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, _size: float) -> None:
        if text.strip():
            found.add(round(cm[1] * tm[4] + cm[3] * tm[5] + cm[5], 2))

    page.extract_text(visitor_text=visit)
    return sorted(found)


def baseline(lines: list[float], bottom: float, top: float, tall: bool) -> float:
    """Return the height at which the answer of a field from `bottom` to `top` is read: that of the text beside it."""
    wanted = top - 11 if tall and top - bottom > 24 else (bottom + top) / 2 - 3
    low = top - 18 if tall and top - bottom > 24 else bottom - 3
    near = [line for line in lines if low <= line <= top]
    return min(near, key=lambda line: abs(line - wanted)) if near else wanted


def unfold_drawings(
    page: PageObject, operations: list[tuple], resources: DictionaryObject, fonts: DictionaryObject, depth: int
) -> list[tuple]:
    """Return operations in which each drawing with text (a form XObject) stands as what it draws; `fonts` gets its fonts."""
    found = []
    drawings = resources.get("/XObject", DictionaryObject()).get_object()
    for operands, operator in operations:
        drawing = drawings.get(operands[0]) if operator == b"Do" and operands else None
        drawing = drawing.get_object() if drawing is not None else None
        if drawing is None or drawing.get("/Subtype") != "/Form" or depth >= DEEPEST or len(found) > MOST_OPERATIONS:
            found.append((operands, operator))
            continue
        own = drawing.get("/Resources", resources).get_object()
        names = {}
        for name, font in own.get("/Font", DictionaryObject()).get_object().items():
            names[name] = NameObject(f"/Drawn{len(fonts)}")
            fonts[names[name]] = font
        inner = unfold_drawings(page, ContentStream(drawing, page.pdf).operations, own, fonts, depth + 1)
        matrix = drawing.get("/Matrix", ArrayObject(map(NumberObject, (1, 0, 0, 1, 0, 0)))).get_object()
        found += [([], b"q"), (list(matrix), b"cm")]
        for inner_operands, inner_operator in inner:
            if inner_operator == b"Tf" and inner_operands[0] in names:
                inner_operands = [names[inner_operands[0]], *inner_operands[1:]]
            found.append((inner_operands, inner_operator))
        found.append(([], b"Q"))
    return found


def has_drawn_marks(page: PageObject) -> bool:
    """Tell whether boxes or marks are drawn on a page that no text tells of: squares of a box's size, ink, stamps."""
    if any(note.get("/Subtype") in DRAWN_BY_HAND for note in annotations(page)):
        return True
    boxes, scale, kept = 0, 1.0, []
    for operands, operator in page_operations(page):
        if operator == b"q":
            kept.append(scale)
        elif operator == b"Q" and kept:
            scale = kept.pop()
        elif operator == b"cm" and len(operands) == 6:
            scale *= abs(float(operands[0])) or abs(float(operands[1]))
        elif operator == b"re" and len(operands) == 4:
            width, height = (abs(float(FloatObject(side))) * scale for side in operands[2:])
            boxes += SMALLEST_BOX <= width <= LARGEST_BOX and abs(width - height) <= 0.15 * width
    return boxes >= 2
