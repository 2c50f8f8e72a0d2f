"""The speakers of an event, what they do in sessions, and when they can come."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.core.db import Base, Versioned, enum_type
from eventsite.core.files import File
from eventsite.core.i18n import N_
from eventsite.people.models import Organisation, Person


class SpeakerRole(StrEnum):
    """What a speaker does in one session; labels in `ROLE_LABELS`."""

    SPEAKER = "speaker"
    MODERATOR = "moderator"
    PANELLIST = "panellist"
    CHAIR = "chair"
    RAPPORTEUR = "rapporteur"
    INTERPRETER = "interpreter"
    REMOTE_MODERATOR = "remote-moderator"


ROLE_LABELS = {
    SpeakerRole.SPEAKER: N_("Speaker"),
    SpeakerRole.MODERATOR: N_("Moderator"),
    SpeakerRole.PANELLIST: N_("Panellist"),
    SpeakerRole.CHAIR: N_("Chair"),
    SpeakerRole.RAPPORTEUR: N_("Rapporteur"),
    SpeakerRole.INTERPRETER: N_("Interpreter"),
    SpeakerRole.REMOTE_MODERATOR: N_("Remote moderator"),
}


class Speaker(Versioned, Base):
    """Somebody in an event's programme: a person, or a role and an organisation without a name."""

    __tablename__ = "speakers"
    __table_args__ = (sa.UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    code: Mapped[str] = mapped_column(sa.String(16))
    person_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("persons.id", ondelete="RESTRICT"), index=True
    )
    honorific: Mapped[str] = mapped_column(sa.String(40), default="")
    #: As it stands in the programme; empty while only the role and organisation are known.
    name: Mapped[str] = mapped_column(sa.String(200), default="")
    role_title: Mapped[str] = mapped_column(sa.String(200), default="")
    #: The organisation as the programme names it; `organisation_id` when it is in the directory.
    organisation_text: Mapped[str] = mapped_column(sa.String(200), default="")
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="RESTRICT"), index=True
    )
    #: ISO 3166-1 alpha-2, or empty.
    country: Mapped[str] = mapped_column(sa.String(2), default="")
    #: Markdown.
    biography: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    photo_file_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("files.id", ondelete="RESTRICT")
    )
    #: Where they speak from, an IANA zone, or empty.
    zone: Mapped[str] = mapped_column(sa.String(64), default="")
    is_demo: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime]
    #: When they were first in a release; from then on the row is never deleted.
    released: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    photo: Mapped[File | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": Versioned.version}


class SessionSpeaker(Base):
    """A speaker's part in one session."""

    __tablename__ = "session_speakers"
    __table_args__ = (sa.UniqueConstraint("session_id", "speaker_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("agenda_sessions.id", ondelete="CASCADE"))
    speaker_id: Mapped[int] = mapped_column(
        sa.ForeignKey("speakers.id", ondelete="RESTRICT"), index=True
    )
    role: Mapped[SpeakerRole] = mapped_column(enum_type(SpeakerRole), default=SpeakerRole.SPEAKER)
    position: Mapped[int] = mapped_column(default=0)

    speaker: Mapped[Speaker] = relationship(lazy="raise_on_sql")


class Availability(Base):
    """A stretch of time in which a speaker can take part."""

    __tablename__ = "availabilities"
    __table_args__ = (sa.CheckConstraint("starts < ends", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(
        sa.ForeignKey("speakers.id", ondelete="CASCADE"), index=True
    )
    starts: Mapped[datetime]
    ends: Mapped[datetime]
