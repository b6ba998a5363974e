"""A small record as plain data, and what its tests do with it and look at."""

import json

from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from portal.practices.importing.jsonl import read_json_record
from portal.practices.importing.store import PracticeStore
from portal.practices.models import PracticePage
from portal.territory.models import Organisation

from .conftest import export


def line(key="prueba:1", language="es", **changes):
    """Return a small record as plain data; `changes` replace what stands at the top."""
    return {
        "format": "participa-practice/1",
        "language": language,
        "source": {"key": key, "name": "Prueba"},
        "facts": {"place_city": "Tarija", "types": ["pb"], "start": "2018-12"},
        "organisations": [{"name": "Vecinal Sur", "role": "promoter"}],
        "annexes": [
            {
                "kind": "report",
                "url": "https://a.org/1",
                "languages": {"es": {"title": "Informe"}, "fr": {"title": "Rapport"}},
            }
        ],
        "figures": [
            {"languages": {"es": {"value": "12", "label": "domingos"}, "fr": {"value": "12", "label": "dimanches"}}}
        ],
        "languages": {
            "es": {"title": "La calle de los juegos", "summary": "<p>Doce domingos.</p>"},
            "fr": {"title": "La rue des jeux", "summary": "<p>Douze dimanches.</p>"},
        },
        **changes,
    }


def save(data, publish=True):
    """Store plain data and return the outcome."""
    return PracticeStore(publish).save(read_json_record(json.loads(json.dumps(data))))


def page(language="es", key="prueba:1"):
    """Return the stored page of a record in one language."""
    return PracticePage.objects.get(source_key=key, locale__language_code=language)


def state():
    """Return what an import that changes nothing leaves exactly as it was."""
    pages = PracticePage.objects.order_by("pk")
    return (
        list(pages.values_list("pk", "title", "live", "latest_revision_id", "import_checksum", "last_published_at")),
        Revision.objects.count(),
        PageLogEntry.objects.count(),
        ModelLogEntry.objects.count(),
        Organisation.objects.count(),
        export(with_drafts=True),
    )


def edit(version, publish, **changes):
    """Change a page as an editor does: from its latest draft, as a draft or published."""
    draft = version.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    revision = draft.save_revision(log_action=True)
    if publish:
        revision.publish()
