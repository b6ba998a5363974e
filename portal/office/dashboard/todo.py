"""Everything of districts that may wait for an editor, in the order in which it is shown."""

from django.utils.translation import gettext_lazy as _

from portal.core.registry import TodoList, register_todo_list

from . import pages, records

WAITING = (
    TodoList("to-review", _("Para que las revises"), pages.to_review, pages.review_line, order=10),
    TodoList(
        "sent-back",
        _("Volvieron con un comentario"),
        pages.sent_back,
        pages.sent_back_line,
        hint=_("Cambia lo que te piden y envíala otra vez."),
        order=20,
    ),
    TodoList(
        "my-changes",
        _("Cambios tuyos que el público todavía no ve"),
        pages.my_changes,
        pages.change_line,
        hint=_("La página publicada sigue como estaba: ábrela y publica lo nuevo, o envíalo a revisión."),
        order=25,
    ),
    TodoList(
        "my-drafts",
        _("Borradores tuyos sin enviar"),
        pages.my_drafts,
        pages.draft_line,
        hint=_("Nadie más los ve hasta que los publicas o los envías a revisión."),
        order=30,
    ),
    TodoList("in-review", _("Tuyas, esperando revisión"), pages.in_review, pages.page_line, order=40),
    TodoList("scheduled", _("Se publican solas"), pages.scheduled_pages, pages.scheduled_line, order=50),
    TodoList(
        "outdated",
        _("Traducciones que quedaron atrás"),
        pages.old_translations,
        pages.old_translation_line,
        hint=_("El original cambió después de la traducción."),
        order=60,
        parts=pages.old_translation_parts,
        list_url=lambda: pages.board_url("outdated"),
    ),
    TodoList(
        "untranslated",
        _("Sin traducción"),
        pages.untranslated,
        pages.untranslated_line,
        order=70,
        parts=pages.untranslated_parts,
        list_url=lambda: pages.board_url("missing"),
    ),
    TodoList(
        "pictures",
        _("Fotos sin descripción"),
        records.pictures_without_text,
        records.picture_line,
        hint=_("Di qué se ve, para quien no la ve. Por ejemplo: doce vecinas en ronda en la plaza."),
        order=80,
        district="collection__name",
    ),
    TodoList(
        "untouched",
        _("Nadie las tocó en un año"),
        pages.untouched,
        pages.untouched_line,
        hint=_("Léelas: si todo sigue igual, publícalas otra vez."),
        order=90,
    ),
    TodoList(
        "counters",
        _("Barrios sin contar desde hace un año"),
        records.old_counters,
        records.counter_line,
        order=100,
        district="district__name",
    ),
    TodoList(
        "facts",
        _("Barrios con datos por completar"),
        records.missing_facts,
        records.fact_line,
        order=110,
        district="district__name",
    ),
)


def register() -> None:
    """Register all of them."""
    for waiting in WAITING:
        register_todo_list(waiting)
