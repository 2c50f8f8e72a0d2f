"""Templates and style sheets: each reached, none with its own style or script, none one-sided."""

import ast
import fnmatch
import re
from pathlib import Path

import jinja2
import jinja2.meta
import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
FILES = sorted(p for p in TEMPLATES.rglob("*") if p.suffix in {".html", ".txt", ".xml"})
MOST_LINES = 200
INLINE = (
    (re.compile(r"<style[\s>]", re.I), "a <style> element"),
    (re.compile(r"\sstyle\s*=", re.I), "a style attribute"),
    (re.compile(r"""<[^<>{}]*\son[a-z]+\s*=\s*["']""", re.I), "an on… attribute"),
    (re.compile(r"javascript:", re.I), "a javascript: address"),
    (
        re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/ld\+json)[^>]*>", re.I),
        "an inline script",
    ),
    (re.compile(r"\|\s*safe\b"), "| safe: make it Markup where it is sanitised"),
)
#: Properties that mean a side of the paper instead of a side of the text.
ONE_SIDED = re.compile(
    r"(?:^|[;{\s])("
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|left|right"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
    r")\s*[:;}]",
    re.I,
)
UNSAFE_SCRIPT = re.compile(r"\.(?:inner|outer)HTML\b|\beval\(|document\.write|insertAdjacentHTML")


def test_every_template_is_reached() -> None:
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"])
    there = {p.relative_to(TEMPLATES).as_posix(): p for p in FILES}
    reached = {name for name in there if _named_in_code(name)}
    waiting = list(reached)
    while waiting:
        parsed = environment.parse(there[waiting.pop()].read_text(encoding="utf-8"))
        for name in jinja2.meta.find_referenced_templates(parsed):
            if name in there and name not in reached:
                reached.add(name)
                waiting.append(name)
    assert sorted(set(there) - reached) == []


def test_every_template_that_is_named_exists() -> None:
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"])
    named = {name for name in LITERALS if re.fullmatch(r"[\w/]+/\w+\.html", name)}
    for path in FILES:
        parsed = environment.parse(path.read_text(encoding="utf-8"))
        named |= {name for name in jinja2.meta.find_referenced_templates(parsed) if name}
    assert sorted(name for name in named if not (TEMPLATES / name).is_file()) == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(TEMPLATES).as_posix())
def test_no_style_or_script_of_its_own(path: Path) -> None:
    assert inline(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("html", "blame"),
    [
        ('<p style="color:red">', ["a style attribute"]),
        ("<script>go()</script>", ["an inline script"]),
        ('<a onclick="go()">', ["an on… attribute"]),
        ('<script type="application/ld+json">{}</script>', []),
        ('<script type="module" src="{{ static_url("js/site.js") }}"></script>', []),
        ('<p class="style" data-on="x">{{ _("on time = now") }}', []),
    ],
)
def test_what_is_inline(html: str, blame: list[str]) -> None:
    assert inline(html) == blame


def test_no_template_is_too_long() -> None:
    lengths = {p.relative_to(TEMPLATES).as_posix(): len(p.read_text().splitlines()) for p in FILES}
    assert {name: n for name, n in lengths.items() if n > MOST_LINES} == {}


@pytest.mark.parametrize("path", sorted((ROOT / "static/css").glob("*.css")), ids=lambda p: p.name)
def test_styles_know_start_and_end_only(path: Path) -> None:
    assert one_sided(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a{margin-left:1px}", ["margin-left"]),
        ("a{color:red;left:0}", ["left"]),
        ("a { text-align: right }", ["text-align: right"]),
        ("a{margin-inline-start:1px;text-align:end}", []),
        ("/* left: of it */ .left-over{color:red}", []),
    ],
)
def test_what_is_one_sided(css: str, found: list[str]) -> None:
    assert one_sided(css) == found


@pytest.mark.parametrize("path", sorted((ROOT / "static/js").rglob("*.js")), ids=lambda p: p.name)
def test_scripts_write_no_markup(path: Path) -> None:
    assert UNSAFE_SCRIPT.findall(path.read_text(encoding="utf-8")) == []


def inline(html: str) -> list[str]:
    """What a template holds that belongs into a style sheet or a script file."""
    # What stands inside {{ }} and {# #} is no markup.
    html = re.sub(r"\{#.*?#\}|\{\{.*?\}\}", lambda m: _kept(m.group()), html, flags=re.S)
    return [name for pattern, name in INLINE if pattern.search(html)]


def one_sided(css: str) -> list[str]:
    """The one-sided properties of a style sheet, comments aside."""
    return ONE_SIDED.findall(re.sub(r"/\*.*?\*/", " ", css, flags=re.S))


def _kept(expression: str) -> str:
    return expression if re.search(r"\|\s*safe\b", expression) else "x"


def _literals() -> frozenset[str]:
    """Each text in the code, and each f-string with its holes as `*`."""
    found = set()
    for path in (ROOT / "eventsite").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [v.value if isinstance(v, ast.Constant) else "*" for v in node.values]
                found.add("".join(map(str, parts)))
    return frozenset(found)


LITERALS = _literals()
_PATTERNS = [text for text in LITERALS if "*" in text and "/" in text and len(text) < 80]


def _named_in_code(name: str) -> bool:
    without_ending = name.rsplit(".", 1)[0]
    return (
        name in LITERALS
        or without_ending in LITERALS
        or any(fnmatch.fnmatchcase(name, pattern) for pattern in _PATTERNS)
    )
