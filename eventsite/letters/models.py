"""What the database knows of letters: settings, texts, serials, letters issued, visa requests."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.core.db import Base, Versioned, enum_type
from eventsite.core.files import File
from eventsite.events.models import Event
from eventsite.letters.kinds import Kind
from eventsite.letters.visa_states import VisaState
from eventsite.people.models import Organisation, Person
from eventsite.registration.models import Registration


class LetterSettings(Versioned, Base):
    """How an event's letters are numbered and signed; one row an event."""

    __tablename__ = "letter_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), unique=True
    )
    prefix: Mapped[str] = mapped_column(sa.String(12))
    #: Who sends the letters: name of the body at the head of the paper.
    sender: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    signatory: Mapped[str] = mapped_column(sa.String(200), default="")
    signatory_title: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    signature_file_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("files.id", ondelete="RESTRICT")
    )
    #: Days after the event's last day until what visa requests hold is erased.
    visa_days: Mapped[int] = mapped_column(default=30)
    #: Days that the making of a visa letter takes at most.
    visa_issue_days: Mapped[int] = mapped_column(default=21)

    __mapper_args__ = {"version_id_col": Versioned.version}


class LetterText(Versioned, Base):
    """The organizers' words for one kind of letter; placeholders stand in braces."""

    __tablename__ = "letter_texts"
    __table_args__ = (sa.UniqueConstraint("event_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    kind: Mapped[Kind] = mapped_column(enum_type(Kind))
    subject: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    body: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)

    __mapper_args__ = {"version_id_col": Versioned.version}


class LetterSerial(Base):
    """The last serial of a kind in an event; changed under the lock of the event."""

    __tablename__ = "letter_serials"
    __table_args__ = (sa.UniqueConstraint("event_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    kind: Mapped[Kind] = mapped_column(enum_type(Kind))
    last: Mapped[int] = mapped_column(default=0)


class Letter(Base):
    """One letter that left the house, with all that makes it again."""

    __tablename__ = "letters"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "kind", "serial"),
        sa.UniqueConstraint("event_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Stands on the paper beside a seal; opens the check page.
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    kind: Mapped[Kind] = mapped_column(enum_type(Kind))
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(sa.String(40))
    lang: Mapped[str] = mapped_column(sa.String(8))
    registration_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="RESTRICT"), index=True
    )
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="RESTRICT"), index=True
    )
    #: Whom it is written to, where that is somebody known here.
    person_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("persons.id", ondelete="RESTRICT"), index=True
    )
    #: What the paper says of the event, the words and the signatory; nothing about the addressee.
    facts: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    #: About the addressee, blanked on erasure: lines, values of placeholders.
    addressee: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    values: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: The name as the check page shows it; initials on a visa letter.
    shown_name: Mapped[str] = mapped_column(sa.String(240), default="")
    signature_file_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("files.id", ondelete="RESTRICT")
    )
    replaces_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("letters.id", ondelete="RESTRICT"), index=True
    )
    made_by: Mapped[str] = mapped_column(sa.String(80))
    issued: Mapped[datetime]
    withdrawn: Mapped[datetime | None]
    #: When what is personal was removed; the paper can no longer be made again.
    blanked: Mapped[datetime | None]

    event: Mapped[Event] = relationship(lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    signature: Mapped[File | None] = relationship(lazy="raise_on_sql")


class SealedLetter(Base):
    """The passport facts printed in a visa letter, sealed."""

    __tablename__ = "sealed_letters"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(
        sa.ForeignKey("letters.id", ondelete="CASCADE"), unique=True
    )
    sealed: Mapped[str] = mapped_column(sa.Text)


class VisaRequest(Versioned, Base):
    """A confirmed participant's request for a visa support letter."""

    __tablename__ = "visa_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="RESTRICT"), unique=True
    )
    state: Mapped[VisaState] = mapped_column(
        enum_type(VisaState), default=VisaState.ASKED, index=True
    )
    #: Everything the person wrote, as `core.sealed` keeps it; empty once erased.
    sealed: Mapped[str] = mapped_column(sa.Text, default="")
    #: What is still missing, told to the person.
    missing: Mapped[str] = mapped_column(sa.String(500), default="")
    letter_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("letters.id", ondelete="RESTRICT"), unique=True
    )
    asked: Mapped[datetime]
    #: When it came into its state.
    moved: Mapped[datetime]
    erased: Mapped[datetime | None]

    registration: Mapped[Registration] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": Versioned.version}

    @property
    def place(self) -> str:
        """What its sealed text is bound to."""
        return f"visa_request:{self.registration_id}"


class LetterBatch(Base):
    """Letters made at once by a job, and the file that holds them for a week."""

    __tablename__ = "letter_batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    #: The job that made them; one that is run again leaves nothing twice.
    task_id: Mapped[int] = mapped_column(unique=True)
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("files.id", ondelete="RESTRICT"))
    count: Mapped[int]
    created: Mapped[datetime] = mapped_column(index=True)

    file: Mapped[File | None] = relationship(lazy="raise_on_sql")
