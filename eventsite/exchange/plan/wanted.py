"""A session of a source as the draft would hold it, with a doubt about all that does not fit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eventsite.agenda import rules, times
from eventsite.agenda.models import SessionKind, SessionState, SpeakerRole
from eventsite.agenda.times import Hours
from eventsite.core.i18n import LANGUAGES, N_
from eventsite.core.sheets.source import Said
from eventsite.exchange.plan import moments
from eventsite.exchange.plan.values import Plain
from eventsite.exchange.source import SourceSession

#: What columns of the database hold.
_ADDRESS = 500
#: What the form of a session takes, in characters.
MOST_TITLE = 200
_MOST_ABSTRACT = 5_000
_KINDS = {kind.value for kind in SessionKind}
_ROLES = {role.value for role in SpeakerRole}


@dataclass(frozen=True, slots=True)
class Refs:
    """What the keys of a source are here: ids as text, or "+" and the key where new."""

    rooms: Mapping[str, str]
    tracks: Mapping[str, str]
    people: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Clock:
    """The event's zone and days, and the zone chosen for times without one."""

    zone: str
    asked: str
    days: tuple[Hours, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The fields of a session, as far as the source says them."""

    values: dict[str, Plain]
    doubts: tuple[Said, ...]
    foreign: date | None


def wanted(session: SourceSession, fields: frozenset[str], refs: Refs, clock: Clock) -> Wanted:
    """What the source says of a session; `fields` are those that it speaks of at all."""
    at = moments.place(session, clock.zone, clock.asked, clock.days)
    doubts = list(at.doubts)
    values: dict[str, Plain] = {
        "title": _texts(session.title),
        "state": (SessionState.CANCELLED if session.is_cancelled else SessionState.SCHEDULED).value,
        "abstract": _abstract(session.abstract, doubts),
        "time": at.time,
        "rooms": sorted({refs.rooms[key] for key in session.rooms if key in refs.rooms}),
        "track": refs.tracks.get(session.track, ""),
        "languages": _languages(session.languages, doubts),
        "people": _people(session, refs, doubts),
        "recording": _address(session.recording, doubts),
    }
    minutes = _minutes(session.minutes, doubts)
    values["parts"] = _parts(session, refs, minutes, doubts)
    more = {"minutes": minutes, "online": session.online, "kind": _kind(session.kind)}
    values |= {name: value for name, value in more.items() if value not in (None, "")}
    spoken = {_NAMES.get(name, name) for name in fields} | {"title", "state"}
    return Wanted({n: v for n, v in values.items() if n in spoken or v}, tuple(doubts), at.foreign)


#: What the source calls otherwise.
_NAMES = {"start": "time", "voices": "people", "is_cancelled": "state"}


def _texts(said: Mapping[str, str]) -> dict[str, str]:
    return {lang: text for lang, text in sorted(said.items()) if text.strip()}


def _abstract(said: Mapping[str, str], doubts: list[Said]) -> dict[str, str]:
    texts = _texts(said)
    kept = {lang: text for lang, text in texts.items() if len(text) <= _MOST_ABSTRACT}
    if len(kept) < len(texts):
        doubts.append(Said(_LONG_ABSTRACT, {"most": _MOST_ABSTRACT}))
    return kept


def _kind(said: str) -> str:
    return said if said in _KINDS else ""


def _languages(said: Sequence[str], doubts: list[Said]) -> list[str]:
    ours = [code for code in dict.fromkeys(said) if code in LANGUAGES]
    others = [code for code in dict.fromkeys(said) if code not in LANGUAGES]
    doubts.extend(Said(_LANGUAGE, {"language": code}) for code in others)
    return ours


def _minutes(said: int | None, doubts: list[Said]) -> int | None:
    """A length that a programme can hold: in steps of five minutes, no more than a day."""
    if said is None or said <= 0:
        return None
    even = min(-(-said // times.STEP) * times.STEP, rules.MOST_MINUTES)
    if even != said:
        doubts.append(Said(_LENGTH, {"said": said, "minutes": even}))
    return even


def _people(session: SourceSession, refs: Refs, doubts: list[Said]) -> list[list[str]]:
    """Who takes part and as what, each once in a role."""
    found = [
        (refs.people[v.person], v.role if v.role in _ROLES else SpeakerRole.SPEAKER.value)
        for v in session.voices
        if v.person in refs.people
    ]
    return [list(one) for one in _few(found, rules.MOST_SPEAKERS, _MANY_PEOPLE, doubts)]


def _parts(
    session: SourceSession, refs: Refs, minutes: int | None, doubts: list[Said]
) -> list[dict[str, Plain]]:
    kept = [part for part in session.parts if _texts(part.title)]
    total = sum(part.minutes for part in kept)
    fits = minutes is None or total <= minutes
    if not fits:
        doubts.append(Said(_PARTS, {"total": total}))
    found = [
        {
            "title": _texts(part.title),
            "minutes": max(0, part.minutes) if fits and minutes is not None else 0,
            "people": list(
                dict.fromkeys(refs.people[key] for key in part.people if key in refs.people)
            ),
        }
        for part in kept[: rules.MOST_PARTS]
    ]
    if len(kept) > rules.MOST_PARTS:
        doubts.append(Said(_MANY_PARTS, {"most": rules.MOST_PARTS}))
    return found


def _few(
    found: Iterable[tuple[str, str]], most: int, sentence: str, doubts: list[Said]
) -> list[tuple[str, str]]:
    once = list(dict.fromkeys(found))
    if len(once) > most:
        doubts.append(Said(sentence, {"most": most}))
    return once[:most]


def _address(said: str, doubts: list[Said]) -> str:
    if not said:
        return ""
    if len(said) > _ADDRESS or not said.lower().startswith(("https://", "http://")):
        doubts.append(Said(_NO_ADDRESS))
        return ""
    return said


_LONG_ABSTRACT = N_(
    "Its description is longer than %(most)s characters, so it is left out. Shorten it in the file."
)
_LANGUAGE = N_("Sessions are not held in the language “%(language)s” here, so it is left out.")
_LENGTH = N_("It lasts %(said)s minutes; here it becomes %(minutes)s.")
_MANY_PEOPLE = N_("It has more than %(most)s people. The others are left out.")
_MANY_PARTS = N_("It has more than %(most)s items. The others are left out.")
_PARTS = N_(
    "Its items last %(total)s minutes, longer than the session. Their lengths are left out."
)
_NO_ADDRESS = N_(
    "The address of its recording does not begin with https:// or is too long, so it is left out."
)
