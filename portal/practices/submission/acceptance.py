"""Accepting a practice makes its page: a draft with all answers and pictures, which goes through the review of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from portal.core.import_report import Refusal
from portal.core.models import User
from portal.districts.files import district_collection
from portal.districts.models import DistrictPage
from portal.practices.importing.apply import validate, validation_fault_words, write_version
from portal.practices.importing.catalogue import Catalogue, locked
from portal.practices.importing.store import PracticeStore
from portal.practices.models import PracticeContact, PracticePage, PracticeSubmission
from portal.submissions.kinds import Cleaned, SubmissionOutcome
from portal.territory.models import Neighbourhood

from .folders import practice_folders, refuse_neighbourhood
from .practice_documents import practice_documents
from .practice_pictures import practice_pictures
from .submitted_record import submitted_record

if TYPE_CHECKING:
    from portal.core.models import BasePage
    from portal.submissions.models import Submission


class PracticeAcceptanceForm(forms.Form):
    """Under which title and in which folder the page begins."""

    title = forms.CharField(
        label=_("Título"),
        max_length=255,
        help_text=_("Así empieza el borrador. Puedes cambiarlo también después."),
        error_messages={"required": _("Escribe el título.")},
    )
    folder = forms.ChoiceField(
        label=_("Dónde va"),
        help_text=_("Solo las carpetas en que puedes agregar páginas."),
        error_messages={"required": _("Elige dónde va."), "invalid_choice": _("Elige una carpeta de la lista.")},
    )
    neighbourhood = forms.ModelChoiceField(
        label=_("Barrio"),
        queryset=Neighbourhood.objects.select_related("district").order_by("district__name", "name"),
        required=False,
        empty_label=_("Ninguno en especial"),
        error_messages={"invalid_choice": _("Elige un barrio.")},
    )

    def __init__(self, *args, submission, content=None, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.folders = user, practice_folders(user, submission.language)
        self.fields["folder"].choices = [(str(folder.pk), folder.title) for folder in self.folders]
        self.initial.setdefault("title", content.practice_title if content else submission.title)
        self.initial.setdefault("neighbourhood", submission.neighbourhood_id)
        hers = [folder for folder in self.folders if getattr(folder, "record_id", None) == submission.district_id]
        if hers:
            self.initial.setdefault("folder", str(hers[0].pk))

    def clean_folder(self) -> BasePage:
        """Return the page that was chosen."""
        return next(folder for folder in self.folders if str(folder.pk) == self.cleaned_data["folder"])

    def clean(self):
        """Refuse a neighbourhood that does not belong there."""
        cleaned = super().clean()
        if "folder" in cleaned and "neighbourhood" in cleaned:
            try:
                refuse_neighbourhood(self.user, cleaned["folder"], cleaned["neighbourhood"])
            except ValidationError as fault:
                self.add_error("neighbourhood", fault)
        return cleaned


def make_practice(
    submission: Submission, content: PracticeSubmission, user: User, cleaned: Cleaned
) -> SubmissionOutcome:
    """Make the draft of an accepted practice and begin its review. Raises ValidationError where the user may not."""
    content = PracticeSubmission.objects.select_for_update().get(pk=content.pk)
    if content.practice_id:
        raise ValidationError(gettext("Esta experiencia ya tiene su borrador."), code="made")
    folder = allowed_folder(submission, user, cleaned)
    try:
        page = add_practice(submission, content, user, folder, cleaned)
    except Refusal as refusal:
        raise ValidationError(refusal.message) from None
    except ValidationError as fault:
        raise ValidationError(validation_fault_words(fault, PracticePage)) from None
    content.practice = page
    content.save(update_fields=["practice"])
    keep_contact(content, page)
    workflow = page.get_workflow()
    if workflow:
        workflow.start(page, user)
    text = gettext("«%(title)s» es un borrador con todo lo que mandaron, y espera su revisión.")
    return SubmissionOutcome(text % {"title": page.title}, reverse("wagtailadmin_pages:edit", args=[page.pk]))


def allowed_folder(submission: Submission, user: User, cleaned: Cleaned) -> BasePage:
    """Return the folder that was chosen, the rights asked anew. Raises ValidationError without them."""
    account = User.objects.get(pk=user.pk)  # what the request's own object remembers may be older
    chosen = cleaned.get("folder")
    folders = practice_folders(account, submission.language)
    folder = next((one for one in folders if chosen is not None and one.pk == chosen.pk), None)
    if folder is None:
        raise ValidationError(
            gettext("No puedes agregar páginas ahí. Pásalo al equipo de ese distrito."), code="rights"
        )
    refuse_neighbourhood(account, folder, cleaned.get("neighbourhood"))
    return folder


def add_practice(
    submission: Submission, content: PracticeSubmission, user: User, folder: BasePage, cleaned: Cleaned
) -> PracticePage:
    """Return the new draft below `folder`. Raises Refusal or ValidationError for what the bank does not take."""
    parent, catalogue, language = locked(folder), Catalogue(), folder.locale.language_code
    record = submitted_record(content, language, cleaned["title"], cleaned.get("neighbourhood"))
    page = PracticePage(locale=parent.locale, live=False, owner=user)
    if submission.language != language:
        page.written_in = record.source["language"] = submission.language
    write_version(page, record, language, catalogue)
    validate(page)
    page.slug = PracticeStore.slug(parent, record, language)
    collection = files_collection(parent)
    page.pictures = practice_pictures(submission, content, page, collection, user)
    page.annexes.add(*practice_documents(submission, page, collection, user))
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return page


def files_collection(folder: BasePage) -> Collection:
    """Return where the pictures and documents of a folder's pages lie: its district's collection, else the city's."""
    if isinstance(folder, DistrictPage):
        return district_collection(folder.record)
    return Collection.get_first_root_node()


def keep_contact(content: PracticeSubmission, page: PracticePage) -> None:
    """Store whom other cities may ask beside the page, if the person agreed."""
    if content.contact_agrees and (content.contact_mail or content.contact_phone):
        contact = PracticeContact(
            practice=page,
            name=content.contact_person,
            role=content.contact_role,
            email=content.contact_mail,
            phone=content.contact_phone,
        )
        contact.full_clean()
        contact.save()
