"""Fetches the team of an event, who is invited, and what the trail says."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa

from eventsite.core import text
from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.events.models import Duty, Event, TeamInvitation, TeamMember
from eventsite.people.models import Person, User


class TrailLine(NamedTuple):
    """One thing that was done in an event; `who` is a name, or empty when no person did it.

    `times` counts how often on one day.
    """

    at: datetime
    verb: str
    who: str
    times: int = 1


#: Rows of the trail that are read to make its lines.
_READ = 500


def find_member(event_id: int, user_id: int) -> TeamMember | None:
    """A user's membership of an event's team."""
    return db.session.scalar(
        sa.select(TeamMember).where(TeamMember.event_id == event_id, TeamMember.user_id == user_id)
    )


def is_in_a_team(user_id: int) -> bool:
    """Whether the user belongs to the team of some event."""
    found = sa.select(TeamMember.id).where(TeamMember.user_id == user_id)
    return db.session.scalar(sa.select(found.exists())) or False


def members(event_id: int) -> Sequence[TeamMember]:
    """The team with its people, longest member first."""
    return db.session.scalars(
        sa.select(TeamMember)
        .where(TeamMember.event_id == event_id)
        .order_by(TeamMember.since, TeamMember.id)
    ).all()


def has_member_with_email(event_id: int, email: str) -> bool:
    """Whether somebody of the team signs in with this address."""
    found = (
        sa.select(TeamMember.id)
        .join(User, User.id == TeamMember.user_id)
        .where(TeamMember.event_id == event_id, User.email == email)
    )
    return db.session.scalar(sa.select(found.exists())) or False


def invitations(event_id: int) -> Sequence[TeamInvitation]:
    """Those not taken up yet, newest first."""
    return db.session.scalars(
        sa.select(TeamInvitation)
        .where(TeamInvitation.event_id == event_id, TeamInvitation.accepted.is_(None))
        .order_by(TeamInvitation.created.desc(), TeamInvitation.id.desc())
    ).all()


def find_invitation(event_id: int, email: str) -> TeamInvitation | None:
    """The invitation of an address, taken up or not."""
    return db.session.scalar(
        sa.select(TeamInvitation).where(
            TeamInvitation.event_id == event_id, TeamInvitation.email == email
        )
    )


def find_invitation_by_token(token: str) -> TeamInvitation | None:
    """The invitation of a mailed secret."""
    return db.session.scalar(
        sa.select(TeamInvitation).where(TeamInvitation.token_hash == text.hash_secret(token))
    )


def find_event_of(invitation: TeamInvitation) -> Event:
    """The event that somebody is invited to."""
    return db.session.get_one(Event, invitation.event_id)


def owned_series(user_id: int) -> frozenset[int]:
    """The series in which a user owns an event."""
    found = db.session.execute(
        sa.select(Event.series_id, TeamMember.duties)
        .join(TeamMember, TeamMember.event_id == Event.id)
        .where(TeamMember.user_id == user_id, Event.series_id.is_not(None))
    )
    return frozenset(row.series_id for row in found if Duty.OWNER in row.duties)


def owns_an_event(user_id: int) -> bool:
    """Whether the user is an owner of any event."""
    found = db.session.scalars(sa.select(TeamMember.duties).where(TeamMember.user_id == user_id))
    return any(Duty.OWNER in duties for duties in found)


def trail(
    event_id: int,
    verbs: Collection[str],
    subjects: Iterable[sa.Select[str]] = (),
    limit: int = 10,
) -> list[TrailLine]:
    """The last things done in an event, newest first, with the names of those who did them.

    `verbs` are those that can be worded; `subjects` select the keys of what belongs to the event.
    What one person did several times on one day (in UTC) is one line, at the last of these times.
    """
    about = [AuditRow.subject == f"event:{event_id}"]
    about += [AuditRow.subject.in_(keys) for keys in subjects]
    rows = db.session.execute(
        sa.select(AuditRow.at, AuditRow.verb, AuditRow.actor)
        .where(sa.or_(*about), AuditRow.verb.in_(verbs))
        .order_by(AuditRow.id.desc())
        .limit(_READ)
    ).all()
    alike: dict[tuple[str, str, date], list[datetime]] = {}
    for row in rows:
        alike.setdefault((row.verb, row.actor, row.at.date()), []).append(row.at)
    lines = list(alike.items())[:limit]
    names = names_of_actors(actor for (_, actor, _), _ in lines)
    return [
        TrailLine(ats[0], verb, names.get(actor, ""), len(ats)) for (verb, actor, _), ats in lines
    ]


def names_of_actors(actors: Iterable[str]) -> dict[str, str]:
    """The names of people by the keys under which they act (`user:7`); others are left out."""
    keys = {int(actor[5:]) for actor in actors if actor.startswith("user:")}
    people = db.session.execute(
        sa.select(User.id, Person)
        .join(Person, Person.id == User.person_id)
        .where(User.id.in_(keys))
    )
    return {f"user:{key}": person.name for key, person in people}
