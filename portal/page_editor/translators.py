"""Translations of a district's pages: who may begin one, into which languages, and how it goes to review.

wagtail-localize asks for one right for all pages and all languages, and its editor can publish but not send to review.
Its screens are closed here by rules (portal/access/page_screens/rules.py); the one that offers languages is replaced.
"""

from django.core.exceptions import ValidationError
from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.images import get_image_model
from wagtail.models import Locale, Page
from wagtail_localize.models import OverridableSegment, Translation, TranslationSource
from wagtail_localize.views.submit_translations import SubmitPageTranslationView

from portal.access.page_policy import stored_neighbourhood
from portal.access.page_screens.rules import asks_itself, for_the_city, is_key, register_rules
from portal.access.relations import choosable
from portal.access.roles import Subject, is_curator, languages_of, scopes_of
from portal.access.scoped import denial_response
from portal.core.models import BasePage, Role, User
from portal.core.translations import earlier_versions
from portal.districts.reviewers import stored_district_id

FIRST = -100  # before wagtail-localize's own


def languages_into(user: User, page: Page) -> set[int]:
    """Return the ids (set) of the Locales into which an account may translate a page, whether it is translated or not.

    Who changes pages of the district translates them into every language, a translator into hers; both only first
    versions, and officials of some neighbourhoods only those of theirs.
    """
    everything = set(Locale.objects.values_list("pk", flat=True)) - {page.locale_id}
    if is_curator(user):
        return everything
    district = stored_district_id(page)
    if district is None or page.alias_of_id or earlier_versions(page.translation_key, page.pk).exists():
        return set()
    found = set()
    for scope in scopes_of(user):
        if scope.district != district or not scope.may(Subject.PAGE, "change"):
            continue
        if scope.neighbourhoods is None or stored_neighbourhood(page) in scope.neighbourhoods:
            found |= languages_of(user) if scope.role == Role.TRANSLATOR else everything
    return found & everything


def languages_to_begin(user: User, page: Page) -> set[int]:
    """Return the ids (set) of the Locales into which an account may begin a translation of a page.

    Only where the page above is translated: wagtail-localize would make a live alias of it otherwise.
    """
    into = languages_into(user, page)
    if is_curator(user) or not into:
        return into
    return into & set(page.get_parent().get_translations().values_list("locale", flat=True))


# Rules of wagtail-localize's screens ---------------------------------------------------------------------------------


def may_begin_translation(request: HttpRequest, page_id: int, **kwargs) -> bool:
    """A translation begins in the languages of the account only, and of no page below."""
    page = Page.objects.filter(pk=page_id).first()
    if page is None or is_curator(request.user):
        return True
    into = languages_to_begin(request.user, page)
    wanted = request.POST.getlist("locales")
    return bool(into) and {str(key) for key in into}.issuperset(wanted) and not request.POST.get("include_subtree")


def brings_up_to_date(request: HttpRequest, translation_source_id: int, **kwargs) -> bool:
    """Who translates a page reads its new words in; publishing what comes of it asks for the right on each translation."""
    source = TranslationSource.objects.filter(pk=translation_source_id).first()
    if source is None or is_curator(request.user):
        return True
    page = source.get_source_instance()
    if not isinstance(page, BasePage):
        return False
    targets = [row.get_target_instance() for row in source.translations.filter(enabled=True)]
    if not any(target.locale_id in languages_into(request.user, page) for target in targets):
        return False
    publishes = request.POST.get("publish_translations")
    return not publishes or all(target.permissions_for_user(request.user).can_publish() for target in targets)


def overrides_with_hers(request: HttpRequest, overridable_segment_id: int, **kwargs) -> bool:
    """A translation may show another picture: one that the account may choose, or that of the first version."""
    segment = OverridableSegment.objects.filter(pk=overridable_segment_id).first()
    if request.method != "PUT" or segment is None or not isinstance(segment.data, int):
        return True
    key = QueryDict(request.body).get("value", "")
    if key == str(segment.data):
        return True
    offered = choosable(get_image_model(), request.user)
    return is_key(key) and offered.filter(pk=key).exists()


OF_THE_TARGET = "edit_string_translation download_pofile upload_pofile machine_translate stop_translation"

register_rules(
    {
        "wagtail_localize:submit_page_translation": may_begin_translation,
        "begin_translation": may_begin_translation,
        "wagtail_localize:update_translations": brings_up_to_date,
        "wagtail_localize:javascript_catalog": asks_itself,
        "wagtail_localize:preview_translation": asks_itself,
        **{f"wagtail_localize:{name}": asks_itself for name in OF_THE_TARGET.split()},
        "wagtail_localize:edit_override": overrides_with_hers,
        # a live copy of the first version, without a review
        "wagtail_localize:convert_to_alias": for_the_city,
        # all translations of the city, whoever asks; the translation board shows each account its own
        "wagtail_localize:translations_report": for_the_city,
        "wagtail_localize:translations_report_results": for_the_city,
        "wagtail_localize:submit_snippet_translation": for_the_city,
        "wagtail_localize:snippets_api_listing": for_the_city,
        "wagtail_localize:snippets_api_detail": for_the_city,
    }
)


# Screens -------------------------------------------------------------------------------------------------------------


class BeginTranslationView(SubmitPageTranslationView):
    """wagtail-localize's form, with the languages of the account."""

    def get_form(self):
        """Return the form; only curators take the pages below along."""
        form = super().get_form()
        if not is_curator(self.request.user):
            into = languages_to_begin(self.request.user, self.object)
            form.fields["locales"].queryset = form.fields["locales"].queryset.filter(pk__in=into)
            form.fields["include_subtree"].widget = HiddenInput()
        return form


@require_POST
def start_translation_review(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Make a draft of what is translated so far and start the page's review."""
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    page = get_object_or_404(Page, translation_key=translation.source.object_id, locale=translation.target_locale)
    rights = page.permissions_for_user(request.user)
    if not rights.can_edit() or not rights.can_submit_for_moderation():
        return denial_response(request)
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    try:
        draft = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
        draft.save_revision(user=request.user, log_action=True)
    except ValidationError as error:
        reasons = " ".join(error.messages)
        messages.error(request, _("Así no se puede enviar a revisión: %(reasons)s") % {"reasons": reasons})
        return redirect(edit_url)
    page.get_workflow().start(page.specific, request.user)
    messages.success(request, _("La traducción «%(title)s» está en revisión.") % {"title": draft.title})
    total, translated = translation.get_progress()
    if total > translated:
        missing = ngettext(
            "Falta %(n)d texto por traducir: queda en el idioma del original.",
            "Faltan %(n)d textos por traducir: quedan en el idioma del original.",
            total - translated,
        )
        messages.warning(request, missing % {"n": total - translated})
    return redirect(edit_url)


@hooks.register("register_admin_urls", order=FIRST)
def register_translation_urls() -> list[URLPattern]:
    """The first address has wagtail-localize's own form, which offers all languages to everybody."""
    return [
        path("localize/submit/page/<int:page_id>/", BeginTranslationView.as_view(), name="begin_translation"),
        path("localize/translate/<int:translation_id>/review/", start_translation_review, name="translation_to_review"),
    ]


@hooks.register("before_edit_page", order=FIRST)
def publish_nothing_under_review(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """wagtail-localize's editor publishes what is locked: while a page is reviewed, only its reviewers act."""
    lock = page.get_lock() if request.method == "POST" else None
    translated = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    if lock and lock.for_user(request.user) and translated.exists():
        return denial_response(request)
    return None
