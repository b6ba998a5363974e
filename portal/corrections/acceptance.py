"""How the office accepts a correction: as a difference that becomes a draft, or by hand in the editor of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.submissions.kinds import Cleaned, SubmissionOutcome

from .difference import find_difference, page_with_difference

if TYPE_CHECKING:
    from portal.core.models import User
    from portal.submissions.models import Submission

    from .models import CorrectionSubmission

BY_HAND = _("Se abre la página en el editor, y la corriges tú.")


def may_mend(user: User, page: Page) -> bool:
    """Tell whether an account may write the page now: by its rights, and nobody else holds it."""
    permissions = page.permissions_for_user(user)
    return permissions.can_edit() and not permissions.page_locked()


class CorrectionForm(forms.Form):
    """Whether the portal puts the words in; there is nothing to choose where it cannot."""

    apply = forms.BooleanField(label=_("Hacer este cambio en un borrador de la página"), required=False, initial=True)

    def __init__(self, *args, submission, content, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        page = content.page.specific if content.page else None
        may = page is not None and user is not None and may_mend(user, page)
        self.difference = find_difference(page, content.passage, content.suggestion) if may else None
        if self.difference is None:
            del self.fields["apply"]
        else:
            note = gettext("Nadie lo ve hasta que publiques el borrador.")
            self.fields["apply"].help_text = format_html("{} {}", self.difference.as_html(), note)

    @property
    def note(self) -> str:
        """What happens where there is nothing to choose."""
        return "" if self.difference else str(BY_HAND)


def mend_page(submission: Submission, content: CorrectionSubmission, user: User, cleaned: Cleaned) -> SubmissionOutcome:
    """Make the draft with the change, or lead to the editor. Raises ValidationError where the account may not."""
    stored = Page.objects.filter(pk=content.page_id).first()  # as it is now, not as the form saw it
    if stored is None:
        return SubmissionOutcome(
            gettext("No es una página del editor: ábrela y mira quién la hace."), content.page_path
        )
    page = stored.specific
    if not may_mend(user, page):
        raise ValidationError(
            gettext("No puedes cambiar esa página, o alguien la tiene bloqueada. Pásala a su equipo.")
        )
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if not cleaned.get("apply"):
        return SubmissionOutcome(gettext("La página espera en el editor: corrígela y publícala."), address)
    difference = find_difference(page, content.passage, content.suggestion)
    if difference is None:
        raise ValidationError(gettext("La página cambió y ya no dice eso una sola vez. Corrígela a mano."))
    revision = page_with_difference(page, difference).save_revision(user=user, log_action=True, clean=False)
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", revision.pk])
    return SubmissionOutcome(
        gettext("Hay un borrador con el cambio: míralo y publícalo."),
        address,
        ((gettext("Comparar con lo publicado"), compare),),
    )
