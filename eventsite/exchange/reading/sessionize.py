"""Sessionize: the JSON of its API, in the views All, Sessions, GridSmart, Speakers, SpeakerWall."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from eventsite.core.i18n import N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Limits, Said, Unreadable
from eventsite.exchange.reading import columns, doubts, kinds, moments, plain
from eventsite.exchange.reading import safe_json as json_room
from eventsite.exchange.reading.gathering import ONLY_PEOPLE, Gathering
from eventsite.exchange.reading.spots import Spot
from eventsite.exchange.source import Format, Source, SourceLink, SourceSession, SourceVoice

_NO_SESSIONIZE = N_(
    "This is no JSON of Sessionize that can be read. Choose the view All of its API."
)
_LEFT = N_("Sessions that are not accepted are left out: %(number)s.")
_NO_ROOM = N_("Its room number %(number)s is not in the file's list of rooms. Choose a room.")
_NO_SPEAKER = N_(
    "A speaker of it is not in the file's list of speakers. Choose the file with all of them."
)
_NO_LENGTH = N_("It does not say when it ends. Look at its length.")
_LEFT_OUT = frozenset(
    {"declined", "nominated", "waitlisted", "decline queue", "accept queue", "in evaluation"}
)
_TRACKS = frozenset({"track", "tracks", "theme", "topic area", "stream"})
_KINDS = frozenset({"session format", "format", "session type", "type", "kind"})
_LANGUAGES = frozenset({"language", "languages", "session language", "langue", "idioma"})


@dataclass(slots=True)
class _Lists:
    """What the view All keeps beside the sessions, by number."""

    rooms: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    #: Number of an item → folded name of its category, and its own name.
    items: dict[str, tuple[str, str]] = field(default_factory=dict)


def read(data: bytes, limits: Limits) -> Source:
    """The programme in a view of the Sessionize API; raises Unreadable with the place."""
    gathered = Gathering(Format.SESSIONIZE, limits)
    top = Spot(json_room.parse(data, limits), gathered.sink)
    if not _is_sessionize(top):
        raise Unreadable(Said(_NO_SESSIONIZE), places.whole())
    lists = _Lists()
    if isinstance(top.value, dict):
        _fill(gathered, top, lists)
    left = sum(not _session(gathered, spot, lists) for spot in _sessions(gathered, top, lists))
    if left:
        gathered.doubt(places.whole(), _LEFT, number=left)
    if not gathered.sessions and not left:
        gathered.doubt(places.whole(), ONLY_PEOPLE)
    # The grid goes from room to room, so that no order can be asked of it.
    is_grid = isinstance(top.value, list) and any("rooms" in spot for spot in _records(top))
    return gathered.source(order=not is_grid)


def _is_sessionize(top: Spot) -> bool:
    if isinstance(top.value, dict):
        return isinstance(top["sessions"].value, list) or isinstance(top["speakers"].value, list)
    spots = [spot for spot in top.each() if isinstance(spot.value, dict)]
    keys = ("sessions", "rooms", "fullName")
    return bool(spots) and any(key in spot for spot in spots for key in keys)


def _fill(gathered: Gathering, top: Spot, lists: _Lists) -> None:
    for room in top["rooms"].each():
        name = room["name"].text()
        lists.rooms[room["id"].text()] = name
        gathered.room(name, room.where, listed=True)
    for category in top["categories"].each():
        name = columns.folded(category["title"].text())
        for item in category["items"].each():
            lists.items[item["id"].text()] = (name, item["name"].text())
    for person in top["speakers"].each():
        lists.people[person["id"].text()] = _person(gathered, person)


def _sessions(gathered: Gathering, top: Spot, lists: _Lists) -> Iterator[Spot]:
    """The sessions of any of the views, each once for every room that holds it."""
    if isinstance(top.value, dict):
        yield from _records(top["sessions"])
        return
    for group in _records(top):
        if "fullName" in group:
            lists.people[group["id"].text()] = _person(gathered, group)
        elif "rooms" in group:
            gathered.day(moments.day(group["date"].text()))
            for room in group["rooms"].each():
                yield from _records(room["sessions"])
        else:
            yield from _records(group["sessions"])


def _records(spot: Spot) -> Iterator[Spot]:
    return (one for one in spot.each() if isinstance(one.value, dict))


def _person(gathered: Gathering, spot: Spot) -> str:
    both = f"{spot['firstName'].text()} {spot['lastName'].text()}".strip()
    return gathered.person(
        spot.first("fullName", "name").text() or both,
        spot.where,
        spot["id"].text(),
        biography=spot["bio"].text(),
        role_title=spot["tagLine"].text(),
    )


def _session(gathered: Gathering, spot: Spot, lists: _Lists) -> bool:
    """Take a session in; False where it is not part of the programme."""
    title = spot["title"].text()
    number = len(gathered.sessions) + 1
    facts: dict[str, str | int] = {"number": number, "title": places.shown(title)}
    where = Said(N_("Session %(number)s, “%(title)s”"), facts)
    if columns.folded(spot["status"].text()) in _LEFT_OUT:
        return False
    gathered.room_for_more(where)
    rooms = _rooms(gathered, spot, lists, where)
    if _is_again(gathered, spot, rooms):
        return True
    key = gathered.identify(spot["id"].text(), title, where)
    start = _moment(gathered, spot["startsAt"], key)
    items = list(_items(spot, lists))
    spoken = gathered.spoken(",".join(_of(items, _LANGUAGES)), where, key)
    titles = gathered.titled(title, where, key, spoken)
    gathered.add(
        SourceSession(
            key=key,
            where=where,
            title=titles,
            abstract=gathered.text([spot["description"].text()], where, spoken),
            kind=_kind(spot, _of(items, _KINDS), next(iter(titles.values()))),
            track=gathered.track(next(iter(_of(items, _TRACKS)), ""), where),
            rooms=rooms,
            start=start,
            minutes=_minutes(gathered, spot, start, where, key),
            languages=spoken,
            voices=_voices(gathered, spot, lists, where, key),
            links=tuple(_links(gathered, spot, where, key)),
            recording=plain.web_address(spot["recordingUrl"].text()),
        )
    )
    return True


def _is_again(gathered: Gathering, spot: Spot, rooms: tuple[str, ...]) -> bool:
    """Whether the grid lists the session once more, for another room; then it gets that room."""
    key = gathered.key(spot["id"].text())
    if not key or (place := gathered.place_of(key)) is None:
        return False
    old = gathered.sessions[place]
    if old.title != gathered.titled(spot["title"].text(), old.where, key, old.languages):
        return False
    if old.start != moments.stamp(spot["startsAt"].text()):
        return False
    gathered.sessions[place] = replace(old, rooms=tuple(dict.fromkeys([*old.rooms, *rooms])))
    return True


def _rooms(gathered: Gathering, spot: Spot, lists: _Lists, where: Said) -> tuple[str, ...]:
    number = spot["roomId"].text()
    name = spot["room"].text() or lists.rooms.get(number, "")
    if number and not name:
        gathered.doubt(where, _NO_ROOM, number=number)
    room = gathered.room(name, where)
    return (room,) if room else ()


def _moment(gathered: Gathering, spot: Spot, key: str) -> datetime | None:
    moment = moments.stamp(spot.text())
    if moment is None and spot.text():
        what = N_("No time can be read here. It is taken in without a place.")
        gathered.doubt(spot.where, what, key)
    return moment


def _minutes(
    gathered: Gathering, spot: Spot, start: datetime | None, where: Said, key: str
) -> int | None:
    end = _moment(gathered, spot["endsAt"], key)
    if start is None:
        return None
    if end is None or (start.tzinfo is None) != (end.tzinfo is None):
        gathered.doubt(where, _NO_LENGTH, key)
        return None
    minutes = round((end - start).total_seconds() / 60)
    if minutes <= 0:
        gathered.sink.add(where, doubts.backwards(where, key).what, key)
    return minutes if 0 < minutes <= moments.LONGEST else None


def _items(spot: Spot, lists: _Lists) -> Iterator[tuple[str, str]]:
    """Category and name of what the session is marked with, by number or in full."""
    for item in spot["categoryItems"].each():
        if (known := lists.items.get(item.text())) is not None:
            yield known
    for category in _records(spot["categories"]):
        name = columns.folded(category["name"].text())
        for item in _records(category["categoryItems"]):
            yield name, item["name"].text()


def _of(items: list[tuple[str, str]], categories: frozenset[str]) -> list[str]:
    return [name for category, name in items if category in categories and name]


def _kind(spot: Spot, words: list[str], title: str) -> str:
    kind = kinds.kind_of_type(next(iter(words), ""), title)
    if spot["isServiceSession"].is_true():
        return kind or "break"
    return kind or ("plenary" if spot["isPlenumSession"].is_true() else "")


def _voices(
    gathered: Gathering, spot: Spot, lists: _Lists, where: Said, session: str
) -> tuple[SourceVoice, ...]:
    found: dict[str, SourceVoice] = {}
    for speaker in spot["speakers"].each():
        if isinstance(speaker.value, dict):
            key = _person(gathered, speaker)
        else:
            key = lists.people.get(speaker.text(), "")
            if not key:
                gathered.doubt(where, _NO_SPEAKER, session)
        if key:
            found.setdefault(key, SourceVoice(key))
    return tuple(found.values())


def _links(gathered: Gathering, spot: Spot, where: Said, key: str) -> Iterator[SourceLink]:
    if address := spot["liveUrl"].text():
        yield from gathered.link("", address, where, key)
