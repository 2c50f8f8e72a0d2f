"""The job that proposes places for a whole programme."""

from typing import Any
from urllib.parse import urlsplit

from eventsite.agenda import proposing, queries
from eventsite.agenda.actions import proposals
from eventsite.agenda.models import Proposal
from eventsite.agenda.proposing import stored
from eventsite.agenda.queries import proposals as proposal_queries
from eventsite.core import i18n, tasks
from eventsite.core.db import db
from eventsite.core.i18n import N_, gettext
from eventsite.events.models import Event

#: What is said while each stage of `solving` runs.
_STAGES = (
    N_("Reading the programme."),
    N_("Looking for a place for everything, without a warning."),
    N_("Not everything fits without a warning. Looking for the fewest."),
    N_("Making it fairer for all time zones."),
    N_("Keeping each track in few rooms."),
)


@tasks.task("agenda.propose")
def propose(job: tasks.Job, proposal_id: int) -> dict[str, Any]:
    """Make a proposal; leads to its page. Refused when it was given up meanwhile."""
    row = db.session.get_one(Proposal, proposal_id)
    event = db.session.get_one(Event, row.event_id)
    seed, asked, slug = row.seed, stored.read(row.content), event.slug
    revision = queries.revision(event.id)
    sessions = queries.sessions(event.id)
    versions = {session.code: session.version for session in sessions}
    agenda = queries.checks_of(event, sessions)
    problem = proposal_queries.problem_of(event, agenda, None, asked.placed_too)
    # The search takes long; until its answer is written nothing is locked.
    db.session.rollback()
    found = _search(job, problem, seed, asked.in_order)
    first, left = proposing.first_fit(problem), proposing.why_not(problem, found)
    content = stored.content_of(problem, versions, first, found, left, asked)
    proposals.keep_proposal(proposal_id, revision, content, job.created_by)
    job.progress(len(_STAGES), len(_STAGES), gettext("The proposal is ready."))
    page = i18n.url_in(i18n.current_lang(), "agenda.proposal", slug=slug, number=proposal_id)
    return {"href": urlsplit(page).path, "label": gettext("Look at the proposal")}


def _search(
    job: tasks.Job, problem: proposing.Problem, seed: int, in_order: bool
) -> proposing.Placement:
    # A slow leaf: OR-Tools takes a second and 210 MB, so only this process has it.
    from eventsite.agenda.proposing import solving  # noqa: PLC0415

    return solving.solve(
        problem,
        seed,
        progress=lambda done, total: job.progress(done, total, gettext(_STAGES[done])),
        cancelled=lambda: job.stop_asked,
        in_order=in_order,
    )
