"""Keeps files that came with a form that was shown again, for a day, outside the database."""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from os import utime
from pathlib import Path

from flask import current_app

from eventsite.core import clock, text
from eventsite.core.files import Checked
from eventsite.questions.models import Question

KEPT = timedelta(days=1)
_TOKEN = re.compile(r"([A-Z2-9]{20})\.([0-9a-f]{32})")


@dataclass(frozen=True)
class Kept:
    """A file that waits for its form; `token` brings it back for its question alone."""

    token: str
    name: str
    media_type: str


def keep(question: Question, checked: Checked) -> Kept:
    """Write a checked file beside the others.

    It is no row of the database: a form that is shown again leaves nothing there.
    """
    code = text.new_code(20)
    path = _folder() / code
    path.parent.mkdir(parents=True, exist_ok=True)
    head = json.dumps({"name": checked.name, "media_type": checked.media_type})
    path.write_bytes(head.encode() + b"\n" + checked.content)
    moment = clock.now().timestamp()
    utime(path, (moment, moment))
    token = f"{code}.{_seal(code, question)}"
    return Kept(token, checked.name, checked.media_type)


def find(question: Question, token: str) -> Kept | None:
    """The file of a token that this question was given and that is still there."""
    path = _path_of(question, token)
    if path is None or not path.is_file():
        return None
    with path.open("rb") as file:
        head = json.loads(file.readline())
    return Kept(token, head["name"], head["media_type"])


def content(kept: Kept) -> Checked:
    """The file again, to be stored; FileNotFoundError when it expired in between."""
    path = _folder() / kept.token.partition(".")[0]
    _head, _, whole = path.read_bytes().partition(b"\n")
    return Checked(kept.name, kept.media_type, whole)


def expire(now: datetime) -> int:
    """Delete what has waited for more than a day; how many."""
    folder = _folder()
    old = (now - KEPT).timestamp()
    gone = [one for one in folder.iterdir() if one.stat().st_mtime < old] if folder.exists() else []
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _path_of(question: Question, token: str) -> Path | None:
    found = _TOKEN.fullmatch(token)
    if found is None or not text.same(found[2], _seal(found[1], question)):
        return None
    return _folder() / found[1]


def _seal(code: str, question: Question) -> str:
    return text.sign("pending-file", code, question.id)


def _folder() -> Path:
    # Not among the stored files, which a backup takes along.
    folder: Path = current_app.config["SETTINGS"].data_dir
    return folder / "pending"
