"""The bank of the demonstration: the two real records from their original forms, OIDP's facts, the city's own practices."""

from collections.abc import Mapping
from typing import Any

from portal.practices.importing.oidp_text import read_form
from portal.practices.importing.paragraphs import answer_html
from portal.practices.importing.record import FACTS, PLAIN_TEXTS, RICH_TEXTS, SOURCE_FACTS, PracticePart, PracticeRecord
from portal.practices.importing.store import store_record

from .files import DATA, file_languages, read_all, read_toml

REAL = ("rosario", "iztapalapa")
# The forms name the place in French prose; the data file says it as facts.
PLACE = ("place_city", "place_region", "place_country")


def practice_table_texts(table: dict[str, Any]) -> dict[str, str]:
    """Return {field: text} of one language: plain fields as they are, answers as HTML."""
    texts = {name: " ".join(table[name].split()) for name in PLAIN_TEXTS if name in table}
    return texts | {name: answer_html(table[name].strip().split("\n")) for name in RICH_TEXTS if name in table}


def practice_file_facts(data: dict[str, Any]) -> dict[str, Any]:
    """Return {fact: value} of a file; codes are always text."""
    facts = {name: data[name] for name in FACTS if name in data}
    if "sdgs" in facts:
        facts["sdgs"] = [str(code) for code in facts["sdgs"]]
    return facts


def rows_by_language(languages: dict[str, dict[str, Any]], name: str) -> list[dict[str, dict]]:
    """Return the rows that stand in each language's table under `name`, matched by their place: [{language: row}]."""
    longest = max((len(table.get(name, [])) for table in languages.values()), default=0)
    return [
        {code: table[name][number] for code, table in languages.items() if number < len(table.get(name, []))}
        for number in range(longest)
    ]


def contribution(versions: Mapping[str, Any]) -> Any:
    """Return the PracticePart of one contribution from its rows by language; who made it is the same in all."""
    who = next(iter(versions.values()))["who"]
    return PracticePart({"who": who}, {code: {"text": row["text"]} for code, row in versions.items()})


def practice_table_parts(data: dict[str, Any], first: str) -> dict[str, list[PracticePart]]:
    """Return {part name: rows}: figures and contributions stand in the languages, annexes beside the facts."""
    languages = file_languages(data)
    parts = {
        "figures": [PracticePart({}, versions) for versions in rows_by_language(languages, "figures")],
        "contributions": [
            PracticePart(
                {"who": next(iter(versions.values()))["who"]},
                {code: {"text": row["text"]} for code, row in versions.items()},
            )
            for versions in rows_by_language(languages, "contributions")
        ],
        "annexes": [
            PracticePart(
                {key: annex[key] for key in ("kind", "url", "date") if key in annex}, {first: {"title": annex["title"]}}
            )
            for annex in data.get("annexes", [])
        ],
    }
    return {name: rows for name, rows in parts.items() if rows}


def practice_table_record(data: dict[str, Any], prefix: str) -> PracticeRecord:
    """Return the PracticeRecord of a data file; its first language is the source's where the portal speaks it."""
    languages = file_languages(data)
    source = {name: data[f"source_{name}"] for name in SOURCE_FACTS if f"source_{name}" in data}
    first = source.get("language") if source.get("language") in languages else next(iter(languages))
    return PracticeRecord(
        key=f"{prefix}:{data['key']}",
        language=first,
        facts=practice_file_facts(data),
        languages={code: practice_table_texts(table) for code, table in languages.items()},
        source=source,
        organisations=data.get("organisations"),
        parts=practice_table_parts(data, first),
        slugs={code: table["slug"] for code, table in languages.items() if "slug" in table},
        district=data.get("district", ""),
    )


def real_record(name: str) -> PracticeRecord:
    """Return the record of a real form: read from its French original, completed and translated from its data file."""
    form = (DATA / f"practices/real/{name}.fr.txt").read_text(encoding="utf-8")
    record, data = read_form(form), read_toml(f"practices/real/{name}.toml")
    added = practice_table_parts(data, record.language)
    for number, annex in enumerate(record.parts.get("annexes", [])):
        title = annex.languages[record.language]["title"]
        for code, table in file_languages(data).items():
            annex.languages.setdefault(code, {"title": table.get("annex_titles", {}).get(title, title)})
        record.parts["annexes"][number] = annex
    record.parts["annexes"] = [*record.parts.get("annexes", []), *added.pop("annexes", [])]
    record.parts |= added
    record.facts |= {key: value for key, value in practice_file_facts(data).items() if key in PLACE}
    record.facts |= {
        key: value
        for key, value in practice_file_facts(data).items()
        if key not in record.facts or not record.facts[key]
    }
    record.source |= {key: data[f"source_{key}"] for key in SOURCE_FACTS if data.get(f"source_{key}")}
    record.organisations = data.get("organisations")
    for code, table in file_languages(data).items():
        record.languages[code] = {**practice_table_texts(table), **record.languages.get(code, {})}
        record.slugs[code] = table["slug"]
    return record


def all_records() -> list[PracticeRecord]:
    """Return every record of the demonstration's bank."""
    records = [real_record(name) for name in REAL]
    records += [practice_table_record(data, "oidp") for _, data in read_all("practices/facts")]
    return records + [practice_table_record(data, "nueva-ribera") for _, data in read_all("practices/own")]


def build_bank() -> None:
    """Store and publish all records; what is there already stays as it is."""
    for record in all_records():
        store_record(record, publish=True)
