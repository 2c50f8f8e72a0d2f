"""Saves drafts, hands entries in, takes them back, withdraws them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from eventsite.calls import deadlines, emails, queries, rules, wording
from eventsite.calls.actions.holding import hold
from eventsite.calls.models import State, Submission, Team
from eventsite.calls.verbs import Verb
from eventsite.core import audit, clock
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused, Stale

#: What a team writes; anything else of a submission moves by its own action.
WRITTEN = (
    "title", "lang", "kind", "theme_id", "summary", "body", "sdgs", "ai_statement", "may_publish",
)  # fmt: skip


def save_draft(*, actor: str, team: Team, version: int, said: Mapping[str, Any]) -> Submission:
    """Keep what the team wrote, complete or not; safe to repeat.

    `said` holds some of WRITTEN. Raises Stale with both texts when a fellow member saved since
    `version`; Refused when sent, too late, or for an answer that the call does not offer.
    """
    now = clock.now()
    entry = lock(Submission, queries.submission_of(team).id)
    call = team.call
    before = {name: getattr(entry, name) for name in WRITTEN if name in said}
    if version != entry.version:
        raise Stale(_texts({name: said[name] for name in before}), _texts(before))
    if reason := rules.why_not_write(deadlines.phase(call, now), entry.state):
        raise Refused(reason)
    if unknown := rules.unknown_choice(call, said, {theme.id for theme in call.themes}):
        raise Refused(rules.Reason.NOT_OFFERED, unknown)
    for name in before:
        setattr(entry, name, said[name])
    entry.saved = now
    db.session.flush()
    # Which fields changed, never what they say.
    changed = sorted(name for name, value in before.items() if value != getattr(entry, name))
    after = {"version": entry.version, "fields": changed}
    audit.record(actor, Verb.SAVED, f"submission:{entry.id}", {"version": version}, after)
    return entry


def problems(team: Team, entry: Submission) -> list[rules.Problem]:
    """What is still missing before the entry can be sent."""
    call = team.call
    found = rules.problems(
        entry,
        call,
        members=queries.size(team.id),
        files=len(entry.files),
        themes=len(call.themes),
        sizes_said=wording.sizes(call.team_sizes),
    )
    return list(found)


def submit(*, actor: str, team: Team) -> Submission:
    """Hand the entry in; every member gets a mail.

    Refused: too late (grace included), sent already, or the first thing that is missing.
    """
    now = clock.now()
    team = hold(team.id)
    entry = queries.submission_of(team)
    if reason := rules.why_not_write(deadlines.phase(team.call, now), entry.state):
        raise Refused(reason)
    if found := problems(team, entry):
        raise Refused(found[0].reason, found[0].field, **found[0].facts)
    _move(actor, Verb.SUBMITTED, entry, State.SUBMITTED, now)
    emails.tell_team("submitted", entry, team, team.call)
    return entry


def reopen(*, actor: str, team: Team) -> Submission:
    """A draft again, to be sent once more before the deadline. Refused after it."""
    now = clock.now()
    team = hold(team.id)
    entry = queries.submission_of(team)
    if reason := rules.why_not_reopen(deadlines.phase(team.call, now), entry.state):
        raise Refused(reason)
    _move(actor, Verb.REOPENED, entry, State.DRAFT, now)
    return entry


def withdraw(*, actor: str, team: Team) -> Submission:
    """The team takes no part any more; every member gets a mail. Refused once declined."""
    now = clock.now()
    team = hold(team.id)
    entry = queries.submission_of(team)
    if reason := rules.why_not_move(entry.state, State.WITHDRAWN):
        raise Refused(reason)
    _move(actor, Verb.WITHDRAWN, entry, State.WITHDRAWN, now)
    emails.tell_team("withdrawn", entry, team, team.call)
    return entry


def _move(actor: str, verb: Verb, entry: Submission, target: State, now: datetime) -> None:
    before = {"state": entry.state.value}
    entry.state = target
    if target is State.SUBMITTED:
        entry.submitted = now
    db.session.flush()
    audit.record(actor, verb, f"submission:{entry.id}", before, {"state": target.value})


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {name.replace("_", " "): _said(value) for name, value in values.items()}


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
