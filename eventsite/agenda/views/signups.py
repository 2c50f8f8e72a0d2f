"""Signing up for sessions with limited places, on a page of one's own registration."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import display, queries, releases, signing
from eventsite.agenda.actions import signups as actions
from eventsite.agenda.queries import signups as signup_queries
from eventsite.agenda.signing import SignUpState
from eventsite.agenda.views import frame
from eventsite.core import access, clock, http, text, zones
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.registration import queries as registration_queries
from eventsite.registration.access import actor, here, holder
from eventsite.registration.models import PlaceMode, Registration, State

_PAGE = "agenda.sign_ups"


@frame.blueprint.app_context_processor
def _asking() -> dict[str, Any]:
    return {"has_limited_sessions": lambda event: signup_queries.is_limited(event.id)}


@frame.blueprint.get("/me/events/<slug>/sign-ups")
@access.signed_in
def my_sign_ups(slug: str) -> ResponseReturnValue:
    """From the public page of a session to one's own page; who is not registered can register."""
    published = frame.found(slug)
    person_id = access.current_user().person_id
    found = registration_queries.find_of(published.event_id, person_id)
    if found is None:
        return http.seen_other("registration.register", slug=slug)
    return http.seen_other(_PAGE, code=found.code)


@frame.blueprint.get("/me/registrations/<code>/sessions")
@frame.blueprint.get("/registrations/<code>/<key>/sessions")
@holder
def sign_ups(registration: Registration) -> str:
    """Every session with limited places by day and time, with one's own standing."""
    return _page(registration)


@frame.blueprint.post("/me/registrations/<code>/sessions/sign-up")
@frame.blueprint.post("/registrations/<code>/<key>/sessions/sign-up")
@holder
def sign_up(registration: Registration) -> ResponseReturnValue:
    """A place in a session (`session`), or one on its waiting list."""

    def act(code: str, who: str) -> str:
        state = actions.sign_up(registration=registration, code=code, actor=who)
        if state is SignUpState.SIGNED_UP:
            return str(gettext("You have a place in this session."))
        return str(gettext("All places are taken. You are on the waiting list."))

    return _pressed(registration, act)


@frame.blueprint.post("/me/registrations/<code>/sessions/leave")
@frame.blueprint.post("/registrations/<code>/<key>/sessions/leave")
@holder
def leave_session(registration: Registration) -> ResponseReturnValue:
    """Give the place in a session (`session`) back."""

    def act(code: str, who: str) -> str:
        actions.leave(registration=registration, code=code, actor=who)
        return str(gettext("You have given the place back."))

    return _pressed(registration, act)


def _pressed(registration: Registration, act: Callable[[str, str], str]) -> ResponseReturnValue:
    try:
        said = act(request.form.get("session", "")[:16], actor(registration))
    except LookupError:
        abort(404)
    except Refused as refused:
        return _page(registration, refused.sentence), 422
    flash(said)
    return redirect(here(_PAGE, registration), 303)


def _page(registration: Registration, sentence: str = "") -> str:
    published = queries.find_published(registration.event.slug)
    p = _programme(published, registration.zone) if published else None
    found = signup_queries.limited(registration.event_id)
    return render_template(
        "agenda/sign_ups.html",
        registration=registration,
        event=registration.event,
        sentence=sentence,
        may_sign_up=registration.state is State.CONFIRMED,
        days=_days(p, registration, found) if p else [],
        p=p,
    )


def _programme(event: queries.Published, zone: str) -> display.Programme:
    """The newest release for somebody in a zone; an empty one before the first."""
    if event.release_id is None:
        return display.Programme(event, releases.ReleasedAgenda(event.zone), {})
    agenda, people = frame.read(event)
    known = zones.known(zone) and zone != agenda.zone
    return display.Programme(event, agenda, people, zone if known else "")


def _days(
    p: display.Programme, registration: Registration, found: list[signup_queries.Limited]
) -> list[tuple[date, list[dict[str, Any]]]]:
    own = signup_queries.sign_ups_of(registration.id)
    now = clock.now()
    days: dict[date, list[dict[str, Any]]] = {}
    others = [one for one in map(p.agenda.find, own) if one is not None]
    comer = signing.Comer(True, registration.mode is PlaceMode.ONLINE)
    shown = [(p.agenda.find(one.session.code), one) for one in found]
    for held, one in sorted(
        ((h, one) for h, one in shown if h is not None and h.is_shown),
        key=lambda pair: (pair[0].start, pair[0].code),
    ):
        mine = own.get(held.code)
        why = None if mine else signing.why_not(comer, held, others, now)
        days.setdefault(p.agenda.day_of(held), []).append(
            {
                **display.item(p, held),
                "offset": zones.offset_text(held.start, p.first_zone),
                "beside": display.beside(p, held.start),
                "places": one.places,
                "left": one.left,
                "waiting": one.waiting,
                "mine": mine,
                "is_over": held.start <= now,
                "why": _said(why, p.lang) if why else "",
            }
        )
    return sorted(days.items())


def _said(why: tuple[signing.Reason, releases.Localized], lang: str) -> str:
    return Refused(why[0], title=text.pick(why[1], lang).text).sentence
