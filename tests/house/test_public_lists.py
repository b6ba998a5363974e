"""What visitors read of pages starts from public_pages() or localized_pages(): nobody forgets a restriction of a folder."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from wagtail.models import Page

ROOT = Path(__file__).resolve().parents[2]
FILTERS = {"public_pages", "localized_pages", "public_translations"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
STEPS = {"get_children", "get_descendants", "get_siblings", "get_translations", "get_first_child"}

#: what no visitor reaches → why
INSIDE = {
    "portal/session_import/": "imports",
    "portal/series/": "screens of the admin and the clock's drafts",
    "portal/agendas/weekly/checks.py": "what an editor looks at before she signs",
    "portal/councils/admin_listing.py": "lists of the admin, limited by the account's rights",
    "portal/councils/new_session.py": "a screen of the admin, limited by the account's rights",
    "portal/councils/rights.py": "rights in the admin",
    "portal/councils/topic/acceptance.py": "a form of the admin, limited by the account's rights",
    "portal/councils/waiting.py": "the editor's first page, limited by her rights",
    "portal/councils/agenda_addition.py": "stores one session by its key; who asks looked at the rights, or is the clock",
    "portal/minutes/backlog.py": "puts points on agendas, the clock's own work; shows no page",
    "portal/minutes/next_session.py": "the sessions for portal/minutes/backlog.py, drafts too",
    "portal/minutes/point_copy.py": "what portal/minutes/backlog.py copies from one agenda to another",
    "portal/minutes/point_words.py": "carries words from translation to translation",
    "portal/minutes_editor/": "the staff form and screens of minutes, limited by the rights of the account",
    "portal/participants/": "screens of the private register, limited by the rights of the account",
    "portal/minutes/rights.py": "rights in the admin",
    "portal/demonstration/": "makes the invented city",
    "portal/practices/importing/": "imports and their screens; what it exports it is given",
    "portal/core/clock.py": "publishes what is due",
    "portal/core/page_tree.py": "stores districts after a move",
    "portal/core/wagtail_hooks.py": "looks at a page that somebody publishes",
    "portal/core/facts.py": "carries facts from source to translations",
    "portal/core/indexing.py": "asks public_pages() itself for what goes into search",
    "portal/access/page_forms.py": "forms of the admin",
    "portal/access/page_policy.py": "rights in the admin",
    "portal/access/page_screens/": "rights on the admin's screens",
    "portal/office/dashboard/": "the editor's first page, lists and board, limited by her rights",
    "portal/districts/opening/": "opens, mends and closes districts; what is closed is asked here",
    "portal/districts/neighbourhood_documents.py": "tells core/indexing.py which pages to look at again",
    "portal/districts/review.py": "rights in a review",
    "portal/districts/roles.py": "makes teams",
    "portal/page_editor/translators.py": "rights in the translation tool",
    "portal/page_editor/review.py": "one page by its key, of which the account just decided",
    "portal/events/publication_log.py": "asks public_pages() itself for what is announced",
    "portal/events/registrations.py": "counts places; shows no page",
    "portal/events/registration_form.py": "a form of the admin, limited by the account's rights",
    "portal/events/wagtail_hooks.py": "lists of the admin, limited by the account's rights",
    "portal/practices/submission/folders.py": "a form of the admin, limited by the account's rights",
    "portal/practices/history.py": "writes what a publication changed",
    "portal/practices/review.py": "writes who reviewed",
}
#: "file: function" → why it needs no filter of its own
ASKED_BEFORE = {
    "portal/home/page_route.py: pages_on_way": "the way to a page, as Wagtail's own; serving it asks who may",
    "portal/minutes/publication.py: index_session": "tells core/indexing.py which pages to look at again",
    "portal/corrections/acceptance.py: mend_page": "the page of a report, of which the account's rights are asked",
    "portal/corrections/steps.py: clean": "the page that was public when the report began; its title is kept since then",
    "portal/access/file_screens.py: is_closed_file": "whether a file at hand belongs to a closed district; shows no page",
    "portal/core/public.py: pages_that_show": "keys of a file's pages; who asks looks for them in public_pages()",
    "portal/core/templatetags/page_frame.py: around": "keys that build_page_frame() looks for in public_pages()",
    "portal/agendas/calendar/icalendar.py: gone_entries": "names no page: which withdrawn events a filter still means",
    "portal/councils/models/session.py: council_gone": "stores the council of sessions again",
    "portal/councils/models/session.py: save": "the reference of the other versions",
    "portal/councils/topic/council_choice.py: chosen": "the council of an offered choice, which is public",
    "portal/councils/topic/similar_items.py: items_alike": "hits of a search, which are checked before they are given",
    "portal/core/language.py: source_version": "the source of a page at hand; who shows it asks",
    "portal/core/models/page.py: save": "the page's own row",
    "portal/core/translations.py: earlier_versions": "conditions on a list that is limited by the account's rights",
    "portal/core/translations.py: with_dates": "dates of pages at hand",
    "portal/core/translations.py: without_translation": "a condition on a list that is limited by the account's rights",
    "portal/districts/models.py: clean": "a form of the admin",
    "portal/events/models/event.py: is_translation": "whether an earlier version exists; shows no page",
    "portal/minutes/annexes.py: public_annexes": "pictures in collections that everybody may open; no page",
    "portal/practices/models/practice.py: save": "the reference of the other versions",
    "portal/practices/record.py: original_version": "tells a language; links come from public_translations()",
    "portal/practices/atlas/places.py: found_places": "hits of a search, which are checked before they are given",
    "portal/practices/exporting/selection.py: shown_pages": "keys of shown_batches(), which are public",
    "portal/practices/exporting/feed.py: newest_feed_practices": "hits of a search, which are checked before they are given",
}


def page_types():
    """Return the names of all page types, that of Wagtail's own among them."""
    return {model.__name__ for model in apps.get_models() if issubclass(model, Page)}


def asks_pages(node, names):
    """Tell whether a piece of code begins a list of pages: a page type's manager, or a step through the tree."""
    if not isinstance(node, ast.Attribute):
        return False
    receiver = ast.unparse(node.value)
    return node.attr in STEPS or (node.attr in MANAGERS and (receiver in names or receiver.startswith("type(")))


def unfiltered(tree, names):
    """Return the names (set) of the functions of a module that list pages and call none of FILTERS."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    found = set()
    for node in ast.walk(tree):
        if not asks_pages(node, names):
            continue
        around = [function for function in functions if any(inner is node for inner in ast.walk(function))]
        calls = [call for call in ast.walk(around[-1] if around else tree) if isinstance(call, ast.Call)]
        if not FILTERS & {ast.unparse(call.func).rpartition(".")[2] for call in calls}:
            found.add(around[-1].name if around else "<module>")
    return found


def modules():
    """Return {name: tree} of the portal's modules that visitors may reach."""
    paths = sorted((ROOT / "portal").rglob("*.py"))
    names = {path.relative_to(ROOT).as_posix(): path for path in paths}
    reached = {
        name: path
        for name, path in names.items()
        if not name.startswith(tuple(INSIDE)) and "migrations" not in path.parts and "management" not in path.parts
    }
    return {name: ast.parse(path.read_text("utf-8")) for name, path in reached.items()}


def test_every_public_list_of_pages_is_filtered():
    names = page_types()
    found = {f"{name}: {function}" for name, tree in modules().items() for function in unfiltered(tree, names)}
    assert sorted(found - set(ASKED_BEFORE)) == [], (
        "start it from public_pages() or localized_pages(), or say here why not"
    )
    assert sorted(set(ASKED_BEFORE) - found) == [], "no longer needed here"


def test_what_stays_inside_exists():
    assert [name for name in INSIDE if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    ("body", "is_found"),
    [
        ("return PracticePage.objects.live()", True),
        ("return page.get_children().live()", True),
        ("return type(page).objects.live()", True),
        ("return localized_pages(PracticePage.objects.all())", False),
        ("pages = PracticePage.objects.all()\n    return public.public_pages(pages)", False),
        ("return Term.objects.all()", False),
    ],
)
def test_a_list_without_filter_is_found(body, is_found):
    tree = ast.parse(f"def rows(page):\n    {body}\n")
    assert unfiltered(tree, {"PracticePage"}) == ({"rows"} if is_found else set())
