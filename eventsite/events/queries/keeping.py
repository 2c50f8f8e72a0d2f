"""How long an event keeps what is about people: the reviewed days, or those its owner chose."""

from collections.abc import Sequence

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.events import keeping
from eventsite.events.keeping import Time
from eventsite.events.models import Event, RetentionChoice


def retention_choices(event_id: int) -> Sequence[RetentionChoice]:
    """What owners chose, the latest first."""
    mine = sa.select(RetentionChoice).where(RetentionChoice.event_id == event_id)
    return db.session.scalars(mine.order_by(RetentionChoice.id.desc())).all()


def times(event_id: int) -> dict[str, Time]:
    """How long each kind of data is kept, by its key."""
    found = {kind.key: Time(kind.days) for kind in keeping.KINDS}
    for one in reversed(retention_choices(event_id)):
        found[one.kind] = Time(one.days, one.not_before)
    return found


def promised(event: Event) -> list[tuple[str, int]]:
    """What participants read: the label of each kind and its days.

    Visa requests are left out: their own page says for how long.
    """
    kept = times(event.id)
    return [(k.label, kept[k.key].days) for k in keeping.KINDS if k.key != "visas"]
