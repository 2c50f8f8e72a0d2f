"""Entries: golden bytes, nights of a clock change, hostile words, and what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from eventsite.core import ical

REVISED = datetime(2027, 1, 5, 14, 30, tzinfo=UTC)


def wall(text: str, zone: str = "Europe/Zurich", fold: int = 0) -> ical.Wall:
    return ical.Wall(datetime.fromisoformat(text), zone, fold)


SESSION = ical.Entry(
    uid="c7m2kq@plenary",
    sequence=3,
    revised=REVISED,
    start=wall("2027-03-16T09:30"),
    end=wall("2027-03-16T11:00"),
    summary="Opening; worlds, cities",
    description="https://example.org/e/forum/agenda\n\nWelcome words.",
    location="Popov Room, Geneva",
    url="https://example.org/e/forum/sessions/c7m2kq",
    categories=("Policy", "Trust, safety"),
    lang="en",
)
DAY = ical.Entry(
    uid="d1@plenary",
    sequence=0,
    revised=REVISED,
    start=date(2027, 6, 14),
    end=date(2027, 6, 15),
    summary="يوم العوالم الافتراضية",
    status=ical.Status.TENTATIVE,
    lang="ar",
)
SESSION_TEXT = """\
BEGIN:VEVENT
UID:c7m2kq@plenary
DTSTAMP:20270105T143000Z
LAST-MODIFIED:20270105T143000Z
SEQUENCE:3
DTSTART;TZID=Europe/Zurich:20270316T093000
DTEND;TZID=Europe/Zurich:20270316T110000
SUMMARY;LANGUAGE=en:Opening\\; worlds\\, cities
DESCRIPTION;LANGUAGE=en:https://example.org/e/forum/agenda\\n\\nWelcome words
 .
LOCATION;LANGUAGE=en:Popov Room\\, Geneva
URL:https://example.org/e/forum/sessions/c7m2kq
CATEGORIES;LANGUAGE=en:Policy,Trust\\, safety
STATUS:CONFIRMED
TRANSP:TRANSPARENT
END:VEVENT
"""
DAY_TEXT = """\
BEGIN:VEVENT
UID:d1@plenary
DTSTAMP:20270105T143000Z
LAST-MODIFIED:20270105T143000Z
SEQUENCE:0
DTSTART;VALUE=DATE:20270614
DTEND;VALUE=DATE:20270615
SUMMARY;LANGUAGE=ar:يوم العوالم الافتراضية
STATUS:TENTATIVE
TRANSP:TRANSPARENT
END:VEVENT
"""


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def test_golden_session() -> None:
    assert ical.vevent(SESSION) == crlf(SESSION_TEXT)


def test_golden_day() -> None:
    assert ical.vevent(DAY) == crlf(DAY_TEXT)


def test_personal_entry_with_join_details_and_alarms() -> None:
    personal = replace(
        DAY,
        start=wall("2027-06-14T12:00", "UTC"),
        end=wall("2027-06-14T13:00", "Etc/UTC"),
        summary="Briefing",
        status=ical.Status.CONFIRMED,
        transparent=False,
        lang="en",
        conferences=(
            ical.Conference(
                "https://meet.example.org/j/1?pwd=a,b",
                (ical.Feature.AUDIO, ical.Feature.VIDEO),
                "Room 1: floor",
            ),
            ical.Conference("tel:+41-22-730-0000,,1#", (ical.Feature.PHONE,)),
        ),
        alarms=(15, 1440),
    )
    text = """\
BEGIN:VEVENT
UID:d1@plenary
DTSTAMP:20270105T143000Z
LAST-MODIFIED:20270105T143000Z
SEQUENCE:0
DTSTART:20270614T120000Z
DTEND:20270614T130000Z
SUMMARY;LANGUAGE=en:Briefing
STATUS:CONFIRMED
TRANSP:OPAQUE
CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL="Room 1: floor";LANGUAGE=en:
 https://meet.example.org/j/1?pwd=a,b
CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+41-22-730-0000,,1#
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION;LANGUAGE=en:Briefing
TRIGGER:-PT15M
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION;LANGUAGE=en:Briefing
TRIGGER:-P1D
END:VALARM
END:VEVENT
"""
    assert ical.vevent(personal) == crlf(text)
    event = icalendar.Event.from_ical(ical.vevent(personal))
    assert isinstance(event, icalendar.Event)
    ways = event.conferences
    assert [way.feature for way in ways] == [["AUDIO", "VIDEO"], "PHONE"]
    assert ical.zones_of([personal]) == ()


def test_a_cancelled_entry_stays_says_so_and_takes_no_time() -> None:
    busy = replace(SESSION, transparent=False, alarms=(15,))
    gone = replace(busy, status=ical.Status.CANCELLED, sequence=4)
    lines = ical.vevent(gone, cancelled_prefix="CANCELLED: ").split(b"\r\n")
    changed = {
        b"SEQUENCE:3": b"SEQUENCE:4",
        b"SUMMARY;LANGUAGE=en:Opening\\; worlds\\, cities": (
            b"SUMMARY;LANGUAGE=en:CANCELLED: Opening\\; worlds\\, cities"
        ),
        b"STATUS:CONFIRMED": b"STATUS:CANCELLED",
    }
    assert lines == [changed.get(line, line) for line in crlf(SESSION_TEXT).split(b"\r\n")]
    assert ical.vevent(SESSION, cancelled_prefix="CANCELLED: ") == ical.vevent(SESSION)


NIGHTS = [
    # start, fold, end, fold; what is written; minutes between
    (
        ("2027-03-27T23:30", 0, "2027-03-28T04:00", 0),
        (";TZID=Europe/Zurich:20270327T233000", ";TZID=Europe/Zurich:20270328T040000"),
        210,
    ),
    (
        ("2027-10-30T23:30", 0, "2027-10-31T04:00", 0),
        (";TZID=Europe/Zurich:20271030T233000", ";TZID=Europe/Zurich:20271031T040000"),
        330,
    ),
    (
        ("2027-10-31T02:30", 0, "2027-10-31T02:30", 1),
        (";TZID=Europe/Zurich:20271031T023000", ":20271031T013000Z"),
        60,
    ),
    (
        ("2027-10-31T02:30", 1, "2027-10-31T03:30", 0),
        (":20271031T013000Z", ";TZID=Europe/Zurich:20271031T033000"),
        60,
    ),
    (
        ("2027-10-31T02:30", 0, "2027-10-31T03:30", 1),
        (";TZID=Europe/Zurich:20271031T023000", ";TZID=Europe/Zurich:20271031T033000"),
        120,
    ),
    (
        ("2027-03-28T01:30", 0, "2027-03-28T02:30", 0),
        (";TZID=Europe/Zurich:20270328T013000", ":20270328T013000Z"),
        60,
    ),
    (
        ("2027-03-28T02:30", 0, "2027-03-28T03:10", 1),
        (":20270328T013000Z", ";TZID=Europe/Zurich:20270328T041000"),
        40,
    ),
]


@pytest.mark.parametrize(("times", "lines", "minutes"), NIGHTS)
def test_nights_with_a_clock_change(
    times: tuple[str, int, str, int], lines: tuple[str, str], minutes: int
) -> None:
    entry = replace(
        SESSION,
        start=wall(times[0], fold=times[1]),
        end=wall(times[2], fold=times[3]),
    )
    written = ical.vevent(entry).decode()
    assert f"\r\nDTSTART{lines[0]}\r\nDTEND{lines[1]}\r\n" in written
    event = icalendar.Event.from_ical(written)
    assert isinstance(event, icalendar.Event)
    start, end = event.start, event.end
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(minutes=minutes)


BROKEN = [
    ({"end": wall("2027-03-16T09:30")}, "ends after"),
    ({"end": wall("2027-03-16T09:00")}, "ends after"),
    ({"end": wall("2027-03-16T11:00", "Asia/Tokyo")}, "ends after"),
    ({"end": date(2027, 3, 17)}, "both"),
    ({"start": date(2027, 3, 16)}, "both"),
    ({"start": date(2027, 3, 16), "end": date(2027, 3, 16)}, "ends after"),
    ({"start": REVISED, "end": REVISED + timedelta(hours=1)}, "Wall"),
    ({"revised": datetime.fromisoformat("2027-01-05")}, "aware"),
    ({"uid": " "}, "UID"),
]


@pytest.mark.parametrize(("changes", "said"), BROKEN)
def test_what_no_client_could_read_is_refused(changes: dict[str, object], said: str) -> None:
    values = {name: getattr(SESSION, name) for name in SESSION.__slots__}
    with pytest.raises(ValueError, match=said):
        ical.Entry(**{**values, **changes})


def test_an_end_in_another_zone_is_compared_as_instant() -> None:
    entry = replace(SESSION, end=wall("2027-03-16T09:15", "Europe/London"))
    assert ical.zones_of([entry])[0].zone == "Europe/London"


def test_hostile_words_stay_words() -> None:
    evil = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\u2028ATTACH:file:///etc/passwd"
    entry = replace(
        SESSION,
        uid=evil,
        summary=evil,
        description=evil,
        location=evil,
        url=evil,
        categories=(evil, evil),
        conferences=(ical.Conference(evil, (ical.Feature.CHAT,), evil),),
        alarms=(5,),
    )
    calendar = ical.Calendar(
        name=evil, zone="UTC", description=evil, source_url=evil, url=evil, prodid=evil
    )
    parsed = icalendar.Calendar.from_ical(ical.feed(calendar, [ical.vevent(entry)], []))
    assert [part.name for part in parsed.subcomponents] == ["VEVENT"]
    assert [part.name for part in parsed.events[0].subcomponents] == ["VALARM"]
    plain = "x\nEND:VEVENT\nBEGIN:VEVENT\nATTACH:file:///etc/passwd"
    event = parsed.events[0]
    assert [str(event[name]) for name in ("UID", "SUMMARY", "DESCRIPTION")] == [plain] * 3
    assert event.categories == [plain, plain]
    assert event.get("ATTACH") is None
