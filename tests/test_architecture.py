"""The law of the house (docs/architecture.md): who may import whom, how long, and which names."""

import ast
import graphlib
import re
import statistics
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

from eventsite.core.db import Base

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "eventsite"
CODE = sorted(
    path
    for folder in ("eventsite", "tests", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
)
BANNED = {"util", "utils", "helper", "helpers", "manager", "managers", "service", "services"}
BANNED |= {"handler", "handlers", "data", "info", "misc", "common"}
#: The rooms of a feature from the ground up. A room of any other name is pure: it thinks about
#: values that others fetched, so it may import models and other pure rooms only.
FLOOR = {
    "models": 0,
    "rules": 2,
    "queries": 3,
    "emails": 4,
    "access": 5,
    "actions": 6,
    "jobs": 7,
    "forms": 7,
    "personal": 7,
    "archive": 7,
    "feeds": 7,
    "checking": 7,
    "display": 7,
    "board": 7,
    "matrix": 7,
    "export": 7,
    "commands": 9,
    "texts": 7,
    "trail": 7,
    "workspace": 7,
    "sign_in": 8,
    "views": 8,
    "manage": 8,
    "review": 8,
}
PURE_FLOOR = 1
#: What other features may not import. questions.forms is the one form room for everybody.
PRIVATE = frozenset(
    {"forms", "views", "sign_in", "manage", "review", "emails", "personal", "archive"}
)
#: Rooms of core that only compute.
PURE_IN_CORE = ("ical", "zones", "disclosure", "look")
IMPURE = ("flask", "flask_sqlalchemy", "flask_login", "flask_babel", "sqlalchemy")
IMPURE_ROOMS = ("eventsite.core.db", "eventsite.core.clock")
#: Not features: the ground, and the places where everything is put together.
NO_FEATURE = frozenset({"core", "settings", "site", "demo", "backup"})
#: Rows that end by a state, never because another row was deleted.
KEPT = {"persons", "organisations", "users", "countries", "series", "initiatives", "events"}
KEPT |= {"sessions", "agenda_sessions", "releases", "registrations", "calls", "submissions"}
MOST_LINES = 400
MOST_FUNCTION_LINES = 60


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Who imports whom, third-party packages included."""
    return grimp.build_graph("eventsite", include_external_packages=True, cache_dir=None)


def test_every_rung_stands_on_the_ladder() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contract = tomllib.load(file)["tool"]["importlinter"]["contracts"][0]
    named = set(re.findall(r"\w+", " ".join(contract["layers"])))
    there = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    there |= {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert there - named == set()


def test_no_import_cycle(graph: grimp.ImportGraph) -> None:
    edges = {
        module: {i for i in graph.find_modules_directly_imported_by(module) if _is_ours(i)}
        for module in graph.modules
        if _is_ours(module)
    }
    graphlib.TopologicalSorter(edges).prepare()  # raises CycleError naming the circle


def test_rooms_of_a_feature_build_on_those_below(graph: grimp.ImportGraph) -> None:
    wrong = [
        f"{a} imports {b}"
        for a, b in _imports(graph)
        if _feature(a) == _feature(b) not in {None, *NO_FEATURE}
        # A pure room knows nothing, so models may take an enum or a formula from it.
        if _floor(b) > max(_floor(a), PURE_FLOOR)
    ]
    assert wrong == []


def test_no_feature_looks_into_anothers_private_rooms(graph: grimp.ImportGraph) -> None:
    wrong = [
        f"{a} imports {b}"
        for a, b in _imports(graph)
        if _feature(a) and _feature(b) and _feature(a) != _feature(b) != "core"
        if _room(b) in PRIVATE and (_feature(b), _room(b)) != ("questions", "forms")
    ]
    assert wrong == []


def test_pure_rooms_know_no_request_no_database_and_no_clock(graph: grimp.ImportGraph) -> None:
    wrong = [
        f"{a} imports {b}"
        for a, b in _imports(graph)
        if _is_pure(a)
        if b.split(".")[0] in IMPURE or b in IMPURE_ROOMS
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("module", "pure"),
    [
        ("eventsite.agenda.checks.overlaps", True),
        ("eventsite.core.ical.fold", True),
        ("eventsite.agenda.models.release", False),
        ("eventsite.agenda.views", False),
        ("eventsite.core.http", False),
        ("eventsite.worker", False),
    ],
)
def test_what_is_a_pure_room(module: str, pure: bool) -> None:
    assert _is_pure(module) == pure


def test_no_name_is_banned() -> None:
    wrong = [f"{path.relative_to(ROOT)}" for path in CODE if _words(path.stem) & BANNED]
    wrong += [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in CODE
        if path.is_relative_to(PACKAGE)
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and _words(node.name) & BANNED
    ]
    assert wrong == []


def test_words_of_a_name() -> None:
    assert _words("TaskManager") | _words("old_helpers") == {"task", "manager", "old", "helpers"}


def test_no_file_is_too_long() -> None:
    lengths = {str(path.relative_to(ROOT)): len(_source(path).splitlines()) for path in CODE}
    assert {name: n for name, n in lengths.items() if n > MOST_LINES} == {}


def test_functions_are_short() -> None:
    lengths = {
        f"{path.relative_to(ROOT)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in CODE
        if path.is_relative_to(PACKAGE)
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef)
    }
    assert {name: n for name, n in lengths.items() if n > MOST_FUNCTION_LINES} == {}
    assert statistics.median(lengths.values()) <= 10


def test_no_import_for_types_alone_and_no_class_named_by_a_string() -> None:
    wrong = []
    for path in CODE:
        if not path.is_relative_to(PACKAGE):
            continue
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Name) and node.id == "TYPE_CHECKING":
                wrong.append(f"{path.name}:{node.lineno}: TYPE_CHECKING")
            if isinstance(node, ast.Call) and _called(node) == "relationship":
                wrong += [f"{path.name}:{a.lineno}" for a in node.args[:1] if _is_text(a)]
    assert wrong == []


def test_every_module_says_what_it_holds() -> None:
    assert [str(p.relative_to(ROOT)) for p in CODE if not ast.get_docstring(_tree(p))] == []


def test_kept_rows_are_never_deleted_by_a_cascade() -> None:
    wrong = [
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.ondelete == "CASCADE" and table.name in KEPT
    ]
    assert wrong == []


def test_a_cascade_stays_inside_its_feature() -> None:
    home = {m.local_table.name: m.class_.__module__.split(".")[1] for m in Base.registry.mappers}  # type: ignore[attr-defined]
    wrong = [
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.ondelete == "CASCADE"
        and home.get(table.name) != home.get(key.target_fullname.split(".")[0])
    ]
    assert wrong == []


def _imports(graph: grimp.ImportGraph) -> Iterator[tuple[str, str]]:
    for module in sorted(filter(_is_ours, graph.modules)):
        for imported in sorted(graph.find_modules_directly_imported_by(module)):
            yield module, imported


def _is_ours(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] == "eventsite"


def _feature(module: str) -> str | None:
    """The rung of one of our modules, or None for one that stands beside the ladder."""
    parts = module.split(".")
    inside = len(parts) > 1 and parts[0] == "eventsite" and (PACKAGE / parts[1]).is_dir()
    return parts[1] if inside else None


def _room(module: str) -> str:
    parts = module.split(".")
    return parts[2] if len(parts) > 2 else ""


def _floor(module: str) -> int:
    return FLOOR.get(_room(module), PURE_FLOOR) if _room(module) else max(FLOOR.values())


def _is_pure(module: str) -> bool:
    if module.split(".")[1:2] == ["core"]:
        return _room(module) in PURE_IN_CORE
    feature = _feature(module)
    return bool(
        feature and feature not in NO_FEATURE and _room(module) and _room(module) not in FLOOR
    )


def _words(name: str) -> set[str]:
    return {w for w in re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_") if w}


def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _tree(path: Path) -> ast.Module:
    return ast.parse(_source(path), str(path))


def _called(call: ast.Call) -> str:
    function = call.func
    return getattr(function, "id", getattr(function, "attr", ""))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
