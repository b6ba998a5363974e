"""What whoever imports boundaries has chosen."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.territory.models import District

from .mapping import Mapping
from .refusal import BoundaryRefusal

NEIGHBOURHOOD, DISTRICT = "neighbourhood", "district"


@dataclass
class Options:
    """The choices of an import; docs/boundaries.md says what each means."""

    mapping: Mapping
    kind: str = NEIGHBOURHOOD
    district: District | None = None
    create: bool = False
    join: bool = False
    confirm: bool = False  # shapes in doubt are meant as they are
    source: str = ""
    licence: str = ""
    valid_from: date = field(default_factory=timezone.localdate)

    @property
    def is_of_neighbourhoods(self):
        """Tell whether the features are neighbourhoods, and not districts."""
        return self.kind == NEIGHBOURHOOD

    def check(self):
        """Raise Refusal when no file could be imported so."""
        if self.valid_from > timezone.localdate():
            raise BoundaryRefusal(_("La fecha desde la que vale no puede estar en el futuro."))
