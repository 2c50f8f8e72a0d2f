"""A paper as the bytes of a file."""

import io
from collections.abc import Iterable
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import segno

from eventsite.core import typeset
from eventsite.letters import docx_writing
from eventsite.letters.papers import Paper

_EPOCH = (1980, 1, 1, 0, 0, 0)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf(paper: Paper, at: datetime) -> bytes:
    """Tagged PDF; `at` is when the letter was issued."""
    values = {
        "sender": paper.sender,
        "references": list(paper.references),
        "addressee": list(paper.addressee),
        "subject": paper.subject,
        "draft": paper.draft,
        "paragraphs": [list(lines) for lines in paper.paragraphs],
        "rows_title": paper.rows_title,
        "head": list(paper.head),
        "rows": [list(row) for row in paper.rows],
        "closing": paper.closing,
        "signatory": list(paper.signatory),
        "signature": list(paper.signature),
        "signature_alt": paper.signature_alt,
        "check_words": paper.check_words,
        "check_url": paper.check_url,
        "qr": list(_qr(paper.check_url)) if paper.check_url else [],
        "qr_alt": paper.qr_alt,
        "footer": paper.footer,
    }
    return typeset.pdf("letters/letter", values, lang=paper.lang, title=paper.title, at=at)


def docx(paper: Paper, at: datetime) -> bytes:
    """The same as a DOCX without the moment of its writing."""
    written, made = io.BytesIO(docx_writing.write(paper, at)), io.BytesIO()
    with ZipFile(written) as there, ZipFile(made, "w", ZIP_DEFLATED) as out:
        for name in there.namelist():
            out.writestr(ZipInfo(name, _EPOCH), there.read(name), ZIP_DEFLATED)
    return made.getvalue()


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Named files in one ZIP."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as out:
        for name, content in files:
            out.writestr(ZipInfo(name, _EPOCH), content, ZIP_DEFLATED)
    return made.getvalue()


def _qr(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, light="#fff")
    return out.getvalue()
