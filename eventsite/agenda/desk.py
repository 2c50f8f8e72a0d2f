"""The day as the desk sees it: each room now and next, what can be said, and who hears of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from eventsite.agenda import changes, digest, live_moves, moments, telling, words
from eventsite.agenda.models import LiveChange, LiveKind, Room
from eventsite.agenda.releases import ReleasedAgenda, ReleasedPerson, ReleasedSession
from eventsite.core import i18n, text, zones
from eventsite.core.i18n import gettext, ngettext

#: The minutes that have a button, beyond what is announced already.
STEPS = (5, 10, 15)


@dataclass(frozen=True)
class Desk:
    """A released day at one moment."""

    agenda: ReleasedAgenda
    people: Mapping[str, ReleasedPerson]
    #: All rooms of the event, in their order.
    rooms: Sequence[Room]
    #: The programme's day now, and the one looked at.
    today: date
    day: date
    #: The moment looked at.
    at: datetime
    readers: Sequence[digest.Reader] = ()

    @property
    def is_rehearsal(self) -> bool:
        """Whether another day than today is looked at: nothing is published then."""
        return self.day != self.today

    @property
    def is_event_day(self) -> bool:
        """Whether today is a day of the programme."""
        return self.today in self.days

    @property
    def days(self) -> tuple[date, ...]:
        """The programme's days."""
        return moments.days_of(self.agenda)

    @property
    def sessions(self) -> tuple[ReleasedSession, ...]:
        """What is held on the day, in order of time."""
        return moments.on(self.agenda, self.day)

    @property
    def places(self) -> list[int]:
        """The rooms of the day in their order, then 0 for what has none."""
        used = moments.places_on(self.sessions)
        known = [room.id for room in self.rooms if room.id in used]
        return [*known, live_moves.ONLINE] if None in used else known

    @property
    def clock(self) -> str:
        """The moment looked at, with its offset."""
        local = zones.local(self.at, self.agenda.zone)
        return f"{i18n.show_time(local)} ({zones.offset_text(self.at, self.agenda.zone)})"

    def is_today(self, code: str) -> bool:
        """Whether a session can be changed now; one that is not there is told elsewhere."""
        session = self.agenda.find(code)
        return session is None or self.agenda.day_of(session) == self.today

    def room_name(self, number: int) -> text.Said:
        """A room's name as it was published."""
        names = {room.id: room.names for room in self.agenda.rooms}
        drafted = {room.id: room.names for room in self.rooms}
        if not number:
            return text.Said(str(gettext("Online")), *_here())
        return text.pick(names.get(number) or drafted[number], i18n.current_lang())

    def place(self, number: int, everything: bool = False) -> dict[str, Any]:
        """A room: what runs and what comes next; with `everything`, all that is left today."""
        most = len(self.sessions) if everything else 2
        here = moments.moment(self.sessions, number or None, self.at, most)
        return {
            "number": number,
            "name": self.room_name(number),
            "now": [self.session(s, number) for s in here.now],
            "following": [self.session(s, number) for s in here.following],
        }

    def session(self, session: ReleasedSession, here: int) -> dict[str, Any]:
        """A session with what can be said of it."""
        start, end = (zones.local(t, session.zone) for t in (session.start, session.end))
        told = sum(concerns(reader, session) for reader in self.readers)
        return {
            "code": session.code,
            "title": text.pick(session.title, i18n.current_lang()),
            "at": start,
            "start": i18n.show_time(start),
            "until": i18n.show_time(end),
            "late": words.late(session.late),
            "is_break": session.kind == "break",
            "cancelled": session.state == "cancelled",
            "minutes": [(session.late + n, words.late(session.late + n)) for n in STEPS],
            "people": self._people(session),
            "rooms": self._other_rooms(session, here) if here else [],
            "told": ngettext(
                "%(num)s person is told of a change.",
                "%(num)s people are told of a change.",
                told,
            ),
        }

    def _people(self, session: ReleasedSession) -> list[tuple[str, str, bool]]:
        """Code, name and whether they are absent, each person once."""
        found = {
            v.code: (v.code, words.spoken_name(self._person(v.code)), v.absent)
            for v in session.speakers
        }
        return list(found.values())

    def _person(self, code: str) -> ReleasedPerson:
        return self.people.get(code, ReleasedPerson())

    def _other_rooms(self, session: ReleasedSession, here: int) -> list[tuple[int, text.Said, str]]:
        """Rooms where it could go: id, name and what is there at the time."""
        held = live_moves.on_day(self.agenda, self.day)
        return [
            (room.id, self.room_name(room.id), self._taken(room.id, session, held))
            for room in self.rooms
            if room.id != here and room.id not in session.rooms
        ]

    def _taken(self, room: int, session: ReleasedSession, held: Iterable[ReleasedSession]) -> str:
        lang = i18n.current_lang()
        there = [
            text.pick(s.title, lang).text
            for s in held
            if room in s.rooms
            and s.kind != "break"
            and s.start < session.end
            and session.start < s.end
        ]
        return str(gettext("taken by %(title)s", title=words.listed(there))) if there else ""

    def change(self, change: LiveChange, told: int) -> dict[str, Any]:
        """One change of the day, as it is listed with its Undo."""
        local = zones.local(change.created, self.agenda.zone)
        return {
            "id": change.id,
            "sentence": sentence(change, self.agenda, self.people),
            "at": local,
            "time": i18n.show_time(local),
            "told": ngettext("%(num)s person told", "%(num)s people told", told) if told else "",
        }


def is_of(change: LiveChange, number: int) -> bool:
    """Whether a change touched a room: a session that is or was there; 0 for none."""
    facts = (*change.before["was"].values(), *change.before["became"].values())
    return any(number in fact["rooms"] or (not number and not fact["rooms"]) for fact in facts)


def _here() -> tuple[str, str]:
    lang = i18n.current_lang()
    return lang, i18n.dir_of(lang)


def concerns(reader: digest.Reader, session: ReleasedSession) -> bool:
    """Whether a reader hears of changes of a session: speaks in it, starred it, follows it."""
    if session.code in reader.starred or reader.speaks & {v.code for v in session.speakers}:
        return True
    wish = reader.wish
    return wish is not None and (wish == digest.Wish() or wish.fits(session))


def how_many(agenda: ReleasedAgenda, readers: Iterable[digest.Reader], codes: Iterable[str]) -> int:
    """How many readers hear of changes of these sessions, each counted once."""
    touched = [s for s in map(agenda.find, codes) if s is not None]
    return sum(any(concerns(reader, s) for s in touched) for reader in readers)


def sentence(
    change: LiveChange, agenda: ReleasedAgenda, people: Mapping[str, ReleasedPerson]
) -> str:
    """What the desk said, in one sentence."""
    code = next(iter(change.before["became"]))
    was, became = change.before["was"][code], change.before["became"][code]
    session = agenda.find(code)
    title = text.pick(session.title if session else {}, i18n.current_lang()).text
    return _SENTENCES[change.kind](title, was, became, agenda, people)


_Facts = Mapping[str, Any]
_People = Mapping[str, ReleasedPerson]


def _late(title: str, _was: _Facts, became: _Facts, _a: ReleasedAgenda, _p: _People) -> str:
    return str(
        ngettext(
            "“%(title)s” begins %(num)s minute late.",
            "“%(title)s” begins %(num)s minutes late.",
            became["late"],
            title=title,
        )
    )


def _room(title: str, was: _Facts, became: _Facts, agenda: ReleasedAgenda, _p: _People) -> str:
    names = {room.id: room.names for room in agenda.rooms}
    new = [names[room] for room in became["rooms"] if room not in was["rooms"] and room in names]
    place = words.places(new, online=False)
    return str(gettext("“%(title)s” is now in %(room)s.", title=title, room=place))


def _cancelled(title: str, _w: _Facts, _b: _Facts, _a: ReleasedAgenda, _p: _People) -> str:
    return str(gettext("“%(title)s” is cancelled.", title=title))


def _absent(title: str, was: _Facts, became: _Facts, _a: ReleasedAgenda, people: _People) -> str:
    gone = [code for code in dict.fromkeys(became["absent"]) if code not in was["absent"]]
    names = words.listed([words.spoken_name(people.get(c, ReleasedPerson())) for c in gone])
    return str(gettext("%(name)s is absent from “%(title)s”.", name=names, title=title))


_SENTENCES: Mapping[LiveKind, Callable[..., str]] = {
    LiveKind.LATE: _late,
    LiveKind.ROOM: _room,
    LiveKind.CANCELLED: _cancelled,
    LiveKind.ABSENT: _absent,
}


def would_be(before: ReleasedAgenda, after: ReleasedAgenda, people: _People) -> list[telling.Told]:
    """What visitors would read of a change, under the titles of the sessions."""
    return telling.told(changes.diff(before, after, people, people), people)


def overrun(agenda: ReleasedAgenda, day: date) -> int:
    """By how many minutes what is late makes a day end after its hours; 0 without hours."""
    closes = next((h.within(agenda.zone)[1] for h in agenda.hours if h.day == day), None)
    ends = [s.end for s in live_moves.on_day(agenda, day) if s.late]
    if closes is None or not ends or max(ends) <= closes:
        return 0
    return int((max(ends) - closes).total_seconds()) // 60
