"""What OIDP's form calls its parts in French, Spanish and English.

French: the two forms of the 15th edition, verbatim. Spanish and English: OIDP's pages where they were seen, otherwise
(form-wording.md marks them [?]) plain translations, several of them, since no such form was seen.
"""

import re

from portal.vocabularies.matching import fold_wording

LANGUAGES = ("fr", "es", "en")

# field: {language: headings}; compared folded, so that colons, question marks, accents and case do not matter
PART_ONE = {
    "title": {
        "fr": ["Titre de l'expérience"],
        "es": ["Título de la experiencia", "Nombre de la experiencia"],
        "en": ["Title of the experience", "Name of the experience", "Title of the practice"],
    },
    "place_city": {
        "fr": ["Nom de la ville/région", "Ville/région", "Ville"],
        "es": ["Nombre de la ciudad/región", "Ciudad/región", "Ciudad"],
        "en": ["Name of city/region", "Name of the city/region", "City/region", "City"],
    },
    "place_country": {"fr": ["Pays"], "es": ["País"], "en": ["Country"]},
    "institution": {
        "fr": ["Institution candidate"],
        "es": ["Institución candidata", "Entidad promotora"],
        "en": ["Promoting entity", "Candidate institution", "Applicant institution"],
    },
    "start": {
        "fr": ["Date de début de l'expérience", "Date de début", "Date initiale"],
        "es": ["Fecha de inicio de la experiencia", "Fecha de inicio", "Fecha inicial"],
        "en": ["Start date of the experience", "Starting date of the experience", "Start date", "Initial date"],
    },
    "end": {
        "fr": ["Date de fin", "Date de fin de l'expérience", "Date finale"],
        "es": ["Fecha de fin", "Fecha de finalización", "Fecha de fin de la experiencia", "Fecha final"],
        "en": ["End date", "End date of the experience", "Final date"],
    },
    "period": {"fr": ["Période"], "es": ["Periodo", "Período"], "en": ["Period"]},
    "candidacy": {
        "fr": ["Type de candidature"],
        "es": ["Tipo de candidatura"],
        "en": ["Type of candidacy", "Type of application"],
    },
    "types": {"fr": ["Type d'expérience"], "es": ["Tipo de experiencia"], "en": ["Type of experience"]},
    "objectives": {
        "fr": ["Objectif de l'expérience innovante", "Objectifs de l'expérience innovante"],
        "es": ["Objetivo de la experiencia innovadora", "Objetivos de la experiencia innovadora"],
        "en": ["Main goal of the innovative experience", "Goal of the innovative experience",
               "Objective of the innovative experience", "Objectives of the innovative experience"],
    },
    "scope": {"fr": ["Cadre territorial"], "es": ["Ámbito territorial"], "en": ["Territorial scope"]},
    "themes": {"fr": ["Domaine thématique"], "es": ["Ámbito temático"], "en": ["Thematic area", "Thematic areas"]},
}  # fmt: skip
PART_TWO = {
    "main_objective_text": {
        "fr": ["Objectif principal de l'expérience innovante"],
        "es": ["Objetivo principal de la experiencia innovadora"],
        "en": ["Main goal of the innovative experience", "Main objective of the innovative experience"],
    },
    "how_achieved": {
        "fr": ["Comment cet objectif a-t-il été atteint"],
        "es": ["De qué manera se ha alcanzado ese objetivo", "Cómo se ha alcanzado ese objetivo"],
        "en": ["How has that goal been reached", "How has this goal been achieved", "How has this goal been reached",
               "How have you achieved this objective", "How has this objective been achieved"],
    },
    "how_far_achieved": {
        "fr": ["Dans quelle mesure cet objectif a-t-il été atteint"],
        "es": ["En qué medida se ha alcanzado ese objetivo", "En qué medida se ha alcanzado este objetivo"],
        "en": ["To what extent has that goal been reached", "To what extent has this goal been achieved",
               "To what extent has this goal been reached", "To what extent have you achieved this objective",
               "To what extent has this objective been achieved"],
    },
    "innovation": {
        "fr": ["Quel est l'élément le plus innovant de l'expérience"],
        "es": ["Cuál es el elemento más innovador de la experiencia",
               "Qué es lo más innovador de la experiencia"],
        "en": ["What is the most innovative element of the experience",
               "What is the most innovative aspect of the experience"],
    },
    "transferability": {
        "fr": ["Dans quelle mesure la procédure est-elle transférable"],
        "es": ["En qué medida es transferible el procedimiento", "En qué medida el procedimiento es transferible",
               "En qué medida la experiencia es transferible"],
        "en": ["To what extent is the procedure transferable", "To what extent is the process transferable"],
    },
    "feasibility": {
        "fr": ["Pourquoi considérez-vous que l'expérience est faisable"],
        "es": ["Por qué consideras que la experiencia es viable", "Por qué considera que la experiencia es viable",
               "Por qué consideran que la experiencia es viable", "Por qué considera que la experiencia es factible"],
        "en": ["Why do you consider that the experience is feasible", "Why do you consider the experience feasible",
               "Why do you think the experience is feasible"],
    },
    "articulation": {
        "fr": ["Comment l'expérience a-t-elle été articulée avec d'autres acteurs et processus"],
        "es": ["Cómo se articuló la experiencia con otros actores y procesos",
               "Cómo se ha articulado la experiencia con otros actores y procesos"],
        "en": ["How has the experience been coordinated with other actors and processes",
               "How was the experience coordinated with other actors and processes",
               "How has the experience been articulated with other actors and processes"],
    },
    "coresponsibility": {
        "fr": ["Quel a été le niveau de coresponsabilité"],
        "es": ["Cuál fue el nivel de corresponsabilidad", "Cuál ha sido el nivel de corresponsabilidad"],
        "en": ["What was the level of co-responsibility", "What has the level of co-responsibility been",
               "What has been the level of co-responsibility"],
    },
    "evaluation": {
        "fr": ["Quels mécanismes d'évaluation et de responsabilisation ont été utilisés"],
        "es": ["Qué mecanismos de evaluación y rendición de cuentas se utilizaron",
               "Qué mecanismos de evaluación y rendición de cuentas se han utilizado"],
        "en": ["What evaluation and accountability mechanisms were used",
               "Which evaluation and accountability mechanisms were used",
               "What evaluation and accountability mechanisms have been used"],
    },
    "summary": {
        "fr": ["Résumé de l'expérience"],
        "es": ["Resumen de la experiencia"],
        "en": ["Summary of the experience"],
    },
    "annexes": {"fr": ["Annexes", "Annexe"], "es": ["Anexos", "Anexo"], "en": ["Annexes", "Annex", "Attachments"]},
}  # fmt: skip
# Headings that only divide: part 1, part 2, and two inside part 2
PART_ONE_TITLES = {
    "fr": ["PARTIE 1 : DONNÉES DE BASE", "PARTIE 1"],
    "es": ["PARTE 1: DATOS BÁSICOS", "PARTE 1"],
    "en": ["PART 1: BASIC DATA", "PART 1"],
}
PART_TWO_TITLES = {
    "fr": ["PARTIE 2 : DESCRIPTION DE L'EXPÉRIENCE", "PARTIE 2"],
    "es": ["PARTE 2: DESCRIPCIÓN DE LA EXPERIENCIA", "PARTE 2"],
    "en": ["PART 2: DESCRIPTION OF THE EXPERIENCE", "PART 2"],
}
DIVIDERS = {
    "fr": ["Objectifs", "Dimensions de l'expérience"],
    "es": ["Objetivos", "Dimensiones de la experiencia"],
    "en": ["Objectives", "Goals", "Dimensions of the experience"],
}
OTHER = {"fr": ["Autres", "Autre"], "es": ["Otros", "Otras", "Otro", "Otra"], "en": ["Other", "Others"]}
# How forms word the main objective when they do not repeat an option of their own list (Rosario's form, 2021)
MAIN_OBJECTIVES = {
    "unorganised": [
        "Renforcer la citoyenneté non organisée",
        "Empoderar a la ciudadanía no organizada",
        "Empower non-organized citizens",
        "Empower non-organised citizens",
        "Empowering non-organised citizens",
    ],
    "community": [
        "Renforcer la communauté",
        "Empoderar a la comunidad",
        "Empower the community",
        "Empowering the community",
    ],
}


def fold_heading(text: str) -> str:
    """Return `text` (str) without marks, case, accents and punctuation: how headings and wordings are compared."""
    return fold_wording(re.sub(r"</?(?:i|b|em|strong)>", "", text, flags=re.IGNORECASE))


def by_heading(table: dict[str, dict[str, list]]) -> dict[str, list[tuple]]:
    """Return {folded heading: [(field, language)]} of PART_ONE or PART_TWO."""
    found = {}
    for name, languages in table.items():
        for language, headings in languages.items():
            for heading in headings:
                found.setdefault(fold_heading(heading), []).append((name, language))
    return found


def languages_by_heading(languages: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return {folded heading: [languages]} of {language: headings}."""
    found = {}
    for language, headings in languages.items():
        for heading in headings:
            found.setdefault(fold_heading(heading), []).append(language)
    return found
