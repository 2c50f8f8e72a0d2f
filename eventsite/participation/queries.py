"""Fetches what figures are counted from, and the frozen releases of statistics."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

import sqlalchemy as sa

from eventsite.core import disclosure
from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.participation import figures, gender
from eventsite.participation.models import StatRelease
from eventsite.reference import countries, groups
from eventsite.reference import queries as reference_queries
from eventsite.registration import links
from eventsite.registration import queries as registration_queries
from eventsite.registration.models import Registration, SelfDeclared, State
from eventsite.registration.states import REGISTERED

#: A registration that people still have to confirm is pending, one not confirmed in time is gone.
COUNTS_AS: Mapping[State, figures.State] = {
    State.HELD: figures.State.PENDING,
    State.OFFERED: figures.State.WAITING,
    State.PENDING: figures.State.PENDING,
    State.WAITING: figures.State.WAITING,
    State.CONFIRMED: figures.State.CONFIRMED,
    State.REFUSED: figures.State.CANCELLED,
    State.CANCELLED: figures.State.CANCELLED,
    State.EXPIRED: figures.State.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of the day: country groups with staff's corrections."""

    day: date
    corrections: tuple[groups.Correction, ...]

    @property
    def version(self) -> str:
        """Which lists these are."""
        return groups.version(self.corrections)

    def region_of(self, code: str) -> str | None:
        """The ITU region, None for none and for no country."""
        return countries.region_of(code) if code in countries.COUNTRIES else None

    def groups_of(self, code: str) -> Collection[str]:
        """The groups on the day."""
        if code not in countries.COUNTRIES:
            return ()
        return groups.groups_of(code, self.day, self.corrections)

    def world(self, lang: str) -> figures.World:
        """What figures are counted by, Member States in the reader's order."""
        members = countries.member_states(self.day)
        return figures.World(
            member_states=[c.code for c in countries.sorted_countries(lang) if c in members],
            regions=tuple(countries.REGIONS),
            groups=tuple(groups.Group),
            region_of=self.region_of,
            groups_of=self.groups_of,
        )


def lists_of(event: Event, today: date) -> Lists:
    """The lists of the event's first day, of today while it has none."""
    return Lists(event.first_day or today, reference_queries.corrections())


def attendances(event_id: int) -> list[figures.Attendance]:
    """Every registration of an event by its official attributes."""
    return [
        figures.Attendance(
            country=row.country,
            organisation_key=row.organisation_key,
            category=row.category,
            sme=row.sme,
            role=row.role,
            mode=row.mode,
            state=COUNTS_AS[row.state],
            took_part=row.took_part,
        )
        for row in registration_queries.attendances(event_id)
    ]


def declared(event_id: int, lists: Lists) -> list[gender.Declared]:
    """Registered people with their optional answer; for the statistics job alone."""
    answers = {row.key: row.gender for row in _self_declared(event_id)}
    rows = db.session.execute(
        sa.select(Registration.code, Registration.country).where(
            Registration.event_id == event_id, Registration.state.in_(REGISTERED)
        )
    )
    return [
        gender.Declared(
            lists.region_of(row.country) or figures.NO_REGION,
            groups.Group.DEVELOPING in lists.groups_of(row.country),
            answers.get(links.statistics_key(row.code)) or gender.NOT_SAID,
        )
        for row in rows
    ]


def _self_declared(event_id: int) -> list[SelfDeclared]:
    return registration_queries.self_declared(event_id)


def newest(event_id: int) -> StatRelease | None:
    """The newest frozen release of an event."""
    return db.session.scalar(
        sa.select(StatRelease)
        .where(StatRelease.event_id == event_id)
        .order_by(StatRelease.number.desc())
        .limit(1)
    )


def tables_of(release: StatRelease) -> dict[str, disclosure.Protected]:
    """The protected tables of a release by name."""
    return {
        name: disclosure.from_stored(cast(disclosure.StoredTable, stored))
        for name, stored in release.content["tables"].items()
    }
