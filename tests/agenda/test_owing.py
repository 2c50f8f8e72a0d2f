"""What people of a programme owe, when they can come and when they are reminded, as tables."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.agenda import halfhours, owing, reminding
from eventsite.agenda.models import Answer, Presence, SpeakerRole
from eventsite.agenda.owing import Given, Owed, Trial

AT = datetime(2027, 6, 8, 7, 0, tzinfo=UTC)
DUE = date(2027, 6, 1)
LONG_AGO = date(2027, 1, 1)
WHOLE = Given(
    answer=Answer.CONFIRMED,
    presence=Presence.IN_PERSON,
    has_photo=True,
    has_biography=True,
    consented=AT,
    consent_asked=True,
    availability_given=AT,
    has_phone=True,
)
SPEAKS = frozenset({SpeakerRole.SPEAKER})
INTERPRETS = frozenset({SpeakerRole.INTERPRETER})


def but(**changes: object) -> Given:
    return Given(**{**{name: getattr(WHOLE, name) for name in Given.__slots__}, **changes})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (WHOLE, set()),
        (but(answer=Answer.INVITED), {Owed.ANSWER}),
        (Given(answer=Answer.DECLINED), set()),
        (but(has_photo=False), {Owed.PHOTO}),
        (but(has_biography=False, has_photo=False, roles=INTERPRETS), set()),
        (but(has_biography=False, roles=INTERPRETS | SPEAKS), {Owed.BIOGRAPHY}),
        (but(consented=None), {Owed.CONSENT}),
        (but(consented=None, consent_asked=False), set()),
        (
            but(consented=None, consent_asked=False, has_photo=False, has_biography=False),
            {Owed.CONSENT, Owed.PHOTO, Owed.BIOGRAPHY},
        ),
        (but(lacks_slides=True), {Owed.SLIDES}),
        (but(asks_tests=True), set()),
        (but(asks_tests=True, presence=Presence.REMOTE), {Owed.TEST}),
        (but(asks_tests=True, presence=Presence.REMOTE, test=Trial.BOOKED), set()),
        (but(presence=Presence.OPEN), {Owed.PRESENCE}),
        (but(has_phone=False, availability_given=None), {Owed.PHONE, Owed.AVAILABILITY}),
    ],
)
def test_what_somebody_owes(given: Given, expected: set[Owed]) -> None:
    assert owing.owed(given) == expected


@pytest.mark.parametrize(
    ("parts", "there", "expected"),
    [
        ([], {}, ()),
        ([(1, SpeakerRole.SPEAKER)], {}, (1,)),
        ([(1, SpeakerRole.MODERATOR)], {}, ()),
        ([(1, SpeakerRole.SPEAKER)], {1: frozenset({7})}, ()),
        ([(1, SpeakerRole.SPEAKER)], {1: frozenset({8})}, (1,)),
        ([(1, SpeakerRole.SPEAKER)], {1: frozenset({None})}, ()),
        ([(1, SpeakerRole.SPEAKER), (2, SpeakerRole.SPEAKER)], {2: frozenset({7})}, (1,)),
    ],
)
def test_whose_slides_are_awaited(
    parts: list[tuple[int, SpeakerRole]],
    there: dict[int, frozenset[int | None]],
    expected: tuple[int, ...],
) -> None:
    assert owing.lacking_slides(parts, there, 7) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [("", 0), ("Ada  leads\nthe office", 4), ("元宇宙论坛", 3), ("Ада Лавлейс", 2)],
)
def test_words_of_a_biography(said: str, expected: int) -> None:
    assert owing.words_in(said) == expected


def day(before: int) -> date:
    return DUE - timedelta(days=before)


@pytest.mark.parametrize(
    ("before", "since", "expected"),
    [
        (15, LONG_AGO, None),
        (14, LONG_AGO, 14),
        (12, LONG_AGO, 14),  # the worker stood still for two days
        (11, LONG_AGO, None),
        (7, LONG_AGO, 7),
        (4, LONG_AGO, None),
        (1, LONG_AGO, 1),
        (0, LONG_AGO, 1),
        (-1, LONG_AGO, None),
        (14, day(14), None),  # asked today
        (7, day(8), 7),
        (13, day(14), None),
        (1, day(1), None),
    ],
)
def test_days_of_reminders(before: int, since: date, expected: int | None) -> None:
    assert reminding.stage(DUE, day(before), since) == expected


@given(st.integers(-3, 40), st.integers(-3, 40))
@settings(max_examples=60, derandomize=True)
def test_a_reminder_is_never_early_nor_after_the_day(before: int, since: int) -> None:
    stage = reminding.stage(DUE, day(before), day(since))
    assert stage is None or (0 <= before <= stage < since)


@pytest.mark.parametrize(("hours", "count"), [(0, 0), (1, 2), (0.75, 2), (8, 16), (30, 48)])
def test_half_hours_of_a_day(hours: float, count: int) -> None:
    assert len(halfhours.of_day(AT, AT + timedelta(hours=hours))) == count


@given(st.sets(st.integers(0, 47)))
@settings(max_examples=60, derandomize=True)
def test_stretches_hold_exactly_the_half_hours_given(numbers: set[int]) -> None:
    offered = halfhours.of_day(AT, AT + timedelta(hours=24))
    given_ones = [offered[number] for number in numbers]
    spans = halfhours.stretches(given_ones)
    assert {start for start in offered if halfhours.is_free(spans, start)} == set(given_ones)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(spans))


def test_boxes_that_were_not_offered_are_no_answer() -> None:
    offered = halfhours.of_day(AT, AT + timedelta(hours=1))
    keys = [halfhours.key_of(offered[1]), "2027-06-08T06:00Z", "<b>", ""]
    assert halfhours.chosen(offered, keys) == [offered[1]]
