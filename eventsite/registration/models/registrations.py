"""A person's registration for an event: state, mode, role, whom they represent, what they need."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.core.db import Base, Versioned, enum_type
from eventsite.core.i18n import N_
from eventsite.events.models import Event
from eventsite.people.models import Organisation, Person
from eventsite.questions.models import AnswerSet
from eventsite.registration.models.terms import PlaceMode


class State(StrEnum):
    """Where a registration stands; what may follow is drawn in `states`."""

    #: A place is kept until the address is proved.
    HELD = "held"
    #: A freed place is offered to somebody who waited, until `offered_until`.
    OFFERED = "offered"
    #: Has a place and waits for the focal point's or the organizers' word.
    PENDING = "pending"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    #: The focal point or the organizers said no.
    REFUSED = "refused"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Role(StrEnum):
    """What a person comes as; labels in `ROLE_LABELS`."""

    PARTICIPANT = "participant"
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    ORGANIZER = "organizer"
    PRESS = "press"
    STAFF = "staff"


STATE_LABELS = {
    State.HELD: N_("Held until the address is confirmed"),
    State.OFFERED: N_("A place is offered"),
    State.PENDING: N_("Waiting for approval"),
    State.CONFIRMED: N_("Confirmed"),
    State.WAITING: N_("On the waiting list"),
    State.REFUSED: N_("Not approved"),
    State.CANCELLED: N_("Cancelled"),
    State.EXPIRED: N_("Not confirmed in time"),
}
ROLE_LABELS = {
    Role.PARTICIPANT: N_("Participant"),
    Role.SPEAKER: N_("Speaker"),
    Role.MODERATOR: N_("Moderator"),
    Role.ORGANIZER: N_("Organizer"),
    Role.PRESS: N_("Press"),
    Role.STAFF: N_("Support staff"),
}


class Registration(Versioned, Base):
    """One person at one event, however often they pressed the button."""

    __tablename__ = "registrations"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "person_id"),
        sa.Index(None, "event_id", "state"),
        sa.Index(None, "event_id", "mode", "waiting_since"),
        sa.Index(None, "event_id", "organisation_id", "state"),
        sa.Index(None, "event_id", "country", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("persons.id", ondelete="RESTRICT"), index=True
    )
    state: Mapped[State] = mapped_column(enum_type(State))
    mode: Mapped[PlaceMode] = mapped_column(enum_type(PlaceMode))
    role: Mapped[Role] = mapped_column(enum_type(Role), default=Role.PARTICIPANT)
    #: Whom they come for; category and SME status follow from it on the day of the event.
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="RESTRICT"), index=True
    )
    #: The name as typed, while the organisation waits in the queue or stands for nobody.
    organisation_note: Mapped[str] = mapped_column(sa.String(200), default="")
    #: Country represented (alpha-2) on the day of the event; not residence, not nationality.
    country: Mapped[str] = mapped_column(sa.String(2), default="")
    job_title: Mapped[str] = mapped_column(sa.String(200), default="")
    #: Language and zone of the mails about this registration.
    lang: Mapped[str] = mapped_column(sa.String(8), default="en")
    zone: Mapped[str] = mapped_column(sa.String(64), default="UTC")
    #: Languages the person speaks, so that organizers know in which they can be met.
    spoken_langs: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    interpretation_langs: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    needs_captions: Mapped[bool] = mapped_column(default=False)
    needs_sign_language: Mapped[bool] = mapped_column(default=False)
    #: Seen by the accessibility duty only; deleted 30 days after the event.
    access_needs: Mapped[str] = mapped_column(sa.Text, default="")
    publish_in_list: Mapped[bool] = mapped_column(default=False)
    consent_version: Mapped[str] = mapped_column(sa.String(20))
    consent_lang: Mapped[str] = mapped_column(sa.String(8), default="en")
    consented: Mapped[datetime]
    #: When the person proved that they read the address; empty for a guest who has not yet.
    address_confirmed: Mapped[datetime | None]
    held_until: Mapped[datetime | None] = mapped_column(index=True)
    waiting_since: Mapped[datetime | None]
    #: The last instant at which an offered place can be accepted.
    offered_until: Mapped[datetime | None] = mapped_column(index=True)
    #: When the focal point or the organizers approved; empty where nobody has to, or has not yet.
    approved: Mapped[datetime | None]
    #: Who approved or refused, as a key such as `person:3` or `user:4`.
    decided_by: Mapped[str] = mapped_column(sa.String(80), default="")
    #: Why the registration was refused, told to the person.
    refusal_note: Mapped[str] = mapped_column(sa.String(500), default="")
    #: When the focal point was asked, last reminded, and when the request went to the organizers.
    approval_asked: Mapped[datetime | None]
    approval_reminded: Mapped[datetime | None]
    approval_escalated: Mapped[datetime | None]
    #: The reserve whose place this is, empty for a place that anybody can have.
    reserve_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("place_reserves.id", ondelete="RESTRICT"), index=True
    )
    #: The invitation code and the tracked link with which the person came.
    invitation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("invitation_codes.id", ondelete="RESTRICT"), index=True
    )
    link_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("tracked_links.id", ondelete="RESTRICT"), index=True
    )
    #: What was answered to the event's own questions.
    answer_set_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(AnswerSet.id, ondelete="RESTRICT"), index=True
    )
    #: The assistant or colleague who filled the form for the person.
    registered_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("persons.id", ondelete="RESTRICT"), index=True
    )
    confirmed: Mapped[datetime | None]
    cancelled: Mapped[datetime | None]
    #: An organizer's word on a cancelled registration, told to the person.
    cancel_note: Mapped[str] = mapped_column(sa.String(500), default="")
    #: What organizers wrote down for themselves, who wrote it last and when; never mailed or shown
    #: to the person, who finds it among their own data.
    internal_note: Mapped[str] = mapped_column(sa.String(1000), default="")
    noted_by: Mapped[str] = mapped_column(sa.String(80), default="")
    noted: Mapped[datetime | None]
    #: Goes into the signed link and the ticket's code; a higher one makes the old ones void.
    generation: Mapped[int] = mapped_column(default=1)
    created: Mapped[datetime]

    event: Mapped[Event] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": Versioned.version}
