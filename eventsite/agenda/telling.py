"""Public changes in whole sentences, gathered under what they are about, for one reader."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from eventsite.agenda import words
from eventsite.agenda.changes import Change, Kind
from eventsite.agenda.models import KIND_LABELS, SessionKind
from eventsite.agenda.releases import ReleasedPerson
from eventsite.core import i18n, text, zones
from eventsite.core.i18n import N_, gettext, ngettext

People = Mapping[str, ReleasedPerson]

#: Changes that need no facts, or none that a line can hold.
_PLAIN = {
    Kind.CANCELLED: N_("Cancelled."),
    Kind.RESTORED: N_("Takes place again."),
    Kind.TEXT: N_("The description is changed."),
    Kind.PEOPLE: N_("The people stand in another order."),
    Kind.PARTS: N_("The items inside it are changed."),
    Kind.MATERIALS: N_("The materials are changed."),
    Kind.RECORDING: N_("The recording is changed."),
    Kind.TRANSCRIPT: N_("The transcript is changed."),
    Kind.OUTCOME: N_("What came out of it is changed."),
    Kind.TOPICS: N_("The clauses, goals, study groups or work items are changed."),
    Kind.WAYS: N_("The ways to join from afar are changed."),
    Kind.LATE: N_("How late it begins is changed."),
    Kind.ABSENT: N_("Who did not come is changed."),
    Kind.SPEAKER: N_("What is said of this person is changed."),
    Kind.ROOM_FACTS: N_("The details of this room are changed."),
    Kind.TRACK_FACTS: N_("The details of this track are changed."),
    Kind.DAYS: N_("Days, hours or the time zone of the event are changed."),
}
#: The same where rooms or tracks only stand in another order.
_ORDER = {
    Kind.ROOM_FACTS: N_("The rooms stand in another order."),
    Kind.TRACK_FACTS: N_("The tracks stand in another order."),
}
#: What changes that are about no single thing are about.
_GENERAL = {
    Kind.ROOM_FACTS: N_("Rooms"),
    Kind.TRACK_FACTS: N_("Tracks"),
    Kind.DAYS: N_("Days and hours"),
}
#: Kinds whose key is not a session's code.
_BESIDE = frozenset({Kind.SPEAKER, Kind.ROOM_FACTS, Kind.TRACK_FACTS, Kind.DAYS})


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one session, person, room or track."""

    #: The session's code, else empty.
    session: str
    title: text.Said
    lines: tuple[str, ...]
    #: Whether it is in the programme now, so that a link may lead to it.
    is_there: bool = True


def told(
    changes: Iterable[Change],
    people: People,
    zone: str = "",
    places: Mapping[str, Mapping[str, Any]] | None = None,
) -> list[Told]:
    """Changes under their titles, in the language spoken now and in the order given.

    Times are those of the venue; with `zone`, another one, each has a line of its time after it.
    `places` (a place fact by session) adds when a session is held whose changes do not tell it.
    """
    found = []
    for _key, group in groupby(changes, key=_subject):
        together = list(group)
        lines = [line for change in together for line in sentences(change, people, zone)]
        # The newest title is the one that readers find.
        last, gone = together[-1], any(each.kind == Kind.REMOVED for each in together)
        session = "" if last.kind in _BESIDE else last.key
        fact = (places or {}).get(session)
        if fact and not _TIMED & {each.kind for each in together}:
            lines += _held(fact, zone)
        found.append(Told(session, title(last, people), tuple(dict.fromkeys(lines)), not gone))
    return found


def _subject(change: Change) -> tuple[str, str]:
    return (change.kind.value if change.kind in _BESIDE else "session", change.key)


def title(change: Change, people: People) -> text.Said:
    """What a change is about."""
    lang = i18n.current_lang()
    if change.kind == Kind.SPEAKER:
        name = words.spoken_name(people.get(change.key, ReleasedPerson()))
        return text.Said(name, lang, i18n.dir_of(lang))
    said = text.pick(change.title, lang)
    if not said and change.kind in _GENERAL:
        return text.Said(str(gettext(_GENERAL[change.kind])), lang, i18n.dir_of(lang))
    return said


def sentences(change: Change, people: People, zone: str = "") -> list[str]:
    """One change in sentences, without its title; see `told`."""
    if change.kind == Kind.PEOPLE:
        return _people(change, people) or [str(gettext(_PLAIN[Kind.PEOPLE]))]
    if change.kind in _ORDER and not change.key:
        return [str(gettext(_ORDER[change.kind]))]
    said = _TELL[change.kind](change) if change.kind in _TELL else ""
    if not said:
        said = str(gettext(_PLAIN[change.kind]))
    own = _own_time(change, zone) if zone else ""
    return [said, own] if own else [said]


def when(fact: Mapping[str, Any] | None, zone: str = "") -> str:
    """The day and time of a place fact in its own zone, else in `zone`, with the offset."""
    if not fact:
        return ""
    if "wall" in fact:
        return str(fact["wall"])
    zone = zone or fact["zone"]
    start, end = (datetime.fromisoformat(fact[name]) for name in ("start", "end"))
    local = zones.local(start, zone)
    return str(
        gettext(
            "%(day)s, %(start)s–%(end)s (%(offset)s)",
            day=i18n.show_day(local.date()),
            start=_apart(i18n.show_time(local)),
            end=_apart(i18n.show_time(zones.local(end, zone))),
            offset=_apart(zones.offset_text(start, zone)),
        )
    )


def _apart(figures: str) -> str:
    """Figures isolated in a right-to-left sentence, where a range would else change its ends."""
    if i18n.current_lang() not in i18n.RIGHT_TO_LEFT:
        return figures
    return f"\N{FIRST STRONG ISOLATE}{figures}\N{POP DIRECTIONAL ISOLATE}"


def _held(fact: Mapping[str, Any], zone: str) -> list[str]:
    """When a session is held, for the venue and for the reader's zone where it reads otherwise."""
    said = [str(gettext("It is held on %(when)s.", when=when(fact)))]
    start = datetime.fromisoformat(fact["start"])
    if zone and _offset(start, zone) != _offset(start, fact["zone"]):
        city = i18n.zone_city(zone)
        said.append(str(gettext("In %(city)s: %(when)s.", city=city, when=when(fact, zone))))
    return said


def _own_time(change: Change, zone: str) -> str:
    """The times of a change in the reader's zone; empty where they read the same anyway."""
    before, after = (_instant(fact) for fact in (change.before, change.after))
    shown = change.before if change.kind == Kind.REMOVED else change.after
    if change.kind not in _TIMED or not isinstance(shown, dict) or "start" not in shown:
        return ""
    venue = shown["zone"]
    if all(_offset(at, zone) == _offset(at, venue) for at in (before, after) if at):
        return ""
    city, then = i18n.zone_city(zone), when(shown, zone)
    if change.kind == Kind.MOVED:
        was = when(change.before, zone)
        return str(
            gettext("In %(city)s: from %(before)s to %(after)s.", city=city, before=was, after=then)
        )
    return str(gettext("In %(city)s: %(when)s.", city=city, when=then))


_TIMED = frozenset({Kind.NEW, Kind.REMOVED, Kind.CANCELLED, Kind.RESTORED, Kind.MOVED})


def _instant(fact: Any) -> datetime | None:
    timed = isinstance(fact, dict) and "start" in fact
    return datetime.fromisoformat(fact["start"]) if timed else None


def _offset(instant: datetime, zone: str) -> object:
    return zones.reading(instant, zone).offset


def _new(change: Change) -> str:
    fact = change.after or {}
    place = words.places(fact.get("rooms", []), fact.get("online", False))
    if place:
        return str(
            gettext("New in the programme: %(when)s, %(place)s.", when=when(fact), place=place)
        )
    return str(gettext("New in the programme: %(when)s.", when=when(fact)))


def _removed(change: Change) -> str:
    said = when(change.before)
    return str(gettext("Taken off the programme. It stood on %(when)s.", when=said))


def _cancelled(change: Change) -> str:
    said = when(change.after)
    return str(gettext("Cancelled. It was planned for %(when)s.", when=said)) if said else ""


def _restored(change: Change) -> str:
    said = when(change.after)
    return str(gettext("Takes place again: %(when)s.", when=said)) if said else ""


def _moved(change: Change) -> str:
    before, after = when(change.before), when(change.after)
    return str(gettext("Moved from %(before)s to %(after)s.", before=before, after=after))


def _length(change: Change) -> str:
    return str(
        gettext(
            "It lasts %(after)d minutes instead of %(before)d.",
            before=change.before,
            after=change.after,
        )
    )


def _room(change: Change) -> str:
    before, after = (
        words.places(change.before or [], False),
        words.places(change.after or [], False),
    )
    if not after:
        return str(gettext("No longer in %(before)s.", before=before))
    if not before:
        return str(gettext("Now in %(after)s.", after=after))
    return str(gettext("Now in %(after)s instead of %(before)s.", before=before, after=after))


def _online(change: Change) -> str:
    if change.after:
        return str(gettext("It can now be followed online."))
    return str(gettext("It can no longer be followed online."))


def _title(change: Change) -> str:
    before = text.pick(change.before, i18n.current_lang()).text
    after = text.pick(change.after, i18n.current_lang()).text
    if before == after or not before:
        return str(gettext("The title is changed."))
    return str(gettext("New title: %(after)s. It was: %(before)s.", before=before, after=after))


def _language(change: Change) -> str:
    return _instead(_heard(change.before), _heard(change.after))


def _heard(fact: Mapping[str, Any] | None) -> str:
    """The languages and helps of a session in a row."""
    if not fact:
        return ""
    said = [words.all_languages(fact["floor"])] if fact["floor"] else []
    if fact["interpretation"]:
        languages = words.all_languages(fact["interpretation"])
        said.append(str(gettext("interpretation into %(languages)s", languages=languages)))
    if fact["captions"]:
        said.append(str(gettext("captions")))
    if fact["sign_language"]:
        said.append(str(gettext("sign language")))
    return words.listed(said)


def _instead(before: str, after: str) -> str:
    if not before and not after:
        return ""
    return str(
        gettext(
            "Now: %(after)s. Before: %(before)s.",
            before=before or gettext("not said"),
            after=after or gettext("not said"),
        )
    )


def _kind(change: Change) -> str:
    said = [str(gettext(KIND_LABELS[SessionKind(k)])) for k in (change.before, change.after) if k]
    return _instead(*said) if len(said) == 2 else str(gettext("It is now of another kind."))


def _track(change: Change) -> str:
    names = [text.pick(fact, i18n.current_lang()).text for fact in (change.before, change.after)]
    none = str(gettext("none"))
    return str(
        gettext(
            "Now in the track: %(after)s. Before: %(before)s.",
            before=names[0] or none,
            after=names[1] or none,
        )
    )


def _people(change: Change, people: People) -> list[str]:
    """Who came, who left and who has another role; empty when only the order changed."""
    before = [tuple(voice) for voice in change.before or []]
    after = [tuple(voice) for voice in change.after or []]
    were, are = {code for code, _ in before}, {code for code, _ in after}
    came = [voice for voice in after if voice[0] not in were]
    other = [voice for voice in after if voice[0] in were and voice not in before]
    left = [voice for voice in before if voice[0] not in are]
    return [
        str(gettext(sentence, names=_names(voices, people)))
        for sentence, voices in (
            (_CAME, came),
            (_LEFT, left),
            (_ROLE, other),
        )
        if voices
    ]


_CAME = N_("Now with %(names)s.")
_LEFT = N_("No longer with %(names)s.")
_ROLE = N_("In another role: %(names)s.")


def _names(voices: Sequence[tuple[str, str]], people: People) -> str:
    said = []
    for code, value in voices:
        name, role = words.spoken_name(people.get(code, ReleasedPerson())), words.role(value)
        said.append(str(gettext("%(name)s (%(role)s)", name=name, role=role)) if role else name)
    return words.listed(said)


def _late(change: Change) -> str:
    if not change.after:
        return ""
    return str(
        ngettext(
            "It begins %(num)s minute later than announced.",
            "It begins %(num)s minutes later than announced.",
            change.after,
        )
    )


#: How each kind with facts is told; empty when its facts tell nothing.
_TELL: Mapping[Kind, Callable[[Change], str]] = {
    Kind.NEW: _new,
    Kind.REMOVED: _removed,
    Kind.CANCELLED: _cancelled,
    Kind.RESTORED: _restored,
    Kind.MOVED: _moved,
    Kind.LENGTH: _length,
    Kind.ROOM: _room,
    Kind.ONLINE: _online,
    Kind.TITLE: _title,
    Kind.LANGUAGE: _language,
    Kind.KIND: _kind,
    Kind.TRACK: _track,
    Kind.LATE: _late,
}
#: Every kind that there are words for.
KINDS = frozenset(_PLAIN) | frozenset(_TELL)
