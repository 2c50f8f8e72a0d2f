"""Rows of sessions with limited places."""

from typing import Any

from eventsite.agenda.actions import signups as actions
from eventsite.agenda.models import AgendaSession
from eventsite.agenda.queries import signups as queries
from eventsite.registration.models import Registration
from tests import make
from tests.access_table import (
    Row,
    Visitor,
    World,
    Writes,
    of_event,
    one_person,
    page,
    team,
    whoever_signed_in,
    write,
)
from tests.agenda import makings

TEAM = team(Visitor.AGENDA, Visitor.REGISTRATION)


def limited(world: World) -> AgendaSession:
    """A published session with two places, in ten years."""
    session = makings.make_session(world.event, online=True)
    makings.place(world.event, session, online=True)
    makings.publish(world.event)
    actions.set_places(event=world.event, session=session, places=2, actor="user:1")
    return session


def of_session(world: World) -> dict[str, Any]:
    return {**of_event(world), "code": limited(world).code}


def comer(world: World) -> Registration:
    """The participant's confirmed registration."""
    return make.make_registration(world.event, world.participant.person)


def of_own(world: World) -> dict[str, Any]:
    """The participant, beside a session with places."""
    limited(world)
    return {"code": comer(world).code}


def of_signed_up(world: World) -> dict[str, Any]:
    """The participant, who has a place."""
    session, own = limited(world), comer(world)
    actions.sign_up(registration=own, code=session.code, actor="user:1")
    return {"code": own.code}


def of_taken(world: World) -> dict[str, Any]:
    """The session, in which somebody has a place."""
    session, own = limited(world), comer(world)
    actions.sign_up(registration=own, code=session.code, actor="user:1")
    return {**of_event(world), "code": session.code, "own": own.code}


def one_more(world: World) -> None:
    """One more person with a place."""
    [session] = (one.session for one in queries.limited(world.event.id))
    own = make.make_registration(world.event)
    actions.sign_up(registration=own, code=session.code, actor="user:1")


def named(world: World) -> dict[str, Any]:
    """The session's code, as the holder's page sends it."""
    return {"session": queries.limited(world.event.id)[0].session.code}


_SIGNED = ("session", "state")
ROWS: dict[tuple[str, str], Row] = {
    ("agenda.my_sign_ups", "GET"): page(whoever_signed_in(), of_event),
    ("agenda.sign_ups", "GET"): page(one_person(), of_own),
    ("agenda.sign_up", "POST"): write(
        one_person(), of_own, Writes("session.signed_up", named, after=_SIGNED, by=None)
    ),
    ("agenda.leave_session", "POST"): write(
        one_person(), of_signed_up, Writes("session.signed_off", named, after=_SIGNED, by=None)
    ),
    ("agenda.limited_sessions", "GET"): page(
        team(Visitor.AGENDA, Visitor.REGISTRATION, viewer=True), of_event, grow=limited
    ),
    ("agenda.session_sign_ups", "GET"): page(TEAM, of_session, grow=one_more),
    ("agenda.set_session_places", "POST"): write(
        TEAM,
        of_session,
        Writes(
            "session.places_set", lambda _w: {"places": 5}, before=("places",), after=("places",)
        ),
    ),
    ("agenda.sign_up_person", "POST"): write(
        TEAM,
        of_session,
        Writes("session.signed_up", lambda w: {"code": comer(w).code}, after=_SIGNED),
    ),
    ("agenda.sign_off_person", "POST"): write(
        TEAM, of_taken, Writes("session.signed_off", after=_SIGNED)
    ),
    ("agenda.session_sign_ups_csv", "GET"): page(team(Visitor.REGISTRATION), of_session),
}
