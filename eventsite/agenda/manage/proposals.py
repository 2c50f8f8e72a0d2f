"""The organizers' pages of proposals: ask for one, look at what it would move, accept, discard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import abort, flash, g, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsite.agenda import access as agenda_access
from eventsite.agenda import draft, jobs, naming, queries, suggestions, times
from eventsite.agenda.actions import proposals as actions
from eventsite.agenda.actions import stale
from eventsite.agenda.forms import proposals as forms
from eventsite.agenda.models import AgendaSession, Proposal, ProposalState
from eventsite.agenda.proposing import stored
from eventsite.agenda.queries import proposals as proposal_queries
from eventsite.agenda.views import blueprint
from eventsite.core import access, http
from eventsite.core import forms as core_forms
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext, ngettext
from eventsite.events.access import may, team
from eventsite.events.models import Duty, Event

# Importing `jobs` registers what `propose` orders.
__all__ = ["blueprint", "jobs"]


@dataclass(frozen=True)
class Line:
    """One session of a proposal: from where, to where, and why it cannot be accepted any more."""

    code: str
    title: str
    before: str = ""
    after: str = ""
    is_taken: bool = False
    is_overtaken: bool = False

    @property
    def may_take(self) -> bool:
        """Whether it can still be accepted."""
        return not self.is_taken and not self.is_overtaken


@blueprint.get("/manage/events/<slug>/programme/proposals")
@agenda_access.looks
def proposals(event: Event) -> str:
    """The newest proposals, and the form that asks for another."""
    return _list(event, forms.ProposeForm())


@blueprint.post("/manage/events/<slug>/programme/proposals")
@team(Duty.AGENDA)
def propose(event: Event) -> ResponseReturnValue:
    """Order a proposal; leads to the page of its job."""
    form = forms.ProposeForm.of_request()
    if form.ok():
        try:
            row = actions.order_proposal(
                event,
                form.scope.data == forms.PLACED_TOO,
                access.actor_key(),
                form.seed.data or 0,
                form.aim.data == forms.IN_ORDER,
            )
        except Refused as refused:
            form.refuse(refused, "scope")
        else:
            return http.seen_other("tasks.job", job_id=row.task_id)
    return _list(event, form), 422


@blueprint.get("/manage/events/<slug>/programme/proposals/<int:number>")
@agenda_access.looks
def proposal(event: Event, number: int) -> str:
    """What a proposal would move, and why not the others."""
    return _page(event, _of(event, number), forms.AcceptForm())


@blueprint.post("/manage/events/<slug>/programme/proposals/<int:number>/accept")
@team(Duty.AGENDA)
def accept_proposal(event: Event, number: int) -> ResponseReturnValue:
    """Place the ticked sessions, all in one step that undo takes back."""
    row, form = _of(event, number), forms.AcceptForm.of_request()
    codes = [way.code for way in stored.read(row.content).ways]
    form.codes.choices = core_forms.choices([(code, code) for code in codes])
    if form.ok():
        try:
            count = actions.accept_proposal(event, row.id, form.codes.data, access.actor_key())
        except Refused as refused:
            form.refuse(refused, "codes")
        else:
            flash(
                ngettext(
                    "%(num)s session is placed as proposed. One undo takes it back.",
                    "%(num)s sessions are placed as proposed. One undo takes them all back.",
                    count,
                )
            )
            return http.seen_other("agenda.proposal", slug=event.slug, number=row.id)
    return _page(event, row, form), 422


@blueprint.post("/manage/events/<slug>/programme/proposals/<int:number>/discard")
@team(Duty.AGENDA)
def discard_proposal(event: Event, number: int) -> ResponseReturnValue:
    """Put a proposal aside."""
    row = _of(event, number)
    try:
        actions.discard_proposal(event, row.id, access.actor_key())
    except Refused as refused:
        form = forms.AcceptForm()
        form.refuse(refused)
        return _page(event, row, form), 422
    flash(gettext("The proposal is discarded. The programme stays as it is."))
    return http.seen_other("agenda.proposals", slug=event.slug)


def _of(event: Event, number: int) -> Proposal:
    row = proposal_queries.find_proposal(event.id, number)
    if row is None:
        abort(404)
    return row


def _list(event: Event, form: forms.ProposeForm) -> str:
    g.rail_section = "agenda.builder"
    known = proposal_queries.proposals(event.id)
    return render_template(
        "agenda/proposals.html",
        form=form,
        known=[(row, lost, len(stored.read(row.content).ways)) for row, lost in known],
        may_edit=may(Duty.AGENDA),
    )


def _page(event: Event, row: Proposal, form: forms.AcceptForm) -> str:
    g.rail_section = "agenda.builder"
    content = stored.read(row.content)
    sessions, rooms = queries.sessions(event.id), queries.rooms(event.id)
    names = naming.names_of(event, sessions, rooms)
    known = _Known(
        {session.code: session for session in sessions},
        {room.id: room.names for room in rooms},
        {hours.day: hours for hours in draft.hours_of(event)},
    )
    return render_template(
        "agenda/proposal.html",
        form=form,
        proposal=row,
        content=content,
        lines=[_line(content, way, known) for way in content.ways],
        left=[(names.session(o.code) or o.code, suggestions.why(o, names)) for o in content.left],
        levels=suggestions.levels(content),
        is_ready=row.state == ProposalState.READY,
        may_accept=may(Duty.AGENDA) and row.state == ProposalState.READY,
        job_url=_job_of(row),
    )


def _job_of(row: Proposal) -> str:
    """Where the person who ordered it sees how far it is; empty when it is over."""
    if row.state != ProposalState.WORKING or row.actor != access.actor_key():
        return ""
    return url_for("tasks.job", job_id=row.task_id)


@dataclass(frozen=True)
class _Known:
    """What lines are written from: sessions by code, names of rooms, the event's days."""

    sessions: Mapping[str, AgendaSession]
    rooms: Mapping[int, Mapping[str, str]]
    days: Mapping[date, times.Hours]


def _line(content: stored.Content, way: stored.Way, known: _Known) -> Line:
    session = known.sessions.get(way.code)
    taken = way.code in content.taken
    if session is None:
        return Line(way.code, way.code, is_overtaken=not taken)
    wall = times.wall_of(known.days.get(way.day, times.Hours(way.day)), way.starts)
    rooms = [known.rooms[number] for number in way.rooms if number in known.rooms]
    return Line(
        way.code,
        stale.title(session),
        "" if taken else stale.where(session),
        stale.place_words(rooms, session.online, wall, session.minutes),
        taken,
        not taken and actions.is_overtaken(way, session),
    )
