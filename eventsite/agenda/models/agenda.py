"""An event's agenda as a whole: its revision, its rules, and who changed what in which order."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base, Versioned


class Agenda(Base):
    """One row per event, made with the first change; every change of the draft counts it up."""

    __tablename__ = "agendas"

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), primary_key=True
    )
    revision: Mapped[int] = mapped_column(default=0)


class AgendaTerms(Versioned, Base):
    """What the team settled for its programme; an event without a row has the defaults."""

    __tablename__ = "agenda_terms"

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), primary_key=True
    )
    #: A rule's name and its level, only where the team chose another than the default.
    levels: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: Minutes to change rooms.
    change_minutes: Mapped[int] = mapped_column(default=5)
    #: Women among speakers, percent of those who said.
    women_target: Mapped[int] = mapped_column(default=40)
    #: Interpreters one language needs, and the minutes of one turn.
    interpreters: Mapped[int] = mapped_column(default=2)
    turn_minutes: Mapped[int] = mapped_column(default=30)
    #: Slides are due at the end of this day in the event's zone.
    slides_due: Mapped[date | None]
    #: Speakers answer their invitation until the end of this day.
    answers_due: Mapped[date | None]
    #: Origins of the sites that may show the programme in a frame; `*` for every site.
    frame_hosts: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    #: ISO 4217, of the costs of services.
    currency: Mapped[str] = mapped_column(sa.String(3), default="CHF")

    __mapper_args__ = {"version_id_col": Versioned.version}


class AgendaStep(Base):
    """One change somebody made to a draft, with what it takes to undo and redo it."""

    __tablename__ = "agenda_steps"
    __table_args__ = (sa.Index(None, "event_id", "actor", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    #: A key such as `user:7`.
    actor: Mapped[str] = mapped_column(sa.String(80))
    #: One of the feature's audit verbs.
    verb: Mapped[str] = mapped_column(sa.String(40))
    #: The agenda's revision that it made.
    revision: Mapped[int]
    created: Mapped[datetime]
    #: `[{"kind": "session", "key": code, "before": {…} or null, "after": {…} or null}]`; rows
    #: of people never stand here, only their ids inside a session.
    changes: Mapped[list[Any]] = mapped_column(sa.JSON)
    undone: Mapped[datetime | None]
    #: Undone and then overtaken by another change, or never to be undone here: remembered only.
    dropped: Mapped[bool] = mapped_column(default=False)
