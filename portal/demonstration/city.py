"""The city: its name, its home page in four languages, its districts with their neighbourhoods and pages."""

from typing import Any

from django.utils.html import escape
from wagtail.models import Site

from portal.core.models import BasePage, CitySettings
from portal.districts.models import DistrictIndexPage
from portal.districts.opening.opening import open_district
from portal.home.models import HomePage
from portal.practices.models import PracticeIndexPage
from portal.territory.models import Neighbourhood, NeighbourhoodKind

from .files import file_languages, read_toml
from .pages import publish_demonstration_page

KINDS = {
    "barrio": NeighbourhoodKind.BARRIO,
    "vecinal": NeighbourhoodKind.BARRIO,
    "unidad habitacional": NeighbourhoodKind.HOUSING_ESTATE,
}


def name_city() -> None:
    """Give the site the city's name."""
    data = read_toml("city.toml")
    CitySettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"name": data["es"]["city_name"]}
    )


def write_home() -> None:
    """Fill the home pages, unless an editor already did."""
    data = read_toml("city.toml")
    for code, texts in file_languages(data).items():
        home = HomePage.objects.get(locale__language_code=code)
        if home.lead:
            continue
        home.title, home.lead = texts["home_title"], texts["home_lead"]
        home.seo_title, home.search_description = texts["portal_name"], texts["home_seo_description"]
        home.department, home.phone = texts["department"], data["telephone"]
        home.hours, home.footer_text = texts["opening_hours"], texts["footer"]
        publish_demonstration_page(home)


def introduce_index_page(model: type[BasePage], file_name: str) -> None:
    """Fill the introduction of an index page in each language from a data file, unless an editor already did."""
    for code, texts in file_languages(read_toml(file_name)).items():
        page = model.objects.get(locale__language_code=code)
        if not page.intro:
            page.intro = texts["intro"]
            page.search_description = texts["seo_description"]
            publish_demonstration_page(page)


def seat_texts(seat: dict[str, Any], code: str) -> dict[str, str]:
    """Return the translated fields of a district page about its seat."""
    here = seat.get(code, {})
    return {"hours": here.get("hours", ""), "accessibility": ". ".join(here.get("accessibility", []))}


def make_district(number: int, data: dict[str, Any]) -> None:
    """Open a district with its texts in every language, and make its neighbourhoods."""
    seat, languages = data.get("seat", {}), file_languages(data)
    texts = {
        code: {
            "slug": table["slug"],
            "title": table["name"],
            "intro": f"<p>{escape(table['intro'])}</p>",
            "search_description": table["intro"][:250],
            **seat_texts(seat, code),
        }
        for code, table in languages.items()
    }
    record = open_district(
        data["code"],
        data["es"]["name"],
        texts,
        kind=data["kind"],
        order=number,
        seat_name=seat.get("es", {}).get("name", ""),
        address=seat.get("address", ""),
        phone=seat.get("phone", ""),
        email=seat.get("email", ""),
    ).district
    for neighbourhood in data.get("neighbourhoods", []):
        Neighbourhood.objects.get_or_create(
            code=neighbourhood["code"],
            defaults={"name": neighbourhood["name"], "kind": KINDS[neighbourhood["kind"]], "district": record},
        )


def build_city() -> None:
    """Make everything of the city but its contents."""
    name_city()
    write_home()
    introduce_index_page(DistrictIndexPage, "district-index.toml")
    introduce_index_page(PracticeIndexPage, "bank.toml")
    for number, data in enumerate(read_toml("districts.toml")["districts"], start=1):
        make_district(number, data)
