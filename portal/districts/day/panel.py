"""The admin's first page: «Esta semana en tu distrito», with what waits and the ways that are taken most."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from portal.core.registry import waiting
from portal.core.roles import is_curator, scopes_of

from .quick import quick_actions
from .scope import district_choices, parts_by_district

SHOWN = 5


def has_a_day(user):
    """Tell whether anything may wait for an account: whoever has a role, and administrators."""
    return user.is_active and (user.is_superuser or bool(scopes_of(user)))


def list_url(known, rows):
    """Return the address of the full list of a Waiting."""
    if issubclass(rows.model, Page):
        return f"{reverse('district_pages:index')}?waiting={known.name}"
    return reverse("waiting_list", args=[known.name])


def counted(known, user, rows, first):
    """Return (how many there are, Parts): of its own kinds, for curators of districts; asks only where it must."""
    if not first:
        return 0, []
    if known.parts:
        count = len(first) if len(first) <= SHOWN else rows.order_by().count()
        return count, known.parts(user, rows)
    if is_curator(user):
        parts = parts_by_district(rows, known.district)
        return sum(part.count for part in parts), parts
    return (len(first) if len(first) <= SHOWN else rows.order_by().count()), []


def what_waits(user):
    """Return what waits for an account: [{name, label, hint, count, parts, lines, url}]; nothing of what does not."""
    found = []
    for known in waiting():
        rows = known.rows(user)
        first = list(rows[: SHOWN + 1])
        count, parts = counted(known, user, rows, first)
        if count:
            found.append(
                {
                    "name": known.name,
                    "label": known.label,
                    "hint": known.hint,
                    "count": count,
                    "parts": parts,
                    "lines": [known.line(row) for row in first[:SHOWN]],
                    "more": count > SHOWN,
                    "url": list_url(known, rows),
                }
            )
    return found


def heading(user):
    """Return how an account's first page calls what it answers for."""
    if is_curator(user):
        return gettext("Esta semana en la ciudad")
    names = [name for _pk, name in district_choices(user)]
    if len(names) == 1:
        return gettext("Esta semana en tu distrito: %(district)s") % {"district": names[0]}
    return gettext("Esta semana en tus distritos")


class DayPanel(Component):
    """What waits for the account that looks."""

    name = "day"
    order = 50
    template_name = "districts/day/panel.html"

    def __init__(self, user):
        self.user = user

    @cached_property
    def media(self):
        """The panel's own few rules."""
        from django.forms import Media

        return Media(css={"all": ["admin/day.css"]})

    def get_context_data(self, parent_context):
        """Return heading, quick actions and what waits."""
        return {"heading": heading(self.user), "actions": quick_actions(self.user), "waiting": what_waits(self.user)}
