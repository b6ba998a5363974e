"""Fields by which a record chooses terms: only active ones of one vocabulary are offered, kept ones stay."""

from django import forms
from django.db import models
from modelcluster.fields import ParentalManyToManyField


def choices_of(vocabulary: str) -> dict[str, str]:
    """Return the limit of a relation to one vocabulary (code of Vocabulary)."""
    return {"vocabulary": vocabulary}


class _OffersActiveTerms:
    """Offers active terms and those the record has already, in the order of the list."""

    def get_bound_field(self, form, field_name):
        """Narrow the terms to those of this form's record; Django calls this before it validates or shows the field."""
        kept = form.get_initial_for_field(self, field_name) or []
        if isinstance(kept, models.Model | int | str):
            kept = [kept]
        # Several come as a list or as modelcluster's imitation of a queryset, which no query accepts.
        kept = [term.pk if isinstance(term, models.Model) else term for term in kept]
        self.queryset = self.queryset.choosable(kept).order_by("order", "pk")
        return super().get_bound_field(form, field_name)


class TermChoiceField(_OffersActiveTerms, forms.ModelChoiceField):
    """A form's choice of one term."""


class TermsChoiceField(_OffersActiveTerms, forms.ModelMultipleChoiceField):
    """A form's choice of several terms."""


class TermField(models.ForeignKey):
    """One term of a vocabulary. Terms are retired, never deleted, hence PROTECT."""

    def __init__(self, vocabulary=None, **kwargs):
        self.vocabulary = vocabulary
        if vocabulary:
            kwargs["limit_choices_to"] = choices_of(vocabulary)
        kwargs.setdefault("to", "vocabularies.Term")
        kwargs.setdefault("on_delete", models.PROTECT)
        kwargs.setdefault("related_name", "+")
        super().__init__(**kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "vocabulary": self.vocabulary}

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": TermChoiceField, **kwargs})


class TermsField(ParentalManyToManyField):
    """Several terms of a vocabulary."""

    def __init__(self, vocabulary=None, **kwargs):
        self.vocabulary = vocabulary
        if vocabulary:
            kwargs["limit_choices_to"] = choices_of(vocabulary)
        kwargs.setdefault("to", "vocabularies.Term")
        kwargs.setdefault("related_name", "+")
        kwargs.setdefault("blank", True)
        super().__init__(**kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "vocabulary": self.vocabulary}

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": TermsChoiceField, **kwargs})
