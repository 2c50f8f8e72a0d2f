"""Publishing the programme: the preview with its changes, the versions so far, going back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import (
    actions,
    changes,
    checking,
    checks,
    digest,
    forms,
    queries,
    remarks,
    succession,
    telling,
    words,
)
from eventsite.agenda.manage import builder
from eventsite.agenda.models import DigestState, SessionKind
from eventsite.agenda.queries import digests as told_queries
from eventsite.agenda.views import blueprint
from eventsite.core import access, clock, http
from eventsite.core import forms as core_forms
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events.models import Duty, Event


@blueprint.route("/manage/events/<slug>/programme/publish", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
def publish(event: Event) -> ResponseReturnValue:
    """What would change for visitors, and the button that publishes it."""
    form: forms.PublishForm = forms.PublishForm.of_request()
    core_forms.set_languages(form, event.text_langs)
    if form.ok():
        try:
            release = actions.publish(
                event,
                access.actor_key(),
                form.fingerprint.data or "",
                form.note.data,
                form.reasons,
            )
        except actions.Unexplained as refused:
            for rule in refused.broken:
                form.refuse(refused, forms.reason_of(rule))
        except Refused as refused:
            form.refuse(refused)
        else:
            said = gettext("Version %(number)s is published.", number=release.number)
            flash(str(said))
            return http.seen_other("agenda.versions", slug=event.slug)
    return _preview(event, form)


@blueprint.route("/manage/events/<slug>/programme/versions", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
def versions(event: Event) -> ResponseReturnValue:
    """Every version; a POST publishes an earlier one again."""
    form: forms.GoBackForm = forms.GoBackForm.of_request()
    if form.ok():
        try:
            release = actions.go_back(
                event, form.number.data or 0, access.actor_key(), form.latest.data or 0, {}
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("This is published as version %(number)s.", number=release.number))
            return http.seen_other("agenda.versions", slug=event.slug)
    return _list(event, form)


@blueprint.post("/manage/events/<slug>/programme/versions/<int:number>/take-back")
@event_access.team(Duty.AGENDA)
def take_back(event: Event, number: int) -> ResponseReturnValue:
    """Take the newest version back while nobody was told of it."""
    try:
        release = actions.take_back(event, number, access.actor_key())
    except Refused as refused:
        form: forms.GoBackForm = forms.GoBackForm()
        form.refuse(refused)
        return _list(event, form)
    said = gettext(
        "Version %(number)s is taken back, nobody is told of it. Visitors see version %(newest)s.",
        number=number,
        newest=release.number,
    )
    flash(str(said))
    return http.seen_other("agenda.versions", slug=event.slug)


@blueprint.get("/manage/events/<slug>/programme/versions/compare")
@event_access.team(Duty.AGENDA, viewers=True)
def compare(event: Event) -> str:
    """What differs for visitors between any two versions; 0 is the empty programme before all."""
    g.rail_section = "agenda.builder"
    numbers = [row.number for row in queries.versions(event.id)]
    newest = max(numbers, default=0)
    first = request.args.get("from", max(newest - 1, 0), type=int)
    second = request.args.get("to", newest, type=int)
    if not {first, second} <= {0, *numbers}:
        abort(404)
    before = _state(event, first) if first else digest.State()
    after = _state(event, second)
    diff = digest.news(before, after).changes if after.agenda else ()
    return render_template(
        "agenda/compare.html",
        numbers=sorted(numbers),
        first=first,
        second=second,
        told=telling.told(diff, digest.people_of(before, after)),
        texts=_texts(diff),
        count=len(diff),
    )


def _texts(diff: Sequence[changes.Change]) -> list[changes.Change]:
    return [change for change in diff if change.kind == changes.Kind.TEXT]


def _state(event: Event, number: int) -> digest.State:
    if number == 0:
        return told_queries.empty(event)
    release = queries.find_release(event.id, number)
    return told_queries.state_of(release) if release else told_queries.empty(event)


def _preview(event: Event, form: forms.PublishForm) -> ResponseReturnValue:
    g.rail_section = "agenda.builder"
    b = builder.whole(event)
    now = builder.drafted(event, b)
    latest = queries.latest_release(event.id)
    number = latest.number if latest else 0
    before = told_queries.state_of(latest) if latest else digest.State()
    after = digest.State(now.agenda, now.people)
    diff = digest.news(before, after).changes
    blocking = checks.blocking(b.checked.findings)
    held = checking.to_check(b.checked, blocking)
    # Whoever presses again has read the changes shown here.
    form.fingerprint.data = changes.fingerprint(now.agenda, now.people, number)
    html = render_template(
        "agenda/publish.html",
        said_as=words.programme(event.kind),
        form=form,
        number=number + 1,
        count=len(diff),
        told=telling.told(diff, digest.people_of(before, after)),
        texts=_texts(diff),
        checks=checking.to_check(b.checked, [f for f in b.checked.findings if f not in blocking]),
        blocked=[
            (field, [one for one in held if one["rule"] == rule.value])
            for rule, field in form.asked(one.rule for one in blocking)
        ],
        sessions=sum(s.kind != SessionKind.BREAK for s in now.agenda.sessions),
        audience=told_queries.audience(event, after) if diff else 0,
    )
    return html, 422 if request.method == "POST" else 200


def _list(event: Event, form: forms.GoBackForm) -> ResponseReturnValue:
    g.rail_section = "agenda.builder"
    rows, people, now = queries.versions(event.id), queries.known_people(event.id), clock.now()
    overridden = queries.overrides(event.id)
    found = [
        {
            "row": row,
            "told": telling.told(map(changes.load, row.diff), people),
            "count": len(row.diff),
            "left": _left(row, now),
            "overridden": [one for one in overridden if one.version == row.number],
        }
        for row in rows
    ]
    html = render_template(
        "agenda/versions.html",
        said_as=words.programme(event.kind),
        form=form,
        found=found,
        latest=rows[0].number if rows else 0,
        earlier=succession.earlier(map(_standing, rows)) if rows else 0,
        rule_labels=remarks.RULE_LABELS,
    )
    return html, 422 if request.method == "POST" else 200


def _standing(row: sa.Row[Any]) -> succession.Standing:
    was_taken_back = row.state == DigestState.TAKEN_BACK
    return succession.Standing(row.number, row.takes_back, was_taken_back)


def _left(row: sa.Row[Any], now: datetime) -> int:
    """Minutes, rounded up, in which a version can still be taken back."""
    if row.state != DigestState.HELD or row.due <= now:
        return 0
    left: timedelta = row.due - now
    return -(-left // timedelta(minutes=1))
