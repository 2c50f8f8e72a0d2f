"""Sets and removes key deadlines: rows that page, form, feed and reminders all read."""

from collections.abc import Mapping
from datetime import datetime

from eventsite.core import audit, clock, text
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events import queries, rules
from eventsite.events.actions import revising
from eventsite.events.models import Event, KeyDeadline
from eventsite.events.verbs import Verb


def set_deadline(
    *,
    actor: str,
    event: Event,
    kind: str,
    at: datetime,
    label: Mapping[str, str] | None = None,
    label_key: str = "",
) -> KeyDeadline:
    """Set the one deadline of this kind and key; another instant `at` counts SEQUENCE up.

    `label` words it where the kind alone does not say enough.
    """
    revising.open_to_change(event)
    if kind not in rules.DEADLINE_KINDS:
        raise Refused(rules.Reason.DEADLINE_SHAPE, "kind")
    old = queries.find_deadline(event.id, kind, label_key)
    before = {"kind": None, "at": old.at if old else None}
    row = keep_deadline(event=event, kind=kind, at=at, label=label, label_key=label_key)
    was, now = audit.changes(before, {"kind": kind, "at": at})
    audit.record(actor, Verb.DEADLINE_SET, f"event:{event.id}", was, now)
    return row


def remove_deadline(*, actor: str, event: Event, deadline: KeyDeadline) -> None:
    """The event has this deadline no more."""
    revising.open_to_change(event)
    before = {"kind": deadline.kind, "at": deadline.at.isoformat()}
    drop_deadline(event=event, deadline=deadline)
    audit.record(actor, Verb.DEADLINE_REMOVED, f"event:{event.id}", before)


def keep_deadline(
    *,
    event: Event,
    kind: str,
    at: datetime,
    label: Mapping[str, str] | None = None,
    label_key: str = "",
) -> KeyDeadline:
    """`set_deadline` without a word in the trail, for features whose own word says it.

    One that was removed comes back with its UID.
    """
    row = queries.find_deadline(event.id, kind, label_key, removed=True)
    if row is None:
        row = KeyDeadline(
            event_id=event.id, kind=kind, label_key=label_key, uid=text.new_secret(), sequence=0
        )
        db.session.add(row)
    elif row.at != at or row.cancelled is not None:
        row.sequence += 1
    row.at, row.cancelled = at, None
    row.label = dict(label or {})
    row.revised = clock.now()
    revising.revise(event)
    return row


def drop_deadline(*, event: Event, deadline: KeyDeadline) -> None:
    """`remove_deadline` without a word in the trail.

    In feeds it stays as cancelled, as people have it in their calendars; it vanishes from an event
    that was never public.
    """
    if event.published is None:
        db.session.delete(deadline)
    else:
        deadline.cancelled = deadline.revised = clock.now()
        deadline.sequence += 1
    revising.revise(event)
