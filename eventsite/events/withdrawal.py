"""What feeds keep of an event that left them: where it stood, its days and deadlines as seen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from eventsite.events.models import Event, EventDay, EventKind, KeyDeadline

#: Before the id of a series in `Event.former`.
SERIES = "series:"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the event as it was last public, with the SEQUENCE that its end counts."""

    uid: str
    sequence: int
    day: date
    starts: time | None
    ends: time | None
    label: Mapping[str, str]
    is_cancelled: bool
    former: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline likewise."""

    uid: str
    sequence: int
    at: datetime
    kind: str
    label: Mapping[str, str]
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class LastPublic:
    """The event likewise; what is edited in the draft since is nobody's business."""

    title: dict[str, str]
    kind: str
    zone: str
    dates_confirmed: bool
    moves: int
    days: tuple[Day, ...]
    deadlines: tuple[Deadline, ...]


def of_kind(kind: EventKind) -> str:
    """How `Event.former` names the feed of a kind."""
    return f"kind:{kind.value}"


def of_series(series_id: int) -> str:
    """How `Event.former` names the feed of a series."""
    return f"{SERIES}{series_id}"


def standing(event: Event) -> list[str]:
    """The feeds of kinds and series that hold the event, or have held it, each once."""
    own = [of_kind(event.kind)]
    if event.series_id is not None:
        own.append(of_series(event.series_id))
    return list(dict.fromkeys([*event.former, *own]))


def stored(event: Event, deadlines: Iterable[KeyDeadline]) -> dict[str, Any]:
    """As JSON, for `Event.last_public`; with the counts that taking it back has raised."""
    return {
        "title": dict(event.title),
        "kind": event.kind.value,
        "zone": event.zone,
        "dates_confirmed": event.dates_confirmed,
        "moves": event.moves,
        "days": [_day(row) for row in event.days],
        "deadlines": [_deadline(row) for row in deadlines],
    }


def _day(row: EventDay) -> dict[str, Any]:
    return {
        "uid": row.uid,
        "sequence": row.sequence,
        "day": row.day.isoformat(),
        "starts": row.starts.isoformat("minutes") if row.starts else None,
        "ends": row.ends.isoformat("minutes") if row.ends else None,
        "label": dict(row.label),
        "cancelled": row.cancelled is not None,
        "former": list(row.former),
    }


def _deadline(row: KeyDeadline) -> dict[str, Any]:
    return {
        "uid": row.uid,
        "sequence": row.sequence,
        "at": row.at.isoformat(),
        "kind": row.kind,
        "label": dict(row.label),
        "cancelled": row.cancelled is not None,
    }


def read(kept: Mapping[str, Any]) -> LastPublic:
    """What `stored` wrote."""
    return LastPublic(
        kept["title"],
        kept["kind"],
        kept["zone"],
        kept["dates_confirmed"],
        kept["moves"],
        tuple(
            Day(
                one["uid"],
                one["sequence"],
                date.fromisoformat(one["day"]),
                time.fromisoformat(one["starts"]) if one["starts"] else None,
                time.fromisoformat(one["ends"]) if one["ends"] else None,
                one["label"],
                one["cancelled"],
                tuple(one["former"]),
            )
            for one in kept["days"]
        ),
        tuple(
            Deadline(
                one["uid"],
                one["sequence"],
                datetime.fromisoformat(one["at"]),
                one["kind"],
                one["label"],
                one["cancelled"],
            )
            for one in kept["deadlines"]
        ),
    )
