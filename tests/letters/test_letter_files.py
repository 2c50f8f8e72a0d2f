"""PDF and DOCX of a letter say the same, in each script, tagged, and the same each time."""

import io
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from PIL import Image

from eventsite.letters import rendering
from tests.letters.paper_makings import SAID, make_paper

AT = datetime(2027, 3, 16, 9, 0, tzinfo=UTC)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 20), "navy").save(out, "PNG")
    return out.getvalue()


def letters_of(text: str) -> Counter[str]:
    """What stands in a text, whatever the order and the form in which letters join."""
    plain = unicodedata.normalize("NFKC", text)
    return Counter(c for c in plain if not c.isspace() and unicodedata.category(c) != "Cf")


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def docx_lines(content: bytes) -> list[str]:
    document: Any = docx.Document(io.BytesIO(content))
    texts = [
        "".join(t.text or "" for t in p.iter(qn("w:t")))
        for p in document.element.body.iter(qn("w:p"))
    ]
    return [text for text in texts if text]


@pytest.mark.parametrize("lang", SAID)
def test_both_files_say_every_line(lang: str) -> None:
    paper = make_paper(lang, check_url="https://example.org/letters/ABC?seal=0")
    written = docx_lines(rendering.docx(paper, AT))
    assert "".join(written).replace("\n", "") == "".join(paper.said())
    printed = letters_of(pdf_text(rendering.pdf(paper, AT)))
    said = letters_of("".join([*paper.said(), paper.footer, "1/1"]))
    assert said - printed == Counter()
    # Arabic letters are drawn as a shape and its dots, each of which says the whole letter.
    assert lang == "ar" or printed == said


def test_a_pdf_is_tagged_titled_and_speaks_its_language() -> None:
    reader = pypdf.PdfReader(io.BytesIO(rendering.pdf(make_paper("ar"), AT)))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  # a boolean object of pypdf
    assert root["/Lang"] == "ar"
    assert reader.metadata is not None
    assert reader.metadata.title == SAID["ar"][0]


def test_the_same_letter_makes_the_same_bytes() -> None:
    paper = make_paper(check_url="https://example.org/x", signature=picture())
    assert rendering.pdf(paper, AT) == rendering.pdf(paper, AT)
    assert rendering.docx(paper, AT) == rendering.docx(paper, AT)


@pytest.mark.parametrize(("lang", "turned"), [("ar", True), ("fr", False)])
def test_a_docx_names_title_language_and_direction(lang: str, turned: bool) -> None:
    document: Any = docx.Document(io.BytesIO(rendering.docx(make_paper(lang), AT)))
    assert document.core_properties.title == SAID[lang][0]
    assert document.core_properties.language == lang
    assert document.core_properties.created.replace(tzinfo=UTC) == AT
    assert [p.style.name for p in document.paragraphs if p.style.name.startswith("Head")] == [
        "Heading 1",
        "Heading 2",
    ]
    marks = {
        p.find(qn("w:pPr")) is not None and p.find(qn("w:pPr")).find(qn("w:bidi")) is not None
        for p in document.element.body.iter(qn("w:p"))
    }
    assert marks == {turned}
    header = document.tables[0].rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader"))
    assert header is not None
    assert (document.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None) == turned


@pytest.mark.parametrize("name", ["{event}", '#image("/etc/passwd")', "$x$ *b* _i_ @ref", "<b>&"])
def test_a_name_is_never_read_as_markup(name: str) -> None:
    paper = make_paper(values={"name": name, "event": "The forum"}, addressee=[name])
    assert letters_of(pdf_text(rendering.pdf(paper, AT))) == letters_of(
        "".join([*paper.said(), paper.footer, "1/1"])
    )
    assert docx_lines(rendering.docx(paper, AT))[3] == name
