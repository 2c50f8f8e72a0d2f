"""Publishing the programme: the preview with its changes, the versions so far, going back."""

from flask import flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import actions, board, changes, forms, queries, releases, words
from eventsite.agenda.manage import builder
from eventsite.agenda.views import blueprint
from eventsite.core import access, http
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
                event, access.actor_key(), form.fingerprint.data or "", form.note.data
            )
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


def _preview(event: Event, form: forms.PublishForm) -> ResponseReturnValue:
    g.rail_section = "agenda.builder"
    b = builder.whole(event)
    now = builder.drafted(event, b)
    latest = queries.latest_release(event.id)
    number = latest.number if latest else 0
    before = releases.read(latest.content) if latest else None
    people = queries.people_of(latest) if latest else {}
    diff = changes.diff(before, now.agenda, people, now.people)
    # Whoever presses again has read the changes shown here.
    form.fingerprint.data = changes.fingerprint(now.agenda, now.people, number)
    html = render_template(
        "agenda/publish.html",
        said_as=words.programme(event.kind),
        form=form,
        number=number + 1,
        changed=[words.change(one, now.people) for one in diff],
        checks=board.to_check(b),
        sessions=len(now.agenda.sessions),
    )
    return html, 422 if request.method == "POST" else 200


def _list(event: Event, form: forms.GoBackForm) -> ResponseReturnValue:
    g.rail_section = "agenda.builder"
    found = queries.versions(event.id)
    html = render_template(
        "agenda/versions.html",
        said_as=words.programme(event.kind),
        form=form,
        found=[(row, [words.change(changes.load(one), {}) for one in row.diff]) for row in found],
        latest=found[0].number if found else 0,
    )
    return html, 422 if request.method == "POST" else 200
