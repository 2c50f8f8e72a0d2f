"""The style sheets: contrast of the tokens by day and by night, bytes, and what they never hold."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
SHEETS = {path.name: path.read_text() for path in (STATIC / "css").glob("*.css")}
TEMPLATES = STATIC.parent / "templates"
HUES = ("sea", "lake", "plum", "gold", "moss", "clay", "stone")
GROUNDS = ("paper", "surface", "sunken")

#: Text on its ground: at least 4.5 to 1 (WCAG 2.2, 1.4.3).
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2") for ground in GROUNDS),
    *((ink, ground) for ink in ("accent", "accent-strong", "bad", "good") for ground in GROUNDS),
    *((hue, ground) for hue in HUES for ground in (*GROUNDS, f"{hue}-soft")),
    *(("ink", f"{hue}-soft") for hue in HUES),
    *(("ink-2", f"{hue}-soft") for hue in HUES),
    *(("ink", f"{mood}-soft") for mood in ("accent", "good", "bad")),
    ("accent", "accent-soft"),
    ("good", "good-soft"),
    ("bad", "bad-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("paper", "ink"),
]
#: Borders of controls, focus and figures: at least 3 to 1 (1.4.11).
SHAPES = [
    *(("edge", ground) for ground in GROUNDS),
    *(("focus", ground) for ground in GROUNDS),
    *((hue, ground) for hue in HUES for ground in GROUNDS),
    ("bad", "surface"),
    ("accent", "surface"),
]


def tokens(dark: bool) -> dict[str, str]:
    """Custom properties with a plain colour, as one of the two themes resolves them."""
    found: dict[str, str] = {}
    declared = re.findall(r"--([\w-]+):\s*(#\w{3,6}|light-dark\([^;]*?\));", SHEETS["core.css"])
    for name, value in declared:
        pair = re.fullmatch(r"light-dark\((#\w+),\s*(#\w+)\)", value)
        if pair:
            found[name] = pair[2 if dark else 1]
        elif value.startswith("#") and name not in found:
            found[name] = value
    return found


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb (WCAG 2.2, definition)."""
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def gz(*names: str) -> int:
    return sum(len(gzip.compress(SHEETS[name].encode(), 9, mtime=0)) for name in names)


def test_contrast_of_black_and_white_is_21():
    assert round(contrast("#000", "#ffffff"), 2) == 21.0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("pairs", "least"), [(TEXT, 4.5), (SHAPES, 3.0)], ids=["text", "shapes"]
)  # fmt: skip
def test_contrast(pairs: list[tuple[str, str]], least: float, dark: bool):
    found = tokens(dark)
    weak = {pair: round(contrast(found[pair[0]], found[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < least} == {}


def test_browsers_without_light_dark_get_the_light_theme():
    first_block = SHEETS["core.css"].split("@supports")[0]
    plain = dict(re.findall(r"--([\w-]+):\s*(#\w{3,6});", first_block))
    light = tokens(dark=False)
    paired = set(re.findall(r"--([\w-]+):\s*light-dark\(#", SHEETS["core.css"]))
    assert {name: plain[name] for name in paired} == {name: light[name] for name in paired}


def test_style_sheets_stay_small():
    assert gz("core.css", "components.css") <= 9_500
    assert gz("workspace.css") <= 8_000
    assert gz("print.css") <= 1_000


def test_scripts_every_page_loads_stay_small():
    script = (STATIC / "js" / "site.js").read_bytes()
    assert len(gzip.compress(script, 9, mtime=0)) <= 1_200


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_style_sheets_speak_of_start_and_end_only(name: str):
    css = re.sub(r"/\*.*?\*/", "", SHEETS[name], flags=re.S)
    sides = "left|right|top|bottom"
    physical = rf"[\s;{{](?:(?:margin|padding|border)-(?:{sides})|{sides}|float)\s*:(?!\s*inline-)"
    assert re.findall(physical, css) == []
    assert re.findall(r"text-align:\s*(?:left|right)", css) == []


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_style_sheets_fetch_nothing(name: str):
    assert re.findall(r"@import|url\((?!#)|@font-face", SHEETS[name]) == []


def test_the_layers_are_declared_once_and_first():
    declared = [
        (name, line)
        for name, css in SHEETS.items()
        for line in re.findall(r"^@layer [^{]+;", css, re.M)
    ]
    assert declared == [("core.css", "@layer reset, tokens, base, layout, components, utilities;")]


def test_each_class_the_parts_use_is_drawn():
    drawn = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", "".join(SHEETS.values())))
    #: Hooks without a rule of their own.
    markers = {"star-form", "slot-items", "slots"}
    used: set[str] = set()
    for folder in ("layouts", "parts", "errors"):
        for path in (TEMPLATES / folder).glob("*.html"):
            source = re.sub(r"{#.*?#}|{{.*?}}|{%.*?%}", " ", path.read_text(), flags=re.S)
            for names in re.findall(r'class="([^"]*)"', source):
                used |= {name for name in names.split() if not name.endswith("-")}
    assert used - drawn - markers == set()


@pytest.mark.parametrize("path", sorted((STATIC / "js").glob("*.js")), ids=lambda path: path.name)
def test_scripts_never_write_html(path: Path):
    forbidden = r"(?:inner|outer|insertAdjacent)HTML|document\.write|eval\(|new Function|\.style\b"
    assert re.findall(forbidden, path.read_text()) == []
