"""The counters in a neighbourhood's form: a new one first, those that hold today closed, the earlier ones put away."""

from wagtail.admin.panels import InlinePanel
from wagtail.admin.panels.group import MultiFieldPanel


def apart(
    children: list[MultiFieldPanel.BoundPanel],
) -> tuple[list[MultiFieldPanel.BoundPanel], list[MultiFieldPanel.BoundPanel], list[MultiFieldPanel.BoundPanel]]:
    """Return (new or faulty, latest of each kind, earlier) of the panels of counters, given newest first."""
    open_ones, latest, earlier, seen = [], [], [], set()
    for child in children:
        count = child.instance
        if count.pk is None or child.form.errors:
            open_ones.append(child)
        elif (count.kind, count.area) in seen:
            earlier.append(child)
        else:
            seen.add((count.kind, count.area))
            latest.append(child)
    return open_ones, latest, earlier


class CountersPanel(InlinePanel):
    """An inline of dated counters."""

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "office/records/counters.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["open_ones"], context["latest"], context["earlier"] = apart(self.children)
            return context
