"""For which council a topic is: chosen by the neighbourhood or by the council, or known from the page where it began."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from portal.access.page_screens.rules import is_key
from portal.core.language import label_line, localized_pages, source_version
from portal.core.public import public_pages
from portal.core.translations import first_versions
from portal.councils.models import CouncilPage, SessionPage
from portal.councils.phases import Phase, phase_of
from portal.submissions.kinds import Place
from portal.submissions.place_field import PlaceField
from portal.territory.models import District, DistrictKind, Neighbourhood

LONGEST_REFERENCE = SessionPage._meta.get_field("reference").max_length


@dataclass(frozen=True)
class CouncilChoice:
    """A council (its first version), or None where the team of the place chooses it; and whose queue it comes into."""

    council: CouncilPage | None
    place: Place


def council_value(council: CouncilPage) -> str:
    """Return the value of a council in the list of choices: the same in each language."""
    return f"c{council.translation_key.hex}"


def public_councils() -> list[CouncilPage]:
    """Return the councils that meet still and that everybody may read, one per object in the reader's language."""
    pages = localized_pages(CouncilPage.objects.filter(active=True, district__active=True))
    return list(pages.select_related("district", "neighbourhood").order_by("title", "pk"))


class CouncilField(PlaceField):
    """A neighbourhood, a council, or a place in a district where the team chooses; its value is a CouncilChoice."""

    def places(self) -> list[tuple[Any, Any]]:
        """Return the choices in groups by district, the councils of the whole city last: three queries.

        A neighbourhood with one council stands for it; one without a council is offered too, nobody is turned away.
        """
        councils = public_councils()
        of_place: dict[int, list[CouncilPage]] = defaultdict(list)
        others: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for council in councils:
            if council.neighbourhood_id and council.neighbourhood.district_id == council.district_id:
                of_place[council.neighbourhood_id].append(council)
            else:
                others[council.district_id].append((council_value(council), council.title))
        districts = District.objects.filter(active=True).order_by("name")
        real = [district for district in districts if district.kind == DistrictKind.DISTRICT]
        inside: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for place in Neighbourhood.objects.filter(district__in=[row.pk for row in real]).order_by("name"):
            inside[place.district_id] += neighbourhood_choices(place, of_place[place.pk])
        other_place = gettext("Otro lugar de %(district)s")
        groups = [
            (row.name, [*inside[row.pk], *others[row.pk], (f"d{row.pk}", other_place % {"district": row.name})])
            for row in real
        ]
        city = [choice for row in districts if row.kind == DistrictKind.WHOLE_CITY for choice in others[row.pk]]
        of_city = [(pgettext("place", "Toda la ciudad"), city)] if city else []
        return [("", gettext("Elige uno")), *groups, *of_city]

    def chosen(self, value: str) -> CouncilChoice:
        """Return the CouncilChoice of a value that was offered."""
        if not value.startswith("c"):
            return CouncilChoice(None, super().chosen(value))
        councils = CouncilPage.objects.select_related("district", "neighbourhood__district")
        council = first_versions(councils).get(translation_key=UUID(value[1:]))
        return CouncilChoice(council, Place(council.district, council.neighbourhood))


def neighbourhood_choices(place: Neighbourhood, councils: list[CouncilPage]) -> list[tuple[str, str]]:
    """Return the choices of one neighbourhood: its name alone where there is nothing to choose between."""
    if not councils:
        return [(f"n{place.pk}", place.name)]
    if len(councils) == 1:
        return [(council_value(councils[0]), place.name)]
    return [(council_value(council), label_line(place.name, council.title)) for council in councils]


# Where it began ------------------------------------------------------------------------------------------------------


def begin_topic(request: HttpRequest) -> dict[str, str]:
    """Return what the form starts from: {"council", "session"} of the address. Raises Http404 for what is not public.

    A session whose agenda is closed leads to its council: the topic is for a later one. A neighbourhood that is not
    known is passed over: the list is there.
    """
    reference, key = request.GET.get("session", ""), request.GET.get("council", "")
    if reference:
        session = topic_session(reference)
        if session is None:
            raise Http404("no such session")
        about = about_council(session.council)
        return about | ({"session": session.reference} if takes_topics(session) else {})
    if key:
        asked = public_pages(CouncilPage.objects.filter(pk=key)) if is_key(key) else CouncilPage.objects.none()
        return about_council(asked.first())
    code = request.GET.get("neighbourhood", "")[:200].replace("\x00", "")
    place = Neighbourhood.objects.filter(code=code, district__active=True).first() if code else None
    if place is None:
        return {}
    councils = [row for row in public_councils() if row.neighbourhood_id == place.pk]
    return {"council": council_value(councils[0]) if councils else f"n{place.pk}"}


def about_council(council: CouncilPage | None) -> dict[str, str]:
    """Return {"council"} for a council of any language. Raises Http404 where no public council meets."""
    found = None
    if council is not None:
        versions = CouncilPage.objects.filter(translation_key=council.translation_key, active=True)
        found = public_pages(versions).first()
    if found is None:
        raise Http404("no such council")
    return {"council": council_value(found)}


def topic_session(reference: str) -> SessionPage | None:
    """Return the first version of the public session with a reference; None for none."""
    reference = reference.replace("\x00", "")
    if len(reference) > LONGEST_REFERENCE:
        return None
    found = public_pages(SessionPage.objects.filter(reference=reference, council__isnull=False)).first()
    return source_version(found) if found else None


def takes_topics(session: SessionPage) -> bool:
    """Tell whether topics can still be proposed for a session: it is to come, and its agenda is open."""
    return phase_of(session, timezone.now()) == Phase.ANNOUNCED
