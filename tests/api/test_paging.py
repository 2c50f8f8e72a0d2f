"""Cursors that come back as they went, refuse what nobody gave, and cut lists without a gap."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.api import paging

KEYS = st.tuples(st.integers(-1000, 2**40), st.text("abcé-語 09", max_size=12))


@given(KEYS)
@settings(max_examples=50)
def test_a_cursor_comes_back(key):
    assert paging.decode(paging.encode(key), int, str) == key


def written(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "a",
        "abcde",
        "____",
        written(None),
        written([]),
        written([1]),
        written([1, 2]),
        written([True, "a"]),
        written([1.0, "a"]),
        written(["a", 1]),
        written([1, "a", 2]),
        written([2**60, "a"]),
        written([1, "\x00"]),
        written([1, "\ud800"]),
        base64.urlsafe_b64encode(b"[" * 5000).decode(),
    ],
)
def test_what_no_answer_gave_is_refused(cursor):
    with pytest.raises(paging.WrongCursor):
        paging.decode(cursor, int, str)


@given(st.lists(st.integers(0, 60), unique=True), st.integers(1, 7), st.integers(0, 60))
@settings(max_examples=60)
def test_a_walk_meets_all_that_was_there_once(numbers, limit, late):
    items, found, after = sorted(numbers), [], None
    while True:
        part, after = paging.cut(items, lambda one: (one,), limit, after)
        assert len(part) <= limit
        found += part
        # Something is added on the way.
        items = sorted({*items, late})
        if after is None:
            break
    assert len(found) == len(set(found))
    assert set(numbers) <= set(found) <= {*numbers, late}
