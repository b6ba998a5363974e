"""How many people came to a session of the demonstration: by place, age and gender, first time, turns to speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.councils.choices import AgeBand, CouncilKind, Gender
from portal.events.models import Modality
from portal.minutes.choices import Attendance, Presence

from .sessions import lot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .minutes_plan import PlannedMinutes

#: least and most people by kind of council; the others are neighbourhoods
USUAL = (19, 58)
SIZES = {
    CouncilKind.CABINET: (9, 17),
    CouncilKind.WORKING_TABLE: (8, 22),
    CouncilKind.ASSEMBLY: (64, 142),
    CouncilKind.PLANNING_COLLECTIVE: (14, 33),
}
#: part of each place by modality; what is left over sits in the hall, or at the screen
PLACES: Mapping[str, Mapping[str, float]] = {
    Modality.IN_PERSON: {Presence.HALL: 0.92, Presence.SHEETS: 0.08},
    Modality.HYBRID: {Presence.HALL: 0.68, Presence.ONLINE: 0.22, Presence.PHONE: 0.06, Presence.SHEETS: 0.04},
    Modality.VIRTUAL: {Presence.ONLINE: 0.87, Presence.PHONE: 0.13},
}
AGES = {AgeBand.UNDER_18: 0.07, AgeBand.FROM_18: 0.17, AgeBand.FROM_30: 0.48, AgeBand.FROM_60: 0.28}
YOUNG = {AgeBand.UNDER_18: 0.46, AgeBand.FROM_18: 0.38, AgeBand.FROM_30: 0.13, AgeBand.FROM_60: 0.03}
GENDERS = {Gender.WOMEN: 0.58, Gender.MEN: 0.39, Gender.OTHER: 0.03}
TIMES = {Attendance.FIRST: 0.24, Attendance.RETURNING: 0.76}
FOR_THE_YOUNG = "consejo-tematico-de-ninez-y-juventudes"
#: part of the sessions in which a second hall was opened, and in which turns were tallied
SECOND_HALL, TALLIED = 0.1, 0.7


def attendance_of(plan: PlannedMinutes) -> dict[str, str]:
    """Return the numbers of a session as minutes hold them: by places they add up to the total, the others to less."""
    words = (plan.slug, plan.number)
    least, most = SIZES.get(plan.session.council.kind, USUAL)
    total = least + int(lot(*words, "people") * (most - least + 1))
    counts = number_shares(total, PLACES[plan.session.modality], *words, "places")
    if plan.session.modality != Modality.VIRTUAL and lot(*words, "second") < SECOND_HALL:
        counts[Presence.SECOND_HALL] = counts[Presence.HALL] // 5
        counts[Presence.HALL] -= counts[Presence.SECOND_HALL]
    known = total - int(lot(*words, "unknown") * 4)
    ages = YOUNG if plan.slug == FOR_THE_YOUNG else AGES
    numbers = {
        "count": counts,
        "age": number_shares(known, ages, *words, "age"),
        "gender": number_shares(known, GENDERS, *words, "gender"),
        "times": number_shares(known - int(lot(*words, "times") * 3), TIMES, *words, "times"),
    }
    if lot(*words, "turns") < TALLIED:
        turns = max(total // 3, 4)
        numbers |= {
            "turn": number_shares(turns, GENDERS, *words, "turn"),
            "turn-age": number_shares(turns, ages, *words, "turn-age"),
        }
    return {f"{kind}.{name}": str(number) for kind, cells in numbers.items() for name, number in cells.items()}


def number_shares(total: int, parts: Mapping[str, float], *words: object) -> dict[str, int]:
    """Return a total shared out by parts that each session shifts a little; the first takes what is left over."""
    shifted = {name: part * (0.6 + lot(*words, name) * 0.8) for name, part in parts.items()}
    whole = sum(shifted.values())
    numbers = {name: int(total * part / whole) for name, part in shifted.items()}
    numbers[max(numbers, key=lambda name: numbers[name])] += total - sum(numbers.values())
    return numbers
