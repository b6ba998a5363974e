"""Names of districts for the reader: places keep theirs, the whole city is said in each language."""

import pytest
from django.utils.translation import override

from portal.territory.known import district_names, forget_districts, open_district_names
from portal.territory.models import District, DistrictKind


@pytest.mark.django_db
def test_the_whole_city_is_said_in_the_readers_language():
    District.objects.create(code="oeste", name="Oeste")
    District.objects.create(code="city", name="Toda Nueva Ribera", kind=DistrictKind.WHOLE_CITY, active=False)
    forget_districts()
    with override("es"):
        assert district_names() == {"oeste": "Oeste", "city": "Toda Nueva Ribera"}
    with override("fr"):
        assert district_names() == {"oeste": "Oeste", "city": "Toute la ville"}
        assert open_district_names() == {"oeste": "Oeste"}
