"""What an event's archive takes along of its programme: draft, people, versions and followers."""

from collections.abc import Iterable
from typing import Any

from eventsite.agenda import changes, framing, history, releases
from eventsite.agenda.models import (
    Agenda,
    AgendaSession,
    AgendaStep,
    AgendaTerms,
    Availability,
    DigestState,
    Follower,
    LiveChange,
    MaterialKind,
    MaterialVersion,
    PartPresenter,
    RehearsalSlot,
    Release,
    ReleaseDigest,
    ReleasePerson,
    Room,
    RuleOverride,
    SessionJoinWay,
    SessionKind,
    SessionMaterial,
    SessionPart,
    SessionPlaces,
    SessionRoom,
    SessionSpeaker,
    SessionStar,
    SessionSupply,
    SignUp,
    Speaker,
    SpeakerReminder,
    Track,
    TrackEditor,
)
from eventsite.core import look, text, zones
from eventsite.core.archive import Row, Swap, Table, values

_PLACES = {"room": "rooms", "track": "tracks"}
_FACTS_OF = {changes.Kind.ROOM_FACTS: "rooms", changes.Kind.TRACK_FACTS: "tracks"}


def _release(row: Row, swap: Swap) -> Row:
    """Rooms, tracks, identities and files inside what was published, of any stored version."""
    content = dict(row["content"])
    content["rooms"] = [{**r, "id": swap.key("rooms", r["id"])} for r in content["rooms"]]
    content["tracks"] = [{**t, "id": swap.key("tracks", t["id"])} for t in content["tracks"]]
    content["sessions"] = [_released(session, swap) for session in content["sessions"]]
    diff = [_told(change, swap) for change in row["diff"]]
    return {**row, "content": content, "diff": diff}


def _released(session: dict[str, Any], swap: Swap) -> dict[str, Any]:
    found = {
        **session,
        "uid": swap.code("agenda_sessions.uid", session["uid"]),
        "track": _key("tracks", session["track"], swap),
        "rooms": [swap.key("rooms", room) for room in session["rooms"]],
    }
    if "materials" in session:
        found["materials"] = [_material(one, swap) for one in session["materials"]]
    return found


def _material(one: dict[str, Any], swap: Swap) -> dict[str, Any]:
    file = one["file"]
    return {
        **one,
        "code": swap.code("session_materials.code", one["code"]),
        "file": swap.code("files.code", file) if file else file,
    }


def _told(change: dict[str, Any], swap: Swap) -> dict[str, Any]:
    table = _FACTS_OF.get(changes.Kind(change["kind"]))
    if table is None or not change["key"]:
        return change
    return {**change, "key": str(swap.key(table, int(change["key"])))}


def _key(table: str, number: int | None, swap: Swap) -> int | None:
    return None if number is None else swap.key(table, number)


def _files_in_release(row: Row) -> Iterable[str]:
    for session in row["content"]["sessions"]:
        yield from (one["file"] for one in session.get("materials", ()) if one["file"])


def _person(row: Row, swap: Swap) -> Row:
    code = row["photo_code"]
    return {**row, "photo_code": swap.code("files.code", code) if code else code}


def _step(row: Row, swap: Swap) -> Row:
    """Undoing and redoing go on where they were: the keys of what a step changed."""
    return {**row, "changes": [_changed(one, swap) for one in row["changes"]]}


def _changed(one: dict[str, Any], swap: Swap) -> dict[str, Any]:
    kind, key = one["kind"], one["key"]
    if kind in _PLACES:
        return {**one, "key": str(swap.key(_PLACES[kind], int(key)))}
    return {**one, "before": _snapshot(one["before"], swap), "after": _snapshot(one["after"], swap)}


def _snapshot(said: history.Snapshot | None, swap: Swap) -> history.Snapshot | None:
    if said is None:
        return None
    found = dict(said)
    if "uid" in said:
        found["uid"] = swap.code("agenda_sessions.uid", said["uid"])
    if "track_id" in said:
        found["track_id"] = _key("tracks", said["track_id"], swap)
    if "rooms" in said:
        found["rooms"] = sorted(swap.key("rooms", room) for room in said["rooms"])
    if "speakers" in said:
        found["speakers"] = [[swap.key("speakers", n), *more] for n, *more in said["speakers"]]
    if "parts" in said:
        found["parts"] = [
            {**part, "presenters": [swap.key("speakers", n) for n in part["presenters"]]}
            for part in said["parts"]
        ]
    return found


def _live(row: Row, swap: Swap) -> Row:
    """What the sessions of a change of the day were and became: their rooms."""

    def turned(facts: dict[str, Any]) -> dict[str, Any]:
        return {**facts, "rooms": [swap.key("rooms", room) for room in facts["rooms"]]}

    before = {
        name: {code: turned(facts) for code, facts in sessions.items()}
        for name, sessions in row["before"].items()
    }
    return {**row, "before": before}


def _follower(row: Row, swap: Swap) -> Row:
    return {**row, "tracks": [swap.key("tracks", track) for track in row["tracks"]]}


def _digest(row: Row, _swap: Swap) -> Row:
    """Mails that wait go out where they were ordered, never from where the archive is taken in."""
    is_held = row["state"] == DigestState.HELD.value
    return {**row, "state": DigestState.SENT.value} if is_held else row


def _check_release(row: Row) -> None:
    agenda = releases.read(row["content"])
    for change in row["diff"]:
        changes.load(change)
    zones.zone_of(agenda.zone)
    if any(track.hue not in look.HUES for track in agenda.tracks):
        raise ValueError("hue")
    for session in agenda.sessions:
        _check_session(session)


def _check_session(session: releases.ReleasedSession) -> None:
    """What stands in links, addresses, calendars and files must be as we write it."""
    values.check_spelling("code", session.code)
    values.check_spelling("uid", session.uid)
    zones.zone_of(session.zone)
    SessionKind(session.kind)
    if session.start.tzinfo is None or session.end.tzinfo is None or session.sequence < 0:
        raise ValueError(session.code)
    for material in session.materials:
        values.check_spelling("code", material.code)
        MaterialKind(material.kind)
    links = (session.recording, session.transcript, *(one.url for one in session.materials))
    for link in links:
        values.check_link(link)


def _check_terms(row: Row) -> None:
    framing.sources(row["frame_hosts"])


def _check_step(row: Row) -> None:
    for one in row["changes"]:
        history.Kind(one["kind"])
        for said in (one["before"], one["after"]):
            for name, plain in (said or {}).items():
                history.value(name, plain)


TABLES = (
    Table(model=Agenda, by="event_id"),
    Table(model=AgendaTerms, by="event_id", check=_check_terms),
    Table(model=Room, by="event_id"),
    Table(model=Track, by="event_id"),
    Table(model=TrackEditor, by="track_id"),
    Table(model=Speaker, by="event_id"),
    Table(model=Availability, by="speaker_id"),
    Table(model=RehearsalSlot, by="event_id"),
    Table(model=SpeakerReminder, by="speaker_id"),
    Table(model=AgendaSession, by="event_id", fresh={"uid": text.new_secret}),
    Table(model=SessionRoom, by="session_id"),
    Table(model=SessionPart, by="session_id"),
    Table(model=PartPresenter, by="part_id"),
    Table(model=SessionSpeaker, by="session_id"),
    Table(model=SessionMaterial, by="session_id", fresh={"code": text.new_code}),
    Table(model=MaterialVersion, by="material_id", actors=("author",)),
    Table(model=SessionSupply, by="session_id"),
    Table(model=SessionJoinWay, by="session_id"),
    Table(model=SessionStar, by="session_id"),
    Table(model=SessionPlaces, by="session_id"),
    Table(model=SignUp, by="session_id"),
    Table(model=Follower, by="event_id", inside=_follower),
    Table(
        model=Release,
        by="event_id",
        actors=("author",),
        inside=_release,
        files_in=_files_in_release,
        check=_check_release,
    ),
    Table(
        model=ReleasePerson,
        by="release_id",
        inside=_person,
        files_in=lambda row: (row["photo_code"],),
    ),
    Table(model=ReleaseDigest, by="release_id", inside=_digest),
    Table(model=RuleOverride, by="event_id", actors=("actor",)),
    Table(model=LiveChange, by="event_id", actors=("actor",), inside=_live),
    Table(model=AgendaStep, by="event_id", actors=("actor",), inside=_step, check=_check_step),
)
#: Table to the reason why it stays.
LEFT = {
    "speaker_balances": "Speakers answered for the balance of the programme alone: no organizer may"
    " read single answers.",
    "proposals": "The computer makes a new one in a minute, from the programme as it is then.",
    "digest_mails": "They say who was sent a mail, which only this installation needs to know.",
}
