"""Rows of the full archive: made and fetched by an event's owner, taken in by staff."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from eventsite.core import archive, clock, text
from eventsite.core.db import db
from eventsite.exchange.archive import making
from eventsite.exchange.archive.models import ArchiveState, KeptArchive
from tests import make
from tests.access_table import (
    Answer,
    Row,
    Visitor,
    World,
    Writes,
    but,
    of_event,
    only_staff,
    page,
    team,
    write,
)


def keep(**said: Any) -> KeptArchive:
    """An archive that lies here for an hour, with no bytes worth reading."""
    now = clock.now()
    facts = {"code": text.new_code(12), "created": now, "expires": now + timedelta(hours=1)}
    kept = make.add(KeptArchive(**facts, name="forum.zip", **said))
    making.path_of(kept.code).write_bytes(b"PK")
    return kept


def own(world: World) -> dict[str, Any]:
    """The address of what the owner made."""
    by = f"user:{world.owner.id}"
    kept = keep(state=ArchiveState.MADE, event_id=world.event.id, created_by=by)
    return {"slug": world.event.slug, "code": kept.code}


def brought(_world: World) -> dict[str, Any]:
    """The address of what staff brought, checked."""
    kept = db.session.scalar(sa.select(KeptArchive))
    found = {
        "title": {"en": "Forum"}, "slug": "forum-2027", "first_day": "2027-06-08",
        "last_day": "2027-06-09", "rows": {"event_days": 2}, "files": 1,
        "here": {"persons": [1, 2]},
    }  # fmt: skip
    kept = kept or keep(state=ArchiveState.CHECKED, created_by="user:1", found=found)
    return {"code": kept.code}


def empty_archive() -> bytes:
    """A ZIP that is an archive with nothing in it."""
    content = io.BytesIO()
    said = {"format": archive.FORMAT, "schema": archive.SCHEMA_VERSION, "members": []}
    with zipfile.ZipFile(content, "w") as zipped:
        zipped.writestr(archive.MANIFEST, json.dumps(said))
    return content.getvalue()


def upload(_world: World) -> dict[str, Any]:
    """A file to bring."""
    return {"file": (io.BytesIO(empty_archive()), "forum.zip")}


def wish(_world: World) -> dict[str, Any]:
    """Where it shall stand."""
    return {"slug": "forum-2028", "state": "draft"}


def more(world: World) -> object:
    """One more archive in the owner's list."""
    return own(world)


ROWS: dict[tuple[str, str], Row] = {
    ("exchange.full_archive", "GET"): page(team(), of_event, grow=more, reader=Visitor.OWNER),
    ("exchange.make_archive", "POST"): write(
        team(), of_event, Writes("archive.ordered", after=("job",))
    ),
    ("exchange.archive_file", "GET"): page(but(team(), staff=Answer.HIDDEN), own),
    ("exchange.take_in_archive", "GET"): page(
        only_staff(),
        grow=lambda _world: keep(state=ArchiveState.BROUGHT, created_by="user:1"),
        reader=Visitor.STAFF,
    ),
    ("exchange.bring_archive", "POST"): write(
        only_staff(),
        writes=Writes("archive.brought", upload, after=("job",), by=Visitor.STAFF),
    ),
    ("exchange.an_archive", "GET"): page(only_staff(), brought),
    ("exchange.take_archive", "POST"): write(
        only_staff(),
        brought,
        Writes("archive.ordered_in", wish, after=("job",), by=Visitor.STAFF),
    ),
    ("exchange.discard_archive", "POST"): write(
        only_staff(), brought, Writes("archive.discarded", before=("state",), by=Visitor.STAFF)
    ),
}
