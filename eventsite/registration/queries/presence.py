"""Who took part, as features that see people come or join tell it."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from eventsite.registration.models import Registration

#: Selects of ids of registrations that took part in an event (by its id). A feature that sees
#: people come (the desk) or be online adds its own.
SOURCES: list[Callable[[int], sa.Select[tuple[int]]]] = []


def is_known() -> bool:
    """Whether anybody tells who took part."""
    return bool(SOURCES)


def took_part(event_id: int) -> sa.CompoundSelect[tuple[int]] | sa.Select[Any]:
    """The ids of registrations that took part in any way, each once; for an `in_`."""
    found = [source(event_id) for source in SOURCES]
    return sa.union(*found) if found else sa.select(Registration.id).where(sa.false())
