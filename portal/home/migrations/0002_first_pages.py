"""The portal's skeleton: four languages, a home page, the districts and the bank in each, and the site that serves them."""

import uuid

from django.db import migrations

LANGUAGES = ("es", "en", "fr", "pt")
HOMES = {
    "es": "Participación ciudadana",
    "en": "Citizen participation",
    "fr": "Participation citoyenne",
    "pt": "Participação cidadã",
}
# app, model: (title, slug) by language
CHILDREN = {
    ("districts", "DistrictIndexPage"): {
        "es": ("Distritos y barrios", "distritos"),
        "en": ("Districts and neighbourhoods", "districts"),
        "fr": ("Districts et quartiers", "districts"),
        "pt": ("Distritos e bairros", "distritos"),
    },
    ("practices", "PracticeIndexPage"): {
        "es": ("Banco de experiencias", "experiencias"),
        "en": ("Experience bank", "experiences"),
        "fr": ("Banque d’expériences", "experiences"),
        "pt": ("Banco de experiências", "experiencias"),
    },
}


def page_fields(apps, model, title, slug, locale, translation_key, parent, position):
    """Return the columns of a new live page, laid in the tree by hand: historical models know no tree."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=model._meta.app_label, model=model._meta.model_name
    )
    return {
        "title": title,
        "draft_title": title,
        "slug": slug,
        "content_type": content_type,
        "locale": locale,
        "translation_key": translation_key,
        "path": f"{parent.path}{position:04d}",
        "depth": parent.depth + 1,
        "numchild": 0,
        "url_path": f"{parent.url_path}{slug}/",
        "live": True,
        "show_in_menus": parent.depth > 1,
    }


def make_pages(apps, schema_editor):
    """Replace Wagtail's welcome page by the skeleton, unless somebody already has pages here."""
    Page = apps.get_model("wagtailcore", "Page")
    Locale = apps.get_model("wagtailcore", "Locale")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("home", "HomePage")
    root = Page.objects.get(depth=1)
    welcome = Page.objects.filter(path__startswith=root.path, depth__gt=1)
    if welcome.count() > 1 or HomePage.objects.exists():
        return
    Site.objects.all().delete()
    welcome.delete()
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
    Locale.objects.exclude(language_code__in=LANGUAGES).delete()
    Page.objects.filter(pk=root.pk).update(numchild=len(LANGUAGES), locale=locales["es"])
    keys = {name: uuid.uuid4() for name in ("home", *CHILDREN)}
    for number, code in enumerate(LANGUAGES, start=1):
        fields = page_fields(apps, HomePage, HOMES[code], "home" if code == "es" else f"home-{code}", locales[code], keys["home"], root, number)
        home = HomePage.objects.create(**{**fields, "numchild": len(CHILDREN)})
        for position, (name, words) in enumerate(CHILDREN.items(), start=1):
            model = apps.get_model(*name)
            title, slug = words[code]
            model.objects.create(**page_fields(apps, model, title, slug, locales[code], keys[name], home, position))
        if code == "es":
            Site.objects.create(hostname="localhost", port=80, root_page_id=home.pk, is_default_site=True, site_name="Participa")


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("districts", "0001_initial"),
        ("practices", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make_pages, migrations.RunPython.noop)]
