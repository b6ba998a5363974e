"""What a fillable PDF was answered, which boxes are crossed, and pages of two columns: read, or refused, never guessed."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from portal.core.import_report import Refusal
from portal.practices.importing.files import records_in
from portal.practices.importing.oidp_text import read_form

from .tables import page_stream, pdf_of

pytestmark = pytest.mark.django_db

FORM = """Título de la experiencia: Mesa de la costa
Nombre de la ciudad/región: Puerto Lindo
País: Argentina
Institución candidata: Municipalidad
Fecha de inicio de la experiencia: marzo de 2019
Fecha de fin: en curso
Tipo de experiencia:
{options}
Objetivo principal de la experiencia innovadora
Decidir sobre la costa."""
TYPES = ("Presupuesto participativo", "Planificación urbana", "Consejo")
FIRST_TYPE = 7  # its line on the page, from 0


def only(data):
    """Return the one PracticeRecord in a file (bytes). Raises the Refusal that stands for it."""
    (record,) = records_in(data)
    if isinstance(record, Refusal):
        raise record
    return record


def form_lines(options):
    """Return the lines of the form with lines of options."""
    return FORM.format(options="\n".join(options)).split("\n")


def typed(name, value, **more):
    """Return what a text field says."""
    return {"/FT": NameObject("/Tx"), "/T": TextStringObject(name), "/V": TextStringObject(value), **more}


def box(name, on):
    """Return what a check box says."""
    state = NameObject("/Yes" if on else "/Off")
    return {"/FT": NameObject("/Btn"), "/T": TextStringObject(name), "/V": state, "/AS": state}


def fillable(lines, *fields, extra=b""):
    """Return a PDF (bytes) of lines, with fields: (line, left, what the field says); `extra` is drawn below the text."""
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf_of([extra + b"\n" + page_stream(lines)]))))
    page, notes = writer.pages[0], ArrayObject()
    for line, left, said in fields:
        foot = 800 - 14 * line - 3
        note = DictionaryObject({NameObject("/Subtype"): NameObject("/Widget")})
        note[NameObject("/Rect")] = ArrayObject(map(FloatObject, (left, foot, left + 12, foot + 12)))
        for name, value in said.items():
            note[NameObject(name)] = value
        notes.append(writer._add_object(note))
    page[NameObject("/Annots")] = notes
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_answers_in_the_fields_of_a_fillable_pdf_are_read():
    labels = [line.partition(":")[0] + ":" if ":" in line else line for line in FORM.split("\n")[:7]]
    labels += ["Objetivo principal de la experiencia innovadora:"]
    answers = ["Mesa de la costa", "Puerto Lindo", "Argentina", "Municipalidad", "marzo de 2019", "en curso"]
    fields = [(line, 300, typed(f"campo {line}", answer)) for line, answer in enumerate(answers)]
    fields.append((0, 400, typed("oculto", "nada de esto", **{"/F": NumberObject(2)})))
    shown = ArrayObject([ArrayObject([TextStringObject("pb"), TextStringObject("Presupuesto participativo")])])
    chosen = {"/FT": NameObject("/Ch"), "/T": TextStringObject("tipo"), "/Opt": shown, "/V": TextStringObject("pb")}
    fields += [(6, 300, chosen), (7, 300, typed("largo", "Decidir sobre la costa.\nEntre todos."))]
    record = only(fillable(labels, *fields))
    assert record.languages["es"]["title"] == "Mesa de la costa"
    assert record.languages["es"]["institution"] == "Municipalidad"
    assert record.facts["start"] == "2019-03"
    assert record.facts["types"] == ["pb"]
    assert record.languages["es"]["main_objective_text"] == "<p>Decidir sobre la costa.</p><p>Entre todos.</p>"


@pytest.mark.parametrize("left", [30, 300])
def test_only_crossed_check_boxes_were_chosen(left):
    fields = [(FIRST_TYPE + index, left, box(f"cb{index}", index != 1)) for index in range(3)]
    record = only(fillable(form_lines(f"  {name}" for name in TYPES), *fields))
    assert record.facts["types"] == ["pb", "council"]
    assert any("Planificación urbana" in note for _page, note in record.notes)


def test_the_button_that_a_group_names_was_chosen():
    group = DictionaryObject({NameObject("/FT"): NameObject("/Btn"), NameObject("/V"): NameObject("/b1")})
    shapes = [
        DictionaryObject({NameObject("/N"): DictionaryObject({NameObject(f"/b{index}"): NumberObject(0)})})
        for index in range(3)
    ]
    fields = [(FIRST_TYPE + index, 30, {"/Parent": group, "/AP": shapes[index]}) for index in range(3)]
    assert only(fillable(form_lines(f"  {name}" for name in TYPES), *fields)).facts["types"] == ["planning"]


def test_what_somebody_typed_over_a_form_is_read():
    cross = {"/Subtype": NameObject("/FreeText"), "/Contents": TextStringObject("X")}
    assert only(fillable(form_lines(f"  {name}" for name in TYPES), (FIRST_TYPE, 300, cross))).facts["types"] == ["pb"]


def test_boxes_that_are_drawn_are_refused():
    squares = b"\n".join(
        b"q 1 0 0 1 30 %d cm 0 0 10 10 re S Q" % (800 - 14 * (FIRST_TYPE + index)) for index in range(3)
    )
    with pytest.raises(Refusal, match="casillas están dibujadas"):
        only(fillable(form_lines(f"  {name}" for name in TYPES), extra=squares))
    ink = {"/Subtype": NameObject("/Ink")}
    with pytest.raises(Refusal, match="casillas están dibujadas"):
        only(fillable(form_lines(f"  {name}" for name in TYPES), (FIRST_TYPE, 30, ink)))


def test_text_in_the_drawings_of_a_flattened_form_is_read():
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf_of([page_stream(["País: Argentina"])]))))
    fonts = writer.pages[0]["/Resources"]
    pages = PdfReader(io.BytesIO(pdf_of([page_stream(form_lines(TYPES[:1]))]))).pages
    drawing, content = DecodedStreamObject(), DecodedStreamObject()
    drawing.set_data(pages[0].get_contents().get_data())
    for name, value in {"/Type": "/XObject", "/Subtype": "/Form"}.items():
        drawing[NameObject(name)] = NameObject(value)
    drawing[NameObject("/BBox")] = ArrayObject(map(NumberObject, (0, 0, 595, 842)))
    drawing[NameObject("/Resources")] = fonts
    content.set_data(b"q /Drawing Do Q")
    page = writer.pages[0]
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/Drawing"): writer._add_object(drawing)})}
    )
    page[NameObject("/Contents")] = writer._add_object(content)
    out = io.BytesIO()
    writer.write(out)
    assert only(out.getvalue()).facts["types"] == ["pb"]


SIGNS = [
    ("☒", "☐"), ("☑", "□"), ("■", "□"), ("✓", "◻"), ("✔", "❏"), ("●", "○"), ("[x]", "[ ]"), ("[X]", "[]"), ("(x)", "( )"),
    ("x", "o"), ("X", "○"), ("\uf0fe", "\uf0a8"), ("\uf0fd", "\uf06f"), ("_X_", "___"), ("◼", "☐"), ("- [x]", "- [ ]"),
]  # fmt: skip


@pytest.mark.parametrize(("full", "empty"), SIGNS)
def test_every_usual_sign_of_a_box_is_understood(full, empty):
    options = [f"\t{full} {TYPES[0]}", f"\t{empty} {TYPES[1]}", f"\t{full} {TYPES[2]}"]
    record = read_form("\n".join(form_lines(options)))
    assert record.facts["types"] == ["pb", "council"]


@pytest.mark.parametrize("line", ["{0} ☒ {1} ☐ {2} ☒", "☒ {0} ☐ {1} ☒ {2}", "[x] {0}   [ ] {1}   [x] {2}"])
def test_boxes_beside_each_other_are_told_apart(line):
    record = read_form("\n".join(form_lines(["\t" + line.format(*TYPES)])))
    assert record.facts["types"] == ["pb", "council"]


@pytest.mark.parametrize("sign", ["□", "○", "❑", "o"])
def test_a_sign_that_may_be_a_bullet_or_an_empty_box_is_refused(sign):
    with pytest.raises(Refusal, match="casilla sin marcar") as refused:
        read_form("\n".join(form_lines(f"\t{sign} {name}" for name in TYPES)))
    assert refused.value.line == FIRST_TYPE + 1


def test_squares_before_every_option_are_bullets():
    record = read_form("\n".join(form_lines(f"\t■ {name}" for name in TYPES)))
    assert record.facts["types"] == ["pb", "planning", "council"]


def test_empty_boxes_alone_choose_nothing_and_are_named():
    record = read_form("\n".join(form_lines(f"\t☐ {name}" for name in TYPES)))
    assert record.facts["types"] == []
    assert sum("no está marcado" in note for _line, note in record.notes) == 3


def test_the_only_answer_of_a_heading_needs_no_mark():
    record = read_form("\n".join([*form_lines(["\t☒ Consejo"])[:8], "Tipo de candidatura: Experiencia nueva"]))
    assert record.facts["candidacy"] == "new"
    assert any("se tomó sin marca" in note for _line, note in record.notes)


# Columns -----------------------------------------------------------------------------------------------------------

ANSWER = [
    "Con asambleas mensuales en la escuela,",
    "durante dos años, y con una votación",
    "en lancha, que contó el consejo.",
]


def beside(left, right, width=50):
    """Return lines of two columns."""
    rows = max(len(left), len(right))
    left, right = left + [""] * (rows - len(left)), right + [""] * (rows - len(right))
    return [f"{one:<{width}}{other}".rstrip() for one, other in zip(left, right, strict=True)]


def monospaced(lines):
    """Return a PDF (bytes) of lines in letters of one width."""
    return pdf_of([page_stream(lines)]).replace(b"/BaseFont /Helvetica ", b"/BaseFont /Courier   ")


def test_newspaper_columns_are_read_one_after_the_other():
    left = form_lines(TYPES[:1])[:8]
    right = ["Objetivo principal de la experiencia", "innovadora", "Decidir sobre la costa, cada uno", "con su voto.", "",
             "¿De qué manera se ha alcanzado ese", "objetivo?", *ANSWER]  # fmt: skip
    record = only(monospaced(beside(left, right)))
    assert record.languages["es"]["main_objective_text"] == "<p>Decidir sobre la costa, cada uno con su voto.</p>"
    assert record.languages["es"]["how_achieved"] == f"<p>{' '.join(ANSWER)}</p>"
    assert record.facts["types"] == ["pb"]


def table(centred=False):
    """Return the lines of a table of questions and answers."""
    rows = [(["Título de la experiencia"], ["Mesa de la costa"]), (["Nombre de la ciudad/región"], ["Puerto Lindo"]),
            (["País"], ["Argentina"]), (["Fecha de inicio de la", "experiencia"], ["marzo de 2019"]),
            (["Tipo de experiencia"], ["Consejo"]),
            (["Objetivo principal de la", "experiencia innovadora"], ["Decidir sobre la costa."]),
            (["¿De qué manera se ha alcanzado", "ese objetivo?"], [*ANSWER, *ANSWER[::-1]])]  # fmt: skip
    lines = []
    for left, right in rows:
        above = max(len(right) - len(left), 0) // 2 if centred else 0
        lines += beside([""] * above + left, right)
    return lines


def test_a_table_of_questions_and_answers_is_read():
    record = only(monospaced(table()))
    texts = record.languages["es"]
    assert (texts["title"], record.facts["place_country"], record.facts["start"]) == (
        "Mesa de la costa",
        "AR",
        "2019-03",
    )
    assert texts["main_objective_text"] == "<p>Decidir sobre la costa.</p>"
    assert texts["how_achieved"].startswith("<p>Con asambleas mensuales en la escuela, durante dos años")
    assert record.facts["types"] == ["council"]


def test_a_table_whose_questions_may_stand_in_the_middle_is_refused():
    with pytest.raises(Refusal, match="no se sabe qué respuesta"):
        only(monospaced(table(centred=True)))
