"""Which house numbers of which street lie in which neighbourhood, from a table of the city."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .neighbourhood import Neighbourhood

NO_END = 999_999  # the last number of a stretch that goes on to the end of the street


class StreetSegment(models.Model):
    """One stretch of a street: from house number `first` to `last`, both included; the whole street without them."""

    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.CASCADE, related_name="streets", verbose_name=_("barrio")
    )
    name = models.CharField(_("calle"), max_length=160)
    #: the name as typed addresses are compared with it (portal/territory/streets/addresses.py)
    key = models.CharField(max_length=160, db_index=True, editable=False)
    first = models.PositiveIntegerField(_("desde el número"), null=True, blank=True)
    last = models.PositiveIntegerField(_("hasta el número"), null=True, blank=True)

    class Meta:
        verbose_name = _("tramo de calle")
        verbose_name_plural = _("tramos de calles")
        ordering = ["name", "first"]

    def __str__(self):
        return self.words()

    def words(self):
        """Return the stretch as people say it: "Mitre, del 100 al 899"."""
        if self.first is None:
            return self.name
        said = {"street": self.name, "first": self.first, "last": self.last}
        if self.last >= NO_END:
            return gettext("%(street)s, desde el %(first)s") % said
        return gettext("%(street)s, del %(first)s al %(last)s") % said

    def holds(self, number):
        """Tell whether a house number (int) lies in it."""
        return self.first is None or self.first <= number <= self.last
