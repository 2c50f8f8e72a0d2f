"""Notes that survive a refused request: a failed sign-in, a feed fetched, personal data read.

They name whoever acted, so they are about people too and go after two years.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, has_request_context
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from eventsite.core import clock, tasks
from eventsite.core.db import Base, db

#: How long notes are kept: as long as an event keeps names (`events.keeping`).
KEPT = timedelta(days=730)


class TraceNote(Base):
    """One append-only note."""

    __tablename__ = "trace_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(sa.String(64))
    subject: Mapped[str] = mapped_column(sa.String(80), index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)


def note(kind: str, subject: str, **facts: Any) -> None:
    """Write a note in its own short transaction, after the request's has ended."""
    row = {"at": clock.now(), "kind": kind, "subject": subject, "facts": facts}
    if has_request_context():
        g.setdefault("trace_notes", []).append(row)
    else:
        _write([row])


def mark(statement: sa.Update) -> None:
    """Write on a row what nobody decides by (when a feed was fetched), after the request's end."""
    g.setdefault("trace_marks", []).append(statement)


@tasks.periodic("trace.expire", every=timedelta(days=1))
def expire() -> None:
    """Old notes go."""
    db.session.execute(sa.delete(TraceNote).where(TraceNote.at < clock.now() - KEPT))


def init_app(app: Flask) -> None:
    """Write the notes and marks of a request once its transaction has ended."""

    @app.after_request
    def write_notes(response: Response) -> Response:
        rows, marks = g.pop("trace_notes", []), g.pop("trace_marks", [])
        if rows or marks:
            _write(rows, marks)
        return response


def _write(rows: list[dict[str, Any]], marks: Sequence[sa.Update] = ()) -> None:
    """Notes are no reason to fail a request: a database that is away costs the note only."""
    try:
        with Session(db.engine, info={"notes_only": True}) as session:
            if rows:
                session.execute(sa.insert(TraceNote), rows)
            for statement in marks:
                session.execute(statement)
            session.commit()
    except SQLAlchemyError:
        current_app.logger.exception("notes could not be written")
