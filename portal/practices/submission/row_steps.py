"""The long form, what there is several of: who put in what, organisations, figures, links and documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.submissions.steps import StepForm
from portal.uploads.fields import ReceivedFilesField
from portal.uploads.intake import FileLimits

from .fields import UNSAID, code_choice, line_input, web_address_input

DOCUMENTS_FIELD = "documents"  # in the bundle of the draft, and in the form
DOCUMENTS = FileLimits(kinds=frozenset({"pdf", "office"}), most=4)


@dataclass(frozen=True)
class RowPart:
    """One field of a row: `make` gets its label; `missing` is said where the rest of the row is there and this is not."""

    label: Any
    make: Callable[[Any], forms.Field]
    missing: Any = ""


class PracticeRowsStep(StepForm):
    """A step of numbered rows. Its cleaned data has the rows that say something, [{part: text}], under `rows_name`."""

    rows_name = ""
    parts: dict[str, RowPart] = {}
    most_rows = 0
    optional = True

    def clean(self) -> dict[str, Any]:
        """Gather the rows; ask for what a row lacks."""
        cleaned, rows = super().clean(), []
        for number in range(1, self.most_rows + 1):
            row = {part: cleaned.get(row_field(self.rows_name, number, part)) or "" for part in self.parts}
            if not any(row.values()):
                continue
            rows.append(row)
            for part, rule in self.parts.items():
                name = row_field(self.rows_name, number, part)
                if rule.missing and not row[part] and name not in self.errors:
                    self.add_error(name, rule.missing)
        cleaned[self.rows_name] = rows
        return cleaned


def row_field(rows_name: str, number: int, part: str) -> str:
    """Return the name of a field in a row: "figures_1_value"."""
    return f"{rows_name}_{number}_{part}"


def rows_step(rows_name: str, most_rows: int, parts: dict[str, RowPart], **words: Any) -> type[PracticeRowsStep]:
    """Return a step for rows of these parts; `words` are its slug, title and why."""
    fields = {
        row_field(rows_name, number, part): rule.make(format_lazy("{}. {}", number, rule.label))
        for number in range(1, most_rows + 1)
        for part, rule in parts.items()
    }
    attributes = {"rows_name": rows_name, "most_rows": most_rows, "parts": parts, "__module__": __name__}
    return type(PracticeRowsStep)(f"Practice{rows_name.title()}Step", (PracticeRowsStep,), attributes | words | fields)


CONTRIBUTIONS_STEP = rows_step(
    "contributions",
    4,
    {
        "who": RowPart(_("Quién"), lambda label: code_choice("contributor", label, _("Nadie más")),
                       _("Elige quién puso esto.")),
        "text": RowPart(_("Qué puso"), lambda label: line_input(label, 300), _("Escribe qué puso.")),
    },
    slug="contributions",
    title=_("Quién puso qué"),
    why=_("Por ejemplo: la escuela, el dinero para los bancos; el gobierno de la ciudad, los árboles."),
)  # fmt: skip
ORGANISATIONS_STEP = rows_step(
    "organisations",
    3,
    {
        "name": RowPart(_("Organización"), lambda label: line_input(label, 200), _("Escribe cómo se llama.")),
        "role": RowPart(_("Su papel"), lambda label: code_choice("organisation_role", label, UNSAID)),
    },
    slug="organisations",
    title=_("Qué organizaciones estuvieron"),
    why=_("Con su nombre completo, para que se pueda saber en qué más están."),
)
FIGURES_STEP = rows_step(
    "figures",
    3,
    {
        "value": RowPart(_("Cifra"), lambda label: line_input(label, 40), _("Escribe la cifra.")),
        "label": RowPart(_("De qué"), lambda label: line_input(label, 120), _("Escribe de qué es la cifra.")),
    },
    slug="figures",
    title=_("Cifras"),
    why=_("Por ejemplo: 240, vecinas y vecinos en las asambleas de marzo a junio."),
)
LINKS_STEP = rows_step(
    "annexes",
    3,
    {
        "title": RowPart(_("Qué es"), lambda label: line_input(label, 255), _("Escribe qué es, en pocas palabras.")),
        "url": RowPart(_("Dirección en la web"), web_address_input, _("Escribe o pega la dirección.")),
        "kind": RowPart(_("Clase"), lambda label: code_choice("annex_kind", label, UNSAID)),
    },
    slug="links",
    title=_("Enlaces"),
    why=_("Un video, una nota, un informe: lo que ya está en la web."),
)


class PracticeDocumentsStep(StepForm):
    """Files that another city could use: they become annexes of the page."""

    slug = "documents"
    title = _("Documentos")
    why = _("Un informe, un plano, una planilla: lo que a otro barrio le puede servir y no está en la web.")
    optional = True

    documents = ReceivedFilesField(
        limits=DOCUMENTS,
        required=False,
        label=_("Tus documentos"),
        help_text=_("Se publican con la experiencia: fíjate que no digan datos de otras personas."),
    )
