"""A correction as the engine of submissions knows it: it begins on the page that it is about."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.core.language import label_line
from portal.submissions.kinds import Acceptance, Cleaned, MachineCheck, Place, SubmissionKind, SubmissionOutcome
from portal.submissions.models import Submission
from portal.territory.models import District, Neighbourhood

from .acceptance import CorrectionForm, mend_page
from .models import CorrectionSubmission, Fault
from .reported_page import reported_page
from .steps import FaultStep, WordsStep

NAME = "correction"
#: letters of a page's title in the title of a matter
LONGEST_TITLE = 120
#: a fault in few words, for lists
SHORT = {
    Fault.FACT: pgettext_lazy("fault of a page", "un dato está mal"),
    Fault.WORDING: pgettext_lazy("fault of a page", "no se entiende"),
    Fault.LINK: pgettext_lazy("fault of a page", "un enlace no funciona"),
    Fault.ACCESSIBILITY: pgettext_lazy("fault of a page", "accesibilidad"),
    Fault.PRIVACY: pgettext_lazy("fault of a page", "muestra algo que no debería"),
}


def start_correction(request: HttpRequest) -> dict[str, str]:
    """Return the page that is reported, from the address `page`, and the fault where a link names it (`fault`)."""
    found = reported_page(request.GET.get("page", ""), request)
    fault = request.GET.get("fault", "")
    return {
        "path": found.path,
        "title": found.title[:255],
        "page_id": str(found.page.pk) if found.page else "",
        "district": str(found.district or ""),
        "fault": fault if fault in Fault.values else "",
    }


def correction_title(cleaned: Cleaned) -> str:
    """Return the page and what is wrong with it in few words."""
    page = Truncator(cleaned.get("page_title") or cleaned.get("page_path", "")).chars(LONGEST_TITLE)
    return label_line(page, str(SHORT[Fault(cleaned["fault"])]))


def reported_place(cleaned: Cleaned) -> Place:
    """Return the place of the page: its team mends it. What belongs to no district is the curators'."""
    page = cleaned.get("page")
    if page is None:
        return Place(District.objects.filter(pk=cleaned.get("page_district")).first())
    row = page.specific
    district = District.objects.filter(pk=getattr(row, "district_id", None)).first()
    neighbourhood = Neighbourhood.objects.filter(pk=getattr(row, "neighbourhood_id", None), district=district).first()
    return Place(district, neighbourhood)


def correction_checks(cleaned: Cleaned) -> list[MachineCheck]:
    """Return what a machine sees: something that should not be public, a page that is gone, a passage without its change."""
    checks = []
    if cleaned.get("fault") == Fault.PRIVACY:
        checks.append(MachineCheck(gettext("Urgente: la página muestra algo que no debería ser público."), "fault"))
    if cleaned.get("passage") and not cleaned.get("suggestion"):
        checks.append(MachineCheck(gettext("Dice qué frase está mal, y no cómo debería decir."), "words"))
    return checks


def corrected_page(submission: Submission) -> SubmissionOutcome:
    """Return what the sender may know: the page, by its public address."""
    said = submission.correctionsubmission
    return SubmissionOutcome(gettext("Corregimos la página «%(title)s».") % {"title": said.page_title}, said.page_path)


CORRECTION = SubmissionKind(
    name=NAME,
    label=_("Corrección"),
    plural=_("Correcciones"),
    action=_("Avisar de un error en esta página"),
    summary=_("Un dato equivocado, un enlace roto, algo que no puedes leer: avísanos y lo corregimos."),
    minutes=1,
    steps=(FaultStep, WordsStep),
    model=CorrectionSubmission,
    template="corrections/preview.html",
    title=correction_title,
    place=reported_place,
    topic=lambda cleaned: cleaned.get("fault", ""),
    start=start_correction,
    checks=correction_checks,
    acceptance=Acceptance(make=mend_page, form=CorrectionForm),
    outcome=corrected_page,
    publishable=False,
    working_days=5,
    urgent_topics=(Fault.PRIVACY.value,),
    is_listed=False,
    order=90,
)
