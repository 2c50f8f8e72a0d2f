"""Uploaded files: checked by content, size and name, stored once, served as attachments."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa
from flask import Response, current_app, send_file
from sqlalchemy.orm import Mapped, Session, mapped_column
from werkzeug.datastructures import FileStorage

from eventsite.core import clock, text
from eventsite.core.db import Base, db
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_

#: Media type by ending, with the bytes a file of that kind begins with.
KINDS = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "webp": ("image/webp", (b"RIFF",)),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (b"PK\x03\x04",),
    ),
    "pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        (b"PK\x03\x04",),
    ),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (b"PK\x03\x04",)),
    "odt": ("application/vnd.oasis.opendocument.text", (b"PK\x03\x04",)),
    "txt": ("text/plain", ()),
    "csv": ("text/csv", ()),
}
PICTURES = ("png", "jpg", "jpeg", "webp")
DOCUMENTS = ("pdf", "docx", "pptx", "xlsx", "odt", "txt")


#: Where a session notes the paths it wrote and has not committed yet.
_WRITTEN = "written_files"


class Reason(StrEnum):
    """Why a file is refused."""

    KIND = N_("Choose a file of one of these kinds: %(kinds)s.")
    CONTENT = N_("This file's content does not match its name. Save it again as %(kind)s.")
    SIZE = N_("Choose a file smaller than %(most)s.")
    EMPTY = N_("This file is empty. Choose another one.")


class File(Base):
    """One uploaded file; its bytes lie in the files folder under its code."""

    __tablename__ = "files"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    created: Mapped[datetime]


@dataclass(frozen=True)
class Checked:
    """An upload that passed: a safe name, its type and its bytes."""

    name: str
    media_type: str
    content: bytes


def safe_name(name: str) -> str:
    """A file name without folders, control or direction characters, at most 120 long."""
    base = re.split(r"[/\\]", text.tidy(unicodedata.normalize("NFC", name)))[-1]
    base = re.sub(r'[<>:"|?*\x00-\x1f]', "_", base).strip(". ")
    stem, dot, ending = base.rpartition(".")
    return f"{(stem or 'file')[:110]}{dot}{ending[:8]}" if dot else (base[:120] or "file")


def check(upload: FileStorage, kinds: tuple[str, ...], most: int) -> Checked:
    """The upload if its name, content and size fit; raises Refused. `most` is in bytes."""
    name = safe_name(upload.filename or "file")
    ending = name.rpartition(".")[2].lower()
    if ending not in kinds:
        raise Refused(Reason.KIND, kinds=", ".join(kinds))
    content = upload.stream.read(most + 1)
    upload.close()
    if not content:
        raise Refused(Reason.EMPTY)
    if len(content) > most:
        raise Refused(Reason.SIZE, most=_size(most))
    media_type, starts = KINDS[ending]
    if (starts and not content.startswith(starts)) or (not starts and not _is_text(content)):
        raise Refused(Reason.CONTENT, kind=ending.upper())
    return Checked(name, media_type, content)


def store(checked: Checked) -> File:
    """Write the bytes and add the row; when that is not committed, the bytes go again."""
    file = File(
        code=text.new_code(12),
        name=checked.name,
        media_type=checked.media_type,
        size=len(checked.content),
        sha256=hashlib.sha256(checked.content).hexdigest(),
        created=clock.now(),
    )
    path = path_of(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    db.session().info.setdefault(_WRITTEN, []).append(path)
    path.write_bytes(checked.content)
    db.session.add(file)
    db.session.flush()
    return file


def discard(file: File) -> None:
    """Delete a row that nothing names any more, and its bytes once that is committed."""
    path = path_of(file)
    db.session.delete(file)
    db.session.flush()
    db.session().info.setdefault("discarded_files", []).append(path)


@sa.event.listens_for(Session, "after_commit")
def _unlink(session: Session) -> None:
    # The end of a savepoint counts as a commit too, but may still be rolled back.
    if not session.in_nested_transaction():
        session.info.pop(_WRITTEN, None)
        for path in session.info.pop("discarded_files", ()):
            path.unlink(missing_ok=True)


@sa.event.listens_for(Session, "after_rollback")
def _keep(session: Session) -> None:
    session.info.pop("discarded_files", None)
    # What a savepoint takes back may stand in a row of what goes on around it.
    if not session.in_nested_transaction():
        for path in session.info.pop(_WRITTEN, ()):
            path.unlink(missing_ok=True)


def path_of(file: File) -> Path:
    """Where a file's bytes lie."""
    folder: Path = current_app.config["SETTINGS"].files_dir
    return folder / file.code[:2] / file.code


def answer(file: File, inline: bool = False) -> Response:
    """The file as an attachment, or inline for pictures that were checked; kept by no cache.

    A view that shows it to everybody says how long it may be kept.
    """
    response = send_file(
        path_of(file),
        mimetype=file.media_type,
        as_attachment=not (inline and file.media_type.startswith("image/")),
        download_name=file.name,
        etag=file.sha256[:24],
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\x00" not in content


def _size(most: int) -> str:
    return f"{most // (1024 * 1024)} MB" if most >= 1024 * 1024 else f"{most // 1024} kB"
