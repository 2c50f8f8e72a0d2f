"""The days of a released programme, as a list or as a table, whole or narrowed."""

from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for

from eventsite.agenda import display, narrowing, queries, words
from eventsite.agenda.views import frame
from eventsite.core import access, http, i18n, text, zones
from eventsite.core.i18n import gettext
from eventsite.reference import lists

#: What the address may say, and so what is kept; `q` is asked by few.
ARGUMENTS = frozenset({"view", "zone", "track", "language", "room", "group", "q"})


@frame.blueprint.get("/events/<slug>/programme")
@frame.blueprint.get("/events/<slug>/programme/<day>")
@http.cacheable
@access.public
def programme(slug: str, day: str = "") -> http.Kept:
    """One day as a list or a table; the first day when none is named."""
    event = frame.found(slug)
    return frame.kept(event, ("programme", day), lambda: _day_page(event, day), ARGUMENTS)


def _day_page(event: queries.Published, asked: str) -> str:
    said = words.programme(event.kind)
    if event.release_id is None:
        if asked:
            abort(404)
        return render_template("agenda/unpublished.html", published=event, said_as=said)
    p = frame.programme_of(event)
    return page(p, _day(p, asked))


def page(p: display.Programme, day: date | None) -> str:
    """One day of a programme for what the address asks; a rare question says so."""
    choice, offer = _choice(), narrowing.offer(p.agenda)
    if not choice.is_kept or not offer.has(choice):
        frame.rare()
    view = "grid" if request.args.get("view") == "grid" else "list"
    found = narrowing.fitting(p.agenda, p.people, choice)
    codes = frozenset(s.code for s in found)
    counts = [sum(p.agenda.day_of(s) == each for s in found) for each in p.days]
    return render_template(
        "agenda/programme.html",
        p=p,
        said_as=words.programme(p.event.kind),
        day=day,
        number=p.days.index(day) + 1 if day else 0,
        view=view,
        slots=display.slots(p, day, codes) if day and view == "list" else [],
        grid=display.grid_of(p, day, codes) if day and view == "grid" else None,
        tabs=_tabs(p, day, None if choice.is_open else counts),
        switch=[
            (_url(p, day, view=""), gettext("List"), "list", view == "list"),
            (_url(p, day, view="grid"), gettext("Grid"), "grid", view == "grid"),
        ],
        fields=_fields(p, choice, offer),
        choice=choice,
        found=len(found),
        on_day=counts[p.days.index(day)] if day else 0,
        everything=_url(p, day, **dict.fromkeys(("track", "language", "room", "group", "q"), "")),
        unknown_zone=frame.is_unknown_zone(),
        zones=zones.ZONES,
    )


def _choice() -> narrowing.Choice:
    asked = request.args
    return narrowing.Choice(
        asked.get("track", ""),
        asked.get("language", ""),
        asked.get("room", ""),
        asked.get("group", ""),
        text.tidy(asked.get("q", ""))[: narrowing.LONGEST],
    )


def _fields(
    p: display.Programme, choice: narrowing.Choice, offer: narrowing.Offer
) -> list[dict[str, Any]]:
    """The selects of the form, each that has something to choose from."""
    tracks = {str(t.id): text.pick(t.names, p.lang).text for t in p.agenda.tracks}
    rooms = {str(r.id): text.pick(r.names, p.lang).text for r in p.agenda.rooms}
    titles = {code: f"{code} {group.title}".strip() for code, group in lists.STUDY_GROUPS.items()}
    fields = [
        ("track", gettext("Track"), choice.track, [(t, tracks[t]) for t in offer.tracks]),
        (
            "language",
            gettext("Language"),
            choice.language,
            [(code, words.language(code)) for code in offer.languages],
        ),
        ("room", gettext("Room"), choice.room, [(r, rooms[r]) for r in offer.rooms]),
        (
            "group",
            gettext("Study group"),
            choice.group,
            [(code, titles.get(code, code)) for code in offer.groups],
        ),
    ]
    return [
        {"name": n, "label": label, "value": value, "options": [("", gettext("All")), *options]}
        for n, label, value, options in fields
        if len(options) > 1 or value
    ]


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


def _tabs(p: display.Programme, day: date | None, counts: list[int] | None) -> list[Any]:
    return [
        (
            _url(p, each),
            i18n.show_day(each, short=True),
            counts[number] if counts is not None else None,
            each == day,
        )
        for number, each in enumerate(p.days)
    ]


def _url(p: display.Programme, day: date | None, **changes: str) -> str:
    """The address of a day with all that this one asks, but for the changes."""
    asked = {name: request.args.get(name, "") for name in sorted(ARGUMENTS)}
    asked["zone"] = p.zone
    values: dict[str, Any] = {k: v for k, v in {**asked, **changes}.items() if v}
    if values.get("view") != "grid":
        values.pop("view", None)
    if day is not None:
        values["day"] = day.isoformat()
    return url_for("agenda.programme", slug=p.event.slug, **values)
