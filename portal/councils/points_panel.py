"""The agenda in a session's form: one line a point, the rest folded beneath it, and a box to paste several at once."""

from typing import Any

from django.utils.html import strip_tags
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel

from .choices import ItemVisibility


class PointsPanel(InlinePanel):
    """The points as rows."""

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "councils/panels/points.html"

        class Media:
            js = ["admin/points.js"]


class PointRow(FieldRowPanel):
    """What is read of a point at one glance, with the buttons that move and delete it."""

    class BoundPanel(FieldRowPanel.BoundPanel):
        template_name = "councils/panels/point_row.html"


class VisibilityPanel(FieldPanel):
    """Who reads a point, in one word each: the help above the rows says the rest."""

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            if self.bound_field:
                short = [(value, str(label).partition(":")[0]) for value, label in ItemVisibility.choices]
                self.bound_field.field.widget.choices = short


class PointRest(MultiFieldPanel):
    """What is folded beneath a point; it opens by itself where something inside was refused."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "councils/panels/point_rest.html"

        def is_open(self):
            """Tell whether a field inside has a fault."""
            return any(panel.bound_field.errors for panel in self.field_panels())

        def filled(self):
            """Return the names (list) of the fields in which something stands, so that nothing hides."""
            return [panel.heading for panel in self.field_panels() if says_something(panel.bound_field.value())]

        def field_panels(self):
            """Return the panels (list) of the fields inside, however deep."""
            return list(leaves(self))


def leaves(panel: Panel.BoundPanel) -> list[Panel.BoundPanel]:
    """Return the bound panels of fields inside a bound group of panels, however deep."""
    found = []
    for child in panel.visible_children:
        found += [child] if hasattr(child, "bound_field") else leaves(child)
    return found


def says_something(value: Any) -> bool:
    """Tell whether a field's value is more than an empty text or an empty list."""
    return bool(strip_tags(value).strip() if isinstance(value, str) else value)


class PastePanel(FieldPanel):
    """The box for several points, one a line; a button turns them into rows, else saving does."""

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "councils/panels/paste.html"
