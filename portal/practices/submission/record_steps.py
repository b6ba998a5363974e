"""The long form, first half: what kind of experience it is, where, when and at what scale."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.practices.models.practice import ends_before_start
from portal.practices.vocabulary import country_choices
from portal.submissions.steps import StepForm

from .fields import answer_input, count_input, line_input, partial_date_input, term_choice, terms_choice

OTHER_WORDS = 30
MOST_PEOPLE = 50_000_000


class PracticeLeadStep(StepForm):
    """Three sentences, and who presents it."""

    slug = "lead"
    title = _("En tres frases")
    why = _("Es lo primero que se lee en las listas del banco.")
    optional = True

    lead = forms.CharField(
        label=_("¿Qué es, para quien nunca oyó hablar de ella?"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("Es un poco largo: entran 600 letras.")},
    )
    institution = line_input(
        _("¿Qué institución la presenta?"), 255, help_text=_("Solo si hay una: una escuela, un club, una oficina.")
    )
    candidacy = term_choice("candidacy", _("¿Es nueva, o mejora una que ya existía?"))
    participants_count = count_input(_("¿Cuántas personas participaron?"), MOST_PEOPLE)


class PracticeTypeStep(StepForm):
    """What kind of participation it is."""

    slug = "type"
    title = _("Qué clase de experiencia es")
    why = _("Así la encuentra quien busca algo parecido.")
    optional = True

    types = terms_choice("type", _("Tipo de experiencia"))
    type_other = answer_input(_("Otro tipo, en tus palabras"), OTHER_WORDS, rows=2)
    bank_categories = terms_choice("bank_category", _("Categoría del banco"))


class PracticeThemeStep(StepForm):
    """What it is about."""

    slug = "themes"
    title = _("De qué trata")
    why = _("Elige todos los que quieras; con uno alcanza.")
    optional = True

    themes = terms_choice("theme", _("Temas"))
    theme_other = answer_input(_("Otro tema, en tus palabras"), OTHER_WORDS, rows=2)
    sdgs = terms_choice("sdg", _("Objetivos de Desarrollo Sostenible"))


class PracticeGoalStep(StepForm):
    """Which of OIDP's objectives it has."""

    slug = "objectives"
    title = _("Qué buscaba")
    why = _("Son los objetivos del formulario internacional. Elige los que se parezcan.")
    optional = True

    main_objective = term_choice("objective", _("El objetivo principal"))
    objectives = terms_choice("objective", _("Todos sus objetivos"))
    objective_other = answer_input(_("Otro objetivo, en tus palabras"), OTHER_WORDS, rows=2)


class PracticePlaceStep(StepForm):
    """City and country, for what was not done here."""

    slug = "where"
    title = _("En qué ciudad fue")
    why = _("Si fue en esta ciudad, no hace falta que escribas nada.")
    optional = True

    place_city = line_input(_("Ciudad"), 160)
    place_region = line_input(_("Región o provincia"), 160)
    place_country = forms.ChoiceField(
        label=_("País"),
        required=False,
        choices=lambda: [("", _("Elige uno")), *country_choices()],
        error_messages={"invalid_choice": _("Elige de la lista.")},
    )


class PracticeScaleStep(StepForm):
    """At what scale."""

    slug = "scale"
    title = _("A qué escala")
    why = _("Sirve para saber si en otro lugar se puede hacer igual.")
    optional = True

    scope = term_choice("scope", _("¿Qué territorio abarca?"))
    scope_other = answer_input(_("Otro ámbito, en tus palabras"), OTHER_WORDS, rows=2)
    territory_size = term_choice("territory_size", _("¿Cuánta gente vive en ese territorio?"))


class PracticeTimeStep(StepForm):
    """When, and how it goes on; what stopped is welcome too."""

    slug = "when"
    title = _("Cuándo")
    why = _("Con el año alcanza. También sirven las experiencias que se interrumpieron: cuenta por qué.")
    optional = True

    start = partial_date_input(
        _("¿Cuándo comenzó?"), help_text=_("Por ejemplo 2018-12; también solo el año o el día entero.")
    )
    end = partial_date_input(_("¿Cuándo terminó?"), help_text=_("Déjalo vacío si sigue."))
    end_open = forms.BooleanField(label=_("Sigue en marcha"), required=False)
    outcome = term_choice("outcome", _("¿Cómo está hoy?"))
    outcome_reason = answer_input(_("Si terminó o se interrumpió, ¿por qué?"), 100, rows=3)

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be: an end that is open, an end before the start."""
        cleaned = super().clean()
        end = cleaned.get("end")
        if end and cleaned.get("end_open"):
            self.add_error("end", _("Dijiste que sigue en marcha: deja vacía la fecha en que terminó."))
        if end and ends_before_start(cleaned.get("start", ""), end):
            self.add_error("end", _("Terminó antes de empezar: revisa las dos fechas."))
        return cleaned


class PracticeAwardStep(StepForm):
    """A distinction that it got or asked for."""

    slug = "award"
    title = _("Premios y convocatorias")
    why = _("Solo si se presentó a la Distinción del OIDP.")
    optional = True

    distinction = term_choice("distinction", _("Distinción"))
    edition = count_input(_("Número de la edición"), 200, help_text=_("Por ejemplo: 15"))
    call_category = term_choice("call_category", _("Categoría de la convocatoria"))


RECORD_STEPS = (
    PracticeLeadStep,
    PracticeTypeStep,
    PracticeThemeStep,
    PracticeGoalStep,
    PracticePlaceStep,
    PracticeScaleStep,
    PracticeTimeStep,
)
