"""The questions of OIDP's form, in its order: part 2 of the 15th edition, and what the bank asks beside it."""

from django.utils.translation import gettext_lazy as _

# field: question as the record's reader sees it (Spanish wording of OIDP's own forms where it is known)
OIDP_QUESTIONS = {
    "main_objective_text": _("Objetivo principal de la experiencia innovadora"),
    "how_achieved": _("¿De qué manera se ha alcanzado ese objetivo?"),
    "how_far_achieved": _("¿En qué medida se ha alcanzado ese objetivo?"),
    "innovation": _("¿Cuál es el elemento más innovador de la experiencia?"),
    "transferability": _("¿En qué medida es transferible el procedimiento?"),
    "feasibility": _("¿Por qué consideras que la experiencia es viable?"),
    "articulation": _("¿Cómo se articuló la experiencia con otros actores y procesos?"),
    "coresponsibility": _("¿Cuál fue el nivel de corresponsabilidad?"),
    "evaluation": _("¿Qué mecanismos de evaluación y rendición de cuentas se utilizaron?"),
    "summary": _("Resumen de la experiencia"),
}
BANK_QUESTIONS = {
    "resources_needed": _("¿Qué recursos hicieron falta?"),
    "difficulties": _("¿Qué fue difícil y qué harían distinto?"),
    "evidence": _("¿Cómo se sabe que funcionó?"),
}
QUESTIONS = {**OIDP_QUESTIONS, **BANK_QUESTIONS}
