"""An organizer's events, the overview of one with its state, and the staff's first page."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from flask import current_app, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsite.core import access, clock, http
from eventsite.core.db import lock
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_, gettext
from eventsite.events import access as event_access
from eventsite.events import actions, queries, readiness, rules, states, wording, workspace
from eventsite.events.manage import frame
from eventsite.events.models import Event, EventState
from eventsite.events.models.event import KIND_LABELS, MODE_LABELS
from eventsite.events.views import blueprint

STATE_WORDS = {
    EventState.DRAFT: (N_("Draft"), ""),
    EventState.PUBLISHED: (N_("Published"), "good"),
    EventState.CANCELLED: (N_("Cancelled"), "bad"),
    EventState.ARCHIVED: (N_("Archived"), ""),
}


#: What each staff page is for.
ABOUT = {
    "events.my_workspaces": N_("Every event with its workspace, drafts too."),
    "events.all_series": N_("Events that come again, such as the forums."),
    "events.all_initiatives": N_("What several events work towards."),
    "people.organisations": N_("The directory: who is a member, of which category and size."),
    "people.proposals": N_("Names people have typed that are not in the directory yet."),
    "reference.country_groups": N_("Regions and groups of countries that figures count by."),
    "outbox.mails": N_("What was sent, what waits and what failed."),
    "site.components": N_("Every part of the design, to look at."),
}


@blueprint.get("/manage")
@access.signed_in
def my_workspaces() -> ResponseReturnValue:
    """The events in whose team the reader is; for staff all of them."""
    user = access.current_user()
    found = queries.of_everybody() if user.is_staff else queries.of_team(user.id)
    may_create = user.is_staff or bool(queries.owned_series(user.id))
    return render_template(
        "events/workspaces.html",
        found=len(found),
        groups=_by_time(found, clock.now().date()),
        may_create=may_create,
        is_staff=user.is_staff,
        kinds=KIND_LABELS,
        states=STATE_WORDS,
        wording=wording,
    )


def _by_time(found: Sequence[queries.Line], today: date) -> list[tuple[str, list[queries.Line]]]:
    """Coming events, soonest first; those without a day; past ones, latest first."""
    coming = [line for line in found if line.last_day is not None and line.last_day >= today]
    undated = [line for line in found if line.last_day is None]
    past = [line for line in found if line.last_day is not None and line.last_day < today]
    groups = [
        (N_("Now and coming"), coming[::-1]),
        (N_("Without a date"), undated),
        (N_("Past"), past),
    ]
    return [(words, lines) for words, lines in groups if lines]


@blueprint.get("/manage/events/<slug>")
@event_access.member
def overview(event: Event) -> ResponseReturnValue:
    """State, what is still to do, key facts and deadlines, and what was done last."""
    todos = [*readiness.todos(event, queries.parts(event.id)), *workspace.todos(event)]
    now = clock.now()
    return render_template(
        "events/overview.html",
        todos=[_for_visitor(todo) for todo in todos],
        why_not={
            "publish": states.why_not_publish(event, readiness.needed(todos)),
            "unpublish": states.why_not_unpublish(event, workspace.holds(event)),
            "cancel": states.why_not_cancel(event),
            "archive": states.why_not_archive(event, now),
        },
        is_owner=event_access.may(),
        may_copy=event.series_id is not None or access.current_user().is_staff,
        deadlines=queries.deadlines(event.id),
        deadline_kinds=rules.DEADLINE_KINDS,
        trail=workspace.trail(event),
        trail_words=workspace.trail_words(),
        kind=KIND_LABELS[event.kind],
        mode=MODE_LABELS[event.mode],
        state=STATE_WORDS[event.state],
        wording=wording,
        now=now,
        page_url=_page_url(event),
    )


def _for_visitor(todo: readiness.Todo) -> readiness.Todo:
    """Without the way to a page that the visitor's duties do not open."""
    view = current_app.view_functions.get(todo.endpoint)
    return todo if view and event_access.opens(view) else replace(todo, endpoint="")


def _page_url(event: Event) -> str:
    known = "site.event" in current_app.view_functions
    return url_for("site.event", slug=event.slug) if known else ""


@blueprint.post("/manage/events/<slug>/publish")
@event_access.team()
def publish(event: Event) -> ResponseReturnValue:
    """Everybody sees the event from now on."""
    action = partial(actions.publish, event=event, more=workspace.todos(event))
    return _step(event, action, gettext("The event is published."))


@blueprint.post("/manage/events/<slug>/unpublish")
@event_access.team()
def unpublish(event: Event) -> ResponseReturnValue:
    """Back to draft."""
    # Nobody registers between the question and the answer.
    event = lock(Event, event.id)
    action = partial(actions.unpublish, event=event, holds=workspace.holds(event))
    return _step(event, action, gettext("The event is a draft again."))


@blueprint.post("/manage/events/<slug>/archive")
@event_access.team()
def archive(event: Event) -> ResponseReturnValue:
    """Read-only from now on."""
    action = partial(actions.archive, event=event)
    return _step(event, action, gettext("The event is archived."))


def _step(event: Event, action: Callable[..., None], sentence: str) -> ResponseReturnValue:
    try:
        action(actor=access.actor_key())
    except Refused as refused:
        # Nothing was changed, and the overview says why again beside the button.
        flash(refused.sentence, "bad")
        return http.seen_other("events.overview", slug=event.slug)
    return frame.saved("events.overview", event, sentence)


@blueprint.get("/staff")
@access.staff
def staff_index() -> ResponseReturnValue:
    """All staff pages."""
    pages = [(*page, ABOUT.get(page[0], "")) for page in workspace.staff_pages()[1:]]
    return render_template("events/staff_index.html", pages=pages)
