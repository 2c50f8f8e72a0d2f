"""Sets the terms of registering and the places of each mode."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

import sqlalchemy as sa

from eventsite.core import audit, clock
from eventsite.core.db import db
from eventsite.core.errors import Refused, Stale
from eventsite.core.i18n import gettext
from eventsite.events import actions as event_actions
from eventsite.events import queries as event_queries
from eventsite.events.models import Event
from eventsite.registration import queries
from eventsite.registration.actions import offering, taking
from eventsite.registration.models import (
    Admission,
    PlaceMode,
    PlacePool,
    RegistrationTerms,
    TermsState,
    WaitingOrder,
)
from eventsite.registration.models.terms import TERMS_STATE_LABELS
from eventsite.registration.rules import Reason
from eventsite.registration.verbs import Verb

#: Its kind among the key deadlines of an event.
_DEADLINE = "registration"
_CAPACITY_FIELDS = {
    PlaceMode.IN_PERSON: "capacity_in_person",
    PlaceMode.ONLINE: "capacity_online",
}


@dataclass(frozen=True)
class Terms:
    """What an organizer sets; a capacity of None is no limit, instants are aware."""

    state: TermsState = TermsState.ANNOUNCED
    opens: datetime | None = None
    closes: datetime | None = None
    capacity_in_person: int | None = None
    capacity_online: int | None = None
    capacity_total: int | None = None
    admission: Admission = Admission.OPEN
    remind_after_days: int | None = 3
    escalate_after_days: int | None = 7
    most_per_organisation: int | None = None
    most_per_country: int | None = None
    has_waiting_list: bool = True
    waiting_order: WaitingOrder = WaitingOrder.TIME
    waiting_groups: list[str] = field(default_factory=list)
    offer_hours: int = 48
    hold_hours: int = 24
    interpretation_langs: list[str] = field(default_factory=list)
    asks_captions: bool = False
    asks_sign_language: bool = False
    code_of_conduct: dict[str, str] = field(default_factory=dict)
    consent_version: str = "2026-1"
    has_participants_list: bool = False


def set_terms(
    *, event: Event, terms: Terms, actor: str, version: int | None = None
) -> RegistrationTerms:
    """Set an event's terms and places; more places are offered to who waits at once.

    Refused for fewer places than are taken and for an end before the opening; raises Stale when
    `version` is not the stored one (None: whatever it is).
    """
    now = clock.now()
    event = taking.lock(event.id)
    row = queries.terms_of(event.id, fresh=True)
    if version is not None and row is not None and row.version != version:
        raise Stale(_shown(terms.state), _shown(row.state))
    if terms.opens and terms.closes and terms.closes <= terms.opens:
        raise Refused(Reason.CLOSES_FIRST, "closes")
    total, taken = terms.capacity_total, row.taken_total if row else 0
    if total is not None and total < taken:
        raise Refused(Reason.TOTAL_BELOW_TAKEN, "capacity_total", taken=taken)
    wanted = asdict(terms)
    capacities = {mode: wanted.pop(name) for mode, name in _CAPACITY_FIELDS.items()}
    row = row or RegistrationTerms(event_id=event.id, created=now)
    before = {name: getattr(row, name) for name in wanted}
    for name, value in wanted.items():
        setattr(row, name, value)
    db.session.add(row)
    old_places = {mode: pool.capacity for mode, pool in queries.pools(event.id).items()}
    for mode, capacity in capacities.items():
        _set_capacity(event.id, mode, capacity)
    _set_deadline(event, terms.closes)
    db.session.flush()
    before |= {_CAPACITY_FIELDS[mode]: old for mode, old in old_places.items()}
    old, new = audit.changes(before, asdict(terms))
    audit.record(actor, Verb.TERMS_SET, f"event:{event.id}", old, new)
    offering.promote(event, row, now, actor)
    return row


def _shown(state: TermsState) -> dict[str, str]:
    return {str(gettext("Registration")): str(gettext(TERMS_STATE_LABELS[state]))}


def _set_capacity(event_id: int, mode: PlaceMode, capacity: int | None) -> None:
    pool = db.session.scalars(
        sa.select(PlacePool)
        .where(PlacePool.event_id == event_id, PlacePool.mode == mode)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if pool is None:
        pool = PlacePool(event_id=event_id, mode=mode, taken=0)
        db.session.add(pool)
    if capacity is not None and capacity < pool.taken:
        raise Refused(Reason.BELOW_TAKEN, _CAPACITY_FIELDS[mode], taken=pool.taken)
    pool.capacity = capacity
    db.session.flush()


def _set_deadline(event: Event, closes: datetime | None) -> None:
    """The one row from which page, form, feed and reminders read when registration closes."""
    row = event_queries.find_deadline(event.id, _DEADLINE)
    if closes is not None and (row is None or row.at != closes):
        event_actions.keep_deadline(event=event, kind=_DEADLINE, at=closes)
    elif closes is None and row is not None:
        event_actions.drop_deadline(event=event, deadline=row)
