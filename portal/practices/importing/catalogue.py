"""The rows that codes in a record stand for; an unknown code refuses the record."""

from functools import cache

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from portal.core.import_report import Refusal
from portal.core.models import BasePage, PortalImage, ReferenceCounter
from portal.districts.models import DistrictPage
from portal.practices.models import PracticeIndexPage, PracticePage
from portal.practices.models.practice import REFERENCE_PREFIX
from portal.territory.models import Neighbourhood, Organisation
from portal.vocabularies.models import Term


class Catalogue:
    """Looks rows up once for a whole import."""

    def __init__(self):
        self.terms = {(term.vocabulary, term.code): term for term in Term.objects.all()}
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.neighbourhood = cache(self.find_neighbourhood)

    def term(self, vocabulary, code):
        """Return the Term of a code, None for "". Raises Refusal when the vocabulary has no such code."""
        if not code:
            return None
        try:
            return self.terms[vocabulary, code]
        except KeyError:
            raise Refusal(
                _("no conozco el código «%(code)s» de «%(list)s»") % {"code": code[:40], "list": vocabulary}
            ) from None

    def find_neighbourhood(self, code):
        """Return the Neighbourhood of a code, None for "". Raises Refusal when there is none."""
        if not code:
            return None
        found = Neighbourhood.objects.filter(code=code).first()
        if not found:
            raise Refusal(_("no hay aquí ningún barrio «%s»") % code[:60])
        return found

    def organisation(self, name):
        """Return the Organisation of that name, made when it is new. Raises ValidationError for a name too long."""
        name = Organisation._meta.get_field("name").clean(name, None)
        return Organisation.objects.get_or_create(name=name)[0]

    def locale(self, language):
        """Return the Locale of a language code or of its first part ("pt-BR": pt), or None."""
        return self.locales.get(language) or self.locales.get(language.split("-")[0])

    def folder(self, record, locale):
        """Return the page under which a new practice goes, locked against another import. Raises Refusal for none."""
        if record.district:
            pages = DistrictPage.objects.filter(record__code=record.district, locale=locale)
            missing = _("no hay aquí ninguna página del distrito «%s» en el idioma de la ficha") % record.district[:40]
        else:
            pages = PracticeIndexPage.objects.filter(locale=locale)
            missing = _("no hay página del banco en «%s»") % locale.language_code
        found = pages.filter(alias_of__isnull=True).order_by("pk").first()
        if found is None:
            raise Refusal(missing)
        return locked(found)

    def translated_folder(self, page, locale):
        """Return the page under which a translation of `page` goes, locked. Raises Refusal when nobody translated it."""
        parent = page.get_parent().specific
        found = type(parent).objects.filter(translation_key=parent.translation_key, locale=locale).first()
        if found is None:
            names = {"title": parent.title, "language": locale.language_code}
            raise Refusal(_("la página «%(title)s», donde está la ficha, falta en «%(language)s»") % names)
        return locked(found)


def locked(page: BasePage) -> BasePage:
    """Return the page read anew, locked until the transaction ends: the tree is numbered by one at a time."""
    Page.objects.select_for_update().get(pk=page.pk)
    return type(page).objects.get(pk=page.pk)


def image_of(fingerprint: str) -> PortalImage | None:
    """Return the PortalImage with that file (SHA-1), or None."""
    return PortalImage.objects.filter(file_hash=fingerprint).order_by("pk").first() if fingerprint else None


def claim_reference(reference: str) -> str:
    """Return `reference` (str) if it is one of ours that nobody has, and never give it out again; "" otherwise."""
    prefix, _dash, number = reference.rpartition("-")
    ours = prefix == REFERENCE_PREFIX and number.isdigit() and f"{prefix}-{int(number):04d}" == reference
    if not ours or PracticePage.objects.filter(reference=reference).exists():
        return ""
    ReferenceCounter.objects.get_or_create(prefix=prefix)
    counter = ReferenceCounter.objects.select_for_update().get(prefix=prefix)
    if counter.last < int(number):
        counter.last = int(number)
        counter.save(update_fields=["last"])
    return reference
