"""The form of a picture: how large one may be is said beside the field, and again when one is larger."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    """Wagtail's form, for single and several uploads and for choosers; sizes are read from the head of the file."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" not in self.fields:
            return
        field = self.fields["file"]
        limits = {
            "formats": field.supported_formats_text,
            "size": filesizeformat(field.max_upload_size),
            "megapixels": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000,
        }
        field.max_image_pixels = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
        field.help_text = _("%(formats)s. Hasta %(size)s y %(megapixels)s megapíxeles.") % limits
        field.error_messages["file_too_many_pixels"] = (
            _(
                "La imagen es demasiado grande: puede tener hasta %(megapixels)s megapíxeles. Achícala y prueba otra vez."
            )
            % limits
        )

    def clean_file(self):
        """Return the file. Raises ValidationError when all frames of an animation together are too large."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            with Image.open(file) as picture:  # reads the head; a frame is decoded only when somebody asks for it
                pixels = picture.width * picture.height * getattr(picture, "n_frames", 1)
            file.seek(0)
            if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise ValidationError(
                    self.fields["file"].error_messages["file_too_many_pixels"], "file_too_many_pixels"
                )
        return file
