"""Entries of days, sessions and deadlines, as decision tables."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from eventsite.agenda.releases import ReleasedPerson
from eventsite.calendars import entries
from eventsite.core import ical, text
from tests.calendars import programme

REVISED = datetime(2027, 1, 5, 9, tzinfo=UTC)
LATER = datetime(2027, 2, 1, 9, tzinfo=UTC)
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
WORDS = entries.Words("en")
DAY = entries.Day("d1@test", 2, REVISED, date(2027, 6, 8), time(9, 30), time(17, 30), {}, False)
EVENT = entries.Event(
    title={"en": "Forum"},
    summary={"en": "Three rooms."},
    zone="Europe/Zurich",
    place="Geneva, Switzerland",
    programme_url="https://example.org/events/forum/programme",
    url="https://example.org/events/forum",
    kind="Forum",
    dates_confirmed=True,
    cancelled=None,
    revised=REVISED,
    days=(DAY,),
)
PROGRAMME = entries.Programme(
    programme.agenda(programme.session()),
    {"SPK2345": ReleasedPerson("", "Ada Example", "Professor")},
    REVISED,
    {"OPEN234": "https://example.org/events/forum/sessions/OPEN234"},
)


def wall(day: str, fold: int = 0) -> ical.Wall:
    return ical.Wall(datetime.fromisoformat(day), "Europe/Zurich", fold)


def one_day(event: entries.Event = EVENT, **changes: Any) -> ical.Entry:
    event = replace(event, days=(replace(DAY, **changes),))
    [entry] = entries.of_days(event, NOW, WORDS)
    return entry


def one_session(event: entries.Event = EVENT, **changes: Any) -> ical.Entry:
    shown = replace(PROGRAMME, agenda=programme.agenda(programme.session(**changes)))
    [entry] = entries.of_sessions(event, shown, NOW, WORDS)
    return entry


def test_a_day_is_that_days_hours() -> None:
    assert one_day() == ical.Entry(
        uid="d1@test",
        sequence=2,
        revised=REVISED,
        start=wall("2027-06-08T09:30"),
        end=wall("2027-06-08T17:30", fold=1),
        summary="Forum",
        description="https://example.org/events/forum/programme\nThree rooms.",
        location="Geneva, Switzerland",
        url="https://example.org/events/forum",
        status=ical.Status.CONFIRMED,
        transparent=True,
        categories=("Forum",),
        lang="en",
    )


@pytest.mark.parametrize(
    ("confirmed", "starts", "ends", "expected"),
    [
        (False, time(9), time(17), (date(2027, 6, 8), date(2027, 6, 9))),
        (True, None, None, (date(2027, 6, 8), date(2027, 6, 9))),
        (True, time(9), None, (date(2027, 6, 8), date(2027, 6, 9))),
        (True, time(20), time(2), (wall("2027-06-08T20:00"), wall("2027-06-09T02:00", 1))),
        (True, time(9), time(9), (wall("2027-06-08T09:00"), wall("2027-06-09T09:00", 1))),
    ],
)
def test_when_a_day_is(
    confirmed: bool, starts: time | None, ends: time | None, expected: tuple[object, object]
) -> None:
    entry = one_day(replace(EVENT, dates_confirmed=confirmed), starts=starts, ends=ends)
    assert (entry.start, entry.end) == expected


@pytest.mark.parametrize(
    ("confirmed", "called_off", "day_cancelled", "expected"),
    [
        (True, None, False, ical.Status.CONFIRMED),
        (False, None, False, ical.Status.TENTATIVE),
        (True, None, True, ical.Status.CANCELLED),
        (True, LATER, False, ical.Status.CANCELLED),
        (False, LATER, False, ical.Status.CANCELLED),
    ],
)
def test_status_of_a_day(
    confirmed: bool, called_off: datetime | None, day_cancelled: bool, expected: ical.Status
) -> None:
    event = replace(EVENT, dates_confirmed=confirmed, cancelled=called_off)
    assert one_day(event, is_cancelled=day_cancelled).status == expected


def test_a_save_the_date_says_so_under_the_address() -> None:
    assert one_day(replace(EVENT, dates_confirmed=False)).description.splitlines() == [
        EVENT.programme_url,
        WORDS.save_the_date,
        "Three rooms.",
    ]


def test_a_named_day_carries_its_name() -> None:
    assert one_day(label={"en": "Day 1"}).summary == "Forum – Day 1"


def test_a_text_in_another_language_is_not_called_ours() -> None:
    arabic = replace(EVENT, title={"ar": "منتدى", "en": "Forum"})
    in_arabic = entries.of_days(arabic, NOW, entries.Words("ar"))
    assert [(e.summary, e.lang) for e in in_arabic] == [("منتدى", "")]  # the summary is English
    both = replace(arabic, summary={"ar": "ثلاث قاعات"})
    assert entries.of_days(both, NOW, entries.Words("ar"))[0].lang == "ar"


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (datetime(2027, 7, 8, 23, 59, tzinfo=UTC), 2),  # 30 days after 8 June
        (datetime(2027, 7, 9, tzinfo=UTC), 1),
    ],
)
def test_what_is_cancelled_stays_thirty_days_after_the_event(now: datetime, left: int) -> None:
    gone = replace(DAY, uid="d0@test", day=date(2027, 6, 7), is_cancelled=True)
    event = replace(EVENT, days=(gone, DAY))
    assert len(entries.of_days(event, now, WORDS)) == left
    off = programme.session("OFF2345", 12, state="cancelled")
    both = replace(PROGRAMME, agenda=programme.agenda(programme.session(), off))
    assert len(entries.of_sessions(event, both, now, WORDS)) == left


@pytest.mark.parametrize(
    ("online", "where"),
    [
        (False, "Room Popov, Hall 1, Geneva"),
        (True, "Room Popov, Hall 1, Geneva and online"),
    ],
)
def test_only_a_session_that_is_online_invites_online(online: bool, where: str) -> None:
    event = replace(EVENT, place="Hall 1, Geneva and online", venue="Hall 1, Geneva")
    held = replace(PROGRAMME, agenda=programme.agenda(programme.session(online=online)))
    [entry] = entries.of_sessions(event, held, NOW, WORDS)
    assert entry.location == where


def test_a_session_says_where_what_and_who() -> None:
    entry = one_session()
    assert entry.summary == "Opening"
    assert entry.location == "Room Popov, Geneva, Switzerland"
    assert entry.categories == ("Trust and identity",)
    assert entry.url == "https://example.org/events/forum/sessions/OPEN234"
    assert entry.description.splitlines() == [
        "https://example.org/events/forum/programme",
        "Why virtual worlds matter.",
        "Ada Example, Professor, Example University",
    ]
    assert (entry.start, entry.end) == (wall("2027-06-08T10:00"), wall("2027-06-08T11:00"))


def test_a_description_has_no_marks_of_markdown_or_html() -> None:
    entry = one_session(abstract={"en": 'Q&A: *is* 5 < 6 and "so"?\n\n- One\n- <b>Two</b>'})
    assert entry.description.splitlines()[1:4] == ['Q&A: is 5 < 6 and "so"?', "One", "<b>Two</b>"]


@pytest.mark.parametrize(
    ("state", "called_off", "status", "sequence"),
    [
        ("scheduled", None, ical.Status.CONFIRMED, 4),
        ("cancelled", None, ical.Status.CANCELLED, 4),
        ("gone", None, ical.Status.CANCELLED, 4),
        ("scheduled", LATER, ical.Status.CANCELLED, 5),
        ("cancelled", LATER, ical.Status.CANCELLED, 4),
    ],
)
def test_status_and_sequence_of_a_session(
    state: str, called_off: datetime | None, status: ical.Status, sequence: int
) -> None:
    entry = one_session(replace(EVENT, cancelled=called_off), state=state, sequence=4)
    assert (entry.status, entry.sequence) == (status, sequence)


def test_erasing_a_speaker_counts_at_once() -> None:
    erased = replace(PROGRAMME, people={"SPK2345": ReleasedPerson(redacted=LATER)})
    [entry] = entries.of_sessions(EVENT, erased, NOW, WORDS)
    assert (entry.sequence, entry.revised) == (1, LATER)
    assert entry.description.splitlines()[-1] == "Example University"


def test_a_deadline_ends_at_its_instant() -> None:
    due = datetime(2027, 3, 9, 16, tzinfo=UTC)
    label = text.Said("Registration closes", "en", "ltr")
    row = entries.Deadline("k1@test", 1, LATER, due, label)
    [entry] = entries.of_deadlines(EVENT, [row], NOW, WORDS)
    assert (entry.summary, entry.sequence, entry.revised) == (
        "Registration closes – Forum",
        1,
        LATER,
    )
    assert isinstance(entry.start, ical.Wall)
    assert isinstance(entry.end, ical.Wall)
    assert (entry.end.instant, entry.end.instant - entry.start.instant) == (
        due,
        timedelta(minutes=30),
    )
    assert entry.description == EVENT.programme_url


DUE = entries.Deadline(
    "k1@test",
    1,
    LATER,
    datetime(2027, 3, 9, 16, tzinfo=UTC),
    text.Said("Visa", "en", "ltr"),
)


@pytest.mark.parametrize(
    ("removed", "called_off", "expected"),
    [
        (False, None, (ical.Status.CONFIRMED, 1)),
        (True, None, (ical.Status.CANCELLED, 1)),
        (False, LATER, (ical.Status.CANCELLED, 2)),
        (True, LATER, (ical.Status.CANCELLED, 1)),
    ],
)
def test_status_and_sequence_of_a_deadline(
    removed: bool, called_off: datetime | None, expected: tuple[ical.Status, int]
) -> None:
    event = replace(EVENT, cancelled=called_off)
    row = replace(DUE, is_cancelled=removed)
    [entry] = entries.of_deadlines(event, [row], NOW, WORDS)
    assert (entry.status, entry.sequence) == expected


def test_a_removed_deadline_leaves_thirty_days_after_the_event() -> None:
    rows = [DUE, replace(DUE, uid="k2@test", is_cancelled=True)]
    for now, left in ((datetime(2027, 7, 8, tzinfo=UTC), 2), (datetime(2027, 7, 9, tzinfo=UTC), 1)):
        assert len(entries.of_deadlines(EVENT, rows, now, WORDS)) == left


def test_another_place_counts_in_sessions_too() -> None:
    entry = one_session(replace(EVENT, moves=2, moved=LATER), sequence=4)
    assert (entry.sequence, entry.revised) == (6, LATER)


def test_a_title_with_a_percent_sign() -> None:
    assert one_day(replace(EVENT, title={"en": "100% %s"}), label={"en": "5%"}).summary == (
        "100% %s – 5%"
    )
