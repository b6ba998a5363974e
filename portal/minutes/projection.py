"""The rows that other pages ask for, made anew from the latest version: one list of what it says, and no second truth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from portal.councils.items import public_items
from portal.territory.models import District, Neighbourhood
from portal.vocabularies.models import Term, Vocabulary

from .choices import ItemOutcome
from .content import ContentRow, content_rows, number_in, row_of
from .models import Agreement, ItemRecord, SaidMatter

if TYPE_CHECKING:
    from portal.councils.models import SessionPage

    from .models import Minutes, MinutesVersion


def agenda_points(session: SessionPage) -> list[dict[str, str]]:
    """Return the public points of a session's agenda as a version keeps them: [{key, item_key, number, title}]."""
    return [
        {"key": item.code, "item_key": str(item.translation_key), "number": item.number, "title": item.title}
        for item in public_items(session)
    ]


def public_rows(points: list[dict[str, Any]], content: Mapping[str, str], kind: str) -> list[ContentRow]:
    """Return the rows of one kind that everybody may read: what belongs to an internal point is internal too."""
    known = {"", *(point["key"] for point in points), *(row.id for row in content_rows(content, "extra"))}
    return [row for row in content_rows(content, kind) if row["item"] in known]


def project(minutes: Minutes) -> None:
    """Write the rows of the latest version. What is kept keeps its row, so that what links it stays linked."""
    version = minutes.latest
    project_items(minutes, version)
    project_agreements(minutes, version)
    project_said(minutes, version)


def project_items(minutes: Minutes, version: MinutesVersion) -> None:
    """Write what became of each public point, those of the agenda first."""
    content = version.content
    rows = [(point, row_of(content, "item", point["key"])) for point in version.points]
    extra = [
        ({"key": row.id, "item_key": None, "number": "", "title": row["title"]}, row)
        for row in content_rows(content, "extra")
    ]
    minutes.item_records.all().delete()
    ItemRecord.objects.bulk_create(
        ItemRecord(
            minutes=minutes,
            key=point["key"],
            item_key=point["item_key"],
            number=point["number"],
            title=point["title"],
            position=position,
            outcome=row["outcome"] or ItemOutcome.TREATED,
            discussed=row["discussed"],
        )
        for position, (point, row) in enumerate([*rows, *extra])
    )


def project_agreements(minutes: Minutes, version: MinutesVersion) -> None:
    """Write the agreements in their order; one that a correction took out stays, marked."""
    values = {
        row.id: {"text": row["text"], "item": row["item"], "position": position, "removed_in": None}
        for position, row in enumerate(public_rows(version.points, version.content, "agreement"))
    }
    write_rows(Agreement, minutes, version, values)


def project_said(minutes: Minutes, version: MinutesVersion) -> None:
    """Write what was said in the room, with theme and place as records."""
    rows = public_rows(version.points, version.content, "said")
    codes = {row["theme"] for row in rows if row["theme"]}
    themes = {term.code: term for term in Term.objects.of(Vocabulary.THEME).filter(code__in=codes)} if codes else {}
    places = places_of({row["place"] for row in rows if row["place"]})
    values: dict[str, dict[str, Any]] = {
        row.id: {
            "kind": row["kind"],
            "text": row["text"],
            "theme": themes.get(row["theme"]),
            "spot": row["spot"],
            "item": row["item"],
            "times": number_in({"times": row["times"]}, "times") or 1,
            "position": position,
            "removed_in": None,
            **places.get(row["place"], {"neighbourhood": None, "district": None}),
        }
        for position, row in enumerate(rows)
    }
    write_rows(SaidMatter, minutes, version, values)


def places_of(values: set[str]) -> dict[str, dict[str, Any]]:
    """Return {value of PlaceField: {neighbourhood, district}} of the places that exist: two queries at most."""
    keys = {
        prefix: [int(value[1:]) for value in values if value[0] == prefix and value[1:].isdecimal()] for prefix in "nd"
    }
    found: dict[str, dict[str, Any]] = {}
    if keys["n"]:
        for place in Neighbourhood.objects.select_related("district").filter(pk__in=keys["n"]):
            found[f"n{place.pk}"] = {"neighbourhood": place, "district": place.district}
    if keys["d"]:
        for district in District.objects.filter(pk__in=keys["d"]):
            found[f"d{district.pk}"] = {"neighbourhood": None, "district": district}
    return found


def write_rows(
    model: type[Agreement | SaidMatter], minutes: Minutes, version: MinutesVersion, values: dict[str, dict[str, Any]]
) -> None:
    """Bring the rows of one kind to `values` ({key: fields}); what is there no longer is marked with the version."""
    kept = {row.key: row for row in model.objects.filter(minutes=minutes)}
    for key, fields in values.items():
        row = kept.get(key) or model(minutes=minutes, key=key)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
    for key, row in kept.items():
        if key not in values and row.removed_in is None:
            row.removed_in = version.number
            row.save(update_fields=["removed_in"])
