"""What the database knows of a programme: its draft, its speakers and its releases."""

from eventsite.agenda.models.programme import (
    KIND_LABELS,
    STATE_LABELS,
    AgendaSession,
    Room,
    SessionKind,
    SessionPart,
    SessionRoom,
    SessionState,
    Track,
)
from eventsite.agenda.models.releases import Release, ReleasePerson
from eventsite.agenda.models.speakers import (
    ROLE_LABELS,
    Availability,
    SessionSpeaker,
    Speaker,
    SpeakerRole,
)

__all__ = [
    "KIND_LABELS",
    "ROLE_LABELS",
    "STATE_LABELS",
    "AgendaSession",
    "Availability",
    "Release",
    "ReleasePerson",
    "Room",
    "SessionKind",
    "SessionPart",
    "SessionRoom",
    "SessionSpeaker",
    "SessionState",
    "Speaker",
    "SpeakerRole",
    "Track",
]
