"""schedule.xml, as pentabarf, frab, c3voc and pretalx write it."""

from collections.abc import Iterator

from eventsite.core.i18n import N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Limits, Said, Unreadable
from eventsite.exchange.reading import frab, safe_xml
from eventsite.exchange.reading.gathering import Gathering
from eventsite.exchange.reading.safe_xml import Node
from eventsite.exchange.source import Format, Source, SourceSession

_NO_SCHEDULE = N_(
    "This is no schedule.xml: it does not begin with <schedule>. Choose the XML export of frab or "
    "pretalx."
)
_NO_EVENTS = N_("The file holds no events. Look whether the programme was published before.")


def read(data: bytes, limits: Limits) -> Source:
    """The programme in a schedule.xml; raises Unreadable with the line."""
    root = safe_xml.parse(data, limits)
    if root.tag != "schedule":
        raise Unreadable(Said(_NO_SCHEDULE), places.line(root.line))
    gathered = Gathering(Format.FRAB_XML, limits)
    conference = root.child("conference")
    _conference(gathered, conference)
    change = conference.say("day_change") if conference else ""
    groups: list[list[SourceSession]] = []
    for day_node in root.all("day"):
        day = frab.day_of(day_node.get("date"), day_node.get("start"), change)
        gathered.day(day.date)
        for room in day_node.all("room"):
            before = len(gathered.sessions)
            if room.get("name"):
                gathered.room(room.get("name"), places.line(room.line))
            for event in room.all("event"):
                frab.add(gathered, _entry(event, day, room.get("name")))
            groups.append(gathered.sessions[before:])
    if not gathered.sessions:
        gathered.doubt(places.line(root.line), _NO_EVENTS)
    frab.order(gathered, groups)
    return gathered.source(order=False)


def _conference(gathered: Gathering, node: Node | None) -> None:
    if node is None:
        return
    where = places.line(node.line)
    gathered.name_event(node.say("title"), node.say("acronym"), _zone(node), where)
    gathered.base = node.say("base_url")
    # c3voc lists tracks in the conference or in a group of their own.
    group = node.child("tracks")
    for track in [*node.all("track"), *(group.all("track") if group else ())]:
        gathered.track(track.get("name") or track.text, places.line(track.line), track.get("color"))


def _zone(conference: Node) -> str:
    return conference.say("time_zone_name") or conference.say("timezone")


def _entry(event: Node, day: frab.Day, room: str) -> frab.Entry:
    track = event.child("track")
    return frab.Entry(
        where=places.line(event.line),
        identity=event.get("guid") or event.get("id") or event.get("code"),
        day=day,
        date=event.say("date"),
        start=event.say("start"),
        end=event.say("end"),
        duration=event.say("duration"),
        under=room,
        room=event.say("room"),
        title=event.say("title"),
        subtitle=event.say("subtitle"),
        texts=(event.say("abstract"), event.say("description")),
        track=track.text if track else "",
        colour=track.get("color") if track else "",
        kind=event.say("type"),
        language=event.say("language"),
        persons=tuple(_persons(event)),
        links=(*_links(event, "links", "link"), *_links(event, "attachments", "attachment")),
        url=event.say("url") or event.say("conf_url"),
        recording=event.say("video_download_url"),
    )


def _persons(event: Node) -> Iterator[frab.Person]:
    group = event.child("persons")
    for person in group.all("person") if group else ():
        # c3voc may nest a biography; the name is then the element's own text, or a child's.
        own = "".join(person.pieces).strip()
        yield frab.Person(
            own or person.say("name") or person.get("name"),
            person.get("guid") or person.get("code") or person.get("id"),
            person.get("role"),
            person.say("biography"),
        )


def _links(event: Node, group: str, tag: str) -> Iterator[tuple[str, str]]:
    holder = event.child(group)
    for link in holder.all(tag) if holder else ():
        yield link.text, link.get("href") or link.text
