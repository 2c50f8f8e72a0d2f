"""Choosing from a programme: by track, language, room, study group and words."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eventsite.agenda.releases import ReleasedAgenda, ReleasedPerson, ReleasedSession

#: Longer questions are cut: no title has so many letters.
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader asked for; empty means everything."""

    track: str = ""
    language: str = ""
    room: str = ""
    group: str = ""
    words: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing was asked for."""
        return not (self.track or self.language or self.room or self.group or self.words)

    @property
    def is_kept(self) -> bool:
        """Whether others may ask the same: one thing from a list, no words of one's own."""
        return sum(map(bool, (self.track, self.language, self.room, self.group))) <= 1 and (
            not self.words
        )


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from: ids and codes, in the programme's order."""

    tracks: tuple[str, ...]
    languages: tuple[str, ...]
    rooms: tuple[str, ...]
    groups: tuple[str, ...]

    def has(self, choice: Choice) -> bool:
        """Whether everything chosen from a list is in it."""
        return all(
            not chosen or chosen in offered
            for chosen, offered in (
                (choice.track, self.tracks),
                (choice.language, self.languages),
                (choice.room, self.rooms),
                (choice.group, self.groups),
            )
        )


def offer(agenda: ReleasedAgenda) -> Offer:
    """What the sessions of a programme differ in."""
    shown = agenda.shown
    tracks, rooms = {s.track for s in shown}, {room for s in shown for room in s.rooms}
    return Offer(
        tracks=tuple(str(t.id) for t in agenda.tracks if t.id in tracks),
        languages=tuple(sorted({code for s in shown for code in _heard(s)})),
        rooms=tuple(str(r.id) for r in agenda.rooms if r.id in rooms),
        groups=tuple(sorted({group for s in shown for group in s.study_groups})),
    )


def _heard(session: ReleasedSession) -> tuple[str, ...]:
    return (*session.languages, *session.interpretation)


def fitting(
    agenda: ReleasedAgenda, people: Mapping[str, ReleasedPerson], choice: Choice
) -> tuple[ReleasedSession, ...]:
    """The sessions that fit everything asked for; breaks only when nothing is."""
    if choice.is_open:
        return agenda.shown
    asked = folded(choice.words[:LONGEST]).split()
    return tuple(
        s
        for s in agenda.shown
        if s.kind != "break"
        and choice.track in ("", str(s.track))
        and (not choice.language or choice.language in _heard(s))
        and (not choice.room or choice.room in map(str, s.rooms))
        and (not choice.group or choice.group in s.study_groups)
        and _says(s, people, asked)
    )


def _says(
    session: ReleasedSession, people: Mapping[str, ReleasedPerson], asked: Iterable[str]
) -> bool:
    """Whether each word asked for begins or is in something that the session says."""
    asked = list(asked)
    if not asked:
        return True
    said = [*session.title.values(), *session.abstract.values()]
    for voice in session.speakers:
        person = people.get(voice.code, ReleasedPerson())
        said += [person.name, person.role_title, *voice.organisation.values()]
    whole = folded(" ".join(said))
    return all(word in whole for word in asked)


def folded(text: str) -> str:
    """Lower case and without accents, so that "resume" finds "Résumé"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
