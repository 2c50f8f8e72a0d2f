"""Doubts that any programme may raise, as a table of sessions and what is said of them."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask

from eventsite.core import i18n
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Said
from eventsite.exchange import lines, stored
from eventsite.exchange.reading import doubts
from eventsite.exchange.source import SourceSession

ZURICH = "Europe/Zurich"
NIGHT = "It is held at night, past midnight. Look at the day it belongs to."
ORDER = (
    "From here on the sessions do not stand in the order of their times. They are sorted by time."
)
SAME = "It has the same id as “Row 0”. Only one of them can be taken in."
ZONES = "Sessions whose time has no time zone: %s. Choose the zone that the times are meant in."
OVER = "Room “%s” also holds “Session 0” at this time."


def wall(text: str) -> datetime:
    """A naive time in May 2026."""
    return datetime.fromisoformat(f"2026-05-{text}")


def session(
    number: int,
    start: datetime | None = None,
    *rooms: str,
    zone: str = ZURICH,
    minutes: int | None = 60,
    is_cancelled: bool = False,
) -> SourceSession:
    """A session of one hour."""
    return SourceSession(
        key=str(number),
        where=places.row(number),
        title={"en": f"Session {number}"},
        start=start,
        rooms=rooms,
        zone=zone,
        minutes=minutes,
        is_cancelled=is_cancelled,
    )


NINE = wall("14T09:00")
HALF_PAST = wall("14T09:30")
TEN = wall("14T10:00")
PLUS_TWO = timezone(timedelta(hours=2))
TABLE = [
    ([session(0), session(1)], []),
    ([session(0), session(0)], [SAME]),
    ([session(0, NINE, "a"), session(1, TEN, "a")], []),
    ([session(0, NINE, "a"), session(1, HALF_PAST, "a")], [OVER % "Hall"]),
    ([session(0, NINE, "a"), session(1, HALF_PAST, "b")], []),
    ([session(0, NINE, "a", "b"), session(1, HALF_PAST, "b", "a")], [OVER % "Hall"]),
    ([session(0, NINE, "a", is_cancelled=True), session(1, HALF_PAST, "a")], []),
    ([session(0, NINE, "a", minutes=None), session(1, HALF_PAST, "a")], [OVER % "Hall"]),
    ([session(0, NINE, zone=""), session(1, TEN, zone="")], [ZONES % 2]),
    ([session(0, NINE.replace(tzinfo=UTC), zone="")], []),
    ([session(0, TEN), session(1, NINE), session(2, TEN), session(3, NINE)], [ORDER]),
    ([session(0, TEN.replace(tzinfo=UTC)), session(1, NINE)], []),
    ([session(0, wall("14T23:30"))], [NIGHT]),
    ([session(0, wall("14T23:00"))], []),
    ([session(0, wall("14T02:00"))], [NIGHT]),
    ([session(0, wall("14T00:00"), minutes=2880)], []),
    ([session(0, wall("14T02:00").replace(tzinfo=UTC), zone="")], []),
    ([session(0, wall("14T02:00").replace(tzinfo=PLUS_TWO), zone="")], [NIGHT]),
    ([session(0, wall("14T22:30").replace(tzinfo=UTC))], [NIGHT]),
    ([session(0, wall("14T12:00"), zone="Utopia/Nowhere")], []),
]


@pytest.mark.parametrize(("sessions", "sentences"), TABLE)
def test_what_is_said_of_sessions(sessions: list[SourceSession], sentences: list[str]) -> None:
    found = doubts.doubts_of(sessions, rooms={"a": "Hall"})
    assert [d.what.sentence % d.what.values for d in found] == sentences


def test_a_zone_of_the_whole_answers_for_floating_times() -> None:
    floating = session(0, datetime.fromisoformat("2026-10-25T02:30"), zone="")
    found = doubts.doubts_of([floating], zone=ZURICH)
    assert [d.what.sentence % d.what.values for d in found] == [
        "The clock in Europe/Zurich shows 02:30 twice on this day. The first of the two is taken.",
        NIGHT,
    ]


def test_a_calendar_promises_no_order() -> None:
    assert doubts.doubts_of([session(0, TEN), session(1, NINE)], order=False) == ()


def test_texts_of_strangers_are_quoted_in_one_short_line() -> None:
    assert places.shown("a\nb\0c\u202ed  e") == "a b c d e"
    assert places.shown("x" * 100) == "x" * 59 + "…"


def test_a_place_inside_a_sentence_is_kept_and_worded_in_the_readers_language(app: Flask) -> None:
    row = places.row(3)
    sentence = "It has the same id as “%(other)s”. Only one of them can be taken in."
    said = Said(sentence, {"other": row})
    assert stored.read_said(json.loads(json.dumps(stored.dump_said(said)))) == said
    assert str(said) == sentence % {"other": "Row 3"}
    with app.test_request_context(), i18n.speaking("fr"):
        assert [lines.said(row), lines.said(said).count(lines.said(row))] == ["Ligne 3", 1]
