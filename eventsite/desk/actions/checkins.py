"""Checks a person in for a day, and takes it back within that day."""

from datetime import date

from eventsite.core import audit, clock
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.desk import queries, standing
from eventsite.desk.models import CheckIn, Source
from eventsite.desk.verbs import Verb
from eventsite.events.models import Event
from eventsite.registration.models import Registration


def check_in(
    *,
    actor: str,
    event: Event,
    registration: Registration,
    today: date,
    source: Source,
    desk: str = "",
    has_badge: bool = False,
) -> CheckIn:
    """The person is in for `today`, a day in the event's zone; raises Refused saying why not."""
    # Two desks may press at once: the second reads what the first wrote.
    found = lock(Registration, registration.id)
    made = queries.find_live(found.id, today)
    why = standing.why_not(
        found.state, found.mode, today, event.first_day, event.last_day, made is not None
    )
    if why is not None:
        raise Refused(why)
    row = CheckIn(
        event_id=event.id,
        registration_id=found.id,
        day=today,
        at=clock.now(),
        desk=desk,
        by=actor,
        source=source,
        has_badge=has_badge,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        actor,
        Verb.CHECKED_IN,
        f"registration:{found.id}",
        after={"day": today.isoformat(), "source": source.value, "badge": has_badge},
    )
    return row


def undo(*, actor: str, registration: Registration, today: date) -> None:
    """Take today's check-in back; raises Refused where there is none."""
    found = lock(Registration, registration.id)
    made = queries.find_live(found.id, today)
    if made is None:
        raise Refused(standing.Why.NOT_IN)
    made.undone, made.undone_by = clock.now(), actor
    db.session.flush()
    audit.record(actor, Verb.UNDONE, f"registration:{found.id}", before={"day": today.isoformat()})
