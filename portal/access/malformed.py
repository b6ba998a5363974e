"""What no browser sends and anybody may: the admin answers it with a refusal or an error beside the field, never with a 500.

Wagtail trusts its own forms: keys that are none go to the database, parts of a form that are missing are looked up.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks import ChooserBlock

from .relations import is_key


def only_keys(stock: Callable) -> Callable:
    """Return a method of a chooser that takes no text but a key; another one chooses nothing."""

    def chosen(chooser: BaseChooser | ChooserBlock, value: Any) -> Model | None:
        return None if isinstance(value, str) and not is_key(value) else stock(chooser, value)

    return chosen


def connect() -> None:
    """Have Wagtail's choosers and forms take what is malformed for what it is."""
    BaseChooser.get_instance = only_keys(BaseChooser.get_instance)
    ChooserBlock.value_from_form = only_keys(ChooserBlock.value_from_form)
