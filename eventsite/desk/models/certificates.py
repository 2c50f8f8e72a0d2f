"""Certificates of attendance: an event's own words on them, and each one that was issued."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.agenda.models import Speaker
from eventsite.core.db import Base
from eventsite.events.models import Event
from eventsite.registration.models import Registration


class CertificateTerms(Base):
    """What the organizers add to their certificates; one row an event."""

    __tablename__ = "certificate_terms"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), unique=True
    )
    words: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)


class Certificate(Base):
    """One certificate, with all that makes it again."""

    __tablename__ = "certificates"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "serial"),
        sa.Index(
            "uq_certificates_valid",
            "registration_id",
            unique=True,
            sqlite_where=sa.text("withdrawn IS NULL"),
            postgresql_where=sa.text("withdrawn IS NULL"),
        ),
        sa.Index(
            "uq_certificates_valid_speaker",
            "speaker_id",
            unique=True,
            sqlite_where=sa.text("withdrawn IS NULL"),
            postgresql_where=sa.text("withdrawn IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Stands on the paper beside a seal; opens the check page.
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    #: Whose it is: a registration, or a speaker who has none.
    registration_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="RESTRICT"), index=True
    )
    speaker_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("speakers.id", ondelete="RESTRICT"), index=True
    )
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(sa.String(40))
    lang: Mapped[str] = mapped_column(sa.String(8))
    #: As printed, blanked when the person is erased; the second in Latin letters, or empty.
    name: Mapped[str] = mapped_column(sa.String(300), default="")
    latin: Mapped[str] = mapped_column(sa.String(200), default="")
    #: What the paper says of the event, the days, the sessions and the signatory.
    facts: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    signature_file_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("files.id", ondelete="RESTRICT")
    )
    made_by: Mapped[str] = mapped_column(sa.String(80))
    issued: Mapped[datetime]
    mailed: Mapped[datetime | None]
    withdrawn: Mapped[datetime | None]
    blanked: Mapped[datetime | None]

    event: Mapped[Event] = relationship(lazy="raise_on_sql")
    registration: Mapped[Registration | None] = relationship(lazy="raise_on_sql")
    speaker: Mapped[Speaker | None] = relationship(lazy="raise_on_sql")
