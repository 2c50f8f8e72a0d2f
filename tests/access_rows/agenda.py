"""Rows of the programme: public pages of the release, organizers' pages of the draft."""

from typing import Any

from eventsite.agenda.models import SpeakerRole
from eventsite.events.models import Duty
from tests import make
from tests.access_table import Row, Visitor, World, Writes, everybody, of_event, page, team, write
from tests.agenda import makings

BUILD = team(Visitor.AGENDA)
LOOK = team(Visitor.AGENDA, viewer=True)
#: An editor sees all of the draft, and may make sessions of their own tracks.
SEE = team(Visitor.AGENDA, Visitor.EDITOR, viewer=True)
MAKE = team(Visitor.AGENDA, Visitor.EDITOR)


def draft(world: World) -> dict[str, Any]:
    """A session on the draft's table with a room, a track-less speaker and nothing published."""
    speaker = makings.make_speaker(world.event)
    session = makings.make_session(world.event, speakers=[(speaker.id, SpeakerRole.SPEAKER)])
    room = makings.make_room(world.event)
    makings.place(world.event, session, "09:30", room)
    return {"session": session, "speaker": speaker, "room": room}


def published(world: World) -> dict[str, Any]:
    """The same, published."""
    made = draft(world)
    makings.publish(world.event)
    return made


def released_event(world: World) -> dict[str, Any]:
    """The address of an event with a version."""
    published(world)
    return of_event(world)


def released_session(world: World) -> dict[str, Any]:
    """The address of a released session."""
    return {**of_event(world), "code": published(world)["session"].code}


def released_speaker(world: World) -> dict[str, Any]:
    """The address of a released speaker."""
    return {**of_event(world), "code": published(world)["speaker"].code}


def a_session(world: World) -> dict[str, Any]:
    """The address of a session of the draft."""
    return {**of_event(world), "code": draft(world)["session"].code}


def a_new_session(world: World) -> dict[str, Any]:
    """The address of a session that is not placed."""
    return {**of_event(world), "code": makings.make_session(world.event).code}


def a_room(world: World) -> dict[str, Any]:
    """The address of an empty room."""
    return {**of_event(world), "number": makings.make_room(world.event).id}


def a_track(world: World) -> dict[str, Any]:
    """The address of a track without sessions."""
    return {**of_event(world), "number": makings.make_track(world.event).id}


def a_speaker(world: World) -> dict[str, Any]:
    """The address of a speaker who is in no session."""
    return {**of_event(world), "code": makings.make_speaker(world.event).code}


def fields(**values: Any) -> Any:
    """The same fields in every world."""
    return lambda _world: {key.replace("__", "-"): value for key, value in values.items()}


def fingerprint(world: World) -> dict[str, Any]:
    """What the preview of a draft holds."""
    return {"fingerprint": makings.fingerprint(world.event)}


def drafted_event(world: World) -> dict[str, Any]:
    """The address of an event whose draft was never published."""
    draft(world)
    return of_event(world)


def one_more(world: World) -> object:
    """One more session on the table, in a room and with a speaker of its own."""
    return draft(world)


def one_more_released(world: World) -> object:
    """One more session in the newest version."""
    return published(world)


#: What the trail says of a track's editors.
KEPT = ("track", "users")


def an_editor(world: World) -> dict[str, Any]:
    """Somebody of the team who can be given a track."""
    return {"editors": make.make_team_member(world.event, [Duty.TRACK]).id}


ROWS: dict[tuple[str, str], Row] = {
    ("agenda.programme", "GET"): page(
        everybody(), released_event, cacheable=True, grow=one_more_released
    ),
    ("agenda.session", "GET"): page(everybody(), released_session, cacheable=True),
    ("agenda.speakers", "GET"): page(
        everybody(), released_event, cacheable=True, grow=one_more_released
    ),
    ("agenda.speaker", "GET"): page(everybody(), released_speaker, cacheable=True),
    ("agenda.builder", "GET"): page(SEE, of_event, grow=one_more, reader=Visitor.OWNER),
    ("agenda.sessions", "GET"): page(SEE, of_event, grow=one_more, reader=Visitor.OWNER),
    ("agenda.rooms", "GET"): page(BUILD, of_event, grow=one_more, reader=Visitor.OWNER),
    ("agenda.tracks", "GET"): page(
        BUILD, of_event, grow=lambda w: makings.make_track(w.event), reader=Visitor.OWNER
    ),
    ("agenda.versions", "GET"): page(BUILD, of_event, grow=one_more_released, reader=Visitor.OWNER),
    ("agenda.publish", "GET"): page(BUILD, of_event, grow=one_more, reader=Visitor.OWNER),
    ("agenda.edit_room", "GET"): page(BUILD, a_room),
    ("agenda.edit_track", "GET"): page(BUILD, a_track),
    ("agenda.new_session", "GET"): page(MAKE, of_event),
    ("agenda.edit_session", "GET"): page(BUILD, a_session),
    ("agenda.new_speaker", "GET"): page(BUILD, of_event),
    ("agenda.edit_speaker", "GET"): page(BUILD, a_speaker),
    ("agenda.rooms", "POST"): write(
        BUILD, of_event, Writes("room.created", fields(names__en="Hall"), after=("room",))
    ),
    ("agenda.edit_room", "POST"): write(
        BUILD, a_room, Writes("room.changed", fields(names__en="X", version=1), after=("room",))
    ),
    ("agenda.delete_room", "POST"): write(BUILD, a_room, Writes("room.deleted", before=("room",))),
    ("agenda.tracks", "POST"): write(
        BUILD,
        of_event,
        Writes("track.created", fields(names__en="Trust", hue="sea"), after=("track",)),
    ),
    ("agenda.edit_track", "POST"): write(
        BUILD,
        a_track,
        Writes("track.changed", fields(names__en="X", hue="sea", version=1), after=("track",)),
    ),
    ("agenda.track_editors", "POST"): write(
        BUILD, a_track, Writes("track.editors_changed", an_editor, KEPT, KEPT)
    ),
    ("agenda.delete_track", "POST"): write(
        BUILD, a_track, Writes("track.deleted", before=("track",))
    ),
    ("agenda.new_session", "POST"): write(
        MAKE,
        of_event,
        Writes(
            "session.created", fields(title__en="New", kind="talk", minutes=30), after=("event",)
        ),
    ),
    ("agenda.edit_session", "POST"): write(
        BUILD,
        a_new_session,
        Writes(
            "session.changed",
            fields(title__en="New", kind="talk", minutes=30, version=1),
            before=("minutes",),
            after=("minutes",),
        ),
    ),
    ("agenda.place", "POST"): write(
        BUILD,
        a_new_session,
        Writes(
            "session.placed",
            fields(day="2027-06-08", starts="09:30", minutes=60, version=1),
            before=("day", "starts"),
            after=("day", "starts"),
        ),
    ),
    ("agenda.take_off", "POST"): write(
        BUILD,
        a_session,
        Writes(
            "session.taken_off",
            fields(version=2),
            before=("day", "starts", "rooms"),
            after=("day", "starts", "rooms"),
        ),
    ),
    ("agenda.set_state", "POST"): write(
        BUILD,
        a_new_session,
        Writes(
            "session.cancelled",
            fields(state="cancelled", version=1),
            before=("state",),
            after=("state",),
        ),
    ),
    ("agenda.delete_session", "POST"): write(
        BUILD, a_new_session, Writes("session.deleted", fields(version=1), before=("event",))
    ),
    ("agenda.new_speaker", "POST"): write(
        BUILD,
        of_event,
        Writes("speaker.created", fields(name="Ada", country="", zone=""), after=("speaker",)),
    ),
    ("agenda.edit_speaker", "POST"): write(
        BUILD,
        a_speaker,
        Writes(
            "speaker.changed",
            fields(name="Ada", country="", zone="", version=1),
            after=("speaker",),
        ),
    ),
    ("agenda.delete_speaker", "POST"): write(
        BUILD, a_speaker, Writes("speaker.deleted", before=("speaker",))
    ),
    ("agenda.publish", "POST"): write(
        BUILD,
        drafted_event,
        Writes("agenda.published", fingerprint, before=("number",), after=("number",)),
    ),
    ("agenda.versions", "POST"): write(
        BUILD,
        released_event,
        Writes(
            "agenda.went_back",
            fields(number=0, latest=1),
            before=("number",),
            after=("content_of", "number"),
        ),
    ),
}


def released_photo(world: World) -> dict[str, Any]:
    """The address of the photo of a released speaker."""
    made = draft(world)
    made["speaker"].photo_file_id = makings.make_photo().id
    makings.publish(world.event)
    return {**of_event(world), "code": made["speaker"].code}


ROWS["agenda.photo", "GET"] = page(everybody(), released_photo, cacheable=True)
