"""Several files of one event as one programme, with a doubt wherever they disagree."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from eventsite.core.i18n import N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Said
from eventsite.exchange.reading import columns, doubts, gathering, likeness
from eventsite.exchange.source import Doubt, Source, SourcePerson, SourceSession, SourceVoice

_TWO_EVENTS = N_("The files name two events: “%(one)s” and “%(other)s”. Look at whether they fit.")
_TWO_ZONES = N_("The files state two time zones: %(one)s and %(other)s. Each keeps its own.")
_DIFFERS = {
    "title": N_("The files disagree about its title: “%(one)s” and “%(other)s”. The first counts."),
    "start": N_("The files disagree about its start: %(one)s and %(other)s. The first counts."),
    "minutes": N_("The files disagree about its minutes: %(one)s and %(other)s. The first counts."),
    "rooms": N_("The files disagree about its room: “%(one)s” and “%(other)s”. The first counts."),
    "track": N_("The files disagree about its track: “%(one)s” and “%(other)s”. The first counts."),
    "is_cancelled": N_("One of the files says that it is cancelled. It is taken as cancelled."),
}
_SAME_NAME = N_(
    "“%(name)s” stands in two files under different ids. They are taken for one person."
)
_LOOKS_SAME = N_(
    "It stands in two files under different ids, with the same title, time and room. It is taken "
    "in once."
)
_INSIDE = N_(
    "“%(title)s” is an item inside it in another file. It is no session of its own, and its "
    "description is not taken in."
)
_GAPS = ("kind", "track", "rooms", "start", "minutes", "online", "languages", "parts")
_MORE_GAPS = ("recording", "url")


def join(sources: Sequence[Source]) -> Source:
    """All of it, each session, person, room and track once, known by its key.

    The earlier file counts where two say different things of one session; the later one fills
    what the earlier leaves out. Of one source it is that source. Raises ValueError for none.
    """
    if not sources:
        raise ValueError("There is nothing to join.")
    if len(sources) == 1:
        return sources[0]
    joint = _Joint(sources)
    people = joint.people()
    sessions = joint.sessions()
    main = next((s for s in sources if s.sessions), sources[0])
    title, identity, zone = joint.names()
    return Source(
        format=main.format,
        title=title,
        identity=identity,
        zone=zone,
        days=tuple(sorted({day for s in sources for day in s.days})),
        rooms=likeness.rooms(sources),
        tracks=likeness.tracks(sources),
        people=people,
        sessions=sessions,
        doubts=joint.doubts(sessions, people),
        fields=frozenset().union(*(s.fields for s in sources)),
    )


class _Joint:
    """The files on their way to being one; each question is answered once, in the order above."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self._doubts: list[Doubt] = []
        #: The file, counted from 1, that a session's place is in.
        self._file: dict[str, int] = {}
        #: Number of the file and key there → the key here.
        self._people: dict[tuple[int, str], str] = {}
        self._inside: dict[str, str] = {}
        self._gone: set[str] = set()

    def names(self) -> tuple[str, str, str]:
        """Title, identity and zone: the first that any file states."""
        titles = [s.title for s in self._sources if s.title]
        identities = list(dict.fromkeys(s.identity for s in self._sources if s.identity))
        zones = list(dict.fromkeys(s.zone for s in self._sources if s.zone))
        for found, sentence in ((identities, _TWO_EVENTS), (zones, _TWO_ZONES)):
            if len(found) > 1:
                self._doubt(places.whole(), sentence, one=found[0], other=found[1])
        return next(iter(titles), ""), next(iter(identities), ""), next(iter(zones), "")

    def people(self) -> tuple[SourcePerson, ...]:
        """Everybody once: by key, else by a name that only one person of the other file has."""
        found: dict[str, SourcePerson] = {}
        for number, source in enumerate(self._sources):
            there = likeness.by_name(found.values())
            here = likeness.by_name(source.people)
            for person in source.people:
                name = columns.folded(person.name)
                key = person.key
                if key not in found and len(there.get(name, ())) == len(here[name]) == 1:
                    key = there[name][0].key
                    self._same_name(person, found[key])
                old = found.get(key)
                found[key] = gathering.filled(old, person) if old else person
                self._people[number, person.key] = key
        return tuple(found.values())

    def sessions(self) -> tuple[SourceSession, ...]:
        """Every session once; one that is an item inside another is none of its own."""
        for source in self._sources:
            for session in source.sessions:
                keys = {part.key for part in session.parts} - {"", session.key}
                self._inside |= dict.fromkeys(keys, session.key)
        found: dict[str, SourceSession] = {}
        looks: dict[tuple[object, ...], str] = {}
        inner: list[tuple[SourceSession, int]] = []
        for number, source in enumerate(self._sources):
            seen: set[str] = set()
            for raw in source.sessions:
                session = self._own(raw, number, source.zone)
                # An item that holds items itself stays a session: there is no third level.
                if session.key in self._inside and not session.parts:
                    inner.append((session, number + 1))
                    continue
                key = self._known_as(session, found, looks, number + 1) if number else session.key
                # A key that stands twice in one file is that file's doubt, not a second opinion.
                again = f"{key}\0{number}\0{len(found)}" if key in seen else key
                seen.add(key)
                old = found.get(again)
                found[again] = self._merged(old, session, number + 1) if old else session
                self._file.setdefault(session.key, number + 1)
                looks.setdefault(likeness.look(session), again)
        for session, file in inner:
            self._put_inside(session, found, file)
        return tuple(found.values())

    def doubts(
        self, sessions: Sequence[SourceSession], people: Iterable[SourcePerson]
    ) -> tuple[Doubt, ...]:
        """Those of each file that still hold, then those about all of them together."""
        named = {person.key for person in people if person.name != person.key}
        kept: list[Doubt] = []
        for number, source in enumerate(self._sources):
            kept += [
                replace(doubt, file=number + 1)
                for doubt in source.doubts
                if not self._is_settled(doubt, sessions, named)
            ]
        known = {likeness.mark(doubt) for doubt in kept}
        both = [
            replace(doubt, file=self._file.get(doubt.session, 0))
            for doubt in doubts.doubts_of(sessions, order=False)
        ]
        new = {likeness.mark(doubt): doubt for doubt in (*self._doubts, *both)}
        return (*kept, *(doubt for mark, doubt in new.items() if mark not in known))

    def _is_settled(self, doubt: Doubt, sessions: Sequence[SourceSession], named: set[str]) -> bool:
        if doubt.what.sentence == gathering.ONLY_PEOPLE:
            return bool(sessions)
        if doubt.what.sentence == gathering.ONLY_CODE:
            return doubt.what.values["code"] in named
        return doubt.session in self._gone

    def _own(self, session: SourceSession, number: int, zone: str) -> SourceSession:
        """A session with its people's keys here, and with the zone that only its file states."""
        voices = tuple(
            replace(v, person=self._people.get((number, v.person), v.person))
            for v in session.voices
        )
        parts = tuple(
            replace(p, people=tuple(self._people.get((number, key), key) for key in p.people))
            for p in session.parts
        )
        is_naive = session.start is not None and session.start.tzinfo is None
        own = session.zone or (zone if is_naive else "")
        return replace(session, voices=voices, parts=parts, zone=own)

    def _known_as(
        self,
        session: SourceSession,
        found: dict[str, SourceSession],
        looks: dict[tuple[object, ...], str],
        number: int,
    ) -> str:
        """The key under which an earlier file has the session."""
        if session.key in found or not session.start or not session.rooms:
            return session.key
        key = looks.get(likeness.look(session), session.key)
        if key != session.key:
            self._doubt(session.where, _LOOKS_SAME, key, number)
        return key

    def _merged(self, one: SourceSession, other: SourceSession, file: int) -> SourceSession:
        for field, sentence in _DIFFERS.items():
            first, second = likeness.told(one, field), likeness.told(other, field)
            if likeness.compared(one, field) == likeness.compared(other, field):
                continue
            if field == "is_cancelled" or (first and second):
                self._doubt(other.where, sentence, one.key, file, one=first, other=second)
        gaps = {name: getattr(one, name) or getattr(other, name) for name in (*_GAPS, *_MORE_GAPS)}
        voices = {(v.person, v.role): v for v in (*other.voices, *one.voices)}
        mine = {v.person for v in one.voices}
        extra = [v for v in voices.values() if v.person not in mine]
        return replace(
            one,
            **gaps,
            zone=one.zone if one.start else other.zone,
            title={**other.title, **one.title},
            abstract={**other.abstract, **one.abstract},
            is_cancelled=one.is_cancelled or other.is_cancelled,
            voices=(*one.voices, *extra),
            links=tuple({link.url: link for link in (*one.links, *other.links)}.values()),
        )

    def _put_inside(
        self, session: SourceSession, found: dict[str, SourceSession], file: int
    ) -> None:
        """Add who speaks in an item, and its links, to the session that holds it."""
        whole = found.get(self._inside[session.key])
        if whole is None:
            found.setdefault(session.key, session)
            return
        self._gone.add(session.key)
        people = [voice.person for voice in session.voices]
        parts = tuple(
            replace(part, people=tuple(dict.fromkeys([*part.people, *people])))
            if part.key == session.key
            else part
            for part in whole.parts
        )
        there = {voice.person for voice in whole.voices}
        new = [SourceVoice(person) for person in dict.fromkeys(people) if person not in there]
        links = {link.url: link for link in (*whole.links, *session.links)}
        found[whole.key] = replace(
            whole, parts=parts, voices=(*whole.voices, *new), links=tuple(links.values())
        )
        if session.abstract:
            title = likeness.first(session.title.values())
            self._doubt(session.where, _INSIDE, whole.key, file, title=title)

    def _same_name(self, person: SourcePerson, old: SourcePerson) -> None:
        self._doubt(places.whole(), _SAME_NAME, name=old.name or person.name)

    def _doubt(
        self, where: Said, sentence: str, session: str = "", file: int = 0, **values: str
    ) -> None:
        shown = {name: places.shown(value) for name, value in values.items()}
        self._doubts.append(Doubt(where, Said(sentence, shown), session, file))
