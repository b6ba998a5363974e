"""Every option that was seen verbatim in an OIDP form or in its web database is recognised."""

import pytest

from portal.vocabularies.matching import fold_wording, match_option
from portal.vocabularies.models import Term

pytestmark = pytest.mark.django_db

SEEN = {
    "candidacy": {
        "new": ["Nouvelle expérience", "Experiencia nueva"],
        "innovation": ["Innovation sur une expérience existante"],
    },
    "type": {
        "pb": ["Budget participatif", "Presupuesto participativo", "participatory budgeting"],
        "planning": [
            *["Planification urbaine", "Planificación urbana", "participatory planning"],
            *["planificación participativa", "planification participative", "planificación"],
        ],
        "council": ["Conseil", "Consejo", "Council", "councils", "consejos"],
        "workshop": [
            "Espace / atelier pour le diagnostic, le suivi, etc.",
            "Espacio/taller de diagnóstico, monitoreo, etc.",
            "Workshop/meeting for diagnose, monitoring, etc.",
            "diagnosis space/workshop",
            "diagonisis space/workshop...",
            "espacio/taller de diagnóstico...",
            "atelier de diagnostic",
        ],
        "hearing": ["Audience/forum", "Audiencia/forum", "hearings, forums and assemblies"],
        "egov": [
            "Gouvernement électronique/gouvernement ouvert",
            "Gobierno electrónico/gobierno abierto",
            "e-government/open government",
            "gobierno electrónico/abierto",
            "gobierno electrónico",
        ],
        "initiative": ["Initiatives citoyennes", "Iniciativas legislativa/ciudadana", "Citizen initiative"],
        "jury": ["citizen assemblies/juries"],
        "commons": ["urban commons"],
        "vote": ["consultation/vote/referendums", "consulta/votación", "consultation"],
        "other": ["Autres :", "Otros", "otros", "other", "Other"],
    },
    "objective": {
        "equality": [
            "Atteindre des niveaux plus élevés d'égalité dans la participation et intégrer la diversité comme critère "
            "d'inclusion",
            "Conseguir niveles de igualdad más grandes a la hora de participar e incorporar la diversidad como "
            "criterio de inclusión",
            "To achieve higher levels of equality in terms of participation and to incorporate diversity as a criteria "
            "for inclusion",
        ],
        "community": ["Renforcement communautaire"],
        "unorganised": [
            "Renforcement de la citoyenneté non organisée",
            "Renforcer la citoyenneté non organisée",
            "empowerment of non-organized citizens",
        ],
        "rights": [
            "Étendre les droits de la citoyenneté liés à la participation politique",
            "Ampliar los derechos de la ciudadanía relacionados con la participación política",
            "To increase citizen's rights in terms of political participation",
        ],
        "ecosystem": [
            "Relier différents outils de participation au sein d'un « écosystème » de démocratie participative",
            'Conectar diferentes herramientas de participación dentro de un "ecosistema" de democracia participativa',
            'to connect different participation tools within the "ecosystem" of participatory democracy',
            'Connect different participation tools within an "ecosystem" of participatory democracy',
        ],
        "decisions": [
            "Améliorer la qualité de la prise de décisions publiques grâce à des mécanismes de démocratie "
            "participative",
            "Mejorar la calidad de las decisiones públicas a través de mecanismos de democracia participativa",
        ],
        "efficiency": [
            "Améliorer l'efficacité et la performance des mécanismes de démocratie participative",
            "To improve the effectiveness and efficiency of the mechanisms of participatory democracy",
        ],
        "evaluation": ["Améliorer l'évaluation et le suivi des mécanismes de démocratie participative"],
    },
    "scope": {
        "whole": [
            *["Ensemble du territoire", "L'ensemble du territoire", "L’ensemble du territoire"],
            *["Conjunto del territorio", "All the territory"],
        ],
    },
    "theme": {
        "governance": ["Gouvernance", "Gobernanza", "governance and transparency", "gobernanza y transparencia"],
        "education": ["Éducation", "Education"],
        "transport": ["Transport", "mobility"],
        "urban": ["Gestion urbaine", "Gestión urbana", "urban planning", "urbanismo", "aménagement urbain"],
        "health": ["Santé", "health", "salud"],
        "safety": ["Sécurité", "safety", "seguridad"],
        "environment": ["Environnement et agriculture urbaine", "environment and climate action"],
        "culture": ["Culture", "culture", "cultura"],
        "housing": ["Logement", "housing"],
        "decentralisation": ["Décentralisation"],
        "local-development": ["Développement local", "Desarrollo local", "local development"],
        "training": ["Formation/préparation", "Formación/capacitación", "Training/learning", "formación"],
        "economy": ["Economie et finances"],
        "inclusion": ["Inclusion sociale", "Inclusión social", "Social inclusion"],
        "civic": ["civic responsibility"],
        "public-space": ["public space"],
        "resilience": ["resilience and disaster management"],
        "other": ["Autres", "Otros", "Autres : "],
    },
    "call_category": {
        "democratic-cities": [
            "Construir comunidades más democráticas y pacíficas",
            "Building more democratic and peaceful cities and territories",
        ],
        "urban-management": ["Urbanismo y espacio público", "Urban management and public space"],
        "gender-care": ["Género y cuidados", "Gender and care"],
        "ecological-transition": ["Transición ecológica y medio ambiente", "Ecological Transition and Environment"],
        "civic-tech": ["Tecnología cívica", "Civic Tech and AI"],
        "deliberation": ["deliberation"],
        "decision": ["decision"],
        "citizenship": ["citizenship"],
    },
    "outcome": {"ongoing": ["en cours", "en vigueur", "en curso", "ongoing", "activa"]},
    "sdg": {
        "11": ["11", "SDG 11", "ODS 11", "odd 11", "Villes et communautés durables"],
        "2": ["Faim « zéro »", "Faim zéro"],
    },
}
CASES = [
    (vocabulary, code, wording)
    for vocabulary, terms in SEEN.items()
    for code, wordings in terms.items()
    for wording in wordings
]


@pytest.mark.parametrize(("vocabulary", "code", "wording"), CASES)
def test_a_seen_wording_is_recognised(vocabulary, code, wording):
    assert match_option(vocabulary, wording).code == code


@pytest.mark.parametrize(
    "wording",
    [
        "  BUDGET   PARTICIPATIF ",
        "budget participatif :",
        "Budget\u00a0participatif",
        "«Budget participatif»",
        "presupuesto PARTICIPATIVO",
    ],
)
def test_case_accents_spaces_and_punctuation_do_not_matter(wording):
    assert match_option("type", wording).code == "pb"


def test_the_name_of_every_term_is_recognised_in_every_language():
    for term in Term.objects.all():
        for language in ("es", "en", "fr", "pt"):
            assert match_option(term.vocabulary, term.label(language), language) == term
            assert match_option(term.vocabulary, term.label(language).upper()) == term


@pytest.mark.parametrize(
    "wording", ["", " : ", "Budget", "Budget participatif jeunes", "protection civile, femmes, jeunesse"]
)
def test_what_is_not_exactly_an_option_is_not_guessed(wording):
    assert match_option("type", wording) is None


def test_a_word_of_another_list_is_not_taken():
    assert match_option("theme", "Budget participatif") is None
    assert match_option("theme", "11") is None


def test_a_retired_term_is_still_recognised_but_gives_way():
    old = Term.objects.of("theme").get(code="economy")
    Term.objects.filter(pk=old.pk).update(active=False)
    assert match_option("theme", "Economía").code == "economy"
    new = Term.objects.create(vocabulary="theme", code="money", order=999, labels={"es": "Economía"})
    assert match_option("theme", "Economía") == new


def test_the_language_decides_where_languages_disagree():
    Term.objects.create(vocabulary="theme", code="a", order=900, labels={"es": "Mapa"})
    portuguese = Term.objects.create(vocabulary="theme", code="b", order=901, labels={"pt": "Mapa"})
    assert match_option("theme", "mapa").code == "a"
    assert match_option("theme", "mapa", "pt") == portuguese


def test_folding():
    assert fold_wording("L’Œuvre : d’« été », etc.") == "oeuvre d ete etc"
    assert fold_wording("La") == "la"
