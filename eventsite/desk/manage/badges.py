"""Choosing and printing badges: a PDF at once, a job for many, a print sheet, one at the desk."""

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, flash, g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from eventsite.core import access, files, http, i18n, once, trace
from eventsite.core import made as made_files
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext, ngettext
from eventsite.desk import actions, badges, jobs, queries, rendering
from eventsite.desk.badges import Badge, Chosen, Reason, Shape, Size
from eventsite.desk.manage.checkins import SECTION as DESK
from eventsite.desk.manage.root import blueprint
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.registration import queries as registration_queries
from eventsite.registration.models import (
    MODE_LABELS,
    ROLE_LABELS,
    Registration,
    State,
)

# Importing `jobs` registers what the button orders.
__all__ = ["jobs"]

SECTION = "desk.badges"
#: Badges on one page of the print sheet: ten sheets of paper.
_ON_SHEET = 40
#: A desk has one printer, so its size is remembered on the device.
_SIZE = "badge_size"


@blueprint.route("/manage/events/<slug>/badges", endpoint="badges")
@team(Duty.DESK, Duty.REGISTRATION)
def choose(event: Event) -> str:
    """Whose badges, how large, in which language; what was printed; how the first one looks."""
    chosen = Chosen.read(request.args)
    found = queries.to_print(event.id, chosen)
    made = _made(event, [one for one, _printed in found], chosen)
    printed = {one.code: row for one, row in found}
    trace.note("badges.read", f"event:{event.id}", actor=access.actor_key())
    g.rail_section = DESK
    kept: dict[str, Any] = chosen.dump()
    return render_template(
        "desk/badges.html",
        page=http.page_of(made),
        printed=printed,
        again=sum(row is not None for row in printed.values()),
        first=made[0] if made else None,
        chosen=kept,
        filters=_filters(chosen),
        here_again=lambda number: url_for(SECTION, slug=event.slug, page=number, **kept),
        sheet_href=url_for("desk.badge_sheet", slug=event.slug, **kept),
    )


@blueprint.route("/manage/events/<slug>/desk/people/<code>/badge.svg")
@team(Duty.DESK, Duty.REGISTRATION)
def badge_preview(event: Event, code: str) -> Response:
    """One badge as it comes out of the printer."""
    found, chosen = _found(event, code), Chosen.read(request.args)
    [made] = queries.badges_of(event, [found], chosen.lang)
    trace.note("badges.read", f"registration:{found.id}", actor=access.actor_key())
    content = rendering.badge_svg(made, badges.SHAPES[chosen.size], event.slug)
    response = Response(content, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.post("/manage/events/<slug>/badges")
@team(Duty.DESK, Duty.REGISTRATION)
@once.press
def print_badges(event: Event) -> ResponseReturnValue:
    """A few as a PDF at once; many as a job, to whose page it leads."""
    chosen = Chosen.read(request.form)
    found = [one for one, _printed in queries.to_print(event.id, chosen)]
    try:
        _check(found)
    except Refused as refused:
        flash(refused.sentence, "bad")
        return http.seen_other(SECTION, slug=event.slug, **chosen.dump())
    if len(found) > badges.AT_ONCE:
        job = actions.order_badges(actor=access.actor_key(), event=event, chosen=chosen)
        return redirect(url_for("tasks.job", job_id=job), 303)
    return _pdf(event, found, chosen, badges.SHAPES[chosen.size], f"{event.slug}-badges.pdf")


def _check(found: list[Registration]) -> None:
    if not found:
        raise Refused(Reason.NOBODY)
    if len(found) > badges.MOST:
        raise Refused(Reason.TOO_MANY, most=badges.MOST)


@blueprint.route("/manage/events/<slug>/badges/files/<int:task_id>")
@team(Duty.DESK, Duty.REGISTRATION)
def badge_file(event: Event, task_id: int) -> ResponseReturnValue:
    """The file of many badges, for whoever ordered it, for a day."""
    subject = f"event:{event.id}"
    actor = access.actor_key()
    found = made_files.find(actor=actor, subject=subject, task_id=task_id) or abort(404)
    trace.note("badges.read", f"event:{event.id}", actor=access.actor_key())
    return files.answer(found)


@blueprint.route("/manage/events/<slug>/badges/sheet")
@team(Duty.DESK, Duty.REGISTRATION)
def badge_sheet(event: Event) -> str:
    """The same badges as a page that the browser prints, four to a sheet."""
    chosen = Chosen.read(request.args)
    made = _made(event, [one for one, _printed in queries.to_print(event.id, chosen)], chosen)
    kept: dict[str, Any] = chosen.dump()
    trace.note("badges.read", f"event:{event.id}", actor=access.actor_key())
    g.rail_section = DESK
    return render_template(
        "desk/badge_sheet.html",
        page=http.page_of(made, _ON_SHEET),
        chosen=kept,
        hues=badges.HUES,
        drawn=badges.drawn,
        here_again=lambda number: url_for("desk.badge_sheet", slug=event.slug, page=number, **kept),
    )


@blueprint.post("/manage/events/<slug>/badges/printed")
@team(Duty.DESK, Duty.REGISTRATION)
def badges_printed(event: Event) -> ResponseReturnValue:
    """The badges of a print sheet came out of the printer."""
    codes = request.form.getlist("code")[:_ON_SHEET]
    found = [one for one in map(registration_queries.find_registration, codes) if one]
    done = actions.mark_printed(
        actor=access.actor_key(), event=event, registrations=[one.id for one in found]
    )
    flash(_counted(done))
    return http.seen_other(SECTION, slug=event.slug, **Chosen.read(request.form).dump())


@blueprint.route("/manage/events/<slug>/desk/people/<code>/badge")
@team(Duty.DESK, Duty.REGISTRATION)
def badge(event: Event, code: str) -> str:
    """One badge, to be printed from the browser or as a PDF."""
    found = _found(event, code)
    size = session.get(_SIZE, Size.A6.value)
    chosen = Chosen.read({**request.args, "size": size})
    [made] = queries.badges_of(event, [found], chosen.lang)
    trace.note("badges.read", f"registration:{found.id}", actor=access.actor_key())
    g.rail_section = DESK
    return render_template(
        "desk/badge.html",
        registration=found,
        badge=made,
        hues=badges.HUES,
        drawn=badges.drawn,
        printed=queries.printed_of(found.id),
        chosen=chosen,
        sizes=_words({one: badges.SIZE_LABELS[one] for one in badges.SINGLE}),
        langs=list(i18n.LANGUAGES.items()),
    )


@blueprint.post("/manage/events/<slug>/desk/people/<code>/badge")
@team(Duty.DESK, Duty.REGISTRATION)
def print_badge(event: Event, code: str) -> ResponseReturnValue:
    """The badge as a PDF on paper of its own size; `how=page` counts what the browser printed."""
    found = _found(event, code)
    if request.form.get("how") == "page":
        actions.mark_printed(actor=access.actor_key(), event=event, registrations=[found.id])
        flash(_counted(1))
        return http.seen_other("desk.badge", slug=event.slug, code=code)
    chosen = Chosen.read(request.form)
    session[_SIZE] = chosen.size.value
    return _pdf(event, [found], chosen, badges.SHAPES[chosen.size].single, f"{found.code}.pdf")


def _counted(number: int) -> str:
    return str(
        ngettext(
            "%(num)s badge is counted as printed.", "%(num)s badges are counted as printed.", number
        )
    )


def _pdf(
    event: Event, found: list[Registration], chosen: Chosen, shape: Shape, name: str
) -> Response:
    made = _made(event, found, chosen)
    content = rendering.badges_pdf(made, shape, event.slug)
    ids = [one.id for one in found]
    actions.mark_printed(actor=access.actor_key(), event=event, registrations=ids)
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _made(event: Event, found: list[Registration], chosen: Chosen) -> list[Badge]:
    made = queries.badges_of(event, found, chosen.lang)
    return badges.ordered(made, chosen.order, i18n.current_lang())


def _found(event: Event, code: str) -> Registration:
    """A confirmed registration of the event, of somebody who was not erased."""
    found = registration_queries.find_registration(code)
    if found is None or found.event_id != event.id or found.person.erased is not None:
        abort(404)
    if found.state is not State.CONFIRMED:
        abort(404)
    return found


def _filters(chosen: Chosen) -> list[dict[str, Any]]:
    kept = chosen.dump()
    printed = [("", gettext("All")), ("new", gettext("Not printed yet"))]
    own = ("", gettext("Each person’s own"))
    every = ("", gettext("All"))
    return [
        _select("mode", gettext("Way of taking part"), [every, *_words(MODE_LABELS)], kept),
        _select("role", gettext("Role"), [every, *_words(ROLE_LABELS)], kept),
        {"name": "entity", "label": gettext("Entity"), "value": chosen.entity},
        _select("printed", gettext("Printed"), printed, kept),
        _select("order", gettext("Order"), _words(badges.ORDER_LABELS), kept),
        _select("size", gettext("Size"), _words(badges.SIZE_LABELS), kept),
        _select("lang", gettext("Language"), [own, *i18n.LANGUAGES.items()], kept),
    ]


def _select(
    name: str, label: str, options: list[tuple[str, str]], kept: Mapping[str, str]
) -> dict[str, Any]:
    return {"name": name, "label": label, "options": options, "value": kept[name]}


def _words(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(one), gettext(said)) for one, said in labels.items()]
