"""An organizer edits lists as rows: days, ways to join, co-organizers."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from eventsite.core import access, asked, forms, text
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events import actions, queries
from eventsite.events import days as event_days
from eventsite.events import forms as event_forms
from eventsite.events.manage import frame
from eventsite.events.models import CoOrganizer, Duty, Event, JoinWay, JoinWayKind
from eventsite.events.models.event import CoOrganizerRole
from eventsite.events.views import blueprint
from eventsite.people import queries as people_queries
from eventsite.people.models import EntityKind


@blueprint.route("/manage/events/<slug>/days", methods=["GET", "POST"])
@event_access.team(Duty.COMMUNICATION)
def days(event: Event) -> ResponseReturnValue:
    """The days with their hours, the zone, and whether they are certain."""
    shown = [
        {"day": row.day, "starts": row.starts, "ends": row.ends}
        for row in event_days.live(event.days)
    ]
    form = event_forms.DaysForm.of_request(
        rows=shown, zone=event.zone, unconfirmed=not event.dates_confirmed, version=event.version
    )
    form.zone.choices = forms.zone_choices()
    if _pressed_save(form) and frame.done(form, lambda: _save_days(form, event)):
        return frame.saved("events.days", event, gettext("The dates are saved."))
    _spare(form)
    return frame.settings_page("events/days.html", event, form=form)


def _save_days(form: Any, event: Event) -> None:
    actions.set_days(
        actor=access.actor_key(),
        event=event,
        days=form.hours(),
        zone=form.zone.data,
        dates_confirmed=not form.unconfirmed.data,
        version=_version(form),
    )


@blueprint.route("/manage/events/<slug>/join-ways", methods=["GET", "POST"])
@event_access.team(Duty.COMMUNICATION, Duty.ACCESSIBILITY)
def join_ways(event: Event) -> ResponseReturnValue:
    """How people join from afar; addresses are shown to registered people only."""
    shown = [_of_way(way) for way in queries.join_ways(event.id)]
    form = event_forms.WaysForm.of_request(rows=shown, version=event.version)
    if _pressed_save(form) and frame.done(form, lambda: _save_ways(form, event)):
        return frame.saved("events.join_ways", event, gettext("The ways to join are saved."))
    _spare(form)
    form.show_languages(frame.languages(event))
    return frame.settings_page("events/join_ways.html", event, form=form)


def _of_way(way: JoinWay) -> dict[str, Any]:
    return {
        "kind": way.kind.value, "address": way.address, "lang": way.lang,
        "kbits": way.kbits or None, "label": way.label, "note": way.note,
    }  # fmt: skip


def _save_ways(form: Any, event: Event) -> None:
    actions.set_join_ways(
        actor=access.actor_key(),
        event=event,
        version=_version(form),
        ways=[
            actions.Way(
                kind=JoinWayKind(row.kind.data),
                address=row.address.data,
                lang=row.lang.data or "",
                kbits=row.kbits.data or 0,
                label=row.label.data,
                note=row.note.data,
            )
            for _, row in form.filled()
        ],
    )


@blueprint.route("/manage/events/<slug>/co-organizers", methods=["GET", "POST"])
@event_access.team(Duty.COMMUNICATION)
def co_organizers(event: Event) -> ResponseReturnValue:
    """Who organizes it together with ITU; a name of the directory becomes its entry."""
    shown = [_of_partner(partner) for partner in queries.co_organizers(event.id)]
    form = event_forms.PartnersForm.of_request(rows=shown, version=event.version)
    if _pressed_save(form) and frame.done(form, lambda: _save_partners(form, event)):
        sentence = gettext("The co-organizers are saved.")
        return frame.saved("events.co_organizers", event, sentence)
    _spare(form)
    form.show_languages(frame.languages(event))
    return frame.settings_page("events/co_organizers.html", event, form=form)


def _of_partner(partner: CoOrganizer) -> dict[str, Any]:
    return {
        "name": partner.organisation.names if partner.organisation else partner.name,
        "role": partner.role.value,
        "kind": partner.kind.value if partner.kind else "",
        "website": partner.website,
    }


def _save_partners(form: Any, event: Event) -> None:
    main = event.text_langs[0]
    actions.set_co_organizers(
        actor=access.actor_key(),
        event=event,
        version=_version(form),
        partners=[
            actions.Partner(
                role=CoOrganizerRole(row.role.data),
                organisation_id=(found := _organisation_id(text.pick(row.name.data, main).text)),
                name={} if found else row.name.data,
                kind=EntityKind(row.kind.data) if row.kind.data and not found else None,
                website=row.website.data or "",
            )
            for _, row in form.filled()
        ],
    )


def _organisation_id(name: str) -> int | None:
    """The listed organisation of exactly this name or acronym."""
    wanted = name.casefold()
    for found in people_queries.find_organisations(name):
        if wanted in {said.casefold() for said in (*found.names.values(), found.acronym)}:
            return found.id
    return None


def _pressed_save(form: Any) -> bool:
    return "more" not in request.form and bool(form.ok())


def _spare(form: Any) -> None:
    """Two empty rows to begin with; one more for each press on "Add a row"."""
    if request.method == "GET":
        form.spare(2 if form.rows.entries else 3)
    elif "more" in request.form:
        form.spare(1)


def _version(form: Any) -> int:
    return asked.natural(form.version.data)
