"""The jobs that make an archive, check one, and take one in."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from eventsite.calendars.jobs import counting
from eventsite.core import archive, audit, clock, i18n, tasks
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.core.sheets.source import Unreadable
from eventsite.events.models import Event
from eventsite.exchange.archive import actions, applying, checking, making, reasons
from eventsite.exchange.archive.actions import Verb
from eventsite.exchange.archive.models import ArchiveState, KeptArchive
from eventsite.exchange.archive.opening import Opened

_PARTS = 3


@tasks.task("exchange.make_archive")
def make_archive(job: tasks.Job, archive_id: int) -> dict[str, Any]:
    """Write an event's archive; leads to its file. Run twice, it is written twice."""
    kept = db.session.get_one(KeptArchive, archive_id)
    code, event_id = kept.code, kept.event_id
    if event_id is None:
        raise LookupError(f"archive:{code}")
    # Writing takes long, reads its own moment of the database and locks nothing.
    db.session.rollback()
    said = gettext("Writing tables and files.")
    try:
        size = making.make(
            making.path_of(code), event_id, lambda done, total: job.progress(done, total, said)
        )
    except archive.MissingFile as missing:
        raise tasks.NotRun(missing_words(missing)) from missing
    kept = db.session.get_one(KeptArchive, archive_id)
    kept.state, kept.size, kept.expires = ArchiveState.MADE, size, clock.now() + actions.KEPT_FOR
    slug = db.session.get_one(Event, event_id).slug
    db.session.flush()
    href = _path("exchange.archive_file", slug=slug, code=code)
    return {"href": href, "label": gettext("Download the archive")}


def missing_words(missing: archive.MissingFile) -> str:
    """Which file's bytes are not there."""
    said = gettext(
        "The uploaded file %(code)s is damaged or missing on the server, so the archive would not "
        "be whole. Tell the platform's staff.",
        code=missing.name,
    )
    return str(said)


@tasks.task("exchange.check_archive")
def check_archive(job: tasks.Job, archive_id: int) -> dict[str, Any]:
    """Read a brought archive to its end and keep what is in it; leads to its page."""
    code = db.session.get_one(KeptArchive, archive_id).code
    db.session.rollback()
    said = gettext("Checking every file and row.")
    with making.path_of(code).open("rb") as file:
        try:
            opened = Opened(file, making.limits())
            found = checking.check(
                opened, making.tables(), lambda done, total: job.progress(done, total, said)
            )
        except Unreadable as error:
            raise tasks.NotRun(reasons.words(error)) from error
        here = actions.preview(opened)
    kept = db.session.get_one(KeptArchive, archive_id)
    kept.state, kept.found = ArchiveState.CHECKED, {**found.dump(), "here": here}
    db.session.flush()
    href = _path("exchange.an_archive", code=code)
    return {"href": href, "label": gettext("See what is inside")}


@tasks.task("exchange.take_in_archive")
def take_in_archive(job: tasks.Job, archive_id: int, slug: str, as_draft: bool) -> dict[str, Any]:
    """Add a checked archive's event in one transaction; leads to its overview."""
    kept = db.session.get_one(KeptArchive, archive_id)
    code = kept.code
    if kept.state is not ArchiveState.TAKEN:
        db.session.rollback()
        wish = applying.Wish(slug, as_draft)
        event_id = take_in(
            making.path_of(code), wish, job.created_by, job.progress, lambda: _claim(archive_id)
        )
        kept = db.session.get_one(KeptArchive, archive_id)
        # Nobody needs it any more; the next look at what has expired deletes it.
        kept.state, kept.event_id, kept.expires = ArchiveState.TAKEN, event_id, clock.now()
        db.session.flush()
    href = _path("events.overview", slug=slug)
    return {"href": href, "label": gettext("Open the event")}


def _claim(archive_id: int) -> None:
    """Hold the archive until the commit; refused where another job took it in meanwhile."""
    if lock(KeptArchive, archive_id).state is not ArchiveState.CHECKED:
        raise Refused(actions.Reason.TAKEN)


def _unclaimed() -> None:
    """Nobody else takes in a file that a person named on the console."""


def take_in(
    path: Path,
    wish: applying.Wish,
    actor: str,
    progress: Any,
    claim: Callable[[], None] = _unclaimed,
) -> int:
    """Check an archive once more and add its event; the id. Flushes; raises NotRun or Refused.

    `claim` is called before the first row is written.
    """
    # Of its own, because two jobs may take the same archive in: one of them is refused below.
    staged = Path(tempfile.mkdtemp(prefix=f"{path.stem}.", dir=making.folder()))
    steps = 100 * _PARTS

    def part(number: int, sentence: str) -> Any:
        return lambda done, total: progress(
            number * 100 + 100 * done // max(total, 1), steps, sentence
        )

    try:
        with path.open("rb") as file:
            opened = Opened(file, making.limits())
            tables = making.tables()
            checking.check(opened, tables, part(0, gettext("Checking every file and row.")))
            _stage(opened, staged, part(1, gettext("Unpacking files.")))
            claim()
            actions.require_free(wish.slug)
            adding = part(2, gettext("Adding the event."))
            event_id = applying.apply(opened, tables, wish, staged, adding)
    except Unreadable as error:
        raise tasks.NotRun(reasons.words(error)) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    event = db.session.get_one(Event, event_id)
    if event.withdrawn is None:
        # They have it in their calendars from where it was before.
        counting.count_as_told(event)
    audit.record(actor, Verb.TAKEN_IN, f"event:{event_id}", None, {"rows": _rows(opened)})
    db.session.flush()
    return event_id


def _rows(opened: Opened) -> int:
    return sum(member.rows or 0 for member in opened.members.values())


def _stage(opened: Opened, folder: Path, progress: Any) -> None:
    """The files' bytes beside the archive, so that adding the event is short."""
    paths = [path for path in opened.members if path.startswith("files/")]
    for number, path in enumerate(paths):
        progress(number, len(paths))
        with (folder / path.removeprefix("files/")).open("xb") as target:
            for piece in opened.stream(path):
                target.write(piece)


def _path(endpoint: str, **values: str) -> str:
    return urlsplit(i18n.url_in(i18n.current_lang(), endpoint, **values)).path


@tasks.periodic("exchange.expire_archives", every=timedelta(hours=1))
def expire_hourly() -> None:
    """Archives that have lain here for a day go."""
    actions.expire(clock.now())
