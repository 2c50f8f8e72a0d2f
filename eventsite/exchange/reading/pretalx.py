"""pretalx: its schedule.json, the lists of its API, and exports whose columns somebody chose."""

from collections.abc import Iterator

from eventsite.core.i18n import N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Limits, Said, Unreadable
from eventsite.exchange.reading import columns, doubts, frab_json, kinds, moments, plain, recognised
from eventsite.exchange.reading import safe_json as json_room
from eventsite.exchange.reading.gathering import ONLY_CODE, ONLY_PEOPLE, Gathering, Words
from eventsite.exchange.reading.spots import Spot
from eventsite.exchange.source import Format, Source, SourceLink, SourceSession, SourceVoice

_LEFT_OUT = frozenset(
    {"submitted", "rejected", "draft", "deleted", "eingereicht", "abgelehnt", "proposed"}
)
_CANCELLED = frozenset({"canceled", "cancelled", "withdrawn", "abgesagt", "zuruckgezogen"})
_NO_PRETALX = N_(
    "This is no export of pretalx that can be read. Choose schedule.json, or the sessions or "
    "speakers as JSON."
)
_LEFT = N_("Proposals that are not accepted are left out: %(number)s.")
_MORE_PAGES = N_("The file is one page of several. Choose the other pages together with it.")
_NUMBERED_KIND = N_(
    "The file has only the number of its type (%(number)s). Choose the kind once it is taken in."
)
_NUMBERED_TRACK = N_(
    "The file has only the number of its track (%(number)s). Choose the track once it is taken in."
)
_NUMBERED_ROOM = N_(
    "The file has only the number of its room (%(number)s). Choose the room once it is taken in."
)
_PLACES = N_("It is held %(number)s times. Each time is taken in as a session of its own.")


def read(data: bytes, limits: Limits) -> Source:
    """The sessions or people of a pretalx export; raises Unreadable with the place."""
    value = json_room.parse(data, limits)
    if isinstance(value, dict) and "schedule" in value:
        return frab_json.of(value, limits, Format.PRETALX)
    gathered = Gathering(Format.PRETALX, limits)
    spot = Spot(value, gathered.sink)
    talks, people, breaks = _lists(spot)
    if not any((talks, people, breaks)):
        raise Unreadable(Said(_NO_PRETALX), places.whole())
    for person in people:
        _person(gathered, person)
    left = sum(not _talk(gathered, talk) for talk in talks)
    for pause in breaks:
        _break(gathered, pause)
    _about_the_whole(gathered, spot, left, bool(talks or breaks))
    return gathered.source(speaks_of=["is_cancelled"] if talks else ())


def _lists(spot: Spot) -> tuple[list[Spot], list[Spot], list[Spot]]:
    """Sessions, people and breaks, whichever of the shapes it is."""
    top = spot if isinstance(spot.value, list) else spot["results"]
    items = [item for item in top.each() if isinstance(item.value, dict)]
    talks = [item for item in items if _is_talk(item)]
    people = [item for item in items if item not in talks and _is_person(item)]
    if isinstance(spot.value, dict):
        slots = [s for name in ("slots", "talks", "submissions") for s in spot[name].each()]
        talks += [slot for slot in slots if isinstance(slot.value, dict)]
        people += [p for p in spot["speakers"].each() if isinstance(p.value, dict)]
        return talks, people, list(spot["breaks"].each())
    return talks, people, []


def _is_talk(item: Spot) -> bool:
    named = "title" in item or "Proposal title" in item or "Title" in item or "submission" in item
    return named and "name" not in item


def _is_person(item: Spot) -> bool:
    return "name" in item or "Name" in item


def _about_the_whole(gathered: Gathering, spot: Spot, left: int, has_sessions: bool) -> None:
    if left:
        gathered.doubt(places.whole(), _LEFT, number=left)
    if not has_sessions:
        gathered.doubt(places.whole(), ONLY_PEOPLE)
    if isinstance(spot.value, dict) and (spot["next"] or spot["previous"]):
        gathered.doubt(places.whole(), _MORE_PAGES)


def _person(gathered: Gathering, item: Spot) -> str:
    biography = item.first("biography", "Biography").words()
    return gathered.person(
        item.first("name", "Name").text(),
        item.where,
        item.first("code", "ID").text(),
        biography=biography,
        email=item.first("email", "Email", "E-Mail").text(),
    )


def _talk(gathered: Gathering, item: Spot) -> bool:
    """Take a submission in; False where it is none of the programme."""
    if isinstance(item["submission"].value, dict):
        # The API's slots hold the submission inside.
        slots, item = [item], item["submission"]
    else:
        slots = _slots(item)
    state = columns.folded(item.first("state", "Proposal state", "State").text())
    if state in _LEFT_OUT:
        return False
    if len(slots) > 1:
        gathered.doubt(item.where, _PLACES, number=len(slots))
    for number, slot in enumerate(slots or [item["slot"]]):
        _session(gathered, item, slot, number, state in _CANCELLED)
    return True


def _slots(item: Spot) -> list[Spot]:
    if "slots" in item:
        return [slot for slot in item["slots"].each() if isinstance(slot.value, dict)]
    if isinstance(item["slot"].value, dict):
        return [item["slot"]]
    # The organizer's own export has the times beside the rest.
    return [item] if item.first("Start", "start") else []


def _session(gathered: Gathering, item: Spot, slot: Spot, number: int, is_cancelled: bool) -> None:
    title = item.first("title", "Proposal title", "Title").words()
    where = _place(gathered, title)
    gathered.room_for_more(where)
    identity = item.first("code", "ID").text() or item["submission"].text()
    key = gathered.identify(f"{identity}-{number + 1}" if number else identity, title, where)
    languages = gathered.spoken(_language(item), where, key)
    kind = _name(gathered, item.first("submission_type", "Session type"), _NUMBERED_KIND, where)
    track = item.first("track", "Track")
    titles = gathered.titled(title, where, key, languages)
    start = moments.stamp(slot.first("start", "Start").text())
    gathered.add(
        SourceSession(
            key=key,
            where=where,
            title=titles,
            abstract=gathered.text(_texts(item), where, languages),
            kind=kinds.kind_of_type(_one(kind), next(iter(titles.values()))),
            track=gathered.track(
                _name(gathered, track, _NUMBERED_TRACK, where), where, _colour(track)
            ),
            rooms=_rooms(gathered, slot, where),
            start=start,
            minutes=_minutes(gathered, item, slot, where, key),
            is_cancelled=is_cancelled,
            languages=languages,
            voices=_voices(gathered, item, where, key),
            links=tuple(_links(gathered, item, where, key)),
            url=plain.web_address(item["url"].text()),
        )
    )


def _break(gathered: Gathering, slot: Spot) -> None:
    """A break has no code of its own; its place and time make it known again."""
    title = slot.first("description", "title").words()
    where = _place(gathered, title)
    gathered.room_for_more(where)
    begins = slot["start"].text()
    room = _one(slot["room"].words())
    identity = slot["id"].text() or (f"break {begins} {room}" if begins else "")
    key = gathered.identify(identity, title, where)
    gathered.add(
        SourceSession(
            key=key,
            where=where,
            title=gathered.titled(title, where, key),
            kind="break",
            rooms=_rooms(gathered, slot, where),
            start=moments.stamp(begins),
            minutes=_minutes(gathered, slot, slot, where, key),
        )
    )


def _place(gathered: Gathering, title: Words) -> Said:
    return Said(
        N_("Session %(number)s, “%(title)s”"),
        {"number": len(gathered.sessions) + 1, "title": places.shown(_one(title))},
    )


def _one(words: Words) -> str:
    return words if isinstance(words, str) else next(iter(words.values()), "")


def _language(item: Spot) -> str:
    return item.first("content_locale", "Language", "language").text()


def _name(gathered: Gathering, spot: Spot, sentence: str, where: Said) -> Words:
    """The name of a track or type, which newer exports give by number only, or as an object."""
    if isinstance(spot.value, dict):
        return spot["name"].words() if "name" in spot else spot.words()
    if isinstance(spot.value, int) and not isinstance(spot.value, bool):
        gathered.doubt(where, sentence, number=str(spot.value))
        return ""
    return spot.words()


def _colour(track: Spot) -> str:
    return track["color"].text() if isinstance(track.value, dict) and "color" in track else ""


def _texts(item: Spot) -> list[Words]:
    return [
        item.first("abstract", "Abstract").words(),
        item.first("description", "Description").words(),
    ]


def _rooms(gathered: Gathering, slot: Spot, where: Said) -> tuple[str, ...]:
    spot = slot.first("room", "Room")
    name = _name(gathered, spot, _NUMBERED_ROOM, where)
    capacity = spot["capacity"].number() if isinstance(spot.value, dict) else None
    room = gathered.room(name, where, capacity)
    return (room,) if room else ()


def _minutes(gathered: Gathering, item: Spot, slot: Spot, where: Said, key: str) -> int | None:
    start = moments.stamp(slot.first("start", "Start").text())
    end = moments.stamp(slot.first("end", "End").text())
    stated = item.first("duration", "Duration").text()
    minutes = moments.length(stated) if stated else None
    if start and end and (start.tzinfo is None) == (end.tzinfo is None):
        minutes = round((end - start).total_seconds() / 60)
    if minutes is not None and minutes < 0:
        gathered.sink.add(where, doubts.backwards(where, key).what, key)
    return minutes if minutes and 0 < minutes <= moments.LONGEST else None


def _voices(gathered: Gathering, item: Spot, where: Said, session: str) -> tuple[SourceVoice, ...]:
    found: dict[str, SourceVoice] = {}
    for person in _speakers(item):
        if isinstance(person.value, dict):
            key, said = _person(gathered, person), ""
        else:
            key, said = _mentioned(gathered, item, person.text(), where, session)
        if key:
            found.setdefault(key, SourceVoice(key, said or "speaker"))
    return tuple(found.values())


def _speakers(item: Spot) -> Iterator[Spot]:
    for name in ("speakers", "Speaker names", "Speakers"):
        if isinstance(item[name].value, str):
            for part in item[name].text().replace("\n", ",").split(","):
                yield Spot(part, item.sink, item.path)
            return
        if item[name]:
            yield from item[name].each()
            return


def _mentioned(
    gathered: Gathering, item: Spot, word: str, where: Said, session: str
) -> tuple[str, str]:
    """Somebody named by a code (newer API) or by a name (the organizer's own export)."""
    if "code" in item and word.isupper() and word.isalnum() and len(word) <= 10:
        if not gathered.has_person(word):
            gathered.doubt(where, ONLY_CODE, session, code=word)
        return gathered.person(word, where, word, session=session), ""
    name, role = recognised.name_and_role(word)
    return (gathered.person(name, where, session=session) if name else ""), role


def _links(gathered: Gathering, item: Spot, where: Said, key: str) -> Iterator[SourceLink]:
    for resource in item["resources"].each():
        if isinstance(resource.value, dict):
            address = resource.first("resource", "link", "url").text()
            yield from gathered.link(resource["description"].text(), address, where, key)
