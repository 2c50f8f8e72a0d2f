"""Free places for one session: the best ones with what speaks for them, placed by one press."""

from typing import Any

from flask import flash, g, render_template
from flask.typing import ResponseReturnValue

from eventsite.agenda import access as agenda_access
from eventsite.agenda import actions, checks, forms, naming, queries, remarks, times, words
from eventsite.agenda.manage import builder
from eventsite.agenda.models import AgendaSession
from eventsite.agenda.views import blueprint
from eventsite.core import access, http, i18n, text, zones
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.models import Event

#: Places on the page.
MOST = 5


@blueprint.route("/manage/events/<slug>/programme/sessions/<code>/places", methods=["GET", "POST"])
@agenda_access.edits
def free_places(event: Event, code: str) -> ResponseReturnValue:
    """The best free places of a session; a POST places it at one of them."""
    session = builder.of_code(event, code)
    agenda_access.require(event, [session])
    form: forms.FreePlaceForm = forms.FreePlaceForm.of_request()
    if form.ok():
        day, starts, rooms = form.chosen
        placement = actions.Placement(day, starts, rooms, online=session.online)
        try:
            actions.place(event, session, placement, access.actor_key(), form.version.data or 0)
        except Refused as refused:
            form.form_errors.append(refused.sentence)
        else:
            said = text.pick(session.title, i18n.current_lang()).text
            flash(gettext("%(title)s is placed.", title=said))
            shown = {"day": day.isoformat(), "_anchor": f"s-{code}"}
            return http.seen_other("agenda.builder", slug=event.slug, **shown)
    return _page(event, session, form)


def _page(event: Event, session: AgendaSession, form: forms.FreePlaceForm) -> ResponseReturnValue:
    g.rail_section = "agenda.builder"
    # Whichever field was wrong, it was a button of the list.
    problems = [*form.form_errors, *(e for f in form for e in f.errors)][:1]
    sessions, rooms = queries.sessions(event.id), queries.rooms(event.id)
    agenda = queries.checks_of(event, sessions, rooms)
    names = naming.names_of(event, sessions, rooms)
    places = checks.free_places(agenda, session.code, MOST)
    html = render_template(
        "agenda/free_places.html",
        said_as=words.programme(event.kind),
        session=session,
        problems=problems,
        stars=agenda.by_code[session.code].stars,
        stands=_stands(agenda.by_code[session.code], names),
        places=[_shown(event, place, session, names) for place in places],
    )
    return html, 422 if problems else 200


def _stands(session: checks.Session, names: naming.Names) -> str:
    """Where it stands now, or empty."""
    return names.time(session.start) if session.start is not None else ""


def _shown(
    event: Event, place: checks.Place, session: AgendaSession, names: naming.Names
) -> dict[str, Any]:
    rooms = words.listed([names.room(room) for room in place.rooms])
    if not rooms and session.online:
        rooms = str(gettext("Online"))
    notes = [str(gettext(remarks.NOTES[rule])) for rule in place.warns if rule in remarks.NOTES]
    others = [remarks.RULE_LABELS[rule] for rule in place.warns if rule not in remarks.NOTES]
    return {
        "when": names.time(place.start),
        "day": i18n.show_day(place.wall.date(), short=True),
        "start": i18n.show_time(place.wall),
        "end": i18n.show_time(times.local(place.end, event.zone)),
        "offset": zones.offset_text(place.start, event.zone),
        "rooms": rooms,
        "seats": words.seats(place.seats),
        "notes": [*notes, *(str(gettext(label)) for label in others)],
        "fields": {
            "day": place.day.isoformat(),
            "starts": f"{place.wall:%H:%M}",
            "rooms": ",".join(str(room) for room in place.rooms),
            "version": session.version,
        },
    }
