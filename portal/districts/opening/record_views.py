"""What opening adds to the list and the form of districts: the way to its own pages, for who answers for the city."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import Button

from portal.access.roles import is_curator
from portal.access.scoped import ScopedEditView

#: the list's button: a district added as a bare record would have no page, no files and no teams
OPEN_INSTEAD_OF_ADD = {"add_url_name": "district_open", "add_item_label": _("Abrir un distrito")}


class DistrictEditView(ScopedEditView):
    """The form of a district, with what else its curators do with it."""

    @cached_property
    def header_more_buttons(self):
        """Lead to the district's own page, and to mending, closing and reopening."""
        buttons = super().header_more_buttons
        if not is_curator(self.request.user):
            return buttons
        switch = ("district_close", _("Cerrar"), "lock") if self.object.active else REOPEN
        wanted = (("district_state", _("Equipos y estado"), "group"), ("district_mend", _("Reparar"), "rotate"), switch)
        return buttons + [
            Button(label, url=reverse(name, args=[self.object.pk]), icon_name=icon, priority=number)
            for number, (name, label, icon) in enumerate(wanted)
        ]


REOPEN = ("district_reopen", _("Reabrir"), "lock-open")
