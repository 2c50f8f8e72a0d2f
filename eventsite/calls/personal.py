"""What calls keep about a person: gives it out, erases it, lets it expire."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from eventsite.calls import queries
from eventsite.calls.actions import teams as team_actions
from eventsite.calls.models import State, Submission, Team, TeamInvite, TeamMembership
from eventsite.calls.verbs import Verb
from eventsite.core import audit, clock, files, tasks
from eventsite.core.db import changed, db
from eventsite.core.files import File
from eventsite.people.models import Person, User

TABLES = frozenset({"team_memberships", "team_invites"})
#: Invitations that were used or ran out are kept so long, to look into complaints.
INVITES_KEPT = timedelta(days=30)


def export(person: Person) -> dict[str, Any]:
    """The person's entries with what their team wrote, as JSON-able values."""
    found = []
    for entry, team, call, event in queries.of_person(person.id):
        whole = queries.submission_of(team)
        found.append(
            {
                "event": event.slug,
                "call": call.title,
                "team": team.name,
                "entry": entry.code,
                "state": entry.state.value,
                "title": entry.title,
                "summary": whole.summary,
                "body": whole.body,
                "ai_statement": whole.ai_statement,
                "files": [one.file.name for one in whole.files],
                "submitted": entry.submitted.isoformat() if entry.submitted else None,
            }
        )
    return {"entries": found}


def uploads(person: Person) -> list[File]:
    """The files of the entries of the person's teams."""
    entries = [queries.submission_of(team) for _entry, team, *_rest in queries.of_person(person.id)]
    return [one.file for entry in entries for one in entry.files]


def erase(person: Person, now: datetime) -> None:
    """Take the person out of every team; an entry left by all is withdrawn and emptied.

    An accepted entry stays as the organizers decided on it, without any person. Run before the
    person's own addresses are erased, which invitations are found by.
    """
    addresses = {person.email, db.session.scalar(_account_address(person)) or ""} - {""}
    db.session.execute(sa.delete(TeamInvite).where(TeamInvite.email.in_(addresses)))
    memberships = sa.select(TeamMembership).where(TeamMembership.person_id == person.id)
    for mine in list(db.session.scalars(memberships)):
        members = queries.members(mine.team_id)
        entry = _entry_of(mine.team_id)
        team_actions.let_go(members, person.id)
        if len(members) == 1:
            # People who enter alone often give their own name.
            db.session.get_one(Team, mine.team_id).name = entry.code
        if len(members) == 1 and entry.state is not State.ACCEPTED:
            _empty(entry, now)
        audit.record(f"person:{person.id}", Verb.ERASED, f"submission:{entry.id}")
    db.session.flush()


def _account_address(person: Person) -> sa.Select[str]:
    return sa.select(User.email).where(User.person_id == person.id)


def _entry_of(team_id: int) -> Submission:
    team = queries.find_team(team_id)
    if team is None:
        raise LookupError(f"team:{team_id}")
    return queries.submission_of(team)


def _empty(entry: Submission, now: datetime) -> None:
    if entry.state in {State.DRAFT, State.SUBMITTED}:
        entry.state = State.WITHDRAWN
    entry.title = entry.summary = entry.body = entry.ai_statement = ""
    entry.decision_note, entry.saved = "", now
    stored = [one.file for one in entry.files]
    entry.files.clear()
    db.session.flush()
    for file in stored:
        files.discard(file)


def expire(now: datetime) -> int:
    """Remove invitations that ended more than thirty days ago; how many."""
    return changed(sa.delete(TeamInvite).where(TeamInvite.expires < now - INVITES_KEPT))


@tasks.periodic("calls.expire", every=timedelta(days=1))
def expire_daily() -> None:
    """What has expired goes."""
    expire(clock.now())
