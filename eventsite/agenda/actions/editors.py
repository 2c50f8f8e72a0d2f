"""Gives tracks to members of the team who look after them."""

from collections.abc import Iterable

import sqlalchemy as sa

from eventsite.agenda import queries, rules
from eventsite.agenda.actions import drafting
from eventsite.agenda.models import Track, TrackEditor
from eventsite.agenda.verbs import Verb
from eventsite.core import audit
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events import queries as event_queries
from eventsite.events.models import Duty, Event


def set_editors(event: Event, track: Track, users: Iterable[int], actor: str) -> None:
    """Say who of the team's members with the duty TRACK looks after a track, by account."""
    rules.require_open(event)
    chosen = frozenset(users)
    members = event_queries.members(event.id)
    known = {m.user_id for m in members if Duty.TRACK.value in m.duties}
    if not chosen <= known:
        raise Refused(rules.Reason.NO_EDITOR, "editors")
    before = queries.editors_of(track.id)
    # Pages that are open show other buttons from now on.
    drafting.touch(event, actor)
    db.session.execute(sa.delete(TrackEditor).where(TrackEditor.track_id == track.id))
    db.session.add_all(TrackEditor(track_id=track.id, user_id=user) for user in sorted(chosen))
    db.session.flush()
    audit.record(
        actor,
        Verb.EDITORS_CHANGED,
        f"event:{event.id}",
        {"track": track.id, "users": sorted(before)},
        {"track": track.id, "users": sorted(chosen)},
    )
