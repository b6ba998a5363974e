"""Whatever somebody sends to a step is answered: a form with faults, or data that the database takes."""

from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.practices.importing.clean import clean_html
from portal.practices.models import PracticeSubmission
from portal.practices.submission.checks import practice_checks
from portal.practices.submission.kind import PRACTICE, practice_place, practice_title, practice_topic
from portal.practices.submission.preview import practice_preview
from portal.practices.submission.similar import similar_practices
from portal.practices.submission.submitted_record import rich_answer
from portal.submissions.drafts import clean_text, query_dict, read_draft, typed_data

from .sending import STEPS, quick_draft, save_step_of, send, typed_step

pytestmark = pytest.mark.django_db
SEVERAL = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
NAUGHTY = [
    "\x00", "\ud800", "\u202e", "' OR 1=1 --", "<script>alert(1)</script>", "{{ 7*7 }}", "%s%n", "../../etc", "NaN", "1e999",
    "-0", "٣", "²", "\r\n", "🙂" * 300, "a" * 30_000, "palabra " * 3000, "javascript:alert(1)", "0000", "9999-99-99", "[]",
]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(NAUGHTY), st.text(max_size=80), st.integers().map(str))


@pytest.mark.parametrize("slug", STEPS)
@SEVERAL
@given(data=st.data())
def test_no_answer_breaks_a_step(slug, data):
    step = STEPS[slug]
    post = QueryDict(mutable=True)
    for name in step.base_fields:
        post.setlist(name, data.draw(st.lists(TEXTS, max_size=3)))
    request = RequestFactory().post("/")
    request.POST = post
    form = step(query_dict(typed_data(request, step)), bundle=uuid4())
    if form.is_valid():
        practice_checks(form.cleaned_data)
        names = {field.name for field in PracticeSubmission._meta.fields}
        content = PracticeSubmission(**{name: value for name, value in form.cleaned_data.items() if name in names})
        content.clean_fields(exclude={"submission", "practice_title"} - form.cleaned_data.keys())
        practice_preview(content, form.cleaned_data)
    str(form)


@SEVERAL
@given(title=TEXTS, summary=TEXTS, row=TEXTS)
def test_what_goes_through_is_stored_and_read_again(place, title, summary, row):
    draft = quick_draft(place, practice_title=clean_text(title), summary=clean_text(summary))
    draft.complete = True
    save_step_of(draft, STEPS["figures"], {"figures_1_value": [clean_text(row)], "figures_1_label": ["algo"]})
    reading = read_draft(PRACTICE, draft)
    similar_practices(reading.cleaned)
    assert practice_topic(reading.cleaned) == ""
    if reading.is_complete:
        assert practice_place(reading.cleaned).neighbourhood == place
        submission = send(draft)
        content = PracticeSubmission.objects.get(submission=submission)
        assert content.practice_title == practice_title(reading.cleaned)
        assert practice_preview(content, {})["title"] == content.practice_title


@given(text=st.text(max_size=200).map(clean_text))
def test_an_answer_becomes_the_one_form_of_rich_text(text):
    html = rich_answer(text)
    assert clean_html(html) == html
    assert "<script" not in html


def test_steps_take_no_answer_that_they_did_not_ask(place):
    request = RequestFactory().post("/", {"summary": "sí", "practice": "1", "submission": "1"})
    assert typed_data(request, STEPS["story"]) == {"summary": ["sí"]}
    assert "practice" not in {name for step in STEPS.values() for name in typed_step(step, place)}
