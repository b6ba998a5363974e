"""No module imports what imports it, imports inside functions counted; and those stand where nothing else is possible."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("portal", "search")
#: libraries that are imported where they are used → why; no library imports the portal, so none makes a circle
LATE_LIBRARIES = {
    "openpyxl": "takes most of a second to load, and only an import of a workbook reads one",
    "playwright": "for developers only: takes the pictures of the guide",
    "simplemma": "takes a third of a second to load, and only absent dictionaries and long words need it",
    "weasyprint": "may be absent, see pyproject.toml; takes two seconds to load",
}


def modules(root, packages=PACKAGES):
    """Return {name: path} of the Python modules of packages below a folder; migrations name no code of ours."""
    found = {}
    for package in packages:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            if "migrations" not in parts:
                found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def targets(node, package):
    """Return [(module, name or None)] that an import statement asks for; `package` is where the statement stands."""
    if isinstance(node, ast.Import):
        return [(alias.name, None) for alias in node.names]
    start = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
    module = ".".join([*start, *([node.module] if node.module else [])])
    return [(module, alias.name) for alias in node.names]


def is_for_types(node):
    """Tell whether a statement is `if TYPE_CHECKING:`, whose imports never run."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def import_graph(known):
    """Return {module: modules it imports} of {name: path}, wherever in the file the import stands, but for types alone."""
    graph = {}
    for name, path in known.items():
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        asked = set()
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(ast.Module([node for node in tree.body if not is_for_types(node)], [])):
            if isinstance(node, ast.Import | ast.ImportFrom):
                for module, part in targets(node, package):
                    asked.add(f"{module}.{part}" if f"{module}.{part}" in known else module)
        graph[name] = sorted((asked & known.keys()) - {name})
    return graph


def circles(graph):
    """Return the groups (sorted lists) of modules that import each other, however far around: Tarjan's components."""
    index, lowest, stack, found = {}, {}, [], []

    def visit(module):
        index[module] = lowest[module] = len(index)
        stack.append(module)
        for other in graph[module]:
            if other not in index:
                visit(other)
                lowest[module] = min(lowest[module], lowest[other])
            elif other in stack:
                lowest[module] = min(lowest[module], index[other])
        if lowest[module] == index[module]:
            place = stack.index(module)
            group = sorted(stack[place:])
            del stack[place:]
            if len(group) > 1:
                found.append(group)

    for module in graph:
        if module not in index:
            visit(module)
    return found


def late_imports(path):
    """Return ["function: module"] of the imports inside the functions of a file, but for late libraries and `ready`.

    `ready` counts only as a method: of an AppConfig, which Django calls once all models are known.
    """
    found = []

    def look(node, function, of_class):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                if not (of_class and child.name == "ready"):
                    look(child, child.name, False)
            elif isinstance(child, ast.Import | ast.ImportFrom) and function:
                names = {module for module, _part in targets(child, "")}
                found.extend(f"{function}: {name}" for name in names if name.split(".")[0] not in LATE_LIBRARIES)
            else:
                look(child, function, isinstance(child, ast.ClassDef))

    look(ast.parse(path.read_text("utf-8")), "", False)
    return found


def write(folder, files):
    """Write {path: text} below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_no_modules_import_each_other():
    graph = import_graph(modules(ROOT))
    assert len(graph) > 400
    assert circles(graph) == []


def test_imports_stand_at_the_top_of_their_module():
    paths = [path for path in modules(ROOT).values() if "commands" not in path.parts]
    found = {path.relative_to(ROOT).as_posix(): late_imports(path) for path in paths}
    assert {name: late for name, late in found.items() if late} == {}


def test_every_late_library_is_used():
    texts = [path.read_text("utf-8") for path in modules(ROOT).values()]
    assert [name for name in LATE_LIBRARIES if not any(f"from {name}" in text for text in texts)] == []


def test_a_circle_through_a_function_would_be_seen(tmp_path):
    files = {
        "portal/__init__.py": "",
        "portal/models.py": "def show():\n    from portal.views import page\n    return page\n",
        "portal/views.py": "from .rows import row\n",
        "portal/rows.py": "from . import models\n",
        "portal/apps.py": "from .views import page\n",
    }
    write(tmp_path, files)
    assert circles(import_graph(modules(tmp_path, ["portal"]))) == [["portal.models", "portal.rows", "portal.views"]]


@pytest.mark.parametrize(
    ("code", "late"),
    [
        ("import json\n", []),
        ("def show():\n    import json\n", ["show: json"]),
        ("class Page:\n    def show(self):\n        if self:\n            from a import b\n", ["show: a"]),
        ("class Config:\n    def ready(self):\n        from . import checks\n", []),
        ("def ready():\n    import json\n", ["ready: json"]),
        ("def draw():\n    from weasyprint import HTML\n", []),
    ],
)
def test_late_imports_are_recognised(code, late, tmp_path):
    path = tmp_path / "code.py"
    path.write_text(code)
    assert late_imports(path) == late
