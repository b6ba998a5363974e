"""Where each kind of page is in the demonstration city, and what to do there before looking."""

import re
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

OWN = {"es": "/es/distritos/oeste/canteros-con-padrinos/", "fr": "/fr/districts/oeste/des-plates-bandes-avec-parrains/"}
REAL = {"es": "/es/experiencias/consejos-barriales-virtuales/", "fr": "/fr/experiences/conseils-de-quartier-virtuels/"}
FACTS = {"es": "/es/experiencias/jugar-y-participar/", "fr": "/fr/experiences/jouer-et-participer/"}
UNTRANSLATED = {
    "es": "/es/distritos/sudoeste/las-tardes-de-enero/",
    "fr": "/fr/distritos/sudoeste/las-tardes-de-enero/",
}
BANK = {"es": "/es/experiencias/", "fr": "/fr/experiences/"}

COUNCIL = {
    "es": "/es/distritos/oeste/consejo-barrial-de-san-miguel/",
    "fr": "/fr/districts/oeste/conseil-de-quartier-de-san-miguel/",
}

#: what depends on the day is found by a link: "page > what the address of its first such link begins with"
PLACES = {
    "home": {"es": "/es/", "fr": "/fr/"},
    "districts": {"es": "/es/distritos/", "fr": "/fr/districts/"},
    "district": {"es": "/es/distritos/oeste/", "fr": "/fr/districts/oeste/"},
    "districts-found": {"es": "/es/distritos/?q=villa", "fr": "/fr/districts/?q=villa"},
    "districts-nothing-found": {"es": "/es/distritos/?q=xyzzyqwrt"},
    "districts-point": {"es": "/es/distritos/?at=89,179"},
    "districts-wrong-point": {"fr": "/fr/districts/?at=ici"},
    "counters": {"es": "/es/distritos/counters/blocks/", "fr": "/fr/districts/counters/liaisons/"},
    "neighbourhood": {
        "es": "/es/distritos/oeste/neighbourhoods/echesortu/",
        "fr": "/fr/districts/oeste/neighbourhoods/echesortu/",
    },
    "city-wide": {"es": "/es/distritos/toda-la-ciudad/"},
    "agenda": {"es": "/es/agenda/", "fr": "/fr/agenda/"},
    "agenda-list": {"es": "/es/agenda/?view=list", "fr": "/fr/agenda/?view=list&modality=hybrid"},
    "agenda-month": {"es": "/es/agenda/?view=month", "fr": "/fr/agenda/?view=month"},
    "agenda-map": {"es": "/es/agenda/?view=map", "fr": "/fr/agenda/?view=map"},
    "agenda-empty": {"es": "/es/agenda/?week=1975-W02", "fr": "/fr/agenda/?week=1975-W02&time=evening"},
    "agenda-hostile": {"es": "/es/agenda/?week=x&district=%22%27%3Cb%3E&from=99"},
    "weekly-agenda": {"es": "/es/agenda/issues/ > /es/agenda/2", "fr": "/fr/agenda/issues/ > /fr/agenda/2"},
    "weekly-agendas": {"es": "/es/agenda/issues/"},
    "council": {"es": f"{COUNCIL['es']}", "fr": f"{COUNCIL['fr']}"},
    "council-cabinet": {"es": "/es/distritos/oeste/gabinete-de-seguridad-del-oeste/"},
    "session": {"es": f"{COUNCIL['es']} > {COUNCIL['es']}2", "fr": f"{COUNCIL['fr']} > {COUNCIL['fr']}2"},
    "session-soon": {
        "es": "/es/agenda/?view=list > /es/distritos/oeste/",
        "fr": "/fr/agenda/?view=list > /fr/districts/",
    },
    "event": {"es": "/es/distritos/noroeste/feria-de-la-huerta/"},
    "bank": BANK,
    "bank-answers": {code: f"{path}?q=presupuesto+participativo&type=pb" for code, path in BANK.items()},
    "bank-empty": {code: f"{path}?q=xyzzyqwrt&type=pb" for code, path in BANK.items()},
    "bank-map": {code: f"{path}?view=map" for code, path in BANK.items()},
    "compare": {"es": "/es/practices/compare?ref=EXP-0001&ref=EXP-0002"},
    "compare-empty": {"fr": "/fr/practices/compare"},
    "cite": {"es": "/es/practices/cite?ref=EXP-0001&ref=EXP-0002"},
    "dossier": {"es": "/es/experiencias/la-calle-que-cuida-el-barrio/"},
    "practice-own": OWN,
    "practice-real": REAL,
    "practice-facts": FACTS,
    "practice-foreign": {"fr": UNTRANSLATED["fr"]},
    "content": {"es": "/es/como-conectarse/", "fr": "/fr/comment-se-connecter/"},
    "easy-read": {"es": "/es/lectura-facil/"},
    "search": {"es": "/es/search/?q=plaza", "fr": "/fr/search/?q=plaza"},
    "search-empty": {"es": "/es/search/"},
    "submission-kinds": {"es": "/es/submissions/", "fr": "/fr/submissions/"},
    "submission-form": {"es": "/es/submissions/proposal/", "fr": "/fr/submissions/proposal/"},
    "submission-status": {"es": "/es/submissions/status/"},
    "submission-mine": {"fr": "/fr/submissions/mine/"},
    "proposals": {"es": "/es/proposals/", "fr": "/fr/proposals/"},
    "proposal": {
        "es": "/es/distritos/oeste/ > /es/proposals/",
        "fr": "/fr/districts/oeste/ > /fr/proposals/",
    },
    "privacy": {"es": "/es/privacy/", "fr": "/fr/privacy/"},
    "404": {"es": "/es/no-esta/", "fr": "/fr/pas-la/"},
}
CASES = [(kind, language, path) for kind, paths in PLACES.items() for language, path in paths.items()]
NAMES = [f"{kind}-{language}" for kind, language, _path in CASES]


def address_of(portal, path):
    """Return the path of a case, given the portal's address; one with " > " is looked up on its page."""
    page, _, beginning = path.partition(" > ")
    if not beginning:
        return page
    with urllib.request.urlopen(portal + page, timeout=30) as answer:  # noqa: S310 - our own address
        found = re.search(rf'href="({re.escape(beginning)}[^"]*)"', answer.read().decode())
    assert found, f"no link to {beginning} on {page}"
    return found[1]


# Everything that folds, unfolded; on a phone the sheet with the filters too.
UNFOLD = "document.querySelectorAll('details').forEach(part => part.open = true)"
OPEN_SHEET = (
    "document.querySelector('form.filters')?.matches('#filters') && document.querySelector('#filters').showPopover()"
)
