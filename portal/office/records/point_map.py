"""The map on which an editor shows where a venue is: drawn by the portal, without pictures from elsewhere."""

from __future__ import annotations

from collections import defaultdict
from statistics import mean
from typing import TYPE_CHECKING, Any

from django.forms import Media, Widget
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.districts.pages.maps import kept_drawing
from portal.territory.models import Boundary, Neighbourhood

if TYPE_CHECKING:
    from portal.territory.boundaries.drawing import Shape

#: a district is told from its neighbours by one of so many shades
SHADES = 3


def point_map_context() -> dict[str, Any] | None:
    """Return {view_box, frame, shapes} of the city by neighbourhoods, or None where nobody has given boundaries yet."""
    parts = Boundary.objects.current().filter(neighbourhood__district__active=True)
    keys = list(parts.values_list("pk", "fingerprint"))
    drawn = kept_drawing("points", keys, lambda: list(parts.values_list("neighbourhood", "geometry")))
    if drawn is None or drawn.frame is None:
        return None
    known = Neighbourhood.objects.select_related("district").in_bulk([shape.key for shape in drawn.shapes])
    districts = sorted({place.district_id for place in known.values()})
    shapes = [
        {
            "d": shape.d,
            "label": _("%(neighbourhood)s, distrito %(district)s")
            % {"neighbourhood": known[shape.key].name, "district": known[shape.key].district.name},
            "name": known[shape.key].name,
            "x": shape.centre_x,
            "y": shape.centre_y,
            "shade": districts.index(known[shape.key].district_id) % SHADES,
        }
        for shape in drawn.shapes
        if shape.key in known
    ]
    names = district_labels(drawn.shapes, known)
    return {"view_box": drawn.view_box, "frame": drawn.frame, "shapes": shapes, "districts": names}


def district_labels(shapes: list[Shape], known: dict[int, Neighbourhood]) -> list[dict[str, Any]]:
    """Return the names of the districts, each in the middle of its neighbourhoods: {name, x, y}."""
    points = defaultdict(list)
    for shape in shapes:
        if shape.key in known:
            points[known[shape.key].district].append((shape.centre_x, shape.centre_y))
    return [
        {"name": district.name, "x": round(mean(x for x, _y in found)), "y": round(mean(y for _x, y in found))}
        for district, found in points.items()
    ]


class PointMap(Widget):
    """A map beside the fields `latitude` and `longitude` of the same form; nothing without a script or boundaries."""

    template_name = "office/records/point_map.html"

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> SafeString:
        """Return the map; it finds its fields by their names, which begin as its own does."""
        start = name.removesuffix("point")
        context = {"map": point_map_context(), "id": (attrs or {}).get("id", name), "start": start}
        return render_to_string(self.template_name, context)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Tell that a form never sends it."""
        return True

    @property
    def media(self) -> Media:
        """Return the script and the style sheet."""
        return Media(js=[static("admin/point.js")], css={"all": [static("admin/point.css")]})
