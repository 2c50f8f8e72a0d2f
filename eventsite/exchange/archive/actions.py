"""Orders archives to be made and taken in, and lets those that lie here expire."""

import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask import current_app
from werkzeug.datastructures import FileStorage

from eventsite.core import audit, clock, files, tasks, text, trace
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_
from eventsite.events import queries as event_queries
from eventsite.events.models import Event
from eventsite.events.rules import Reason as EventReason
from eventsite.exchange.archive import applying, making
from eventsite.exchange.archive.models import ArchiveState, KeptArchive
from eventsite.exchange.archive.opening import Opened

#: How long an archive can be fetched or taken in.
KEPT_FOR = timedelta(hours=24)


class Verb(StrEnum):
    """What people do with archives."""

    ORDERED = "archive.ordered"
    BROUGHT = "archive.brought"
    ORDERED_IN = "archive.ordered_in"
    TAKEN_IN = "archive.taken_in"
    DISCARDED = "archive.discarded"


class Reason(StrEnum):
    """Why an archive is not taken in."""

    TAKEN = N_("This archive was taken in already.")
    NOT_CHECKED = N_("This archive is still being checked. Wait until the job is done.")


def order_archive(event: Event, actor: str) -> KeptArchive:
    """Order the job that makes an event's archive; one that is being made is not made twice.

    It holds personal data, so a note says who asked for it.
    """
    event = lock(Event, event.id)
    now = clock.now()
    waiting = db.session.scalar(
        sa.select(KeptArchive)
        .join(tasks.TaskRow, tasks.TaskRow.id == KeptArchive.task_id)
        .where(
            KeptArchive.event_id == event.id,
            KeptArchive.created_by == actor,
            KeptArchive.state == ArchiveState.MAKING,
            tasks.TaskRow.state.not_in(tasks.FINISHED),
        )
    )
    if waiting is not None:
        return waiting
    name = f"{event.slug}-{now.date().isoformat()}.zip"
    kept = _keep(ArchiveState.MAKING, actor, name, event.id)
    kept.task_id = tasks.enqueue("exchange.make_archive", created_by=actor, archive_id=kept.id).id
    audit.record(actor, Verb.ORDERED, f"event:{event.id}", None, {"job": kept.task_id})
    trace.note("event.archived", f"event:{event.id}", by=actor)
    db.session.flush()
    return kept


def bring(upload: FileStorage, actor: str) -> KeptArchive:
    """Keep an uploaded archive and order the job that checks it; raises Unreadable."""
    kept = _keep(ArchiveState.BROUGHT, actor, files.safe_name(upload.filename or "archive.zip"))
    path = making.path_of(kept.code)
    try:
        upload.save(path)
        path.chmod(0o600)
        with path.open("rb") as file:
            Opened(file, making.limits())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    kept.size = path.stat().st_size
    kept.task_id = tasks.enqueue("exchange.check_archive", created_by=actor, archive_id=kept.id).id
    audit.record(actor, Verb.BROUGHT, f"archive:{kept.code}", None, {"job": kept.task_id})
    db.session.flush()
    return kept


def order_in(kept: KeptArchive, wish: applying.Wish, actor: str) -> int:
    """Order the job that takes a checked archive in; the job's id. Refused where it cannot be."""
    kept = lock(KeptArchive, kept.id)
    if kept.state is ArchiveState.TAKEN:
        raise Refused(Reason.TAKEN)
    if kept.state is not ArchiveState.CHECKED:
        raise Refused(Reason.NOT_CHECKED)
    require_free(wish.slug)
    row = tasks.enqueue(
        "exchange.take_in_archive",
        created_by=actor,
        archive_id=kept.id,
        slug=wish.slug,
        as_draft=wish.as_draft,
    )
    kept.task_id = row.id
    audit.record(actor, Verb.ORDERED_IN, f"archive:{kept.code}", None, {"job": row.id})
    db.session.flush()
    return row.id


def require_free(slug: str) -> None:
    """Refuse an address that is none or that another event has."""
    if slug != text.slugify(slug) or not slug:
        raise Refused(EventReason.SLUG_SHAPE, "slug")
    if event_queries.find_event(slug) is not None:
        raise Refused(EventReason.SLUG_TAKEN, "slug")


def discard(kept: KeptArchive, actor: str) -> None:
    """Delete an archive that was brought."""
    audit.record(actor, Verb.DISCARDED, f"archive:{kept.code}", {"state": kept.state.value}, {})
    making.path_of(kept.code).unlink(missing_ok=True)
    db.session.delete(kept)
    db.session.flush()


def preview(opened: Opened) -> dict[str, list[int]]:
    """Of what belongs to the installation: how many rows are here already, and how many are new.

    By table: entities, people, series and initiatives.
    """
    found: dict[str, list[int]] = {}
    for table in making.tables():
        refers = any(column.foreign_keys for column in table.columns if column.name == table.order)
        if table.match is None or refers:
            continue
        same = [bool(table.match(row)) for _, row in opened.rows(table.member)]
        found[table.name] = [sum(same), len(same) - sum(same)]
    return found


def brought() -> Sequence[KeptArchive]:
    """Archives that lie here to be taken in, the newest first."""
    here = KeptArchive.state.in_((ArchiveState.BROUGHT, ArchiveState.CHECKED))
    return db.session.scalars(
        sa.select(KeptArchive).where(here).order_by(KeptArchive.id.desc())
    ).all()


def made(event_id: int, actor: str) -> Sequence[KeptArchive]:
    """Somebody's own archives of an event that can still be fetched, the newest first."""
    return db.session.scalars(
        sa.select(KeptArchive)
        .where(
            KeptArchive.event_id == event_id,
            KeptArchive.created_by == actor,
            KeptArchive.state == ArchiveState.MADE,
            KeptArchive.expires > clock.now(),
        )
        .order_by(KeptArchive.id.desc())
    ).all()


def find(code: str, *states: ArchiveState) -> KeptArchive | None:
    """The archive of a code in one of the states, while it has not expired."""
    return db.session.scalar(
        sa.select(KeptArchive).where(
            KeptArchive.code == code,
            KeptArchive.state.in_(states),
            KeptArchive.expires > clock.now(),
        )
    )


def drop(*which: sa.ColumnElement[bool]) -> int:
    """Delete archives with their files; how many."""
    found = db.session.scalars(sa.select(KeptArchive).where(*which)).all()
    for kept in found:
        making.path_of(kept.code).unlink(missing_ok=True)
        db.session.delete(kept)
    db.session.flush()
    return len(found)


def expire(now: datetime) -> int:
    """Delete what has lain here long enough, with its files; how many archives."""
    dropped = drop(KeptArchive.expires <= now)
    known = {f"{code}.zip" for code in db.session.scalars(sa.select(KeptArchive.code))}
    for path in making.folder().iterdir():
        # What a job that was killed left behind.
        if path.name not in known and path.stat().st_mtime < (now - KEPT_FOR).timestamp():
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return dropped


def _keep(state: ArchiveState, actor: str, name: str, event_id: int | None = None) -> KeptArchive:
    now = clock.now()
    kept = KeptArchive(
        code=text.new_code(12),
        state=state,
        event_id=event_id,
        created_by=actor,
        created=now,
        expires=now + KEPT_FOR,
        name=name,
    )
    db.session.add(kept)
    db.session.flush()
    return kept


def settings() -> dict[str, Any]:
    """What pages say of limits."""
    known = current_app.config["SETTINGS"]
    return {"upload_mb": known.max_upload_mb, "hours": int(KEPT_FOR.total_seconds() // 3600)}
