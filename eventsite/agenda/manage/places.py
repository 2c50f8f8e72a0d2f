"""Rooms and tracks of an event: lists, forms, deleting."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import actions, forms, queries, words
from eventsite.agenda.manage import editors
from eventsite.agenda.models import Room, Track
from eventsite.agenda.views import blueprint
from eventsite.core import access, http
from eventsite.core import forms as core_forms
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events.models import Duty, Event


@blueprint.route("/manage/events/<slug>/programme/rooms", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
def rooms(event: Event) -> ResponseReturnValue:
    """The rooms, and the form for one more."""
    form = _shown(event, forms.RoomForm.of_request())
    if form.ok() and _done(
        form, lambda: actions.create_room(event, _room_facts(form), access.actor_key())
    ):
        flash(gettext("The room is added."))
        return http.seen_other("agenda.rooms", slug=event.slug)
    return _page("agenda/rooms.html", event, form, found=queries.rooms(event.id))


@blueprint.route("/manage/events/<slug>/programme/rooms/<int:number>", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
def edit_room(event: Event, number: int) -> ResponseReturnValue:
    """One room."""
    room = _room(event, number)
    form = _shown(event, forms.RoomForm.of_request(room))
    if form.ok() and _done(
        form,
        lambda: actions.edit_room(
            event, room, _room_facts(form), access.actor_key(), form.version.data or 0
        ),
    ):
        flash(gettext("The room is saved."))
        return http.seen_other("agenda.rooms", slug=event.slug)
    return _page("agenda/room.html", event, form, room=room)


@blueprint.post("/manage/events/<slug>/programme/rooms/<int:number>/delete")
@event_access.team(Duty.AGENDA)
def delete_room(event: Event, number: int) -> ResponseReturnValue:
    """Delete a room in which nothing takes place."""
    actions.delete_room(event, _room(event, number), access.actor_key())
    flash(gettext("The room is deleted."))
    return http.seen_other("agenda.rooms", slug=event.slug)


@blueprint.route("/manage/events/<slug>/programme/tracks", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
def tracks(event: Event) -> ResponseReturnValue:
    """The tracks, and the form for one more."""
    form = _shown(event, forms.TrackForm.of_request())
    if form.ok() and _done(
        form, lambda: actions.create_track(event, _track_facts(form), access.actor_key())
    ):
        flash(gettext("The track is added."))
        return http.seen_other("agenda.tracks", slug=event.slug)
    return _page("agenda/tracks.html", event, form, found=queries.tracks(event.id))


@blueprint.route("/manage/events/<slug>/programme/tracks/<int:number>", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
def edit_track(event: Event, number: int) -> ResponseReturnValue:
    """One track."""
    track = _track(event, number)
    form = _shown(event, forms.TrackForm.of_request(track))
    if form.ok() and _done(
        form,
        lambda: actions.edit_track(
            event, track, _track_facts(form), access.actor_key(), form.version.data or 0
        ),
    ):
        flash(gettext("The track is saved."))
        return http.seen_other("agenda.tracks", slug=event.slug)
    boxes = editors.form_of(event, track)
    return _page("agenda/track.html", event, form, track=track, boxes=boxes)


@blueprint.post("/manage/events/<slug>/programme/tracks/<int:number>/delete")
@event_access.team(Duty.AGENDA)
def delete_track(event: Event, number: int) -> ResponseReturnValue:
    """Delete a track without sessions."""
    actions.delete_track(event, _track(event, number), access.actor_key())
    flash(gettext("The track is deleted."))
    return http.seen_other("agenda.tracks", slug=event.slug)


def _room(event: Event, number: int) -> Room:
    found = queries.find_room(event.id, number)
    if found is None:
        abort(404)
    return found


def _track(event: Event, number: int) -> Track:
    found = queries.find_track(event.id, number)
    if found is None:
        abort(404)
    return found


def _shown(event: Event, form: Any) -> Any:
    core_forms.set_languages(form, event.text_langs)
    return form


def _done(form: core_forms.Form, action: Callable[[], object]) -> bool:
    """Whether the action was done; its refusal goes into the form."""
    try:
        action()
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _page(
    template: str, event: Event, form: core_forms.Form, **context: Any
) -> ResponseReturnValue:
    g.rail_section = "agenda.builder"
    said = words.programme(event.kind)
    html = render_template(template, form=form, said_as=said, **context)
    return html, 422 if request.method == "POST" else 200


def _room_facts(form: forms.RoomForm) -> actions.RoomFacts:
    return actions.RoomFacts(
        names=form.names.data,
        capacity=form.capacity.data,
        note=form.note.data,
        is_online=form.is_online.data,
        position=form.position.data or 0,
    )


def _track_facts(form: forms.TrackForm) -> actions.TrackFacts:
    return actions.TrackFacts(
        names=form.names.data, hue=form.hue.data, position=form.position.data or 0
    )
