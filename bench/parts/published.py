"""One published page of each kind whose publication is measured, with its French translation."""


def publish(page):
    """Publish a page and return it as stored."""
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def translate(page):
    """Publish a French translation of a page; return the page."""
    from wagtail.models import Locale

    publish(page.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True))
    return page


def free_slug(name):
    """Return a slug that no earlier run of the measurement used (str)."""
    from uuid import uuid4

    return f"{name}-{uuid4().hex[:8]}"


def practice():
    """Return a practice with terms, answers and rows of each kind."""
    from portal.practices.models import Annex, Figure, PracticeIndexPage, PracticePage
    from portal.vocabularies.models import Term

    bank = PracticeIndexPage.objects.get(locale__language_code="es")
    page = PracticePage(
        title="Canteros con padrinos", slug=free_slug("practica"), locale=bank.locale, place_country="AR", live=False
    )
    page.types, page.themes = (list(Term.objects.of(name)[:2]) for name in ("type", "theme"))
    page.sdgs = list(Term.objects.of("sdg")[:3])
    page.annexes = [Annex(title=f"Anexo {n}", url="https://example.org/a", locale=page.locale) for n in range(3)]
    page.figures = [Figure(value="240", label="canteros", locale=page.locale)]
    page.main_objective_text = "<p>" + "Que la plaza tenga quien la cuide todo el año. " * 30 + "</p>"
    return translate(publish(bank.add_child(instance=page)))


def session():
    """Return a session with five points of its agenda, in a council of a district."""
    from django.utils import timezone

    from portal.councils.models import AgendaItem, CouncilPage, SessionPage
    from portal.districts.models import DistrictIndexPage, DistrictPage
    from portal.territory.models import District, Neighbourhood

    index = DistrictIndexPage.objects.get(locale__language_code="es")
    code = free_slug("distrito")
    record = District.objects.create(name="Oeste", code=code)
    folder = publish(index.add_child(instance=DistrictPage(title="Oeste", slug=code, record=record, live=False)))
    hood = Neighbourhood.objects.create(district=record, name="Echesortu", code=free_slug("barrio"))
    council = CouncilPage(title="Consejo", slug="consejo", locale=folder.locale, neighbourhood=hood, live=False)
    council = publish(folder.add_child(instance=council))
    start = timezone.now() + timezone.timedelta(days=9)
    page = SessionPage(title="La plaza", slug="la-plaza", locale=council.locale, start=start, live=False)
    page.items = [AgendaItem(title=f"Punto {n}", text="<p>La plaza.</p>", locale=page.locale) for n in range(5)]
    return translate(publish(council.add_child(instance=page)))


def content_page():
    """Return a content page below the home page."""
    from portal.home.models import ContentPage, HomePage

    home = HomePage.objects.get(locale__language_code="es")
    page = ContentPage(title="Tus datos", slug=free_slug("datos"), locale=home.locale, lead="Qué hacemos", live=False)
    return translate(publish(home.add_child(instance=page)))
