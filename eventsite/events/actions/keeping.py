"""Choosing how long an event keeps what is about people."""

from enum import StrEnum

from eventsite.core import audit, clock
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_
from eventsite.events import keeping, queries
from eventsite.events.keeping import Kind
from eventsite.events.models import Event, RetentionChoice
from eventsite.events.verbs import Verb


class KeepingReason(StrEnum):
    """Why a number of days is not saved."""

    BOUNDS = N_("Enter a number from %(least)d to %(most)d.")
    SAME = N_("It is kept so long already. Enter another number.")
    WHY = N_("Write why, so that others can follow it.")


def choose_days(*, actor: str, event: Event, kind: Kind, days: int, reason: str) -> None:
    """Keep a kind of data so many days after the last day; a shorter time counts in a week."""
    lock(Event, event.id)
    before = queries.times(event.id)[kind.key]
    if not kind.least <= days <= kind.most:
        raise Refused(KeepingReason.BOUNDS, "days", least=kind.least, most=kind.most)
    if days == before.days:
        raise Refused(KeepingReason.SAME, "days")
    if not reason.strip():
        raise Refused(KeepingReason.WHY, "reason")
    now = clock.now()
    then = keeping.changed(before, days, now.date())
    row = RetentionChoice(
        event_id=event.id,
        kind=kind.key,
        days=days,
        not_before=then.not_before,
        reason=reason.strip()[:500],
        actor=actor,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    old, new = {"kind": kind.key, "days": before.days}, {"kind": kind.key, "days": days}
    audit.record(actor, Verb.RETENTION_SET, f"event:{event.id}", old, new)
