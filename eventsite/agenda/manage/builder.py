"""The builder: a day's table, sessions not placed, what to check, and the form that places."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, cast

from flask import abort, flash, g, jsonify, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.agenda import access as agenda_access
from eventsite.agenda import (
    actions,
    board,
    changes,
    checking,
    checks,
    draft,
    forms,
    queries,
    releases,
    times,
    words,
)
from eventsite.agenda.actions import stale as stale_words
from eventsite.agenda.models import AgendaSession, Room
from eventsite.agenda.views import blueprint
from eventsite.core import access, asked, errors, http, i18n, text, zones
from eventsite.core import forms as core_forms
from eventsite.core.errors import Refused
from eventsite.events.models import Event


@blueprint.get("/manage/events/<slug>/programme")
@agenda_access.looks
def builder(event: Event) -> ResponseReturnValue:
    """A day of the draft; `?session=` opens the form that places that session."""
    code = request.args.get("session", "")
    session = queries.find_session(event.id, code) if code else None
    if code and session is None:
        abort(404)
    return page(event, session)


@blueprint.get("/manage/events/<slug>/programme/board")
@agenda_access.looks
def builder_board(event: Event) -> ResponseReturnValue:
    """The parts of the builder's day that change, for its script; 304 while nothing did.

    `?since=` names the revision that is shown: what others did after it is said.
    """
    mark = _mark(event)
    if request.if_none_match.contains_weak(mark):
        response = make_response("", 304)
    else:
        b = whole(event)
        since = request.args.get("since", -1, type=asked.number)
        news = queries.news(event, since, access.actor_key()) if since >= 0 else []
        response = make_response(
            render_template("agenda/board.html", news=news, **_parts(event, b, _day(b, None)))
        )
    response.set_etag(mark, weak=True)
    return response


@blueprint.post("/manage/events/<slug>/programme/sessions/<code>/place")
@agenda_access.edits
def place(event: Event, code: str) -> ResponseReturnValue:
    """Place or move a session: by the form, by a drag, or by the move button."""
    session = movable(event, code)
    form = _form(event, session)
    if form.ok():
        try:
            _place(event, session, form)
        except Refused as refused:
            form.refuse(refused)
        else:
            return done(event, stale_words.placed(session), day=form.day.data, code=code)
    if errors.wants_json():
        return errors.page(422, sentence=" ".join(core_forms.sentences(form)))
    return page(event, queries.find_session(event.id, code), form), 422


def done(event: Event, said: str, day: str | None = None, code: str = "") -> ResponseReturnValue:
    """What was done, as words for the script or above the builder's day."""
    if errors.wants_json():
        return jsonify(said=said)
    flash(said)
    anchor = f"s-{code}" if code else None
    if request.form.get("from") == "list":
        return http.seen_other("agenda.sessions", slug=event.slug, _anchor=anchor)
    day = day or request.form.get("back") or None
    return http.seen_other("agenda.builder", slug=event.slug, day=day, _anchor=anchor)


def of_code(event: Event, code: str) -> AgendaSession:
    """The event's session with this code, or 404."""
    session = queries.find_session(event.id, code)
    if session is None:
        abort(404)
    return session


def movable(event: Event, code: str) -> AgendaSession:
    """The same with its rooms alone, as a move needs it; 403 for another track's editor."""
    session = queries.movable(event.id, [code]).get(code)
    if session is None:
        abort(404)
    agenda_access.require(event, [session])
    return session


def whole(event: Event) -> board.Board:
    """The draft with its rooms and what to check."""
    sessions = queries.sessions(event.id)
    rooms = queries.rooms(event.id)
    agenda = queries.checks_of(event, sessions, rooms)
    checked = checking.Checked(event, sessions, rooms, agenda, checks.find(agenda))
    return board.Board(
        event, rooms, sessions, checked, agenda_access.own_tracks(event), _chosen(rooms)
    )


def page(event: Event, session: AgendaSession | None, form: forms.PlaceForm | None = None) -> str:
    """The builder, with the form for `session` when one is given."""
    g.rail_section = "agenda.builder"
    b = whole(event)
    day = _day(b, session)
    if session is not None and form is None:
        form = _form(event, session, day)
    return render_template(
        "agenda/builder.html",
        said_as=words.programme(event.kind),
        tabs=board_tabs(b, day),
        session=session,
        others=board.others(b, session) if session is not None else [],
        form=form,
        asks_fold=form is not None and bool(form.fold.errors or form.fold.data),
        offset=_offset(event, day),
        rooms=[(room, room.id in b.chosen) for room in b.rooms],
        tracks=queries.tracks(event.id),
        **_parts(event, b, day),
    )


def _parts(event: Event, b: board.Board, day: date | None) -> dict[str, Any]:
    """What the page and its script's answers show alike."""
    may_edit = agenda_access.may_edit(event)
    revision, newest = queries.counts(event.id)
    return {
        "day": day,
        "revision": revision,
        "table": board.table(b, day) if day else None,
        "tray": board.tray(b),
        "checks": board.to_check(b),
        "waiting": waiting(event, b),
        "was_published": newest > 0,
        "may_edit": may_edit,
        "may_publish": b.own is None and may_edit,
        "ways": queries.history(event, access.actor_key()),
    }


def _mark(event: Event) -> str:
    """Changes whenever the script's answer would."""
    own = agenda_access.own_tracks(event)
    facts = (
        *("board", event.id, *queries.counts(event.id), event.version),
        *(access.actor_key(), sorted(own) if own is not None else None, i18n.current_lang()),
        *(request.args.get("day"), request.args.getlist("rooms")),
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:24]


def _chosen(rooms: Sequence[Room]) -> frozenset[int]:
    """The rooms that `?rooms=` names."""
    named = set(request.args.getlist("rooms"))
    return frozenset(room.id for room in rooms if str(room.id) in named)


def board_tabs(b: board.Board, day: date | None) -> list[tuple[Any, ...]]:
    """The days as tabs."""
    slug = b.event.slug
    return [
        (
            url_for(
                "agenda.builder",
                slug=slug,
                day=each.isoformat(),
                rooms=request.args.getlist("rooms") or None,
            ),
            i18n.show_day(each, short=True),
            None,
            each == day,
        )
        for each in b.days
    ]


def waiting(event: Event, b: board.Board) -> int:
    """How many public changes the draft holds."""
    latest = queries.latest_release(event.id)
    now = drafted(event, b)
    before = releases.read(latest.content) if latest else None
    people = queries.people_of(latest) if latest else {}
    return len(changes.diff(before, now.agenda, people, now.people))


def drafted(event: Event, b: board.Board) -> draft.Draft:
    """What publishing would freeze, from rows already fetched."""
    return draft.of(event, b.sessions)


def _day(b: board.Board, session: AgendaSession | None) -> date | None:
    asked = request.values.get("day", "")
    for day in b.days:
        if day.isoformat() == asked:
            return day
    if session is not None and session.is_placed:
        return b.day_of(session)
    return b.days[0] if b.days else None


def _offset(event: Event, day: date | None) -> str:
    if day is None:
        return event.zone
    return zones.offset_text(zones.nearest(datetime.combine(day, time(12)), event.zone), event.zone)


def _form(event: Event, session: AgendaSession, day: date | None = None) -> forms.PlaceForm:
    hours = draft.hours_of(event)
    if session.is_placed:
        day = times.programme_day(draft.wall_of(session), hours)
    form: forms.PlaceForm = forms.PlaceForm.of_request(
        day=day.isoformat() if day else "",
        rooms=[room.id for room in session.rooms],
        online=session.online,
        starts=session.starts,
        minutes=session.minutes,
        version=session.version,
        fold=str(session.fold) if session.fold else None,
    )
    form.day.choices = core_forms.choices(
        [(h.day.isoformat(), i18n.show_day(h.day, short=True)) for h in hours]
    )
    lang = i18n.current_lang()
    form.rooms.choices = core_forms.choices(
        [(str(room.id), text.pick(room.names, lang).text) for room in queries.rooms(event.id)]
    )
    return form


def _place(event: Event, session: AgendaSession, form: forms.PlaceForm) -> None:
    placement = actions.Placement(
        day=date.fromisoformat(form.day.data),
        starts=cast(time, form.starts.data),
        rooms=form.rooms.data or [],
        online=form.online.data,
        minutes=form.minutes.data,
        fold=int(form.fold.data) if form.fold.data else None,
    )
    actions.place(event, session, placement, access.actor_key(), form.version.data or 0)
