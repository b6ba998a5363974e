"""Ask the reviewers to look again at practices that nobody reviewed for a year."""

import logging
from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, override
from wagtail.users.models import UserProfile

from portal.core.models import User
from portal.core.public import public_pages
from portal.districts.reviewers import curators, district_reviewers

from .missing import REVIEW_EVERY
from .models import PracticePage, ReviewReminder

logger = logging.getLogger(__name__)
REMIND_EVERY = timedelta(days=30)
MOST_NAMED = 50


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
    """Send each reviewer one mail with the practices to look at; `now` is an aware datetime. Run daily.

    Raises RuntimeError when a mail could not be sent, after all others were.
    """
    pages = list(not_reviewed(now))
    asked, failed = digests(pages), 0
    for user, theirs in asked.items():
        try:
            send_digest(user, theirs)
        except OSError:  # what smtplib and sockets raise: the others get theirs
            logger.exception("The reminder to review could not be sent to account %s.", user.pk)
            failed += 1
            continue
        for page in theirs:
            ReviewReminder.objects.update_or_create(page=page, defaults={"sent": now})
    unasked = len(pages) - len({page.pk for theirs in asked.values() for page in theirs})
    if unasked:
        logger.warning("%d practices wait for a review, and no reviewer or curator has an address.", unasked)
    if failed:
        raise RuntimeError(f"{failed} reminders to review could not be sent.")


def send_digest(user: User, pages: list[PracticePage]) -> None:
    """Send one reviewer (User) the list of practices (PracticePage) to look at, in the account's own language."""
    with override(UserProfile.get_for_user(user).get_preferred_language()):
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
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [user.email])
