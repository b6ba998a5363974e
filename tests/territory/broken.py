"""Boundary files that are wrong, each in one way: their content and a part of what is said of them."""

import json

SQUARE = [[[0, 0], [0.01, 0], [0.01, 0.01], [0, 0.01], [0, 0]]]


def geojson(*geometries, **more):
    """Return a FeatureCollection (bytes) with a feature «Echesortu» for each geometry."""
    features = [
        {"type": "Feature", "properties": {"nombre": f"Echesortu{number or ''}"}, "geometry": geometry}
        for number, geometry in enumerate(geometries)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features, **more})
    return text.replace("Infinity", "1e400").encode()


def polygon(*rings):
    """Return a GeoJSON Polygon."""
    return {"type": "Polygon", "coordinates": list(rings)}


def collection(features):
    """Return a FeatureCollection (bytes) of whatever is given as its features."""
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def crs(name):
    """Return an older file's note on its projection."""
    return {"crs": {"type": "name", "properties": {"name": name}}}


#: {name: (content, words of the refusal)}; the whole file is refused
FILES = {
    "empty": (b"", "está vacío"),
    "blank": (b" \n\t ", "está vacío"),
    "no-json": (b"barrio;poblacion\nEchesortu;5400\n", "no es JSON: se rompe en la línea 1"),
    "cut-off": (geojson(polygon(*SQUARE))[:-20], "no es JSON: se rompe"),
    "xml": (b'<?xml version="1.0"?><a></a>', "es XML"),
    "kml": (b'<?xml version="1.0"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"></kml>', "es KML (Google Earth)"),
    "gml": (b'<?xml version="1.0"?><ogr:FeatureCollection xmlns:gml="http://www.opengis.net/gml"/>', "es GML"),
    "gpx": (b'<gpx version="1.1"></gpx>', "es GPX"),
    "osm": (b'<?xml version="1.0"?><osm version="0.6"></osm>', "es OSM XML"),
    "kmz": (b"PK\x03\x04" + b"\0" * 26 + b"doc.kml", "es KMZ (Google Earth)"),
    "flatgeobuf": (b"fgb\x03fgb\x00" + b"\0" * 40, "es FlatGeobuf"),
    "parquet": (b"PAR1" + b"\0" * 40, "es GeoParquet"),
    "wkt": (b"POLYGON ((0 0, 1 0, 1 1, 0 0))", "es WKT"),
    "sequence": (b'\x1e{"type": "Feature"}\n\x1e{"type": "Feature"}\n', "es una secuencia GeoJSON"),
    "lines": (b'{"type": "Feature"}\n{"type": "Feature"}\n', "un elemento por línea"),
    "zip": (b"PK\x03\x04" + b"\0" * 40, "archivo comprimido"),
    "shapefile": (b"\x00\x00\x27\x0a" + b"\0" * 96, "es un shapefile"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no es un archivo de texto"),
    "latin-1": (geojson().replace(b"[]", '["Peñón"]'.encode("latin-1")), "no está en UTF-8"),
    "utf-16": (geojson(polygon(*SQUARE)).decode().encode("utf-16"), "no está en UTF-8"),
    "nan": (geojson(polygon(*SQUARE)).replace(b"0.01", b"NaN", 1), "tiene «NaN»"),
    "infinity": (geojson(polygon(*SQUARE)).replace(b"0.01", b"-Infinity", 1), "tiene «-Infinity»"),
    "endless-number": (geojson(polygon(*SQUARE)).replace(b"0.01", b"9" * 5000, 1), "un número que no se puede leer"),
    "deep": (b"[" * 100_000 + b"]" * 100_000, "demasiados niveles"),
    "list": (b"[1, 2, 3]", "no GeoJSON"),
    "number": (b"5400", "no GeoJSON"),
    "other-object": (b'{"barrios": ["Echesortu"]}', "no GeoJSON"),
    "topojson": (b'{"type": "Topology", "objects": {}, "arcs": []}', "es TopoJSON"),
    "esri": (b'{"geometryType": "esriGeometryPolygon", "features": []}', "JSON de Esri"),
    "bare-geometry": (json.dumps(polygon(*SQUARE)).encode(), "geometría suelta"),
    "no-list": (b'{"type": "FeatureCollection", "features": {"a": 1}}', "no tiene la lista"),
    "no-features": (geojson(), "no tiene ningún elemento"),
    "too-many-features": (collection([1] * 5001), "tiene 5001 elementos y el límite es 5000"),
    "projected-by-its-word": (geojson(polygon(*SQUARE), **crs("urn:ogc:def:crs:EPSG::22185")), "otra proyección"),
    "projection-of-no-kind": (geojson(polygon(*SQUARE), crs={"type": "link", "properties": 7}), "otra proyección (?)"),
    "no-properties": (
        collection([{"type": "Feature", "properties": None, "geometry": polygon(*SQUARE)}]),
        "no tienen propiedades",
    ),
    "unknown-properties": (
        collection([{"type": "Feature", "properties": {"fid": 1, "etiqueta": "x"}, "geometry": polygon(*SQUARE)}]),
        "Tiene: fid, etiqueta",
    ),
}

_METRES = polygon([[5435000, 6350000], [5436000, 6350000], [5436000, 6351000], [5435000, 6350000]])
_SWAPPED = polygon([[19.3, -99.1], [19.4, -99.1], [19.4, -99.0], [19.3, -99.1]])
_TANGLE = polygon([[n * 37 % 101 / 1000, n * 53 % 103 / 1000] for n in range(1500)])
#: {name: (geometry, words of the refusal)}; only this feature is refused
GEOMETRIES = {
    "none": (None, "no tiene geometría"),
    "words": ("POLYGON((0 0, 1 1, 1 0, 0 0))", "es de tipo «?»"),
    "point": ({"type": "Point", "coordinates": [0, 0]}, "es de tipo «Point»"),
    "line": ({"type": "LineString", "coordinates": [[0, 0], [1, 1]]}, "es de tipo «LineString»"),
    "gathering": ({"type": "GeometryCollection", "geometries": [polygon(*SQUARE)]}, "«GeometryCollection»"),
    "type-of-no-kind": ({"type": ["Polygon"], "coordinates": SQUARE}, "es de tipo «?»"),
    "no-coordinates": ({"type": "Polygon"}, "su geometría está vacía"),
    "no-rings": (polygon(), "su geometría está vacía"),
    "empty-ring": (polygon([]), "su geometría está vacía"),
    "badly-nested": ({"type": "MultiPolygon", "coordinates": SQUARE}, "mal anidadas"),
    "one-number": (polygon([[0], [1], [2], [0]]), "mal anidadas"),
    "words-for-numbers": (polygon([["0", "0"], ["1", "0"], ["1", "1"], ["0", "0"]]), "mal anidadas"),
    "truths-for-numbers": (polygon([[True, False], [1, 0], [1, 1], [True, False]]), "mal anidadas"),
    "numbers-without-end": (polygon([[1e400, 0], [1, 0], [1, 1], [1e400, 0]]), "mal anidadas"),
    "huge-whole-numbers": (polygon([[10**400, 0], [1, 0], [1, 1], [10**400, 0]]), "mal anidadas"),
    "two-points": (polygon([[0, 0], [1, 1], [0, 0]]), "no encierra ninguna superficie"),
    "a-line-and-back": (polygon([[0, 0], [0.5, 0.5], [1, 1], [0, 0]]), "no encierra ninguna superficie"),
    "a-square-foot": (polygon([[0, 0], [1e-6, 0], [1e-6, 1e-6], [0, 0]]), "no encierra ninguna superficie"),
    "metres": (_METRES, "parece proyectada en metros"),
    "latitude-first": (_SWAPPED, "al revés"),
    "beyond-the-pole": (polygon([[0, 95], [1, 95], [1, 96], [0, 95]]), "al revés"),
    "beyond-the-date-line": (polygon([[185, 0], [186, 0], [186, 1], [185, 0]]), "fuera de la Tierra"),
    "half-the-world": (polygon([[-90, -40], [90, -40], [90, 40], [-90, -40]]), "más que un país"),
    "too-many-points": (polygon([[n / 1e6, n % 2 / 100] for n in range(50_001)]), "tiene 50001 puntos"),
    "tangle": (_TANGLE, "tantas veces"),
}
