"""What pages draw without pictures: icons, covers, initials, hues, and how a field is shown."""

import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from jinja2 import Environment
from markupsafe import Markup
from wtforms import Field
from wtforms.fields import FieldList, FormField, SelectFieldBase
from wtforms.form import BaseForm
from wtforms.widgets import CheckboxInput, FileInput, HiddenInput, RadioInput, Select, TextArea

HUES = ("sea", "lake", "plum", "gold", "moss", "clay")

_SHAPES = {
    "alert": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5v5M12 16v.1"/>',
    "bulb": '<path d="M9 17.5c0-2-2.5-3.3-2.5-7a5.5 5.5 0 0 1 11 0c0 3.7-2.5 5-2.5 7z'
    'M9.5 20.5h5"/>',
    "cal": '<rect x="3.5" y="5" width="17" height="15.5" rx="2"/>'
    '<path d="M3.5 10h17M8 2.8v4M16 2.8v4"/>',
    "chart": '<path d="M4 20h16M7 16.5V11M12 16.5v-10M17 16.5v-7.5"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.3V12l3 2.2"/>',
    "doc": '<path d="M6.5 3.5h7l4 4v13h-11zM13.5 3.5v4h4M9 12.5h6M9 16h6"/>',
    "down": '<path d="M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14"/>',
    "gear": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/>'
    '<circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
    "grid": '<rect x="4" y="4" width="6.5" height="6.5" rx="1"/>'
    '<rect x="13.5" y="4" width="6.5" height="6.5" rx="1"/>'
    '<rect x="4" y="13.5" width="6.5" height="6.5" rx="1"/>'
    '<rect x="13.5" y="13.5" width="6.5" height="6.5" rx="1"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8v.1"/>',
    "lang": '<path d="M3.5 5.5h9M8 3.5v2M5 14c4-1.5 6-4.6 6.3-8.5M5.5 8.5c.8 2.2 2.7 4 5 5'
    'M11.5 20.5l4.5-10 4.5 10M13 17.3h6"/>',
    "list": '<path d="M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5v.1M4.5 12v.1M4.5 17.5v.1"/>',
    "move": '<path d="M12 3.5v17M3.5 12h17M9.5 6 12 3.5 14.5 6M9.5 18 12 20.5 14.5 18'
    'M6 9.5 3.5 12 6 14.5M18 9.5 20.5 12 18 14.5"/>',
    "next": '<path d="M5 12h13M13 7l5 5-5 5"/>',
    "pin": '<path d="M12 21s7-5.7 7-11.2a7 7 0 0 0-14 0C5 15.3 12 21 12 21z"/>'
    '<circle cx="12" cy="9.8" r="2.4"/>',
    "prev": '<path d="M19 12H6M11 7l-5 5 5 5"/>',
    "print": '<path d="M7 8.5V3.5h10v5M7 17H4.5a1 1 0 0 1-1-1v-6.5a1 1 0 0 1 1-1h15'
    'a1 1 0 0 1 1 1V16a1 1 0 0 1-1 1H17M7 14h10v6.5H7z"/>',
    "star": '<path d="m12 3.6 2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8z"/>',
    "undo": '<path d="M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-3"/>',
    "users": '<circle cx="9" cy="8.3" r="3.5"/><path d="M2.8 20c.4-3.7 2.9-6 6.2-6s5.8 2.3 6.2 6'
    'M15.5 5.2a3.3 3.3 0 0 1 0 6.3M17.5 14.4c2.1.7 3.5 2.7 3.7 5.6"/>',
    "video": '<rect x="3" y="6.5" width="12" height="11" rx="2"/>'
    '<path d="m15 11 5.5-3.5v9L15 13"/>',
    "x": '<path d="m7 7 10 10M17 7 7 17"/>',
}

#: Name to SVG symbol, 24 px box, line drawing in the current colour.
ICONS: Mapping[str, Markup] = {
    name: Markup(  # noqa: S704  # our own drawings above
        f'<symbol id="i-{name}" viewBox="0 0 24 24">{shape}</symbol>'
    )
    for name, shape in _SHAPES.items()
}
#: Icons that point along the line of text, so they turn round on right-to-left pages.
TURNING = frozenset({"next", "prev", "undo"})


class Icons:
    """Draws icons on one page and remembers them, so that its sprite holds only those."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def __call__(self, name: str) -> Markup:
        """One decorative icon; a name that is not in `ICONS` raises KeyError."""
        if name not in ICONS:
            raise KeyError(name)
        self._used.add(name)
        turning = " i-dir" if name in TURNING else ""
        return Markup(
            '<svg class="i{}" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>'
        ).format(turning, name)

    def sprite(self) -> Markup:
        """The hidden symbols of the icons drawn so far; empty when there was none."""
        if not self._used:
            return Markup()
        symbols = Markup().join(ICONS[name] for name in sorted(self._used))
        return Markup(
            '<svg class="vh" width="0" height="0" aria-hidden="true" focusable="false">'
            "<defs>{}</defs></svg>"
        ).format(symbols)


class RailEntry(NamedTuple):
    """One line of the workspace rail; `href` is ready to use, `number` what waits there."""

    href: str
    label: str
    icon: str
    number: int | str | None = None
    current: bool = False


def _dice(key: str) -> Iterator[int]:
    """Endless bytes that depend on `key` alone, equal on every machine."""
    turn = 0
    while True:
        yield from hashlib.sha256(f"{turn}:{key}".encode()).digest()
        turn += 1


def hue_of(key: str) -> str:
    """One of `HUES`, always the same for the same key."""
    return HUES[next(_dice(key)) % len(HUES)]


def _wave(dice: Iterator[int], layer: int, width: int) -> str:
    """A smooth line across the cover, closed along its lower edge (layer 0 is the farthest)."""
    middle, swing = 138 + 42 * layer + next(dice) % 13 - 6, 34 - 6 * layer
    heights = [middle + next(dice) % (2 * swing + 1) - swing for _ in range(0, width + 1, 200)]
    path = f"M0 {heights[0]}"
    for place, (here, there) in enumerate(itertools.pairwise(heights)):
        x = 200 * place
        path += f"C{x + 90} {here} {x + 110} {there} {x + 200} {there}"
    return f"{path}V300H0z"


def cover_svg(slug: str, hue: str, wide: bool = False, small: bool = False) -> Markup:
    """The horizon of an event, theme or idea: a sky, a disc and four waves, 0.8 to 1.1 KB.

    Decoration only. `wide` draws 1400 × 300 with the disc in the middle third, so that a narrow
    crop keeps it; `small` is for cards in a grid. A hue outside `HUES` raises ValueError.
    """
    if hue not in HUES:
        raise ValueError(hue)
    width = 1400 if wide else 800
    dice = _dice(slug)
    left, room = (467, 466) if wide else (200, 400)
    disc = f'cx="{left + next(dice) * room // 255}" cy="{96 + next(dice) % 33}"'
    waves = "".join(
        f'<path class="l{layer + 1}" d="{_wave(dice, layer, width)}"/>' for layer in range(4)
    )
    size = " cover-hero" if wide else " cover-s" if small else ""
    return Markup(  # noqa: S704  # numbers and one of six names
        f'<svg class="cover cv-{hue}{size}" viewBox="0 0 {width} 300"'
        ' preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">'
        f'<rect class="sky" width="{width}" height="300"/>'
        f'<circle class="disc" {disc} r="{46 + next(dice) % 29}"/>{waves}</svg>'
    )


def initials(name: str) -> str:
    """Up to two letters for a face without a photo.

    The first letter alone where a script has no capitals.
    """
    words = [word for word in name.split() if word[0].isalpha()]
    if not words:
        return name.strip()[:1].upper()
    first, last = words[0][0], words[-1][0]
    if len(words) == 1 or first.upper() == first.lower():
        return first.upper()
    return (first + last).upper()


_KINDS: tuple[tuple[type, str], ...] = (
    (CheckboxInput, "checkbox"),
    (RadioInput, "choices"),
    (Select, "select"),
    (TextArea, "area"),
    (FileInput, "file"),
    (HiddenInput, "hidden"),
)


def field_kind(field: Field) -> str:
    """How a form field is drawn.

    One of localized, list, group, choices, checkbox, select, area, file, hidden, input. What has
    `langs` is a text in several languages, of `core.forms` or shaped like it.
    """
    if hasattr(field, "langs"):
        return "localized"
    if isinstance(field, FieldList):
        return "list"
    if isinstance(field, FormField):
        return "group"
    if isinstance(field, SelectFieldBase) and not isinstance(field.widget, Select):
        return "choices"
    for widget, kind in _KINDS:
        if isinstance(field.widget, widget):
            return kind
    return "input"


class Problem(NamedTuple):
    """One line of the error summary; `anchor` is the id of the control to mend, or empty."""

    anchor: str
    text: str


def _first_language(field: Field) -> str:
    langs: Sequence[str] = getattr(field, "langs", ())
    return langs[0]


def _anchor(field: Field) -> str:
    kind = field_kind(field)
    if kind == "localized":
        return f"{field.id}-{_first_language(field)}"
    return f"{field.id}-0" if kind == "choices" else str(field.id)


def _of_field(field: Field) -> Iterator[Problem]:
    if isinstance(field, FormField):
        yield from problems(field.form)
        return
    if isinstance(field, FieldList):
        for entry in field.entries:
            yield from _of_field(entry)
    errors: Sequence[object] = field.errors
    own = [error for error in errors if not isinstance(error, (list, tuple, dict))]
    if own:
        yield Problem(_anchor(field), str(own[0]))


def problems(form: BaseForm) -> list[Problem]:
    """What to mend, in the order of the page.

    First what concerns the whole form, then the first error of each field.
    """
    whole = [Problem("", str(text)) for text in form.form_errors]
    return whole + [problem for field in form for problem in _of_field(field)]


def install(env: Environment) -> None:
    """Gives the templates what the parts ask for; `icons=Icons()` comes with each page instead."""
    env.globals.update(
        cover_svg=cover_svg,
        initials=initials,
        hue_of=hue_of,
        field_kind=field_kind,
        problems=problems,
        icon_names=tuple(ICONS),
    )
