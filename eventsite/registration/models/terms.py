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


MODE_LABELS = {
    PlaceMode.IN_PERSON: N_("In person"),
    PlaceMode.ONLINE: N_("Online"),
}
TERMS_STATE_LABELS = {
    TermsState.DRAFT: N_("Draft: nobody can register"),
    TermsState.ANNOUNCED: N_("Announced: open between the two dates"),
    TermsState.PAUSED: N_("Paused: nobody can register for now"),
}


class RegistrationTerms(Versioned, Base):
    """When, how many and under which conditions people can register for an event."""

    __tablename__ = "registration_terms"
    __table_args__ = (sa.CheckConstraint("hold_hours BETWEEN 1 AND 168", name="hold_hours"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), unique=True
    )
    state: Mapped[TermsState] = mapped_column(enum_type(TermsState), default=TermsState.DRAFT)
    #: Empty: as soon as announced.
    opens: Mapped[datetime | None]
    #: The last instant at which one can register; empty: until the event's last day ends.
    closes: Mapped[datetime | None]
    has_waiting_list: Mapped[bool] = mapped_column(default=True)
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
