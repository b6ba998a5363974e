"""Every text of a page that an editor writes, wherever it stands: plain fields, rich text, blocks in blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import TranslatableField

if TYPE_CHECKING:
    from portal.core.models import BasePage

#: gets (text as stored, is it HTML) and returns what is to stand there
Change = Callable[[str, bool], str]
PLAIN_BLOCKS = (blocks.CharBlock, blocks.TextBlock)


def change_texts(page: BasePage, change: Change) -> None:
    """Put through `change` each text that the page declares as such; on the object, nothing is stored."""
    for declared in type(page).override_translatable_fields:
        if not isinstance(declared, TranslatableField):
            continue
        field = type(page)._meta.get_field(declared.field_name)
        if isinstance(field, StreamField):
            change_stream(page, field, change)
        elif isinstance(field, models.CharField | models.TextField):
            before = getattr(page, field.attname) or ""
            after = change(before, isinstance(field, RichTextField))
            if after != before:
                setattr(page, field.attname, after)


def change_stream(page: BasePage, field: StreamField, change: Change) -> None:
    """Put the texts of a StreamField through `change`; a stream in which nothing changes stays the same object."""
    before = field.stream_block.get_prep_value(getattr(page, field.name))
    after = changed_value(field.stream_block, before, change)
    if after != before:
        setattr(page, field.name, field.stream_block.to_python(after))


def changed_value(block: blocks.Block, value: Any, change: Change) -> Any:
    """Return the stored value of a block with its texts put through `change`."""
    if isinstance(block, blocks.BaseStreamBlock) and isinstance(value, list):
        return [changed_child(block.child_blocks.get(part.get("type")), part, change) for part in value]
    if isinstance(block, blocks.ListBlock) and isinstance(value, list):
        return [
            changed_child(block.child_block, part, change)
            if isinstance(part, dict) and part.get("type") == "item"
            else changed_value(block.child_block, part, change)
            for part in value
        ]
    if isinstance(block, blocks.BaseStructBlock) and isinstance(value, dict):
        known = block.child_blocks
        return {
            name: changed_value(known[name], part, change) if name in known else part for name, part in value.items()
        }
    if isinstance(value, str) and isinstance(block, blocks.RichTextBlock):
        return change(value, True)
    if isinstance(value, str) and isinstance(block, PLAIN_BLOCKS):
        return change(value, False)
    return value


def changed_child(block: blocks.Block | None, part: dict[str, Any], change: Change) -> dict[str, Any]:
    """Return one stored child of a stream or list with its texts put through `change`; an unknown one as it is."""
    return part if block is None else {**part, "value": changed_value(block, part.get("value"), change)}
