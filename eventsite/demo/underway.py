"""What the team of the invented forum is at since its last version: places kept, things to do."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from eventsite.agenda import actions as agenda
from eventsite.agenda import queries as agenda_queries
from eventsite.agenda.actions import invitations
from eventsite.agenda.models import AgendaSession, SessionKind, SpeakerRole
from eventsite.demo import facts, preparing
from eventsite.events import actions as events
from eventsite.events.models import Duty, Event
from eventsite.people import actions as people


def change(event: Event, first: date, actor: str) -> None:
    """Blockers, sessions that wait for a place, locks, two clashes, somebody for one track."""
    known, found = facts.read("building")["draft"], preparing.by_title(event)
    rooms = [room.id for room in agenda_queries.rooms(event.id)]
    for fact in known["blockers"]:
        said = agenda.SessionFacts(fact["title"], SessionKind.BLOCKER, fact["minutes"])
        blocker = agenda.create_session(event, said, actor)
        _place(event, blocker, fact, rooms, first, actor)
    for fact in known["waiting"]:
        _wait(event, fact, actor)
    locked = [found[title] for title in known["locked"]]
    agenda.set_lock(event, [(session, session.version) for session in locked], True, actor)
    moved = known["moved"]
    _place(event, found[moved["session"]], moved, rooms, first, actor)
    _assign_twice(event, known["twice"], found, actor)
    _editor(event, known["editor"], actor)


def _place(
    event: Event,
    session: AgendaSession,
    fact: Mapping[str, Any],
    rooms: list[int],
    first: date,
    actor: str,
) -> None:
    where = agenda.Placement(
        day=first + timedelta(days=fact["day"]),
        starts=time.fromisoformat(fact["starts"]),
        rooms=[rooms[fact["room"]]],
        online=session.online,
    )
    agenda.place(event, session, where, actor, session.version)


def _wait(event: Event, fact: Mapping[str, Any], actor: str) -> None:
    """A session in the tray."""
    people_by_name = {speaker.name: speaker.id for speaker in agenda_queries.speakers(event.id)}
    tracks = {track.names["en"]: track.id for track in agenda_queries.tracks(event.id)}
    said = agenda.SessionFacts(
        title=fact["title"],
        kind=SessionKind(fact["kind"]),
        minutes=fact["minutes"],
        abstract={"en": fact["abstract"]} if fact["abstract"] else {},
        track_id=tracks[track_name(fact["track"])],
        languages=["en"],
        speakers=[(people_by_name[name], SpeakerRole.SPEAKER) for name in fact["speakers"]],
    )
    agenda.create_session(event, said, actor)


def _assign_twice(
    event: Event, fact: Mapping[str, str], found: Mapping[str, AgendaSession], actor: str
) -> None:
    """Ask somebody into a second session of the same hour."""
    speaker = found[fact["speaker_of"]].speakers[0].speaker
    session = agenda_queries.find_session(event.id, found[fact["into"]].code)
    if session is None:
        raise LookupError(fact["into"])
    invitations.assign(event, speaker, session, SpeakerRole(fact["role"]), actor)


def _editor(event: Event, fact: Mapping[str, str], actor: str) -> None:
    """Somebody of the team who looks after one track."""
    person = people.create_person(
        actor=actor,
        first_name=fact["first_name"],
        family_name=fact["family_name"],
        email=fact["email"],
        is_demo=True,
    )
    user = people.make_user(person)
    events.add_member(actor=actor, event=event, user=user, duties=[Duty.TRACK])
    name = track_name(fact["track"])
    track = next(one for one in agenda_queries.tracks(event.id) if one.names["en"] == name)
    agenda.set_editors(event, track, [user.id], actor)


def track_name(key: str) -> str:
    """The English name of a track by its key in the facts."""
    names: dict[str, str] = {one["key"]: one["names"]["en"] for one in _tracks()}
    return names[key]


def _tracks() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = facts.read("forum")["tracks"]
    return found
