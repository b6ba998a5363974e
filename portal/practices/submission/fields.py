"""Form fields that many steps of a practice share: a term, several terms, a text with its limit of words."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.partial_dates import validate_partial_date
from portal.submissions.steps import WordsField
from portal.vocabularies.known import known_terms
from portal.vocabularies.models import Term

UNSAID = _("Prefiero no decirlo")
CHOOSE_FROM_LIST = _("Elige de la lista.")


class KnownTermField(forms.ChoiceField):
    """The choice of one term by its code; its value is the Term, or None. The terms at hand are asked, not the database."""

    def __init__(self, vocabulary: str, *, empty_label: Any = UNSAID, **kwargs):
        self.vocabulary = vocabulary
        kwargs.setdefault("error_messages", {"invalid_choice": CHOOSE_FROM_LIST})
        nothing = [] if empty_label is None else [("", empty_label)]
        super().__init__(choices=lambda: [*nothing, *known_codes(vocabulary)], **kwargs)

    def clean(self, value: Any) -> Term | None:
        """Return the term that was chosen."""
        return next(iter(terms_with(self.vocabulary, [super().clean(value)])), None)


class KnownTermsField(forms.MultipleChoiceField):
    """The choice of several terms by their codes; its value is a list of Terms."""

    def __init__(self, vocabulary: str, **kwargs):
        self.vocabulary = vocabulary
        super().__init__(
            choices=lambda: known_codes(vocabulary),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": CHOOSE_FROM_LIST, "invalid_list": CHOOSE_FROM_LIST},
            **kwargs,
        )

    def clean(self, value: Any) -> list[Term]:
        """Return the terms that were chosen, in the order of their list."""
        return terms_with(self.vocabulary, super().clean(value))


def term_choice(vocabulary: str, label: Any, **kwargs) -> KnownTermField:
    """Return the choice of one term (code of Vocabulary); nobody must choose."""
    return KnownTermField(vocabulary, label=label, **{"required": False, **kwargs})


def terms_choice(vocabulary: str, label: Any) -> KnownTermsField:
    """Return the choice of several terms, a box for each."""
    return KnownTermsField(vocabulary, label=label, required=False)


def code_choice(vocabulary: str, label: Any, empty_label: Any) -> forms.ChoiceField:
    """Return the choice of one term in a row, which keeps its code."""
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=lambda: [("", empty_label), *known_codes(vocabulary)],
        error_messages={"invalid_choice": CHOOSE_FROM_LIST},
    )


def known_codes(vocabulary: str) -> list[tuple[str, str]]:
    """Return [(code, name)] of the terms of a vocabulary that may be chosen, in their order."""
    return [(term.code, term.label()) for term in active_terms(vocabulary)]


def terms_with(vocabulary: str, codes: Sequence[str]) -> list[Term]:
    """Return the terms of a vocabulary that have one of these codes, in their order."""
    return [term for term in active_terms(vocabulary) if term.code in codes]


def active_terms(vocabulary: str) -> list[Term]:
    """Return the terms of a vocabulary that may be chosen, in their order, from those at hand."""
    terms = [term for term in known_terms().values() if term.vocabulary == vocabulary and term.active]
    return sorted(terms, key=lambda term: (term.order, term.pk))


def line_input(label: Any, longest: int, **kwargs) -> forms.CharField:
    """Return an optional text of one line, of at most `longest` characters."""
    return forms.CharField(label=label, required=False, max_length=longest, **kwargs)


def answer_input(label: Any, most_words: int, **kwargs) -> WordsField:
    """Return an optional answer of at most `most_words` words."""
    return WordsField(label=label, most_words=most_words, required=False, **kwargs)


def partial_date_input(label: Any, **kwargs) -> forms.CharField:
    """Return an optional date of any precision: 2018, 2018-12 or 2018-12-24."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=10,
        validators=[validate_partial_date],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"max_length": _("Escribe el año, el mes o el día así: 2018, 2018-12 o 2018-12-24.")},
        **kwargs,
    )


def web_address_input(label: Any, **kwargs) -> forms.URLField:
    """Return an optional address on the web; without "https://" it is added."""
    return forms.URLField(
        label=label,
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={
            "invalid": _("Escribe la dirección completa. Por ejemplo: https://ejemplo.org/plaza"),
            "max_length": _("Esta dirección es demasiado larga."),
        },
        **kwargs,
    )


def count_input(label: Any, most: int, **kwargs) -> forms.IntegerField:
    """Return an optional whole number from 1 to `most`."""
    text = _("Escribe un número entero, sin puntos ni palabras.")
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=most,
        error_messages={"invalid": text, "min_value": text, "max_value": _("Este número es demasiado grande.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        **kwargs,
    )
