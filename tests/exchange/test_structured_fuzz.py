"""Whatever stands in a file, reading it raises nothing but Unreadable."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.core.sheets.source import Limits, Unreadable
from eventsite.exchange import reading
from eventsite.exchange.reading import together
from eventsite.exchange.source import Format, Source
from tests.exchange.structured import FILES, FIXTURES, FORMATS, listed, told, worded

LOW = Limits(bytes=3_000_000, rows=200, depth=12, text=2_000)
_, JSON, PRETALX, INDICO, SESSIONIZE = FORMATS


def read_or_refused(form: Format, data: bytes) -> Source | None:
    """The source; None where it is refused with a sentence."""
    try:
        return reading.read(form, data, LOW)
    except Unreadable as refused:
        sentences = [worded(refused.what), *([worded(refused.where)] if refused.where else [])]
    assert all(sentences)
    return None


def looked_at(form: Format, data: bytes) -> None:
    """Read, say every doubt, join it with itself; nothing but Unreadable may come of it."""
    source = read_or_refused(form, data)
    if source is None:
        return
    both = together.join([source, source])
    assert all(all(told(doubt)) for doubt in (*source.doubts, *both.doubts))
    assert {s.key for s in both.sessions} <= {s.key for s in source.sessions}


NAMES = sorted(
    {
        *("schedule", "conference", "days", "rooms", "date", "start", "end", "duration", "title"),
        *("persons", "guid", "id", "links", "url", "track", "language", "results", "code", "name"),
        *("speakers", "slots", "slot", "room", "state", "submission_type", "submission", "events"),
        *("startDate", "endDate", "tz", "time", "entries", "sessions", "contributions", "session"),
        *("presenters", "conveners", "entryType", "contributionId", "attachments", "folders"),
        *("startsAt", "endsAt", "roomId", "categoryItems", "categories", "items", "fullName"),
        *("resources", "breaks", "status", "bio", "isServiceSession", "capacity", "color"),
    }
)
WORDS = st.sampled_from(
    ["2025-05-14", "2025-05-14T10:00:00", "0001-01-01T00:00:00+14:00", "10:00", "20250514", "x"]
) | st.text(max_size=8)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5)
    ),
    max_leaves=25,
)


@settings(max_examples=60)
@given(form=st.sampled_from([JSON, PRETALX, INDICO, SESSIONIZE]), tree=TREES)
def test_json_of_any_shape_raises_nothing_else(form: Format, tree: Any) -> None:
    shapes = [tree, {"schedule": {"conference": tree}}, {"results": tree}, {"results": [tree]}]
    for shape in (*shapes, {"sessions": [tree]}, [tree], listed(tree)):
        data = shape if isinstance(shape, bytes) else json.dumps(shape).encode()
        looked_at(form, data)


@settings(max_examples=60)
@given(data=st.data())
def test_a_fixture_with_bytes_changed_raises_nothing_else(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(FILES))
    raw = bytearray((FIXTURES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    looked_at(Format(name.partition("/")[0]), bytes(raw))


@settings(max_examples=60)
@given(data=st.data())
def test_a_fixture_with_a_value_changed_raises_nothing_else(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([file for file in FILES if file.endswith(".json")]))
    tree = json.loads((FIXTURES / name).read_bytes())
    places = list(_places(tree))
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(places))
        holder[key] = copy.deepcopy(data.draw(TREES))
    looked_at(Format(name.partition("/")[0]), json.dumps(tree).encode())


@settings(max_examples=30)
@given(form=st.sampled_from(FORMATS), raw=st.binary(max_size=200))
def test_any_bytes_raise_nothing_else(form: Format, raw: bytes) -> None:
    looked_at(form, raw)


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in items:
        yield tree, key
        if isinstance(value, dict | list):
            yield from _places(value)
