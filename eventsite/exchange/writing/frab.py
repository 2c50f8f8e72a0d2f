"""The programme as frab and pentabarf write it: `schedule.xml` and `schedule.json`.

The shapes are those of the c3voc's schemas, https://c3voc.de/wiki/schedule. They have no word
for a cancelled session, and their readers take what is missing for cancelled: it is left out. A
session in several rooms stands in its first one, since each guid may stand there once.
"""

import json
import xml.etree.ElementTree as ET  # writes only; nothing foreign is parsed
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from eventsite.agenda import times
from eventsite.agenda.releases import ReleasedSession
from eventsite.core import text
from eventsite.core.i18n import gettext
from eventsite.exchange.writing import programme
from eventsite.exchange.writing.programme import Programme

_SLOT = "00:05"
_GENERATOR = {"name": "plenary", "version": "1"}
_SCHEMA = "https://c3voc.de/schedule/schema.json"


def write_json(p: Programme) -> bytes:
    """`schedule.json`, in UTF-8."""
    whole = {"$schema": _SCHEMA, "generator": _GENERATOR, "schedule": _schedule(p)}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def write_xml(p: Programme) -> bytes:
    """`schedule.xml`, in UTF-8: the same with days beside the conference."""
    schedule = _schedule(p)
    conference = schedule["conference"]
    root = ET.Element("schedule")
    ET.SubElement(root, "generator", _GENERATOR)
    ET.SubElement(root, "version").text = schedule["version"]
    head = ET.SubElement(root, "conference")
    for name in ("acronym", "title", "start", "end"):
        ET.SubElement(head, name).text = conference[name]
    ET.SubElement(head, "days").text = str(conference["daysCount"])
    ET.SubElement(head, "timeslot_duration").text = _SLOT
    ET.SubElement(head, "base_url").text = p.site
    ET.SubElement(head, "time_zone_name").text = conference["time_zone_name"]
    for day in conference["days"]:
        _write_day(root, day)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _write_day(root: ET.Element, day: dict[str, Any]) -> None:
    bounds = {"start": day["day_start"], "end": day["day_end"]}
    node = ET.SubElement(root, "day", index=str(day["index"]), date=day["date"], **bounds)
    for name, events in day["rooms"].items():
        room = ET.SubElement(node, "room", name=name)
        for event in events:
            _write_event(room, event)


def _write_event(room: ET.Element, event: dict[str, Any]) -> None:
    node = ET.SubElement(room, "event", id=str(event["id"]), guid=event["guid"])
    for name, value in event.items():
        if isinstance(value, str) and name != "guid":
            ET.SubElement(node, name).text = value
    persons = ET.SubElement(node, "persons")
    for person in event["persons"]:
        ET.SubElement(persons, "person", id=str(person["id"])).text = person["name"]
    for plural in ("links", "attachments"):
        listed = ET.SubElement(node, plural)
        for link in event[plural]:
            ET.SubElement(listed, plural[:-1], href=link["url"]).text = link["title"]


def _schedule(p: Programme) -> dict[str, Any]:
    dates = _dates(p)
    return {
        "version": str(p.number),
        "base_url": p.site,
        "conference": {
            "acronym": p.acronym,
            "title": p.said(p.title),
            "start": dates[0].isoformat(),
            "end": dates[-1].isoformat(),
            "daysCount": len(dates),
            "timeslot_duration": _SLOT,
            "time_zone_name": p.agenda.zone,
            "url": p.url,
            "rooms": [
                {
                    "name": p.said(room.names),
                    "guid": programme.guid("room", p.slug, str(room.id)),
                    "description": p.said(room.note) or None,
                    "capacity": room.capacity,
                }
                for room in p.agenda.rooms
            ],
            "tracks": [{"name": p.said(track.names)} for track in p.agenda.tracks],
            "days": _days(p),
        },
    }


def _dates(p: Programme) -> tuple[date, ...]:
    """The days of the programme; the formats want at least one."""
    return p.agenda.dates or (p.local(p.published).date(),)


def _days(p: Programme) -> list[dict[str, Any]]:
    shown = [s for s in p.agenda.shown if s.state == "scheduled"]
    session_ids = programme.numbers(s.uid for s in shown)
    person_ids = programme.numbers(s.code for s in p.agenda.speakers)
    found = []
    for index, day in enumerate(_dates(p), 1):
        held = [s for s in p.agenda.on(day) if s.state == "scheduled"]
        opens, closes = _bounds(p, day, held)
        rooms: dict[str, list[dict[str, Any]]] = {}
        for room in p.agenda.rooms:
            rooms.setdefault(p.said(room.names), [])
        for s in held:
            rooms.setdefault(_room(p, s), []).append(_event(p, s, session_ids[s.uid], person_ids))
        found.append(
            {
                "index": index,
                "date": day.isoformat(),
                "day_start": opens.isoformat(),
                "day_end": closes.isoformat(),
                "rooms": {name: events for name, events in rooms.items() if events},
            }
        )
    return found


def _bounds(p: Programme, day: date, held: Sequence[ReleasedSession]) -> tuple[datetime, datetime]:
    """The day's hours, widened to hold all of its sessions, with their offsets."""
    hours = next((h for h in p.agenda.hours if h.day == day), times.Hours(day))
    opens, closes = hours.within(p.agenda.zone)
    first = min([opens, *(s.start for s in held)])
    last = max([closes, *(s.end for s in held)])
    return p.local(first), p.local(last)


def _room(p: Programme, session: ReleasedSession) -> str:
    """The one room under which a session stands; tools want a name for each."""
    rooms = p.rooms_of(session)
    if rooms:
        return rooms[0]
    return str(gettext("Online") if session.online else gettext("No room yet"))


def _event(
    p: Programme, session: ReleasedSession, number: int, person_ids: dict[str, int]
) -> dict[str, Any]:
    start = p.local(session.start)
    abstract = p.said(session.abstract)
    return {
        "id": number,
        "guid": programme.guid("session", session.uid),
        "date": start.isoformat(),
        "start": f"{start:%H:%M}",
        "duration": _duration(session.minutes),
        "room": _room(p, session),
        "slug": f"{p.slug}-{session.code.lower()}",
        "url": p.session_urls.get(session.code, p.url),
        "title": p.said(session.title),
        "subtitle": _elsewhere(p, session),
        "track": p.track_of(session),
        "type": session.kind,
        "language": session.languages[0] if session.languages else "",
        "abstract": programme.writable(text.plain(abstract)) if abstract else "",
        "description": _parts(p, session),
        "persons": [
            {
                "id": person_ids[one.code],
                "guid": programme.guid("speaker", one.code),
                "code": one.code,
                "name": one.name,
                "biography": p.said(p.people[one.code].biography) if one.code in p.people else "",
            }
            for one in p.heard(session)
        ],
        "links": _links(session),
        "attachments": [],
    }


def _duration(minutes: int) -> str:
    """Hours and minutes, `1:30`."""
    hours, rest = divmod(timedelta(minutes=minutes), timedelta(hours=1))
    return f"{hours}:{int(rest.total_seconds()) // 60:02d}"


def _elsewhere(p: Programme, session: ReleasedSession) -> str:
    """The further rooms of a session, which the format has no place for."""
    further = ", ".join(p.rooms_of(session)[1:])
    return str(gettext("Also in: %(rooms)s", rooms=further)) if further else ""


def _parts(p: Programme, session: ReleasedSession) -> str:
    """The items of a session, one a line."""
    lines = []
    for part in session.parts:
        names = ", ".join(p.names_of(part.presenters))
        lines.append(" – ".join(filter(None, [p.said(part.title), names])))
    return "\n".join(lines)


def _links(session: ReleasedSession) -> list[dict[str, str]]:
    """The recording, and the web addresses that visitors may have from the beginning."""
    found = [
        {"url": m.url, "title": programme.writable(text.pick(m.title, m.lang or "en").text)}
        for m in session.materials
        if m.url and m.publish == "before"
    ]
    if session.recording:
        found.append({"url": session.recording, "title": str(gettext("Recording"))})
    return found
