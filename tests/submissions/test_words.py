"""Each field that counts its words is one that the script counts along with."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from portal.submissions.kinds import submission_kinds
from portal.submissions.steps import WordsField

STEPS = [(kind, step) for kind in submission_kinds() for step in kind.steps]


def counted_by_script(html):
    """Return the names of the fields that static/words.js takes."""
    script = (settings.BASE_DIR / "static/words.js").read_text()
    (selector,) = re.findall(r'querySelectorAll\("([^"]+)"\)', script)
    return {field["name"] for field in BeautifulSoup(html, "html.parser").select(selector)}


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "step"), STEPS, ids=[f"{kind.name}-{step.slug}" for kind, step in STEPS])
def test_the_script_counts_each_field_that_has_a_limit_of_words(kind, step):
    form = step()
    limited = {name for name, field in form.fields.items() if isinstance(field, WordsField)}
    assert counted_by_script(form.as_p()) == limited
