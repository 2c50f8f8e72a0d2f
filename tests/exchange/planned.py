"""A plain draft on which what a plan writes is done, as the database would do it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from eventsite.agenda.times import Hours
from eventsite.core.sheets.source import Said
from eventsite.exchange import plan as planning
from eventsite.exchange.plan import NEW, Choices, Draft, Here, Keys, Known, Plan, Thing
from eventsite.exchange.source import Format, Source, SourceSession

ZONE = "Pacific/Fiji"
DAY = date(2027, 3, 16)
DAYS = (Hours(DAY, time(9), time(18)), Hours(date(2027, 3, 17), time(20), time(2)))
EMPTY = Draft(ZONE, DAYS, dict.fromkeys(Thing, ()))
#: What a frab file speaks of.
FIELDS = frozenset({"title", "abstract", "start", "minutes", "rooms", "track", "voices", "parts"})


def line(number: int) -> Said:
    return Said("Line %(line)s", {"line": number})


def source(*sessions: SourceSession, **more: Any) -> Source:
    return Source(**{"format": Format.FRAB_XML, "fields": FIELDS, "sessions": sessions, **more})


def session(key: str = "a", title: str = "Opening", **more: Any) -> SourceSession:
    return SourceSession(**{"key": key, "where": line(1), "title": {"en": title}, **more})


def plan_of(source: Source, draft: Draft = EMPTY, keys: Keys | None = None, zone: str = "") -> Plan:
    return planning.plan(source, draft, keys or {}, zone)


def every_offer(plan: Plan) -> dict[str, list[str]]:
    """Everything ticked; of alternatives the first."""
    return {
        row.id: [offer.name for offer in row.offers][: 1 if row.is_one_of else None]
        for row in plan.rows
        if row.offers
    }


def applied(
    plan: Plan, draft: Draft, keys: Keys, choices: Choices | None = None
) -> tuple[Draft, Keys]:
    """The draft with what is chosen, and what is remembered of the source."""
    numbers = {
        (write.row.thing, NEW + write.row.key): f"{write.row.thing.value}-{write.row.id}"
        for write in planning.writes(plan, choices or {})
        if not write.target
    }
    things = {thing: {one.ref: one for one in those} for thing, those in draft.things.items()}
    known = dict(keys)
    for write in planning.writes(plan, choices or {}):
        thing = write.row.thing
        values = {name: _real(name, value, numbers) for name, value in write.values.items()}
        ref = write.target or numbers[thing, NEW + write.row.key]
        there = things[thing].get(ref, Here(ref, {}))
        things[thing][ref] = here = replace(there, values={**there.values, **values})
        if write.is_known:
            fresh = {
                name: planning.of_field(name, here.values[name]) for name in planning.settled(write)
            }
            said = {**write.row.said, **fresh}
            known[thing, planning.of_key(write.row.key)] = Known(ref, said)
    return replace(draft, things={t: tuple(those.values()) for t, those in things.items()}), known


def changed(draft: Draft, called: str, **values: Any) -> Draft:
    """The draft after somebody changed the session of that title by hand."""
    sessions = tuple(
        replace(one, values={**one.values, **values})
        if called in one.values["title"].values()
        else one
        for one in draft.things[Thing.SESSION]
    )
    return replace(draft, things={**draft.things, Thing.SESSION: sessions})


def kinds(plan: Plan) -> list[tuple[str, str, str]]:
    """Thing, name and kind of each row."""
    return [(row.thing.value, next(iter(row.names.values())), row.kind.value) for row in plan.rows]


def _real(name: str, value: Any, numbers: Mapping[tuple[Thing, str], str]) -> Any:
    if name == "rooms":
        return sorted(numbers.get((Thing.ROOM, ref), ref) for ref in value)
    if name == "track":
        return numbers.get((Thing.TRACK, value), value)
    if name == "people":
        return [[numbers.get((Thing.PERSON, ref), ref), role] for ref, role in value]
    if name == "parts":
        return [
            {**part, "people": [numbers.get((Thing.PERSON, ref), ref) for ref in part["people"]]}
            for part in value
        ]
    return value
