"""What the script of a form says, in the language of the page; templates write it with json_script."""

from django.utils.translation import gettext as _


def offline_words() -> dict[str, str]:
    """Return {name: words} for static/offline-form.js, which stands in for "#" what it knows: a number, a name, an hour."""
    return {
        "here": _("Guardado en este dispositivo."),
        "portal": _("Guardado en el portal a las #."),
        "stored": _("Guardado en el portal."),
        "offline": _("Sin señal: queda guardado en este dispositivo."),
        "silent": _("El portal no responde: queda guardado en este dispositivo."),
        "nowhere": _("Este dispositivo no puede guardarlo. No cierres la página hasta que esté en el portal."),
        "login": _("Hay que entrar de nuevo para enviarlo. Lo que escribiste sigue aquí."),
        "enter": _("Entrar"),
        "other": _("Entraste con otra cuenta. Lo escrito aquí se enviará cuando entre la primera."),
        "refused": _("Esta cuenta no puede guardar aquí."),
        "wait": _("Sin señal no se puede enviar el formulario. Prueba de nuevo cuando vuelva."),
        "conflict": _("En un campo, otra persona escribió algo distinto: elige qué queda."),
        "conflicts": _("En # campos, otra persona escribió algo distinto: elige qué queda."),
        "theirs": _("Otra persona escribió:"),
        "by": _("# escribió:"),
        "mine": _("Lo que escribiste tú:"),
        "none": _("(nada)"),
        "yes": _("sí"),
        "no": _("no"),
        "keep": _("Dejar lo mío"),
        "take": _("Tomar lo otro"),
        "remove": _("Quitar"),
        "sure": _("¿Quitar esta parte, con lo que tiene escrito?"),
    }
