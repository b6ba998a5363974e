"""What a page is made of need not be looked up again: objects that were just read, and the page of a revision's rows."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from portal.core.models.page import read_relations
from portal.practices.models import Annex, PracticePage
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_stored_object_at_hand_is_known():
    page = PracticePage.objects.select_related("locale").get(pk=factories.practice().pk)
    assert "locale" in read_relations(page)


def test_a_key_alone_an_unsaved_object_and_one_that_no_longer_fits_are_looked_up():
    page = PracticePage.objects.get(pk=factories.practice().pk)
    assert "locale" not in read_relations(page)
    page.locale = Locale(language_code="xx")
    assert "locale" not in read_relations(page)
    page.locale = Locale.objects.first()
    page.locale_id = 9_999
    assert "locale" not in read_relations(page)


def test_a_key_that_leads_nowhere_is_still_refused():
    page = PracticePage.objects.get(pk=factories.practice().pk)
    page.outcome_id = 9_999
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "outcome" in refused.value.message_dict


def test_a_term_of_another_vocabulary_is_refused_though_it_is_stored():
    page = PracticePage.objects.get(pk=factories.practice().pk)
    page.outcome = factories.terms("theme", "health")[0]
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "outcome" in refused.value.message_dict


def test_a_row_of_a_revision_hangs_on_its_page_and_keeps_its_language(django_assert_max_num_queries):
    page = factories.practice()
    page.annexes = [
        Annex(title=f"Anexo {number}", url="https://example.org/a", locale=page.locale) for number in range(9)
    ]
    revision = page.save_revision()
    PracticePage.objects.get(pk=page.pk).get_latest_revision_as_object()  # what is read once for a process is read
    with django_assert_max_num_queries(20):  # the same with one row and nine
        draft = revision.as_object()
    rows = list(draft.annexes.all())
    assert [(row.page_id, row.locale_id, row.title) for row in rows] == [
        (page.pk, page.locale_id, f"Anexo {number}") for number in range(9)
    ]


def test_a_row_whose_file_is_gone_is_kept_without_it():
    page = factories.practice()
    page.annexes = [Annex(title="Video", url="https://example.org/v", locale=page.locale)]
    content = page.save_revision().content
    content["annexes"][0]["document"] = 9_999
    (row,) = page.with_content_json(content).annexes.all()
    assert (row.document_id, row.title) == (None, "Video")
