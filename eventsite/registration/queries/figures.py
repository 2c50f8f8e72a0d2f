"""Counts: what the public may see of an event's places, and rows from which figures are made."""

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.people.models import Category, Organisation
from eventsite.registration import places, rules
from eventsite.registration.models import (
    PlaceMode,
    PlacePool,
    PlaceReserve,
    Registration,
    RegistrationTerms,
    SelfDeclared,
    State,
)
from eventsite.registration.queries import presence
from eventsite.registration.states import REGISTERED


class Standing(StrEnum):
    """How registration stands, for an event's page."""

    NONE = "none"
    NOT_YET = "not-yet"
    OPEN = "open"
    #: What is left is kept for groups; others wait, or find it full.
    KEPT = "kept"
    WAITING = "waiting-list"
    FULL = "full"
    PAUSED = "paused"
    CLOSED = "closed"


_OF_REASON = {
    rules.Reason.NOT_YET: Standing.NOT_YET,
    rules.Reason.PAUSED: Standing.PAUSED,
    rules.Reason.CLOSED: Standing.CLOSED,
    rules.Reason.OVER: Standing.CLOSED,
}


@dataclass(frozen=True)
class Public:
    """What everybody may know: how registration stands, and a live count down to tens."""

    standing: Standing
    opens: datetime | None = None
    closes: datetime | None = None
    registered: int = 0
    full_modes: tuple[PlaceMode, ...] = ()
    has_waiting_list: bool = False
    #: Whether there is a public list of participants.
    has_list: bool = False

    @property
    def is_open(self) -> bool:
        """Whether pressing Register leads to a place or to the waiting list."""
        return self.standing in {Standing.OPEN, Standing.KEPT, Standing.WAITING}


#: The modes in which places are kept; None: in whichever is chosen.
_KEPT_IN = (PlaceMode.IN_PERSON, PlaceMode.ONLINE, None)
#: How many columns `with_doors` adds.
COLUMNS = 7
_ON_SITE, _ONLINE = orm.aliased(PlacePool), orm.aliased(PlacePool)


def keeps(now: datetime) -> sa.ColumnElement[bool]:
    """Which reserves keep places at that instant."""
    is_on = sa.or_(PlaceReserve.until.is_(None), PlaceReserve.until > now)
    return sa.and_(PlaceReserve.places > PlaceReserve.taken, is_on)


def is_spoken_for(now: datetime) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    """Which pools, and which terms, have no place left but those that are kept for groups."""
    of_mode = sa.or_(PlaceReserve.mode == PlacePool.mode, PlaceReserve.mode.is_(None))
    mine = PlaceReserve.event_id == PlacePool.event_id
    kept = _kept(now, mine, of_mode).correlate(PlacePool).scalar_subquery()
    terms = RegistrationTerms
    all_kept = _kept(now, PlaceReserve.event_id == terms.event_id).correlate(terms)
    return (
        PlacePool.taken + kept >= PlacePool.capacity,
        terms.taken_total + all_kept.scalar_subquery() >= terms.capacity_total,
    )


def _kept(now: datetime, *where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    number = sa.func.coalesce(sa.func.sum(PlaceReserve.places - PlaceReserve.taken), 0)
    return sa.select(number).where(keeps(now), *where)


def with_doors(query: sa.Select[Any], now: datetime) -> sa.Select[Any]:
    """A query of events with more columns, which `door` reads; the same number of rows."""
    registered = (
        sa.select(sa.func.count())
        .where(Registration.event_id == Event.id, Registration.state.in_(REGISTERED))
        .correlate(Event)
        .scalar_subquery()
    )
    mine = PlaceReserve.event_id == Event.id
    kept = [
        _kept(now, mine, which).correlate(Event).scalar_subquery()
        for which in (PlaceReserve.mode.is_not_distinct_from(mode) for mode in _KEPT_IN)
    ]
    return (
        query.add_columns(RegistrationTerms, _ON_SITE, _ONLINE, registered, *kept)
        .outerjoin(RegistrationTerms, RegistrationTerms.event_id == Event.id)
        .outerjoin(_ON_SITE, _pool_in(_ON_SITE, PlaceMode.IN_PERSON))
        .outerjoin(_ONLINE, _pool_in(_ONLINE, PlaceMode.ONLINE))
    )


def _pool_in(pool: type[PlacePool], mode: PlaceMode) -> sa.ColumnElement[bool]:
    return sa.and_(pool.event_id == Event.id, pool.mode == mode)


def door(event: Event, columns: Sequence[Any], now: datetime) -> Public:
    """How registration of an event stands, from the columns that `with_doors` added last."""
    terms, on_site, online, registered, *kept = columns[-COLUMNS:]
    if terms is None:
        return Public(Standing.NONE)
    held = [pool for pool in (on_site, online) if pool is not None]
    stock = places.Stock(
        {one.mode: places.Pool(one.capacity, one.taken) for one in held},
        places.Pool(terms.capacity_total, terms.taken_total),
        tuple(
            places.Reserve(0, "", mode, number) for mode, number in zip(_KEPT_IN, kept, strict=True)
        ),
    )
    return Public(
        _standing(terms, event, stock, now),
        terms.opens,
        terms.closes or rules.end_of(event.last_day, event.zone),
        places.rounded_down(registered),
        tuple(mode for mode in stock.pools if stock.whole(mode).is_full),
        terms.has_waiting_list,
        terms.has_participants_list,
    )


def public_state(event: Event, now: datetime) -> Public:
    """How registration of an event stands, in one query."""
    query = with_doors(sa.select(Event.id).where(Event.id == event.id), now)
    return door(event, db.session.execute(query).one(), now)


def _standing(
    terms: RegistrationTerms, event: Event, stock: places.Stock, now: datetime
) -> Standing:
    reason = rules.may_register(terms, event, now)
    if reason is not None:
        return _OF_REASON.get(reason, Standing.NONE)
    # A mode without a pool of its own has all the places there are.
    modes = [mode for mode in rules.modes_of(event) if mode in stock.pools]
    if len(modes) < len(rules.modes_of(event)):
        return Standing.OPEN
    if not all(stock.for_everybody(mode, now).is_full for mode in modes):
        return Standing.OPEN
    if not all(stock.whole(mode).is_full for mode in modes):
        return Standing.KEPT
    return Standing.WAITING if terms.has_waiting_list else Standing.FULL


def confirmed_count(event_id: int) -> int:
    """How many registrations of an event are confirmed, exactly."""
    return confirmed_counts([event_id]).get(event_id, 0)


def confirmed_counts(event_ids: Collection[int]) -> dict[int, int]:
    """Confirmed registrations by event id; events without any are left out."""
    rows = db.session.execute(
        sa.select(Registration.event_id, sa.func.count())
        .where(Registration.event_id.in_(event_ids), Registration.state == State.CONFIRMED)
        .group_by(Registration.event_id)
    )
    return {row[0]: row[1] for row in rows}


class AttendanceRow(NamedTuple):
    """Official attributes of one registration; `sme` None where nobody said."""

    country: str
    organisation_key: str
    category: str
    sme: bool | None
    role: str
    mode: str
    state: State
    took_part: bool


def attendances(event_id: int) -> list[AttendanceRow]:
    """One row a registration in every state; category and SME as of the event's first day."""
    day = db.session.scalar(sa.select(Event.first_day).where(Event.id == event_id))
    columns = (
        sa.select(
            Registration.country,
            Registration.role,
            Registration.mode,
            Registration.state,
            Registration.organisation_note,
            Organisation.code,
            Organisation.category,
            Organisation.sme,
            Organisation.sme_valid_from,
            Organisation.sme_valid_until,
            Registration.created,
            Registration.id.in_(presence.took_part(event_id)).label("took_part"),
        )
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .where(Registration.event_id == event_id)
    )
    return [
        AttendanceRow(
            country=row.country,
            organisation_key=row.code or row.organisation_note.casefold(),
            category=(row.category or Category.NON_MEMBER).value,
            sme=_small(row, day or row.created.astimezone(UTC).date()),
            role=row.role.value,
            mode=row.mode.value,
            state=row.state,
            took_part=bool(row.took_part),
        )
        for row in db.session.execute(columns)
    ]


def _small(row: Any, day: date) -> bool | None:
    return rules.is_small(row.sme, row.sme_valid_from, row.sme_valid_until, day)


def self_declared(event_id: int) -> list[SelfDeclared]:
    """The optional answers of an event; for the statistics job alone."""
    return list(
        db.session.scalars(sa.select(SelfDeclared).where(SelfDeclared.event_id == event_id))
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What at least one confirmed person asked for, and how many come for each country."""

    languages: frozenset[str]
    captions: bool
    sign_language: bool
    #: Confirmed registrations by alpha-2 code; those without a country are left out.
    countries: dict[str, int]


def asked(event_id: int) -> Asked:
    """What confirmed people need of sessions, never who or how many; in one query."""
    langs = sa.cast(Registration.interpretation_langs, sa.Text)
    columns = (
        Registration.country,
        langs,
        Registration.needs_captions,
        Registration.needs_sign_language,
    )
    rows = db.session.execute(
        sa.select(*columns, sa.func.count())
        .where(Registration.event_id == event_id, Registration.state == State.CONFIRMED)
        .group_by(*columns)
    ).all()
    numbers: Counter[str] = Counter()
    for country, _, _, _, number in rows:
        numbers[country] += number
    del numbers[""]
    return Asked(
        frozenset(lang for row in rows for lang in json.loads(row[1] or "[]")),
        any(row[2] for row in rows),
        any(row[3] for row in rows),
        dict(numbers),
    )
