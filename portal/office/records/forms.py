"""The forms of the territory's records: what only the city changes of a stored one is not shown to a district."""

from portal.access.record_forms import ScopedRecordForm
from portal.territory.models import Organisation


class DistrictForm(ScopedRecordForm):
    """A district's team keeps the facts of its centre; name and code are the city's."""

    city_fields = ("name", "code", "kind", "order")


class NeighbourhoodForm(ScopedRecordForm):
    """The code stands in the public address."""

    city_fields = ("code",)


class UnitForm(ScopedRecordForm):
    """The code is what imports know a unit by."""

    city_fields = ("code",)


class NewOrganisationForm(ScopedRecordForm):
    """What the chooser asks of an organisation that is not in the list yet."""

    class Meta:
        model = Organisation
        fields = ("name", "kind", "district")
