"""Every oddity that the fixtures' README lists is in its file and gives its doubt."""

import pytest

from eventsite.exchange.reading import doubts, together
from tests.exchange.structured import FIXTURES, FORMATS, source_of, told

NO_ZONE = "Sessions whose time has no time zone: {}. Choose the zone that the times are meant in."
NO_ID = (
    "This session has no id. When the file is taken in again, it is recognised by its title only."
)
ORDER = (
    "From here on the sessions do not stand in the order of their times. They are sorted by time."
)
NIGHT = "It is held at night, past midnight. Look at the day it belongs to."
TWICE = "The clock in Europe/Zurich shows 02:30 twice on this day. The first of the two is taken."
SKIPPED = "The clock in Europe/Zurich skips 02:30 on this day. Look at the time."
ODDITIES = [
    ("frab-xml/odd.xml", "no time zone", "The whole file", NO_ZONE.format(7)),
    ("frab-xml/odd.xml", "no guid or id", "Line 18", NO_ID),
    ("frab-xml/odd.xml", "out of order", "Line 14", ORDER),
    (
        "frab-xml/odd.xml",
        "two at once in one room",
        "Line 10",
        "Room “Hall 1” also holds “Before it, and over it” at this time.",
    ),
    ("frab-xml/odd.xml", "night past midnight", "Line 22", NIGHT),
    (
        "frab-xml/odd.xml",
        "id twice",
        "Line 31",
        "It has the same id as “Line 26”. Only one of them can be taken in.",
    ),
    (
        "frab-xml/odd.xml",
        "outside its day",
        "Line 31",
        "It stands under 2025-07-01 but is held on 2025-07-03. The second is taken.",
    ),
    (
        "frab-xml/odd.xml",
        "no length",
        "Line 26",
        "It does not say how long it lasts. Look at its length.",
    ),
    (
        "frab-xml/odd.xml",
        "another room",
        "Line 26",
        "It stands under room “Hall 1” but names room “Hall 2”. The second is taken.",
    ),
    (
        "frab-xml/odd.xml",
        "bad link",
        "Line 26",
        "A link that is no web address is left out: “javascript:alert(1)”.",
    ),
    (
        "frab-xml/odd.xml",
        "no time",
        "Line 35",
        "It has no time that can be read. It is taken in without a place.",
    ),
    (
        "frab-xml/odd.xml",
        "no title",
        "Line 36",
        "It has no title. Write one before it is published.",
    ),
    (
        "frab-xml/odd.xml",
        "language",
        "Line 36",
        "Nobody knows the language “Klingon”. Choose the session's languages.",
    ),
    (
        "frab-xml/odd.xml",
        "no name",
        "Line 10",
        "A person without a name is left out. Add the name to the session.",
    ),
    ("frab-xml/clock.xml", "clock change", "Line 17", TWICE),
    ("frab-xml/clock.xml", "skipped hour", "Line 9", SKIPPED),
    (
        "frab-xml/clock.xml",
        "odd offset",
        "Line 21",
        (
            "The offset of its time is not that of "
            "Europe/Zurich on this day: there it is 09:00 then. Look at the time."
        ),
    ),
    ("frab-json/odd.json", "no time zone", "The whole file", NO_ZONE.format(6)),
    ("frab-json/odd.json", "no guid or id", "Session 3, “No id at all”", NO_ID),
    ("frab-json/odd.json", "out of order", "Session 2, “Early”", ORDER),
    (
        "frab-json/odd.json",
        "two at once in one room",
        "Session 1, “Late”",
        "Room “Tent” also holds “Early” at this time.",
    ),
    ("frab-json/odd.json", "night past midnight", "Session 4, “Night talk”", NIGHT),
    (
        "frab-json/odd.json",
        "not listed",
        "Session 6, “In a room that is not listed”",
        "Room “Lake” is not in the file's own list of rooms. Look at its name.",
    ),
    ("frab-json/clock.json", "clock change", "Session 2, “In the repeated hour”", TWICE),
    ("frab-json/clock.json", "skipped hour", "Session 1, “In the skipped hour”", SKIPPED),
    (
        "pretalx/export.json",
        "no time zone",
        "Session 1, “From the organizer's export”",
        NO_ZONE.format(1),
    ),
    ("pretalx/export.json", "no guid or id", "Session 2, “Without an id”", NO_ID),
    ("pretalx/odd-schedule.json", "out of order", "Session 2, “First”", ORDER),
    (
        "pretalx/odd-schedule.json",
        "two at once in one room",
        "Session 1, “Second”",
        "Room “Room A” also holds “First” at this time.",
    ),
    ("pretalx/odd-schedule.json", "night past midnight", "Session 4, “Night of the clock”", NIGHT),
    ("pretalx/odd-schedule.json", "clock change", "Session 4, “Night of the clock”", TWICE),
    ("indico/floating.json", "no time zone", "Session 1, “Somewhere”", NO_ZONE.format(1)),
    (
        "indico/sessions.json",
        "unknown zone",
        "At “results[0].timezone”",
        "Nobody knows the time zone “Mars/Olympus”. Choose the zone that the times are meant in.",
    ),
    ("indico/sessions.json", "no guid or id", "Session 4, “No id”", NO_ID),
    ("indico/sessions.json", "out of order", "Session 2, “Later”", ORDER),
    (
        "indico/sessions.json",
        "two at once in one room",
        "Session 2, “Later”",
        "Room “D” also holds “Earlier and over it” at this time.",
    ),
    ("indico/sessions.json", "night past midnight", "Session 1, “Block”", NIGHT),
    ("indico/sessions.json", "clock change", "Session 5, “In the repeated hour”", TWICE),
    (
        "indico/sessions.json",
        "backwards",
        "Session 6, “Backwards”",
        "It ends before it starts. Look at the times; its length is left out.",
    ),
    ("sessionize/odd.json", "no time zone", "The whole file", NO_ZONE.format(5)),
    ("sessionize/odd.json", "no guid or id", "Session 3, “No id”", NO_ID),
    ("sessionize/odd.json", "out of order", "Session 2, “Earlier and over it”", ORDER),
    (
        "sessionize/odd.json",
        "two at once in one room",
        "Session 1, “Later”",
        "Room “Room X” also holds “Earlier and over it” at this time.",
    ),
    (
        "sessionize/odd.json",
        "night past midnight",
        "Session 4, “In the repeated hour, at night”",
        NIGHT,
    ),
]
#: What the README lists for every format.
LISTED = (
    "no time zone",
    "no guid or id",
    "out of order",
    "two at once in one room",
    "night past midnight",
    "clock change",
)
PAIRS = {
    "frab-xml": ("forum.xml", "assembly.xml"),
    "frab-json": ("forum.json", "newest.json"),
    "pretalx": ("talks.json", "speakers.json"),
    "indico": ("timetable.json", "contributions.json"),
    "sessionize": ("grid.json", "speakers.json"),
}


@pytest.mark.parametrize(
    ("name", "where", "what"),
    [(name, where, what) for name, _, where, what in ODDITIES],
    ids=[f"{name}-{oddity}" for name, oddity, _, _ in ODDITIES],
)
def test_each_oddity_gives_its_doubt_at_its_place(name: str, where: str, what: str) -> None:
    assert [told(d) for d in source_of(name).doubts].count((where, what)) == 1


def test_a_floating_time_is_held_against_the_clock_once_its_zone_is_chosen() -> None:
    source = source_of("sessionize/odd.json")
    found = [told(d) for d in doubts.doubts_of(source.sessions, "Europe/Zurich")]
    assert ("Session 4, “In the repeated hour, at night”", TWICE) in found


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_every_oddity_that_the_readme_lists(form: str) -> None:
    shown = {oddity for name, oddity, _, _ in ODDITIES if name.startswith(f"{form}/")}
    shown |= {"clock change"} if form == "sessionize" else set()
    assert set(LISTED) - shown == set()
    rows = (FIXTURES / "README.md").read_text("utf-8").splitlines()
    assert {o for o in LISTED if not any(r.startswith(f"| {o} |") for r in rows)} == set()


@pytest.mark.parametrize("form", FORMATS)
def test_two_files_of_one_event_are_one_programme(form: str) -> None:
    one, other = (source_of(f"{form}/{name}") for name in PAIRS[form])
    both = together.join([one, other])
    keys = [session.key for session in both.sessions]
    assert len(keys) == len(set(keys))
    inner = {part.key for session in both.sessions for part in session.parts}
    wanted = {s.key for s in (*one.sessions, *other.sessions)} - inner
    assert set(keys) == wanted
    assert {person.key for person in both.people} >= {
        voice.person for session in both.sessions for voice in session.voices
    }
