"""An organizer sets key deadlines, adds documents and chooses a cover."""

from collections.abc import Iterable
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue

from eventsite.core import access, forms, text, zones
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events import actions, queries, rules
from eventsite.events import forms as event_forms
from eventsite.events.manage import frame
from eventsite.events.models import Duty, Event, KeyDeadline
from eventsite.events.views import blueprint


@blueprint.route("/manage/events/<slug>/deadlines", methods=["GET", "POST"])
@event_access.team(Duty.COMMUNICATION, Duty.REGISTRATION)
def deadlines(event: Event) -> ResponseReturnValue:
    """The key deadlines, and the form for one of them (`?deadline=` names the one to change)."""
    found = queries.deadlines(event.id)
    edited = next((d for d in _own(found) if str(d.id) == request.args.get("deadline")), None)
    form = event_forms.DeadlineForm.of_request(**_values(edited, event.zone))
    form.zone = event.zone
    forms.set_languages(form, frame.languages(event))
    if form.ok() and frame.done(form, lambda: _save_deadline(form, event, edited)):
        return frame.saved("events.deadlines", event, gettext("The deadline is saved."))
    return frame.settings_page(
        "events/deadlines.html", event, form=form, found=found, edited=edited,
        kinds=rules.DEADLINE_KINDS, elsewhere=rules.DEADLINES_ELSEWHERE,
    )  # fmt: skip


def _own(found: Iterable[KeyDeadline]) -> list[KeyDeadline]:
    """Those that no other page keeps equal to its terms."""
    return [row for row in found if row.kind not in rules.DEADLINES_ELSEWHERE]


def _values(edited: KeyDeadline | None, zone: str) -> dict[str, Any]:
    if edited is None:
        return {}
    there = zones.local(edited.at, zone)
    day, time = there.date(), there.time().replace(tzinfo=None)
    return {"kind": edited.kind, "day": day, "time": time, "label": edited.label}


def _save_deadline(
    form: event_forms.DeadlineForm, event: Event, edited: KeyDeadline | None
) -> None:
    kind, label = form.kind.data, form.label.data
    key = ""
    if edited is not None and edited.kind == kind:
        key = edited.label_key
    elif queries.find_deadline(event.id, kind) is not None:
        key = text.slugify(text.pick(label, "en").text, 40)
        if not key or queries.find_deadline(event.id, kind, key) is not None:
            raise Refused(rules.Reason.DEADLINE_TWICE, "label")
    actions.set_deadline(
        actor=access.actor_key(), event=event, kind=kind, at=form.at(), label=label, label_key=key
    )


@blueprint.post("/manage/events/<slug>/deadlines/<int:deadline_id>/remove")
@event_access.team(Duty.COMMUNICATION, Duty.REGISTRATION)
def remove_deadline(event: Event, deadline_id: int) -> ResponseReturnValue:
    """The event has this deadline no more."""
    own = _own(queries.deadlines(event.id))
    found = next((d for d in own if d.id == deadline_id), None)
    if found is None:
        abort(404)
    actions.remove_deadline(actor=access.actor_key(), event=event, deadline=found)
    return frame.saved("events.deadlines", event, gettext("The deadline is removed."))


@blueprint.route("/manage/events/<slug>/documents", methods=["GET", "POST"])
@event_access.team(Duty.COMMUNICATION)
def documents(event: Event) -> ResponseReturnValue:
    """The documents, and the form for one more."""
    form = event_forms.DocumentForm.of_request()
    forms.set_languages(form, frame.languages(event))
    if form.ok() and frame.done(form, lambda: _add_document(form, event)):
        return frame.saved("events.documents", event, gettext("The document is added."))
    found = queries.documents(event.id)
    return frame.settings_page("events/documents.html", event, form=form, found=found)


def _add_document(form: Any, event: Event) -> None:
    actions.add_document(
        actor=access.actor_key(),
        event=event,
        title=form.title.data,
        lang=form.lang.data,
        upload=form.file.data or None,
        url=form.url.data or "",
    )


@blueprint.post("/manage/events/<slug>/documents/<int:document_id>/remove")
@event_access.team(Duty.COMMUNICATION)
def remove_document(event: Event, document_id: int) -> ResponseReturnValue:
    """The event shows this document no more."""
    found = queries.find_document(event.id, document_id)
    if found is None:
        abort(404)
    actions.remove_document(actor=access.actor_key(), event=event, document=found)
    return frame.saved("events.documents", event, gettext("The document is removed."))


@blueprint.route("/manage/events/<slug>/cover", methods=["GET", "POST"])
@event_access.team(Duty.COMMUNICATION)
def cover(event: Event) -> ResponseReturnValue:
    """The drawn cover, or a picture with its description."""
    form = event_forms.CoverForm.of_request(alt=event.cover_alt)
    forms.set_languages(form, frame.languages(event))
    if form.ok() and frame.done(form, lambda: _save_cover(form, event)):
        return frame.saved("events.cover", event, gettext("The cover is saved."))
    picture = queries.find_cover(event.id)
    return frame.settings_page("events/cover.html", event, form=form, picture=picture)


def _save_cover(form: Any, event: Event) -> None:
    actions.set_cover(
        actor=access.actor_key(), event=event, alt=form.alt.data, upload=form.file.data or None
    )


@blueprint.post("/manage/events/<slug>/cover/remove")
@event_access.team(Duty.COMMUNICATION)
def remove_cover(event: Event) -> ResponseReturnValue:
    """Back to the drawn cover."""
    actions.remove_cover(actor=access.actor_key(), event=event)
    return frame.saved("events.cover", event, gettext("The drawn cover is back."))
