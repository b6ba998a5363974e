"""The columns of tables of meetings: the names by which they are known, in four languages and as programs write them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.core.import_report import Refusal
from search.folding import fold

#: column → names by which it is known, folded
COLUMNS = {
    "date": (
        "date", "fecha", "data", "dia", "day", "jour", "start date", "fecha de inicio", "fecha de comienzo",
        "fecha inicio", "comienza el", "empieza el", "date de debut", "data de inicio", "data inicial",
    ),
    "title": (
        "title", "meeting", "titulo", "tema", "reunion", "sesion", "titre", "seance", "reuniao", "sessao", "subject",
        "asunto", "objet", "assunto", "event", "event name", "evento", "nombre", "actividad", "encuentro", "summary",
    ),
    "start": (
        "start", "start time", "time", "hora", "horario", "inicio", "empieza", "comienza", "comienzo", "debut", "heure",
        "hora de inicio", "hora inicio", "hora de comienzo", "heure de debut", "comeca", "inicia", "desde",
    ),
    "end": (
        "end", "end time", "fin", "termina", "hora de fin", "hora fin", "hora de finalizacion", "finalizacion", "finaliza",
        "heure de fin", "fim", "hora de termino", "termino", "hasta",
    ),
    "end_date": (
        "end date", "last day", "hasta el dia", "ultimo dia", "dernier jour", "fecha de fin", "fecha fin",
        "fecha de finalizacion", "finaliza el", "termina el", "date de fin", "data de termino", "data final",
    ),
    "all_day": (
        "all day event", "all day", "todo el dia", "evento de todo el dia", "journee entiere", "toute la journee",
        "dia inteiro", "evento de dia inteiro", "o dia inteiro",
    ),
    "place": ("place", "location", "venue", "lugar", "sede", "lieu", "local", "ubicacion", "emplacement", "donde"),
    "address": ("address", "direccion", "domicilio", "adresse", "endereco"),
    "modality": ("modality", "modalidad", "modalite", "modalidade"),
    "online": (
        "online", "online link", "join link", "enlace", "enlace para entrar", "lien", "link da reuniao", "meeting link",
        "enlace de zoom", "zoom",
    ),
    "agenda": ("agenda", "agenda link", "orden del dia", "ordre du jour", "pauta"),
    "minutes": ("minutes", "minutes link", "acta", "proces-verbal", "compte rendu", "ata"),
    "source": ("url", "link", "source", "fuente", "pagina"),
    "text": ("text", "description", "texto", "descripcion", "descricao", "detalles", "notas", "observaciones"),
    "cancelled": ("cancelled", "canceled", "status", "state", "estado", "cancelada", "etat", "statut", "situacao"),
    "reason": ("reason", "motivo", "raison", "motif"),
    "private": (
        "private", "privado", "privada", "prive", "privee", "particular", "sensitivity", "confidencialidad", "visibility",
        "visibilidad", "sensibilite", "confidentialite",
    ),
    "key": ("key", "id", "uid", "clave", "cle", "chave"),
}  # fmt: skip
#: what Outlook's and Google's tables have beside these: it says nothing of a meeting, or personal data
LEFT_OUT = {
    "reminder on/off", "reminder date", "reminder time", "meeting organizer", "required attendees", "optional attendees",
    "meeting resources", "billing information", "categories", "mileage", "priority", "show time as",
    "aviso activado/desactivado", "avisar el", "hora del aviso", "organizador de la reunion", "asistentes necesarios",
    "asistentes opcionales", "recursos de la reunion", "informacion de facturacion", "categorias", "kilometraje",
    "prioridad", "mostrar hora como",
}  # fmt: skip
NAMES = {name: column for column, names in COLUMNS.items() for name in (column.replace("_", " "), *names)}


def fold_column_name(name: str) -> str:
    """Return the name of a column as it is compared: small letters without accents, marks and double spaces."""
    return " ".join(fold(name.replace("_", " ").replace("\xa0", " ")).rstrip(":").split())


def columns_of(head: list[str], wanted: dict[str, str]) -> tuple[dict[str, int], list[str]]:
    """Return ({column: index}, [unknown names]) of the first row. Raises Refusal without a date, or with one twice.

    `wanted` is {folded name: column} of the names that were told.
    """
    found, unknown = {}, []
    for index, name in enumerate(head):
        folded = fold_column_name(name)
        column = wanted.get(folded) or NAMES.get(folded)
        if column in found and folded in wanted:
            found[column] = index
        elif column in found and column in wanted.values():
            continue
        elif column in found:
            raise Refusal(_("dos columnas dicen lo mismo: %s") % name.strip()[:60], 1)
        elif column:
            found[column] = index
        elif folded and folded not in LEFT_OUT:
            unknown.append(name.strip()[:40])
    missing = wanted.keys() - {fold_column_name(name) for name in head}
    if missing:
        raise Refusal(_("la primera fila no tiene la columna «%s»") % sorted(missing)[0][:60], 1)
    if "date" not in found and "start" not in found:
        message = _("la primera fila no tiene una columna con la fecha (date, fecha …); están: %s")
        raise Refusal(message % ", ".join(name.strip() for name in head)[:200], 1)
    return found, unknown
