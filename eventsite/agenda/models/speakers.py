"""The speakers of an event, what they do in sessions, and when they can come."""

from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.core.db import Base, Versioned, enum_type
from eventsite.core.files import File
from eventsite.core.i18n import N_
from eventsite.people.models import Organisation, Person
from eventsite.registration.models import Gender


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


class Answer(StrEnum):
    """open → invited → confirmed ⇄ declined; labels in `ANSWER_LABELS`.

    The team may also set confirmed or declined for somebody who answered by word of mouth.
    """

    OPEN = "open"
    INVITED = "invited"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Presence(StrEnum):
    """How a speaker takes part; labels in `PRESENCE_LABELS`."""

    OPEN = "open"
    IN_PERSON = "in-person"
    REMOTE = "remote"


ANSWER_LABELS = {
    Answer.OPEN: N_("Not invited yet"),
    Answer.INVITED: N_("Invited, no answer yet"),
    Answer.CONFIRMED: N_("Takes part"),
    Answer.DECLINED: N_("Declined, does not take part"),
}
PRESENCE_LABELS = {
    Presence.OPEN: N_("Not said yet"),
    Presence.IN_PERSON: N_("In person"),
    Presence.REMOTE: N_("Remote"),
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
    #: Where the invitation goes; never public.
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    #: The language of mails to them.
    lang: Mapped[str] = mapped_column(sa.String(8), default="en")
    answer: Mapped[Answer] = mapped_column(enum_type(Answer), default=Answer.OPEN)
    #: Their words when they declined.
    answer_note: Mapped[str] = mapped_column(sa.String(500), default="")
    invited: Mapped[datetime | None]
    answered: Mapped[datetime | None]
    #: Counted up to make earlier links useless.
    generation: Mapped[int] = mapped_column(default=1)
    presence: Mapped[Presence] = mapped_column(enum_type(Presence), default=Presence.OPEN)
    #: Mobile for the day, and what they need; never public.
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    needs: Mapped[str] = mapped_column(sa.Text, default="")
    #: When they agreed that photo and biography are published; null when the team gave them.
    consented: Mapped[datetime | None]
    consent_version: Mapped[str] = mapped_column(sa.String(20), default="")
    #: They were asked by their own link: from then on nothing is published without `consented`.
    consent_asked: Mapped[bool] = mapped_column(default=False)
    #: Calendar entries of their sessions come by mail.
    calendar_mails: Mapped[bool] = mapped_column(default=True)
    #: They speak without slides, so nobody waits for any.
    without_slides: Mapped[bool] = mapped_column(default=False)
    #: When they last said which half-hours suit; null means nothing is known.
    availability_given: Mapped[datetime | None]
    #: Order of protocol on lists: 1 comes first, 0 means after all who have a rank.
    precedence: Mapped[int] = mapped_column(default=0)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime]
    #: When they were first in a release; from then on the row is never deleted.
    released: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    photo: Mapped[File | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": Versioned.version}

    @property
    def may_be_shown(self) -> bool:
        """Whether photo and biography may be published."""
        return self.consented is not None or not self.consent_asked


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
    #: Did not come, told on the day.
    is_absent: Mapped[bool] = mapped_column(default=False)

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


class RehearsalSlot(Base):
    """A time for a technical test that one speaker may book."""

    __tablename__ = "rehearsal_slots"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    starts: Mapped[datetime]
    minutes: Mapped[int] = mapped_column(default=15)
    #: Where to go: a web address or words.
    place: Mapped[str] = mapped_column(sa.String(300), default="")
    speaker_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("speakers.id", ondelete="RESTRICT"), unique=True
    )
    #: When the test was made.
    passed: Mapped[datetime | None]

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return self.starts + timedelta(minutes=self.minutes)


class SpeakerReminder(Base):
    """That a speaker was reminded of one thing for one due day: never twice."""

    __tablename__ = "speaker_reminders"
    __table_args__ = (sa.UniqueConstraint("speaker_id", "kind", "due", "days_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(sa.ForeignKey("speakers.id", ondelete="CASCADE"))
    #: `answer`, `slides` or `rehearsal`.
    kind: Mapped[str] = mapped_column(sa.String(20))
    due: Mapped[date]
    days_before: Mapped[int]
    created: Mapped[datetime]


class SpeakerBalance(Base):
    """What a speaker chose to say for the balance of the programme; no column leads to them."""

    __tablename__ = "speaker_balances"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: HMAC of the speaker's code; whoever holds the server's key and the code can find it.
    key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    #: Null: taken back.
    gender: Mapped[Gender | None] = mapped_column(enum_type(Gender))
    gender_term: Mapped[str] = mapped_column(sa.String(60), default="")
