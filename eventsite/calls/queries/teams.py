"""Fetches teams with their members and invitations, and the entries of a person."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.calls.models import (
    Call,
    Submission,
    SubmissionFile,
    Team,
    TeamInvite,
    TeamMembership,
)
from eventsite.core.db import db
from eventsite.core.text import hash_secret
from eventsite.events.models import Event
from eventsite.people.models import Person, User


def find_team_of(code: str, person_id: int) -> Team | None:
    """The team of a code if the person is a member, with its call, event and themes."""
    query = (
        _with_call()
        .join(TeamMembership, TeamMembership.team_id == Team.id)
        .where(Team.code == code, TeamMembership.person_id == person_id)
    )
    return db.session.scalar(query)


def find_team(team_id: int) -> Team | None:
    """The team with its call, event and themes."""
    return db.session.scalar(_with_call().where(Team.id == team_id))


def _with_call() -> sa.Select[Team]:
    return (
        sa.select(Team)
        .join(Team.call)
        .join(Call.event)
        .options(
            orm.contains_eager(Team.call).contains_eager(Call.event),
            orm.contains_eager(Team.call).selectinload(Call.themes),
        )
    )


def submission_of(team: Team) -> Submission:
    """The team's one entry with its theme and files."""
    query = (
        sa.select(Submission)
        .options(
            orm.joinedload(Submission.theme),
            orm.selectinload(Submission.files).joinedload(SubmissionFile.file),
        )
        .where(Submission.team_id == team.id)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).one()


def members(team_id: int) -> list[TeamMembership]:
    """The members with their persons, the lead first, then in order of joining."""
    query = (
        sa.select(TeamMembership)
        .options(orm.joinedload(TeamMembership.person))
        .where(TeamMembership.team_id == team_id)
        .order_by(TeamMembership.is_lead.desc(), TeamMembership.id)
    )
    return list(db.session.scalars(query))


def size(team_id: int) -> int:
    """How many members a team has."""
    query = sa.select(sa.func.count()).select_from(TeamMembership)
    return db.session.scalar(query.where(TeamMembership.team_id == team_id)) or 0


def find_membership(team_id: int, person_id: int) -> TeamMembership | None:
    """The person's place in a team."""
    return db.session.scalar(
        sa.select(TeamMembership).where(
            TeamMembership.team_id == team_id, TeamMembership.person_id == person_id
        )
    )


def teams_in(call_id: int, person_id: int) -> int:
    """In how many teams of a call the person is."""
    query = sa.select(sa.func.count()).select_from(TeamMembership).join(Team)
    query = query.where(Team.call_id == call_id, TeamMembership.person_id == person_id)
    return db.session.scalar(query) or 0


def pending(team_id: int, now: datetime) -> list[TeamInvite]:
    """Invitations that still work, oldest first."""
    query = sa.select(TeamInvite).where(
        TeamInvite.team_id == team_id, TeamInvite.accepted.is_(None), TeamInvite.expires > now
    )
    return list(db.session.scalars(query.order_by(TeamInvite.id)))


def find_pending(team_id: int, invite_id: int) -> TeamInvite | None:
    """A team's invitation that nobody has taken up."""
    return db.session.scalar(
        sa.select(TeamInvite).where(
            TeamInvite.id == invite_id,
            TeamInvite.team_id == team_id,
            TeamInvite.accepted.is_(None),
        )
    )


def find_invite(token: str, now: datetime) -> TeamInvite | None:
    """The invitation of a secret, if it still works."""
    return db.session.scalar(
        sa.select(TeamInvite).where(
            TeamInvite.token_hash == hash_secret(token),
            TeamInvite.accepted.is_(None),
            TeamInvite.expires > now,
        )
    )


def find_invite_to(team_id: int, email: str) -> TeamInvite | None:
    """The team's invitation to an address, in whatever state."""
    return db.session.scalar(
        sa.select(TeamInvite).where(TeamInvite.team_id == team_id, TeamInvite.email == email)
    )


def has_member_with(team_id: int, email: str) -> bool:
    """Whether a member's mails go to this address."""
    return any(address == email.lower() for address, _lang in addresses(team_id))


def addresses(team_id: int) -> list[tuple[str, str]]:
    """Address and language of each member, each address once; the account's address wins."""
    address = sa.func.coalesce(User.email, Person.email)
    query = (
        sa.select(address, Person.lang)
        .join(TeamMembership, TeamMembership.person_id == Person.id)
        .outerjoin(User, User.person_id == Person.id)
        .where(TeamMembership.team_id == team_id, address != "")
        .order_by(TeamMembership.id)
    )
    found: dict[str, str] = {}
    for email, lang in db.session.execute(query):
        found.setdefault(email, lang)
    return list(found.items())


def of_person(person_id: int) -> list[sa.Row[Submission, Team, Call, Event]]:
    """The person's entries with team, call and event, the call that closes last first."""
    query = (
        sa.select(Submission, Team, Call, Event)
        .join(Team, Submission.team_id == Team.id)
        .join(Call, Submission.call_id == Call.id)
        .join(Event, Call.event_id == Event.id)
        .join(TeamMembership, TeamMembership.team_id == Team.id)
        .where(TeamMembership.person_id == person_id)
        .options(orm.lazyload(Event.days))
        .options(orm.defer(Submission.body), orm.defer(Submission.summary))
        .options(orm.defer(Call.description), orm.defer(Call.rules), orm.defer(Call.prizes))
        .options(orm.defer(Event.description), orm.defer(Event.practical))
        .order_by(Call.closes.desc(), Submission.id)
    )
    return list(db.session.execute(query))
