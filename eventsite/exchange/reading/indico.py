"""Indico: the JSON of `export/timetable` and of `export/event` with contributions or sessions."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from eventsite.core.i18n import N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Limits, Said, Unreadable
from eventsite.exchange.reading import doubts, kinds, moments, plain, safe_json
from eventsite.exchange.reading.gathering import Gathering
from eventsite.exchange.reading.spots import Spot
from eventsite.exchange.source import (
    Format,
    Source,
    SourceLink,
    SourcePart,
    SourceSession,
    SourceVoice,
)

_NO_INDICO = N_(
    "This is no export of Indico that can be read. Choose export/timetable, or export/event with "
    "detail=contributions or detail=sessions, as JSON."
)
_NOTHING = N_("The file holds no sessions and no contributions. Ask for it with more detail.")
_SEVERAL = N_("The file holds %(number)s events. All of them are taken in.")
_NO_LENGTH = N_("It does not say how long it lasts. Look at its length.")
_TEXTS = N_(
    "The descriptions of its items are not taken in, only their titles, lengths and speakers."
)
_PAUSES = N_("Breaks inside it are taken in as items.")
_OUTSIDE = N_("An item begins before it or ends after it. Look at its length.")
_ROLES = (("conveners", "chair"), ("presenters", "speaker"), ("speakers", "speaker"))
_AUTHORS = ("primaryauthors", "coauthors")


def read(data: bytes, limits: Limits) -> Source:
    """The programme in an export of Indico; raises Unreadable with the place."""
    gathered = Gathering(Format.INDICO, limits)
    top = Spot(safe_json.parse(data, limits), gathered.sink)
    results = top["results"] if isinstance(top.value, dict) else top
    if isinstance(results.value, dict):
        events = [spot for _, spot in results.entries() if isinstance(spot.value, dict)]
        for number, spot in results.entries():
            _timetable(gathered, number, spot)
    elif isinstance(results.value, list) and results:
        events = [spot for spot in results.each() if isinstance(spot.value, dict)]
        for spot in events:
            _event(gathered, spot)
    else:
        raise Unreadable(Said(_NO_INDICO), places.whole())
    if len(events) > 1:
        gathered.doubt(places.whole(), _SEVERAL, number=len(events))
    if not gathered.sessions:
        gathered.doubt(places.whole(), _NOTHING)
    return gathered.source()


def _timetable(gathered: Gathering, number: str, days: Spot) -> None:
    gathered.identity = gathered.identity or gathered.key(number)
    for name, day in days.entries():
        gathered.day(moments.day(name))
        # Entries come under keys of the database; their times say the order.
        entries = sorted((spot for _, spot in day.entries()), key=_begin)
        for entry in entries:
            if isinstance(entry.value, dict):
                _session(gathered, entry, _entry_key(entry))


def _begin(entry: Spot) -> tuple[str, str]:
    start = entry["startDate"] if isinstance(entry.value, dict) else entry
    moment = start if isinstance(start.value, dict) else Spot({}, entry.sink)
    return moment["date"].text(), moment["time"].text()


def _event(gathered: Gathering, event: Spot) -> None:
    if not gathered.identity:
        zone = event["timezone"]
        gathered.name_event(event["title"].text(), event["id"].text(), zone.text(), zone.where)
    for block in event["sessions"].each():
        if isinstance(block.value, dict):
            _session(gathered, block, _named(block["id"], "block"))
    for contribution in event["contributions"].each():
        if isinstance(contribution.value, dict):
            _session(gathered, contribution, _named(contribution["id"], "contribution"))


def _named(spot: Spot, what: str) -> str:
    """Contributions and blocks are numbered each for themselves: the number needs a word."""
    number = spot.text()
    return f"{what}:{number}" if number else ""


def _entry_key(entry: Spot) -> str:
    """The same key that the export of the event gives it."""
    for field, what in (("contributionId", "contribution"), ("sessionSlotId", "block")):
        if entry["entryType"].text() != "Break" and (key := _named(entry[field], what)):
            return key
    return _named(entry.first("uniqueId", "id", "scheduleEntryId"), "entry")


def _session(gathered: Gathering, entry: Spot, identity: str) -> None:
    title = _title(entry)
    number = len(gathered.sessions) + 1
    facts: dict[str, str | int] = {"number": number, "title": places.shown(title)}
    where = Said(N_("Session %(number)s, “%(title)s”"), facts)
    gathered.room_for_more(where)
    key = gathered.identify(identity, title, where)
    start, zone = _moment(gathered, entry["startDate"])
    inner = sorted(_inner(entry), key=_begin)
    parts, voices = _parts(gathered, inner, where, key)
    track = entry["track"].text() or entry["session"]["title"].text() if _is_block(entry) else ""
    titles = gathered.titled(title, where, key)
    gathered.add(
        SourceSession(
            key=key,
            where=where,
            title=titles,
            abstract=gathered.text([entry["description"].text()], where),
            kind=_kind(entry, next(iter(titles.values()))),
            track=gathered.track(track or _track(entry), where),
            rooms=_rooms(gathered, entry, where),
            start=start,
            zone=zone,
            minutes=_minutes(gathered, entry, start, where, key),
            voices=_once([*_people(gathered, entry, where, key), *voices]),
            parts=parts,
            links=tuple(_links(gathered, entry, where, key)),
            url=plain.web_address(entry["url"].text()),
        )
    )
    _look_at_parts(gathered, inner, where, key)


def _is_block(entry: Spot) -> bool:
    return isinstance(entry["session"].value, dict)


def _track(entry: Spot) -> str:
    """The track; where an event has none, the session that a contribution belongs to."""
    track, session = entry["track"], entry["session"]
    if track.value is None and isinstance(session.value, str):
        return session.text()
    return track.text()


def _title(entry: Spot) -> str:
    title = entry["title"].text()
    slot = entry["slotTitle"].text()
    # "title" of an exported block holds both already.
    return f"{title}: {slot}" if title and slot and slot not in title else title or slot


def _kind(entry: Spot, title: str) -> str:
    if entry["entryType"].text() == "Break":
        return "break"
    if entry["isPoster"].is_true():
        return "other"
    kind = entry["type"]
    word = kind["name"].text() if isinstance(kind.value, dict) else kind.text()
    return kinds.kind_of_type(word, title)


def _moment(gathered: Gathering, spot: Spot) -> tuple[datetime | None, str]:
    """Wall time and zone of `{date, time, tz}`; nothing where it is null."""
    if spot.value is None:
        return None, ""
    zone = gathered.known_zone(spot["tz"].text(), spot.where)
    if zone and not gathered.zone:
        gathered.zone = zone
    day, clock = moments.day(spot["date"].text()), moments.clock(spot["time"].text())
    if day is None or clock is None:
        gathered.doubt(spot.where, N_("No time can be read here. It is taken in without a place."))
        return None, ""
    return moments.at(day, clock), zone


def _minutes(
    gathered: Gathering, entry: Spot, start: datetime | None, where: Said, key: str
) -> int | None:
    minutes = entry["duration"].number()
    end = _moment(gathered, entry["endDate"])[0] if start else None
    if start and end and end < start:
        gathered.sink.add(where, doubts.backwards(where, key).what, key)
        return None
    if not minutes and start and end:
        minutes = round((end - start).total_seconds() / 60)
    if minutes and 0 < minutes <= moments.LONGEST:
        return minutes
    gathered.doubt(where, _NO_LENGTH, key)
    return None


def _inner(entry: Spot) -> Iterator[Spot]:
    """The entries of a block of the timetable, or the contributions of an exported session."""
    entries = entry["entries"]
    spots = [s for _, s in entries.entries()] if isinstance(entries.value, dict) else entries.each()
    for spot in (*spots, *entry["contributions"].each()):
        if isinstance(spot.value, dict):
            yield spot


def _parts(
    gathered: Gathering, inner: Iterable[Spot], where: Said, key: str
) -> tuple[tuple[SourcePart, ...], list[SourceVoice]]:
    """The items of a session, and those who speak in them."""
    parts: list[SourcePart] = []
    voices: list[SourceVoice] = []
    for spot in inner:
        own = [v for v in _people(gathered, spot, where, key) if v.role != "chair"]
        voices += own
        minutes = spot["duration"].number() or 0
        title = gathered.titled(_title(spot), spot.where, key)
        people = tuple(voice.person for voice in own)
        parts.append(
            SourcePart(
                title, minutes if 0 < minutes <= moments.LONGEST else 0, people, _part_key(spot)
            )
        )
    return tuple(parts), voices


def _part_key(spot: Spot) -> str:
    if "entryType" in spot:
        return _entry_key(spot)
    return _named(spot["id"], "contribution")


def _look_at_parts(gathered: Gathering, inner: list[Spot], where: Said, key: str) -> None:
    if any(spot["description"].text() for spot in inner):
        gathered.doubt(where, _TEXTS, key)
    if any(spot["entryType"].text() == "Break" for spot in inner):
        gathered.doubt(where, _PAUSES, key)
    session = gathered.sessions[-1]
    total = sum(part.minutes for part in session.parts)
    if session.minutes and total > session.minutes:
        gathered.doubt(where, _OUTSIDE, key)


def _rooms(gathered: Gathering, entry: Spot, where: Said) -> tuple[str, ...]:
    name = entry.first("room", "roomFullname").text() or entry["location"].text()
    room = gathered.room(name, where)
    return (room,) if room else ()


def _people(gathered: Gathering, entry: Spot, where: Said, key: str) -> list[SourceVoice]:
    """Who takes part; authors only where nobody is named as a speaker."""
    found = [
        SourceVoice(person, role)
        for field, role in _ROLES
        for spot in entry[field].each()
        if (person := _person(gathered, spot, where, key))
    ]
    if any(voice.role == "speaker" for voice in found):
        return found
    authors = (spot for field in _AUTHORS for spot in entry[field].each())
    return found + [
        SourceVoice(person) for spot in authors if (person := _person(gathered, spot, where, key))
    ]


def _person(gathered: Gathering, spot: Spot, where: Said, key: str) -> str:
    """Timetable and event export number people differently, so that a name is the key in both."""
    if not isinstance(spot.value, dict):
        return gathered.person(spot.text(), where, session=key)
    first, last = spot.first("firstName", "first_name"), spot.first("familyName", "last_name")
    both = f"{first.text()} {last.text()}".strip()
    return gathered.person(
        both or spot.first("fullName", "name").text(),
        where,
        session=key,
        honorific=spot["title"].text(),
        organisation=spot["affiliation"].text(),
        email=spot["email"].text(),
    )


def _once(voices: Iterable[SourceVoice]) -> tuple[SourceVoice, ...]:
    return tuple({(voice.person, voice.role): voice for voice in voices}.values())


def _links(gathered: Gathering, entry: Spot, where: Said, key: str) -> Iterator[SourceLink]:
    attached = entry["attachments"]
    # The export of an event has the folders themselves, the timetable a group of both.
    groups = [attached] if isinstance(attached.value, dict) else []
    files = [spot for group in groups for spot in group["files"].each()]
    folders = [*entry["folders"].each(), *(f for group in groups for f in group["folders"].each())]
    files += [s for folder in folders for s in folder["attachments"].each()]
    for spot in files:
        address = spot.first("download_url", "link_url", "url").text()
        yield from gathered.link(spot["title"].text(), address, where, key)
