"""The pattern book's content: for each component its rule, and real, long and empty cases (patterns.toml)."""

import tomllib
from pathlib import Path
from typing import Any

from django import forms, template
from django.utils.safestring import mark_safe

register = template.Library()

BOOK = Path(__file__).with_name("patterns.toml")


class ExampleForm(forms.Form):
    """A field of each sort, one of them wrong."""

    topic = forms.CharField(label="Tu tema", help_text="En una frase. Por ejemplo: perros sueltos en la canchita.")
    email = forms.EmailField(label="Correo", error_messages={"invalid": "Escribe el correo completo, con arroba."})
    how = forms.ChoiceField(
        label="¿Cómo prefieres la respuesta?",
        choices=[("mail", "Por correo"), ("phone", "Por teléfono")],
        widget=forms.RadioSelect,
    )


def trusted(value: Any) -> Any:
    """Return an example with its texts under keys in _html marked as safe: they come from our own file."""
    if isinstance(value, list):
        return [trusted(entry) for entry in value]
    if isinstance(value, dict):
        return {
            key: mark_safe(entry) if key.endswith("_html") else trusted(entry)  # noqa: S308 (our own file)
            for key, entry in value.items()
        }
    return value


@register.simple_tag
def pattern_book() -> list[dict[str, Any]]:
    """Return all components in the order of the book: [{name, rule, template, examples [context]}]."""
    book = tomllib.loads(BOOK.read_text(encoding="utf-8"))["patterns"]
    form = ExampleForm({"topic": "Perros sueltos", "email": "marta.gmail.com"})
    in_code = {"field": [{"field": field} for field in form]}
    return [
        {
            "name": pattern["name"],
            "rule": pattern["rule"],
            "template": f"components/{pattern['name']}.html",
            "examples": in_code.get(pattern["name"]) or trusted(pattern["examples"]),
        }
        for pattern in book
    ]
