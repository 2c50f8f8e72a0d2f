"""The ways to join one session from afar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from eventsite.agenda import queries, rules
from eventsite.agenda.actions import drafting, stale
from eventsite.agenda.models import AgendaSession, SessionJoinWay
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock
from eventsite.core.db import db
from eventsite.events.models import Event, JoinWayKind


@dataclass(frozen=True)
class WayFacts:
    """A wanted way to join; `address` is a web address or a telephone number."""

    kind: JoinWayKind
    address: str
    label: Mapping[str, str] = field(default_factory=dict)
    lang: str = ""
    kbits: int = 0
    note: Mapping[str, str] = field(default_factory=dict)


def set_session_ways(
    event: Event, session: AgendaSession, ways: Sequence[WayFacts], actor: str, version: int
) -> None:
    """People join the session in these ways, in this order; the trail keeps kinds, no address.

    Addresses count at once for those who take part; what is named in public, with the next
    version. The session is one from `queries.find_session`.
    """
    rules.require_open(event)
    stale.require_version(session, version, actor, {}, {})
    before = [way.kind.value for way in queries.session_ways(session.id)]
    drafting.touch(event, actor)
    db.session.execute(sa.delete(SessionJoinWay).where(SessionJoinWay.session_id == session.id))
    for position, way in enumerate(ways):
        facts = {**vars(way), "label": dict(way.label), "note": dict(way.note)}
        db.session.add(SessionJoinWay(session_id=session.id, position=position, **facts))
    session.ways_set = clock.now()
    drafting.count(session)
    db.session.flush()
    audit.record(
        actor,
        Verb.SESSION_WAYS_SET,
        f"session:{session.id}",
        {"kinds": before},
        {"kinds": [way.kind.value for way in ways]},
    )
