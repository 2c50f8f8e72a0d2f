"""Rows of one's own calendars, their private addresses, and single sessions by mail."""

from typing import Any

from eventsite.agenda import queries
from eventsite.calendars import actions, links
from eventsite.calendars.models import PersonalFeed, SessionInvitation
from tests import make
from tests.access_rows.agenda import released_event
from tests.access_table import (
    Row,
    World,
    Writes,
    everybody,
    one_person,
    page,
    whoever_signed_in,
    write,
)


def own(world: World) -> PersonalFeed:
    """The participant's calendar."""
    return actions.make(world.participant.person_id, actions.Choice(), "user:1")


def of_own(world: World) -> dict[str, Any]:
    return {"code": own(world).code}


def of_address(world: World) -> dict[str, Any]:
    feed = own(world)
    return {"code": feed.code, "secret": links.secret_of(feed)}


def one_more_day(world: World) -> object:
    """One more event with days that the participant registered for."""
    return make.make_registration(make.make_event(), world.participant.person)


def changed(_world: World) -> dict[str, Any]:
    return {"name": "", "parts": "stars", "alarm": "30", "lang": "en", "hue": "plum"}


def of_session(world: World) -> dict[str, Any]:
    """A session in the published programme of the event."""
    slug = released_event(world)
    latest = queries.latest_release(world.event.id)
    assert latest is not None
    return {**slug, "code": latest.content["sessions"][0]["code"]}


def of_asked(world: World) -> dict[str, Any]:
    """One that the participant asked for."""
    found = of_session(world)
    make.add(
        SessionInvitation(
            person_id=world.participant.person_id,
            event_id=world.event.id,
            session=found["code"],
            created=make.CREATED,
        )
    )
    return found


ROWS: dict[tuple[str, str], Row] = {
    ("calendars.personal_feed", "GET"): page(everybody(), of_address, grow=one_more_day),
    ("calendars.my_calendars", "GET"): page(whoever_signed_in()),
    ("calendars.make_feed", "POST"): write(
        whoever_signed_in(),
        lambda _world: {},
        Writes("calendar.made", after=("parts",), by=None),
    ),
    ("calendars.my_calendar", "GET"): page(one_person(), of_own),
    ("calendars.my_calendar", "POST"): write(
        one_person(), of_own, Writes("calendar.changed", changed, after=("fields",), by=None)
    ),
    ("calendars.renew_feed", "POST"): write(
        one_person(),
        of_own,
        Writes("calendar.renewed", before=("generation",), after=("generation",), by=None),
    ),
    ("calendars.revoke_feed", "POST"): write(
        one_person(), of_own, Writes("calendar.revoked", by=None)
    ),
    ("calendars.ask_session", "POST"): write(
        whoever_signed_in(),
        of_session,
        Writes("calendar.session_asked", after=("event", "session"), by=None),
    ),
    ("calendars.stop_session", "POST"): write(
        whoever_signed_in(),
        of_asked,
        Writes("calendar.session_stopped", before=("event", "session"), by=None),
    ),
}
