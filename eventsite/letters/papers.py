"""A letter as both writers take it: every line it says, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventsite.letters import placeholders


@dataclass(frozen=True)
class Paper:
    """The parts of a letter, worded in `lang`."""

    lang: str
    title: str
    sender: str
    references: Sequence[str]
    addressee: Sequence[str]
    subject: str
    #: "Draft" in words, empty on a letter that counts.
    draft: str
    #: Paragraphs, each of lines.
    paragraphs: Sequence[Sequence[str]]
    rows_title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    closing: str
    signatory: Sequence[str]
    signature_alt: str
    check_words: str
    check_url: str
    qr_alt: str
    footer: str
    #: Bytes of a picture; empty where one signs by hand.
    signature: bytes = b""

    def said(self) -> list[str]:
        """Every line in reading order, as either file says it."""
        lines = [self.sender, *self.references, *self.addressee, self.subject, self.draft]
        lines += [line for paragraph in self.paragraphs for line in paragraph]
        if self.rows:
            lines += [self.rows_title, *self.head, *(cell for row in self.rows for cell in row)]
        lines += [self.closing, *self.signatory]
        if self.check_url:
            lines += [self.check_words, self.check_url]
        return [line for line in lines if line]


def paper(
    facts: Mapping[str, Any],
    *,
    lang: str,
    addressee: Sequence[str],
    values: Mapping[str, str],
    secret: Mapping[str, str] | None = None,
    check_url: str = "",
    signature: bytes = b"",
) -> Paper:
    """The paper of frozen `facts` (see `wording.facts`) for one addressee.

    `values` are those of placeholders; `secret` holds what stands in the rows of a visa letter.
    """
    known = {**facts["values"], **values}
    hidden = secret or {}
    subject = placeholders.fill(facts["subject"], {**known, **hidden})
    return Paper(
        lang=lang,
        title=subject,
        sender=facts["sender"],
        references=facts["references"],
        addressee=list(addressee),
        subject=subject,
        draft=facts["draft"],
        paragraphs=_paragraphs(facts["body"], {**known, **hidden}),
        rows_title=facts["rows_title"],
        head=facts["head"],
        rows=[[placeholders.fill(cell, hidden) for cell in row] for row in facts["rows"]],
        closing=facts["closing"],
        signatory=facts["signatory"],
        signature_alt=facts["signature_alt"],
        check_words=facts["check_words"],
        check_url=check_url,
        qr_alt=facts["qr_alt"],
        footer=facts["footer"],
        signature=signature,
    )


def _paragraphs(body: str, values: Mapping[str, str]) -> list[list[str]]:
    # Parted before names come in, so that no name makes a paragraph.
    parted = [[line for line in part.split("\n") if line.strip()] for part in body.split("\n\n")]
    return [[placeholders.fill(line, values) for line in part] for part in parted if part]
