"""The forms of a venue: its own, and the short one with which a new venue is made from the form of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.forms import CharField, ModelChoiceField
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images.widgets import AdminImageChooser

from portal.access.record_forms import ScopedRecordForm
from portal.access.relations import keep_references
from portal.core.language import CODES, language_name
from portal.core.models import PortalImage
from portal.pictures.models import VenuePicture
from portal.territory.models import Venue

from .forms import TranslatedNameForm
from .point_map import PointMap

if TYPE_CHECKING:
    from portal.territory.models import District


def point_field() -> CharField:
    """Return the field that shows the map; it sends nothing: the numbers stand in latitude and longitude."""
    return CharField(
        label=_("En el mapa"),
        required=False,
        widget=PointMap,
        help_text=_("Toca el lugar, o muévelo con las flechas del teclado. También puedes escribir los números."),
    )


#: {name of a field: language of the words that it asks for}
WORDS = {f"words_{code}": code for code in CODES}
#: a form for the words of the picture, a field for each language of the portal
PictureWordsForm = type(
    "PictureWordsForm",
    (TranslatedNameForm,),
    {name: CharField(max_length=250, required=False) for name in WORDS} | {"__module__": __name__},
)


class VenueForm(PictureWordsForm):
    """A venue with its map and its picture."""

    point = point_field()
    image = ModelChoiceField(
        PortalImage.objects.all(),
        label=_("imagen"),
        required=False,
        widget=AdminImageChooser,
        help_text=_("Cómo se ve desde la calle: la entrada, el frente. Sin ella la página queda igual de completa."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        """Begin with the stored picture."""
        super().__init__(*args, **kwargs)
        self.fields["image"].label = capfirst(self.fields["image"].label)
        stored = VenuePicture.objects.filter(venue=self.instance.pk).first() if self.instance.pk else None
        for name, code in WORDS.items():
            self.fields[name].label = gettext("Qué se ve, en %(language)s") % {"language": language_name(code)}
            self.initial.setdefault(name, stored.words.get(code, "") if stored else "")
        if stored:
            self.initial.setdefault("image", stored.image_id)
            keep_references(self, {"image": stored.image_id})

    def clean(self) -> dict[str, Any]:
        """Ask for words in the city's own language: some people hear the picture."""
        cleaned = super().clean()
        own = f"words_{settings.LANGUAGE_CODE}"
        if cleaned.get("image") and not cleaned.get(own):
            self.add_error(own, _("Di qué se ve: hay quien no ve la imagen."))
        return cleaned

    def save(self, commit: bool = True) -> Venue:
        """Store the venue, and its picture with it."""
        venue = super().save(commit)
        if commit:
            self.save_picture(venue)
        return venue

    def save_picture(self, venue: Venue) -> None:
        """Store the picture of a stored venue, or take it away."""
        image = self.cleaned_data.get("image")
        if image is None:
            VenuePicture.objects.filter(venue=venue).delete()
            return
        words = {code: text for name, code in WORDS.items() if (text := self.cleaned_data.get(name))}
        VenuePicture.objects.update_or_create(venue=venue, defaults={"image": image, "words": words})


class NewVenueForm(ScopedRecordForm):
    """What the chooser of a meeting asks of a venue that is not in the list yet."""

    prefix = "new-venue"  # the form of the meeting lies in the same document, and has a neighbourhood, too
    point = point_field()
    field_order = (
        "name", "kind", "district", "neighbourhood", "address", "directions", "step_free", "accessible_toilet",
        "hearing_loop", "access_note", "point", "latitude", "longitude",
    )  # fmt: skip

    class Meta:
        model = Venue
        fields = (
            "name", "kind", "district", "neighbourhood", "address", "directions", "step_free", "accessible_toilet",
            "hearing_loop", "access_note", "latitude", "longitude",
        )  # fmt: skip

    def __init__(self, *args: Any, near: District | None = None, **kwargs: Any):
        """`near` is the district of the meeting, which is chosen already where the account may use it."""
        super().__init__(*args, **kwargs)
        if near is not None:
            self.fields["district"].initial = near.pk
