"""When the words of a page's first version last changed: what tells whether a translation still says the same."""

from django.db import models
from wagtail.models import Page


class SourceText(models.Model):
    """The published words of a first version, as a digest; facts follow by themselves and do not count."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    def __str__(self):
        return f"{self.page_id} ({self.changed_at:%Y-%m-%d})"
