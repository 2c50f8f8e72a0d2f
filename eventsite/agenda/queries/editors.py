"""Fetches who looks after which tracks."""

import sqlalchemy as sa

from eventsite.agenda.models import Track, TrackEditor
from eventsite.core.db import db


def tracks_edited_by(event_id: int, user_id: int) -> frozenset[int]:
    """The tracks of the event that were given to this member of its team."""
    return frozenset(
        db.session.scalars(
            sa.select(TrackEditor.track_id)
            .join(Track, Track.id == TrackEditor.track_id)
            .where(Track.event_id == event_id, TrackEditor.user_id == user_id)
        )
    )


def editors_of(track_id: int) -> frozenset[int]:
    """The accounts to which a track was given."""
    return frozenset(
        db.session.scalars(sa.select(TrackEditor.user_id).where(TrackEditor.track_id == track_id))
    )
