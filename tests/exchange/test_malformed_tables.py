"""Broken and hostile tables and calendars: a sentence that names the place, nothing else."""

import functools
import io
import random
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.core.sheets.source import Unreadable
from eventsite.exchange import reading
from eventsite.exchange.source import Format
from tests.exchange import table_files as files

FIXTURES = Path(__file__).parent / "fixtures"
HEADER = b"Id,Title,Date,Start,End,Room,Speakers\n"
ROW = b"1,Opening,2026-05-14,09:00,10:00,Room A,Ann Lee\n"
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Opening\r\n"
    b"DTSTART:20260514T090000Z\r\n%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
LONG = "Long. " * 500


@functools.cache
def book() -> bytes:
    """A small workbook that is read."""
    return files.workbook({"Programme": [["Id", "Title", "Start"], [1, "Opening", "09:00"]]})


@functools.cache
def paper() -> bytes:
    """A small document that is read."""
    return files.document("14 May 2026", [["Time", "Title"], ["09:00", "Opening"]])


def sheet(content: bytes) -> bytes:
    """The workbook with another sheet in place of its own."""
    return files.with_member(book(), "xl/worksheets/sheet1.xml", content)


def text(content: bytes) -> bytes:
    """The document with another text in place of its own."""
    return files.with_member(paper(), "word/document.xml", content)


def sheet_of(cells: bytes) -> bytes:
    """A workbook whose sheet holds these rows."""
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return sheet(b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (space, cells))


def calendar(line: bytes) -> bytes:
    """A calendar with one more line in its entry."""
    return CALENDAR % line


def raw_zip(names: list[str], change: Callable[[zipfile.ZipInfo], None] | None = None) -> bytes:
    """A workbook with further members of these names, whatever they are."""
    into = io.BytesIO(book())
    with zipfile.ZipFile(into, "a") as out:
        for name in names:
            member = zipfile.ZipInfo(name)
            if change:
                change(member)
            out.writestr(member, b"x")
    return into.getvalue()


def encrypted() -> bytes:
    """The workbook with the mark of encryption at each member of its list."""
    data = bytearray(book())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def overlapping() -> bytes:
    """The workbook whose last member begins where its first does."""
    data = bytearray(book())
    last = data.rfind(b"PK\x01\x02")
    data[last + 42 : last + 46] = struct.pack("<L", 0)
    return bytes(data)


def counted(number: int) -> bytes:
    """The workbook that claims so many members."""
    data = bytearray(book())
    end = data.rfind(b"PK\x05\x06")
    data[end + 8 : end + 12] = struct.pack("<HH", number, number)
    return bytes(data)


def linked(member: zipfile.ZipInfo) -> None:
    """Make the member a symbolic link."""
    member.external_attr = 0o120777 << 16


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
LAUGHS = ENTITY.replace(b"]>", b'<!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>')
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd">'
#: What is wrong, the format or None to have it told by its content, and the file.
MALFORMED: list[tuple[str, Format | None, bytes]] = [
    ("nothing", None, b""),
    ("blank lines", None, b"\r\n \n\t\n"),
    ("csv: nothing but a mark", None, b"\xef\xbb\xbf"),
    ("csv: a quote that never closes", None, HEADER + b'1,"Opening' + b"\nx" * 3000),
    ("csv: text behind a quote", None, HEADER + ROW + b'2,"Open"ing,,,,,\n'),
    ("csv: too many rows", None, HEADER + ROW * 5000),
    ("csv: a few rows too many", None, HEADER + ROW * 51),
    ("csv: too many columns", None, HEADER + b"," * 500),
    ("csv: too large", None, HEADER + b"x" * 400_000),
    ("csv: a text too long", None, HEADER + b"1," + LONG.encode() + b",,,,,\n"),
    ("csv: no title", None, b"a,b,c\n1,2,3\n"),
    ("csv: another charset", None, HEADER + "1,Opération,,,,,\n".encode("cp1252")),
    ("csv: Arabic of old", None, HEADER + "1,افتتاح المنتدى,,,,,\n".encode("cp1256")),
    ("csv: broken UTF-16", None, "Title\nOpening\n".encode("utf-16") + b"\xd8"),
    ("csv: NUL bytes", None, HEADER + b"1,Open\0ing,2026-05-14,25:00,,,\n"),
    ("csv: stacked marks", None, HEADER + "1,Z{},,,,,\n".format("\u0301" * 1500).encode()),
    (
        "csv: a hostile name",
        None,
        HEADER + b"1,Opening,,,,,<script>alert(1)</script>\n1,Two,,,,,x\n",
    ),
    ("csv: no such day", None, HEADER + b"1,Opening,31.02.2026,09:00,,,\n"),
    ("xlsx: cut off", Format.XLSX, book()[:900]),
    ("xlsx: changed inside", Format.XLSX, sheet(b"<worksheet><sheetData><row")),
    ("xlsx: entities", Format.XLSX, sheet(LAUGHS + b"<x>&c;</x>")),
    ("xlsx: an outside file", Format.XLSX, sheet(OUTSIDE + b"<x/>")),
    (
        "xlsx: entities among shared texts",
        Format.XLSX,
        files.with_member(book(), "xl/sharedStrings.xml", ENTITY + b"<sst>&a;</sst>"),
    ),
    ("xlsx: nested too deep", Format.XLSX, sheet(b"<a>" * 200)),
    (
        "xlsx: a cell far below",
        Format.XLSX,
        sheet_of(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
    ),
    (
        "xlsx: a cell far to the side",
        Format.XLSX,
        sheet_of(b'<row r="1"><c r="&#88;FD1"><v>1</v></c></row>'),
    ),
    ("xlsx: a bomb", Format.XLSX, sheet_of(b" " * 1_500_000)),
    (
        "xlsx: many small bombs",
        Format.XLSX,
        files.zipped(
            {
                "xl/workbook.xml": b"<x/>",
                **{f"xl/worksheets/{n}.xml": b"<x>" + b" " * 900_000 + b"</x>" for n in range(3)},
            }
        ),
    ),
    ("xlsx: two members of one name", Format.XLSX, raw_zip(["XL/workbook.xml"])),
    ("xlsx: climbs out", Format.XLSX, raw_zip(["xl/../../../etc/passwd"])),
    ("xlsx: an absolute name", Format.XLSX, raw_zip(["/etc/passwd"])),
    ("xlsx: a name of Windows", Format.XLSX, raw_zip(["C:/x"])),
    ("xlsx: a link", Format.XLSX, raw_zip(["xl/link"], linked)),
    ("xlsx: a password", Format.XLSX, encrypted()),
    ("xlsx: members over one another", Format.XLSX, overlapping()),
    ("xlsx: too many members", Format.XLSX, counted(60_000)),
    ("xlsx: no sheet", Format.XLSX, files.with_member(book(), "xl/workbook.xml", b"<workbook/>")),
    ("xlsx: no workbook", Format.XLSX, files.zipped({"a.txt": b"x"})),
    (
        "xlsx: a failed formula",
        Format.XLSX,
        files.workbook({"P": [["Id", "Title", "Room"], [1, "Opening", "#REF!"]]}),
    ),
    ("zip: inside a zip", None, files.zipped({"inner.zip": book()})),
    ("docx: entities", Format.DOCX, text(LAUGHS + b"<x>&c;</x>")),
    ("docx: an outside file", Format.DOCX, text(OUTSIDE + b"<x/>")),
    ("docx: cut off", Format.DOCX, text(b"<w:document>")),
    ("docx: nested too deep", Format.DOCX, text(b"<a>" * 300)),
    ("docx: no table", Format.DOCX, files.document("14 May 2026")),
    ("docx: no programme", Format.DOCX, files.document([["a", "b"], ["c", "d"]])),
    (
        "docx: too many rows",
        Format.DOCX,
        files.document([["Time", "Title"]] + [["09:00", "x"]] * 60),
    ),
    ("docx: no document", Format.DOCX, files.zipped({"a.txt": b"x"})),
    ("ical: cut off", None, CALENDAR[:90]),
    ("ical: ends what never began", None, calendar(b"END:VALARM")),
    ("ical: a line without a colon", None, calendar(b"DESCRIPTION")),
    ("ical: nested too deep", None, calendar(b"BEGIN:X\r\n" * 9)),
    ("ical: a text too long", None, calendar(b"DESCRIPTION:" + b"x" * 9000)),
    ("ical: a text too long by folds", None, calendar(b"DESCRIPTION:" + b"x\r\n " * 9000)),
    ("ical: too many entries", None, calendar(b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 60)),
    ("ical: too many lines", None, calendar(b"COMMENT:x\r\n" * 2500)),
    ("ical: every second", None, calendar(b"RRULE:FREQ=SECONDLY")),
    ("ical: without end", None, calendar(b"RRULE:FREQ=WEEKLY")),
    ("ical: never due", None, calendar(b"RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")),
    ("ical: by steps of nothing", None, calendar(b"RRULE:FREQ=DAILY;INTERVAL=0")),
    ("ical: a million dates", None, calendar(b"RRULE:FREQ=DAILY;COUNT=999999")),
    ("ical: another charset", None, calendar("DESCRIPTION:é".encode("cp1252"))),
    (
        "ical: an unknown zone",
        None,
        calendar(b"").replace(b"DTSTART:20260514T090000Z", b"DTSTART;TZID=Foo:20260514T090000"),
    ),
    ("ical: no time at all", None, calendar(b"").replace(b"20260514T090000Z", b"tomorrow")),
]


def sentences() -> dict[str, str]:
    """What is wrong → where it stands and what the sentence says."""
    lines = (FIXTURES / "malformed_tables.txt").read_text("utf-8").splitlines()
    return {name: said for name, _, said in (line.partition(" | ") for line in lines)}


@pytest.mark.parametrize(
    ("name", "format", "data"), MALFORMED, ids=[name for name, *_ in MALFORMED]
)
def test_it_is_refused_or_doubted_with_its_place(
    name: str, format: Format | None, data: bytes
) -> None:
    expected = sentences()[name]
    assert [s for s in files.outcome(format, data, files.LOW) if s == expected] == [expected]


def test_every_sentence_is_of_a_file() -> None:
    assert list(sentences()) == [name for name, *_ in MALFORMED]


def test_what_stands_beside_the_programme_is_not_opened() -> None:
    links = b"<externalLink xmlns:r='x' r:id='rId1'>" + ENTITY
    data = files.with_member(book(), "xl/externalLinks/externalLink1.xml", links)
    assert [s.title["en"] for s in files.read(Format.XLSX, data).sessions] == ["Opening"]


@pytest.mark.parametrize("format", list(Format)[:4])
@settings(max_examples=40)
@given(data=st.binary(max_size=400))
def test_no_bytes_raise_anything_else(format: Format, data: bytes) -> None:
    files.outcome(None, data, files.LOW) and files.outcome(format, data, files.LOW)


SOUND: dict[Format, Callable[[], bytes]] = {
    Format.CSV: lambda: HEADER + ROW * 3,
    Format.XLSX: book,
    Format.DOCX: paper,
    Format.ICAL: lambda: calendar(b"RRULE:FREQ=DAILY;COUNT=3\r\nATTENDEE;CN=Ann:mailto:a@b.org"),
}


@pytest.mark.parametrize("format", SOUND)
@settings(max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_no_changed_file_raises_anything_else(format: Format, seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(SOUND[format]())
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(data))
        data[at : at + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
    files.outcome(format, bytes(data), files.LOW)


@pytest.mark.parametrize("format", [Format.XLSX, Format.DOCX])
@settings(max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_no_changed_part_raises_anything_else(format: Format, seed: int) -> None:
    dice = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(SOUND[format]())) as sound:
        members = {name: bytearray(sound.read(name)) for name in sound.namelist()}
    for content in members.values():
        for _ in range(dice.randint(0, 3)):
            at = dice.randrange(len(content))
            piece = dice.choice([b"<", b">", b"0", b"99999999", b"-1", b"&#0;", b"A", b"", b'"'])
            content[at : at + dice.randint(0, 2)] = piece
    files.outcome(format, files.zipped({n: bytes(c) for n, c in members.items()}), files.LOW)


def test_a_hundred_thousand_rows_are_refused_in_little_memory() -> None:
    data = HEADER + ROW * 100_000
    with pytest.raises(Unreadable, match="more than 5000 rows"):
        files.read(Format.CSV, data)
    assert _most_memory(Format.CSV, data) < 8 * len(data)


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/media/picture.png"])
def test_a_bomb_is_refused_or_left_alone_in_little_memory(name: str) -> None:
    data = files.with_member(book(), name, b" " * 60_000_000)
    assert len(data) < 100_000
    assert _most_memory(Format.XLSX, data) < 25_000_000


def _most_memory(format: Format, data: bytes) -> int:
    tracemalloc.start()
    try:
        files.outcome(format, data, files.LIMITS)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_every_table_format_is_read_lazily() -> None:
    assert reading.TABLES | {Format.ICAL} == set(SOUND)
