"""The folder of dated backups: what expires, and who is erased again after a restore."""

import json
import logging
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from eventsite.backup.values import CannotBackUp
from eventsite.core import clock, tasks
from eventsite.core.db import db
from eventsite.people.actions import everywhere
from eventsite.people.models import Person

log = logging.getLogger("eventsite.backup")

#: `plenary-20270301T090000Z.zip`: no other file of the folder is ever deleted.
_NAME = re.compile(r"plenary-(\d{8}T\d{6}Z)\.zip")
_MOMENT = "%Y%m%dT%H%M%SZ"


def next_name() -> Path:
    """Where the backup of this moment goes; the folder is made."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"plenary-{clock.now().astimezone(UTC):{_MOMENT}}.zip"


def delete_expired(now: datetime) -> list[str]:
    """Delete the dated backups older than the site keeps them; their names, the oldest first.

    Who was erased stands in them until then, so nobody keeps them longer by forgetting them.
    """
    kept = timedelta(days=current_app.config["SETTINGS"].backup_days)
    gone = [path for made, path in _dated(_folder()) if made < now - kept]
    for path in gone:
        path.unlink(missing_ok=True)
        log.info("backup %s was deleted: it was older than %s days", path.name, kept.days)
    return [path.name for path in gone]


@tasks.periodic("backup.expire", every=timedelta(days=1))
def expire_daily() -> None:
    """Backups that are too old go."""
    delete_expired(clock.now())


def newest_beside(path: Path) -> Path | None:
    """The newest dated backup in the same folder that was made after this one."""
    made = _made(path)
    later = [other for at, other in _dated(path.absolute().parent) if at > made]
    return later[-1] if later else None


def erase_again(path: Path) -> int:
    """Erase from this site whoever the backup knows as erased; how many were not. Commits each."""
    count = 0
    for code in _erased_in(path):
        person = db.session.scalar(
            sa.select(Person).where(Person.code == code, Person.erased.is_(None))
        )
        if person is not None:
            everywhere.erase(person)
            count += 1
        db.session.commit()
    return count


def _folder() -> Path:
    folder: Path = current_app.config["SETTINGS"].backup_dir
    return folder


def _dated(folder: Path) -> list[tuple[datetime, Path]]:
    """The dated backups of a folder with their moments, the oldest first."""
    found = [
        (datetime.strptime(match[1], _MOMENT).replace(tzinfo=UTC), path)
        for path in (folder.iterdir() if folder.is_dir() else ())
        if (match := _NAME.fullmatch(path.name))
    ]
    return sorted(found)


def _made(path: Path) -> datetime:
    with _opened(path) as archive:
        return datetime.fromisoformat(json.loads(archive.read("manifest.json"))["made"])


def _erased_in(path: Path) -> Iterator[str]:
    with _opened(path) as archive, archive.open("tables/persons.jsonl") as rows:
        for line in rows:
            row = json.loads(line)
            if row["erased"] is not None:
                yield row["code"]


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise CannotBackUp(f"{path} cannot be read as a backup ({error}).") from error
