"""The base of every page: its district, what is translated of it and of its rows, the digest of its first words."""

from collections.abc import Iterable, Mapping

from django.db import models, transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, model_from_serializable_data
from wagtail.models import Orderable, Page, PageViewRestriction, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from portal.core.language import reader_language
from portal.core.public import restricted_paths
from portal.core.public_views import public_page_context
from portal.core.publication import is_draft_only
from portal.territory.models import District

# Wagtail's own page_slug_changed comes after the commit: too late for what must change in the same transaction.
addresses_changed = Signal()

# Never left to wagtail-localize's guess: it would translate every code and forget every relation.
PAGE_TRANSLATABLE = [
    TranslatableField("title"),
    TranslatableField("seo_title"),
    TranslatableField("search_description"),
    SynchronizedField("show_in_menus"),
]


class BasePage(Page):
    """What all pages of the portal have in common. Abstract: each concrete page declares its facts and its texts."""

    district = models.ForeignKey(
        District, verbose_name=_("distrito"), null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    #: names of the fields that are facts (one value in all languages) and texts (translated)
    facts: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    #: only the end of a review publishes such a page; no role of a district does
    published_by_review = False
    body_class = "page"
    #: the place in the main menu, smaller first; pages of one place stand in the order of the tree
    menu_order = 100

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        """Declare to wagtail-localize each fact as synchronised and each text as translatable."""
        super().__init_subclass__(**kwargs)
        lineage = [base.__dict__ for base in cls.__mro__]
        facts = [name for attributes in lineage for name in attributes.get("facts", ())]
        texts = [name for attributes in lineage for name in attributes.get("texts", ())]
        cls.override_translatable_fields = [
            SynchronizedField("slug", overridable=True),
            *PAGE_TRANSLATABLE,
            *(SynchronizedField(name, overridable=False) for name in facts),
            *(TranslatableField(name) for name in texts),
        ]

    @transaction.atomic
    def save(self, *args, update_fields=None, **kwargs):
        """Store the district of the folder in which the page lies, and tell when the addresses below it changed."""
        if is_draft_only(update_fields):
            return super().save(*args, update_fields=update_fields, **kwargs)
        self.district_id = self.folder_district_id()
        before = Page.objects.filter(pk=self.pk).values_list("url_path", flat=True).first() if self.pk else None
        stored = super().save(*args, update_fields=update_fields, **kwargs)
        if before and before != self.url_path:
            addresses_changed.send(type(self), instance=self)
        return stored

    def clean_fields(self, exclude=None):
        """Check the fields, but for keys whose objects were read from the database: they need not be looked up again.

        The district is that of the folder, read on saving.
        """
        super().clean_fields(exclude={*(exclude or ()), "district", *read_relations(self)})

    def folder_district_id(self):
        """Return the id of the district whose folder holds this page, or None for a page of the whole portal."""
        parent = self.get_parent()
        return getattr(parent.specific, "district_id", None) if parent else None

    def get_view_restrictions(self):
        """Return the restrictions of this page and its ancestors, those of alias sources among them.

        Most pages have none: then the paths that the lists of this request ask for as well are enough.
        """
        if not self.path.startswith(tuple(restricted_paths())):
            return PageViewRestriction.objects.none()
        steps = [self.path[: self.steplen * depth] for depth in range(1, self.depth + 1)]
        own = Q(page__path__in=steps, page__alias_of__isnull=True)
        lent = Q(page__aliases__path__in=steps) | Q(page__aliases__aliases__path__in=steps)
        return PageViewRestriction.objects.filter(own | lent).distinct()

    def get_context(self, request, *args, **kwargs):
        """Return Wagtail's context with what the rooms registered for this type of page."""
        return {**super().get_context(request, *args, **kwargs), **public_page_context(self, request)}

    @property
    def text_language(self) -> str:
        """Return the code of the language in which the page is written: that of its tree; of an alias, of its source's."""
        return self.alias_of.specific.text_language if self.alias_of_id else self.locale.language_code

    @property
    def is_in_other_language(self):
        """Tell whether the page is in another language than the interface that shows it."""
        return self.text_language != reader_language()

    @property
    def lang_attribute(self) -> str:
        """Return the language code of the page's own words where it is not the interface's, else an empty string."""
        return self.text_language if self.is_in_other_language else ""


def read_relations(instance: models.Model) -> list[str]:
    """Return the foreign keys of an instance that hold a stored object at hand which they may hold.

    Of a key that takes only some objects (limit_choices_to: a term of one vocabulary) the object itself tells, when its
    fields are all that the limit asks for.
    """
    found = []
    for field in instance._meta.concrete_fields:
        if field.many_to_one and field.is_cached(instance):
            known = field.get_cached_value(instance)
            key = getattr(known, field.target_field.attname, None)
            if (
                key is not None
                and key == getattr(instance, field.attname)
                and not known._state.adding
                and is_within(known, field.get_limit_choices_to())
            ):
                found.append(field.name)
    return found


def is_within(known: models.Model, limit: Mapping[str, object] | Q) -> bool:
    """Tell whether the fields of a stored object are what a limit_choices_to asks for; other kinds of limit say no."""
    if not isinstance(limit, Mapping):
        return not limit
    return all(hasattr(known, name) and getattr(known, name) == value for name, value in limit.items())


class TranslatedRow(TranslatableMixin, Orderable):
    """A row of a page with words of its own in each language; its facts follow the source. Abstract."""

    facts: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True
        ordering = ["sort_order", "pk"]  # rows that code made without a place keep the order in which they came

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        """Return the row that a page's revision holds, or None when what it hangs on is gone.

        Its page is the one that is made of the revision, and languages stay: neither is looked up for each row.
        """
        owners = [field.name for field in cls._meta.concrete_fields if isinstance(field, ParentalKey)]
        certain = {name: data[name] for name in (*owners, "locale") if data.get(name) is not None}
        rest = {name: value for name, value in data.items() if name not in certain}
        row = model_from_serializable_data(cls, rest, check_fks=check_fks, strict_fks=strict_fks)
        for name, key in certain.items() if row else ():
            setattr(row, cls._meta.get_field(name).attname, key)
        return row

    def __init_subclass__(cls, **kwargs):
        """Declare to wagtail-localize which words are translated and which facts are not."""
        super().__init_subclass__(**kwargs)
        cls.override_translatable_fields = [
            SynchronizedField("sort_order", overridable=False),
            *(SynchronizedField(name, overridable=False) for name in cls.facts),
            *(TranslatableField(name) for name in cls.texts),
        ]


class SourceText(models.Model):
    """The published words of a first version, as a digest; facts follow by themselves and do not count."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    def __str__(self):
        return f"{self.page_id} ({self.changed_at:%Y-%m-%d})"


def set_relations(page: ClusterableModel, relations: Mapping[str, Iterable]) -> None:
    """Give a page its rows by relation name, in order: `page.annexes.all()` then reads them without a query.

    The page is for reading only: saved, it would write these rows. modelcluster's own setters read the stored rows
    first, so this is the one place of the portal that writes what modelcluster holds for a page under edit.
    """
    page._cluster_related_objects = {name: list(rows) for name, rows in relations.items()}
