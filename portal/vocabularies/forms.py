"""The form of a term, as the city curator thinks of it: one field per language, one word per line."""

from django import forms
from django.conf import settings
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from .matching import fold_wording, term_words
from .models import Term

LANGUAGES = dict(settings.LANGUAGES)
# A name and two other words in each language, shown as the example of its fields.
_EXAMPLES = {
    "es": ("Consejo", "consejo barrial", "consejo vecinal"),
    "en": ("Council", "neighbourhood council", "neighborhood council"),
    "fr": ("Conseil", "conseil de quartier", "conseil citoyen"),
    "pt": ("Conselho", "conselho de bairro", "conselho de moradores"),
}

_NAME_HELP = gettext_lazy("Corto, como lo verá la gente. Por ejemplo: {example}.")
_OTHER_NAME_HELP = gettext_lazy("Por ejemplo: {example}. Si falta, se muestra el nombre en español.")
_WORDS_HELP = gettext_lazy(
    "Otras formas de decir lo mismo, una por línea; quien las busca encuentra también el nombre. "
    "No pongas palabras que además significan otra cosa. Por ejemplo: {example}."
)


class LinesField(forms.CharField):
    """A text area that gives a list: one entry per line, empty lines and doubles left out."""

    widget = forms.Textarea

    def prepare_value(self, value):
        """Return the text to show for a list; what was typed comes back as it was."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        """Return the list of lines of a text."""
        lines = (" ".join(line.split()) for line in super().to_python(value).splitlines())
        return list(dict.fromkeys(filter(None, lines)))


def _language_fields():
    """Return {field name: form field}: name and other words in each language of the portal."""
    fields = {}
    for code in LANGUAGES:
        source = code == settings.LANGUAGE_CODE
        name, *words = _EXAMPLES.get(code, _EXAMPLES[settings.LANGUAGE_CODE])
        fields[f"name_{code}"] = forms.CharField(
            label=gettext_lazy("Nombre"),
            help_text=format_lazy(_NAME_HELP if source else _OTHER_NAME_HELP, example=name),
            max_length=120,
            required=source,
        )
        fields[f"words_{code}"] = LinesField(
            label=gettext_lazy("Otras palabras"),
            help_text=format_lazy(_WORDS_HELP, example=", ".join(words)),
            required=False,
            widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
        )
    return fields


class TermForm(type("LanguageFields", (WagtailAdminModelForm,), _language_fields())):
    """Edits a term. List and code are given once: records and addresses carry them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.initial[f"name_{code}"] = self.instance.labels.get(code, "")
            self.initial[f"words_{code}"] = self.instance.alternative_labels.get(code, [])
        self.fields["code"].required = False
        self.fields["code"].help_text = _(
            "Queda en las direcciones web y no cambia nunca. Si lo dejas vacío, se toma del nombre. "
            "Por ejemplo: presupuesto-participativo."
        )
        self.fields["order"].required = False
        self.fields["order"].help_text = _("Los números menores van primero. Si lo dejas vacío, va al final.")
        if not self.instance.pk:
            self.initial["order"] = None
        else:
            for name in ("vocabulary", "code"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("No se cambia: las fichas lo usan.")

    def clean(self):
        """Name the field at fault when a code is taken, or a word already names another term of the list."""
        cleaned = super().clean()
        vocabulary = cleaned.get("vocabulary")
        if not vocabulary:
            return cleaned
        others = [term for term in Term.objects.of(vocabulary) if term.pk != self.instance.pk]
        self._clean_code(cleaned, others)
        self._clean_words(cleaned, others)
        return cleaned

    def _clean_code(self, cleaned, others):
        """Take a missing code from the Spanish name; refuse one that the list has."""
        if "code" not in cleaned or self.instance.pk:
            return
        given, name = cleaned["code"], cleaned.get(f"name_{settings.LANGUAGE_CODE}", "")
        code = given or slugify(name)[:40].strip("-")
        taken = next((term for term in others if term.code == code), None)
        if taken:
            field = "code" if given else f"name_{settings.LANGUAGE_CODE}"
            self.add_error(field, _("«%(name)s» ya tiene ese código; elige otro.") % {"name": taken.label()})
        elif not code and name:
            self.add_error("code", _("No se puede tomar del nombre: escribe uno con letras de la a a la z."))
        cleaned["code"] = self.instance.code = code

    def _clean_words(self, cleaned, others):
        """Refuse a word by which another term of the list is known: a form could not tell the two apart."""
        known = {
            fold_wording(word): term
            for term in reversed(others)
            for words in term_words(term.labels, term.alternative_labels, term.oidp_form, term.oidp_bank).values()
            for word in words
        }
        for field in [f"{kind}_{code}" for code in LANGUAGES for kind in ("name", "words")]:
            value = cleaned.get(field) or []
            for word in [value] if isinstance(value, str) else value:
                if other := known.get(fold_wording(word)):
                    told = {"word": word, "name": other.label()}
                    self.add_error(field, _("«%(word)s» ya es una palabra de «%(name)s».") % told)

    def save(self, commit=True):
        """Write names and words to the term, leaving out the languages that have none."""
        for table, kind in (("labels", "name"), ("alternative_labels", "words")):
            given = {code: self.cleaned_data[f"{kind}_{code}"] for code in LANGUAGES}
            setattr(self.instance, table, {code: value for code, value in given.items() if value})
        if self.cleaned_data.get("order") is None:
            self.instance.order = Term.objects.next_order(self.instance.vocabulary)
        return super().save(commit)
