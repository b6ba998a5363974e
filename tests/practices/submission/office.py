"""The office's side: accounts, the form that accepts, and the page that comes of it."""

from portal.core.models import User
from portal.practices.models import PracticePage, PracticeSubmission
from portal.practices.submission.acceptance import PracticeAcceptanceForm, make_practice


def person(teams, name):
    """Return an account as another request reads it."""
    return User.objects.get(pk=teams.people[name].pk)


def acceptance_form(submission, user, **changes):
    """Return the office's form, filled in as it comes, with `changes` applied."""
    content = PracticeSubmission.objects.get(submission=submission)
    empty = PracticeAcceptanceForm(submission=submission, content=content, user=user)
    data = {name: empty.get_initial_for_field(field, name) or "" for name, field in empty.fields.items()}
    return PracticeAcceptanceForm(data | changes, submission=submission, content=content, user=user)


def accept(submission, user, **changes):
    """Accept a matter as the office does; return the page."""
    form = acceptance_form(submission, user, **changes)
    assert form.is_valid(), form.errors
    content = PracticeSubmission.objects.get(submission=submission)
    make_practice(submission, content, user, form.cleaned_data)
    return PracticePage.objects.get(pk=PracticeSubmission.objects.get(submission=submission).practice_id)
