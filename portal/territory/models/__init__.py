"""The records of the city's territory: districts, neighbourhoods, their boundaries and counters, venues, partners."""

from .boundary import Boundary
from .counters import CoverageCount, CoverageKind, LiaisonArea
from .directory import Organisation, OrganisationKind, Unit, Venue, VenueKind
from .district import District, DistrictKind
from .map_line import MapLine, MapLineKind
from .neighbourhood import (
    Connectivity,
    Neighbourhood,
    NeighbourhoodKind,
    NeighbourhoodLink,
    PostalCode,
    Section,
    SocialIndex,
)
from .street import StreetSegment

__all__ = [
    "Boundary",
    "Connectivity",
    "CoverageCount",
    "CoverageKind",
    "District",
    "DistrictKind",
    "LiaisonArea",
    "MapLine",
    "MapLineKind",
    "Neighbourhood",
    "NeighbourhoodKind",
    "NeighbourhoodLink",
    "Organisation",
    "OrganisationKind",
    "PostalCode",
    "Section",
    "SocialIndex",
    "StreetSegment",
    "Unit",
    "Venue",
    "VenueKind",
]
