"""The form of minutes as a person without script uses it: opened, filled in, sent."""

import html
import json
import re

from django.urls import reverse


def address(session):
    """Return the address of the form of a session's minutes."""
    return reverse("minutes_form", args=[session.reference])


def typed_by_hand(page):
    """Return {name: text} of all that the form of an answer would send now, its hidden fields too, no buttons."""
    source = re.sub(r"<template.*?</template>", "", page.content.decode(), flags=re.DOTALL)
    source = re.search(r'<form class="minutes-form".*?</form>', source, re.DOTALL)[0]
    found = {}
    for tag in re.findall(r"<input\b[^>]*>", source):
        known = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if known.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        found[known["name"]] = html.unescape(known.get("value", ""))
    for name, text in re.findall(r'<textarea\b[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', source, re.DOTALL):
        found[name] = html.unescape(text.removeprefix("\n"))
    for name, options in re.findall(r'<select\b[^>]*name="([^"]+)"[^>]*>(.*?)</select>', source, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def opened(client, session, query=""):
    """Return what the form would send as it opens."""
    page = client.get(address(session) + query)
    assert page.status_code == 200
    return typed_by_hand(page)


def sent(client, session, form, **button):
    """Send a form by one of its buttons."""
    return client.post(address(session), {**form, **button})


def row_named(form, kind, place=0):
    """Return the id of a row in a form: the first one of a kind, or a later one."""
    return sorted({key.split(".")[1] for key in form if key.startswith(f"{kind}.")})[place]


def synced(client, session, base, content, mark):
    """Send texts as the script does; return the answer."""
    body = json.dumps({"account": mark, "base": base, "content": content})
    return client.post(f"{address(session)}sync/", body, content_type="application/json")
