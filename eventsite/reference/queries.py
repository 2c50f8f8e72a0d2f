"""Reads the corrections of country groups; from memory where a page must not ask the database."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.reference import collation, countries, groups
from eventsite.reference.models import GroupCorrection

#: Seconds for which a process relies on what it has read.
KEPT_FOR = 60.0


@dataclass(frozen=True, slots=True)
class _Kept:
    read_at: float
    corrections: tuple[groups.Correction, ...]


_lock = threading.Lock()
_kept: dict[str, _Kept] = {}


def corrections() -> tuple[groups.Correction, ...]:
    """All corrections in the order of entry, at most a minute old: most calls ask no database."""
    with _lock:
        kept = _kept.get("corrections")
    # A monotonic age: it measures this process's memory, it is not a time of the domain.
    if kept is not None and time.monotonic() - kept.read_at < KEPT_FOR:
        return kept.corrections
    found = stored_corrections()
    with _lock:
        _kept["corrections"] = _Kept(time.monotonic(), found)
    return found


def forget() -> None:
    """Make the next `corrections()` of this process read the database."""
    with _lock:
        _kept.clear()


def stored_corrections() -> tuple[groups.Correction, ...]:
    """All corrections as the database has them now, in the order of entry."""
    return tuple(
        groups.Correction(
            country=row.country,
            group=row.group,
            belongs=row.belongs,
            period=groups.Period(row.valid_from, row.valid_to),
            source=row.source,
        )
        for row in db.session.scalars(sa.select(GroupCorrection).order_by(GroupCorrection.id))
    )


def entered() -> list[GroupCorrection]:
    """The rows themselves, newest first."""
    return list(db.session.scalars(sa.select(GroupCorrection).order_by(GroupCorrection.id.desc())))


@dataclass(frozen=True, slots=True)
class Standing:
    """A country and its groups on a day, in the order of `groups.Group`."""

    country: countries.Country
    groups: tuple[groups.Group, ...]


def standing(
    day: date,
    lang: str,
    known: Sequence[groups.Correction],
    text: str = "",
    group: groups.Group | None = None,
) -> list[Standing]:
    """Countries in the reader's order; those whose code or any name contains `text`, in `group`."""
    found = []
    for country in countries.sorted_countries(lang):
        held = groups.groups_of(country.code, day, known)
        if (group is None or group in held) and _matches(country, text):
            found.append(Standing(country, tuple(g for g in groups.Group if g in held)))
    return found


def _matches(country: countries.Country, text: str) -> bool:
    sought = collation.key(text, "")
    if not sought or sought.upper() in {country.code, country.alpha3}:
        return True
    names = [*country.names.values(), *(n for all_ in country.other_names.values() for n in all_)]
    return any(sought in collation.key(said, "") for said in names)
