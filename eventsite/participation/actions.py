"""Orders and makes frozen releases of statistics."""

from collections.abc import Mapping
from enum import StrEnum

from eventsite.core import audit, clock, disclosure, tasks
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_
from eventsite.events.models import Event
from eventsite.participation import gender, queries
from eventsite.participation.models import StatRelease

#: The shape of `StatRelease.content`.
SCHEMA_VERSION = 1
#: Definition to version: who is counted, and what is done with the answers.
DEFINITIONS = {"registered": "1", "gender": "1", "disclosure": "k=5, 1"}


class Verb(StrEnum):
    """What people do with statistics."""

    ORDERED = "statistics.ordered"
    FROZEN = "statistics.frozen"


class Reason(StrEnum):
    """Why no new release is made."""

    TOO_CLOSE = N_(
        "The new statistics differ from the frozen ones by so few people that both together would "
        "show single answers. Freeze them again when more people have registered."
    )


def order_freeze(actor: str, event: Event, reason: str) -> tasks.TaskRow:
    """Order the job that freezes the event's statistics."""
    row = tasks.enqueue("participation.freeze", created_by=actor, event_id=event.id, reason=reason)
    audit.record(actor, Verb.ORDERED, f"event:{event.id}", None, {"job": row.id})
    return row


def freeze(
    actor: str,
    event_id: int,
    reason: str,
    tables: Mapping[str, disclosure.Protected],
    lists: queries.Lists,
) -> StatRelease:
    """Keep protected tables as the event's next release.

    Refused when this one and the one before would together show single answers.
    """
    lock(Event, event_id)
    before = queries.newest(event_id)
    if before is not None and not gender.may_follow(queries.tables_of(before), tables):
        raise Refused(Reason.TOO_CLOSE)
    release = StatRelease(
        event_id=event_id,
        number=before.number + 1 if before else 1,
        created=clock.now(),
        created_by=actor,
        reason=reason,
        definitions=DEFINITIONS,
        classification_day=lists.day,
        classification_version=lists.version,
        content={"tables": {name: disclosure.as_stored(table) for name, table in tables.items()}},
        schema_version=SCHEMA_VERSION,
    )
    db.session.add(release)
    db.session.flush()
    audit.record(actor, Verb.FROZEN, f"event:{event_id}", None, {"number": release.number})
    return release
