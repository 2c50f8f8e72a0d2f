"""What tables of CSV, Excel and Word say, read into sessions, people and rooms."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import openpyxl
import pytest

from eventsite.agenda.models import SessionKind, SpeakerRole
from eventsite.core import zones
from eventsite.core.sheets.source import Unreadable
from eventsite.exchange import reading
from eventsite.exchange.reading import kinds, voices, zone_names
from eventsite.exchange.reading.windows_zones import WINDOWS
from eventsite.exchange.source import Format, Source, SourceLink, SourcePerson, SourceVoice
from tests.exchange import table_files as files

FIXTURES = Path(__file__).parent / "fixtures"
NINE = datetime(2026, 5, 14, 9)  # noqa: DTZ001 - wall times are naive


def csv_of(text: str) -> Source:
    """A table in UTF-8."""
    return files.read(Format.CSV, text.encode())


def said(source: Source) -> list[str]:
    """The sentences of all doubts."""
    return [what for _, what in files.doubts(source)]


def test_a_whole_table_is_read() -> None:
    source = files.read(Format.CSV, (FIXTURES / "csv/programme.csv").read_bytes())
    opening, trust, coffee, workshop = source.sessions
    assert (opening.key, dict(opening.title), opening.start, opening.zone, opening.minutes) == (
        "s1", {"en": "Opening of the forum", "fr": "Ouverture du forum"}, NINE, "Europe/Zurich", 30,
    )  # fmt: skip
    assert (opening.kind, opening.track) == ("ceremony", "policy")
    assert opening.rooms == ("plenary hall",)
    assert (opening.languages, opening.online) == (("en", "fr"), True)
    link = "https://example.org/opening.pdf"
    assert opening.links == (SourceLink(link, link),)
    assert dict(trust.abstract) == {"en": "First paragraph.\n\nSecond paragraph."}
    assert trust.voices == (
        SourceVoice("ben sample"),
        SourceVoice("cleo model"),
        SourceVoice("dana draft", "moderator"),
    )  # fmt: skip
    assert (trust.recording, trust.online) == ("https://example.org/recording", False)
    assert (coffee.kind, coffee.rooms, coffee.online) == ("break", (), None)
    assert (workshop.is_cancelled, workshop.rooms) == (True, ("room 2", "room 3"))
    assert source.people[0] == SourcePerson(
        "ana example", "Ana Example", "Dr", "Director", "Example Union"
    )
    assert source.days == (date(2026, 5, 14), date(2026, 5, 15))
    assert said(source) == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiter_and_charset_are_told(delimiter: str, charset: str) -> None:
    rows = [["Id", "العنوان", "Room"], ["1", "افتتاح, المنتدى; معا", "Salle é"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    source = files.read(Format.CSV, text.encode(charset))
    assert [dict(s.title) for s in source.sessions] == [{"ar": "افتتاح, المنتدى; معا"}]
    assert dict(source.rooms[0].names) == {"en": "Salle é"}


def test_low_lines_and_signs_of_money_are_letters_like_others() -> None:
    source = csv_of(
        "Id,Title,Speakers,Recording\n"
        "a_1,A prize of €500 or $540,Ana Example <ana_x@example.org>,https://example.org/a_b\n"
        "a1,snake_case,,\n"
    )
    assert [(s.key, dict(s.title), s.recording) for s in source.sessions] == [
        ("a_1", {"en": "A prize of €500 or $540"}, "https://example.org/a_b"),
        ("a1", {"en": "snake_case"}, ""),
    ]
    assert [one.email for one in source.people] == ["ana_x@example.org"]


def test_what_keeps_a_cell_from_being_a_formula_is_taken_off() -> None:
    source = csv_of("Id,Title\n1,'=1+1\n2,'tis the season\n3,'@home\n")
    assert [s.title["en"] for s in source.sessions] == ["=1+1", "'tis the season", "@home"]


def test_a_persons_matching_is_followed() -> None:
    data = b"What,Titel,When\nOpening,Er\xc3\xb6ffnung,14.05.2026 09:00\n"
    chosen = {"What": "title", "Titel": "title:de", "When": "start"}
    session = reading.read(Format.CSV, data, files.LIMITS, chosen).sessions[0]
    assert (dict(session.title), session.start) == ({"en": "Opening", "de": "Eröffnung"}, NINE)
    guessed = reading.matching(Format.CSV, data, files.LIMITS)
    assert guessed.stored() == {"What": "", "Titel": "title", "When": "time"}


@pytest.mark.parametrize(
    ("cell", "start"),
    [
        ("2026-05-14T09:00:00+02:00", NINE.replace(tzinfo=timezone(timedelta(hours=2)))),
        ("2026-05-14T09:00Z", NINE.replace(tzinfo=UTC)),
        ("2026-05-14 09:00", NINE),
        ("14 May 2026, 9:00 am", NINE),
        ("46156.375", NINE),
        ("2026-05-14", None),
        ("9:00", None),
        ("soon", None),
    ],
)
def test_a_start_may_hold_its_day_and_offset(cell: str, start: datetime | None) -> None:
    assert csv_of(f'Id,Title,Start\n1,Opening,"{cell}"\n').sessions[0].start == start


def test_a_column_of_days_in_one_order_is_read_in_it() -> None:
    source = csv_of("Id,Title,Date,Start\n1,A,5/4/2026,9:00\n2,B,5/14/2026,9:00\n")
    assert source.days == (date(2026, 5, 4), date(2026, 5, 14))
    assert "two ways" not in " ".join(said(source))


def test_days_that_can_be_read_in_two_ways_are_doubted_once() -> None:
    source = csv_of("Id,Title,Date,Start\n1,A,5/4/2026,9:00\n2,B,6/4/2026,9:00\n")
    assert source.days == (date(2026, 4, 5), date(2026, 4, 6))
    assert sum("two ways" in sentence for sentence in said(source)) == 1


def test_states_of_other_tools_are_understood() -> None:
    source = csv_of("Id,Title,State\n1,A,confirmed\n2,B,Canceled\n3,C,rejected\n")
    assert [(s.key, s.is_cancelled) for s in source.sessions] == [("1", False), ("2", True)]
    assert said(source) == ["Its state is “rejected”. It is left out."]


def test_people_have_what_stands_in_columns_beside_them() -> None:
    source = csv_of(
        """Id,Title,First name,Last name,Company,Tagline,Email
1,A,Ana,Example,Example Union,Director,ana@example.org
2,B,Ana,Example,Sample Agency,,
"""
    )
    assert source.people == (
        SourcePerson("ana example", "Ana Example", role_title="Director",
                     organisation="Example Union", email="ana@example.org"),
    )  # fmt: skip
    (sentence,) = said(source)
    assert sentence.startswith("“Ana Example” stands here with another organisation than above.")


#: A cell, and its people as name/role/position/organisation.
NAMED = [
    ("Ana Example", ["Ana Example/speaker//"]),
    ("Ana Example (ITU)", ["Ana Example/speaker//ITU"]),
    ("Ana Example, Director, ITU", ["Ana Example/speaker/Director/ITU"]),
    ("Ana Example; Ben Sample", ["Ana Example/speaker//", "Ben Sample/speaker//"]),
    ("Ana Example and Ben Sample", ["Ana Example/speaker//", "Ben Sample/speaker//"]),
    ("Moderator: Ana Example", ["Ana Example/moderator//"]),
    (
        "Panellists:\n• Ana Example, ITU\n• Ben Sample",
        ["Ana Example/panellist//ITU", "Ben Sample/panellist//"],
    ),
    ("Ana Example (ITU, moderator)", ["Ana Example/moderator//ITU"]),
    (
        "Ana Example (ITU), Ben Sample (UNESCO)",
        ["Ana Example/speaker//ITU", "Ben Sample/speaker//UNESCO"],
    ),
    ("Ana Example, Ministry of Science", ["Ana Example/speaker//Ministry of Science"]),
    ("李明；王芳", ["李明/speaker//", "王芳/speaker//"]),
    ("آنا مثال، مديرة الشؤون الرقمية", ["آنا مثال/speaker/مديرة الشؤون الرقمية/"]),
    (
        "آنا مثال؛ سامي نموذج (وزارة الاتصالات)",
        ["آنا مثال/speaker//", "سامي نموذج/speaker//وزارة الاتصالات"],
    ),
    ("Председатель: Анна Пример", ["Анна Пример/chair//"]),
    ("", []),
    (":", []),
    ("(x)", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_people_are_read_from_a_cell(text: str, expected: list[str]) -> None:
    people = voices.named_in(text)
    found = [f"{p.name}/{p.role}/{p.role_title}/{p.organisation}" for p in people]
    assert found == expected


def test_forms_of_address_and_addresses_are_set_apart() -> None:
    (one,) = voices.named_in("H.E. Ms Ana Example <ana@example.org>")
    assert (one.name, one.honorific, one.email) == ("Ana Example", "H.E. Ms", "ana@example.org")


def test_roles_and_kinds_are_those_of_the_agenda() -> None:
    assert set(voices._ROLES) <= set(SpeakerRole)
    assert set(kinds._KINDS) <= set(SessionKind)
    said_kinds = [
        kinds.kind_of(k) for k in ("Keynote speech", "Table ronde", "休息", "Nothing", "")
    ]
    assert said_kinds == ["keynote", "panel", "break", "", ""]


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Zurich", "Europe/Zurich"), ("W. Europe Standard Time", "Europe/Berlin"),
        ("/mozilla.org/20050126_1/Europe/Zurich", "Europe/Zurich"), ("UTC", "UTC"), ("gmt", "UTC"),
        ("UTC+2", "Etc/GMT-2"), ("GMT-05:00", "Etc/GMT+5"),
        ("/x/America/New York", "America/New_York"),
        ("Utopia/Nowhere", ""), ("", ""), ("UTC+99", ""), ("../../etc/passwd", ""),
    ],
)  # fmt: skip
def test_zones_are_known_by_many_names(name: str, zone: str) -> None:
    assert zone_names.iana_of(name) == zone


def test_every_name_of_windows_is_a_zone() -> None:
    assert [zone for zone in WINDOWS.values() if not zones.known(zone)] == []
    assert len(WINDOWS) > 130


def test_a_workbook_is_read_with_its_own_kinds_of_cells() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Forum 2026"])
    sheet.append(["Id", "Title", "Date", "Start", "Duration", "Room"])
    sheet.append([1, "Opening", date(2026, 5, 14), time(9), timedelta(minutes=90), "Hall"])
    sheet.append([2, "Panel", None, time(11), 45, None])
    sheet.append([3, "Talk", datetime(2026, 5, 14, 9), None, "1:15", None])  # noqa: DTZ001
    sheet.merge_cells("C3:C4")
    sheet.merge_cells("F3:F5")
    book.create_sheet("Hidden").append(["Title", "Secret"])
    book["Hidden"].sheet_state = "hidden"
    book.create_sheet("Notes").append(["Anything"])
    book["Notes"].append(["else"])
    source = files.read(Format.XLSX, files.saved(book))
    assert [(s.key, s.start, s.minutes, s.rooms) for s in source.sessions] == [
        ("1", NINE, 90, ("hall",)),
        ("2", NINE.replace(hour=11), 45, ("hall",)),
        ("3", NINE, 75, ("hall",)),
    ]
    assert ("Sheet “Notes”", "This sheet has other columns than “Sheet”. It is left out.") in set(
        files.doubts(source)
    )


def test_sheets_of_the_same_columns_are_one_programme_with_their_days() -> None:
    header = ["Id", "Title", "Time"]
    data = files.workbook(
        {
            "14 May 2026": [header, [1, "Opening", "09:00–10:00"]],
            "15 May 2026": [header, [2, "Closing", "16:00–17:00"]],
        }
    )
    source = files.read(Format.XLSX, data)
    assert [(s.start, s.minutes) for s in source.sessions] == [
        (NINE, 60),
        (datetime(2026, 5, 15, 16), 60),  # noqa: DTZ001
    ]


def test_formulas_are_read_as_the_values_they_had() -> None:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = (
        b'<row r="1"><c r="A1" t="str"><v>Title</v></c></row>'
        b'<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://x")</f><v>Opening</v></c></row>'
    )
    xml = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (space, cells)
    data = files.with_member(files.workbook({"A": []}), "xl/worksheets/sheet1.xml", xml)
    assert [s.title["en"] for s in files.read(Format.XLSX, data).sessions] == ["Opening"]


DAY_ONE = [
    ["Time", "Session", "Speakers"],
    ["09:00–09:30", "Opening ceremony", "Dr Ana Example, Director, Example Union\nBen Sample"],
    ["09:30–10:30", "Trust\nHow to build it?\nModerator: Cleo Model\nPanellists:\nDana Draft", ""],
    ["10:30–11:00 Coffee break"],
    ["Part two: standards"],
    ["11h00", "Standards", "Eve Fiction"],
]
DAY_TWO = [["9:00 am – 10:00 am", "Keynote: what comes next"], ["10:00 - 12:00", "Workshop"]]


def test_a_document_as_it_comes_by_mail_is_read() -> None:
    data = files.document(
        "Forum of Examples", "Geneva, 14–15 May 2026", "Day 1 – 14 May 2026", DAY_ONE,
        "Friday, 15 May", DAY_TWO, [["Contact", "Office"]],
    )  # fmt: skip
    source = files.read(Format.DOCX, data)
    assert source.title == "Forum of Examples"
    assert [(s.title["en"], s.start, s.minutes, s.kind) for s in source.sessions] == [
        ("Opening ceremony", NINE, 30, "ceremony"),
        ("Trust", NINE + timedelta(minutes=30), 60, ""),
        ("Coffee break", NINE + timedelta(minutes=90), 30, "break"),
        ("Standards", NINE + timedelta(hours=2), None, ""),
        ("Keynote: what comes next", NINE + timedelta(days=1), 60, "keynote"),
        ("Workshop", NINE + timedelta(days=1, hours=1), 120, ""),
    ]
    trust = source.sessions[1]
    assert dict(trust.abstract) == {"en": "How to build it?"}
    assert trust.voices == (
        SourceVoice("cleo model", "moderator"), SourceVoice("dana draft", "panellist"),
    )  # fmt: skip
    heading = (
        "“Part two: standards” goes across the table and is read as a heading. It is left out."
    )
    headless = "This table has no row of headings. Its columns are read as time, title: look at its"
    assert files.doubts(source)[:3] == [
        ("Table 1, row 5", heading),
        ("Table 2", f"{headless} sessions."),
        ("Table 3", "No times or titles were found in this table. It is left out."),
    ]


def test_a_documents_columns_can_be_matched() -> None:
    data = files.document(
        "14 May 2026", [["Time", "What", "Who"], ["09:00", "Opening", "Ana Example"]]
    )
    guessed = reading.matching(Format.DOCX, data, files.LIMITS)
    assert guessed.stored() == {"Time": "time", "What": "title", "Who": ""}
    chosen = {"What": "title", "Who": "chairs"}
    session = reading.read(Format.DOCX, data, files.LIMITS, chosen).sessions[0]
    assert (session.start, session.voices) == (NINE, (SourceVoice("ana example", "chair"),))


def test_a_day_without_a_year_anywhere_is_doubted() -> None:
    data = files.document([["Time", "Title"], ["Thursday, 14 May"], ["09:00", "Opening"]])
    source = files.read(Format.DOCX, data)
    assert [s.start for s in source.sessions] == [None]
    assert ("Table 1, row 3", "It has a time but no day. It is taken in without a time.") in set(
        files.doubts(source)
    )


@pytest.mark.parametrize("format", sorted(reading.TABLES))
def test_a_table_of_headings_alone_says_so(format: Format) -> None:
    header = ["Time", "Title"]
    data = {
        Format.CSV: b"Time,Title\n",
        Format.XLSX: files.workbook({"A": [header]}),
        Format.DOCX: files.document([header]),
    }[format]
    try:
        sentences = said(files.read(format, data))
    except Unreadable as refused:
        sentences = [str(refused)]
    assert len(sentences) == 1


@pytest.mark.parametrize(
    ("cell", "role", "expected"),
    [
        (
            "Farida Haddad, Head, Regulatory Authority (TRA), Costa Rica",
            "speaker",
            [("Farida Haddad", "speaker", "Head", "Regulatory Authority, TRA, Costa Rica")],
        ),
        (
            "Ana Silva (ITU), John Smith",
            "speaker",
            [("Ana Silva", "speaker", "", "ITU"), ("John Smith", "speaker", "", "")],
        ),
        (
            "Jane Doe (Chair, Study Group 20); Bo Ha (moderator)",
            "panellist",
            [("Jane Doe", "panellist", "Chair", "Study Group 20"), ("Bo Ha", "moderator", "", "")],
        ),
        ("Jane Doe (moderator, ITU)", "speaker", [("Jane Doe", "moderator", "", "ITU")]),
        ("Wei Yan (President, Lab)", "speaker", [("Wei Yan", "speaker", "President", "Lab")]),
        ("Wei Yan (Chair)", "speaker", [("Wei Yan", "chair", "", "")]),
        ("Moderator, absent: Wei Yan", "speaker", [("Wei Yan", "moderator", "", "")]),
    ],
)
def test_countries_and_positions_are_no_people_and_no_roles(
    cell: str, role: str, expected: list[tuple[str, str, str, str]]
) -> None:
    found = voices.named_in(cell, role)
    assert [(one.name, one.role, one.role_title, one.organisation) for one in found] == expected
