"""The rights of the territory's records: each belongs to a district, some to a neighbourhood of it."""

from wagtail.permissions import register_permission_policy

from portal.access.policy import ScopedPolicy
from portal.pictures.models import VenuePicture
from portal.territory.models import District, Neighbourhood, Organisation, Unit, Venue

#: (model, lookup of its district, lookup of its neighbourhood, what no role of a district may do)
RECORDS = (
    (District, "pk", "", ("add", "delete")),  # a district is opened and closed by the city
    (Neighbourhood, "district", "pk", ()),
    (Venue, "district", "neighbourhood", ()),
    (VenuePicture, "venue__district", "venue__neighbourhood", ()),
    (Unit, "district", "", ()),
    (Organisation, "district", "", ()),
)


def register() -> None:
    """Register one policy for each kind of record."""
    for model, district, neighbourhood, city_only in RECORDS:
        policy = ScopedPolicy(model, district=district, neighbourhood=neighbourhood, city_only=city_only)
        register_permission_policy(model, policy)
