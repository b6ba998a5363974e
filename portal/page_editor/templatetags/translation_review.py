"""What stands below the editor of a translation: sending it to review, and the decision of whoever reviews it."""

import json
from typing import Any

from django import template
from django.template import RequestContext

register = template.Library()


@register.filter
def without_alias(props: str) -> str:
    """Return what wagtail-localize's script is told (JSON) without the way to a live copy: it would skip the review."""
    told = json.loads(props)
    return json.dumps({**told, "links": {**told["links"], "convertToAliasUrl": None}})


@register.filter
def may_publish_translation(props: str) -> bool:
    """Tell whether what the script is told (JSON) lets the account publish the translation."""
    return bool(json.loads(props)["perms"]["canPublish"])


@register.inclusion_tag("page_editor/translation_review.html", takes_context=True)
def translation_review(context: RequestContext) -> dict[str, Any]:
    """Return what the account may do with the review of the translated page: send it, decide, or read that it waits."""
    page, user = context["instance"], context["request"].user
    task = page.current_workflow_task
    actions = {name for name, _label, _asks in task.get_actions(page, user)} if task else set()
    return {
        "page": page,
        "translation": context["translation"],
        "csrf_token": context.get("csrf_token"),
        "may_send": page.permissions_for_user(user).can_submit_for_moderation(),
        "task": task,
        "task_state": page.current_workflow_task_state,
        "may_approve": "approve" in actions,
        "may_reject": "reject" in actions,
    }
