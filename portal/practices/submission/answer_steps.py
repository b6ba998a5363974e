"""The long form, the questions of OIDP's second part and those of the bank: two or three to a page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.practices.questions import QUESTIONS
from portal.submissions.steps import StepForm, WordsField

from .fields import answer_input, term_choice

MOST_WORDS = 300


def question_field(name: str) -> WordsField:
    """Return the field of a question, in the words that its page has for it."""
    return answer_input(QUESTIONS[name], MOST_WORDS, rows=6)


class PracticeObjectiveStep(StepForm):
    """Its objective, and how far it came."""

    slug = "objective-reached"
    title = _("Para qué se hizo, y si se logró")
    why = _("También vale decir lo que no se logró.")
    optional = True

    main_objective_text = question_field("main_objective_text")
    how_achieved = question_field("how_achieved")
    how_far_achieved = question_field("how_far_achieved")


class PracticeTransferStep(StepForm):
    """Whether others can do it."""

    slug = "transfer"
    title = _("Si otros pueden hacerla")
    why = _("Es lo que más pregunta quien la lee desde otra ciudad.")
    optional = True

    transferability = question_field("transferability")
    feasibility = question_field("feasibility")
    resources_needed = question_field("resources_needed")


class PracticeOthersStep(StepForm):
    """How it worked with others."""

    slug = "others"
    title = _("Con quiénes")
    why = _("Quiénes más estuvieron, y quién decidió qué.")
    optional = True

    articulation = question_field("articulation")
    coresponsibility = question_field("coresponsibility")


class PracticeEvaluationStep(StepForm):
    """How anybody knows that it worked."""

    slug = "evaluation"
    title = _("Cómo se sabe que funcionó")
    why = _("«Todavía no se evaluó» también es una respuesta.")
    optional = True

    evaluation_state = term_choice("evaluation_state", _("¿Se evaluó?"))
    evaluation = question_field("evaluation")
    evidence = question_field("evidence")


class PracticeLessonStep(StepForm):
    """What was hard."""

    slug = "lessons"
    title = _("Lo que aprendieron")
    why = _("A otra ciudad le sirve tanto lo que salió mal como lo que salió bien.")
    optional = True

    difficulties = question_field("difficulties")


ANSWER_STEPS = (
    PracticeObjectiveStep,
    PracticeTransferStep,
    PracticeOthersStep,
    PracticeEvaluationStep,
    PracticeLessonStep,
)
