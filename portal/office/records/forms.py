"""The forms of the territory's records: what only the city changes of a stored one is not shown to a district."""

from django import forms
from django.conf import settings

from portal.access.record_forms import ScopedRecordForm
from portal.territory.models import Organisation

#: {language: its name} of the languages other than the record's own
OTHER_LANGUAGES = {code: name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}
NAME_FIELDS = {code: f"name_{code}" for code in OTHER_LANGUAGES}


def name_field(language: str, label: str) -> forms.CharField:
    """Return the field of a record's name in another language."""
    return forms.CharField(
        label=label, max_length=160, required=False, widget=forms.TextInput(attrs={"lang": language})
    )


class DistrictForm(ScopedRecordForm):
    """A district's team keeps the facts of its centre; name and code are the city's."""

    city_fields = ("name", "code", "kind", "order")


class NeighbourhoodForm(ScopedRecordForm):
    """The code stands in the public address."""

    city_fields = ("code",)


class TranslatedNameForm(
    type(
        "NameFields",
        (ScopedRecordForm,),
        {NAME_FIELDS[code]: name_field(code, OTHER_LANGUAGES[code]) for code in NAME_FIELDS},
    )
):
    """A record's name in the other languages, one field each; an empty one shows the record's own name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, field in NAME_FIELDS.items():
            self.initial[field] = self.instance.names.get(code, "")

    def save(self, commit=True):
        """Write the names to the record; languages that the portal no longer speaks keep theirs."""
        given = {code: self.cleaned_data.get(field, "") for code, field in NAME_FIELDS.items()}
        self.instance.names = {code: name for code, name in {**self.instance.names, **given}.items() if name}
        return super().save(commit)


class UnitForm(TranslatedNameForm):
    """The code is what imports know a unit by."""

    city_fields = ("code",)


class NewOrganisationForm(ScopedRecordForm):
    """What the chooser asks of an organisation that is not in the list yet."""

    class Meta:
        model = Organisation
        fields = ("name", "kind", "district")
