"""Press twice, act once: what a form's key led to, remembered for 24 hours."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core import clock, tasks
from eventsite.core.db import Base, changed, db

KEPT_FOR = timedelta(hours=24)


class OnceKey(Base):
    """The key of a form that was sent, and where the answer lies."""

    __tablename__ = "once_keys"

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    result: Mapped[str] = mapped_column(sa.String(200))
    created: Mapped[datetime] = mapped_column(index=True)


def result_of(key: str) -> str | None:
    """What the first press led to, or None when this is the first."""
    row = db.session.get(OnceKey, key) if key else None
    return row.result if row else None


def keep(key: str, result: str, now: datetime) -> None:
    """Remember the result of a first press; a second commit of the same key is refused."""
    if key:
        db.session.add(OnceKey(key=key, result=result, created=now))
        db.session.flush()


def forget_old(now: datetime) -> int:
    """Delete keys older than 24 h; returns how many."""
    return changed(sa.delete(OnceKey).where(OnceKey.created < now - KEPT_FOR))


@tasks.periodic("once.forget", every=KEPT_FOR)
def forget_daily() -> None:
    """Old keys go."""
    forget_old(clock.now())
