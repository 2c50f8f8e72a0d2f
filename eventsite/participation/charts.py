"""Bars as small SVG pictures; the number stands beside each as text, so nothing reads them out.

They carry attributes and classes only: colour, right-to-left mirroring and high contrast are the
style sheet's (`.bars`, `.bar`).
"""

from collections.abc import Iterable

from markupsafe import Markup

WIDTH, HEIGHT = 200, 18
#: A hidden number gets a bar of this width whatever it is.
HIDDEN_WIDTH = 16
#: One person among thousands still leaves a mark.
LEAST_WIDTH = 2.0
_TICK = 2

#: The pattern of hidden numbers: once on each page that has bars or maps.
HATCH = Markup(
    '<svg width="0" height="0" class="vh" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="2" height="5" class="hatch-ink"/></pattern>'
    "</defs></svg>"
)
_BAR = Markup(
    '<svg class="bar" viewBox="0 0 {width} {height}" preserveAspectRatio="none" '
    'aria-hidden="true" focusable="false">'
    '<rect class="track" width="{width}" height="{height}" rx="3"/>{mark}{aim}</svg>'
)
_MARK = Markup('<rect class="{kind}" width="{width}" height="{height}" rx="3"/>')
_AIM = Markup('<rect class="aim" x="{x}" y="-3" width="{width}" height="{height}"/>')


def top_of(numbers: Iterable[int | None]) -> int:
    """The number that a full bar stands for: a twentieth above the largest shown or aimed at."""
    largest = max((number for number in numbers if number is not None), default=0)
    return max(-(-largest * 21 // 20), 1)


def bar(number: int | None, top: int, target: int | None = None) -> Markup:
    """One bar on the scale 0..top, with a tick at the target; None is a hidden number.

    All bars of one table take the same `top`, from `top_of`. Zero draws the empty track.
    """
    return _BAR.format(width=WIDTH, height=HEIGHT, mark=_mark(number, top), aim=_aim(target, top))


def _mark(number: int | None, top: int) -> Markup:
    if number is None:
        return _MARK.format(kind="hatch", width=HIDDEN_WIDTH, height=HEIGHT)
    if number <= 0:
        return Markup()
    width = min(max(WIDTH * number / top, LEAST_WIDTH), WIDTH)
    return _MARK.format(kind="fill", width=f"{width:.1f}", height=HEIGHT)


def _aim(target: int | None, top: int) -> Markup:
    """The tick stands on the target with its middle, and inside the picture."""
    if target is None:
        return Markup()
    x = min(max(WIDTH * target / top - _TICK / 2, 0), WIDTH - _TICK)
    return _AIM.format(x=f"{x:.1f}", width=_TICK, height=HEIGHT + 6)
