"""House rules that no linter knows: short files, no silent updates of pages, documents that tell the truth."""

import ast
import re
import subprocess
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands
from wagtail.models import Page

ROOT = Path(__file__).resolve().parents[2]
LONGEST = {".py": 300, ".html": 80}
SILENT = {"update", "bulk_update", "bulk_create"}
#: "file: line of code" → why it is no silent change of pages
NOT_PAGES = {
    'portal/core/templatetags/portal.py: links[0].update(title=gettext("Inicio"), lang="")': "a dict",
    'portal/core/models/references.py: counters.update(last=F("last") + 1)': "counters of references",
    "portal/corrections/retention.py: "
    "contents_out_of_time(CorrectionSubmission, now).exclude(**nothing).update(**nothing)": "words about a page",
    "portal/demonstration/councils.py: type(rows[0]).objects.bulk_create(rows)": "new rows of a page just made",
    "portal/demonstration/submissions.py: model.objects.bulk_create("
    "(content for content in contents if isinstance(content, model)))": "what people sent; it is no page",
    "portal/personal_data/encrypt_column.py: known._base_manager.filter(pk=pk).update(**{name: clear})": (
        "values of a migration"
    ),
    "portal/personal_data/rotation.py: unchanged.update(**{name: models.Value(fresh, output_field=models.TextField())})": (
        "the same values under another key"
    ),
    "portal/districts/roles.py: model.objects.bulk_create(missing)": "rights of a group",
    "portal/practices/importing/attempts.py: runs.update(**values)": "runs of imports",
    "portal/practices/importing/store.py: PracticePage.objects.filter(pk=page.pk).update(**public)": (
        "that its revision is the public one; both say the same"
    ),
}
MACHINE_PATH = re.compile(r"(?<![\w./{}$-])/(?:work|root|home/[a-z]+|tmp/bash_jobs)/")
#: package registries and their mirrors, of Python, npm, Debian, Rust and Java; written so as not to name them here
REGISTRY = re.compile(
    r"p[y]pi\.org|python[h]osted\.org|npm[j]s\.(?:org|com)|crates\.[i]o|maven\.[o]rg|deb\.deb[i]an\.org"
    r"|--(?:extra-)?index-url|--find-links|--registry[= ]"
)


def tracked(*patterns):
    """Return the paths of the files in git (and those new and not ignored) that match the patterns."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in sorted(set(names)) if (ROOT / name).is_file()]


def name_of(path):
    """Return a path as the reports show it."""
    return path.relative_to(ROOT).as_posix()


def silent_updates(path, page_models):
    """Return the calls in a Python file that may change pages without a signal.

    `Model.objects….update()` counts when Model is a page type; of any other receiver nobody can know, so it counts too.
    """
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in SILENT:
            continue
        if node.func.attr == "update" and not (node.keywords and not node.args):
            continue  # a dict's or a set's: a queryset's takes keywords only
        start = node.func.value
        chain = ast.unparse(start)
        model = chain.partition(".objects")[0] if ".objects" in chain else None
        if model is None or model in page_models or not model[:1].isupper():
            found.append(ast.unparse(node))
    return found


def test_no_page_is_changed_without_a_signal():
    pages = {model.__name__ for model in apps.get_models() if issubclass(model, Page)}
    paths = [path for path in tracked("portal/*.py") if "migrations" not in path.parts]
    found = {f"{name_of(path)}: {call}".replace("'", '"') for path in paths for call in silent_updates(path, pages)}
    assert sorted(found - set(NOT_PAGES)) == []


@pytest.mark.parametrize(
    ("code", "is_silent"),
    [
        ("PracticePage.objects.filter(pk=1).update(live=False)", True),
        ("self.get_children().update(live=False)", True),
        ("PracticePage.objects.bulk_update(pages, ['live'])", True),
        ("ClockRun.objects.filter(name=name).update(ran_at=now)", False),
        ("context.update({'page': page})", False),
    ],
)
def test_silent_updates_are_recognised(code, is_silent, tmp_path):
    path = tmp_path / "code.py"
    path.write_text(code)
    assert bool(silent_updates(path, {"PracticePage"})) is is_silent


def locks_with_joins(code):
    """Return the statements of a Python text that lock rows with those that they join, which PostgreSQL refuses."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            chain = ast.unparse(node)
            if re.search(r"\.select_for_update\(\)", chain) and ".select_related(" in chain:
                found.append(chain)
    return found


def test_a_lock_names_the_rows_that_it_takes():
    assert locks_with_joins('Draft.objects.select_for_update().select_related("submission").get(pk=1)')
    assert not locks_with_joins('Draft.objects.select_for_update(of=("self",)).select_related("submission")')
    found = {name_of(path): locks_with_joins(path.read_text("utf-8")) for path in tracked("portal/*.py", "search/*.py")}
    assert {name: chains for name, chains in found.items() if chains} == {}


def test_files_can_be_read_at_a_sitting():
    paths = [path for path in tracked("*.py", "*.html") if "migrations" not in path.parts]
    lengths = {name_of(path): (len(path.read_text("utf-8").splitlines()), LONGEST[path.suffix]) for path in paths}
    assert lengths
    assert {name: length for name, (length, longest) in lengths.items() if length >= longest} == {}


def test_no_registry_and_no_machine_path_is_named():
    found = []
    for path in tracked():
        if path.parent.name == "schema" and path.suffix == ".sql":
            continue  # addresses of pages below /home/, which is no folder
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a font, a picture
        faulty = (line for line in lines if REGISTRY.search(line) or MACHINE_PATH.search(line))
        found += [f"{name_of(path)}: {line.strip()[:120]}" for line in faulty if path != Path(__file__)]
    assert found == []


def test_no_lock_file_names_where_packages_came_from():
    assert tracked("*package-lock.json", "uv.lock", "poetry.lock", "*yarn.lock") == []


def documents():
    """Return the documents for people who work with the portal."""
    return tracked("README.md", "CONTRIBUTING.md", "docs/*.md", "bench/*.md")


def test_commands_in_the_documents_exist():
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(), flags=re.M))
    commands = get_commands()
    assert {"README.md", "CONTRIBUTING.md"} <= {name_of(path) for path in documents()}
    for path in documents():
        code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", path.read_text("utf-8"), flags=re.S))
        made = re.findall(r"(?<![\w-])make ((?:[a-z][\w-]*)(?: [a-z][\w-]*)*)", code)
        assert {target for line in made for target in line.split()} <= targets, name_of(path)
        assert set(re.findall(r"manage\.py ([a-z]\w+)", code)) <= set(commands), name_of(path)


def test_paths_in_the_documents_exist():
    for path in documents():
        named = re.findall(
            r"`((?:portal|search|templates|tests|static|locale|bench|docs)/[\w./-]*)`", path.read_text("utf-8")
        )
        assert [name for name in named if not (ROOT / name).exists()] == [], name_of(path)


#: names that a framework or the house itself fixes: a room's command, its signals, its entries in a registry
ROLES = {"Command", "connect", "register"}
#: packages whose modules are one interface each, chosen by a key
INTERFACES = ("portal/operations/schema/", "portal/operations/backup/databases/")


def public_names():
    """Return {name: [file]} of the functions and classes at the top of each module; "_" begins what is private."""
    found = defaultdict(list)
    for path in tracked("portal/**.py", "search/**.py"):
        name = name_of(path)
        if "/migrations/" in name or name.startswith(INTERFACES):
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(name)
    return found


def test_a_public_name_is_defined_once():
    names = public_names()
    assert len(names) > 2000
    assert {name: files for name, files in names.items() if len(files) > 1 and name not in ROLES} == {}


def unannotated(function):
    """Return the arguments of a function that have no type, and "return" when what it returns has none."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    absent = [argument.arg for argument in arguments if argument.annotation is None]
    return absent if function.returns else [*absent, "return"]


def test_public_functions_say_their_types():
    found = {}
    for path in tracked("portal/**.py", "search/**.py"):
        if "/migrations/" not in name_of(path):
            for node in ast.parse(path.read_text("utf-8")).body:
                if (
                    isinstance(node, ast.FunctionDef)
                    and not node.name.startswith("_")
                    and (absent := unannotated(node))
                ):
                    found[f"{name_of(path)}: {node.name}"] = absent
    assert found == {}


#: one capability that is larger than a room should be → why it does not split
LARGE = {
    "portal/practices": "the bank is one capability: record, page, dossiers, review, importing and exporting",
    "portal/agendas": "the calendar and the weekly agenda that is signed from it; part them when subscriptions come",
}


def test_a_room_can_be_known():
    files, lines = Counter(), Counter()
    for path in tracked("portal/**.py", "search/**.py"):
        name = name_of(path)
        if "/migrations/" not in name and path.name != "__init__.py":
            room = name.partition("/")[0] if name.startswith("search/") else "/".join(name.split("/")[:2])
            files[room] += 1
            lines[room] += len(path.read_text("utf-8").splitlines())
    large = {room for room in files if files[room] > 40 or lines[room] > 4500}
    assert large == LARGE.keys()


def test_no_test_empties_the_tables_for_those_after_it():
    marked = re.compile(r"django_db\(.*transaction=True|transactional_db\b")
    found = [name_of(path) for path in tracked("tests/**.py") if marked.search(path.read_text("utf-8"))]
    assert [name for name in found if name != "tests/house/test_rules.py"] == []


def test_a_browser_test_waits_for_what_it_sees():
    """`is_visible()` looks once, perhaps at the page before; `expect(…).to_be_visible()` waits for the new one."""
    once = re.compile(r"^ *assert .*\.is_(?:visible|hidden|checked|enabled|disabled|editable)\(", re.MULTILINE)
    found = {name_of(path): once.findall(path.read_text("utf-8")) for path in tracked("tests/browser/**.py")}
    assert len(found) > 30
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_form_in_an_include_gets_its_token():
    """`only` leaves the token out, and a form without it is refused; Django's test client does not ask for it."""
    pages = {
        path.relative_to(ROOT / "templates").as_posix(): path.read_text("utf-8")
        for path in tracked("templates/**.html")
    }
    forms = {name for name, text in pages.items() if "{% csrf_token %}" in text}
    alone = re.compile(r'{%\s*include\s+"([^"]+)"([^%]*)\bonly\s*%}')
    found = [
        (name, inner)
        for name, text in pages.items()
        for inner, given in alone.findall(text)
        if inner in forms and "csrf_token=csrf_token" not in given
    ]
    assert len(forms) > 10
    assert found == []
