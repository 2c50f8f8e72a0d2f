"""The terms of registering for one event, and its places per mode with their counter."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base, Versioned, enum_type
from eventsite.core.i18n import N_


class PlaceMode(StrEnum):
    """How one person takes part."""

    IN_PERSON = "in-person"
    ONLINE = "online"


class TermsState(StrEnum):
    """draft → announced ⇄ paused: nobody can register in a draft or while paused."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    PAUSED = "paused"


class Admission(StrEnum):
    """Who decides that somebody who asks may come."""

    OPEN = "open"
    #: Only with an invitation code.
    INVITATION = "invitation"
    #: The Designated Focal Point of the entity, or the organizers where it has none.
    FOCAL_POINT = "focal-point"


class WaitingOrder(StrEnum):
    """Who on the waiting list is offered a freed place first; announced on the form."""

    TIME = "time"
    #: The groups of `RegistrationTerms.waiting_groups` first, then by time.
    GROUPS = "groups"


MODE_LABELS = {
    PlaceMode.IN_PERSON: N_("In person"),
    PlaceMode.ONLINE: N_("Online"),
}
TERMS_STATE_LABELS = {
    TermsState.DRAFT: N_("Draft: nobody can register"),
    TermsState.ANNOUNCED: N_("Announced: open between the two dates"),
    TermsState.PAUSED: N_("Paused: nobody can register for now"),
}


ADMISSION_LABELS = {
    Admission.OPEN: N_("Open: everybody who registers may come"),
    Admission.INVITATION: N_("By invitation: only with an invitation code"),
    Admission.FOCAL_POINT: N_("By approval: the focal point of the entity approves each person"),
}
WAITING_ORDER_LABELS = {
    WaitingOrder.TIME: N_("By time: who came first is offered a place first"),
    WaitingOrder.GROUPS: N_("Some groups first, then by time"),
}


class RegistrationTerms(Versioned, Base):
    """When, how many and under which conditions people can register for an event."""

    __tablename__ = "registration_terms"
    __table_args__ = (
        sa.CheckConstraint("hold_hours BETWEEN 1 AND 168", name="hold_hours"),
        sa.CheckConstraint("offer_hours BETWEEN 1 AND 336", name="offer_hours"),
        sa.CheckConstraint("taken_total >= 0", name="taken_not_negative"),
        sa.CheckConstraint(
            "capacity_total IS NULL OR taken_total <= capacity_total", name="taken_within_capacity"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), unique=True
    )
    state: Mapped[TermsState] = mapped_column(enum_type(TermsState), default=TermsState.DRAFT)
    #: Empty: as soon as announced.
    opens: Mapped[datetime | None]
    #: The last instant at which one can register; empty: until the event's last day ends.
    closes: Mapped[datetime | None]
    #: Who decides about requests; for `FOCAL_POINT` nobody sees ways to join before approval.
    admission: Mapped[Admission] = mapped_column(enum_type(Admission), default=Admission.OPEN)
    #: Days after which an unanswered request is reminded, and goes to the organizers as well;
    #: nothing for never.
    remind_after_days: Mapped[int | None] = mapped_column(default=3)
    escalate_after_days: Mapped[int | None] = mapped_column(default=7)
    #: Places of all modes together; null: no limit beside those of the modes.
    capacity_total: Mapped[int | None]
    #: Registrations that take a place, in whatever mode.
    taken_total: Mapped[int] = mapped_column(default=0)
    #: Registrations one entity, one country can have; null: no limit.
    most_per_organisation: Mapped[int | None]
    most_per_country: Mapped[int | None]
    has_waiting_list: Mapped[bool] = mapped_column(default=True)
    waiting_order: Mapped[WaitingOrder] = mapped_column(
        enum_type(WaitingOrder), default=WaitingOrder.TIME
    )
    #: Groups that are offered freed places first, as `registration.groups` writes them.
    waiting_groups: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    #: How long a freed place stays offered to one person before it passes on.
    offer_hours: Mapped[int] = mapped_column(default=48)
    #: How long a guest's place is held until the mailed link is confirmed.
    hold_hours: Mapped[int] = mapped_column(default=24)
    #: Languages the form offers interpretation in; empty: it does not ask.
    interpretation_langs: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    asks_captions: Mapped[bool] = mapped_column(default=False)
    asks_sign_language: Mapped[bool] = mapped_column(default=False)
    #: Markdown; empty: the platform's own code of conduct.
    code_of_conduct: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: Which text people consent to; kept with each consent.
    consent_version: Mapped[str] = mapped_column(sa.String(20), default="2026-1")
    #: Whether there is a public list of those participants who chose to be in it.
    has_participants_list: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime]

    __mapper_args__ = {"version_id_col": Versioned.version}


class PlacePool(Base):
    """The places of an event in one mode, with the counter that the race is decided on."""

    __tablename__ = "place_pools"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "mode"),
        sa.CheckConstraint("taken >= 0", name="taken_not_negative"),
        sa.CheckConstraint("capacity IS NULL OR taken <= capacity", name="taken_within_capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    mode: Mapped[PlaceMode] = mapped_column(enum_type(PlaceMode))
    #: Null: no limit.
    capacity: Mapped[int | None]
    #: Registrations held or confirmed in this mode.
    taken: Mapped[int] = mapped_column(default=0)


class PlaceReserve(Versioned, Base):
    """Places kept for a group until an instant; afterwards anybody can have what is left."""

    __tablename__ = "place_reserves"
    __table_args__ = (
        sa.CheckConstraint("places >= 0", name="places"),
        sa.CheckConstraint("taken >= 0", name="taken_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    #: As `registration.groups` writes it: `group:LDC`, `region:AFR`, `category:SM-T`, `sme`, …
    group: Mapped[str] = mapped_column(sa.String(40))
    #: Null: of whichever mode.
    mode: Mapped[PlaceMode | None] = mapped_column(enum_type(PlaceMode))
    places: Mapped[int]
    #: Registrations whose place comes out of this reserve; beyond `places` after it was lowered.
    taken: Mapped[int] = mapped_column(default=0)
    #: Null: kept until the event is over.
    until: Mapped[datetime | None]
    created: Mapped[datetime]

    __mapper_args__ = {"version_id_col": Versioned.version}


class RegistrationWindow(Base):
    """When a group can register, where that differs from everybody's opening and closing."""

    __tablename__ = "registration_windows"
    __table_args__ = (sa.UniqueConstraint("event_id", "group"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    #: As `registration.groups` writes it.
    group: Mapped[str] = mapped_column(sa.String(40))
    opens: Mapped[datetime | None]
    closes: Mapped[datetime | None]
