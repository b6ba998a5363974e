"""A weekly agenda as plain text: for a group on WhatsApp, and for mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.text import capfirst

from .changes import What

if TYPE_CHECKING:
    from portal.agendas.weekly.rendition import Reading


def as_message(reading: Reading, address: str, for_mail: bool = False) -> str:
    """Return a Reading as plain text that ends with its address (absolute).

    For a group: bold days and struck-through rows as WhatsApp writes them, one link at the end. For mail: no signs, and
    the address of each row.
    """
    days = [
        {"words": capfirst(day.words), "rows": [row_lines(row, for_mail) for row in day.rows]} for day in reading.days
    ]
    context = {
        "reading": reading,
        "days": [day for day in days if day["rows"]],
        "bold": "" if for_mail else "*",
        "address": address,
        "for_mail": for_mail,
    }
    return "\n".join(
        line.rstrip() for line in collapse_blank_lines(render_to_string("agendas/weekly/message.txt", context))
    )


def collapse_blank_lines(text: str) -> list[str]:
    """Return the lines (list of str) of a text with at most one empty line between them."""
    lines = []
    for line in text.strip().splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.strip("\t\r\n") if line.strip() else "")
    return lines


def row_lines(row: dict[str, Any], for_mail: bool) -> list[str]:
    """Return a row of a Reading as its lines (list of str), the first with hour and title."""
    head = f"{capfirst(row['hour_words'] or row['hours_words'])} {row['title']}"
    if row["off"] and not for_mail:
        head = f"~{head}~"
    if row["shown_state"]:
        head = f"{head} – {row['shown_state']['word'].upper()}"
    place = ", ".join(part for part in (row["venue"], row["address"]) if part)
    phone = " ".join(part for part in (row["phone"], row["phone_code"] and f"({row['phone_code']})") if part)
    said = [row["text"], capfirst(place), capfirst(row["online"]), phone, ", ".join(row["services"])]
    details = [] if row["off"] else [*said, capfirst(row["written"])]
    changed = [change.plain_words for change in row["changes"] if change.what != What.ADDED]
    if row["was_words"]:
        changed.append(row["was_words"])
    changed.append(row["why_off"])
    link = [settings.BASE_URL + row["link"]] if for_mail and row["link"] else []
    return [head, *(line for line in [*details, *changed, *internal_lines(row), *link] if line)]


def internal_lines(row: dict[str, Any]) -> list[str]:
    """Return what only offices read of a row (list of str); nothing of a public one."""
    contact = ", ".join(row[name] for name in ("unit", "contact_phone", "contact_email") if row.get(name))
    points = [item["title"] for item in row.get("agenda", ()) if item["internal"]]
    return [line for line in (row.get("logistics", ""), contact, "; ".join(points)) if line]
