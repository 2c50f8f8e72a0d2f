"""CSV and XLSX: read back by our import and by other tools, and never a live formula."""

import csv
import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from eventsite.core import zones
from eventsite.core.sheets.source import Limits
from eventsite.exchange import reading
from eventsite.exchange.source import Format, Source
from eventsite.exchange.writing import tables
from tests.exchange import programmes

WHOLE = programmes.programme()
HOSTILE = programmes.hostile()
WRITERS = {Format.CSV: tables.write_csv, Format.XLSX: tables.write_xlsx}


def lines(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("kind", WRITERS)
def test_our_import_reads_it_back(kind: Format) -> None:
    written = WRITERS[kind](WHOLE)
    assert reading.sniff(written, f"programme.{kind}") == kind
    source = reading.read(kind, written, Limits())
    assert [
        (s.key, dict(s.title), s.start, s.zone, s.minutes, s.kind, s.is_cancelled, s.online)
        for s in source.sessions
    ] == [
        (
            s.uid,
            dict(s.title),
            WHOLE.local(s.start).replace(tzinfo=None),
            "Europe/Zurich",
            s.minutes,
            s.kind,
            s.state == "cancelled",
            s.online,
        )
        for day in WHOLE.agenda.dates
        for s in WHOLE.agenda.on(day)
    ]
    opening = source.sessions[0]
    assert dict(opening.abstract) == dict(programmes.OPENING.abstract)
    assert (opening.languages, opening.recording) == (("en", "fr"), "https://videos.example/1")
    assert rooms_of(source) == ["Popov", "Room B"]
    assert {(v.person, v.role) for v in opening.voices} == {
        ("litia tuiloma", "moderator"),
        ("jean dupont", "speaker"),
    }
    litia = next(one for one in source.people if one.key == "litia tuiloma")
    assert (litia.honorific, litia.role_title, litia.organisation) == (
        "Ms",
        "Director",
        "Disaster Risk Office",
    )


def rooms_of(source: Source) -> list[str]:
    names = {room.key: room.names["en"] for room in source.rooms}
    return [names[key] for key in source.sessions[0].rooms]


@pytest.mark.parametrize("kind", WRITERS)
def test_hostile_titles_come_back_as_they_were(kind: Format) -> None:
    source = reading.read(kind, WRITERS[kind](HOSTILE), Limits())
    said = {s.title.get("en", "") for s in source.sessions}
    expected = {t for t in programmes.HOSTILE if t.isprintable()}
    assert {t for t in expected if t in said} == expected
    assert len(source.sessions) == len(programmes.HOSTILE)


def test_no_cell_of_the_csv_begins_a_formula() -> None:
    cells = [cell for row in lines(tables.write_csv(HOSTILE)) for cell in row]
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []
    assert "'=1+1" in cells


def test_a_spreadsheet_reads_text_alone() -> None:
    written = tables.write_xlsx(HOSTILE)
    book = openpyxl.load_workbook(io.BytesIO(written))
    assert book.sheetnames == ["Programme", "People"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert "=1+1" in {cell.value for cell in cells}
    with zipfile.ZipFile(io.BytesIO(written)) as there:
        sheets = [there.read(name) for name in there.namelist() if "worksheets/" in name]
        assert [name for name in there.namelist() if "externalLink" in name] == []
    assert len(sheets) == 2
    assert [sheet for sheet in sheets if b"<f>" in sheet or b"<hyperlink" in sheet] == []


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize(
    ("day", "at", "fold"),
    [
        (date(2027, 10, 31), time(2, 30), 0),
        (date(2027, 10, 31), time(2, 30), 1),
        (date(2027, 10, 31), time(1, 30), 0),
        (date(2027, 3, 28), time(1, 30), 0),
    ],
)
def test_nights_on_which_the_clock_changes(kind: Format, day: date, at: time, fold: int) -> None:
    night = datetime.combine(day, at)
    start = zones.resolve(night, programmes.ZONE, fold)
    one = programmes.session(
        "TWIC222", f"{at:%H:%M}", day=day, start=start, end=start + timedelta(minutes=90)
    )
    p = programmes.programme(one)
    (read,) = reading.read(kind, WRITERS[kind](p), Limits()).sessions
    assert read.start is not None
    assert (read.start, read.minutes) == (start, 90)


def test_people_stand_on_their_own_sheet() -> None:
    book = openpyxl.load_workbook(io.BytesIO(tables.write_xlsx(WHOLE)))
    rows = list(book["People"].iter_rows(values_only=True))
    assert rows[0] == (
        *("Id", "Honorific", "Name", "Position", "Organisation", "Country", "Biography (en)"),
    )
    assert [row[2] for row in rows[1:]] == ["Litia Tuiloma", "Jean Dupont"]


def test_an_empty_programme_has_its_columns() -> None:
    empty = programmes.programme(programmes.TAKEN_BACK)
    (header,) = lines(tables.write_csv(empty))
    assert header[:3] == ["Id", "Title (en)", "Date"]
    book = openpyxl.load_workbook(io.BytesIO(tables.write_xlsx(empty)))
    assert [cell.value for cell in book["Programme"][1]] == header


def test_equal_facts_give_equal_bytes() -> None:
    assert tables.write_xlsx(WHOLE) == tables.write_xlsx(programmes.programme())
    assert tables.write_csv(WHOLE) == tables.write_csv(programmes.programme())
