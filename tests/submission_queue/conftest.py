"""A small city with its teams, and what its people sent: proposals of each place."""

from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from portal.mail.models import OutgoingMail
from portal.proposals.models import ProposalSubmission
from portal.submissions.choices import AnswerBy, HistoryAction
from portal.submissions.models import Submission
from portal.submissions.record import add_entry
from portal.territory.models import Unit
from tests.access.small_city import City
from tests.sharing import made_once

numbers = count(1)


@made_once
def city(db):
    """Districts, records and accounts of each role."""
    made = City()
    for user in made.people.values():
        user.email = f"{user.username}@example.org"
        user.save()
    return made


@pytest.fixture
def person(city):
    """Return a function from a name to its account, fresh from the database."""

    def found(name):
        user = city.people[name]
        return type(user).objects.get(pk=user.pk)

    return found


@pytest.fixture
def sent(city):
    """Return a function that stores what somebody sent: `sent("elm", title=…)`."""

    def store(place="elm", title="Una luz apagada", text="No anda desde marzo.", days_ago=0, **fields):
        now = timezone.now() - timedelta(days=days_ago)
        number = next(numbers)
        values = {
            "code": f"7K2M-{number:04}",
            "kind": "proposal",
            "title": title,
            "language": "es",
            "district": city.district_of(place),
            "neighbourhood": {"elm": city.elm, "oak": city.oak}.get(place),
            "email": "vecina@example.com",
            "phone": "341 555 0101",
            "name": "Rosa Inventada",
            "address": "Calle Falsa 12",
            "mark": "m" * 64,
            "answer_by": AnswerBy.MAIL,
            "may_publish": True,
            "received_at": now,
            "clock_since": now,
            "fingerprint": f"f{number}",
        }
        matter = Submission.objects.create(**values | fields)
        ProposalSubmission.objects.create(submission=matter, what_kind="complaint", text=text)
        add_entry(matter, HistoryAction.RECEIVED, by_sender=True)
        return matter

    return store


@pytest.fixture
def promise(city):
    """What accepting a proposal needs besides the answer: which unit does it, by when."""
    unit = Unit.objects.get(code="area-west")
    return {"unit": unit, "promised_by": timezone.localdate() + timedelta(days=30)}


@pytest.fixture
def editor(person):
    """An editor of the whole west."""
    return person("west editor")


@pytest.fixture
def west(city):
    """The browser of an editor of the whole west."""
    return city.browser("west editor")


def written_mails():
    """Return what lies in the outbox, the oldest first: [(to, subject and paragraphs)]."""
    rows = OutgoingMail.objects.order_by("pk")
    return [(row.recipient, "\n".join([row.subject, *row.sections])) for row in rows]


@pytest.fixture
def mails():
    """Return a function that runs a step and returns the mails that it wrote into the outbox: [(to, text)]."""

    def of(step, *args, **kwargs):
        OutgoingMail.objects.all().delete()
        step(*args, **kwargs)
        return written_mails()

    return of
