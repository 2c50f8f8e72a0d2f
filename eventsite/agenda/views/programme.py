"""The days of a released programme, as a list or as a table."""

from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for

from eventsite.agenda import display, queries, words
from eventsite.agenda.views import frame
from eventsite.core import access, http, i18n, zones


@frame.blueprint.get("/events/<slug>/programme")
@frame.blueprint.get("/events/<slug>/programme/<day>")
@http.cacheable
@access.public
def programme(slug: str, day: str = "") -> http.Kept:
    """One day as a list or a table; the first day when none is named."""
    event = frame.found(slug)
    return frame.kept(event, ("programme", day), lambda: _day_page(event, day))


def _day_page(event: queries.Published, asked: str) -> str:
    said = words.programme(event.kind)
    if event.release_id is None:
        if asked:
            abort(404)
        return render_template("agenda/unpublished.html", published=event, said_as=said)
    p = frame.programme_of(event)
    day = _day(p, asked)
    view = "grid" if request.args.get("view") == "grid" else "list"
    return render_template(
        "agenda/programme.html",
        p=p,
        said_as=said,
        day=day,
        number=p.days.index(day) + 1 if day else 0,
        view=view,
        slots=display.slots(p, day) if day and view == "list" else [],
        grid=display.grid_of(p, day) if day and view == "grid" else None,
        tabs=_tabs(p, day, view),
        switch=[
            (_url(p, day, "list"), i18n.gettext("List"), "list", view == "list"),
            (_url(p, day, "grid"), i18n.gettext("Grid"), "grid", view == "grid"),
        ],
        unknown_zone=frame.is_unknown_zone(),
        zones=zones.ZONES,
    )


def _day(p: display.Programme, asked: str) -> date | None:
    if not asked:
        return p.days[0] if p.days else None
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        abort(404)
    if day not in p.days or asked != day.isoformat():
        abort(404)
    return day


def _tabs(p: display.Programme, day: date | None, view: str) -> list[tuple[Any, ...]]:
    return [
        (_url(p, each, view), i18n.show_day(each, short=True), None, each == day) for each in p.days
    ]


def _url(p: display.Programme, day: date | None, view: str) -> str:
    values: dict[str, Any] = {"view": "grid"} if view == "grid" else {}
    if p.zone:
        values["zone"] = p.zone
    if day is not None:
        values["day"] = day.isoformat()
    return url_for("agenda.programme", slug=p.event.slug, **values)
