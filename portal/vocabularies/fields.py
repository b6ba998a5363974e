"""Fields by which a record chooses terms: only active ones of one vocabulary are offered, kept ones stay."""

from django.db import models
from modelcluster.fields import ParentalManyToManyField


def choices_of(vocabulary):
    """Return the limit of a relation to one vocabulary (code of Vocabulary)."""
    return {"vocabulary": vocabulary}


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
