"""Fetches the entries of a call for its organizers: listed, filtered, counted, one whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.calls.models import (
    Call,
    CallTheme,
    State,
    Submission,
    SubmissionFile,
    Team,
    TeamMembership,
)
from eventsite.core.db import db
from eventsite.people.models import Person


@dataclass(frozen=True)
class Filter:
    """What a list of entries is narrowed to; an empty value narrows nothing."""

    state: str = ""
    theme: int | None = None
    #: Country of the lead, alpha-2.
    country: str = ""
    #: Words of the title or of the team's name.
    text: str = ""


def entries(call_id: int, wanted: Filter) -> sa.Select[Any]:
    """Columns of a call's entries, sent ones first by the instant of sending."""
    count = (
        sa.select(sa.func.count())
        .where(TeamMembership.team_id == Team.id)
        .correlate(Team)
        .scalar_subquery()
    )
    query = (
        sa.select(
            Submission.code,
            Submission.version,
            Submission.title,
            Submission.lang,
            Submission.kind,
            Submission.state,
            Submission.submitted,
            Team.name.label("team"),
            count.label("members"),
            CallTheme.names.label("theme"),
            CallTheme.hue.label("hue"),
            Person.country.label("country"),
            Person.first_name,
            Person.family_name,
            Person.email,
        )
        .join(Team, Submission.team_id == Team.id)
        .outerjoin(CallTheme, Submission.theme_id == CallTheme.id)
        .outerjoin(_lead, sa.and_(_lead.team_id == Team.id, _lead.is_lead))
        .outerjoin(Person, Person.id == _lead.person_id)
        .where(Submission.call_id == call_id, *_conditions(wanted))
    )
    return query.order_by(Submission.submitted.is_(None), Submission.submitted, Submission.id)


_lead = orm.aliased(TeamMembership)


def _conditions(wanted: Filter) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if wanted.state in set(State):
        found.append(Submission.state == State(wanted.state))
    if wanted.theme is not None:
        found.append(Submission.theme_id == wanted.theme)
    if wanted.country:
        found.append(Person.country == wanted.country)
    for word in wanted.text.split():
        title = Submission.title.icontains(word, autoescape=True)
        found.append(sa.or_(title, Team.name.icontains(word, autoescape=True)))
    return found


def states(call_id: int) -> dict[State, int]:
    """How many entries of a call stand in each state."""
    query = (
        sa.select(Submission.state, sa.func.count())
        .where(Submission.call_id == call_id)
        .group_by(Submission.state)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def lead_countries(call_id: int) -> list[str]:
    """Alpha-2 codes of the countries whose people lead a team of the call."""
    query = (
        sa.select(Person.country)
        .join(TeamMembership, TeamMembership.person_id == Person.id)
        .join(Team, Team.id == TeamMembership.team_id)
        .where(Team.call_id == call_id, TeamMembership.is_lead, Person.country != "")
    )
    return sorted(db.session.scalars(query.distinct()))


def find_entry(call_id: int, code: str) -> Submission | None:
    """An entry of a call with its team, members, theme and files."""
    return db.session.scalar(
        sa.select(Submission)
        .options(
            orm.joinedload(Submission.theme),
            orm.joinedload(Submission.team)
            .selectinload(Team.members)
            .joinedload(TeamMembership.person)
            .joinedload(Person.organisation),
            orm.selectinload(Submission.files).joinedload(SubmissionFile.file),
        )
        .where(Submission.call_id == call_id, Submission.code == code)
    )


def chosen(call_id: int, codes: Sequence[str]) -> list[Submission]:
    """These entries of a call with their teams, in order of sending; unknown codes are left out."""
    return list(
        db.session.scalars(
            sa.select(Submission)
            .options(orm.joinedload(Submission.team), orm.joinedload(Submission.call))
            .where(Submission.call_id == call_id, Submission.code.in_(codes))
            .order_by(Submission.submitted, Submission.id)
        )
    )


def numbers(event_id: int) -> dict[State, int]:
    """How many entries of all calls of an event stand in each state."""
    query = (
        sa.select(Submission.state, sa.func.count())
        .join(Call, Submission.call_id == Call.id)
        .where(Call.event_id == event_id)
        .group_by(Submission.state)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}
