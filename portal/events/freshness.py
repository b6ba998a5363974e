"""How long an event's page may be kept: never beyond the moment at which the link to join appears or goes."""

from .online_access import join_link, next_change

LONGEST_KEPT = 60  # seconds


def keep_fresh(response, event, now):
    """Set Cache-Control on the answer (HttpResponse) that shows an event at `now`, unless it has one; return it."""
    if response.has_header("Cache-Control"):
        return response
    if join_link(event, now):
        response["Cache-Control"] = "private, no-store"
    elif change := next_change(event, now):
        seconds = max(0, int((change - now).total_seconds()))
        response["Cache-Control"] = f"private, max-age={min(seconds, LONGEST_KEPT)}"
    return response
