"""Every relation of every form of the admin, read from the registries: which field, block or text points at which model."""

import json
from dataclasses import dataclass

from django.forms import ModelChoiceField, ModelMultipleChoiceField, Select
from django.http import QueryDict
from wagtail.admin.panels import get_edit_handler
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.blocks import ChooserBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page, get_page_models

from portal.core.models import BasePage, User

#: forms that only administrators open
OF_ADMINISTRATORS = {User}
#: codes of errors that say: this may not be chosen; that of a row outside its account's scope among them
REFUSALS = {"not_offered", "invalid_choice", "invalid_pk_value", "scope", "not_hers"}


@dataclass(frozen=True)
class Form:
    """A form: of a page, a record, settings, or one row of them."""

    name: str
    kind: type
    owner: type  # the model whose screen shows it
    rows: bool = False


def with_rows(name, kind, owner):
    """Yield a form and those of its rows."""
    yield Form(name, kind, owner)
    for relation, formset in getattr(kind, "formsets", {}).items():
        if formset.form._meta.model.__module__.startswith("portal."):
            yield Form(f"{name}.{relation}", formset.form, owner, rows=True)


def forms():
    """Return every Form (list) of the portal's pages, records and settings."""
    found = []
    for model in get_page_models():
        if issubclass(model, BasePage):
            found += with_rows(model.__name__, model.get_edit_handler().get_form_class(), model)
    viewsets.populate()
    ours = [each for each in viewsets.viewsets if isinstance(each, ModelViewSet) and is_ours(each.model)]
    for viewset in ours:
        kinds = {tuple(kind.base_fields): kind for kind in map(viewset.get_form_class, (True, False))}
        for kind in kinds.values():
            found += with_rows(type(viewset).__name__, kind, viewset.model)
    for model in settings_registry:
        found += with_rows(model.__name__, get_edit_handler(model).get_form_class(), model)
    return found


def is_ours(model):
    """Tell whether a model is the portal's, with screens for others than administrators."""
    return model.__module__.startswith("portal.") and model not in OF_ADMINISTRATORS


@dataclass(frozen=True)
class Relation:
    """Where a form points at a model: `path` is the field, and the way through its blocks."""

    path: tuple[str, ...]
    model: type
    is_text: bool = False


def relations(kind):
    """Return every Relation (list) of a form's own fields."""
    found = []
    for name, field in kind.base_fields.items():
        behind = {each.name: each for each in kind._meta.model._meta.get_fields()}.get(name)
        if isinstance(field, ModelChoiceField):
            found.append(Relation((name,), field.queryset.model))
        elif isinstance(behind, StreamField):
            found += [Relation((name, *path), model, text) for path, model, text in inside(behind.stream_block)]
        elif isinstance(behind, RichTextField):
            found += [Relation((name,), model, True) for model in (Page, get_document_model())]
    return found


def inside(block):
    """Yield (path, model, whether it is a text) for each place in a block that points at a model."""
    if isinstance(block, ImageBlock):
        yield ("image",), block.child_blocks["image"].model_class, False
    elif isinstance(block, ChooserBlock):
        yield (), block.model_class, False
    elif isinstance(block, RichTextBlock):
        yield from (((), model, True) for model in (Page, get_document_model()))
    elif isinstance(block, ListBlock):
        yield from inside(block.child_block)
    elif isinstance(block, StreamBlock | StructBlock):
        for name, child in block.child_blocks.items():
            yield from (((name, *path), model, text) for path, model, text in inside(child))
    else:
        references = type(block).extract_references
        assert references in (ChooserBlock.extract_references, plain()), f"teach this test how {block} points"


def plain():
    """Return how a block says that it points at nothing."""
    from wagtail.blocks import Block

    return Block.extract_references


# What a browser sends ------------------------------------------------------------------------------------------------


def sent(kind, prefix, key_of, linked):
    """Return what a browser would send (QueryDict) with every relation of a form filled.

    `key_of` gets a model and returns the key; `linked` is the model at which texts point.
    """
    data = QueryDict(mutable=True)
    for name, field in kind.base_fields.items():
        at = f"{prefix}-{name}" if prefix else name
        behind = {each.name: each for each in kind._meta.model._meta.get_fields()}.get(name)
        if isinstance(field, ModelMultipleChoiceField):
            data.setlist(at, [key_of(field.queryset.model)])
        elif isinstance(field, ModelChoiceField):
            data[at] = key_of(field.queryset.model)
        elif isinstance(behind, StreamField):
            data.update(of_block(behind.stream_block, at, key_of, linked))
        elif isinstance(behind, RichTextField):
            data[at] = linked_text(key_of, linked)
    return data


def linked_text(key_of, linked):
    """Return a text as the editor sends it, with a link to what `linked` is."""
    return text_with("LINK" if linked is Page else "DOCUMENT", key_of(linked))


def text_with(kind, key):
    """Return the text "Mira esto." as the editor sends it, with a link (LINK or DOCUMENT) on its second word."""
    link = {"type": kind, "mutability": "MUTABLE", "data": {"id": key, "url": "/", "filename": "x"}}
    block = {"key": "abcde", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "text": "Mira esto."}
    block["entityRanges"] = [{"offset": 5, "length": 4, "key": 0}]
    return json.dumps({"blocks": [block], "entityMap": {"0": link}})


def of_block(block, at, key_of, linked):
    """Return the fields (dict) that a browser sends for a block in which every relation is filled."""
    if isinstance(block, ImageBlock):
        return {f"{at}-image": key_of(block.child_blocks["image"].model_class), f"{at}-alt_text": "Una plaza"}
    if isinstance(block, ChooserBlock):
        return {at: key_of(block.model_class)}
    if isinstance(block, RichTextBlock):
        return {at: linked_text(key_of, linked)}
    if isinstance(block, StructBlock):
        fields = {}
        for name, child in block.child_blocks.items():
            fields |= of_block(child, f"{at}-{name}", key_of, linked)
        return fields
    if isinstance(block, ListBlock):
        one = {f"{at}-0-deleted": "", f"{at}-0-order": "0", f"{at}-0-id": ""}
        return {f"{at}-count": "1", **one, **of_block(block.child_block, f"{at}-0-value", key_of, linked)}
    if isinstance(block, StreamBlock):
        fields = {f"{at}-count": str(len(block.child_blocks))}
        for index, (name, child) in enumerate(block.child_blocks.items()):
            fields |= {f"{at}-{index}-{part}": "" for part in ("deleted", "id")}
            fields |= {f"{at}-{index}-type": name, f"{at}-{index}-order": str(index)}
            fields |= of_block(child, f"{at}-{index}-value", key_of, linked)
        return fields
    return {at: "Texto"}


# What was answered ---------------------------------------------------------------------------------------------------


def refused_paths(form):
    """Return the paths (set) beside which a form refuses what was chosen."""
    found = set()
    for name, errors in form.errors.as_data().items():
        for error in errors:
            field = form.fields.get(name)
            if hasattr(error, "block_errors") and hasattr(field, "block"):
                found |= {(name, *path) for path in in_blocks(field.block, error)}
            elif error.code in REFUSALS:
                found.add((name,))
    return found


def in_blocks(block, error):
    """Yield the paths inside a block beside which an error says that a choice is refused."""
    if isinstance(block, StreamBlock):
        names = list(block.child_blocks)
        for index, inner in error.block_errors.items():
            yield from ((names[index], *path) for path in in_blocks(block.child_blocks[names[index]], inner))
    elif isinstance(block, ListBlock):
        for inner in error.block_errors.values():
            yield from in_blocks(block.child_block, inner)
    elif isinstance(block, StructBlock):
        for name, inner in error.block_errors.items():
            yield from ((name, *path) for path in in_blocks(block.child_blocks[name], inner))
    elif {each.code for each in error.error_list} & REFUSALS:
        yield ()


def shown_again(form):
    """Return (str) what a form shows of the choices it refused: a list shows only what it offers, a chooser anything."""
    parts = []
    for name in form.errors:
        field = form.fields.get(name)
        if hasattr(field, "block"):
            parts.append(json.dumps(field.block.get_form_state(form[name].value()), default=str))
        elif field is not None and not isinstance(field.widget, Select):
            parts.append(str(form[name]))
    return "\n".join(parts)
