"""Which events a visitor looks for, chosen from the columns that `queries.known` fetches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eventsite.events.models import EventState
from eventsite.reference import collation

#: More words than these are not looked at.
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Sought:
    """What a visitor filters events by; empty parts filter nothing."""

    kind: str = ""
    series: str = ""
    initiative: str = ""
    year: int | None = None
    country: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of the events that fit."""

    #: By first day, those without one last.
    coming: Sequence[int]
    #: Newest first.
    past: Sequence[int]


def find(known: Iterable[Any], sought: Sought, today: date) -> Found:
    """The events that fit; `known` are rows by first day, those without one last."""
    fitting = [row for row in known if fits(row, sought)]
    past = [row for row in fitting if is_past(row, today)]
    past.sort(key=lambda row: (row.last_day or date.min, row.id), reverse=True)
    return Found([row.id for row in fitting if not is_past(row, today)], [row.id for row in past])


def is_past(row: Any, today: date) -> bool:
    """Whether an event is over: its last day has passed, or it is archived."""
    return row.state == EventState.ARCHIVED or (row.last_day is not None and row.last_day < today)


def fits(row: Any, sought: Sought) -> bool:
    """Whether an event has everything that is sought; accents and case do not matter."""
    pairs = (
        (sought.kind, row.kind),
        (sought.series, row.series),
        (sought.initiative, row.initiative),
        (sought.year, row.first_day.year if row.first_day else None),
        (sought.country, row.country),
    )
    if any(wanted and wanted != own for wanted, own in pairs):
        return False
    return not sought.text or _says(row, sought.text)


def _says(row: Any, text: str) -> bool:
    said = _texts(row.title, row.summary, row.city, row.venue)
    own = collation.key(" ".join(said), "")
    return all(word in own for word in collation.key(text, "").split()[:MOST_WORDS])


def _texts(*maps: Mapping[str, str] | None) -> Iterable[str]:
    return (text for localized in maps for text in (localized or {}).values())


@dataclass(frozen=True, slots=True)
class Choices:
    """What public events can be filtered by."""

    years: Sequence[int]
    countries: frozenset[str]
    #: Title by slug, by slug.
    series: Mapping[str, Mapping[str, str]]
    initiatives: Mapping[str, Mapping[str, str]]


def choices(known: Sequence[Any]) -> Choices:
    """Years, countries, series and initiatives that some event has."""
    return Choices(
        years=sorted({row.first_day.year for row in known if row.first_day}, reverse=True),
        countries=frozenset(row.country for row in known if row.country),
        series=_titles((row.series, row.series_title) for row in known),
        initiatives=_titles((row.initiative, row.initiative_title) for row in known),
    )


def _titles(
    named: Iterable[tuple[str | None, Mapping[str, str]]],
) -> dict[str, Mapping[str, str]]:
    return dict(sorted((slug, title) for slug, title in dict(named).items() if slug))
