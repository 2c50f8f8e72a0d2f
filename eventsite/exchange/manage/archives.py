"""Full archives: an owner makes and fetches one of an event, staff take one in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import wtforms
from flask import Response, abort, flash, g, render_template, send_file
from flask.typing import ResponseReturnValue

from eventsite.core import access, forms, http, i18n, once, text, trace
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.core.sheets.source import Unreadable
from eventsite.events import queries as event_queries
from eventsite.events.access import team
from eventsite.events.models import Event
from eventsite.exchange.archive import actions, applying, jobs, making, reasons
from eventsite.exchange.archive.models import ArchiveState, KeptArchive
from eventsite.exchange.views.frame import blueprint

# Importing `jobs` registers what the buttons order.
__all__ = ["blueprint", "jobs"]

#: What staff read of an archive's rows, by table; the rest is counted together.
COUNTED = (
    ("event_days", N_("Days")),
    ("rooms", N_("Rooms")),
    ("tracks", N_("Tracks")),
    ("agenda_sessions", N_("Sessions")),
    ("speakers", N_("Speakers")),
    ("releases", N_("Versions of the programme")),
    ("registrations", N_("Registrations")),
    ("calls", N_("Calls")),
    ("submissions", N_("Entries")),
    ("key_deadlines", N_("Key deadlines")),
    ("team_members", N_("Members of the team")),
)
MATCHED = (
    ("persons", N_("People")),
    ("organisations", N_("Organisations")),
    ("series", N_("Series")),
    ("initiatives", N_("Initiatives")),
)


class BringForm(forms.Form):
    """An archive to be taken in."""

    file = wtforms.FileField(
        _l("ZIP file of an archive"),
        [forms.Required(_l("Choose the ZIP file of an archive."))],
        render_kw={"accept": ".zip"},
    )


class TakeForm(forms.Form):
    """Under which address the event stands here, and who sees it at first."""

    slug = forms.text_field(
        _l("Address"), 60, _l("Enter an address of small letters, digits and hyphens."),
        description=_l("The last part of the page's web address, like forum-2027."),
    )  # fmt: skip
    state = wtforms.SelectField(
        _l("Who sees it at first"),
        choices=forms.choices(
            [
                ("draft", _l("Only its team: it comes in as a draft")),
                ("same", _l("The same people as before: it comes in as it was")),
            ]
        ),
    )


@blueprint.get("/manage/events/<slug>/full-archive")
@team()
def full_archive(event: Event) -> str:
    """What an archive holds, the button that makes one, and one's own that can be fetched."""
    g.rail_section = "events.overview"
    return render_template(
        "exchange/full_archive.html",
        made=actions.made(event.id, access.actor_key()),
        **actions.settings(),
    )


@blueprint.post("/manage/events/<slug>/full-archive")
@team()
@once.press
def make_archive(event: Event) -> ResponseReturnValue:
    """Order an archive; leads to the page of its job."""
    kept = actions.order_archive(event, access.actor_key())
    return http.seen_other("tasks.job", job_id=kept.task_id)


@blueprint.get("/manage/events/<slug>/full-archive/<code>.zip")
@team()
def archive_file(event: Event, code: str) -> Response:
    """The file, for whoever ordered it; a note says who fetched it."""
    kept = actions.find(code, ArchiveState.MADE)
    if kept is None or (kept.event_id, kept.created_by) != (event.id, access.actor_key()):
        abort(404)
    path = making.path_of(kept.code)
    if not path.exists():
        abort(404)
    trace.note("event.archive_fetched", f"event:{event.id}", by=kept.created_by)
    response = send_file(
        path, mimetype="application/zip", as_attachment=True, download_name=kept.name
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.get("/staff/archives")
@access.staff
def take_in_archive() -> str:
    """Bring an archive; those that wait to be taken in."""
    return _list(BringForm())


@blueprint.post("/staff/archives")
@access.staff
@once.press
def bring_archive() -> ResponseReturnValue:
    """Keep the uploaded file and order its check; leads to the page of the job."""
    form = BringForm.of_request()
    if form.ok():
        try:
            kept = actions.bring(form.file.data, access.actor_key())
        except Unreadable as error:
            form.file.errors = [reasons.words(error)]
        else:
            return http.seen_other("tasks.job", job_id=kept.task_id)
    return _list(form), 422


@blueprint.get("/staff/archives/<code>")
@access.staff
def an_archive(code: str) -> str:
    """What is inside, and the form that takes it in."""
    kept = _brought(code)
    slug = kept.found.get("slug", "")
    free = slug if slug and event_queries.find_event(slug) is None else ""
    return _page(kept, TakeForm(slug=free))


@blueprint.post("/staff/archives/<code>")
@access.staff
def take_archive(code: str) -> ResponseReturnValue:
    """Order the archive to be taken in; leads to the page of the job."""
    kept, form = _brought(code), TakeForm.of_request()
    if form.ok():
        wish = applying.Wish(form.slug.data, form.state.data == "draft")
        try:
            job_id = actions.order_in(kept, wish, access.actor_key())
        except Refused as refused:
            form.refuse(refused)
        else:
            return http.seen_other("tasks.job", job_id=job_id)
    return _page(kept, form), 422


@blueprint.post("/staff/archives/<code>/discard")
@access.staff
def discard_archive(code: str) -> ResponseReturnValue:
    """Delete what was brought."""
    actions.discard(_brought(code), access.actor_key())
    flash(gettext("The archive is deleted. Nothing was taken in."))
    return http.seen_other("exchange.take_in_archive")


def _brought(code: str) -> KeptArchive:
    kept = actions.find(code, ArchiveState.BROUGHT, ArchiveState.CHECKED)
    if kept is None:
        abort(404)
    return kept


def _list(form: BringForm) -> str:
    g.rail_section = "exchange.take_in_archive"
    return render_template(
        "exchange/archives.html", form=form, brought=actions.brought(), **actions.settings()
    )


def _page(kept: KeptArchive, form: TakeForm) -> str:
    g.rail_section = "exchange.take_in_archive"
    found: Mapping[str, Any] = kept.found
    days = [
        date.fromisoformat(found[name]) for name in ("first_day", "last_day") if found.get(name)
    ]
    rows = found.get("rows", {})
    return render_template(
        "exchange/archive.html",
        form=form,
        kept=kept,
        is_checked=kept.state is ArchiveState.CHECKED,
        title=text.pick(found.get("title"), i18n.current_lang()),
        days=i18n.show_days(days[0], days[-1]) if days else "",
        facts=found,
        counts=[(gettext(said), rows[name]) for name, said in COUNTED if rows.get(name)],
        matched=[
            (gettext(said), *found["here"][name])
            for name, said in MATCHED
            if sum(found.get("here", {}).get(name, ()))
        ],
        is_taken=bool(found) and event_queries.find_event(found["slug"]) is not None,
    )
