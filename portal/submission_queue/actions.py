"""The steps that the page of a matter offers: their words, forms and services in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.models import User
from portal.submissions.choices import OPEN_STATES, PUBLIC_STATES, SubmissionState
from portal.submissions.kinds import submission_kind
from portal.submissions.models import Submission
from portal.submissions.origins import origin_of

from . import action_forms as forms
from . import decisions, exchange
from .answers import Letter
from .rights import CHANGE, RELEASE, may

#: does a step with a valid form and returns what to say afterwards
Run = Callable[[Submission, User, Any, int], str]


@dataclass(frozen=True)
class MatterAction:
    """One step: who may see it offered (`fits`), what it asks, what it does. `letter`: what goes to the sender."""

    name: str
    label: Any
    hint: Any
    form: type[forms.MatterForm]
    run: Run
    fits: Callable[[Submission], bool]
    letter: Letter | None = None
    right: str = CHANGE

    def is_offered(self, submission: Submission, user: User) -> bool:
        """Tell whether an account may take this step with a matter as it is now."""
        return self.fits(submission) and may(user, self.right, submission)


def is_open(matter: Submission) -> bool:
    """Tell whether a matter still waits for an answer."""
    return matter.state in OPEN_STATES


def is_open_with_sender(matter: Submission) -> bool:
    """Tell whether somebody can be asked about an open matter: what was said in a session has no other sender."""
    return is_open(matter) and origin_of(matter) is None


def may_reopen(matter: Submission) -> bool:
    """Tell whether opening a matter again is offered; the step itself looks closer."""
    return not is_open(matter) and matter.state not in decisions.FINAL and not matter.purged_at


def is_publishable(matter: Submission) -> bool:
    """Tell whether a matter may be published: its kind, its sender and its state all say so."""
    kind = submission_kind(matter.kind)
    can = bool(kind and kind.publishable and matter.may_publish)
    return can and matter.state in PUBLIC_STATES and not matter.published_at


def _ask(matter, user, form, seen):
    decisions.ask_sender(matter, user, form.cleaned_data["text"], seen=seen)
    return gettext("Preguntaste. El plazo no corre hasta que responda.")


def _accept(matter, user, form, seen):
    made = form.made.cleaned_data if form.made else None
    outcome = decisions.accept(matter, user, form.cleaned_data["text"], seen=seen, cleaned=made)
    return outcome.text if outcome else gettext("Aceptado. La respuesta sale por la vía que eligió.")


def _decline(matter, user, form, seen):
    decisions.decline(matter, user, form.cleaned_data["text"], seen=seen)
    return gettext("No aceptado. La respuesta sale por la vía que eligió.")


def _merge(matter, user, form, seen):
    decisions.merge(matter, user, form.cleaned_data["target"], form.cleaned_data["text"], seen=seen)
    return gettext("Se unió a %(code)s.") % {"code": form.cleaned_data["target"].code}


def _pass_on(matter, user, form, seen):
    asked = form.cleaned_data
    place = {"district": asked["place"].district, "neighbourhood": asked["place"].neighbourhood, "unit": asked["unit"]}
    if exchange.pass_on(matter, user, asked["text"], seen=seen, **place):
        return gettext("Pasó, con toda su historia.")
    return gettext("Pasó, con toda su historia. Ahora es de otro equipo: ya no lo ves.")


def _assign(matter, user, form, seen):
    exchange.assign(matter, user, form.cleaned_data["assignee"])
    return gettext("Guardado: %(who)s.") % {"who": form.cleaned_data["assignee"] or gettext("nadie lo lleva todavía")}


def _wait(matter, user, form, seen):
    exchange.wait_for(matter, user, form.cleaned_data["whom"], form.cleaned_data["note"], seen=seen)
    return gettext("El plazo no corre mientras espera.")


def _resume(matter, user, form, seen):
    exchange.resume_clock(matter, user, seen=seen)
    return gettext("Es otra vez tu turno: el plazo sigue.")


def _remark(matter, user, form, seen):
    exchange.remark(matter, user, form.cleaned_data["text"])
    return gettext("La nota quedó en la historia.")


def _spam(matter, user, form, seen):
    decisions.mark_as_spam(matter, user, form.cleaned_data["text"], seen=seen)
    return gettext("Quedó aparte. A quien lo mandó no se le escribe.")


def _publish(matter, user, form, seen):
    exchange.publish_matter(matter, user, seen=seen)
    return gettext("Publicado.")


def _unpublish(matter, user, form, seen):
    exchange.unpublish_matter(matter, user, form.cleaned_data["text"], seen=seen)
    return gettext("Ya no lo ve el público.")


def _reopen(matter, user, form, seen):
    decisions.reopen(matter, user, form.cleaned_data["text"], seen=seen)
    return gettext("Está otra vez abierto.")


ACTIONS = {
    action.name: action
    for action in (
        MatterAction(
            "accept",
            _("Aceptar y responder"),
            _("Di qué va a pasar, y por qué."),
            forms.AcceptForm,
            _accept,
            is_open,
            Letter.ACCEPTED,
        ),
        MatterAction(
            "ask",
            _("Preguntar lo que falta"),
            _("El plazo se detiene hasta que responda. Si pasan 30 días sin noticias, el asunto se cierra solo."),
            forms.AskForm,
            _ask,
            is_open_with_sender,
            Letter.ASKED,
        ),
        MatterAction(
            "decline",
            _("No aceptar y responder"),
            _("Di por qué no, y si hay otro camino."),
            forms.DeclineForm,
            _decline,
            is_open,
            Letter.DECLINED,
        ),
        MatterAction(
            "merge",
            _("Unir a otro que dice lo mismo"),
            _("Quien lo mandó recibe la respuesta del otro cuando llegue."),
            forms.MergeForm,
            _merge,
            is_open,
            Letter.MERGED,
        ),
        MatterAction(
            "wait",
            _("Esperar a otros"),
            _("El plazo se detiene, y quien lo mandó lee a quién esperas."),
            forms.WaitForm,
            _wait,
            lambda matter: is_open(matter) and not matter.waits_for,
        ),
        MatterAction(
            "resume",
            _("Ya es otra vez nuestro turno"),
            _("El plazo sigue. También si la respuesta llegó por teléfono o en persona."),
            forms.SureForm,
            _resume,
            lambda matter: is_open(matter) and bool(matter.waits_for),
        ),
        MatterAction("assign", _("Decir quién lo lleva"), "", forms.AssignForm, _assign, is_open),
        MatterAction(
            "pass-on",
            _("Pasar a otro distrito o área"),
            _("Va con toda su historia. Si queda fuera de tu distrito, dejas de verlo."),
            forms.PassOnForm,
            _pass_on,
            is_open,
        ),
        MatterAction("remark", _("Escribir una nota interna"), "", forms.RemarkForm, _remark, lambda matter: True),
        MatterAction(
            "publish",
            _("Publicar"),
            _("Quien lo mandó aceptó que se publique. Léelo como si fueras del barrio: ¿nombra a alguien?"),
            forms.SureForm,
            _publish,
            is_publishable,
            right=RELEASE,
        ),
        MatterAction(
            "unpublish",
            _("Quitar de lo público"),
            "",
            forms.LogReasonForm,
            _unpublish,
            lambda matter: bool(matter.published_at),
            right=RELEASE,
        ),
        MatterAction(
            "reopen",
            _("Abrir de nuevo"),
            _("Quien lo mandó se entera, con tus palabras."),
            forms.MatterReasonForm,
            _reopen,
            lambda matter: may_reopen(matter) and matter.state != SubmissionState.SPAM,
            Letter.REOPENED,
        ),
        MatterAction(  # its sender never heard that it was put away
            "reopen-spam",
            _("Abrir de nuevo"),
            "",
            forms.LogReasonForm,
            _reopen,
            lambda matter: may_reopen(matter) and matter.state == SubmissionState.SPAM,
        ),
        MatterAction(
            "spam",
            _("Marcar como no deseado"),
            _("Publicidad o insultos. A quien lo mandó no se le escribe."),
            forms.LogReasonForm,
            _spam,
            is_open,
        ),
    )
}
