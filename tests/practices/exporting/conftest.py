"""A small bank with one practice that has everything, in two languages, and others that must never be seen."""

from wagtail.models import PageViewRestriction

from portal.practices.models import Annex, Contribution, Figure, OrganisationLink
from portal.territory.models import Organisation
from tests import factories
from tests.sharing import made_once


@made_once
def full():
    """A practice with texts that look like formulas, rows of all kinds but pictures, and a French version."""
    page = factories.practice(
        '=HYPERLINK("http://example.org";"Haz clic")',
        types=["council", "pb"],
        themes=["health"],
        place_city="Rosario",
        place_country="AR",
        latitude=-32.95,
        longitude=-60.65,
        start="2018-12",
        end="2019-11-26",
        participants_count=1200,
        institution="+Municipalidad; de Rosario",
        lead="@primera línea\r\n\"segunda\" 'tercera'",
        participants="'s avonds",
        how_achieved="<p>Con <b>asambleas</b> & mateadas.</p>",
        source_name="Distinción OIDP",
        source_licence="CC BY 4.0",
        source_date="2021",
        source_language="fr",
    )
    page.outcome = factories.terms("outcome", "ended")[0]
    page.annexes.add(Annex(kind=factories.terms("annex_kind", "video")[0], title="-Video", url="https://example.org/v"))
    page.figures.add(Figure(value="240", label="consejos"))
    page.contributions.add(Contribution(who=factories.terms("contributor", "school")[0], text="juntó el dinero"))
    page.organisation_links.add(OrganisationLink(organisation=Organisation.objects.create(name="=Vecinal"), role=None))
    page = factories.publish(page)
    factories.translate(page, "fr", title="Les sous de la rue", lead="Décider ensemble.")
    return page


@made_once
def hidden():
    """A private practice, one of a restricted district, and a draft; all are called secret."""
    private = factories.practice("Secreto privado", place_country="AR", types=["council"])
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    district = factories.district_page("Cerrado", "cerrado")
    in_district = factories.practice("Secreto del distrito", parent=district, types=["council"])
    PageViewRestriction.objects.create(page=district, restriction_type="login")
    draft = factories.practice("Secreto borrador", live=False, types=["council"])
    return [private, in_district, draft]


def whole(response):
    """Return the bytes of a response, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content
