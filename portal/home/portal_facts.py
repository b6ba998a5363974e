"""What the portal says about itself on content pages, from settings and records: cookies, personal data, centres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.core.dates import duration_of_days
from portal.data_protection.words import end_in_words
from portal.districts.pages import my_district
from portal.districts.pages.folders import open_folders
from portal.personal_data.declaration import declarations
from portal.territory.models import DistrictKind

if TYPE_CHECKING:
    from portal.districts.models import DistrictPage

DAY = 24 * 3600


def cookie_rows() -> list[dict[str, Any]]:
    """Return every cookie that the portal sets: {name, days (None: until the browser closes), when, purpose}."""
    session, token = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME
    return [
        {
            "name": my_district.COOKIE,
            "days": my_district.YEAR // DAY,
            "when": _("Solo si tocas «Recordar» o «No preguntar más» cuando te preguntamos tu distrito."),
            "purpose": _("Mostrar primero tu distrito. Lo olvidas cuando quieras en la misma página."),
        },
        {
            "name": session,
            "days": settings.SESSION_COOKIE_AGE // DAY,
            "when": _("Solo cuando alguien del equipo entra con su contraseña."),
            "purpose": _("Saber que ya entró."),
        },
        {
            "name": token,
            "days": settings.CSRF_COOKIE_AGE // DAY,
            "when": _("Solo en la página donde entra el equipo y en las que usa después."),
            "purpose": _("Que nadie más envíe un formulario en su nombre."),
        },
        {
            "name": "messages",
            "days": None,
            "when": _("Solo cuando alguien del equipo guardó algo."),
            "purpose": _("Decirle, una vez, si salió bien."),
        },
    ]


def cookie_facts() -> list[dict[str, str]]:
    """Return the cookies as the facts component takes them: how long, when, what for."""
    until_closed = _("Hasta que se cierra el navegador")
    return [
        {
            "term": row["name"],
            "value": _("Dura %(time)s") % {"time": duration_of_days(row["days"])} if row["days"] else until_closed,
            "note": f"{row['when']} {row['purpose']}",
        }
        for row in cookie_rows()
    ]


def personal_data_facts() -> list[dict[str, str]]:
    """Return which personal data of the public the portal keeps, what for and how long, as their models declare it."""
    return [
        {
            "term": declaration.title,
            "value": end_in_words(declaration.data),
            "note": _("Guardamos: %(fields)s. Para qué: %(purpose)s")
            % {"fields": ", ".join(declaration.labels), "purpose": declaration.data.purpose},
        }
        for declaration in declarations()
        if declaration.data.from_public
    ]


def district_centres(request: HttpRequest) -> list[DistrictPage]:
    """Return the pages of the open districts, whose records know the centres; the whole city is none."""
    return [folder for folder in open_folders(request).values() if folder.record.kind == DistrictKind.DISTRICT]


def portal_facts_of(topic: str, request: HttpRequest) -> dict[str, Any]:
    """Return what the block of a topic shows: {"facts"} or {"centres"}."""
    if topic == "centres":
        return {"centres": district_centres(request)}
    return {"facts": personal_data_facts() if topic == "personal-data" else cookie_facts()}
