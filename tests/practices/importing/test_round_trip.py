"""Out and in again: the same records, and nothing that is not public."""

import json

import pytest
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from portal.core.models import PortalImage
from portal.practices.importing.store import export_practice
from portal.practices.models import (
    Annex,
    Contribution,
    Figure,
    OrganisationLink,
    Picture,
    PracticeContact,
    PracticePage,
)
from portal.territory.models import Neighbourhood, Organisation
from portal.vocabularies.models import Term
from tests import factories

from .conftest import FILES, REAL_FORMS, export, import_files

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("an import at volume: every field with its type and length"),
]


def wipe():
    """Delete every practice, translations first."""
    for page in PracticePage.objects.order_by("-pk"):
        page.delete()
    assert not PracticePage.objects.exists()


def full_practice():
    """Return a published practice of a district that says something in every field, with a French version."""
    district = factories.district_page()
    page = PracticePage(title="Todo dicho", slug="todo-dicho", locale=factories.locale("es"))
    for field in PracticePage._meta.get_fields():
        vocabulary = getattr(field, "vocabulary", None)
        if vocabulary and field.many_to_many:
            getattr(page, field.name).set(Term.objects.of(vocabulary)[:2])
        elif vocabulary:
            setattr(page, field.name, Term.objects.of(vocabulary)[1])
    for name in PracticePage.texts:
        if not PracticePage._meta.get_field(name).one_to_many:
            setattr(page, name, f"<p>Texto <b>de</b> {name} &amp; más</p>" if "text" in name else f"Texto de {name}")
    for name in ("how_achieved", "summary", "evidence"):
        setattr(page, name, f'<p>Ver <a href="https://a.org/?b=1&amp;c=2">{name}</a></p><ul><li>Uno</li></ul>')
    page.place_city, page.place_region, page.place_country = "Nueva Ribera", "Sur", "AR"
    page.latitude, page.longitude, page.participants_count, page.edition = -32.9468, -60.6393, 6500, 15
    page.start, page.start_as_written, page.end, page.end_as_written = "2018", "en 2018", "2019-11-26", "el 26"
    page.source_name, page.source_url, page.source_language = "Banco", "https://a.org", "es"
    page.source_licence, page.source_date, page.last_reviewed = "CC BY 4.0", "2021-05", "2026-05-12"
    page.neighbourhood = Neighbourhood.objects.create(district=district.record, code="echesortu", name="Echesortu")
    image = PortalImage.objects.create(title="Plaza", file=get_test_image_file(), credit="Vecinal", licence="CC0")
    here = {"locale": page.locale}
    page.annexes = [
        Annex(kind=Term.objects.of("annex_kind")[0], title="Vídeo", url="https://a.org/v", date="2019", **here),
        Annex(title="Sin dirección", **here),
    ]
    page.figures = [Figure(value="240", label="consejos", **here)]
    page.contributions = [Contribution(who=Term.objects.of("contributor")[0], text="el dinero", **here)]
    page.pictures = [Picture(image=image, alt="Una plaza", caption="En mayo", **here)]
    page.organisation_links = [
        OrganisationLink(organisation=Organisation.objects.create(name=name), role=role)
        for name, role in (("Zeta", Term.objects.of("organisation_role")[0]), ("Alfa", None))
    ]
    district.add_child(instance=page)
    factories.translate(district, "fr", title="Ouest", slug="ouest")
    page = factories.publish(PracticePage.objects.get(pk=page.pk))
    french = page.copy_for_translation(factories.locale("fr"))
    french.title, french.slug, french.summary = "Tout dit", "tout-dit", "<p>Résumé</p>"
    annex = french.annexes.all()[0]
    annex.title = "Vidéo"
    french.annexes = [annex, *french.annexes.all()[1:]]
    factories.publish(french)
    return page


@pytest.mark.parametrize("options", [{}, {"with_drafts": True}])
def test_export_wipe_import_export_is_equal(write, options):
    full_practice()
    import_files(*REAL_FORMS.values(), FILES / "form.es.txt", publish=True)
    before = export(**options)
    assert before.count("\n") == 4
    keys = set(PracticePage.objects.values_list("reference", "source_key", "locale", "slug", "district"))
    wipe()
    assert export(**options) == ""
    path = write(before)
    printed, error = import_files(path, publish=True)
    assert (error, printed.count("creada:")) == ("", 4), printed
    assert export(**options) == before
    assert set(PracticePage.objects.values_list("reference", "source_key", "locale", "slug", "district")) == keys
    printed, error = import_files(path, publish=True)
    assert (error, printed.count("sin cambios:")) == ("", 4), printed


def test_every_field_of_a_practice_is_in_the_export():
    full_practice()
    record = json.loads(export())
    for name, value in record["facts"].items():
        assert value not in ("", None, []) or name == "end_open", name
    for name, text in record["languages"]["es"].items():
        assert text, name
    assert all(record["source"].values())
    assert record["annexes"][0]["languages"] == {"es": {"title": "Vídeo"}, "fr": {"title": "Vidéo"}}
    assert [row["name"] for row in record["organisations"]] == ["Zeta", "Alfa"]
    assert record["pictures"][0]["file"].startswith("http")
    named = {*record["facts"], *record["languages"]["es"], *(f"source_{name}" for name in record["source"]), "reference",
             "organisation_links", "annexes", "figures", "contributions", "pictures"}  # fmt: skip
    assert {*PracticePage.facts, *PracticePage.texts} <= named


def test_a_picture_that_the_library_lacks_is_left_out_and_named(write):
    full_practice()
    path = write(export())
    wipe()
    PortalImage.objects.all().delete()
    printed, error = import_files(path, publish=True)
    assert "1 foto no está en esta biblioteca" in printed
    assert error == ""
    assert "sin cambios" in import_files(path, publish=True)[0]


def test_links_inside_the_portal_leave_it_as_addresses(settings, write):
    settings.BASE_URL = "https://participa.example"
    target = factories.content("Tus datos")
    factories.practice("Con enlace", summary=f'<p>Ver <a linktype="page" id="{target.pk}">tus datos</a>.</p>')
    record = json.loads(export())
    assert f'<a href="https://participa.example{target.url}">tus datos</a>' in record["languages"]["es"]["summary"]
    assert "sin cambios" in import_files(write(export()))[0]


def test_contacts_restricted_pages_and_drafts_stay_here():
    public = factories.practice("Pública")
    secret = factories.practice("Con clave")
    draft = factories.practice("Borrador", live=False)
    factories.translate(public, "fr", live=False, title="Brouillon")
    PracticeContact.objects.create(practice=public, name="Ana Contacto", email="ana@example.org")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    exported = export()
    assert [json.loads(line)["languages"]["es"]["title"] for line in exported.splitlines()] == ["Pública"]
    assert "Brouillon" not in exported
    everything = export(with_drafts=True)
    assert "Borrador" in everything
    assert "Brouillon" in everything
    assert "Con clave" not in everything
    assert "Ana Contacto" not in exported + everything
    assert "ana@example.org" not in exported + everything
    assert export_practice(draft) is None
    assert export_practice(secret) is None
    assert export_practice(public)["languages"].keys() == {"es"}


def test_what_is_live_is_exported_and_not_the_draft_on_top_of_it():
    page = factories.practice("Publicado")
    page.title = "Todavía no"
    page.save_revision()
    assert json.loads(export())["languages"]["es"]["title"] == "Publicado"
    assert json.loads(export(with_drafts=True))["languages"]["es"]["title"] == "Todavía no"


def test_the_order_is_that_of_the_references():
    import_files(*REAL_FORMS.values(), FILES / "form.en.txt", publish=True)
    references = [json.loads(line)["reference"] for line in export().splitlines()]
    assert references == sorted(references)
    assert len(references) == 3
