"""Bars: their geometry, and that they carry nothing a strict content policy would refuse."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from eventsite.participation import charts

TRACK = '<rect class="track" width="200" height="18" rx="3"/>'


def rects(svg: Markup) -> dict[str, dict[str, str]]:
    return {rect.attrib["class"]: rect.attrib for rect in ET.fromstring(svg)}


def test_a_bar_is_written_as_designed() -> None:
    assert charts.bar(331, 360, 340) == (
        '<svg class="bar" viewBox="0 0 200 18" preserveAspectRatio="none" '
        f'aria-hidden="true" focusable="false">{TRACK}'
        '<rect class="fill" width="183.9" height="18" rx="3"/>'
        '<rect class="aim" x="187.9" y="-3" width="2" height="24"/></svg>'
    )


@pytest.mark.parametrize(
    ("number", "marks"),
    [
        pytest.param(0, {}, id="zero is an empty track"),
        pytest.param(1, {"fill": "2.0"}, id="one person leaves a mark"),
        pytest.param(500, {"fill": "100.0"}, id="half"),
        pytest.param(1000, {"fill": "200.0"}, id="full"),
        pytest.param(2000, {"fill": "200.0"}, id="never wider than the track"),
        pytest.param(None, {"hatch": "16"}, id="hidden says nothing of its size"),
    ],
)
def test_the_mark(number: int | None, marks: dict[str, str]) -> None:
    found = rects(charts.bar(number, 1000))
    found.pop("track")
    assert {kind: rect["width"] for kind, rect in found.items()} == marks


@pytest.mark.parametrize(
    ("target", "x"), [(0, "0.0"), (500, "99.0"), (1000, "198.0"), (5000, "198.0")]
)
def test_the_tick_stays_inside(target: int, x: str) -> None:
    assert rects(charts.bar(10, 1000, target))["aim"]["x"] == x


@pytest.mark.parametrize(
    ("numbers", "top"), [((), 1), ((0,), 1), ((None, None), 1), ((100, 20), 105), ((3, None), 4)]
)
def test_the_top_of_the_scale(numbers: tuple[int | None, ...], top: int) -> None:
    assert charts.top_of(numbers) == top


@settings(derandomize=True, deadline=None, database=None)
@given(st.lists(st.none() | st.integers(0, 10_000), min_size=1), st.none() | st.integers(0, 10_000))
def test_bars_grow_with_their_numbers_and_fit(
    numbers: list[int | None], target: int | None
) -> None:
    top = charts.top_of([*numbers, target])
    widths = []
    for number in sorted(n for n in numbers if n):
        width = float(rects(charts.bar(number, top, target))["fill"]["width"])
        assert 2 <= width < 200
        widths.append(width)
    assert widths == sorted(widths)


@pytest.mark.parametrize("svg", [charts.bar(5, 10, 7), charts.bar(None, 10), charts.HATCH])
def test_pictures_are_silent_and_carry_no_style(svg: Markup) -> None:
    root = ET.fromstring(svg)
    assert root.attrib["aria-hidden"] == "true"
    assert root.attrib["focusable"] == "false"
    names = {name for part in root.iter() for name in part.attrib}
    assert {name for name in names if name == "style" or name.startswith("on")} == set()
    assert {part.tag for part in root.iter()} <= {"svg", "rect", "defs", "pattern"}
    assert isinstance(svg, Markup)
