"""Accepts and declines entries and tells their teams."""

from collections.abc import Mapping

from eventsite.calls import emails, queries, rules
from eventsite.calls.models import Call, State, Submission, Team
from eventsite.calls.verbs import Verb
from eventsite.core import audit, clock
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused, Stale

_NEWS = {State.ACCEPTED: Verb.ACCEPTED, State.DECLINED: Verb.DECLINED}


def accept(*, actor: str, call: Call, entry: Submission, version: int, note: str = "") -> None:
    """The entry is accepted; every member gets a mail with `note`. Raises Stale, Refused."""
    _decide(actor, call, entry, State.ACCEPTED, version, note)


def decline(*, actor: str, call: Call, entry: Submission, version: int, note: str = "") -> None:
    """The entry is declined; every member gets a mail with `note`. Raises Stale, Refused."""
    _decide(actor, call, entry, State.DECLINED, version, note)


def decide(
    *, actor: str, call: Call, target: State, versions: Mapping[str, int], note: str = ""
) -> list[Submission]:
    """Accept or decline several entries, all or none; `versions` by the entries' codes.

    Each leaves its own audit row. Raises Stale for the first that changed meanwhile, Refused when
    nothing is chosen or one cannot be decided so.
    """
    found = queries.chosen(call.id, list(versions))
    if not found or len(found) != len(versions):
        raise Refused(rules.Reason.NOTHING_CHOSEN)
    for entry in found:
        _decide(actor, call, entry, target, versions[entry.code], note)
    return found


def _decide(
    actor: str, call: Call, entry: Submission, target: State, version: int, note: str
) -> None:
    entry = lock(Submission, entry.id)
    if version != entry.version:
        mine = {"title": entry.title, "state": target.value}
        raise Stale(mine, {"title": entry.title, "state": entry.state.value})
    if reason := rules.why_not_move(entry.state, target):
        raise Refused(reason)
    before = {"state": entry.state.value}
    entry.state, entry.decided, entry.decision_note = target, clock.now(), note
    db.session.flush()
    audit.record(
        actor, _NEWS[target], f"submission:{entry.id}", before, {"state": entry.state.value}
    )
    emails.tell_team(target.value, entry, db.session.get_one(Team, entry.team_id), call)
