"""What is said next of one UID: the table, and that SEQUENCE never falls."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.core import ical
from eventsite.core.ical import Message, Method, Status, Told

AT = datetime(2027, 3, 1, tzinfo=UTC)
ENTRY = ical.Entry(
    uid="day@test",
    sequence=4,
    revised=AT,
    start=date(2027, 6, 8),
    end=date(2027, 6, 9),
    summary="Forum",
    lang="en",
)
WORDS = ical.words_of(ENTRY)
OFF = replace(ENTRY, status=Status.CANCELLED)
REQUEST, CANCEL = Method.REQUEST, Method.CANCEL


@pytest.mark.parametrize(
    ("told", "entry", "is_wanted", "expected"),
    [
        (None, ENTRY, True, Message(REQUEST, 4)),
        (None, ENTRY, False, None),
        (None, OFF, True, None),
        (Told(4, 4, False, WORDS, AT), ENTRY, True, None),
        (Told(4, 4, False, "en:other", AT), ENTRY, True, Message(REQUEST, 4)),
        (Told(4, 4, False, "fr:other", AT), ENTRY, True, None),
        (Told(3, 3, False, WORDS, AT), ENTRY, True, Message(REQUEST, 4)),
        (Told(5, 3, False, WORDS, AT), ENTRY, True, Message(REQUEST, 6)),
        (Told(3, 3, False, WORDS, AT), OFF, True, Message(CANCEL, 4)),
        (Told(4, 4, False, WORDS, AT), ENTRY, False, Message(CANCEL, 5)),
        (Told(5, 4, True, WORDS, AT), ENTRY, False, None),
        (Told(5, 3, True, WORDS, AT), OFF, True, None),
        (Told(5, 4, True, WORDS, AT), ENTRY, True, Message(REQUEST, 6)),
    ],
    ids=[
        "first",
        "never theirs",
        "never told of what is off",
        "nothing new",
        "other words",
        "another language",
        "the feed rose",
        "the feed rose after a turn of their own",
        "off in the feed",
        "not theirs any more",
        "off already",
        "off twice",
        "back",
    ],
)
def test_the_next_word(
    told: Told | None, entry: ical.Entry, is_wanted: bool, expected: Message | None
) -> None:
    assert ical.next_message(told, entry, is_wanted) == expected


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.booleans()), max_size=30))
def test_sequence_never_falls_and_rises_with_each_turn(
    steps: list[tuple[int, bool, bool]],
) -> None:
    told: Told | None = None
    feed = 0
    for rise, is_off, is_wanted in steps:
        feed += rise
        status = Status.CANCELLED if is_off else Status.CONFIRMED
        entry = replace(ENTRY, sequence=feed, status=status)
        shown = ical.sequence_of(told, entry, is_wanted)
        found = ical.next_message(told, entry, is_wanted)
        if found is not None:
            assert found.sequence == shown >= feed
            off = found.method is CANCEL
            if told is not None:
                assert found.sequence >= told.sequence + (off != told.is_off)
            told = Told(found.sequence, feed, off, ical.words_of(entry), AT)
        # Said once: the same again says nothing.
        assert ical.next_message(told, entry, is_wanted) is None


@pytest.mark.parametrize(
    ("end", "expected"),
    [(date(2027, 6, 9), False), (date(2027, 6, 8), True)],
)
def test_a_whole_day_is_over_once_it_is_everywhere(end: date, expected: bool) -> None:
    entry = replace(ENTRY, start=date(2027, 6, 7), end=end)
    assert ical.is_over(entry, datetime(2027, 6, 9, 1, tzinfo=UTC)) is expected


def test_an_hour_is_over_at_its_end() -> None:
    start, end = (
        ical.Wall(datetime(2027, 6, 8, hour), "Europe/Zurich")  # noqa: DTZ001  # wall time
        for hour in (10, 11)
    )
    entry = replace(ENTRY, start=start, end=end)
    assert not ical.is_over(entry, datetime(2027, 6, 8, 8, 59, tzinfo=UTC))
    assert ical.is_over(entry, datetime(2027, 6, 8, 9, 0, tzinfo=UTC))
