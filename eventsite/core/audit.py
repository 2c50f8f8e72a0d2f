"""The audit trail: who did what to which thing, written inside the action's own transaction."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core import clock
from eventsite.core.db import Base, db


class AuditRow(Base):
    """One thing that was done; never changed, never without its subject's key."""

    __tablename__ = "audit_rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    #: `user:7`, `task:registration.expire`, `command` or `anonymous`.
    actor: Mapped[str] = mapped_column(sa.String(80), index=True)
    verb: Mapped[str] = mapped_column(sa.String(64))
    #: A key such as `event:12`, never a name or an answer.
    subject: Mapped[str] = mapped_column(sa.String(80), index=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)


def record(
    actor: str,
    verb: StrEnum,
    subject: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add one row; `before` and `after` hold only what changed and nothing that is personal."""
    db.session.add(
        AuditRow(
            at=clock.now(),
            actor=actor,
            verb=verb.value,
            subject=subject,
            before=before,
            after=after,
        )
    )


def changes(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only the entries that differ, as JSON-able values."""
    keys = [key for key in after if before.get(key) != after[key]]
    return {k: _plain(before.get(k)) for k in keys}, {k: _plain(after[k]) for k in keys}


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | float | bool | list | dict) or value is None:
        return value
    return str(value)
