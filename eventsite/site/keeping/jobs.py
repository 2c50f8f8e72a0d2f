"""What the worker deletes each day because its time is over, and the note of it."""

from datetime import timedelta

import sqlalchemy as sa

from eventsite.core import clock, tasks
from eventsite.core.db import db
from eventsite.events import keeping
from eventsite.events.models import Event, RetentionRun
from eventsite.site.keeping import kinds


@tasks.periodic("site.keep", every=timedelta(days=1))
def keep() -> None:
    """Delete what is due of every event that is over, each in a transaction of its own."""
    today = clock.now().date()
    over = sa.select(Event.id).where(Event.last_day < today).order_by(Event.id)
    for key in db.session.scalars(over).all():
        delete_due(db.session.get_one(Event, key))
        db.session.commit()


def delete_due(event: Event) -> dict[str, int]:
    """Delete what is due of one event and note how much of what; the counts by kind."""
    now = clock.now()
    deleted: dict[str, int] = {}
    times = kinds.times_of(event)
    for key, rows in kinds.ROWS.items():
        due = keeping.due(event.last_day, times[key])
        if due is None or due > now.date():
            continue
        found = rows.select(event.id)
        ordered = found.order_by(*found.selected_columns).limit(kinds.MOST)
        keys = list(db.session.scalars(ordered))
        if keys:
            deleted[key] = rows.delete(event.id, keys, now) or len(keys)
    for key, count in deleted.items():
        db.session.add(RetentionRun(event_id=event.id, kind=key, count=count, at=now))
    db.session.flush()
    return deleted
