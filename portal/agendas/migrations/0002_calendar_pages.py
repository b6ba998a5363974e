"""The agenda page under each home page, in its language; a portal that has one already keeps it."""

import uuid

from django.db import migrations
from treebeard.mp_tree import MP_Node

WORDS = {
    "es": ("Agenda", "agenda"),
    "en": ("Agenda", "agenda"),
    "fr": ("Agenda", "agenda"),
    "pt": ("Agenda", "agenda"),
}


def free_path(Page, home):
    """Return the path of a new last child: historical models know no tree."""
    below = Page.objects.filter(path__startswith=home.path, depth=home.depth + 1).order_by("path")
    last = below.values_list("path", flat=True).last()
    step = MP_Node._str2int(last[len(home.path) :]) + 1 if last else 1
    return MP_Node._get_path(home.path, home.depth + 1, step)


def free_slug(Page, home, slug):
    """Return the slug, or the next one that no other page under the home page has."""
    taken = set(Page.objects.filter(path__startswith=home.path, depth=home.depth + 1).values_list("slug", flat=True))
    return next(name for name in (slug, *(f"{slug}-{n}" for n in range(2, 100))) if name not in taken)


def make_pages(apps, schema_editor):
    """Make the pages, shown in the menu."""
    Page = apps.get_model("wagtailcore", "Page")
    CalendarPage = apps.get_model("agendas", "CalendarPage")
    if CalendarPage.objects.exists():
        return
    ContentType = apps.get_model("contenttypes", "ContentType")
    content_type, _ = ContentType.objects.get_or_create(app_label="agendas", model="calendarpage")
    key = uuid.uuid4()
    for home in apps.get_model("home", "HomePage").objects.filter(alias_of=None).select_related("locale").order_by("path"):
        title, slug = WORDS.get(home.locale.language_code, WORDS["es"])
        slug = free_slug(Page, home, slug)
        CalendarPage.objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            content_type=content_type,
            locale=home.locale,
            translation_key=key,
            path=free_path(Page, home),
            depth=home.depth + 1,
            numchild=0,
            url_path=f"{home.url_path}{slug}/",
            live=True,
            show_in_menus=True,
        )
        Page.objects.filter(pk=home.pk).update(numchild=home.numchild + 1)


class Migration(migrations.Migration):
    dependencies = [
        ("agendas", "0001_initial"),
        ("home", "0002_first_pages"),
    ]

    operations = [migrations.RunPython(make_pages, migrations.RunPython.noop)]
