"""What the audit trail says of programmes."""

from enum import StrEnum


class Verb(StrEnum):
    """What was done, in the past tense."""

    ROOM_CREATED = "room.created"
    ROOM_CHANGED = "room.changed"
    ROOM_DELETED = "room.deleted"
    TRACK_CREATED = "track.created"
    TRACK_CHANGED = "track.changed"
    TRACK_DELETED = "track.deleted"
    SESSION_CREATED = "session.created"
    SESSION_CHANGED = "session.changed"
    SESSION_PLACED = "session.placed"
    SESSION_TAKEN_OFF = "session.taken_off"
    SESSION_CANCELLED = "session.cancelled"
    SESSION_WITHDRAWN = "session.withdrawn"
    SESSION_RESTORED = "session.restored"
    SESSION_DELETED = "session.deleted"
    SPEAKER_CREATED = "speaker.created"
    SPEAKER_CHANGED = "speaker.changed"
    SPEAKER_DELETED = "speaker.deleted"
    PUBLISHED = "agenda.published"
    WENT_BACK = "agenda.went_back"
    TOOK_BACK = "agenda.took_back"
