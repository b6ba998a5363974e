"""What no browser sends and anybody may: the admin answers it with a refusal or an error beside the field, never with a 500.

Wagtail trusts its own forms: keys that are none go to the database, parts of a form that are missing are looked up. What
can be said beside a field is; of a form whose parts are gone nothing can, and the whole request is refused (400).
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest, EmptyResultSet, ValidationError
from django.db.models import BigIntegerField, ForeignObject, IntegerField, Lookup, Model
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import In, Range
from django.forms import BaseForm
from django.forms.formsets import ORDERING_FIELD_NAME, BaseFormSet
from django.utils.datastructures import MultiValueDictKeyError
from modelcluster.forms import BaseTransientModelFormSet
from wagtail.admin.forms.choosers import URLOrAbsolutePathField
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks import BaseStreamBlock, ChooserBlock, ListBlock
from wagtail.contrib.redirects.forms import ConfirmImportManagementForm

from .page_screens.rules import is_key


def is_storable(value: Any) -> bool:
    """Tell whether a value is no number beyond what a key can be; Django asks this of plain columns only."""
    return not isinstance(value, int) or abs(value) <= BigIntegerField.MAX_BIGINT


def storable_in(stock: type[Lookup]) -> type[Lookup]:
    """Return a lookup `…__in` that leaves out the numbers that no database holds: they are nobody's key."""

    class StorableIn(stock):
        def get_prep_lookup(self):
            """Return the values (or the query) to compare with."""
            values = super().get_prep_lookup()
            return list(filter(is_storable, values)) if isinstance(values, list) else values

    return StorableIn


class StorableRange(Range):
    """A range whose ends no database holds goes as far as a number can."""

    def get_prep_lookup(self):
        """Return the two ends."""
        most = BigIntegerField.MAX_BIGINT
        return [max(-most, min(end, most)) if isinstance(end, int) else end for end in super().get_prep_lookup()]


class StorableExact(RelatedExact):
    """A relation to a number that no database holds: there is no such row."""

    def as_sql(self, compiler, connection):
        """Return the condition. Raises EmptyResultSet."""
        if not is_storable(self.rhs):
            raise EmptyResultSet
        return super().as_sql(compiler, connection)


def only_keys(stock: Callable) -> Callable:
    """Return a method of a chooser that takes no text but a key; another one chooses nothing."""

    def chosen(chooser: BaseChooser | ChooserBlock, value: Any) -> Model | None:
        return None if isinstance(value, str) and not is_key(value) else stock(chooser, value)

    return chosen


def only_whole(stock: Callable, faults: tuple[type[Exception], ...]) -> Callable:
    """Return a method that reads a value from a sent form and raises BadRequest where the form's own parts are damaged."""

    def whole(reader: Any, data: Any, files: Any, name: str) -> Any:
        try:
            return stock(reader, data, files, name)
        except faults as error:
            raise BadRequest(f"{name}: {error!r}") from error

    return whole


def only_own_keys(stock: Callable) -> Callable:
    """Return a formset's making of a row that raises BadRequest for a key that is none: Wagtail's forms write it, nobody."""

    def construct_form(formset: BaseFormSet, row: int, **options: Any) -> BaseForm:
        try:
            return stock(formset, row, **options)
        except ValidationError as error:
            raise BadRequest(f"{formset.add_prefix(row)}: {error}") from error

    return construct_form


def signed_or_refused(stock: Callable) -> Callable:
    """Return a form's cleaning that raises BadRequest where what Wagtail signed does not come back."""

    def clean(form: BaseForm) -> dict[str, Any]:
        try:
            return stock(form)
        # a part is missing, or it is no signature: Wagtail asks BadSignature for a message that it has not
        except (KeyError, AttributeError) as error:
            raise BadRequest(f"not as it was signed: {error!r}") from error

    return clean


def text_or_blank(stock: Callable) -> Callable:
    """Return a method of a field that takes what was not sent for an empty text."""

    def to_python(field: URLOrAbsolutePathField, value: str | None) -> str:
        return stock(field, value or "")

    return to_python


def every_row_ordered(stock: Callable) -> Callable:
    """Return a formset's cleaning after which a row of which nothing was sent has an order, too: Wagtail sorts by it."""

    def full_clean(formset: BaseFormSet) -> None:
        stock(formset)
        for form in formset.forms if formset.can_order else ():
            if hasattr(form, "cleaned_data"):
                form.cleaned_data.setdefault(ORDERING_FIELD_NAME, None)

    return full_clean


def connect() -> None:
    """Have Wagtail's choosers and forms take what is malformed for what it is."""
    IntegerField.register_lookup(storable_in(In))
    IntegerField.register_lookup(StorableRange)
    ForeignObject.register_lookup(storable_in(RelatedIn))
    ForeignObject.register_lookup(StorableExact)
    BaseChooser.get_instance = only_keys(BaseChooser.get_instance)
    ChooserBlock.value_from_form = only_keys(ChooserBlock.value_from_form)
    BaseFormSet.full_clean = every_row_ordered(BaseFormSet.full_clean)
    BaseTransientModelFormSet._construct_form = only_own_keys(BaseTransientModelFormSet._construct_form)
    ConfirmImportManagementForm.clean = signed_or_refused(ConfirmImportManagementForm.clean)
    URLOrAbsolutePathField.to_python = text_or_blank(URLOrAbsolutePathField.to_python)
    # the text of a rich text comes as JSON, of which draftjs_exporter believes every part
    damaged = (ValueError, TypeError, AttributeError, LookupError)
    DraftailRichTextArea.value_from_datadict = only_whole(DraftailRichTextArea.value_from_datadict, damaged)
    for block in (BaseStreamBlock, ListBlock):
        block.value_from_datadict = only_whole(block.value_from_datadict, (MultiValueDictKeyError, ValueError))
