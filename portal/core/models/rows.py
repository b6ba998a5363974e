"""Rows of a page that have words of their own in each language."""

from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField


class TranslatedRow(TranslatableMixin, Orderable):
    """A row of a page with words of its own in each language; its facts follow the source. Abstract."""

    facts: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True
        ordering = ["sort_order", "pk"]  # rows that code made without a place keep the order in which they came

    def __init_subclass__(cls, **kwargs):
        """Declare to wagtail-localize which words are translated and which facts are not."""
        super().__init_subclass__(**kwargs)
        cls.override_translatable_fields = [
            SynchronizedField("sort_order", overridable=False),
            *(SynchronizedField(name, overridable=False) for name in cls.facts),
            *(TranslatableField(name) for name in cls.texts),
        ]
