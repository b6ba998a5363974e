"""The generated bank as pages of the portal and as documents of its search, written in bulk."""

import time
from collections.abc import Iterator
from datetime import datetime
from itertools import count as numbers_from
from itertools import islice

from bench.parts.corpus import LANGUAGES, Practice, practices

# Facet of search → field of the practice with its term or terms; country has codes of its own.
TERMS = {
    "type": "types",
    "objective": "objectives",
    "theme": "themes",
    "scope": "scope",
    "category": "bank_categories",
    "author": "author_kind",
}
FACETS = (*TERMS, "country")
COUNTRIES = ["AR", "MX", "BR", "ES", "FR", "PT", "CO", "CL", "UY", "PE", "EC", "BO", "PY", "CR", "GB", "US", "CA", "IT"]
BATCH = 250


def fill(count: int) -> dict:
    """Write `count` practices as pages below the banks and into search; return how many documents in how many seconds."""
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from wagtail.models import Page

    from search.rebuild import rebuild_documents

    started = time.perf_counter()
    with transaction.atomic():
        documents = rebuild_documents(_written(count))
        for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
            connection.cursor().execute(statement)
    connection.cursor().execute("ANALYZE")
    return {"documents": documents, "seconds": time.perf_counter() - started}


def _written(count: int) -> Iterator:
    """Yield the search documents of practices whose pages have just been written."""
    from wagtail.models import Page

    writer = _Writer()
    stream = practices(count, writer.codes())
    while batch := list(islice(stream, BATCH)):
        yield from writer.write(batch)
    for bank in writer.banks.values():
        Page.objects.filter(pk=bank.pk).update(numchild=bank.numchild)


class _Writer:
    """Rows of pages, made without the signals and checks that saving one by one would cost."""

    def __init__(self) -> None:
        from django.contrib.contenttypes.models import ContentType
        from wagtail.models import Page

        from portal.practices.models import PracticeIndexPage, PracticePage
        from portal.vocabularies.models import Term

        self.model = PracticePage
        self.type = ContentType.objects.get_for_model(PracticePage)
        banks = PracticeIndexPage.objects.select_related("locale")
        self.banks = {language: banks.get(locale__language_code=language) for language in LANGUAGES}
        self.urls = {language: bank.get_url() for language, bank in self.banks.items()}
        self.ids = numbers_from(Page.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1)
        vocabularies = {facet: PracticePage._meta.get_field(name).vocabulary for facet, name in TERMS.items()}
        self.terms = {
            facet: dict(Term.objects.filter(vocabulary=vocabulary).order_by("order", "pk").values_list("code", "pk"))
            for facet, vocabulary in vocabularies.items()
        }

    def codes(self) -> dict[str, list[str]]:
        """Return the codes to choose from by facet."""
        return {facet: list(terms) for facet, terms in self.terms.items()} | {"country": COUNTRIES}

    def write(self, batch: list[Practice]) -> list:
        """Write the pages of some practices and return their search documents."""
        from wagtail.models import Page

        made = [
            (practice, version, self._page(practice, version)) for practice in batch for version in practice.versions
        ]
        pages = [page for _, _, page in made]
        for model in (Page, self.model):  # what bulk_create does, which refuses a model with a parent table
            model._base_manager.all()._batched_insert(pages, model._meta.local_concrete_fields, BATCH)
        for facet, name in TERMS.items():
            through = getattr(getattr(self.model, name), "through", None)
            if through:
                through.objects.bulk_create(
                    through(practicepage_id=page.pk, term_id=self.terms[facet][code])
                    for practice, _, page in made
                    for code in practice.codes[facet]
                )
        return [self._document(practice, version, page) for practice, version, page in made]

    def _page(self, practice, version):
        bank = self.banks[version.language]
        bank.numchild += 1
        identity = next(self.ids)
        slug = f"generated-{practice.number}"
        published = datetime.fromisoformat(f"{practice.published}T12:00:00+00:00")
        single = {
            f"{name}_id": self.terms[facet][practice.codes[facet][0]]
            for facet, name in TERMS.items()
            if self.model._meta.get_field(name).many_to_one
        }
        return self.model(
            id=identity,
            page_ptr_id=identity,
            path=self.model._get_path(bank.path, bank.depth + 1, bank.numchild),
            depth=bank.depth + 1,
            title=version.title,
            draft_title=version.title,
            slug=slug,
            url_path=f"{bank.url_path}{slug}/",
            content_type=self.type,
            locale_id=bank.locale_id,
            translation_key=practice.key,
            first_published_at=published,
            last_published_at=published,
            reference=_reference(practice),
            place_country=practice.codes["country"][0],
            start=practice.published[:7],
            lead=version.summary,
            main_objective_text=f"<p>{version.body}</p>",
            **single,
        )

    def _document(self, practice, version, page):
        from search.query import DocumentData

        return DocumentData(
            key=str(page.pk),
            group=practice.key,
            kind="practice",
            language=version.language,
            is_source=version is practice.versions[0],
            title=version.title,
            summary=version.summary,
            body=version.body,
            url=f"{self.urls[version.language]}{page.slug}/",
            date_start=page.start,
            published=page.first_published_at.isoformat(),
            facets=practice.codes,
            data={
                "reference": page.reference,
                "country": page.place_country,
                "start": page.start,
                "types": list(practice.codes["type"]),
            },
        )


def _reference(practice):
    return f"GEN-{practice.number:06}"


def number_of(reference: str) -> int:
    """Return the number of the practice with a reference."""
    return int(reference.removeprefix("GEN-"))
