"""Which district or neighbourhood a feature of a file means: by its code, then by its name."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.territory.models import District, Neighbourhood, NeighbourhoodKind

from .mapping import fold_property_name
from .refusal import BoundaryRefusal

NAME_LENGTH = Neighbourhood._meta.get_field("name").max_length
CODE_LENGTH = Neighbourhood._meta.get_field("code").max_length
SOURCE_LANGUAGE = "es"  # in which the files of these cities say kinds


def as_code(text: str) -> str:
    """Return a text as a code: what may stand in an address, and not too long for it."""
    return slugify(text).replace("_", "-")[:CODE_LENGTH].strip("-")


@dataclass
class Match:
    """What a feature means: the place, stored or (`is_new`) to be made, and what was noticed (list of str)."""

    place: District | Neighbourhood
    notes: list[str]
    key: tuple
    is_new: bool = False


class Matcher:
    """All places at hand, read once; `options` are those of the import."""

    def __init__(self, options):
        self.options = options
        self.districts = list(District.objects.all())
        self.neighbourhoods = []
        if options.is_of_neighbourhoods:
            self.neighbourhoods = list(Neighbourhood.objects.select_related("district"))
        places = self.neighbourhoods if options.is_of_neighbourhoods else self.districts
        self.by_code = {place.code.lower(): place for place in places}
        self.taken = set(self.by_code)
        self.by_name = defaultdict(list)
        for place in self.neighbourhoods:
            self.by_name[fold_property_name(place.name)].append(place)

    def match(self, feature):
        """Return the Match of a Feature. Raises BoundaryRefusal when it means no place, or one of several."""
        if feature.fault:
            raise BoundaryRefusal(feature.fault)
        code, name = as_code(self.options.mapping.said("code", feature)), self.name_of(feature)
        if not code and not name:
            raise BoundaryRefusal(_("no dice de qué lugar es (%s).") % self.options.mapping.in_words())
        if self.options.is_of_neighbourhoods:
            match = self.neighbourhood(feature, code, name)
            district = match.place.district
        else:
            match = self.district(code, name)
            district = match.place
        if not district.active:
            raise BoundaryRefusal(_("el distrito %s está cerrado.") % district.name)
        if match.is_new and name != self.options.mapping.said("name", feature):
            match.notes.append(_("el nombre se acortó"))
        elif name and fold_property_name(name) != fold_property_name(match.place.name):
            match.notes.append(_("en el archivo se llama «%s»") % name)
        return match

    def name_of(self, feature):
        """Return the name of a Feature, of a long list only as many entries as a name may be long."""
        names, kept = self.options.mapping.all_said("name", feature), ""
        for name in names:
            longer = f"{kept}, {name}" if kept else name
            if len(longer) > NAME_LENGTH:
                break
            kept = longer
        return kept or (names[0][:NAME_LENGTH] if names else "")

    def district(self, code, name):
        """Return the Match of a district. Raises BoundaryRefusal when there is none: districts are opened, not imported."""
        found = self.by_code.get(code) or self.district_named(name)
        if found is None:
            values = {"name": name or code}
            raise BoundaryRefusal(_("no hay un distrito «%(name)s»: ábrelo antes de traer su límite.") % values)
        return Match(found, [], (found.pk,))

    def district_named(self, text):
        """Return the District with this code or name (str), or None."""
        wanted = fold_property_name(text)
        named = (
            place
            for place in self.districts
            if wanted in (fold_property_name(place.code), fold_property_name(place.name))
        )
        return next(named, None) if wanted else None

    def district_of(self, feature):
        """Return the District in which a Feature lies, as it was chosen or as it says; None when neither.

        Raises BoundaryRefusal when it says one that there is not.
        """
        if self.options.district:
            return self.options.district
        said = self.options.mapping.said("district", feature)
        found = self.district_named(said)
        if said and found is None:
            raise BoundaryRefusal(_("no hay un distrito «%s».") % said)
        return found

    def neighbourhood(self, feature, code, name):
        """Return the Match of a neighbourhood, a new one when they are to be made. Raises BoundaryRefusal."""
        district = self.district_of(feature)
        found = self.by_code.get(code) or self.only_one(name, district)
        if found is None:
            return self.new(feature, code, name, district)
        if district and found.district_id != district.pk:
            values = {"name": found.name, "district": found.district.name}
            raise BoundaryRefusal(_("«%(name)s» está en el distrito %(district)s.") % values)
        return Match(found, [], (found.pk,))

    def only_one(self, name, district):
        """Return the Neighbourhood of that name in a district (None: anywhere), or None. Raises BoundaryRefusal."""
        named = (
            [place for place in self.by_name[fold_property_name(name)] if district in (None, place.district)]
            if name
            else []
        )
        if len(named) > 1:
            values = {"name": name, "count": len(named)}
            raise BoundaryRefusal(
                _("hay %(count)d barrios que se llaman «%(name)s»: indica el código o el distrito.") % values
            )
        return named[0] if named else None

    def new(self, feature, code, name, district):
        """Return the Match of a neighbourhood that does not exist yet. Raises BoundaryRefusal when it is not to be made."""
        if not self.options.create:
            values = {"name": name or code}
            raise BoundaryRefusal(_("no hay un barrio «%(name)s», y no se pidió crear los que faltan.") % values)
        if not name:
            raise BoundaryRefusal(_("no tiene nombre."))
        if district is None:
            raise BoundaryRefusal(_("no dice en qué distrito está: elige uno."))
        place = Neighbourhood(name=name, code=code, district=district, kind=self.kind_of(feature))
        return Match(place, [], (district.pk, code or fold_property_name(name)), is_new=True)

    def name_code(self, place):
        """Give a new neighbourhood its code: its own, or one made of its name that no other has."""
        wanted = place.code or as_code(place.name) or "barrio"
        place.code, number = wanted, 1
        while place.code in self.taken:
            number += 1
            place.code = f"{as_code(wanted[: CODE_LENGTH - 6])}-{number}"
        self.taken.add(place.code)

    def kind_of(self, feature):
        """Return the kind (NeighbourhoodKind) of a Feature: the first it says that we know, otherwise a barrio."""
        with override(SOURCE_LANGUAGE):
            known = {
                fold_property_name(word): kind for kind in NeighbourhoodKind for word in (kind.value, str(kind.label))
            }
        said = (known.get(fold_property_name(word)) for word in self.options.mapping.all_said("kind", feature))
        return next(filter(None, said), NeighbourhoodKind.BARRIO)
