"""The programme as a document: what it says, in which direction, and as others read it."""

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from flask import Flask
from lxml import etree

from eventsite.agenda import words as agenda_words
from eventsite.agenda.models import SpeakerRole
from eventsite.core import i18n
from eventsite.core.sheets.source import Limits
from eventsite.exchange import reading
from eventsite.exchange.reading import voices
from eventsite.exchange.source import Format
from eventsite.exchange.writing import docx_file, programme
from tests.exchange import programmes

WHOLE = programmes.programme()


def written(p: programme.Programme) -> Document:
    return docx.Document(io.BytesIO(docx_file.write(p)))


def words(found: Any) -> list[str]:
    return [paragraph.text for paragraph in found.paragraphs]


@pytest.fixture(scope="module")
def speaking() -> Flask:
    """An application that knows languages and nothing else."""
    app = Flask("speaking")
    i18n.init_app(app)
    return app


@pytest.fixture(scope="module")
def english() -> Document:
    return written(WHOLE)


@pytest.fixture(scope="module")
def arabic(speaking: Flask) -> Document:
    with speaking.test_request_context("/", environ_overrides={"eventsite.lang": "ar"}):
        return written(programmes.programme(lang="ar", said_as="البرنامج"))


def test_the_head_says_what_when_where_and_which_version(english: Document) -> None:
    assert [(p.style.name, p.text) for p in english.paragraphs if p.style and p.text][:6] == [
        ("Title", "Forum on open worlds"),
        ("Subtitle", "Programme"),
        ("Normal", "Tue 16 – Wed 17 March 2027"),
        ("Normal", "CICG, Geneva, Switzerland"),
        ("Normal", "Version 6, published 2027-01-15 16:20 (UTC+1)"),
        ("Normal", "Times are those of Geneva (UTC+1)."),
    ]
    foot = english.sections[0].footer.paragraphs[0]
    assert foot.text.startswith("Forum on open worlds · Version 6 · ")
    assert [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))] == ["PAGE"]


def test_each_day_has_a_heading_and_a_table_whose_head_is_repeated(english: Document) -> None:
    headings = [p.text for p in english.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == ["Tue 16 March 2027 – Main day", "Wed 17 March 2027"]
    assert [len(table.rows) for table in english.tables] == [6, 2]
    for table in english.tables:
        first, *rest = table.rows
        assert [cell.text for cell in first.cells] == ["Time", "Session", "Speakers"]
        assert first._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rest)
    caption = english.tables[0]._tbl.tblPr.find(qn("w:tblCaption"))
    assert caption is not None
    assert caption.get(qn("w:val")) == "Programme, Tue 16 March 2027"


def test_every_program_finds_the_widths_of_the_columns(english: Document) -> None:
    table = english.tables[0]
    widths = [column.width for column in table.columns]
    assert len(set(widths)) == 3
    assert [cell.width for cell in table.rows[1].cells] == widths


def test_a_row_says_all_of_a_session(english: Document) -> None:
    time, what, who = english.tables[0].rows[1].cells
    assert time.text == "09:30–10:45"
    assert words(what) == [
        "Opening: worlds for all",
        "Popov, Room B and online · Standards",
        "Languages: English, French",
        "Interpretation: Arabic, Chinese",
        "With captions.",
        "Welcome to all.",
        "Second paragraph.",
        "Words of welcome (10 minutes, Litia Tuiloma)",
    ]
    assert what.paragraphs[0].runs[0].bold
    assert words(who) == [
        "Moderator: Ms Litia Tuiloma, Director, Disaster Risk Office, Fiji",
        "Jean Dupont, Rapporteur of SG 20, Fiji",
    ]


def test_what_is_cancelled_says_so_and_what_is_gone_is_not_there(english: Document) -> None:
    cells = [row.cells[1] for row in english.tables[0].rows]
    (off,) = [cell for cell in cells if "GONE222" in cell.text]
    assert [(run.text, run.font.strike) for run in off.paragraphs[0].runs] == [
        ("Cancelled: ", None),
        ("Session GONE222", True),
    ]
    assert [cell.text for cell in cells if "Taken back" in cell.text] == []


def test_readers_and_machines_know_its_language_and_title(english: Document) -> None:
    core = english.core_properties
    assert (core.title, core.author, core.language, core.version) == (
        "Forum on open worlds – Programme",
        "Plenary",
        "en-GB",
        "6",
    )
    normal = english.styles["Normal"].element
    assert normal.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    # The title of the second day's session is French alone.
    run = english.tables[1].rows[1].cells[1].paragraphs[0].runs[0]
    assert run._r.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val")) == "fr-CH"


def test_arabic_stands_from_the_right(arabic: Document) -> None:
    table = arabic.tables[0]
    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    assert arabic.sections[0]._sectPr.find(qn("w:bidi")) is not None
    said = [p for row in table.rows for cell in row.cells for p in cell.paragraphs]
    said += arabic.paragraphs
    assert [p.text for p in said if p.text and p._p.find(f".//{qn('w:bidi')}") is None] == []
    time, what, _who = table.rows[1].cells
    assert (time.text, what.paragraphs[0].text) == ("09:30–10:45", "الافتتاح")
    assert (time.paragraphs[0].runs[0].font.rtl, what.paragraphs[0].runs[0].font.rtl) == (
        None,
        True,
    )
    language = what.paragraphs[0].runs[0]._r.find(f"{qn('w:rPr')}/{qn('w:lang')}")
    assert language.get(qn("w:bidi")) == "ar-SA"
    # What is said in English alone is read from the left within its line.
    coffee = table.rows[2].cells[1].paragraphs[0].runs[0]
    assert (coffee.text, coffee.font.rtl) == ("Coffee", None)


#: ECMA-376 §17.3.2.28, §17.3.1.26, §17.4.60: which order programs insist on.
ORDER = {
    "rPr": "rStyle rFonts b bCs i iCs caps strike color sz szCs u rtl cs lang",
    "pPr": "pStyle keepNext keepLines numPr pBdr bidi spacing ind contextualSpacing jc outlineLvl",
    "tblPr": "tblStyle bidiVisual tblW jc tblInd tblBorders tblLayout tblLook tblCaption",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg bidi docGrid",
}


@pytest.mark.parametrize("language", ["english", "arabic"])
def test_parts_stand_in_the_order_of_the_standard(
    request: pytest.FixtureRequest, language: str
) -> None:
    document: Document = request.getfixturevalue(language)
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as there:
        for name in ("word/document.xml", "word/styles.xml", "word/footer1.xml"):
            root = etree.fromstring(there.read(name))
            for kind, order in ORDER.items():
                for node in root.iter(qn(f"w:{kind}")):
                    found = [etree.QName(child).localname for child in node]
                    known = [tag for tag in found if tag in order.split()]
                    assert known == sorted(known, key=order.split().index), (name, kind, found)


def test_our_import_reads_it_back() -> None:
    data = docx_file.write(WHOLE)
    assert reading.sniff(data, "programme.docx") == Format.DOCX
    source = reading.read(Format.DOCX, data, Limits())
    assert [(s.start, s.minutes) for s in source.sessions] == [
        (WHOLE.local(s.start).replace(tzinfo=None), s.minutes)
        for day in WHOLE.agenda.dates
        for s in WHOLE.agenda.on(day)
    ]
    assert source.sessions[0].title["en"] == "Opening: worlds for all"
    assert {person.name for person in source.people} == {"Litia Tuiloma", "Jean Dupont"}


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
@pytest.mark.parametrize("is_absent", [False, True])
@pytest.mark.parametrize("role", SpeakerRole)
def test_our_import_knows_every_role_it_names(
    speaking: Flask, role: SpeakerRole, is_absent: bool, lang: str
) -> None:
    with speaking.test_request_context("/", environ_overrides={"eventsite.lang": lang}):
        said = agenda_words.voice(role, is_absent)
    cell = f"{said}: Jean Dupont" if said else "Jean Dupont"
    (found,) = voices.named_in(cell)
    # French has one word for who is on a panel and who speaks.
    known = SpeakerRole.SPEAKER if (role, lang) == (SpeakerRole.PANELLIST, "fr") else role
    assert (found.name, found.role) == ("Jean Dupont", known)


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_hostile_texts_stay_texts(speaking: Flask, lang: str) -> None:
    p = programmes.hostile()
    with speaking.test_request_context("/", environ_overrides={"eventsite.lang": lang}):
        data = docx_file.write(programmes.programme(agenda=p.agenda, people=p.people, lang=lang))
    with zipfile.ZipFile(io.BytesIO(data)) as there:
        assert not [name for name in there.namelist() if "embeddings" in name or "vba" in name]
        root = etree.fromstring(there.read("word/document.xml"))
    # Only the page number is worked out by the reader's program.
    assert list(root.iter(qn("w:fldSimple"), qn("w:instrText"), qn("w:hyperlink"))) == []
    said = "".join(node.text or "" for node in root.iter(qn("w:t")))
    assert "=1+1" in said
    assert "</script><script>alert(1)</script>" in said


def test_equal_facts_give_equal_bytes() -> None:
    assert docx_file.write(WHOLE) == docx_file.write(programmes.programme())


def test_an_empty_programme_says_so() -> None:
    empty = written(programmes.programme(programmes.TAKEN_BACK))
    assert empty.tables == []
    assert words(empty).count("Nothing is planned on this day yet.") == 2
