"""Topics as people send them, for the tests of the kind."""

from datetime import timedelta

from django.utils import timezone

from portal.councils.models import TopicSubmission
from portal.councils.topic.council_choice import council_value
from portal.councils.topic.kind import TOPIC
from portal.submissions.choices import AnswerBy
from portal.submissions.drafts import read_draft
from portal.submissions.models import Draft
from portal.submissions.sending import send_draft
from tests.councils import city

HEADLINE = "Perros sueltos en la canchita"


def coming(council, days=7, **fields):
    """Return a public session of a council, so many days from now."""
    start = (timezone.localtime() + timedelta(days=days)).replace(hour=19, minute=0, second=0, microsecond=0)
    return city.session(council, start, **{"title": "Lo que viene", "end": start + timedelta(hours=2), **fields})


def draft_of(council=None, about=None, language="es", **typed):
    """Return a stored draft in which everything is typed; `typed` are other texts by the name of the field."""
    texts = {"headline": HEADLINE, "reason": "A la salida de la escuela.", "presenter": "office"}
    texts |= {"council": council_value(council) if council else "", "answer_by": AnswerBy.NONE, **typed}
    steps = {"topic": ("headline", "reason"), "where": ("council",), "presenter": ("presenter",)}
    data = {slug: {name: [texts[name]] for name in names} for slug, names in steps.items()}
    data["contact"] = {"answer_by": [texts["answer_by"]]}
    return Draft.objects.create(kind=TOPIC.name, language=language, data=data, about=about or {})


def sent(council=None, **typed):
    """Return (Submission, TopicSubmission) of a topic that somebody sent."""
    draft = draft_of(council, **typed)
    reading = read_draft(TOPIC, draft)
    assert reading.is_complete, [form.errors for form in reading.faulty]
    submission = send_draft(TOPIC, draft, reading.cleaned, may_publish=False, held=False)
    return submission, TopicSubmission.objects.get(submission=submission)
