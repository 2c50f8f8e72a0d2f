"""A letter as DOCX: styles, headings, a header row, the document's language and direction."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from eventsite.core import i18n
from eventsite.letters.papers import Paper

_LOCALES = {
    "ar": "ar-SA",
    "zh": "zh-CN",
    "en": "en-GB",
    "fr": "fr-FR",
    "ru": "ru-RU",
    "es": "es-ES",
}


def write(paper: Paper, at: datetime) -> bytes:
    """The same lines as the PDF; `at` is when the letter was issued."""
    made = docx.Document()
    _speak(made, paper.lang)
    _tell(made, paper, at)
    for line in (paper.sender, *paper.references, *paper.addressee):
        made.add_paragraph(line)
    made.add_heading(paper.subject, 1)
    if paper.draft:
        made.add_paragraph().add_run(paper.draft).bold = True
    for lines in paper.paragraphs:
        made.add_paragraph("\n".join(lines))
    if paper.rows:
        made.add_heading(paper.rows_title, 2)
        _table(made, paper.head, paper.rows, i18n.dir_of(paper.lang) == "rtl")
    made.add_paragraph(paper.closing)
    if paper.signature:
        made.add_picture(io.BytesIO(paper.signature), height=Mm(16))
        made.inline_shapes[-1]._inline.docPr.set("descr", paper.signature_alt)
    else:
        made.add_paragraph("\n")
    for line in paper.signatory:
        made.add_paragraph(line)
    if paper.check_url:
        made.add_paragraph(f"{paper.check_words}\n{paper.check_url}")
    made.sections[0].footer.paragraphs[0].text = paper.footer
    if i18n.dir_of(paper.lang) == "rtl":
        _turn(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _speak(made: Any, lang: str) -> None:
    """The document's language, and fonts that hold its script on most machines."""
    defaults = made.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    said = properties.find(qn("w:lang"))
    if said is None:
        said = OxmlElement("w:lang")
        properties.append(said)
    for attribute in ("w:val", "w:eastAsia", "w:bidi"):
        said.set(qn(attribute), _LOCALES.get(lang, lang))


def _tell(made: Any, paper: Paper, at: datetime) -> None:
    core = made.core_properties
    core.title, core.author, core.language = paper.title, paper.sender, paper.lang
    core.subject, core.comments = paper.footer, ""
    moment = at.astimezone(UTC).replace(tzinfo=None)
    core.created = core.modified = moment


def _table(made: Any, head: Sequence[str], rows: Sequence[Sequence[str]], turned: bool) -> None:
    table = made.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    if turned:
        table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))


def _turn(made: Any) -> None:
    """Right to left: each paragraph and each run says so."""
    bodies = [made.element.body, made.sections[0].footer._element]
    for body in bodies:
        for paragraph in body.iter(qn("w:p")):
            paragraph.get_or_add_pPr().insert_element_before(
                OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
            )
        for run in body.iter(qn("w:r")):
            run.get_or_add_rPr().append(OxmlElement("w:rtl"))
