"""The pictures of the editor's guide, taken from the running demonstration city in each language.

Chromium and Playwright are tools of whoever works on the portal; nothing of the portal needs them.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from PIL import Image
from wagtail.models import Page
from wagtail.users.models import UserProfile

from portal.core.models import User
from portal.districts.models import DistrictPage
from portal.office.guide.texts import ADMIN_LANGUAGES, HEIGHT, PICTURE, WIDTH, guide_in
from portal.practices.models import PracticePage
from portal.territory.models import Neighbourhood

from .accounts import PASSWORD

DISTRICT, EDITOR = "oeste", "west-editor"
SCREEN = {"width": 1250, "height": 700}  # the same shape as WIDTH by HEIGHT
QUALITY = 62
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
LOCALES = {"es": "es-AR", "en": "en-GB", "fr": "fr-FR", "pt": "pt-BR"}
#: what is typed into the form of a new page: title, introduction, first heading
PAGE = {
    "es": ("La plaza se poda en julio", "Del 6 al 17 de julio, de 8 a 13. La plaza sigue abierta.", "Por dónde pasar"),
    "en": (
        "The trees in the square will be pruned in July",
        "From 6 to 17 July, 8 am to 1 pm. The square stays open.",
        "Where to walk",
    ),
    "fr": (
        "Les arbres de la place seront taillés en juillet",
        "Du 6 au 17 juillet, de 8 h à 13 h. La place reste ouverte.",
        "Par où passer",
    ),
    "pt": (
        "As árvores da praça serão podadas em julho",
        "De 6 a 17 de julho, das 8 às 13. A praça continua aberta.",
        "Por onde passar",
    ),
}
#: title and description of an uploaded picture
PHOTO = {
    "es": ("Ronda en la plaza", "Doce vecinas sentadas en ronda en la plaza, con un plano en el piso."),
    "en": ("Circle in the square", "Twelve neighbours sitting in a circle in the square, with a map on the ground."),
    "fr": ("En rond sur la place", "Douze voisines assises en rond sur la place, un plan posé au sol."),
    "pt": ("Roda na praça", "Doze vizinhas sentadas em roda na praça, com um mapa no chão."),
}


@dataclass(frozen=True)
class Shot:
    """One picture: where it is taken, by whom ("" without an account), and what is done there first."""

    address: Callable[[str], str]
    account: str = EDITOR
    before: Callable = lambda page, language: None


def district_page(language: str) -> Page:
    """Return the page of the shown district in a language."""
    return DistrictPage.objects.get(record__code=DISTRICT, locale__language_code=language)


def new_page(language: str) -> str:
    """Return the address of the form of a new page in the shown district."""
    return reverse("wagtailadmin_pages:add", args=["home", "contentpage", district_page(language).pk])


def history(language: str) -> str:
    """Return the address of the versions of a practice of the shown district."""
    practices = PracticePage.objects.filter(district__code=DISTRICT, locale__language_code="es").order_by("pk")
    return reverse("wagtailadmin_pages:history", args=[practices.first().pk])


def facts(language: str) -> str:
    """Return the address of the form of a neighbourhood of the shown district."""
    neighbourhood = Neighbourhood.objects.filter(district__code=DISTRICT).order_by("name").first()
    return reverse("neighbourhoods:edit", args=[neighbourhood.pk])


def write_page(page: Any, language: str) -> None:
    """Fill in a new page; nothing is saved."""
    title, lead, _heading = PAGE[language]
    page.fill("#id_title", title)
    page.fill("#id_lead", lead)


def add_block(page: Any, language: str) -> None:
    """Fill in a new page and add a heading to its text."""
    write_page(page, language)
    page.locator(".c-sf-add-button").first.click()
    page.locator("[role=option]").first.click()
    page.fill("[name=body-0-value]", PAGE[language][2])
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_timeout(600)


def open_footer(page: Any, language: str) -> None:
    """Open the menu beside "save draft"."""
    write_page(page, language)
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    page.wait_for_timeout(400)


def choose_photo(page: Any, language: str) -> None:
    """Fill in the form of a new picture; nothing is sent."""
    title, description = PHOTO[language]
    page.set_input_files("#id_file", {"name": "plaza.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"})
    page.fill("#id_title", title)
    page.fill("#id_description", description)


def show_counts(page: Any, language: str) -> None:
    """Scroll to the counters of a neighbourhood."""
    page.evaluate("document.querySelector('#id_counts-FORMS').closest('section').scrollIntoView({block: 'start'})")
    page.wait_for_timeout(500)


#: {part of the guide: its picture}
SHOTS = {
    "first-day": Shot(lambda language: reverse("wagtailadmin_login"), account=""),
    "today": Shot(lambda language: reverse("wagtailadmin_home")),
    "page": Shot(new_page, before=add_block),
    "pictures": Shot(lambda language: reverse("wagtailimages:add"), before=choose_photo),
    "publish": Shot(new_page, before=open_footer),
    "translations": Shot(lambda language: reverse("translation_board")),
    "facts": Shot(facts, before=show_counts),
    "trouble": Shot(history),
}


def take_pictures(base: str, executable: str, languages: Iterable[str]) -> Iterator:
    """Take every picture of the guide and yield (path, bytes) of each file written.

    `base` is the address of a running demonstration with this process's own database. Raises RuntimeError for a part of
    the guide that wants a picture and has no Shot.
    """
    profile = UserProfile.get_for_user(User.objects.get(username=EDITOR))
    before = profile.preferred_language
    try:
        for language in languages:
            set_language(profile, ADMIN_LANGUAGES.get(language, language))
            yield from pictures_in(language, base, executable)
    finally:
        set_language(profile, before)


def set_language(profile: Any, code: str) -> None:
    """Store the admin's language of an account (UserProfile)."""
    profile.preferred_language = code
    profile.save(update_fields=["preferred_language"])


def shots_of(language: str) -> list[tuple]:
    """Return [(part, Shot, address)] of the guide in a language. Raises RuntimeError for a part without its Shot."""
    wanted = [part.key for part in guide_in(language).parts if part.picture]
    if unknown := set(wanted) - set(SHOTS):
        raise RuntimeError(f"Say in guide_pictures.py how to take: {', '.join(sorted(unknown))}.")
    return [(key, SHOTS[key], SHOTS[key].address(language)) for key in wanted]


def pictures_in(language: str, base: str, executable: str) -> list[tuple[Path, bytes]]:
    """Take the pictures of one language; returns [(path, bytes)]. While the browser is open, nothing asks the database."""
    from playwright.sync_api import sync_playwright

    shots, pages = shots_of(language), {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        try:
            for _key, shot, _address in shots:
                if shot.account not in pages:
                    pages[shot.account] = opened(browser, base, language, shot.account)
            return [take(pages[shot.account], base + address, language, key, shot) for key, shot, address in shots]
        finally:
            browser.close()


def opened(browser: Any, base: str, language: str, account: str) -> Any:
    """Return a page (Playwright) in a language, logged in where an account is named."""
    context = browser.new_context(viewport=SCREEN, locale=LOCALES[language], reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(40_000)
    page.on("dialog", lambda dialog: dialog.accept())  # a form left without saving
    if account:
        page.goto(base + reverse("wagtailadmin_login"))
        page.locator("[name=login], [name=username]").first.fill(account)
        page.fill("[name=password]", PASSWORD)
        page.locator("main form [type=submit], form [type=submit]").first.click()
        page.wait_for_url(f"**{reverse('wagtailadmin_home')}")
    return page


def take(page: Any, address: str, language: str, key: str, shot: Any) -> tuple[Path, bytes]:
    """Take one picture and write it as a small WebP; returns (path, bytes)."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    shot.before(page, language)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").resize((WIDTH, HEIGHT), Image.LANCZOS)
    path = Path(settings.BASE_DIR) / "static" / PICTURE.format(language=language, key=key)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, "WEBP", quality=QUALITY, method=6)
    return path, path.stat().st_size
