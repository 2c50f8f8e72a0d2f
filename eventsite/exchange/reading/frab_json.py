"""schedule.json: the JSON of frab, c3voc and pretalx, the older and the newer shape."""

from collections.abc import Iterator

from eventsite.core.i18n import N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Limits, Said, Unreadable
from eventsite.exchange.reading import frab, safe_json
from eventsite.exchange.reading.gathering import Gathering
from eventsite.exchange.reading.sink import Sink
from eventsite.exchange.reading.spots import Spot
from eventsite.exchange.source import Format, Source, SourceSession

_NO_SCHEDULE = N_(
    "This is no schedule.json: it has no “schedule” with a “conference” in it. Choose the JSON "
    "export of frab or pretalx."
)
_NO_EVENTS = N_("The file holds no events. Look whether the programme was published before.")


def read(data: bytes, limits: Limits) -> Source:
    """The programme in a schedule.json; raises Unreadable with the place."""
    return of(safe_json.parse(data, limits), limits, Format.FRAB_JSON)


def of(value: object, limits: Limits, format: Format) -> Source:
    """The programme in a value that was read already."""
    schedule = Spot(value, Sink())["schedule"]
    if not isinstance(value, dict) or not isinstance(schedule["conference"].value, dict):
        raise Unreadable(Said(_NO_SCHEDULE), places.whole())
    gathered = Gathering(format, limits)
    schedule = Spot(value, gathered.sink)["schedule"]
    conference = schedule["conference"]
    _conference(gathered, schedule, conference)
    groups = [*_days(gathered, conference), *_flat(gathered, schedule)]
    if not gathered.sessions:
        gathered.doubt(conference.where, _NO_EVENTS)
    frab.order(gathered, groups)
    return gathered.source(order=False)


def _conference(gathered: Gathering, schedule: Spot, conference: Spot) -> None:
    zone = conference.first("time_zone_name", "timezone")
    gathered.name_event(
        _one(conference["title"]), conference["acronym"].text(), zone.text(), zone.where
    )
    gathered.base = schedule["base_url"].text() or conference["base_url"].text()
    for room in conference["rooms"].each():
        gathered.room(
            room["name"].words(), room.where, room["capacity"].number() or None, listed=True
        )
    for track in conference["tracks"].each():
        gathered.track(track["name"].words(), track.where, track["color"].text())


def _days(gathered: Gathering, conference: Spot) -> Iterator[list[SourceSession]]:
    """The sessions of each room of each day."""
    for spot in conference["days"].each():
        begins = spot.first("day_start", "start").text()
        day = frab.day_of(spot["date"].text(), begins)
        gathered.day(day.date)
        for name, events in spot["rooms"].entries():
            before = len(gathered.sessions)
            # The name is a key of the file; its path would only repeat it.
            for event in Spot(events.value, gathered.sink, f"{spot.path}.rooms[“{name}”]").each():
                frab.add(gathered, _entry(gathered, event, day, name))
            yield gathered.sessions[before:]


def _flat(gathered: Gathering, schedule: Spot) -> Iterator[list[SourceSession]]:
    """The events of the newest shape, which stand in one list with their own room and time."""
    before = len(gathered.sessions)
    for event in schedule["events"].each():
        frab.add(gathered, _entry(gathered, event, frab.Day(None), ""))
    yield gathered.sessions[before:]


def _entry(gathered: Gathering, event: Spot, day: frab.Day, room: str) -> frab.Entry:
    start, own = event["start"].text(), event["room"]
    track = event["track"]
    return frab.Entry(
        where=_place(gathered, event),
        identity=event.first("guid", "id", "code").text(),
        day=day,
        # In the newest shape `start` is the moment itself.
        date=event["date"].text() or (start if "T" in start else ""),
        start="" if "T" in start else start,
        end=event["end"].text(),
        duration=event["duration"].text(),
        under=room,
        room=own["name"].words() if isinstance(own.value, dict) and "name" in own else own.words(),
        title=event["title"].words(),
        subtitle=event["subtitle"].words(),
        texts=(event["abstract"].words(), event["description"].words()),
        track=track["name"].words() if "name" in track else track.words(),
        colour=track["color"].text() if "color" in track else "",
        kind=_one(event["type"]),
        language=event["language"].text(),
        persons=tuple(_persons(event)),
        links=(*_links(event["links"]), *_links(event["attachments"])),
        url=event["url"].text(),
        recording=event.first("recording_url", "video_download_url").text(),
    )


def _place(gathered: Gathering, event: Spot) -> Said:
    number, title = len(gathered.sessions) + 1, _one(event["title"])
    return Said(
        N_("Session %(number)s, “%(title)s”"), {"number": number, "title": places.shown(title)}
    )


def _one(spot: Spot) -> str:
    words = spot.words()
    return words if isinstance(words, str) else next(iter(words.values()), "")


def _persons(event: Spot) -> Iterator[frab.Person]:
    people = event["persons"] if event["persons"] else event["participants"]
    for person in people.each():
        if isinstance(person.value, str):
            yield frab.Person(person.text())
        else:
            yield frab.Person(
                person.first("public_name", "name", "full_public_name").text(),
                person.first("guid", "code", "id").text(),
                person["role"].text(),
                person["biography"].words(),
            )


def _links(spot: Spot) -> Iterator[tuple[str, str]]:
    for link in spot.each():
        if isinstance(link.value, str):
            yield "", link.text()
        else:
            yield link["title"].text(), link.first("url", "href").text()
