"""Invites people to an event's team, changes what they may do there, lets them go."""

from collections.abc import Iterable

import sqlalchemy as sa

from eventsite.core import audit, clock, text
from eventsite.core.db import changed, db, lock
from eventsite.core.errors import Refused
from eventsite.events import emails, queries, rules
from eventsite.events.actions import revising
from eventsite.events.models import Duty, Event, TeamInvitation, TeamMember
from eventsite.events.verbs import Verb
from eventsite.people.models import User


def invite_member(
    *, actor: str, event: Event, email: str, duties: Iterable[str], lang: str
) -> TeamInvitation:
    """Mail a secret link that works once within two weeks; a second invitation replaces the first.

    Refused: no duty, somebody of that address is in the team.
    """
    revising.open_to_change(event)
    address = email.strip().lower()
    chosen = _duties(duties)
    if queries.has_member_with_email(event.id, address):
        raise Refused(rules.Reason.MEMBER_ALREADY, "email")
    token, now = text.new_secret(), clock.now()
    invitation = queries.find_invitation(event.id, address)
    if invitation is None:
        invitation = TeamInvitation(event_id=event.id, email=address)
        db.session.add(invitation)
    invitation.duties = chosen
    invitation.token_hash = text.hash_secret(token)
    invitation.invited_by = actor
    invitation.created, invitation.expires = now, now + rules.INVITATION_LASTS
    invitation.accepted = None
    db.session.flush()
    emails.send_invitation(invitation, event, token, lang)
    after = {"invitation": invitation.id, "duties": chosen}
    audit.record(actor, Verb.INVITED, f"event:{event.id}", after=after)
    return invitation


def withdraw_invitation(*, actor: str, event: Event, invitation: TeamInvitation) -> None:
    """The mailed link works no more, and nothing is kept of the address."""
    before = {"invitation": invitation.id, "duties": invitation.duties}
    db.session.delete(invitation)
    db.session.flush()
    audit.record(actor, Verb.INVITATION_WITHDRAWN, f"event:{event.id}", before)


def accept_invitation(*, token: str, user: User) -> TeamMember:
    """The user joins the team; duties add up with those they had. Refused: used, old, withdrawn."""
    now = clock.now()
    used = changed(
        sa.update(TeamInvitation)
        .where(
            TeamInvitation.token_hash == text.hash_secret(token),
            TeamInvitation.accepted.is_(None),
            TeamInvitation.expires > now,
        )
        .values(accepted=now)
    )
    invitation = queries.find_invitation_by_token(token)
    if not used or invitation is None:
        raise Refused(rules.Reason.INVITATION_GONE)
    db.session.refresh(invitation)
    lock(Event, invitation.event_id)
    member = _add(invitation.event_id, user, invitation.duties)
    after = {"user": user.id, "duties": member.duties}
    audit.record(f"user:{user.id}", Verb.JOINED, f"event:{invitation.event_id}", after=after)
    return member


def add_member(*, actor: str, event: Event, user: User, duties: Iterable[str]) -> TeamMember:
    """Give a user duties without a mail, beside those already held; for loaders and commands."""
    member = _add(event.id, user, duties)
    after = {"user": user.id, "duties": member.duties}
    audit.record(actor, Verb.JOINED, f"event:{event.id}", after=after)
    return member


def _add(event_id: int, user: User, duties: Iterable[str]) -> TeamMember:
    member = queries.find_member(event_id, user.id)
    if member is None:
        member = TeamMember(event_id=event_id, user_id=user.id, duties=[], since=clock.now())
        db.session.add(member)
    member.duties = rules.duties_of([*member.duties, *duties])
    db.session.flush()
    return member


def change_duties(*, actor: str, event: Event, member: TeamMember, duties: Iterable[str]) -> None:
    """Set what a member may do. Refused: no duty left, or no owner."""
    chosen = _duties(duties)
    lock(Event, event.id)
    if Duty.OWNER not in chosen and rules.is_last_owner(member, queries.members(event.id)):
        raise Refused(rules.Reason.LAST_OWNER, "duties")
    before = {"user": member.user_id, "duties": member.duties}
    member.duties = chosen
    db.session.flush()
    after = {"user": member.user_id, "duties": chosen}
    audit.record(actor, Verb.DUTIES_CHANGED, f"event:{event.id}", before, after)


def remove_member(*, actor: str, event: Event, member: TeamMember) -> None:
    """Take somebody out of the team. Refused: the last owner."""
    lock(Event, event.id)
    if rules.is_last_owner(member, queries.members(event.id)):
        raise Refused(rules.Reason.LAST_OWNER)
    before = {"user": member.user_id, "duties": member.duties}
    db.session.delete(member)
    db.session.flush()
    audit.record(actor, Verb.MEMBER_REMOVED, f"event:{event.id}", before)


def _duties(chosen: Iterable[str]) -> list[str]:
    duties = rules.duties_of(chosen)
    if not duties:
        raise Refused(rules.Reason.NO_DUTY, "duties")
    return duties
