"""Everything that is fetched of a programme, a room for each noun."""

from eventsite.agenda.queries.history import (
    LastChange,
    find_last_change,
    last_steps,
    revision,
)
from eventsite.agenda.queries.programme import (
    draft,
    find_room,
    find_session,
    find_speaker,
    find_track,
    load_parts,
    movable,
    rooms,
    sessions,
    sessions_by_speaker,
    speakers,
    tracks,
)
from eventsite.agenda.queries.released import (
    Published,
    find_published,
    find_release,
    latest_release,
    people_of,
    release_content,
    versions,
)

__all__ = [
    "LastChange",
    "Published",
    "draft",
    "find_last_change",
    "find_published",
    "find_release",
    "find_room",
    "find_session",
    "find_speaker",
    "find_track",
    "last_steps",
    "latest_release",
    "load_parts",
    "movable",
    "people_of",
    "release_content",
    "revision",
    "rooms",
    "sessions",
    "sessions_by_speaker",
    "speakers",
    "tracks",
    "versions",
]
