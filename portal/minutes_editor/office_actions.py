"""The steps that the office takes with the minutes of one session, each a button for who may take it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.events.formatting import day_words
from portal.minutes.choices import MinutesState
from portal.minutes.content import content_rows
from portal.minutes.faults import MinutesFault, minutes_faults
from portal.minutes.publication import approve, give_back_draft, publish_agreements, publish_minutes, send_to_review
from portal.minutes.rights import may_publish_minutes, may_write

from .office_forms import ApprovalForm, GiveBackForm, MinutesCorrectionForm, MinutesStepForm

if TYPE_CHECKING:
    from portal.core.models import User
    from portal.councils.models import SessionPage
    from portal.minutes.models import Minutes


@dataclass(frozen=True)
class MinutesStanding:
    """Where minutes stand, and what the account that looks may do with them."""

    session: SessionPage
    minutes: Minutes
    writes: bool
    publishes: bool
    faults: tuple[MinutesFault, ...]
    list_faults: tuple[MinutesFault, ...]

    @property
    def is_whole(self) -> bool:
        """Whether a draft is stored that could be published as it is."""
        return self.minutes.pk is not None and not self.faults


def minutes_standing(session: SessionPage, minutes: Minutes, user: User) -> MinutesStanding:
    """Return the MinutesStanding of minutes for an account."""
    draft = minutes.draft
    return MinutesStanding(
        session,
        minutes,
        may_write(user, session),
        may_publish_minutes(user, session),
        tuple(minutes_faults(session, draft)),
        tuple(minutes_faults(session, draft, for_list=True)),
    )


@dataclass(frozen=True)
class MinutesAction:
    """One step: its button, the form that it asks, when it is offered, and what does it."""

    label: Any
    hint: Any
    form: type[MinutesStepForm]
    is_offered: Callable[[MinutesStanding], bool]
    #: gets (session, account, cleaned form) and returns what is said afterwards
    run: Callable[[SessionPage, User, MinutesStepForm], str]
    is_main: bool = True


def _list_is_due(at: MinutesStanding) -> bool:
    """The list comes before the minutes, and again when it changed."""
    rows = [{"key": row.id, "text": row["text"]} for row in content_rows(at.minutes.draft, "agreement")]
    is_new = bool(rows) and rows != at.minutes.agreements_list
    return at.publishes and is_new and not at.minutes.is_published and not at.list_faults


def _publish_list(session: SessionPage, user: User, form: MinutesStepForm) -> str:
    publish_agreements(session, user, form.cleaned_data["number"])
    return gettext("La lista de acuerdos ya es pública. El acta puede venir después.")


def _send(session: SessionPage, user: User, form: MinutesStepForm) -> str:
    send_to_review(session, user, form.cleaned_data["number"])
    return gettext("Enviada a revisión: quien publica en tu distrito la ve en su primera página.")


def _give_back(session: SessionPage, user: User, form: MinutesStepForm) -> str:
    give_back_draft(session, user, form.cleaned_data["reason"])
    return gettext("Devuelta con tu comentario.")


def _publish(session: SessionPage, user: User, form: MinutesStepForm) -> str:
    minutes = publish_minutes(session, user, form.cleaned_data["number"])
    said = {"date": day_words(minutes.corrections_until)}
    return gettext("El acta ya es pública, como provisional. Se piden correcciones hasta el %(date)s.") % said


def _correct(session: SessionPage, user: User, form: MinutesStepForm) -> str:
    minutes = publish_minutes(session, user, form.cleaned_data["number"], form.cleaned_data["reason"])
    told = gettext("Publicada la versión %(number)s.") % {"number": minutes.latest.number}
    return " ".join([told, *minutes.told])


def _approve(session: SessionPage, user: User, form: MinutesStepForm) -> str:
    approve(session, user, form.chosen_session(), form.cleaned_data["number"])
    return gettext("El acta quedó aprobada.")


ACTIONS = {
    "agreements": MinutesAction(
        _("Publicar la lista de acuerdos"),
        _("Los acuerdos salen ya, solos; el acta viene después."),
        MinutesStepForm,
        _list_is_due,
        _publish_list,
        is_main=False,
    ),
    "publish": MinutesAction(
        _("Publicar como provisional"),
        _("Todo el mundo la lee y puede pedir correcciones."),
        MinutesStepForm,
        lambda at: at.publishes and at.is_whole and not at.minutes.is_published,
        _publish,
    ),
    "review": MinutesAction(
        _("Enviar a revisión"),
        _("Quien publica en el distrito la lee antes."),
        MinutesStepForm,
        lambda at: at.writes and at.is_whole and at.minutes.state == MinutesState.DRAFT,
        _send,
        is_main=False,
    ),
    "give-back": MinutesAction(
        _("Devolver con un comentario"),
        "",
        GiveBackForm,
        lambda at: at.publishes and at.minutes.state == MinutesState.IN_REVIEW,
        _give_back,
        is_main=False,
    ),
    "correct": MinutesAction(
        _("Publicar una corrección"),
        _("Sale como una versión nueva; las anteriores siguen a la vista."),
        MinutesCorrectionForm,
        lambda at: at.publishes and at.is_whole and at.minutes.is_published and at.minutes.has_unpublished_changes,
        _correct,
    ),
    "approve": MinutesAction(
        _("Aprobar el acta"),
        _("Deja de ser provisional."),
        ApprovalForm,
        lambda at: at.publishes and at.minutes.is_provisional and not at.minutes.has_unpublished_changes,
        _approve,
    ),
}


def step_rows(at: MinutesStanding, bound: MinutesStepForm | None = None, bound_name: str = "") -> list[dict[str, Any]]:
    """Return the steps that may be taken now, each with its form: {name, action, form, is_open}."""
    rows = []
    for name, action in ACTIONS.items():
        is_bound = name == bound_name and bound is not None
        if is_bound or action.is_offered(at):
            form = bound if is_bound else minutes_step_form(action, name, at.session, at.minutes.draft_number)
            rows.append({"name": name, "action": action, "form": form, "is_open": is_bound})
    return rows


def minutes_step_form(
    action: MinutesAction, name: str, session: SessionPage, number: int | None = None, data: Any = None
) -> MinutesStepForm:
    """Return the form of a step, with ids of its own among those of the page."""
    return action.form(data, session=session, initial={"number": number}, auto_id=f"id_{name}_%s")
