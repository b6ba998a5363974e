"""The page of the guide."""

from django.conf import settings
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.core.language import reader_language

from .texts import HEIGHT, WIDTH, guide_in, is_written


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """Everybody with an account reads the whole guide, in the language of her admin."""

    template_name = "office/guide/guide.html"
    header_icon = "help"
    _show_breadcrumbs = True

    @cached_property
    def guide(self):
        """The guide in the reader's language, in the source language where nobody wrote it yet."""
        return guide_in(reader_language() if is_written(reader_language()) else settings.LANGUAGE_CODE)

    def get_page_title(self):
        """Return the title of the page."""
        return self.guide.title

    def get_breadcrumbs_items(self):
        """Return the way to this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.guide.title}]

    def get_context_data(self, **kwargs):
        """Return the guide, and the size that every picture has at most."""
        return super().get_context_data(guide=self.guide, width=WIDTH, height=HEIGHT, **kwargs)
