"""What real tables and calendars get wrong: taken in all the same, each with its doubt."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from eventsite.exchange.reading import together
from eventsite.exchange.source import Format, Source
from tests.exchange import table_files as files

FIXTURES = Path(__file__).parent / "fixtures"
NIGHT = "It is held at night, past midnight. Look at the day it belongs to."
ORDER = (
    "From here on the sessions do not stand in the order of their times. They are sorted by time."
)
TWICE = "The clock in %s shows 02:30 twice on this day. The first of the two is taken."
NO_ZONE = "The time zone “Utopia/Nowhere” is not known. Choose the zone of its time."
SAME_ID = "It has the same id as “%s”. Only one of them can be taken in."
NO_ID = (
    "This session has no id. When the file is taken in again, it is recognised by its title only."
)
#: What each row of the table gives; rows as a spreadsheet counts them.
ROWS = [
    (4, "“Ana Exemple, Ben Essai”: look at whether these are the people, and all of them."),
    (5, NO_ID),
    (6, ORDER),
    (7, "Room “Salle A” also holds “Sans fuseau” at this time."),
    (8, NIGHT),
    (9, TWICE % "Europe/Berlin"),
    (9, NIGHT),
    (10, "The clock in Europe/Zurich skips 02:30 on this day. Look at the time."),
    (10, NIGHT),
    (11, "It ends before it starts. Look at the times; its length is left out."),
    (11, SAME_ID),
    (11, NO_ZONE),
    (12, "This row has no title. It is left out."),
    (13, "It has a time but no day. It is taken in without a time."),
    (13, "The day “31/02/2026” is not understood. Write it as 2025-05-14."),
    (14, "It has no day. The day of the row above is taken."),
]  # fmt: skip
ZONES = "Sessions whose time has no time zone: %s. Choose the zone that the times are meant in."
ENTRIES = [
    ("Entry 10, line 65", NO_ZONE),
    ("Entry 11, line 70", "This entry has no title. It is left out."),
    ("Entry 2, line 11", NO_ID),
    ("Entry 2, line 11", "Room “Room 1” also holds “Floating” at this time."),
    ("Entry 3, line 17", "It fills the whole day 2026-05-15. It is taken in without a time."),
    ("Entry 4, line 22", NIGHT),
    ("Entry 5, line 28", NIGHT),
    ("Entry 5, line 28", TWICE % "Europe/Zurich"),
    ("Entry 6, line 34", NIGHT),
    ("Entry 6, line 34", "The clock in Europe/Zurich skips 02:30 on this day. Look at the time."),
    ("Entry 7, line 40", "It ends before it starts. Look at the times; its length is left out."),
    ("Entry 8, line 46", SAME_ID % "Entry 1, line 4"),
    ("Line 53", "A newer version of this entry stands in the file. This one is left out."),
    ("Line 80", "It changes all later dates too. Only this date is changed: look at the others."),
    ("The whole file", ZONES % 3),
    ("The whole file", "Tasks, notes and free times of the calendar are left out: 1."),
]  # fmt: skip


def fixture(name: str) -> bytes:
    """A file of ours."""
    return (FIXTURES / name).read_bytes()


def rows() -> list[list[str]]:
    """The odd table."""
    text = fixture("csv/oddities.csv").decode()
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def by_csv() -> Source:
    return files.read(Format.CSV, fixture("csv/oddities.csv"))


def by_xlsx() -> Source:
    return files.read(Format.XLSX, files.workbook({"Forum": rows()}))


def by_docx() -> Source:
    return files.read(Format.DOCX, files.document(rows()[0][0], rows()[2:]))


PLACES: dict[str, tuple[Callable[[], Source], Callable[[int], str]]] = {
    "csv": (by_csv, lambda row: f"Row {row}"),
    "xlsx": (by_xlsx, lambda row: f"Sheet “Forum”, row {row}"),
    "docx": (by_docx, lambda row: f"Table 1, row {row - 2}"),
}


@pytest.mark.parametrize("format", PLACES)
def test_each_oddity_of_a_table_gives_its_doubt(format: str) -> None:
    read, place = PLACES[format]
    expected = [(place(row), said % place(4) if "%s" in said else said) for row, said in ROWS]
    assert sorted(files.doubts(read())) == sorted([*expected, ("The whole file", ZONES % 7)])


def test_every_format_reads_the_odd_rows_alike() -> None:
    facts = [
        [(s.key, dict(s.title), s.start, s.zone, s.minutes, s.rooms) for s in read().sessions]
        for read, _ in PLACES.values()
    ]
    assert facts[0] == facts[1] == facts[2]
    assert len(facts[0]) == 10


def test_each_oddity_of_a_calendar_gives_its_doubt() -> None:
    source = files.read(Format.ICAL, fixture("ical/oddities.ics"))
    assert sorted(files.doubts(source)) == sorted(ENTRIES)


def test_two_tables_of_one_event_are_put_together() -> None:
    both = [files.read(Format.CSV, fixture(f"csv/{name}.csv")) for name in ("programme", "second")]
    joined = together.join(both)
    assert [s.key for s in joined.sessions] == ["s1", "s2", "s3", "s4", "s5"]


def test_two_calendars_in_one_file_are_one_programme() -> None:
    source = files.read(Format.ICAL, fixture("ical/programme.ics"))
    assert [(s.key, s.is_cancelled) for s in source.sessions][-1] == ("second@example.org", True)
