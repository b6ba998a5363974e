"""The pages of the form: what it is about, and where; pictures come first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.submissions.kinds import Place
from portal.submissions.place_field import PlaceField
from portal.submissions.steps import StepForm, WordsField
from portal.uploads.fields import ReceivedFilesField
from portal.uploads.intake import PICTURES
from portal.vocabularies.fields import TermChoiceField
from portal.vocabularies.models import Term, Vocabulary

from .models import ProposalKind
from .street_place import neighbourhoods_of_address

MOST_HEADLINE, MOST_TEXT = 12, 200


class PicturesStep(StepForm):
    """Pictures first: whoever stands in front of a broken lamp has a telephone in the hand."""

    slug = "pictures"
    title = _("Fotos")
    why = _("Una foto ayuda a encontrar el lugar y a entender qué pasa. Si no tienes, sigue sin fotos.")
    optional = True

    pictures = ReceivedFilesField(
        label=_("Fotos de lo que pasa"),
        limits=PICTURES,
        required=False,
        help_text=_("Que no se vean caras ni patentes."),
    )


class WhatStep(StepForm):
    """What it is: something new or something to mend, in the sender's words."""

    slug = "what"
    title = _("Qué quieres decirnos")
    why = _("Con tus palabras. Cuanto más claro sea, más rápido llega a quien puede resolverlo.")

    what_kind = forms.ChoiceField(
        label=_("¿Qué es?"),
        choices=[
            (ProposalKind.COMPLAINT, _("Un reclamo: algo está roto, falta o funciona mal")),
            (ProposalKind.PROPOSAL, _("Una propuesta: algo nuevo para el barrio o la ciudad")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Elige si es un reclamo o una propuesta.")},
    )
    text = WordsField(
        label=_("Cuéntanos"),
        most_words=MOST_TEXT,
        rows=7,
        help_text=_("Por ejemplo: desde hace dos semanas no anda la luz de la esquina y de noche no se ve nada."),
        error_messages={"required": _("Escribe qué pasa o qué propones.")},
    )
    headline = WordsField(
        label=_("En pocas palabras"),
        most_words=MOST_HEADLINE,
        required=False,
        widget=forms.TextInput(attrs={"data-words": MOST_HEADLINE, "maxlength": 160}),
        help_text=_("Un título corto. Si lo dejas vacío, usamos las primeras palabras de tu texto."),
    )

    def clean_headline(self) -> str:
        """Keep the title as one line that fits its column."""
        return " ".join(self.cleaned_data["headline"].split())[:160]


class WhereStep(StepForm):
    """The theme and the place: they lead the matter to the team that answers."""

    slug = "where"
    title = _("Tema y lugar")
    why = _("Así llega al equipo que puede responder.")

    theme = TermChoiceField(
        label=_("Tema"),
        queryset=Term.objects.of(Vocabulary.THEME),
        required=False,
        empty_label=_("No sé, o es otro"),
        error_messages={"invalid_choice": _("Elige un tema de la lista.")},
    )
    spot = forms.CharField(
        label=_("Calle y número, o esquina"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("El lugar de lo que pasa, no tu casa. Por ejemplo: Mitre y Córdoba."),
        error_messages={"max_length": _("Es demasiado largo: escribe solo la calle y el número, o la esquina.")},
    )
    where = PlaceField(
        whole_city=True,
        required=False,
        help_text=_("Si escribiste la calle y no sabes el barrio, déjalo vacío: lo buscamos."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "where" in self.about:
            self.initial.setdefault("where", self.about["where"])

    def clean(self) -> dict[str, Any]:
        """Find the neighbourhood by the street where none was chosen; ask for it where the street does not tell it."""
        cleaned = super().clean()
        if "where" in self.errors:
            return cleaned
        spot, where = cleaned.get("spot", ""), cleaned.get("where")
        if where is None:
            where = self.place_of(spot)
        if where is not None:
            cleaned["where"] = replace(where, spot=spot)
        return cleaned

    def place_of(self, spot: str) -> Place | None:
        """Return the Place of a street; None, with the fault beside the field, where it is not known or not only one."""
        found = neighbourhoods_of_address(spot) if spot else []
        if len(found) == 1:
            return Place(found[0].district, found[0])
        if found:
            names = ", ".join(place.name for place in found)
            self.add_error(
                "where", gettext("Esa calle pasa por varios barrios: %(names)s. Elige uno.") % {"names": names}
            )
        else:
            self.add_error("where", gettext("Elige un barrio."))
        return None
