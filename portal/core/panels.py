"""Panels of the admin's forms: fields beside each other, and fields under a heading."""

from django.utils.functional import Promise
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel


def panel_row(*names: str) -> FieldRowPanel:
    """Return fields beside each other."""
    return FieldRowPanel([FieldPanel(name) for name in names])


def panel_group(heading: str | Promise, *parts: str | Panel, help_text: str | Promise = "") -> MultiFieldPanel:
    """Return fields (names or panels) under a heading."""
    panels = [FieldPanel(part) if isinstance(part, str) else part for part in parts]
    return MultiFieldPanel(panels, heading=heading, help_text=help_text)
