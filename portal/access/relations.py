"""What a form of the admin may point at: every relation is asked, on saving, of the policy that its chooser asks.

A chooser hides what is not the account's; the form behind it takes any key. Here one place closes it for all forms of the
admin (pages, records, their rows, settings): foreign keys, many-to-many, choosers in blocks however deep, links and
pictures in texts. What stood there before stays; what is refused is said beside its field, and never shown by its title.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.forms import Field as FormField
from django.forms import ModelChoiceField, ModelForm, ModelMultipleChoiceField
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks import Block, ListBlock, RichTextBlock, StreamBlock, StreamValue, StructBlock
from wagtail.blocks.list_block import ListBlockValidationError, ListValue
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock
from wagtail.models import CollectionMember, Page
from wagtail.permissions import policy_registry
from wagtail.rich_text import RichText, extract_references_from_rich_text

from portal.core.models import User
from portal.core.public import public_pages
from portal.territory.models import District, Neighbourhood

from .page_screens.rules import is_key, namable
from .policy import ScopedPolicy
from .scoped import readable

NOT_OFFERED = _("Elige otra cosa: esto no es tuyo, no es público o ya no existe.")
NOT_OFFERED_IN_TEXT = _(
    "El texto enlaza o muestra algo que no puedes usar: ese enlace se quitó. Revisa y guarda otra vez."
)
LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
EMBED = re.compile(r"<embed\b[^>]*/>")

#: (model, primary key as text)
Reference = tuple[type[Model], str]


# What may be chosen --------------------------------------------------------------------------------------------------


def choosable(model: type[Model], user: User) -> QuerySet[Model] | None:
    """Return the rows (QuerySet) that a chooser of a model offers to an account; None where everybody chooses from all."""
    if issubclass(model, Page):
        return namable(model._default_manager.all(), user)
    policy = policy_registry.get_by_type(model)
    if issubclass(model, CollectionMember):
        return policy.instances_user_has_any_permission_for(user, ["choose"])
    if not isinstance(policy, ScopedPolicy):
        return None
    rows = readable(model, user)
    return rows.filter(active=True) if hasattr(model, "active") else rows


def offered_keys(rows: QuerySet[Model], user: User, keys: Iterable[int]) -> set[int]:
    """Return those keys (set) that lie in the rows of a model which a chooser offers.

    Of pages most are public, which is soon known: only the others are asked of the tree.
    """
    if not issubclass(rows.model, Page):
        return set(rows.filter(pk__in=keys).values_list("pk", flat=True))
    pages = rows.model._default_manager.filter(pk__in=keys)
    public = set(public_pages(pages).values_list("pk", flat=True))
    others = set(pages.exclude(pk__in=public).values_list("pk", flat=True))
    hers = policy_registry.get_by_type(Page).explorable_instances(user).filter(pk__in=others)
    return public | (set(hers.values_list("pk", flat=True)) if others else set())


def open_places(model: type[Model]) -> QuerySet[Model]:
    """Return the districts or neighbourhoods (QuerySet) that everybody knows: none of a closed district."""
    return model.objects.filter(**{"active" if model is District else "district__active": True})


def rows_for(form: ModelForm, name: str, model: type[Model]) -> QuerySet[Model] | None:
    """Return the rows (QuerySet) of a model that a field of a form may point at; None for all.

    `reaches` of a form are the fields that say whom else a thing concerns: the names of places are public.
    """
    if model in (District, Neighbourhood) and name in getattr(form, "reaches", ()):
        return open_places(model)
    return choosable(model, form.for_user)


def refused_of(form: ModelForm, sent: Mapping[str, set[Reference]]) -> dict[str, set[Reference]]:
    """Return those references of each field ({name: set}) at which a form's account may not point.

    One query for each model, however many fields point at it: a condition on pages is dear.
    """
    fields = {}
    for name, references in sent.items():
        for model, key in references:
            in_public = model in (District, Neighbourhood) and name in getattr(form, "reaches", ())
            fields.setdefault((model, in_public), {}).setdefault(key, set()).add(name)
    refused = {}
    for (model, in_public), names in fields.items():
        rows = open_places(model) if in_public else choosable(model, form.for_user)
        if rows is None:
            continue
        sound = {int(key): key for key in names if is_key(key)}
        known = offered_keys(rows, form.for_user, sound) if sound else set()
        for key in names.keys() - {sound[pk] for pk in known}:
            for name in names[key]:
                refused.setdefault(name, set()).add((model, key))
    return refused


# What a value points at ----------------------------------------------------------------------------------------------


def model_field(form: ModelForm, name: str) -> Field | None:
    """Return the model's field behind a field of a form, or None."""
    try:
        return form._meta.model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def references_in(holder: Block | Field, value: Any) -> set[Reference]:
    """Return the references (set) in a value of a block or of a model's field that holds blocks or rich text."""
    return {(model, str(key)) for model, key, *_paths in holder.extract_references(value)} if value else set()


def references_of(form: ModelForm, name: str, value: Any) -> set[Reference]:
    """Return the references (set) in the value of a field, as it was sent or as it is stored."""
    field, behind = form.fields[name], model_field(form, name)
    if hasattr(behind, "extract_references"):
        return references_in(behind, value)
    if not isinstance(field, ModelChoiceField) or value in (None, "", []):
        return set()
    values = value if isinstance(field, ModelMultipleChoiceField) else [value]
    model = field.queryset.model
    return {(model, str(each.pk if isinstance(each, Model) else each)) for each in values if each not in (None, "")}


def stored_references(form: ModelForm, name: str) -> set[Reference]:
    """Return the references (set) that stood in a field before: those of its row, or given by `keep_references`."""
    kept = form.__dict__.setdefault("_stood_before", {})
    if name not in kept:
        behind = model_field(form, name)
        is_new_set = behind is not None and behind.many_to_many and form.instance.pk is None
        value = None if behind is None or is_new_set else behind.value_from_object(form.instance)
        kept[name] = references_of(form, name, value)
    return kept[name]


def keep_references(form: ModelForm, values: Mapping[str, Any]) -> None:
    """Let a form of something new take over what stood elsewhere: {name of a field: value}, never from a request."""
    for name, value in values.items():
        if isinstance(form.fields.get(name), ModelChoiceField):
            given = references_of(form, name, value)
            stored_references(form, name).update(given)
            rows = form.fields[name].queryset
            form.fields[name].queryset = rows | rows.model._default_manager.filter(
                pk__in=[key for _model, key in given]
            )


# What a form shows again ---------------------------------------------------------------------------------------------


def text_without(html: str, refused: set[Reference]) -> str:
    """Return a rich text (str) without the links to, and pictures of, what is refused; the words of the links stay."""

    def points_there(found):
        return any((model, str(key)) in refused for model, key, *_paths in extract_references_from_rich_text(found[0]))

    html = LINK.sub(lambda found: found[1] if points_there(found) else found[0], html)
    return EMBED.sub(lambda found: "" if points_there(found) else found[0], html)


def block_without(block: Block, value: Any, refused: set[Reference]) -> tuple[Any, ValidationError | None]:
    """Return (the value of a block without what is refused, the error beside each place or None), however deep."""
    if isinstance(block, StreamBlock):
        parts = [block_without(child.block, child.value, refused) for child in value]
        rows = [(child.block_type, shown, child.id) for child, (shown, _error) in zip(value, parts, strict=True)]
        return StreamValue(block, rows), _errors(StreamBlockValidationError, enumerate(parts))
    if isinstance(block, ListBlock):
        parts = [block_without(child.block, child.value, refused) for child in value.bound_blocks]
        rows = [
            ListValue.ListChild(child.block, shown, id=child.original_id)
            for child, (shown, _error) in zip(value.bound_blocks, parts, strict=True)
        ]
        return ListValue(block, bound_blocks=rows), _errors(ListBlockValidationError, enumerate(parts))
    if isinstance(block, StructBlock) and isinstance(value, Mapping):
        parts = {name: block_without(block.child_blocks[name], each, refused) for name, each in value.items()}
        shown = block._to_struct_value([(name, part[0]) for name, part in parts.items()])
        return shown, _errors(StructBlockValidationError, parts.items())
    if not references_in(block, value) & refused:
        return value, None
    if isinstance(block, RichTextBlock):
        return RichText(text_without(value.source, refused)), ValidationError(NOT_OFFERED_IN_TEXT, code="not_offered")
    error = ValidationError(NOT_OFFERED, code="not_offered")
    return None, StructBlockValidationError({"image": error}) if isinstance(block, ImageBlock) else error


def _errors(kind, parts):
    """Return the errors of the parts of a block as one, or None."""
    errors = {place: error for place, (_shown, error) in parts if error}
    return kind(block_errors=errors) if errors else None


def refuse(form: ModelForm, name: str, value: Any, refused: set[Reference]) -> None:
    """Say beside a field that it points at what is refused, and show it again without."""
    field, behind = form.fields[name], model_field(form, name)
    error = ValidationError(NOT_OFFERED, code="not_offered")
    if hasattr(field, "block"):
        shown, error = block_without(field.block, value, refused)
        form._errors.pop(name, None)  # a stream shows one error, with those of its blocks inside
    elif hasattr(behind, "extract_references"):
        shown, error = text_without(value, refused), ValidationError(NOT_OFFERED_IN_TEXT, code="not_offered")
    else:
        shown = None
    if not form.has_error(name):
        form.add_error(name, error)
    field.bound_data = lambda data, initial: shown  # a chooser would show what was sent by its title


# Every form of the admin ---------------------------------------------------------------------------------------------


def is_list(field: FormField) -> bool:
    """Tell whether a field is a list of rows, none of a chooser: it shows all that it takes."""
    return isinstance(field, ModelChoiceField) and not isinstance(field.widget, BaseChooser)


def offer(form: ModelForm) -> None:
    """Let lists offer what may be chosen, and what is stored; a chooser asks by itself."""
    for name, field in form.fields.items():
        if not is_list(field):
            continue
        rows = rows_for(form, name, field.queryset.model)
        if rows is not None:
            stored = [key for _model, key in stored_references(form, name)]
            field.queryset = field.queryset.filter(Q(pk__in=rows.order_by().values("pk")) | Q(pk__in=stored))


def ask(form: ModelForm) -> None:
    """Refuse in a sent form what its account could not have chosen, unless it stood there before.

    A list takes what it offers, and `offer` (or the form itself, further) has narrowed that.
    """
    asked = [(name, bound) for name, bound in form._bound_items() if not (bound.field.disabled or is_list(bound.field))]
    values = {name: bound.data for name, bound in asked}
    sent = {name: references_of(form, name, value) for name, value in values.items()}
    new = {name: references - stored_references(form, name) for name, references in sent.items() if references}
    for name, refused in refused_of(form, new).items():
        refuse(form, name, values[name], refused)


def connect() -> None:
    """Ask in every form of the admin that has an account (`for_user`): pages, records, settings, and their rows."""
    begin, clean_fields = WagtailAdminModelForm.__init__, WagtailAdminModelForm._clean_fields

    def begin_and_offer(form, *args, **kwargs):
        begin(form, *args, **kwargs)
        if form.for_user is not None:
            offer(form)
            for formset in form.formsets.values():
                if issubclass(formset.form, WagtailAdminModelForm):  # Wagtail does not tell its rows whose form it is
                    formset.form_kwargs["for_user"] = form.for_user

    def clean_and_ask(form):
        clean_fields(form)
        if form.for_user is not None:
            ask(form)

    WagtailAdminModelForm.__init__, WagtailAdminModelForm._clean_fields = begin_and_offer, clean_and_ask
