"""The home page and the content pages; the pages that gather other pages."""

from django.db import models
from django.http import Http404
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from portal.core.blocks import BodyBlock
from portal.core.language import public_translations
from portal.core.models import BasePage
from portal.core.registry import sections_of


class HomePage(BasePage):
    """The front door of the portal in one language."""

    lead = models.TextField(_("presentación"), blank=True)
    department = models.CharField(_("quién responde por el portal"), max_length=160, blank=True)
    phone = models.CharField(_("teléfono"), max_length=60, blank=True)
    hours = models.CharField(_("horario"), max_length=160, blank=True)
    footer_text = models.TextField(_("frase del pie"), blank=True)

    texts = ("lead", "department", "phone", "hours", "footer_text")
    body_class = "home"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "agendas.CalendarPage",
        "districts.DistrictIndexPage",
        "practices.PracticeIndexPage",
        "practices.DossierPage",
        "home.ContentPage",
    ]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("department"), FieldPanel("phone"), FieldPanel("hours"), FieldPanel("footer_text")],
            heading=_("Pie de todas las páginas"),
        ),
    ]

    class Meta:
        verbose_name = _("página de inicio")

    def route(self, request, path_components):
        """Answer an address of another language's tree under this interface, or go to the translation if there is one.

        /fr/ and a Spanish path show the Spanish page in the French interface (lists link so what nobody translated).
        """
        try:
            return super().route(request, path_components)
        except Http404:
            found = self.route_elsewhere(request, path_components)
            if found is None:
                raise
            return found

    def route_elsewhere(self, request, path_components):
        """Return the route of the first other language's tree that knows the path, or None."""
        homes = HomePage.objects.filter(translation_key=self.translation_key).exclude(pk=self.pk).order_by("pk")
        for home in homes:
            try:
                page, args, kwargs = Page.route(home, request, path_components)
            except Http404:
                continue
            translation = public_translations(page.specific).get(self.locale.language_code)
            if translation is not None:
                part = "/".join([*path_components[page.depth - home.depth :], ""])  # what a route of the page answers
                return RouteResult(self, kwargs={"better_url": translation.get_url(request) + part})
            return RouteResult(page, args=args, kwargs=kwargs)
        return None

    def serve(self, request, *args, better_url="", **kwargs):
        """Show the home page, or go to `better_url`, which `route` found for a page in the reader's language."""
        if not better_url:
            response = super().serve(request, *args, **kwargs)
            patch_vary_headers(response, ["Cookie"])  # the visitor's own district comes first
            return response
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{better_url}?{query}" if query else better_url)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = sections_of("home", request, self)
        return context


class ContentPage(BasePage):
    """A page of text: privacy, accessibility, how to connect, contact by district."""

    lead = models.TextField(_("de qué trata"), max_length=400, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("contenido"), blank=True)
    in_footer = models.BooleanField(_("enlazar al pie de todas las páginas"), default=False)

    facts = ("in_footer",)
    texts = ("lead", "body")
    body_class = "content"
    parent_page_types = ["home.HomePage", "home.ContentPage", "districts.DistrictPage"]
    subpage_types = ["home.ContentPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels = [*BasePage.promote_panels, FieldPanel("in_footer")]

    class Meta:
        verbose_name = _("página de contenido")
