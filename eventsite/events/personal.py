"""What the site keeps about a person as a member of teams: gives it out, erases it, expires it."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from eventsite.core import audit
from eventsite.core.db import changed, db
from eventsite.events import rules
from eventsite.events.models import Event, TeamInvitation, TeamMember
from eventsite.events.verbs import Verb
from eventsite.people import queries as people_queries
from eventsite.people.models import Person

#: Tables of this feature that speak of a person.
TABLES = frozenset({"team_members", "team_invitations"})
#: An invitation is kept so long after it was taken up or became too old.
KEPT_FOR = timedelta(days=30)


def export(person: Person) -> dict[str, Any]:
    """The person's teams, invitations to their address, and events whose contact that is."""
    user = people_queries.find_user(person)
    teams = (
        sa.select(Event.slug, TeamMember.duties, TeamMember.since)
        .join(Event, Event.id == TeamMember.event_id)
        .where(TeamMember.user_id == (user.id if user else None))
        .order_by(TeamMember.id)
    )
    invited = (
        sa.select(Event.slug, TeamInvitation.duties, TeamInvitation.created)
        .join(Event, Event.id == TeamInvitation.event_id)
        .where(TeamInvitation.email.in_(_addresses(person)))
        .order_by(TeamInvitation.id)
    )
    return {
        "teams": _lines(teams),
        "invitations": _lines(invited),
        "contact_of": [event.slug for event in _contact_of(_addresses(person))],
    }


def erase(person: Person, now: datetime) -> None:  # noqa: ARG001  # every room takes it
    """Take the person out of every team, forget invitations to their address and it as a contact.

    A last owner goes too: staff can always take the event over.
    """
    user = people_queries.find_user(person)
    if user is not None:
        mine = TeamMember.user_id == user.id
        keys = list(db.session.scalars(sa.select(TeamMember.event_id).where(mine)))
        db.session.execute(sa.delete(TeamMember).where(mine))
        for key in keys:
            before = {"user": user.id}
            audit.record(f"person:{person.id}", Verb.MEMBER_REMOVED, f"event:{key}", before)
    addresses = _addresses(person)
    others = [a for a in addresses if len(people_queries.persons_with_email(a)) > 1]
    gone = [address for address in addresses if address not in others]
    db.session.execute(sa.delete(TeamInvitation).where(TeamInvitation.email.in_(gone)))
    # Participants would write to nobody: the team is told to name another contact.
    for event in _contact_of(gone):
        event.contact_name = event.contact_email = ""
    db.session.flush()


def expire(now: datetime) -> int:
    """Forget invitations that were taken up or too old a month ago; how many."""
    return changed(
        sa.delete(TeamInvitation).where(
            TeamInvitation.created < now - rules.INVITATION_LASTS - KEPT_FOR
        )
    )


def _addresses(person: Person) -> list[str]:
    user = people_queries.find_user(person)
    return sorted({person.email, user.email if user else ""} - {""})


def _contact_of(addresses: list[str]) -> list[Event]:
    """The events that name one of these addresses as their contact."""
    wanted = sa.func.lower(Event.contact_email).in_([address.lower() for address in addresses])
    return list(db.session.scalars(sa.select(Event).where(wanted).order_by(Event.id)))


def _lines(found: sa.Select[str, list[str], datetime]) -> list[dict[str, Any]]:
    return [
        {"event": slug, "duties": duties, "at": at.isoformat()}
        for slug, duties, at in db.session.execute(found)
    ]
