"""Everything that changes a programme."""

from eventsite.agenda.actions.copying import Copied, copy_programme
from eventsite.agenda.actions.editors import set_editors
from eventsite.agenda.actions.history import redo, undo
from eventsite.agenda.actions.materials import (
    ENDINGS,
    MaterialFacts,
    Source,
    add_material,
    edit_material,
    give,
    remove_material,
    renew_material,
)
from eventsite.agenda.actions.moving import (
    Move,
    Placement,
    Shift,
    place,
    place_all,
    resize,
    set_lock,
    shift,
    swap,
    take_off,
)
from eventsite.agenda.actions.overriding import Unexplained
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
    Part,
    SessionFacts,
    create_session,
    delete_session,
    duplicate,
    edit_session,
    facts_of,
    set_state,
)
from eventsite.agenda.actions.speakers import (
    SpeakerFacts,
    create_speaker,
    delete_speaker,
    edit_speaker,
)
from eventsite.agenda.actions.terms import RuleFacts, set_rules

__all__ = [
    "ENDINGS",
    "Copied",
    "MaterialFacts",
    "Move",
    "Part",
    "Placement",
    "RoomFacts",
    "RuleFacts",
    "SessionFacts",
    "Shift",
    "Source",
    "SpeakerFacts",
    "TrackFacts",
    "Unexplained",
    "add_material",
    "copy_programme",
    "create_room",
    "create_session",
    "create_speaker",
    "create_track",
    "delete_room",
    "delete_session",
    "delete_speaker",
    "delete_track",
    "duplicate",
    "edit_material",
    "edit_room",
    "edit_session",
    "edit_speaker",
    "edit_track",
    "facts_of",
    "give",
    "go_back",
    "make_release",
    "place",
    "place_all",
    "publish",
    "redo",
    "remove_material",
    "renew_material",
    "resize",
    "set_editors",
    "set_lock",
    "set_rules",
    "set_state",
    "shift",
    "swap",
    "take_back",
    "take_off",
    "undo",
]
