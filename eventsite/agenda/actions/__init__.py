"""Everything that changes a programme."""

from eventsite.agenda.actions.places import (
    RoomFacts,
    TrackFacts,
    create_room,
    create_track,
    delete_room,
    delete_track,
    edit_room,
    edit_track,
)
from eventsite.agenda.actions.publishing import go_back, make_release, publish, take_back
from eventsite.agenda.actions.sessions import (
    Placement,
    SessionFacts,
    create_session,
    delete_session,
    edit_session,
    place,
    set_state,
    take_off,
)
from eventsite.agenda.actions.speakers import (
    SpeakerFacts,
    create_speaker,
    delete_speaker,
    edit_speaker,
)

__all__ = [
    "Placement",
    "RoomFacts",
    "SessionFacts",
    "SpeakerFacts",
    "TrackFacts",
    "create_room",
    "create_session",
    "create_speaker",
    "create_track",
    "delete_room",
    "delete_session",
    "delete_speaker",
    "delete_track",
    "edit_room",
    "edit_session",
    "edit_speaker",
    "edit_track",
    "go_back",
    "make_release",
    "place",
    "publish",
    "set_state",
    "take_back",
    "take_off",
]
