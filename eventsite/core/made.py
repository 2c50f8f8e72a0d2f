"""Files that a job made: for whoever ordered it, for a day."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from eventsite.core import clock, files, tasks
from eventsite.core.db import Base, db
from eventsite.core.files import File

KEPT_FOR = timedelta(hours=24)


class MadeFile(Base):
    """What one job made."""

    __tablename__ = "made_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: What it is about, such as `event:12`.
    subject: Mapped[str] = mapped_column(sa.String(80), index=True)
    #: The job that made it; one that is run again leaves nothing twice.
    task_id: Mapped[int] = mapped_column(unique=True)
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("files.id", ondelete="RESTRICT"))
    created_by: Mapped[str] = mapped_column(sa.String(80))
    created: Mapped[datetime] = mapped_column(index=True)

    file: Mapped[File] = relationship(lazy="raise_on_sql")


def keep(*, actor: str, subject: str, task_id: int, checked: files.Checked) -> None:
    """Keep what a job made, until a day has passed."""
    row = MadeFile(
        subject=subject,
        task_id=task_id,
        file_id=files.store(checked).id,
        created_by=actor,
        created=clock.now(),
    )
    db.session.add(row)
    db.session.flush()


def find(*, actor: str, subject: str, task_id: int) -> File | None:
    """What a job of this person made about the subject."""
    row = db.session.scalar(
        sa.select(MadeFile)
        .where(
            MadeFile.task_id == task_id,
            MadeFile.subject == subject,
            MadeFile.created_by == actor,
        )
        .options(joinedload(MadeFile.file))
    )
    return row.file if row is not None else None


def forget(now: datetime) -> int:
    """Delete what is a day old; how many."""
    return _drop(MadeFile.created < now - KEPT_FOR)


def drop(subjects: list[str]) -> int:
    """Delete what was made about these; it can be made again. How many."""
    return _drop(MadeFile.subject.in_(subjects))


def _drop(*which: sa.ColumnElement[bool]) -> int:
    found = db.session.scalars(sa.select(MadeFile).where(*which)).all()
    for one in found:
        file = db.session.get_one(File, one.file_id)
        db.session.delete(one)
        db.session.flush()
        files.discard(file)
    return len(found)


@tasks.periodic("core.forget_made_files", every=timedelta(hours=1))
def forget_daily() -> None:
    """Nobody fetches them any more."""
    forget(clock.now())
