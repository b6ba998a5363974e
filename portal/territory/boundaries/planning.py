"""The plan of an import: what would become of each feature of a file. Nothing here writes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import shapely
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from shapely.geometry import shape

from portal.territory.models import Boundary, District, Neighbourhood, PostalCode

from .doubts import doubt_boundaries
from .geometry import Sound, settled, sound
from .matching import Matcher
from .refusal import BoundaryRefusal
from .report import ADDED, CHANGED, CREATED, REFUSED, UNCHANGED, FeatureOutcome

if TYPE_CHECKING:
    from portal.territory.boundaries.matching import Match
    from portal.territory.boundaries.options import Options
    from portal.territory.boundaries.reading import Feature


@dataclass
class BoundaryPlanStep:
    """What is planned for one place: its outcome and, unless it is refused, what to store."""

    outcome: FeatureOutcome
    place: District | Neighbourhood | None = None
    sound: Sound | None = None
    postal_codes: list[str] = field(default_factory=list)
    former: dict | None = None  # the geometry that it has now
    numbers: list[int] = field(default_factory=list)  # of its features in the file

    @property
    def is_refused(self):
        """Tell whether nothing of it is to be stored."""
        return self.outcome.action == REFUSED

    @property
    def writes(self):
        """Tell whether anything is to be stored."""
        return self.outcome.action not in (REFUSED, UNCHANGED)

    def refuse(self, words):
        """Store nothing of it, for the reason in `words` (str)."""
        self.outcome.action, self.outcome.reason = REFUSED, words


def owner_field(options: Options) -> str:
    """Return the name of the field of Boundary ("district" or "neighbourhood") that an import with Options fills."""
    return "neighbourhood" if options.is_of_neighbourhoods else "district"


def plan_boundary_import(features: list[Feature], options: Options) -> list[BoundaryPlanStep]:
    """Return the Steps (list) of an import of Features with Options, in the order of the file.

    Raises BoundaryRefusal when nothing could be imported with these options.
    """
    options.check()
    matcher = Matcher(options)
    steps, meant = [], defaultdict(list)
    for feature in features:
        try:
            match = matcher.match(feature)
            meant[match.key].append((feature, match))
        except BoundaryRefusal as refusal:
            steps.append(refusal_step(feature, matcher.name_of(feature), refusal))
    stored = stored_boundaries(options)
    for group in meant.values():
        steps += steps_for(group, options, matcher, stored)
    doubt_boundaries(steps, stored, options)
    add_postal_codes(steps, {feature.number: feature for feature in features}, options)
    look_back(steps, stored)
    return sorted(steps, key=lambda step: step.outcome.number)


def refusal_step(feature: Feature, title: str, refusal: BoundaryRefusal) -> BoundaryPlanStep:
    """Return the BoundaryPlanStep of a feature that was refused."""
    return BoundaryPlanStep(FeatureOutcome(feature.number, REFUSED, title, refusal.message))


def stored_boundaries(options: Options) -> dict[int, Boundary]:
    """Return {id of a place: its Boundary of today, without the geometry}, of all districts or all neighbourhoods."""
    owner = f"{owner_field(options)}_id"
    rows = Boundary.objects.current().filter(**{f"{owner}__isnull": False}).defer("geometry")
    return {getattr(row, owner): row for row in rows}


def steps_for(
    group: list[tuple[Feature, Match]], options: Options, matcher: Matcher, stored: dict[int, Boundary]
) -> list[BoundaryPlanStep]:
    """Return the Steps of the features [(Feature, Match)] that mean one place: one step, or all of them refused."""
    feature, match = group[0]
    if len(group) > 1 and not options.join:
        numbers = ", ".join(str(feature.number) for feature, _match in group)
        words = _("los elementos %s son del mismo lugar: indica el código que los distingue, o pide que se unan.")
        return [refusal_step(feature, match.place.name, BoundaryRefusal(words % numbers)) for feature, match in group]
    try:
        whole = merge_sounds([sound(feature.geometry) for feature, _match in group])
        outcome = FeatureOutcome(feature.number, CREATED, match.place.name, repairs=whole.repairs, notes=match.notes)
        if match.is_new:
            matcher.name_code(match.place)
            check_neighbourhood(match.place, exclude=("district",), validate_unique=False, validate_constraints=False)
        else:
            outcome.action = compared(whole, stored.get(match.place.pk), options, outcome.notes)
    except BoundaryRefusal as refusal:
        return [refusal_step(feature, match.place.name, refusal) for feature, match in group]
    if len(group) > 1:
        numbers = ", ".join(str(feature.number) for feature, _match in group)
        outcome.notes.append(_("se unen los elementos %s") % numbers)
    return [BoundaryPlanStep(outcome, match.place, whole, numbers=[feature.number for feature, _match in group])]


def check_neighbourhood(place: Neighbourhood, **how) -> None:
    """Raise Refusal when a new neighbourhood is not as it should be; `how` is for its full_clean()."""
    try:
        place.full_clean(**how)
    except ValidationError as error:
        raise BoundaryRefusal(" ".join(error.messages)) from error


def merge_sounds(parts: list[Sound]) -> Sound:
    """Return several Sounds as one."""
    if len(parts) == 1:
        return parts[0]
    repairs = [repair for part in parts for repair in part.repairs]
    return Sound(settled(shapely.union_all([part.shape for part in parts])), list(dict.fromkeys(repairs)))


def compared(whole: Sound, boundary: Boundary | None, options: Options, notes: list[str]) -> str:
    """Return what becomes of a place that has `boundary` (Boundary or None) now; what changes beside the shape goes to
    `notes`. Raises BoundaryRefusal when the place has a newer one."""
    if boundary is None:
        return ADDED
    if boundary.fingerprint == whole.fingerprint:
        words = {"source": _("cambia la fuente"), "licence": _("cambia la licencia")}
        news = [said for name, said in words.items() if getattr(options, name) not in ("", getattr(boundary, name))]
        notes += news
        return CHANGED if news else UNCHANGED
    if options.valid_from < boundary.valid_from:
        raise BoundaryRefusal(
            _("ya tiene un límite más nuevo, que vale desde el %s.") % boundary.valid_from.isoformat()
        )
    return CHANGED


def add_postal_codes(steps: list[BoundaryPlanStep], features: dict[int, Feature], options: Options) -> None:
    """Give each BoundaryPlanStep the postal codes that its feature says and its neighbourhood does not have yet."""
    if not (options.is_of_neighbourhoods and options.mapping.postal_code):
        return
    known = defaultdict(set)
    for owner, code in PostalCode.objects.values_list("neighbourhood", "code"):
        known[owner].add(code)
    length = PostalCode._meta.get_field("code").max_length
    for step in steps:
        if step.is_refused:
            continue
        said = [code for number in step.numbers for code in options.mapping.all_said("postal_code", features[number])]
        step.postal_codes = [
            code for code in dict.fromkeys(said) if len(code) <= length and code not in known[step.place.pk]
        ]
        if step.postal_codes:
            step.outcome.notes.append(_("código postal: %s") % ", ".join(step.postal_codes))
            if step.outcome.action == UNCHANGED:
                step.outcome.action = CHANGED


def look_back(steps: list[BoundaryPlanStep], stored: dict[int, Boundary]) -> None:
    """Give each BoundaryPlanStep that changes a shape the one that is stored, and say how much of it changes."""
    changed = {
        stored[step.place.pk].pk: step
        for step in steps
        if step.outcome.action == CHANGED and stored[step.place.pk].fingerprint != step.sound.fingerprint
    }
    for pk, geometry in Boundary.objects.filter(pk__in=changed).values_list("pk", "geometry"):
        step = changed[pk]
        step.former = geometry
        before = shape(geometry)
        share = step.sound.shape.symmetric_difference(before).area / before.area
        step.outcome.notes.append(_("cambia el %s %% de su superficie") % in_percent(share))


def in_percent(share: float) -> str:
    """Return a part of one in per cent (str): "< 1", "3", "120"."""
    return "< 1" if share < 0.01 else f"{share * 100:.0f}"
