"""What the city's teams did with its practices: the marks of review, and the dossiers of the curators."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Page

from portal.practices.models import DossierEntry, DossierPage, PracticeIndexPage, PracticePage
from portal.practices.models.review import ReviewRole
from portal.practices.review import record_review

from .files import file_languages, read_all, read_toml
from .pages import make_translated_page, publish_demonstration_page


def first_practice_version(key: str) -> PracticePage:
    """Return the first version of the practice stored under `key` ("nueva-ribera:…")."""
    return PracticePage.objects.filter(source_key=key, alias_of__isnull=True).earliest("pk")


def noon(day: date) -> datetime:
    """Return the noon of a day (date) in the city."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def build_reviews() -> None:
    """Write the marks of review; a practice that has one stays as it is."""
    for row in read_toml("reviews.toml")["reviews"]:
        page = first_practice_version(f"nueva-ribera:{row['key']}")
        if page.reviews.exists():
            continue
        for role, district_id in ((ReviewRole.DISTRICT, page.district_id), (ReviewRole.CURATORS, None)):
            if role in row:
                record_review(page, role, noon(row[role]), district_id)


def write_entries(page: Page, practices: Iterator, reasons: dict[str, str]) -> None:
    """Fill the entries of a dossier in one language, unless it has some; the choice is the same in all."""
    known = list(page.entries.all())
    if not known:
        known = [
            DossierEntry(practice=practice, sort_order=number, locale=page.locale)
            for number, practice in enumerate(practices)
        ]
    for entry, reason in zip(known, reasons, strict=True):
        entry.reason = reason
    page.entries = known
    publish_demonstration_page(page)


def build_dossiers() -> None:
    """Make the dossiers in all their languages; one that stands already is left as it is."""
    bank = PracticeIndexPage.objects.get(locale__language_code="es")
    for _stem, data in read_all("dossiers"):
        languages = file_languages(data)
        first = next(iter(languages))
        if DossierPage.objects.child_of(bank).filter(slug=languages[first]["slug"]).exists():
            continue
        texts = {
            code: {
                "slug": table["slug"],
                "title": table["title"],
                "lead": table["lead"],
                "intro": f"<p>{escape(table['intro'])}</p>",
            }
            for code, table in languages.items()
        }
        practices = [first_practice_version(key) for key in data["practices"]]
        for code, page in make_translated_page(DossierPage, bank, texts).items():
            version = DossierPage.objects.get(pk=page.pk)
            write_entries(version, practices, languages[code]["reasons"])
