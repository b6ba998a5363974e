"""Reading a GeoJSON file (RFC 7946), whatever it holds: its features, or one sentence that says why not."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from search.folding import storable_text

from .refusal import BoundaryRefusal

MEGABYTE = 1 << 20
LIMIT = 20 * MEGABYTE
MOST_FEATURES = 5000
LONGEST_VALUE = 500
#: names by which older files say that they are in WGS 84, which RFC 7946 takes for granted
WGS84 = ("crs84", "epsg:4326", "epsg::4326", "wgs84", "wgs 84", "epsg:4979")
BEGINNING = 4000  # bytes by which a file tells what it is
#: what the first bytes of other files are
OTHER_FILES = (
    (rb"PK\x03\x04.{26}doc\.kml", lambda: save_again("KMZ (Google Earth)")),
    (rb"PK\x03\x04|\x1f\x8b", lambda: _("es un archivo comprimido: descomprímelo y elige el que termina en .geojson.")),
    (rb"\x00\x00\x27\x0a", lambda: _("es un shapefile: guárdalo como GeoJSON, en WGS 84.")),
    (rb"SQLite format 3", lambda: _("es un GeoPackage: guárdalo como GeoJSON, en WGS 84.")),
    (rb"fgb\x03", lambda: save_again("FlatGeobuf")),
    (rb"PAR1", lambda: save_again("GeoParquet")),
    (rb"(?:SRID=\d+;)?(?:MULTI)?POLYGON\s*\(", lambda: save_again("WKT")),
    (rb"<(?:[^<]|<[?!])*<?(?:\w+:)?kml\b", lambda: save_again("KML (Google Earth)")),
    (rb"<.{0,2000}opengis\.net/gml", lambda: save_again("GML")),
    (rb"<(?:[^<]|<[?!])*<?gpx\b", lambda: save_again("GPX")),
    (rb"<(?:[^<]|<[?!])*<?osm\b", lambda: save_again("OSM XML")),
    (rb"<", lambda: _("es XML, como KML o GML: guárdalo como GeoJSON, en WGS 84.")),
    (rb"\x1e", lambda: several_texts(_("una secuencia GeoJSON (RFC 8142)"))),
)


@dataclass(frozen=True)
class Feature:
    """One feature as it stands in the file: its number (the first is 1), its properties, its geometry unchecked."""

    number: int
    properties: dict
    geometry: object
    fault: str = ""  # why it is none


def read_boundary_file(path: str) -> list[Feature]:
    """Return the Features (list) of the file at a path. Raises BoundaryRefusal."""
    try:
        with open(path, "rb") as file:
            return read_geojson(file.read(LIMIT + 1))
    except OSError as error:
        raise BoundaryRefusal(_("no se puede abrir (%s).") % (error.strerror or error)) from error


def read_geojson(content: bytes) -> list[Feature]:
    """Return the Features of a file's content. Raises BoundaryRefusal when it is no GeoJSON that can be used."""
    if len(content) > LIMIT:
        raise BoundaryRefusal(_("pesa más de %d MB, que es el límite: simplifícalo o divídelo.") % (LIMIT // MEGABYTE))
    if not content.strip():
        raise BoundaryRefusal(_("está vacío."))
    collection = parsed(content)
    if not isinstance(collection, dict):
        raise BoundaryRefusal(_("es JSON, pero no GeoJSON: falta un objeto «FeatureCollection»."))
    check_projection(collection)
    return [feature(number, item) for number, item in enumerate(geojson_features(collection), start=1)]


def save_again(kind: str) -> str:
    """Return what is said of a file of another kind; `kind` is its name."""
    return _("es %s: guárdalo como GeoJSON, en WGS 84.") % kind


def several_texts(kind: str) -> str:
    """Return what is said of a file that holds GeoJSON several times, one after the other."""
    return _("es %s: júntalos en un solo «FeatureCollection».") % kind


def parsed(content: bytes) -> dict[str, Any] | int | list[int]:
    """Return what JSON says. Raises BoundaryRefusal for what is none, is too deep, or holds numbers that are none."""
    start = content[:BEGINNING].removeprefix(codecs.BOM_UTF8).lstrip()
    for beginning, words in OTHER_FILES:
        if re.match(beginning, start, re.DOTALL | re.IGNORECASE):
            raise BoundaryRefusal(words())
    if b"\0" in content[:1000] and not content.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        raise BoundaryRefusal(_("no es un archivo de texto: elige el que termina en .geojson."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BoundaryRefusal(_("no está en UTF-8: guárdalo otra vez con esa codificación.")) from error
    try:
        return json.loads(text, parse_constant=no_number)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and text.startswith("{", error.pos):
            raise BoundaryRefusal(several_texts(_("GeoJSON con un elemento por línea (NDJSON)"))) from error
        values = {"line": error.lineno, "column": error.colno}
        raise BoundaryRefusal(_("no es JSON: se rompe en la línea %(line)d, columna %(column)d.") % values) from error
    except RecursionError as error:
        raise BoundaryRefusal(_("tiene demasiados niveles, uno dentro de otro.")) from error
    except ValueError as error:  # a number of more digits than Python reads
        raise BoundaryRefusal(_("tiene un número que no se puede leer.")) from error


def no_number(name: str) -> None:
    """Refuse NaN and Infinity, which Python would read and JSON does not have. Raises BoundaryRefusal always."""
    raise BoundaryRefusal(_("tiene «%s» donde debe haber un número.") % name)


def check_projection(collection: dict[str, Any]) -> None:
    """Raise Refusal when a file says that its coordinates are not WGS 84."""
    crs = collection.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if crs is None or (isinstance(name, str) and name.casefold().endswith(WGS84)):
        return
    said = name[:60] if isinstance(name, str) else "?"
    raise BoundaryRefusal(_("usa otra proyección (%s): conviértelo a WGS 84 (EPSG:4326).") % said)


def geojson_features(collection: dict[str, Any]) -> list:
    """Return the features (list of anything) of a parsed file. Raises BoundaryRefusal when it has none, or too many."""
    kind = collection.get("type")
    if kind == "Feature":
        return [collection]
    if kind == "Topology":
        raise BoundaryRefusal(_("es TopoJSON: guárdalo como GeoJSON."))
    if kind is None and "features" in collection and ("geometryType" in collection or "spatialReference" in collection):
        raise BoundaryRefusal(_("es JSON de Esri: expórtalo como GeoJSON."))
    if kind in ("Polygon", "MultiPolygon", "GeometryCollection", "Point", "LineString"):
        raise BoundaryRefusal(
            _("es una geometría suelta, sin nombre: hace falta un «FeatureCollection» con propiedades.")
        )
    if kind != "FeatureCollection":
        raise BoundaryRefusal(_("es JSON, pero no GeoJSON: falta un objeto «FeatureCollection»."))
    items = collection.get("features")
    if not isinstance(items, list):
        raise BoundaryRefusal(_("no tiene la lista «features»."))
    if not items:
        raise BoundaryRefusal(_("no tiene ningún elemento: la lista «features» está vacía."))
    if len(items) > MOST_FEATURES:
        values = {"count": len(items), "limit": MOST_FEATURES}
        raise BoundaryRefusal(_("tiene %(count)d elementos y el límite es %(limit)d: divídelo.") % values)
    return items


def feature(number: int, item: Any) -> Feature:
    """Return one item of the list as a Feature, whatever it is."""
    if not isinstance(item, dict) or item.get("type") != "Feature":
        return Feature(number, {}, None, _("no es un elemento («Feature»)."))
    properties = item.get("properties")
    named = {in_one_line(name): value for name, value in properties.items()} if isinstance(properties, dict) else {}
    return Feature(number, named, item.get("geometry"))


def in_one_line(value: int | str | None) -> str:
    """Return a value of JSON as text (str): words and numbers, lists of them; "" for anything else."""
    if isinstance(value, list):
        return ", ".join(filter(None, (in_one_line(item) for item in value if not isinstance(item, list))))
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = storable_text(value if isinstance(value, str) else f"{value}")[:LONGEST_VALUE]
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
