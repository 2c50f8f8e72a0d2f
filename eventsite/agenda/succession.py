"""How a published session is numbered, so that calendars follow it from version to version."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from eventsite.agenda import changes, facets
from eventsite.agenda.releases import ReleasedAgenda, ReleasedSession, Voice

#: How long feeds keep what was taken off, after the event's last day.
KEPT_CANCELLED = timedelta(days=30)
#: What is taken off keeps its title and time only.
WORDLESS: Mapping[str, Any] = {
    "speakers": (),
    "abstract": {},
    "parts": (),
    "materials": (),
    "recording": "",
    "transcript": "",
    "outcome": {},
    "ways": (),
}
#: Changes of which a calendar must tell its owner (RFC 5545 §3.8.7.4).
NUMBERED = frozenset(
    {changes.Kind.MOVED, changes.Kind.LENGTH, changes.Kind.ROOM, changes.Kind.ONLINE}
)


def succeed(
    before: ReleasedAgenda | None,
    draft: ReleasedAgenda,
    now: datetime,
    *,
    people_before: changes.People | None = None,
    people_after: changes.People | None = None,
    since: datetime | None = None,
) -> ReleasedAgenda:
    """The draft numbered to follow `before`.

    A session's sequence rises by one when its start, end, room or state changes, and `revised`
    is `now` on any public change. What was erased from `before` after it was published at
    `since` has risen already in feeds and is added here. Sessions no longer in the draft stay as
    gone until 30 days after the event's last hour.
    """
    if before is None:
        first = (replace(s, revised=now, former=()) for s in draft.sessions)
        return replace(draft, sessions=tuple(first), retired={})
    touched = _touched(before, draft, people_before or {}, people_after or {})
    erased = {
        code
        for code, person in (people_before or {}).items()
        if person.redacted and (since is None or person.redacted > since)
    }
    drafted = {session.code for session in draft.sessions}
    known = {session.code: session for session in before.sessions}
    followed = [(known.get(s.code), s) for s in draft.sessions]
    followed += _kept(before, draft, drafted, now)
    sessions = (
        _next(old, _standing(before, old, draft, new), now, touched, erased)
        for old, new in followed
    )
    whole = replace(draft, sessions=tuple(sorted(sessions, key=lambda s: (s.start, s.code))))
    return replace(whole, retired=facets.retired(before, whole))


def _standing(
    before: ReleasedAgenda,
    old: ReleasedSession | None,
    draft: ReleasedAgenda,
    new: ReleasedSession,
) -> ReleasedSession:
    """`new` with what it could be chosen by before."""
    return replace(new, former=facets.former(before, old, draft, new) if old else ())


def _touched(
    before: ReleasedAgenda,
    after: ReleasedAgenda,
    old_people: changes.People,
    new_people: changes.People,
) -> dict[changes.Kind, set[str]]:
    """Speakers, rooms and tracks whose own words changed, by the kind of change."""
    found: dict[changes.Kind, set[str]] = defaultdict(set)
    for change in (
        *changes.of_speakers(before, after, old_people, new_people),
        *changes.of_places(before, after),
    ):
        found[change.kind].add(change.key)
    return found


def _next(
    old: ReleasedSession | None,
    new: ReleasedSession,
    now: datetime,
    touched: Mapping[changes.Kind, set[str]],
    erased: set[str],
) -> ReleasedSession:
    if old is None:
        return replace(new, sequence=0, revised=now)
    changed = set(changes.changed(old, new))
    is_other = old.state != new.state
    sequence = old.sequence + redactions(old.speakers, erased)
    sequence += bool(changed & NUMBERED or _called(old) != _called(new))
    public = is_other or changed or sequence != old.sequence or _is_touched(new, touched)
    # Feeds of one track or day show that it left them.
    public = public or new.former != old.former
    # LAST-MODIFIED never goes back, whatever the clocks of two servers say.
    return replace(new, sequence=sequence, revised=max(now, old.revised) if public else old.revised)


def _called(session: ReleasedSession) -> bool:
    """Whether a calendar shows it as held: both cancelled and gone are STATUS:CANCELLED."""
    return session.state == "scheduled"


def _is_touched(session: ReleasedSession, touched: Mapping[changes.Kind, set[str]]) -> bool:
    return bool(
        touched.get(changes.Kind.SPEAKER, set()) & session.people
        or touched.get(changes.Kind.ROOM_FACTS, set()) & {str(room) for room in session.rooms}
        or touched.get(changes.Kind.TRACK_FACTS, set()) & {str(session.track)}
    )


def redactions(speakers: Iterable[Voice], erased: Iterable[str]) -> int:
    """By how much erased people raise a session's sequence."""
    return len({voice.code for voice in speakers} & set(erased))


def _kept(
    before: ReleasedAgenda,
    draft: ReleasedAgenda,
    drafted: set[str],
    now: datetime,
) -> Iterable[tuple[ReleasedSession, ReleasedSession]]:
    """Those no longer in the draft, each with what becomes of it."""
    ends = [hours.within(draft.zone)[1] for hours in draft.hours]
    ends += [session.end for session in (*before.sessions, *draft.sessions)]
    if ends and now > max(ends) + KEPT_CANCELLED:
        return
    for old in before.sessions:
        if old.code not in drafted:
            # Its own words go with it: what was taken off must not go on telling who spoke.
            yield old, replace(old, state="gone", **WORDLESS)


class Standing(NamedTuple):
    """A version in the list of all: which one it took back, and whether it was itself."""

    number: int
    takes_back: int | None
    was_taken_back: bool


def earlier(versions: Iterable[Standing]) -> int:
    """The version that going back from the newest leads to; 0 for an empty programme.

    `versions` are newest first. One that was taken back was seen by mistake only, and one that
    takes it back shows what was before both.
    """
    found = list(versions)
    while found and found[0].takes_back is not None:
        found = _before(found, found[0].takes_back)
    return next((one.number for one in _before(found[1:])), 0)


def _before(versions: Iterable[Standing], number: int | None = None) -> list[Standing]:
    """Those that stand, and are older than `number`."""
    return [v for v in versions if not v.was_taken_back and (number is None or v.number < number)]
