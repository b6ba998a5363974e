"""What Participedia's codes and headings become in the bank (docs/participedia.md); "other" keeps Participedia's words."""

from portal.vocabularies.matching import fold_wording

METHODS = {
    "collaborative": ("other", "Collaborative approaches"),
    "community": ("other", "Community development, organizing, and mobilization"),
    "deliberative": ("other", "Deliberative and dialogic process"),
    "direct": ("vote", "Direct democracy"),
    "evaluation": ("other", "Evaluation, oversight, and social auditing"),
    "experiential": ("other", "Experiential and immersive education"),
    "informal": ("other", "Informal conversation spaces"),
    "informal_participation": ("other", "Informal participation"),
    "internal": ("other", "Internal management or organization"),
    "longterm": ("council", "Long-term civic bodies"),
    "participantled": ("other", "Participant-led meetings"),
    "participatory": ("other", "Participatory arts"),
    "planning": ("planning", "Planning"),
    "protest": ("other", "Protest"),
    "public": ("pb", "Public budgeting"),
    "public_meetings": ("hearing", "Public meetings"),
    "research": ("other", "Research or experimental method"),
}
ISSUES = {
    "arts_culture_recreation": ("culture", "Arts, culture, and recreation"),
    "economics": ("economy", "Economics"),
    "education": ("education", "Education"),
    "environment": ("environment", "Environment"),
    "governance_political_institutions_eg_constitutions_legal_systems_electoral_systems": (
        "governance",
        "Governance and political institutions",
    ),
    "health": ("health", "Health"),
    "human_rights_civil_rights": ("other", "Human rights and civil rights"),
    "identity_diversity": ("inclusion", "Identity and diversity"),
    "immigration_migration": ("other", "Immigration and migration"),
    "international_affairs": ("other", "International affairs"),
    "law_enforcement_criminal_justice_corrections": ("safety", "Law enforcement, criminal justice, and corrections"),
    "national_security": ("other", "National security"),
    "other": ("other", ""),
    "planning_development": ("urban", "Planning and development"),
    "science_technology": ("other", "Science and technology"),
    "social_welfare": ("inclusion", "Social welfare"),
}
SCOPES = {
    "city/town": ("whole", "City or town"),
    "regional_eg_state_province_autonomous_region": ("supralocal", "Regional"),
    "national": ("other", "National"),
    "multinational": ("other", "Multinational"),
}
ANSWERS = (
    "summary",
    "main_objective_text",
    "how_achieved",
    "how_far_achieved",
    "articulation",
    "evaluation",
    "evidence",
)
UNKNOWN = "how_achieved"
# answer: the headings of Participedia's form in English, German, Spanish, as its editors wrote them over the years
HEADINGS = {
    "summary": ["Summary", "Abstract", "Overview", "Project Description", "Zusammenfassung", "Resumen"],
    "main_objective_text": [
        "Problems and Purpose", "Problem and Purpose", "Purpose and Problem", "Purpose", "Aims", "Problem and Objective",
        "Zweck und Problemstellung", "Probleme und Beweggründe", "Problemas y propósito",
    ],
    "how_achieved": [
        "History", "Background", "Background History and Context", "Participant Selection", "Participation Selection",
        "Participant Recruitment and Selection", "Creation and Participant Selection", "Structure and Process",
        "Methods and Tools Used", "Deliberation, Decisions, and Public Interaction",
        "Deliberations, Decisions, and Public Interaction", "Deliberation and Public Interaction",
        "Deliberations and Decisions", "Deliberation and Decisions", "What Went On: Process, Interaction, and Participation",
        "Detailed Information", "How", "Geschichte", "Auswahl der Teilnehmer", "Teilnehmerauswahl", "Historia",
    ],
    "how_far_achieved": [
        "Influence, Outcomes, and Effects", "Outcomes and Effects", "Outcomes", "Impact",
        "Einfluss, Ergebnisse und Effekte",
    ],
    "articulation": [
        "Originating Entities and Funding", "Organizing, Supporting, and Funding Entities", "Organisation", "Who",
        "Veranlassende Körperschaften und Finanzierung",
    ],
    "evaluation": [
        "Analysis and Criticism", "Analysis and Criticisms", "Analysis & Criticisms", "Analysis &amp; Criticisms",
        "Analysis and Lessons Learned", "Analysis", "Criticism", "Analyse und Kritik", "Análisis y crítica",
    ],
    "evidence": [
        "External Links", "Links", "Secondary Sources", "Sources", "References", "Notes", "See Also", "Externe Links",
        "Sekundärquellen", "Referenzen", "Links Externos", "Fuentes Secundarias", "Enlaces externos", "Referencias",
    ],
}  # fmt: skip
SECTIONS = {fold_wording(heading): name for name, headings in HEADINGS.items() for heading in headings}
# Countries that Participedia's map named in the language of whoever wrote.
COUNTRY_LOCALES = ("en", "es", "fr", "pt", "de", "it", "nl", "pl", "zh", "tr")
COUNTRIES = {
    fold_wording(name): code
    for name, code in {
        "Bosnia and Herzegovina": "BA",
        "Palestinian Territory": "PS",
        "Republic of North Macedonia": "MK",
        "Tchéquia": "CZ",
    }.items()
}
