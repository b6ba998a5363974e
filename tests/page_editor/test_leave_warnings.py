"""Every form of the portal's own admin screens asks before what was typed in it is lost, or says here why not."""

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from portal.councils.duplicate import DuplicateForm

TEMPLATES = settings.BASE_DIR / "templates"
WARNING = "wagtailadmin/shared/leave_warning.html"
POST_FORM = re.compile(r'<form\b(?:[^>"{]|"(?:\{[^}]*\}|[^"{])*"|\{[%{].*?[%}]\})*>', re.DOTALL)
#: public pages and mail, which no editor's screen is made with
PUBLIC = ("account/", "mfa/", "districts/pages/", "districts/sections/", "components/", "submissions/")
#: a template's forms without the warning → why nothing typed can be lost in them
NOTHING_TYPED = {
    "access/accounts/access.html": "buttons",
    "agendas/weekly/admin/deliveries.html": "one button a letter",
    "agendas/weekly/admin/published.html": "one button",
    "agendas/weekly/admin/sign.html": "one check box, and the question whether to sign",
    "data_protection/confirm.html": "the question whether to do it",
    "data_protection/found.html": "buttons",
    "data_protection/person.html": "a search for one address",
    "districts/opening/confirm.html": "the question whether to do it",
    "mail/admin/undelivered.html": "boxes to choose mails, and buttons",
    "map_data/empty.html": "the question whether to do it",
    "map_data/preview.html": "one check box, and buttons",
    "map_data/report.html": "one button",
    "minutes_editor/form/page.html": "it saves itself, and warns itself where nothing can be kept",
    "page_editor/in_review.html": "one button",
    "page_editor/translation_review.html": "one button",
    "participants/delete.html": "the question whether to delete",
    "practices/importing/_discard.html": "one button",
    "practices/importing/_resume.html": "one button",
    "practices/panels/reviewed_today.html": "one button",
    "session_import/_decision.html": "one button",
    "submission_queue/_contact.html": "one button",
    "submission_queue/_tick.html": "one button",
}
#: the button beside a form that throws its file away
DISCARD = 'action="{% url "boundary_imports:discard" run.pk %}"'


def post_forms():
    """Return [(template, opening tag)] of every form that is sent with POST, public pages left out."""
    found = []
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = path.relative_to(TEMPLATES).as_posix()
        if not name.startswith(PUBLIC):
            tags = POST_FORM.findall(path.read_text("utf-8"))
            found += [(name, tag) for tag in tags if 'method="post"' in tag.lower()]
    return found


FORMS = post_forms()


def test_the_forms_are_found():
    names = {name for name, _tag in FORMS}
    assert len(FORMS) > 20
    assert {"series/rule.html", "series/week.html", "councils/session/new.html", "session_import/new.html"} <= names
    assert set(NOTHING_TYPED) <= names


@pytest.mark.parametrize(("name", "tag"), FORMS, ids=[f"{name}-{at}" for at, (name, _tag) in enumerate(FORMS)])
def test_a_form_warns_before_what_was_typed_is_lost(name, tag):
    assert WARNING in tag or name in NOTHING_TYPED or DISCARD in tag


@pytest.mark.parametrize(("form", "force"), [(DuplicateForm(), "false"), (DuplicateForm({}), "true")])
def test_a_form_that_came_back_counts_as_typed(form, force):
    written = render_to_string(WARNING, {"form": form})
    assert f'data-w-unsaved-force-value="{force}"' in written
    assert 'data-w-unsaved-confirmation-value="true"' in written
    assert "w-rules" not in written
    assert 'data-controller="w-unsaved w-rules"' in render_to_string(WARNING, {"form": form, "rules": True})
