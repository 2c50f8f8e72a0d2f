"""Cells of documents that say several things at once, and tables without a row of headings."""

import re
from collections.abc import Sequence
from datetime import date

from eventsite.core.sheets.source import Said
from eventsite.exchange.reading import columns, hours, voices
from eventsite.exchange.reading.columns import Certainty, Column, Matching
from eventsite.exchange.reading.known_columns import Field
from eventsite.exchange.reading.timing import Row
from eventsite.exchange.reading.word_parts import Paragraph

_TIME_AT_FRONT = re.compile(
    r"\s*(\d{1,2}\s?[:.hH]\s?\d{2}(?:\s?[ap]\.?m\.?)?(?:\s*(?:[-–—]|to|à)\s*\d{1,2}\s?[:.hH]\s?\d{2}"
    r"(?:\s?[ap]\.?m\.?)?)?)\s*[:–—-]?\s*(\S.*)",
    re.DOTALL,
)
_SHORT = 120


def headless(texts: Sequence[Sequence[str]]) -> Matching:
    """What the columns of a table without headings hold: times, then titles, then people."""
    width = max((len(line) for line in texts), default=0)
    blank = columns.guess([""] * width, texts)
    timed = next((at for at in range(width) if _has_times(texts, at)), None)
    if timed is None:
        return blank
    fields = {timed: Field.TIME}
    others = [
        at for at in range(width) if at != timed and any(len(t) > at and t[at] for t in texts)
    ]
    fields |= dict(zip(others, (Field.TITLE, Field.SPEAKERS, Field.ROOM), strict=False))
    return Matching(
        tuple(
            Column(c.name, fields.get(at, ""), Certainty.LIKELY if at in fields else c.certainty,
                   c.samples)
            for at, c in enumerate(blank.columns)
        )
    )  # fmt: skip


def _has_times(texts: Sequence[Sequence[str]], at: int) -> bool:
    cells = [line[at] for line in texts if at < len(line) and line[at]]
    return bool(cells) and sum(hours.span_in(c) is not None for c in cells) * 2 >= len(cells)


def banner(where: Said, text: str, day: date | None) -> Row | None:
    """The row of a cell across the table that begins with a time: "10:30–11:00 Coffee break"."""
    found = _TIME_AT_FRONT.fullmatch(text)
    if found is None or hours.span_in(found[1]) is None:
        return None
    return Row(where, {Field.TIME: (found[1],), Field.TITLE: (" ".join(found[2].split()),)}, day)


def taken_apart(paragraphs: Sequence[Paragraph], field: str) -> dict[str, str]:
    """The first line (or all bold ones at the top) as title; people by their words; the rest.

    `field` is the field of the title with its language; the abstract gets the same one.
    """
    lines = [
        (line.strip(), p.is_bold) for p in paragraphs for line in p.text.split("\n") if line.strip()
    ]
    if not lines:
        return {}
    tops = 1
    while lines[0][1] and tops < len(lines) and lines[tops][1] and not _names_role(lines[tops][0]):
        tops += 1
    language = field.partition(":")[2]
    people: list[str] = []
    rest: list[str] = []
    among_people = False
    for text, _ in lines[tops:]:
        role = _names_role(text)
        among_people = role or (among_people and len(text) <= _SHORT)
        (people if among_people else rest).append(text)
    parts = {
        field: " ".join(text for text, _ in lines[:tops]),
        Field.SPEAKERS: "\n".join(people),
        f"{Field.ABSTRACT}:{language}" if language else Field.ABSTRACT: "\n\n".join(rest),
    }
    return {name: text for name, text in parts.items() if text}


def _names_role(line: str) -> bool:
    """Whether a line begins with what somebody does: "Moderator:", "Panellists: …"."""
    head, colon, _ = line.replace("：", ":").partition(":")
    return bool(colon) and len(head) < 40 and bool(voices.role_of(head))
