"""Form fields that many steps of a practice share: a term, several terms, a text with its limit of words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.partial_dates import validate_partial_date
from portal.submissions.steps import WordsField
from portal.vocabularies.fields import TermChoiceField, TermsChoiceField
from portal.vocabularies.known import known_terms
from portal.vocabularies.models import Term

UNSAID = _("Prefiero no decirlo")
CHOOSE_FROM_LIST = _("Elige de la lista.")


def term_choice(vocabulary: str, label: Any, **kwargs) -> TermChoiceField:
    """Return the choice of one term (code of Vocabulary); nobody must choose."""
    kwargs.setdefault("required", False)
    kwargs.setdefault("empty_label", UNSAID)
    kwargs.setdefault("error_messages", {"invalid_choice": CHOOSE_FROM_LIST})
    return TermChoiceField(label=label, queryset=Term.objects.of(vocabulary), **kwargs)


def terms_choice(vocabulary: str, label: Any, **kwargs) -> TermsChoiceField:
    """Return the choice of several terms, a box for each."""
    return TermsChoiceField(
        label=label,
        queryset=Term.objects.of(vocabulary),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": CHOOSE_FROM_LIST, "invalid_pk_value": CHOOSE_FROM_LIST},
        **kwargs,
    )


def code_choice(vocabulary: str, label: Any, empty_label: Any) -> forms.ChoiceField:
    """Return the choice of one term by its code, for fields of which a page has many: no question to the database each."""
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=lambda: [("", empty_label), *known_codes(vocabulary)],
        error_messages={"invalid_choice": CHOOSE_FROM_LIST},
    )


def known_codes(vocabulary: str) -> list[tuple[str, str]]:
    """Return [(code, name)] of the terms of a vocabulary that may be chosen, in their order."""
    terms = [term for term in known_terms().values() if term.vocabulary == vocabulary and term.active]
    return [(term.code, term.label()) for term in sorted(terms, key=lambda term: (term.order, term.pk))]


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
