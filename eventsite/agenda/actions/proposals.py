"""Orders proposals for a whole programme, keeps them, accepts them whole or in part."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from eventsite.agenda import checks, queries, rules, words
from eventsite.agenda.actions import moving, stale
from eventsite.agenda.models import AgendaSession, Proposal, ProposalState
from eventsite.agenda.proposing import stored
from eventsite.agenda.queries import proposals as proposal_queries
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock, tasks
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_
from eventsite.events.models import Event

_RULES = [rule for rule in checks.Rule if rule in checks.OF_MOVES]


class Reason(StrEnum):
    """Why no proposal is made or accepted."""

    NOTHING = N_(
        "Every session stands on the programme already. Choose that placed sessions may move, too."
    )
    ALL_LOCKED = N_("No session may be moved: there is none, or all of them are locked.")
    RUNS = N_("A proposal is being made already. Wait for it, or cancel its job.")
    OVER = N_("This proposal was accepted or discarded meanwhile. Ask for a new one.")
    NONE_CHOSEN = N_("Tick at least one session.")
    CHANGED = N_(
        "Somebody has changed this since the proposal was made: %(titles)s. The others can still"
        " be accepted."
    )
    TAKEN = N_(
        "Meanwhile something else stands there, or a rule would be broken: %(titles)s. Take these"
        " out and accept the others, or ask for a new proposal."
    )


def order_proposal(
    event: Event, placed_too: bool, actor: str, seed: int = 0, in_order: bool = False
) -> Proposal:
    """Order the job that proposes places.

    `placed_too`: unlocked placed sessions may move. `in_order`: see `solving.solve`.
    """
    rules.require_open(event)
    lock(Event, event.id)
    if not any(day.cancelled is None for day in event.days):
        raise Refused(rules.Reason.NO_DAYS)
    known = proposal_queries.proposals(event.id)
    if any(row.state == ProposalState.WORKING and not lost for row, lost in known):
        raise Refused(Reason.RUNS)
    agenda = queries.checks_of(event)
    if not proposal_queries.problem_of(event, agenda, None, placed_too).movable:
        raise Refused(Reason.ALL_LOCKED if placed_too else Reason.NOTHING)
    proposal = Proposal(
        event_id=event.id,
        actor=actor,
        created=clock.now(),
        revision=queries.revision(event.id),
        seed=seed,
        content=stored.dump(stored.Content(placed_too, in_order)),
    )
    db.session.add(proposal)
    db.session.flush()
    row = tasks.enqueue("agenda.propose", created_by=actor, proposal_id=proposal.id)
    proposal.task_id = row.id
    db.session.flush()
    after = {"proposal": proposal.id}
    audit.record(actor, Verb.PROPOSAL_ORDERED, f"event:{event.id}", after=after)
    return proposal


def keep_proposal(proposal_id: int, revision: int, content: stored.Content, actor: str) -> None:
    """Write down what the job found; refused when it is not waited for any more."""
    proposal = lock(Proposal, proposal_id)
    _require(proposal, ProposalState.WORKING)
    proposal.revision, proposal.content = revision, stored.dump(content)
    proposal.state = ProposalState.READY
    db.session.flush()
    after = {"proposal": proposal.id, "sessions": len(content.ways)}
    audit.record(actor, Verb.PROPOSAL_MADE, f"event:{proposal.event_id}", after=after)


def accept_proposal(event: Event, number: int, codes: Collection[str], actor: str) -> int:
    """Place the chosen sessions as proposed, in one step; how many.

    All or none, audited as the move that it is. Refused, naming them, when somebody changed one
    of them since, or when their places were taken meanwhile.
    """
    rules.require_open(event)
    proposal = lock(Proposal, number)
    _require(proposal, ProposalState.READY)
    content = stored.read(proposal.content)
    ways = [way for way in content.open if way.code in set(codes)]
    if not ways:
        raise Refused(Reason.NONE_CHOSEN, "codes")
    known = queries.movable(event.id, [way.code for way in ways])
    _refuse(Reason.CHANGED, [w for w in ways if is_overtaken(w, known.get(w.code))], known)
    _refuse(Reason.TAKEN, _taken(event, ways), known)
    moving.place_all(event, [_move(known[way.code], way) for way in ways], actor)
    done = content.accepted(frozenset(codes))
    proposal.content = stored.dump(done)
    if not done.open:
        proposal.state = ProposalState.ACCEPTED
    db.session.flush()
    return len(ways)


def discard_proposal(event: Event, number: int, actor: str) -> None:
    """Put a proposal aside."""
    proposal = lock(Proposal, number)
    _require(proposal, ProposalState.READY)
    proposal.state = ProposalState.DISCARDED
    db.session.flush()
    after = {"proposal": proposal.id}
    audit.record(actor, Verb.PROPOSAL_DISCARDED, f"event:{event.id}", after=after)


def is_overtaken(way: stored.Way, session: AgendaSession | None) -> bool:
    """Whether a session was changed, locked or deleted since it was proposed."""
    return session is None or session.version != way.version or session.is_locked


def _require(proposal: Proposal, state: ProposalState) -> None:
    if proposal.state != state:
        raise Refused(Reason.OVER)


def _refuse(reason: Reason, ways: Sequence[stored.Way], known: dict[str, AgendaSession]) -> None:
    """Refuse with the titles of these sessions, if there are any; a deleted one by its code."""
    titles = [stale.title(known[w.code]) if w.code in known else w.code for w in ways]
    if titles:
        raise Refused(reason, "codes", titles=words.listed(titles))


def _taken(event: Event, ways: Sequence[stored.Way]) -> list[stored.Way]:
    """Those that would break a rule that holds and is not broken by the same sessions now."""
    agenda = queries.checks_of(event)
    problem = proposal_queries.problem_of(event, agenda, [way.code for way in ways])
    found = {finding.key for finding in checks.find(agenda, _RULES)}
    after = checks.find(problem.applied(stored.placement(problem, ways)), _RULES)
    broken = {
        code
        for finding in after
        if finding.level in checks.HOLDING and finding.key not in found
        for code in finding.sessions
    }
    return [way for way in ways if way.code in broken]


def _move(session: AgendaSession, way: stored.Way) -> moving.Move:
    placement = moving.Placement(way.day, way.starts, way.rooms, session.online)
    return moving.Move(session, placement, way.version)
