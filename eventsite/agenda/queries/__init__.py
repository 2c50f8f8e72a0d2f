"""Everything that is fetched of a programme, a room for each noun."""

from eventsite.agenda.queries.programme import (
    draft,
    find_room,
    find_session,
    find_speaker,
    find_track,
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
    "Published",
    "draft",
    "find_published",
    "find_release",
    "find_room",
    "find_session",
    "find_speaker",
    "find_track",
    "latest_release",
    "people_of",
    "release_content",
    "rooms",
    "sessions",
    "sessions_by_speaker",
    "speakers",
    "tracks",
    "versions",
]
