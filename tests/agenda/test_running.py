"""A session minute by minute, who gives the word, whose slides are missing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.agenda import running
from eventsite.agenda.models import MaterialKind, SessionSpeaker, Speaker, SpeakerRole

START = datetime(2027, 6, 8, 8, 0, tzinfo=UTC)
R = SpeakerRole


def slots(minutes, items):
    return [
        (f"{s.start:%H:%M}-{s.end:%H:%M}", s.item) for s in running.slots(START, minutes, items)
    ]


@pytest.mark.parametrize(
    ("minutes", "items", "expected"),
    [
        (60, [], [("08:00-09:00", None)]),
        (60, [20, 40], [("08:00-08:20", 0), ("08:20-09:00", 1)]),
        (60, [20, 15], [("08:00-08:20", 0), ("08:20-08:35", 1), ("08:35-09:00", None)]),
        (30, [0, 30], [("08:00-08:00", 0), ("08:00-08:30", 1)]),
        (30, [20, 20], [("08:00-08:20", 0), ("08:20-08:40", 1)]),
    ],
)
def test_minute_by_minute(minutes, items, expected):
    assert slots(minutes, items) == expected


@settings(max_examples=40)
@given(st.integers(5, 600), st.lists(st.integers(0, 90), max_size=12))
def test_slots_follow_each_other_without_a_gap(minutes, items):
    found = running.slots(START, minutes, items)
    assert [s.start for s in found] == [START, *(s.end for s in found)][: len(found)]
    assert found[-1].end == START + timedelta(minutes=max(minutes, sum(items)))


def part(role, key=1, absent=False, without_slides=False):
    speaker = Speaker(id=key, without_slides=without_slides)
    return SessionSpeaker(speaker=speaker, speaker_id=key, role=role, is_absent=absent)


@pytest.mark.parametrize(
    ("parts", "lead"),
    [
        ([], None),
        ([part(R.SPEAKER)], None),
        ([part(R.CHAIR), part(R.MODERATOR)], R.MODERATOR),
        ([part(R.REMOTE_MODERATOR), part(R.CHAIR)], R.CHAIR),
        ([part(R.MODERATOR, absent=True), part(R.CHAIR)], R.CHAIR),
    ],
)
def test_who_gives_the_word(parts, lead):
    found = running.lead(parts)
    assert (found.role if found else None) == lead


@pytest.mark.parametrize(
    ("part", "sent", "owes"),
    [
        (part(R.SPEAKER), [], True),
        (part(R.SPEAKER), [(MaterialKind.SLIDES, 1)], False),
        (part(R.SPEAKER), [(MaterialKind.SLIDES, 2), (MaterialKind.VIDEO, 1)], True),
        (part(R.SPEAKER, without_slides=True), [], False),
        (part(R.MODERATOR), [], False),
    ],
)
def test_whose_slides_are_missing(part, sent, owes):
    assert running.owes_slides(part, sent) == owes
