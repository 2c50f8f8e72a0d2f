"""The list of participants as bytes of a file; both writers say the same lines."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from eventsite.core import typeset, word


@dataclass(frozen=True)
class Listed:
    """Everything the document says, worded in `lang`."""

    lang: str
    title: str
    author: str
    footer: str
    #: Below the title: the event, its days and place, whom the list holds.
    lines: Sequence[str]
    #: Parts as `{"heading", "groups": [{"heading", "people": [lines of a person]}]}`.
    parts: Sequence[dict[str, Any]]
    figures_title: str
    figures_head: Sequence[str]
    figures: Sequence[Sequence[str]]
    #: Sentences after the figures.
    ending: Sequence[str]


def pdf(listed: Listed, at: datetime) -> bytes:
    """Tagged PDF; `at` is when it says it was made."""
    values = asdict(listed)
    lang = values.pop("lang")
    return typeset.pdf(
        "registration/participants", values, lang=lang, title=values.pop("title"), at=at
    )


def docx(listed: Listed, at: datetime) -> bytes:
    """The same as DOCX, with headings, the document's language and direction."""
    made = word.begun(lang=listed.lang, title=listed.title, author=listed.author, at=at)
    made.add_heading(listed.title, 1)
    for line in listed.lines:
        made.add_paragraph(line)
    for part in listed.parts:
        made.add_heading(part["heading"], 2)
        for group in part["groups"]:
            if group["heading"]:
                made.add_heading(group["heading"], 3)
            for name, *rest in group["people"]:
                paragraph = made.add_paragraph()
                paragraph.add_run(name).bold = True
                for words in rest:
                    paragraph.add_run(f"\n{words}")
    made.add_heading(listed.figures_title, 2)
    _figures(made, listed)
    for line in listed.ending:
        made.add_paragraph(line)
    made.sections[0].footer.paragraphs[0].text = listed.footer
    return word.finished(made, listed.lang)


def _figures(made: Any, listed: Listed) -> None:
    table = made.add_table(rows=1, cols=2, style="Table Grid")
    for cell, words in zip(table.rows[0].cells, listed.figures_head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    for row in listed.figures:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
