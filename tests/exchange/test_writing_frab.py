"""frab XML and JSON: by the rules of the c3voc's schemas, and as other tools read them."""

import json
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from eventsite.core.sheets.source import Limits
from eventsite.exchange import reading
from eventsite.exchange.source import Format
from eventsite.exchange.writing import frab, programme
from tests.exchange import programmes

WHOLE = programmes.programme()
#: The types of https://github.com/voc/schedule validator/xsd, as patterns.
UUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\+\d\d:\d\d|-\d\d:\d\d|Z)"
DURATION = r"[0-9]{1,2}:[0-9]{2}"
START = r"[0-2][0-9]:[0-5][0-9]"
WEB = r"https?://.*"
#: Children of <event>: whether each must be there, and what it may say.
EVENT = {
    "room": (True, r".+"),
    "title": (True, r"[\s\S]*"),
    "subtitle": (True, r"[\s\S]*"),
    "type": (True, r".+"),
    "date": (True, INSTANT),
    "start": (True, START),
    "duration": (True, DURATION),
    "abstract": (True, r"[\s\S]*"),
    "slug": (True, r"[a-z0-9_-]+[a-z0-9]"),
    "track": (True, r"[\s\S]*"),
    "persons": (False, r"\s*"),
    "language": (False, r".*"),
    "description": (False, r"[\s\S]*"),
    "links": (False, r"\s*"),
    "attachments": (False, r"\s*"),
    "url": (False, WEB),
}
CONFERENCE = {
    "title": r".+",
    "acronym": r"[a-z0-9_-][a-z0-9_]{3,}",
    "start": r"\d{4}-\d\d-\d\d",
    "end": r"\d{4}-\d\d-\d\d",
    "days": r"\d+",
    "timeslot_duration": DURATION,
    "base_url": WEB,
    "time_zone_name": r"[A-Z][a-z]+/[A-Z][a-z]+|UTC",
}


def wrong_in(xml: bytes) -> list[str]:
    """What breaks a rule of the schema, in words."""
    root = ElementTree.fromstring(xml)
    wrong = [] if [c.tag for c in root][:3] == ["generator", "version", "conference"] else ["head"]
    conference = root.find("conference")
    wrong += [
        f"conference/{node.tag}: {node.text}"
        for node in (conference if conference is not None else ())
        if not re.fullmatch(CONFERENCE.get(node.tag, "$."), node.text or "")
    ]
    for day in root.iter("day"):
        if not all(re.fullmatch(INSTANT, day.get(name, "")) for name in ("start", "end")):
            wrong.append(f"day {day.get('date')}")
    for event in root.iter("event"):
        wrong += _wrong_in_event(event)
    for name in ("id", "guid"):
        found = [event.get(name) for event in root.iter("event")]
        wrong += [f"{name} twice"] if len(found) != len(set(found)) else []
    slugs = [node.text for node in root.iter("slug")]
    wrong += ["slug twice"] if len(slugs) != len(set(slugs)) else []
    days = [day.get("index") for day in root.iter("day")]
    return wrong + (["no day"] if not days or len(days) != len(set(days)) else [])


def _wrong_in_event(event: Any) -> list[str]:
    there = [child.tag for child in event]
    wrong = [
        f"{name} is missing" for name, (must, _) in EVENT.items() if must and name not in there
    ]
    wrong += [f"{name} twice" for name in set(there) if there.count(name) > 1]
    for child in event:
        if child.tag not in EVENT or not re.fullmatch(EVENT[child.tag][1], child.text or ""):
            wrong.append(f"{child.tag}: {child.text}")
    for person in event.iter("person"):
        if not re.fullmatch(r"[1-9]\d*", person.get("id", "")) or set(person.keys()) != {"id"}:
            wrong.append(f"person {person.text}")
    if not re.fullmatch(UUID, event.get("guid", "")) or not re.fullmatch(
        r"[1-9]\d*", event.get("id")
    ):
        wrong.append("its names")
    return wrong


@pytest.mark.parametrize(
    "p",
    [WHOLE, programmes.hostile(), programmes.programme(programmes.TAKEN_BACK)],
    ids=["usual", "hostile", "empty"],
)
def test_the_xml_keeps_the_rules_of_the_schema(p: programme.Programme) -> None:
    xml = frab.write_xml(p)
    assert wrong_in(xml) == []
    etree.fromstring(xml)
    json.loads(frab.write_json(p))


def test_the_rules_find_what_is_wrong() -> None:
    good = frab.write_xml(WHOLE).decode()
    for old, new in (
        ("<start>09:30</start>", "<start>9.30</start>"),
        ("+01:00</date>", "</date>"),
        ("<acronym>forum_2027", "<acronym>F"),
        ('index="2"', 'index="1"'),
        ("<subtitle", "<other"),
    ):
        bad = good.replace(old, new).replace(
            "</subtitle>", "</other>" if "other" in new else "</subtitle>"
        )
        assert wrong_in(bad.encode()) != []


def test_a_session_stands_once_in_its_first_room_with_the_others_named() -> None:
    rooms = _rooms(0)
    assert {name: [e["title"] for e in events] for name, events in rooms.items()} == {
        "Popov": ["Opening: worlds for all", "Session PANE222"],
        "Room B": ["Coffee"],
        "No room yet": ["Night of worlds"],
    }
    opening = rooms["Popov"][0]
    assert (opening["subtitle"], opening["duration"], opening["date"]) == (
        "Also in: Room B",
        "1:15",
        "2027-03-16T09:30:00+01:00",
    )
    assert [person["name"] for person in opening["persons"]] == ["Ms Litia Tuiloma", "Jean Dupont"]
    assert opening["links"] == [{"url": "https://videos.example/1", "title": "Recording"}]


def test_a_day_holds_its_night() -> None:
    days = _conference()["days"]
    assert [(day["day_start"], day["day_end"]) for day in days] == [
        ("2027-03-16T09:00:00+01:00", "2027-03-17T02:00:00+01:00"),
        ("2027-03-17T09:00:00+01:00", "2027-03-17T18:00:00+01:00"),
    ]


def test_names_stay_when_everything_else_changes() -> None:
    moved = programmes.session(
        "OPEN222", "15:00", 20, programmes.SECOND, title={"en": "Renamed"}, rooms=(2,)
    )
    alone = json.loads(frab.write_json(programmes.programme(moved)))["schedule"]["conference"]
    renamed = alone["days"][1]["rooms"]["Room B"][0]
    before = _rooms(0)["Popov"][0]
    assert (renamed["id"], renamed["guid"]) == (before["id"], before["guid"])
    assert renamed["guid"] == "63ee0a09-5820-5622-8b80-a7928a2f0f7d"


@pytest.mark.parametrize("kind", [Format.FRAB_XML, Format.FRAB_JSON])
def test_our_import_reads_it_back(kind: Format) -> None:
    write = frab.write_xml if kind == Format.FRAB_XML else frab.write_json
    written = write(WHOLE)
    assert reading.sniff(written, "schedule") == kind
    source = reading.read(kind, written, Limits())
    shown = [s for s in WHOLE.agenda.shown if s.state == "scheduled"]
    assert {(s.key, s.start, s.minutes, s.kind) for s in source.sessions} == {
        (programme.guid("session", s.uid), WHOLE.local(s.start), s.minutes, s.kind) for s in shown
    }
    assert (source.title, source.zone) == ("Forum on open worlds", "Europe/Zurich")
    assert source.days == (date(2027, 3, 16), date(2027, 3, 17))


@settings(max_examples=40, derandomize=True, deadline=None)
@given(st.text(max_size=60), st.integers(5, 1200))
def test_any_title_and_length_make_readable_files(said: str, minutes: int) -> None:
    one = programmes.session("ANYT222", "08:00", minutes, title={"en": said}, abstract={"fr": said})
    p = programmes.programme(one)
    assert wrong_in(frab.write_xml(p)) == []
    event = json.loads(frab.write_json(p))["schedule"]["conference"]["days"][0]["rooms"]["Popov"][0]
    hours, rest = event["duration"].split(":")
    assert timedelta(hours=int(hours), minutes=int(rest)) == timedelta(minutes=minutes)
    assert datetime.fromisoformat(event["date"]) == one.start


@settings(max_examples=40, derandomize=True, deadline=None)
@given(st.sets(st.text(max_size=8), max_size=40))
def test_numbers_are_lasting_and_apart(keys: set[str]) -> None:
    found = programme.numbers(keys)
    assert len(set(found.values())) == len(keys)
    assert all(0 < number < 2**31 for number in found.values())
    assert all(programme.numbers([key])[key] == number for key, number in found.items())


def _conference() -> dict[str, Any]:
    conference: dict[str, Any] = json.loads(frab.write_json(WHOLE))["schedule"]["conference"]
    return conference


def _rooms(day: int) -> dict[str, list[dict[str, Any]]]:
    rooms: dict[str, list[dict[str, Any]]] = _conference()["days"][day]["rooms"]
    return rooms
