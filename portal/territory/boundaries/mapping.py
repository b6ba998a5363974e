"""Which property of a file says what: chosen by whoever imports, or found by its usual names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.folding import fold

from .reading import in_one_line
from .refusal import BoundaryRefusal

if TYPE_CHECKING:
    from portal.territory.boundaries.reading import Feature

NO_WORD = re.compile(r"[\W_]+")
#: what a file may say of a place, and how each is called for people
FIELDS = {
    "code": gettext_lazy("código"),
    "name": gettext_lazy("nombre"),
    "district": gettext_lazy("distrito"),
    "postal_code": gettext_lazy("código postal"),
    "kind": gettext_lazy("clase"),
}
#: the usual names of properties (folded), the surest first
USUAL = {
    "code": ("code", "codigo", "cod", "clave", "slug"),
    "name": (
        *("name", "nombre", "nom", "nombre barrio", "barrio", "neighbourhood", "neighborhood", "colonia", "colonias"),
        *("quartier", "bairro", "distrito", "district", "alcaldia"),
    ),
    "district": ("district", "distrito", "nombre distrito", "alcaldia", "delegacion", "comuna", "zona"),
    "postal_code": ("postal code", "codigo postal", "cp", "d cp", "cep", "code postal", "zip"),
    "kind": ("kind", "clase", "tipo", "tipos", "type"),
}


@dataclass(frozen=True)
class Mapping:
    """The property of each field, "" for one that the file does not have."""

    code: str = ""
    name: str = ""
    district: str = ""
    postal_code: str = ""
    kind: str = ""

    def of(self, field):
        """Return the property of a field (str of FIELDS)."""
        return getattr(self, field)

    def said(self, field, feature):
        """Return what a Feature says of a field in one line (str), "" for nothing."""
        return in_one_line(feature.properties.get(self.of(field))) if self.of(field) else ""

    def all_said(self, field, feature):
        """Return what a Feature says of a field (list of str), one for each entry of a list."""
        value = feature.properties.get(self.of(field)) if self.of(field) else None
        values = value if isinstance(value, list) else [value]
        return [text for text in (in_one_line(item) for item in values) if text]

    def in_words(self):
        """Return the mapping as one line: «nombre: barrio · código postal: cp»."""
        return " · ".join(f"{label}: {self.of(field)}" for field, label in FIELDS.items() if self.of(field))


def fold_property_name(text: str) -> str:
    """Return a name (str) as it is compared: lower case, no accents, words one space apart."""
    return NO_WORD.sub(" ", fold(text)).strip()


def names_in(features: list[Feature]) -> list[str]:
    """Return the names of the properties (list of str) that any of the Features has, in their order."""
    return list(dict.fromkeys(name for feature in features for name in feature.properties))


def parse_field_mapping(text: str) -> dict[str, str]:
    """Return {field: property} of "code=ID,name=barrio". Raises BoundaryRefusal for what is not so, or is no field."""
    chosen = {}
    for part in filter(None, text.split(",")):
        field, equals, name = (piece.strip() for piece in part.partition("="))
        if not equals or field not in FIELDS:
            values = {"part": part.strip()[:60], "fields": ", ".join(FIELDS)}
            raise BoundaryRefusal(
                _("no entendemos «%(part)s»: escribe CAMPO=PROPIEDAD. Los campos son %(fields)s.") % values
            )
        chosen[field] = name
    return chosen


def guessed(features: list[Feature], chosen: dict[str, str] | None = None) -> Mapping:
    """Return the Mapping of some Features: `chosen` ({field: property}) first, then the usual names.

    A property serves one field only. Raises BoundaryRefusal when a chosen property is in none of the features.
    """
    names, chosen = names_in(features), chosen or {}
    for field, name in chosen.items():
        if name and name not in names:
            values = {"name": name, "field": FIELDS[field], "names": property_names_line(names)}
            raise BoundaryRefusal(_("no tiene la propiedad «%(name)s» (%(field)s). Tiene: %(names)s.") % values)
    found = Mapping(**chosen)
    for field, usual in USUAL.items():
        free = {fold_property_name(name): name for name in reversed(names) if name not in vars(found).values()}
        if field not in chosen:
            found = replace(found, **{field: next((free[name] for name in usual if name in free), "")})
    return found


def check_mapping(mapping: Mapping, features: list[Feature]) -> None:
    """Raise Refusal when a Mapping says neither how a place is called nor its code, with the names there are."""
    if mapping.name or mapping.code:
        return
    names = names_in(features)
    if not names:
        raise BoundaryRefusal(_("sus elementos no tienen propiedades: no se sabe de qué lugar es cada uno."))
    raise BoundaryRefusal(
        _("no se sabe qué propiedad es el nombre. Tiene: %s. Elige una.") % property_names_line(names)
    )


def property_names_line(names: list[str]) -> str:
    """Return names of properties (list of str) in one line, the first twenty of many."""
    shown = [in_one_line(name)[:40] for name in names[:20]]
    return ", ".join(shown + (["…"] if len(names) > len(shown) else [])) or "–"
