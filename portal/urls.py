"""The whole URL map of the portal."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail import views as wagtail
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.access import views as access
from portal.agendas import references
from portal.core import views as core
from portal.data_protection import privacy
from portal.districts.boundaries import geojson
from portal.districts.pages import my_district
from portal.home import views as home
from portal.practices import comparison
from portal.practices import views as practices
from portal.practices.exporting import views as exporting
from portal.proposals import views as proposals

urlpatterns = [
    path("", home.by_language, name="by_language"),
    path("admin/", include("portal.access.accounts.urls")),  # before Wagtail's own login
    path("admin/tag-autocomplete/", access.complete_tag),  # in place of Wagtail's, which keep their names
    path("admin/tag-autocomplete/<slug:app_name>/<slug:model_name>/", access.complete_tag),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/images/<path:name>", access.picture, name="picture"),
    path("health", core.health, name="health"),
    path("metrics", core.metrics, name="metrics"),
    path("robots.txt", core.robots, name="robots"),
    path("sitemap.xml", home.sitemap, name="sitemap"),
    path("city.css", core.city_css, name="city_css"),
    path("districts.geojson", geojson.districts, name="districts_geojson"),
    path("neighbourhoods.geojson", geojson.neighbourhoods, name="neighbourhoods_geojson"),
    path("forms/", include("portal.offline_forms.urls")),
    path("forms/minutes/", include("portal.minutes_editor.urls")),
    path("r/<slug:reference>", references.session_reference_view, name="session_by_reference"),
    path("p/<slug:reference>", practices.practice_reference_view, name="practice_by_reference"),
]
if settings.DEBUG:
    urlpatterns += [path("patterns/", core.patterns, name="patterns")]
urlpatterns += i18n_patterns(
    path("search/", home.search_everything, name="search"),
    path("search/suggest", home.suggestions_view, name="suggest"),
    path("privacy/", privacy.privacy_view, name="privacy"),
    path("submissions/", include("portal.submissions.urls")),
    path("districts/mine", my_district.remember, name="my_district"),
    path("practices/selection.<slug:form>", exporting.selection, name="practice_selection"),
    path("practices/codebook.<slug:form>", exporting.codebook_file, name="practice_codebook"),
    path("practices/feed", exporting.feed, name="practice_feed"),
    path("practices/cite", exporting.cite, name="practice_cite"),
    path("practices/print", exporting.practice_paper_view, name="practice_paper"),
    path("practices/<slug:reference>.cite.<slug:form>", exporting.one_citation, name="practice_citation"),
    path("practices/compare", comparison.compare_view, name="practice_compare"),
    path("practices/<slug:reference>.bib", practices.practice_bibtex_view, name="practice_bibtex"),
    path("practices/<slug:reference>.png", practices.practice_card_view, name="practice_card"),
    path("practices/<slug:reference>.json", practices.practice_json_view, name="practice_json"),
    path("proposals/", proposals.proposal_list, name="proposal_list"),
    path("proposals/feed.atom", proposals.proposal_feed_view, name="proposal_feed"),
    path(
        "proposals/<str:code>/pictures/<uuid:file_id>/<slug:size>", proposals.proposal_picture, name="proposal_picture"
    ),
    path("proposals/<str:code>/", proposals.proposal_page, name="proposal_page"),
    # Wagtail's own pattern knows no dot: the calendars and feeds that routes of pages answer (as "calendar.ics/")
    re_path(r"^((?:[\w\-]+/)+(?:calendar\.ics|feed\.atom))/?$", wagtail.serve, name="page_file"),
    path("", include(wagtail_urls)),
)

handler404 = "portal.core.views.not_found"
handler500 = "portal.core.views.server_error"
