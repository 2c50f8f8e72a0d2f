"""What calendars of any make say, read into sessions with their instants."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from eventsite.core import zones
from eventsite.core.sheets.source import Limits, Unreadable
from eventsite.exchange.source import Format, Source, SourceLink, SourceVoice
from tests.exchange import table_files as files

FIXTURES = Path(__file__).parent / "fixtures"
PLUS_TWO = timezone(timedelta(hours=2))
JOINING = (
    "Links to join online are left out, as the programme is public: 1. Put them into the sessions "
    "yourself."
)
PLUS_ONE = timezone(timedelta(hours=1))


def wall(text: str) -> datetime:
    """A naive time."""
    return datetime.fromisoformat(text)


def entry(*lines: str, before: str = "") -> bytes:
    """A calendar of one entry."""
    return (
        f"BEGIN:VCALENDAR\n{before}BEGIN:VEVENT\nUID:1\nSUMMARY:A\n" + "\n".join(lines)
        + "\nEND:VEVENT\nEND:VCALENDAR\n"
    ).encode()  # fmt: skip


def read(data: bytes, limits: Limits = files.LIMITS) -> Source:
    """What the reader finds."""
    return files.read(Format.ICAL, data, limits)


def starts(*lines: str) -> list[str]:
    """The starts of an entry's sessions."""
    return [f"{s.start:%m-%d %H:%M}" for s in read(entry(*lines)).sessions if s.start]


def test_a_calendar_with_zones_of_every_kind_is_read() -> None:
    source = read((FIXTURES / "ical/programme.ics").read_bytes())
    assert [(s.key, s.start, s.zone, s.minutes) for s in source.sessions] == [
        ("windows@example.org", wall("2026-05-14T09:00"), "Europe/Berlin", 30),
        ("custom@example.org", wall("2026-07-14T09:00").replace(tzinfo=PLUS_TWO), "", 90),
        ("winter@example.org", wall("2026-12-14T09:00").replace(tzinfo=PLUS_ONE), "", 60),
        ("mozilla@example.org#20261024T0900", wall("2026-10-24T09:00"), "Europe/Zurich", 60),
        ("mozilla@example.org#20261025T0900", datetime(2026, 10, 25, 13, tzinfo=UTC), "", 60),
        ("mozilla@example.org#20261030T0900", wall("2026-10-30T09:00"), "Europe/Zurich", 60),
        ("second@example.org", datetime(2026, 5, 15, 7, tzinfo=UTC), "", 60),
    ]
    assert [s.is_cancelled for s in source.sessions] == [False] * 4 + [True, False, True]
    assert (source.title, source.identity) == (
        "Forum of Examples",
        "-//Example//Programme//EN Forum of Examples",
    )


def test_what_an_entry_says_besides_its_time() -> None:
    first, *_ = read((FIXTURES / "ical/programme.ics").read_bytes()).sessions
    assert dict(first.title) == {"en": "Opening, with a name of Windows", "fr": "Ouverture"}
    assert dict(first.abstract) == {"en": "First line\nsecond line"}
    assert (first.rooms, first.track, first.kind) == (("plenary hall",), "policy", "keynote")
    assert first.voices == (SourceVoice("ana example", "chair"),)
    assert first.links == (SourceLink("slides.pdf", "https://example.org/slides.pdf"),)
    assert first.url == "https://example.org/opening"


def test_no_address_of_anybody_and_no_way_to_join_is_taken() -> None:
    source = read((FIXTURES / "ical/programme.ics").read_bytes())
    assert [person.email for person in source.people] == [""]
    assert source.sessions[2].online is True
    assert "meet.example.org" not in repr(source)
    assert files.doubts(source) == [
        (
            "The whole file",
            "Guests of entries are not taken for speakers: 1. Add speakers yourself.",
        ),
        ("The whole file", JOINING),
    ]


def test_a_zone_of_the_calendar_counts_for_floating_times() -> None:
    source = read(entry("DTSTART:20260514T090000", before="X-WR-TIMEZONE:Europe/Zurich\n"))
    assert (source.zone, source.sessions[0].start) == ("Europe/Zurich", wall("2026-05-14T09:00"))
    assert files.doubts(source) == []


def test_a_whole_day_has_no_time() -> None:
    source = read(entry("DTSTART;VALUE=DATE:20260514"))
    assert (source.sessions[0].start, source.days) == (None, (date(2026, 5, 14),))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["RRULE:FREQ=DAILY;COUNT=2"], ["10-24 09:00", "10-25 09:00"]),
        (["RRULE:FREQ=WEEKLY;UNTIL=20261107"], ["10-24 09:00", "10-31 09:00", "11-07 09:00"]),
        (["RRULE:FREQ=DAILY;UNTIL=20261025T080000Z"], ["10-24 09:00", "10-25 09:00"]),
        (["RRULE:FREQ=DAILY;UNTIL=20261025T075959Z"], ["10-24 09:00"]),
        (["RDATE:20261026T080000Z"], ["10-24 09:00", "10-26 09:00"]),
        (["RDATE;VALUE=DATE:20261026"], ["10-24 09:00", "10-26 09:00"]),
        (["RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261024T070000Z,20261026T080000Z"], ["10-25 09:00"]),
        (["RRULE:FREQ=MONTHLY;BYDAY=-1SA;COUNT=2"], ["10-24 09:00", "10-31 09:00", "11-28 09:00"]),
        (["RRULE:FREQ=HOURLY;COUNT=2"], ["10-24 09:00"]),
        (["RRULE:nonsense"], ["10-24 09:00"]),
    ],
)
def test_what_repeats_is_held_at_the_same_hour(lines: list[str], expected: list[str]) -> None:
    # The clock goes back in the night to 25 October: nine o'clock stays nine o'clock.
    assert starts("DTSTART;TZID=Europe/Zurich:20261024T090000", *lines) == expected


def test_what_repeats_too_often_counts_against_the_limit() -> None:
    start, rule = "DTSTART:20260514T090000Z", "RRULE:FREQ=DAILY;COUNT=9"
    more = [
        line
        for number in range(9)
        for line in ("END:VEVENT", "BEGIN:VEVENT", f"UID:more{number}", "SUMMARY:B", start, rule)
    ]
    with pytest.raises(Unreadable, match="more than 50 entries, repeated ones counted"):
        read(entry(start, rule, *more), files.LOW)


@pytest.mark.parametrize(
    ("lines", "minutes"),
    [
        (["DTEND:20260514T103000Z"], 90),
        (["DURATION:PT45M"], 45),
        (["DURATION:P1DT1H"], 1500),
        (["DTEND;TZID=Europe/Zurich:20260514T120000"], 60),
        (["DTEND:20260514T080000Z"], None),
        (["DTEND:later"], None),
        (["DURATION:long"], None),
        ([], None),
    ],
)
def test_lengths(lines: list[str], minutes: int | None) -> None:
    assert read(entry("DTSTART:20260514T090000Z", *lines)).sessions[0].minutes == minutes


@settings(max_examples=50)
@given(st.datetimes(wall("2000-01-01"), wall("2037-01-01")))
def test_the_files_own_zone_gives_the_instants_of_the_one_it_copies(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, fold=0)
    assume(not zones.is_ambiguous(moment, "Europe/Zurich"))
    assume(not zones.is_missing(moment, "Europe/Zurich"))
    text = (FIXTURES / "ical/programme.ics").read_text("utf-8")
    own = text[text.index("BEGIN:VTIMEZONE") : text.index("BEGIN:VEVENT")]
    line = f"DTSTART;TZID=Customized Time Zone:{moment:%Y%m%dT%H%M%S}"
    assert read(entry(line, before=own)).sessions[0].start == zones.nearest(moment, "Europe/Zurich")


def own_zone(parts: int) -> str:
    """A zone that nobody knows, with so many rules."""
    part = (
        "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0200\n"
        "RRULE:FREQ=YEARLY;BYMONTHDAY=1\nEND:STANDARD\n"
    )
    return f"BEGIN:VTIMEZONE\nTZID:Own\n{part * parts}END:VTIMEZONE\n"


@pytest.mark.parametrize(("parts", "offset"), [(50, timedelta(hours=2)), (51, None)])
def test_a_zone_of_too_many_rules_is_asked_about(parts: int, offset: timedelta | None) -> None:
    data = entry("DTSTART;TZID=Own:20260514T090000", before=own_zone(parts))
    start = read(data).sessions[0].start
    assert isinstance(start, datetime)
    assert start.utcoffset() == offset


def test_a_zone_is_worked_out_for_fifty_years_at_most() -> None:
    entries = "".join(
        f"BEGIN:VEVENT\nUID:{year}\nSUMMARY:A\nDTSTART;TZID=Own:{year}0514T090000\nEND:VEVENT\n"
        for year in range(1972, 2072)
    )
    data = f"BEGIN:VCALENDAR\n{own_zone(1)}{entries}END:VCALENDAR\n".encode()
    starts = [one.start for one in read(data).sessions]
    told = [one for one in starts if isinstance(one, datetime) and one.tzinfo is not None]
    assert (len(starts), len(told)) == (100, 50)
