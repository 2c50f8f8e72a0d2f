"""Starts teams, asks people to join, takes them in and lets them go."""

from eventsite.calls import deadlines, emails, queries, rules
from eventsite.calls.actions.holding import hold
from eventsite.calls.models import Call, Submission, Team, TeamInvite, TeamMembership
from eventsite.calls.verbs import Verb
from eventsite.core import audit, clock, text
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.people.models import Person


def start_team(*, actor: str, call: Call, person: Person, name: str) -> Team:
    """A team led by the person, with an empty draft of its entry.

    Refused: the call takes no teams now, the person has one, no name.
    """
    now = clock.now()
    if not name:
        raise Refused(rules.Reason.TEAM_NAME, "name")
    # Whoever presses twice, or joins elsewhere meanwhile, waits here.
    lock(Person, person.id)
    if reason := rules.why_not_start(deadlines.phase(call, now), _in_call(call, person.id)):
        raise Refused(reason)
    team = Team(code=text.new_code(), call_id=call.id, name=name, created=now)
    db.session.add(team)
    db.session.flush()
    db.session.add(
        TeamMembership(team_id=team.id, person_id=person.id, is_lead=True, since=now),
    )
    entry = Submission(
        code=text.new_code(), call_id=call.id, team_id=team.id, created=now, saved=now
    )
    db.session.add(entry)
    db.session.flush()
    after = {"call": call.id, "team": team.id, "state": entry.state.value}
    audit.record(actor, Verb.STARTED, f"submission:{entry.id}", after=after)
    return team


def invite(*, actor: str, team: Team, email: str, lang: str) -> TeamInvite:
    """Mail a secret link that works once within two weeks; a second one replaces the first.

    Refused: no room, a member's own address, teams closed, the entry was sent.
    """
    now = clock.now()
    team = hold(team.id)
    entry = queries.submission_of(team)
    address = email.strip().lower()
    waiting = queries.pending(team.id, now)
    others = [each for each in waiting if each.email != address]
    reason = rules.why_not_invite(
        deadlines.phase(team.call, now), entry.state, queries.size(team.id), len(others),
        team.call.team_sizes,
    )  # fmt: skip
    if reason is None and queries.has_member_with(team.id, address):
        reason = rules.Reason.MEMBER_ALREADY
    if reason:
        raise Refused(reason, "email")
    token = text.new_secret()
    row = queries.find_invite_to(team.id, address)
    if row is None:
        row = TeamInvite(team_id=team.id, email=address)
        db.session.add(row)
    row.token_hash, row.accepted = text.hash_secret(token), None
    row.created, row.expires = now, now + rules.INVITE_LASTS
    db.session.flush()
    emails.send_invite(row, team, team.call, token, lang)
    audit.record(actor, Verb.INVITED, f"submission:{entry.id}", after={"invite": row.id})
    return row


def withdraw_invite(*, actor: str, team: Team, invite: TeamInvite) -> None:
    """The mailed link works no more, and nothing is kept of the address."""
    entry = queries.submission_of(team)
    key = invite.id
    db.session.delete(invite)
    db.session.flush()
    audit.record(actor, Verb.INVITE_WITHDRAWN, f"submission:{entry.id}", {"invite": key})


def join(*, actor: str, token: str, person: Person) -> Team:
    """Take the invitation up. Refused: used or old, full, teams closed, in another team."""
    now = clock.now()
    found = queries.find_invite(token, now)
    if found is None:
        raise Refused(rules.Reason.INVITE_GONE)
    team = hold(found.team_id)
    lock(Person, person.id)
    row = queries.find_invite(token, now)
    if row is None:
        raise Refused(rules.Reason.INVITE_GONE)
    entry, size = queries.submission_of(team), queries.size(team.id)
    phase, call = deadlines.phase(team.call, now), team.call
    elsewhere = _in_call(call, person.id) or queries.find_membership(team.id, person.id) is not None
    if reason := rules.why_not_join(phase, entry.state, size, call.team_sizes, elsewhere):
        raise Refused(reason)
    row.accepted = now
    member = TeamMembership(team_id=team.id, person_id=person.id, since=now)
    db.session.add(member)
    db.session.flush()
    after = {"membership": member.id, "members": size + 1}
    audit.record(actor, Verb.JOINED, f"submission:{entry.id}", {"members": size}, after)
    return team


def leave(*, actor: str, team: Team, person: Person) -> None:
    """The person goes; the lead passes to whoever joined first. Refused: sent, last member."""
    team = hold(team.id)
    entry, members = queries.submission_of(team), queries.members(team.id)
    if reason := rules.why_not_leave(entry.state, len(members)):
        raise Refused(reason)
    let_go(members, person.id)
    before, after = {"members": len(members)}, {"members": len(members) - 1}
    audit.record(actor, Verb.LEFT, f"submission:{entry.id}", before, after)


def let_go(members: list[TeamMembership], person_id: int) -> None:
    """Take a person out of the team, passing the lead on."""
    mine = next(member for member in members if member.person_id == person_id)
    others = [member for member in members if member is not mine]
    if mine.is_lead and others:
        min(others, key=lambda member: member.id).is_lead = True
    db.session.delete(mine)
    db.session.flush()


def _in_call(call: Call, person_id: int) -> bool:
    return call.one_team_each and queries.teams_in(call.id, person_id) > 0
