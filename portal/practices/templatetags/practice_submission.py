"""What the preview of a submitted practice asks for."""

from typing import Any

from django import template

from portal.practices.models import PracticeSubmission
from portal.practices.submission.preview import practice_preview

register = template.Library()


@register.simple_tag
def submitted_practice(content: PracticeSubmission, cleaned: dict[str, Any] | str) -> dict[str, Any]:
    """Return what is shown of a practice; `cleaned` is "" where the page has only what is stored."""
    return practice_preview(content, cleaned or {})
