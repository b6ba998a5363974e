"""The pages of the form: the topic, for which council, and who presents it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.councils.agenda_lines import LONGEST_TITLE
from portal.councils.models import TopicPresenter
from portal.councils.phases import agenda_closes_at
from portal.events.formatting import day_words, hour_words
from portal.submissions.steps import StepForm, WordsField

from .council_choice import CouncilField, takes_topics, topic_session

MOST_HEADLINE, MOST_REASON = 12, 100
NO_COUNCIL = _("Elige en qué barrio o consejo se trata el tema.")


class TopicStep(StepForm):
    """What should be talked about."""

    slug = "topic"
    title = _("De qué quieres que se hable")
    why = _("Cualquier persona puede proponer un tema. Con tus palabras está bien.")

    headline = WordsField(
        label=_("Tu tema, en una frase"),
        most_words=MOST_HEADLINE,
        widget=forms.TextInput(attrs={"data-words": MOST_HEADLINE, "maxlength": LONGEST_TITLE}),
        help_text=_("Por ejemplo: perros sueltos en la canchita."),
        error_messages={"required": _("Escribe de qué quieres que se hable.")},
    )
    reason = WordsField(
        label=_("Por qué importa"),
        most_words=MOST_REASON,
        help_text=_("A quién le pasa, desde cuándo, qué te gustaría que se decida. Lo lee el equipo, no se publica."),
        error_messages={"required": _("Cuéntanos en pocas palabras por qué importa.")},
    )

    def clean_headline(self) -> str:
        """Keep the topic as one line that fits an agenda."""
        line = " ".join(self.cleaned_data["headline"].split())
        if len(line) > LONGEST_TITLE:
            raise ValidationError(gettext("Es demasiado largo: escribe una frase más corta."), code="max_length")
        return line


class TopicCouncilStep(StepForm):
    """For which council; from the page of one it is chosen already."""

    slug = "where"
    title = _("En qué consejo se trata")
    why = _("El tema va a la próxima sesión en la que entre. El equipo del distrito te dice a cuál.")

    council = CouncilField(
        label=_("Barrio o consejo"),
        help_text=_("Si no sabes qué consejo es, elige tu barrio."),
        error_messages={"required": NO_COUNCIL, "invalid_choice": NO_COUNCIL},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if chosen := self.about.get("council"):
            self.initial.setdefault("council", chosen)
        self.session = topic_session(self.about["session"]) if self.about.get("session") else None
        if self.session is not None and takes_topics(self.session):
            closes = agenda_closes_at(self.session)
            self.fields["council"].help_text = gettext(
                "Para la sesión del %(day)s. El orden del día se cierra el %(closes)s a las %(hour)s."
            ) % {"day": day_words(self.session.start), "closes": day_words(closes), "hour": hour_words(closes)}

    def clean(self) -> dict[str, Any]:
        """Part the choice into council and place; the session counts only with its own council."""
        cleaned = super().clean()
        choice = cleaned.get("council")
        if choice is None:
            return cleaned
        cleaned["council"], cleaned["topic_place"] = choice.council, choice.place
        is_of_council = self.session is not None and choice.council is not None
        is_wanted = is_of_council and self.session.council_id == choice.council.pk
        cleaned["wanted_session"] = self.session if is_wanted else None
        return cleaned


class TopicPresenterStep(StepForm):
    """Who says it there."""

    slug = "presenter"
    title = _("Quién lo presenta")
    why = _("Nadie tiene que hablar en público. Si vienes, alcanza con tres minutos.")

    presenter = forms.ChoiceField(
        label=_("En la sesión"),
        choices=TopicPresenter.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Elige quién presenta el tema."),
            "invalid_choice": _("Elige quién presenta el tema."),
        },
    )
