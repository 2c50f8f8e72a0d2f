"""The organizers' page of one import: look, tick, take in or put aside."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.core import access, http
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.access import may, team
from eventsite.events.models import Duty, Event
from eventsite.exchange import here, lines, plan, queries, stored
from eventsite.exchange.actions import applying, bringing, ending
from eventsite.exchange.forms import imports as forms
from eventsite.exchange.manage import imports
from eventsite.exchange.models import IMPORT_LABELS, ImportState, ProgrammeImport
from eventsite.exchange.plan import Kind, Plan, Row
from eventsite.exchange.views import blueprint

_PATH = "/manage/events/<slug>/programme/imports/<int:number>"
#: Rows on one page.
SIZE = 50
#: What can be asked for beside one kind: rows with a doubt.
DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class _View:
    """Which rows of a plan the page shows."""

    kind: str
    page: int

    @classmethod
    def of(cls, values: "dict[str, str]") -> "_View":
        page = values.get("page", "")
        number = int(page) if page.isdecimal() and len(page) < 6 else 1
        return cls(values.get("kind", ""), max(1, number))

    def rows(self, found: Plan) -> list[Row]:
        if self.kind == DOUBTFUL:
            return [row for row in found.rows if row.doubts]
        if self.kind in set(Kind):
            return [row for row in found.rows if row.kind == self.kind]
        # What stays as it is needs nobody's eyes.
        return [row for row in found.rows if row.kind != Kind.SAME or row.doubts]


@blueprint.get(_PATH)
@team(Duty.AGENDA)
def an_import(event: Event, number: int) -> ResponseReturnValue:
    """What taking it in would do, row by row; afterwards what it did."""
    row = imports.of_number(event, number)
    if row.state == ImportState.MATCHING:
        return http.seen_other("exchange.import_columns", slug=event.slug, number=number)
    return _page(event, row, _View.of(request.args.to_dict()))


@blueprint.post(_PATH)
@team(Duty.AGENDA)
def choose_import(event: Event, number: int) -> ResponseReturnValue:
    """Keep what is ticked on this page, and turn to another."""
    row, view = imports.of_number(event, number), _View.of(request.form.to_dict())
    try:
        applying.choose(row, *forms.choices_of_request())
    except Refused as refused:
        return _page(event, row, view, refused.sentence), 422
    turn = {"next": 1, "previous": -1}.get(request.form.get("go", ""), 0)
    return http.seen_other(
        "exchange.an_import",
        slug=event.slug,
        number=number,
        kind=view.kind or None,
        page=max(1, view.page + turn),
    )


@blueprint.post(f"{_PATH}/zone")
@team(Duty.AGENDA)
def choose_import_zone(event: Event, number: int) -> ResponseReturnValue:
    """Say in which zone times without one are meant; the preview is made anew."""
    row, form = imports.of_number(event, number), forms.ZoneForm.of_request().offer(event.zone)
    if form.ok():
        try:
            applying.choose_zone(row, form.zone.data or "")
        except Refused as refused:
            form.refuse(refused, "zone")
        else:
            flash(gettext("The times are read in this time zone now."))
            return http.seen_other("exchange.an_import", slug=event.slug, number=number)
    return _page(event, row, _View("", 1), zone_form=form), 422


@blueprint.post(f"{_PATH}/days")
@team(Duty.COMMUNICATION)
def add_import_days(event: Event, number: int) -> ResponseReturnValue:
    """Give the event the days it lacks; whoever may edit its days may do so."""
    row = imports.of_number(event, number)
    try:
        bringing.add_days(event, row, access.actor_key())
    except Refused as refused:
        flash(refused.sentence, "bad")
    else:
        flash(gettext("The days are in the event. Sessions on them come in placed now."))
    return http.seen_other("exchange.an_import", slug=event.slug, number=number)


@blueprint.post(f"{_PATH}/apply")
@team(Duty.AGENDA)
def apply_import(event: Event, number: int) -> ResponseReturnValue:
    """Take in what is ticked on all pages, or everything; one undo takes it back."""
    row, view = imports.of_number(event, number), _View.of(request.form.to_dict())
    choices, seen = forms.choices_of_request()
    is_all = request.form.get("what") == "all"
    try:
        applying.choose(row, choices, seen)
        if is_all:
            applying.forget_choices(row)
        task = applying.order(event, row, _revision(), access.actor_key())
    except applying.Overtaken as overtaken:
        return _page(event, row, view, overtaken.sentence), 409
    except Refused as refused:
        return _page(event, row, view, refused.sentence), 422
    if task is not None:
        return http.seen_other("tasks.job", job_id=task)
    flash(
        gettext(
            "The programme is taken in. One undo on the grid takes its sessions, rooms and tracks"
            " back."
        )
    )
    return http.seen_other("exchange.an_import", slug=event.slug, number=number)


@blueprint.post(f"{_PATH}/discard")
@team(Duty.AGENDA)
def discard_import(event: Event, number: int) -> ResponseReturnValue:
    """Put an import aside and delete its files."""
    ending.discard(event, imports.of_number(event, number), access.actor_key())
    flash(gettext("The files are deleted. The programme stays as it is."))
    return http.seen_other("exchange.imports", slug=event.slug)


def _revision() -> int:
    said = request.form.get("revision", "")
    return int(said) if said.isdecimal() and len(said) < 12 else -1


def _page(
    event: Event,
    row: ProgrammeImport,
    view: _View,
    error: str = "",
    zone_form: forms.ZoneForm | None = None,
) -> str:
    g.rail_section = "agenda.builder"
    is_lost = row.state in _WORKING and queries.is_job_over(row)
    if row.source is None or row.state not in (ImportState.READY, ImportState.APPLYING):
        return _over(row, is_lost, error)
    if row.state == ImportState.APPLYING and not is_lost:
        return _over(row, is_lost, error)
    draft = here.of(event, queries.held(event))
    keys = queries.keys(event.id, row.identity)
    found = plan.plan(stored.read(row.source), draft, keys, row.zone)
    rows = view.rows(found)
    pages = max(1, -(-len(rows) // SIZE))
    at = min(view.page, pages)
    files = [one.name for one in row.files]
    wording = lines.Wording(draft, found, row.choices, files)
    if zone_form is None and found.is_floating:
        zone_form = forms.ZoneForm(zone=row.zone).offer(event.zone)
    return render_template(
        "exchange/an_import.html",
        row=row,
        error=error,
        tabs=_tabs(event, row, found, view),
        kind=view.kind,
        lines=wording.lines(rows[(at - 1) * SIZE : at * SIZE]),
        page=http.Page(rows, at, pages, len(rows)),
        counts=found.counts,
        doubtful=found.doubtful,
        doubts=[
            (lines.file_of(one, files), lines.said(one.where), lines.said(one.what))
            for one in found.doubts
        ],
        foreign=found.foreign_days,
        may_add_days=may(Duty.COMMUNICATION),
        zone_form=zone_form,
        revision=bringing.revision(event),
        may_match=imports.may_match(row),
        is_lost=is_lost,
        by_default=sum(bool(one.default) for one in found.rows),
    )


_WORKING = (ImportState.READING, ImportState.APPLYING)


def _over(row: ProgrammeImport, is_lost: bool, error: str) -> str:
    """The page of an import that waits for its job, failed, or is over."""
    is_mine = row.created_by == access.actor_key()
    return render_template(
        "exchange/import_over.html",
        row=row,
        error=error,
        is_lost=is_lost,
        labels=IMPORT_LABELS,
        problem=_problem(row),
        is_undone=queries.is_undone(row),
        may_match=imports.may_match(row),
        job_url=url_for("tasks.job", job_id=row.task_id) if is_mine and row.task_id else "",
    )


def _problem(row: ProgrammeImport) -> str:
    if not row.problem:
        return ""
    what = lines.said(stored.read_said(row.problem))
    if "where" not in row.problem:
        return what
    place = lines.said(stored.read_said(row.problem["where"]))
    return str(gettext("%(place)s: %(what)s", place=place, what=what))


def _tabs(
    event: Event, row: ProgrammeImport, found: Plan, view: _View
) -> Sequence[tuple[str, str, int, bool]]:
    """Ways to look at fewer rows, each with how many."""
    if view.kind and view.kind != DOUBTFUL and view.kind not in set(Kind):
        abort(404)
    counts = found.counts
    named = [(kind.value, gettext(lines.KIND_WORDS[kind]), counts[kind.value]) for kind in Kind]
    doubtful = sum(bool(one.doubts) for one in found.rows)
    everything = [("", gettext("To look at"), len(_View("", 1).rows(found)))]
    every = [*everything, *named, (DOUBTFUL, gettext("With a doubt"), doubtful)]
    return [
        (
            url_for("exchange.an_import", slug=event.slug, number=row.number, kind=key or None),
            label,
            count,
            key == view.kind,
        )
        for key, label, count in every
        if count or key in ("", view.kind)
    ]
