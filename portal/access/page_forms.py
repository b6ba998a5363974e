"""The forms of pages: they offer what the account may use, and refuse what would leave its scope or skip the review.

Wagtail decides about a page as it is stored; only its form knows what it is about to become.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from portal.core.models import BasePage, User
from portal.territory.models import District, Neighbourhood

from .page_policy import publishes_herself
from .roles import is_curator, scopes_of

CHOOSE_HERS = _("Elige uno de tus barrios: las páginas de los demás no son tuyas.")
NEEDS_REVIEW = _("Esta página se publica cuando termina su revisión: guárdala y envíala a revisión.")


def folder_district(parent: Page) -> int | None:
    """Return the id of the district whose folder a parent page is, as it is stored; None for one of the whole city."""
    model = parent.specific_class if parent else None
    if model is None or not issubclass(model, BasePage):
        return None
    return model.objects.filter(pk=parent.pk).values_list("district_id", flat=True).first()


def only_neighbourhoods(user: User, district: int | None) -> frozenset[int] | None:
    """Return the ids (frozenset) of the neighbourhoods to which an account is limited in a district; None for no limit."""
    if is_curator(user):
        return None
    limits = [scope.neighbourhoods for scope in scopes_of(user) if scope.district == district]
    return frozenset().union(*limits) if limits and None not in limits else None


class PageForm(WagtailAdminPageForm):
    """The form of every page."""

    reaches = ("other_districts", "other_neighbourhoods")  # whom else it concerns

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.district = folder_district(self.parent_page)
        self.limit = only_neighbourhoods(self.for_user, self.district) if self.for_user else None
        if "neighbourhood" in self.fields:
            self.offer_neighbourhoods(self.fields["neighbourhood"])
        for field in self.fields.values():
            if getattr(getattr(field, "queryset", None), "model", None) is District and self.instance.pk:
                # the page of a district stays its page, whoever edits it: everything below belongs to that district
                field.disabled = field.disabled or not is_curator(self.for_user)

    def offer_neighbourhoods(self, field):
        """Offer the district's neighbourhoods in a folder of a district, to officials only theirs."""
        rows = field.queryset
        if self.limit is not None:
            field.queryset = rows.filter(pk__in=self.limit, district=self.district)
            field.error_messages["invalid_choice"] = CHOOSE_HERS
        elif self.district:
            stored = Neighbourhood.objects.filter(pk=getattr(self.instance, "neighbourhood_id", None))
            field.queryset = rows.filter(district=self.district) | rows.filter(pk__in=stored.values("pk"))

    def clean(self):
        """Raise ValidationError for a page outside the account's neighbourhoods, and for one that skips its review."""
        cleaned = super().clean()
        neighbourhood = cleaned.get("neighbourhood")
        asked = self.limit is not None and "neighbourhood" in self.fields and not self.has_error("neighbourhood")
        if asked and (neighbourhood is None or neighbourhood.pk not in self.limit):
            self.add_error("neighbourhood", ValidationError(CHOOSE_HERS, code="not_hers"))
        if self.data.get("action-publish") and self.for_user and not self.may_publish(neighbourhood):
            raise ValidationError(NEEDS_REVIEW, code="needs_review")
        return cleaned

    def may_publish(self, neighbourhood):
        """Tell whether the account may publish this page: a stored one as it is stored, a new one as it says itself."""
        if self.instance.pk:
            return self.instance.permissions_for_user(self.for_user).can_publish()
        return publishes_herself(self.for_user, type(self.instance), self.district, getattr(neighbourhood, "pk", None))


class PageCopyForm(CopyForm):
    """The form of a copy: aliases are the curators' only, and nothing goes along that the account may not read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if is_curator(self.user):
            return
        self.fields.pop("alias", None)
        copied = [page.permissions_for_user(self.user) for page in self.page.get_descendants(inclusive=True)]
        if not all(rights.can_edit() for rights in copied):
            self.fields.pop("copy_subpages", None)
        if not all(rights.can_publish() for rights in copied):
            self.fields.pop("publish_copies", None)


def connect() -> None:
    """Give every page these forms; a page type that needs its own inherits from them."""
    BasePage.base_form_class = PageForm
    Page.copy_form_class = PageCopyForm
