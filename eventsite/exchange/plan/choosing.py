"""What a person takes of a plan, and what that writes."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from eventsite.exchange.plan import digests
from eventsite.exchange.plan.values import (
    ADD,
    CANCEL,
    FRESH,
    LOCALIZED,
    NEW,
    TAKE_OFF,
    UPDATE,
    WITHDRAW,
    Kind,
    Plain,
    Plan,
    Row,
    Thing,
    Values,
    Write,
)

#: By a row's id the offers taken; a row that is not named has its defaults.
Choices = Mapping[str, Collection[str]]
_OUT: Mapping[str, Values] = {
    CANCEL: {"state": "cancelled"},
    WITHDRAW: {"state": "withdrawn"},
    TAKE_OFF: {"time": None, "rooms": []},
}


def taken(row: Row, choices: Choices) -> frozenset[str]:
    """The offers of a row that are taken; of alternatives the first chosen one."""
    if row.id not in choices:
        return row.default
    chosen = [offer.name for offer in row.offers if offer.name in set(choices[row.id])]
    return frozenset(chosen[:1] if row.is_one_of else chosen)


def changed_rows(plan: Plan, choices: Choices, seen: Mapping[str, str]) -> tuple[Row, ...]:
    """The rows that are taken, or were meant to be, and are not what the person saw.

    `seen` holds the digest of each row by its id.
    """
    now = digests.fingerprints(plan.rows)

    def is_meant(row: Row) -> bool:
        then = seen.get(row.id, "").endswith(digests.TICKED) and row.id not in choices
        return then or bool(choices.get(row.id)) or bool(taken(row, choices))

    return tuple(
        row
        for row in plan.rows
        if row.id in now and seen.get(row.id) != now[row.id] and is_meant(row)
    )


def deviations(rows: Iterable[Row], posted: Collection[str]) -> dict[str, list[str]]:
    """The choices in a form that showed these rows: `posted` holds "row id:offer"."""
    there = set(posted)
    return {
        row.id: [o.name for o in row.offers if f"{row.id}:{o.name}" in there]
        for row in rows
        if row.offers
    }


def writes(plan: Plan, choices: Choices) -> tuple[Write, ...]:
    """What is written, things before the sessions that name them.

    What names a thing that is neither here nor made is left out. Rows that are the same are
    written with no values, so that what they are is remembered.
    """
    made = {
        (row.thing, NEW + row.key)
        for row in plan.rows
        if row.kind == Kind.ADDED and taken(row, choices)
    }
    found = (_write(row, taken(row, choices), made) for row in plan.rows)
    return tuple(write for write in found if write is not None)


def _write(row: Row, chosen: frozenset[str], made: set[tuple[Thing, str]]) -> Write | None:
    if row.kind == Kind.GONE:
        values: dict[str, Plain] = {}
        for name in chosen:
            values |= _OUT[name]
        return Write(row=row, target=row.target, values=values, is_known=False) if values else None
    if ADD in chosen:
        return Write(row=row, target="", values=_there({**FRESH[row.thing], **row.values}, made))
    if row.kind in (Kind.ADDED, Kind.ALIKE) and UPDATE not in chosen:
        return None
    if not row.target:
        return None
    names = row.values.keys() if UPDATE in chosen else chosen
    values = _there({name: row.values[name] for name in names}, made)
    whole = {n: {**row.ours[n], **v} if n in LOCALIZED else v for n, v in values.items()}
    return Write(row=row, target=row.target, values=whole)


def settled(write: Write) -> tuple[str, ...]:
    """The fields of a write whose digests are taken anew, from what is there afterwards."""
    if not write.target:
        return tuple(write.values)
    open_still = {offer.name for offer in write.row.offers} - set(write.values)
    return tuple(name for name in write.row.values if name not in open_still)


def _there(values: Values, made: set[tuple[Thing, str]]) -> dict[str, Any]:
    """The values without references to what is neither here nor made."""

    def is_there(thing: Thing, ref: str) -> bool:
        return not ref.startswith(NEW) or (thing, ref) in made

    found = dict(values)
    if "rooms" in found:
        found["rooms"] = [ref for ref in found["rooms"] if is_there(Thing.ROOM, ref)]
    if "track" in found and not is_there(Thing.TRACK, found["track"]):
        found["track"] = ""
    if "people" in found:
        found["people"] = [one for one in found["people"] if is_there(Thing.PERSON, one[0])]
    if "parts" in found:
        found["parts"] = [
            {**part, "people": [ref for ref in part["people"] if is_there(Thing.PERSON, ref)]}
            for part in found["parts"]
        ]
    return found
