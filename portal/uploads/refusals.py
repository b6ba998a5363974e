"""Why a file is refused: a short code for tests and logs, a sentence that says what to do."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: {code: what the sender reads after the file's name}
REASONS = {
    "empty": _("Está vacío. Elígelo otra vez."),
    "busy": _("Muchas personas mandan fotos a la vez. Espera unos segundos y mándalo otra vez."),
    "damaged": _("La imagen está dañada o incompleta. Ábrela, guárdala otra vez y mándala."),
    "too-large-to-open": _("Es demasiado grande para este tipo de imagen. Achícala o guárdala como JPEG."),
    "pdf-disguised": _("No es un PDF común: tiene otra cosa delante o detrás. Guárdalo otra vez como PDF."),
    "pdf-damaged": _("El PDF está dañado o incompleto. Ábrelo, guárdalo otra vez y mándalo."),
    "pdf-locked": _("El PDF está protegido. Guárdalo sin contraseña y mándalo otra vez."),
    "pdf-script": _("El PDF contiene programas. Imprímelo como PDF y manda el nuevo."),
    "pdf-files": _("El PDF tiene otros archivos adentro. Mándalos por separado."),
    "pdf-hidden": _("No pudimos revisar el PDF por dentro. Imprímelo como PDF y manda el nuevo."),
    "office-damaged": _("El documento está dañado o incompleto. Ábrelo, guárdalo otra vez y mándalo."),
    "office-disguised": _("No es un documento común: tiene algo escondido. Guárdalo como PDF y manda ese."),
    "office-locked": _("El documento tiene contraseña. Guárdalo sin contraseña y mándalo otra vez."),
    "office-macros": _("El documento tiene macros. Guárdalo sin macros o como PDF."),
    "office-objects": _("El documento tiene otros archivos incrustados. Guárdalo como PDF."),
    "office-links": _("El documento trae contenido desde otros sitios. Guárdalo como PDF."),
    "office-bomb": _("El documento se hace enorme al abrirlo. Guárdalo como PDF."),
}


def refusal(code: str) -> ValidationError:
    """Return the ValidationError for a reason of REASONS."""
    return ValidationError(REASONS[code], code=code)
