"""Values of columns: written as JSON and read back they are the same; what is unfit is refused."""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.core.archive import values
from eventsite.core.db import UtcDateTime, enum_type
from eventsite.core.text import printable


class Colour(StrEnum):
    """Something to choose from."""

    RED = "red-one"
    BLUE = "blue"


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(printable)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
KINDS: list[tuple[Any, st.SearchStrategy[Any]]] = [
    (sa.String(30), TEXT),
    (sa.Text(), TEXT),
    (sa.Integer(), st.integers(-(2**31) + 1, 2**31 - 1)),
    (sa.BigInteger(), st.integers(-(2**62), 2**62)),
    (sa.Boolean(), st.booleans()),
    (sa.Float(), st.floats(allow_nan=False, allow_infinity=False)),
    (sa.Date(), st.dates()),
    (sa.Time(), st.times()),
    (UtcDateTime(), st.datetimes(timezones=st.just(UTC))),
    (sa.Interval(), st.timedeltas()),
    (sa.Numeric(30, 6), st.decimals(allow_nan=False, allow_infinity=False)),
    (sa.LargeBinary(), st.binary(max_size=40)),
    (enum_type(Colour), st.sampled_from(Colour)),
    (sa.JSON(), JSON.filter(lambda value: value is not None)),
]


@settings(max_examples=60)
@given(st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind[0]), kind[1])))
def test_out_and_in_again_is_the_same(case: tuple[Any, Any]) -> None:
    kind, value = case
    column: sa.Column[Any] = sa.Column("value", kind)
    text = json.dumps(values.plain(value), ensure_ascii=False, allow_nan=False)
    again = values.typed(json.loads(text), column)
    assert (again, type(again)) == (value, type(value))
    values.check_depth(json.loads(text))


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        (sa.String(3), "abcd", "long"),
        (sa.String(3), 5, "kind"),
        (sa.String(3), None, "empty"),
        (sa.Integer(), True, "kind"),
        (sa.Integer(), 1.0, "kind"),
        (sa.Integer(), 2**31, "kind"),
        (sa.Boolean(), 1, "kind"),
        (sa.Date(), "2027-02-30", "kind"),
        (sa.Date(), 20270101, "kind"),
        (UtcDateTime(), "2027-06-08T09:30:00", "kind"),
        (enum_type(Colour), "green", "kind"),
        (enum_type(Colour), ["blue"], "kind"),
        (sa.LargeBinary(), "not base 64!", "kind"),
        (sa.Numeric(), "1,5", "kind"),
    ],
)
def test_what_does_not_fit_its_column(kind: Any, value: object, why: str) -> None:
    column: sa.Column[Any] = sa.Column("value", kind, nullable=False)
    with pytest.raises(values.Unfit, match=f"^{why}$"):
        values.typed(value, column)


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("website", " java\nscript:alert(1)", "link"),
        ("url", "DATA:text/html,x", "link"),
        ("zone", "Mars/Olympus", "zone"),
        ("zone", "../../etc/passwd", "zone"),
        ("hue", "red; background: url(x)", "hue"),
        ("slug", "Not A Slug/../x", "spelling"),
        ("code", "../../secret_key", "spelling"),
        ("sha256", "../" * 20 + "abcd", "spelling"),
        ("uid", "a\nATTENDEE:x", "spelling"),
        ("contact_email", "a@example.org\nBcc: b@example.org", "email"),
    ],
)
def test_what_would_do_harm_in_its_column(name: str, value: str, why: str) -> None:
    with pytest.raises(values.Unfit, match=f"^{why}$"):
        values.typed(value, sa.Column(name, sa.String(200)))


@pytest.mark.parametrize(
    ("hint", "value", "fits"),
    [
        (dict[str, str], {"en": "Hall"}, True),
        (dict[str, str], {"en": 5}, False),
        (dict[str, str], ["Hall"], False),
        (list[str], ["en"], True),
        (list[str], "en", False),
        (list[int], [1, True], False),
        (dict[str, Any] | None, {"a": [1]}, True),
        (list[Any], [{"a": 1}], True),
    ],
)
def test_shapes_of_json(hint: Any, value: object, fits: bool) -> None:
    column: sa.Column[Any] = sa.Column("value", sa.JSON())
    try:
        values.typed(value, column, hint)
    except values.Unfit:
        assert not fits
    else:
        assert fits


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (json.loads("[" * 41 + "]" * 41), "deep"),
        ("a\x00b", "letters"),
        ({"a\x1b": 1}, "letters"),
        (["\ud800"], "letters"),
    ],
)
def test_what_no_database_keeps(value: object, why: str) -> None:
    with pytest.raises(values.Unfit, match=f"^{why}$"):
        values.check_depth(value)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (datetime(2027, 6, 8, 7, 30, tzinfo=UTC), "2027-06-08T07:30:00+00:00"),
        (date(2027, 6, 8), "2027-06-08"),
        (time(9, 30), "09:30:00"),
        (timedelta(seconds=1), 1_000_000),
        (Decimal("1.50"), "1.50"),
        (Colour.RED, "red-one"),
        (b"\x00", "AA=="),
    ],
)
def test_how_values_are_written(value: object, plain: object) -> None:
    assert values.plain(value) == plain
