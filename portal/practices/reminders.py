"""Ask the reviewers to look again at practices that nobody reviewed for a year."""

import logging
from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override
from wagtail.users.models import UserProfile

from portal.core.models import User
from portal.core.public import public_pages
from portal.districts.reviewers import curators, district_reviewers
from portal.mail.outbox import queue_mail
from portal.mail.purposes import MailPurpose, register_mail_purpose

from .missing import REVIEW_EVERY
from .models import PracticePage, ReviewReminder

logger = logging.getLogger(__name__)
REMIND_EVERY = timedelta(days=30)
MOST_NAMED = 50
PURPOSE_OF_MAIL = "practice-review"


def not_reviewed_since(now: datetime) -> QuerySet[PracticePage]:
    """Return the public first versions (QuerySet of PracticePage) that nobody reviewed for a year before `now`.

    One that was never reviewed counts from its publication.
    """
    limit = now - REVIEW_EVERY
    pages = PracticePage.objects.filter(alias_of__isnull=True)
    earlier = pages.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))
    due = Q(last_reviewed__lt=timezone.localdate(limit)) | Q(last_reviewed=None, first_published_at__lt=limit)
    return public_pages(pages.filter(due, ~Exists(earlier)))


def not_reviewed(now: datetime) -> QuerySet[PracticePage]:
    """Return what `not_reviewed_since` does, without what somebody was reminded of within a month, by title."""
    reminded = ReviewReminder.objects.filter(page=OuterRef("pk"), sent__gt=now - REMIND_EVERY)
    return not_reviewed_since(now).filter(~Exists(reminded)).order_by("title", "pk")


def recipients(district_id: int | None, neighbourhood_id: int | None) -> list[User]:
    """Return who is asked about the practices of a district's neighbourhood, by address: its reviewers, else curators."""
    team = district_reviewers(district_id, neighbourhood_id).exclude(email="")
    return list(team) or list(curators().exclude(email=""))


def digests(pages: list[PracticePage]) -> dict[User, list[PracticePage]]:
    """Return {User: pages} of one mail to each."""
    by_place, asked = {}, defaultdict(list)
    for page in pages:
        place = page.district_id, page.neighbourhood_id
        if place not in by_place:
            by_place[place] = recipients(*place)
        for user in by_place[place]:
            asked[user].append(page)
    return asked


def remind(now: datetime) -> None:
    """Write each reviewer one mail with the practices to look at; `now` is an aware datetime. Run daily."""
    pages = list(not_reviewed(now))
    asked = digests(pages)
    for user, theirs in asked.items():
        with transaction.atomic():
            queue_digest(user, theirs)
            for page in theirs:
                ReviewReminder.objects.update_or_create(page=page, defaults={"sent": now})
    unasked = len(pages) - len({page.pk for theirs in asked.values() for page in theirs})
    if unasked:
        logger.warning("%d practices wait for a review, and no reviewer or curator has an address.", unasked)


def queue_digest(user: User, pages: list[PracticePage]) -> None:
    """Write one reviewer (User) the list of practices (PracticePage) to look at, in the account's own language."""
    language = UserProfile.get_for_user(user).get_preferred_language()
    with override(language):
        subject = ngettext(
            "%(count)s experiencia espera que alguien la vuelva a leer",
            "%(count)s experiencias esperan que alguien las vuelva a leer",
            len(pages),
        ) % {"count": len(pages)}
        rows = [
            {"page": page, "url": settings.BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])}
            for page in pages[:MOST_NAMED]
        ]
        context = {"rows": rows, "more": len(pages) - len(rows), "user": user, "base_url": settings.BASE_URL}
        body = render_to_string("practices/mail/review_due.txt", context)
    queue_mail(to=user.email, subject=subject, sections=[body], language=language, purpose=PURPOSE_OF_MAIL)


def register() -> None:
    """Say what these mails are for."""
    why = _("Recibes este correo porque revisas las experiencias del banco.")
    register_mail_purpose(PURPOSE_OF_MAIL, MailPurpose(_("Experiencias por releer"), why))
