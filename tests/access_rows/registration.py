"""Rows of registering: the public form, one's own registrations, the organizers' list and terms."""

from typing import Any

from eventsite.core import made
from eventsite.core.files import Checked
from eventsite.registration import links
from eventsite.registration.models import Registration, State
from tests import make
from tests.access_table import (
    Answer,
    Row,
    Visitor,
    World,
    Writes,
    but,
    everybody,
    of_event,
    one_person,
    page,
    team,
    whoever_signed_in,
    write,
)

REGISTRATION = team(Visitor.REGISTRATION)
ACCESSIBILITY = team(Visitor.ACCESSIBILITY)
STATE = ("state",)
ANSWERS = {
    "first_name": "Ada",
    "country": "FJ",
    "mode": "online",
    "role": "participant",
    "zone": "Pacific/Fiji",
    "lang": "en",
}
CHANGED = {**ANSWERS, "job_title": "Engineer", "version": "1"}


def open_event(world: World) -> dict[str, Any]:
    """The event with terms, and without a last day: it is never over."""
    world.event.first_day = world.event.last_day = None
    make.make_terms(world.event)
    return of_event(world)


def a_table(world: World) -> dict[str, Any]:
    """A workbook that the owner ordered."""
    checked = Checked("all.xlsx", "application/zip", b"PK")
    actor, subject = f"user:{world.owner.id}", f"event:{world.event.id}"
    made.keep(actor=actor, subject=subject, task_id=8, checked=checked)
    return {**of_event(world), "task_id": 8}


def own(world: World, **changes: Any) -> Registration:
    """The participant's registration."""
    open_event(world)
    return make.make_registration(world.event, world.participant.person, **changes)


def of_own(world: World) -> dict[str, Any]:
    return {"code": own(world).code}


def of_held(world: World) -> dict[str, Any]:
    return {"code": own(world, state=State.HELD, address_confirmed=None, confirmed=None).code}


def of_link(world: World) -> dict[str, Any]:
    made = own(world)
    return {"code": made.code, "key": links.key_of(made)}


def of_ticket(world: World) -> dict[str, Any]:
    made = own(world)
    return {"code": made.code, "seal": links.seal_of(made)}


def of_many(world: World) -> dict[str, Any]:
    return {**of_registrant(world), "do": "cancel"}


def of_registrant(world: World) -> dict[str, Any]:
    return {"slug": world.event.slug, "code": own(world).code}


def known_answers(world: World) -> dict[str, Any]:
    """What the profile says already, so that registering changes nothing in it."""
    person = world.participant.person
    person.country, person.zone, person.family_name = "FJ", "Pacific/Fiji", ""
    return {**ANSWERS, "consent": "y", "code_of_conduct": "y"}


def one_more(world: World) -> object:
    return make.make_registration(world.event, country="FJ")


def one_more_need(world: World) -> object:
    return make.make_registration(world.event, access_needs="A step-free seat")


ROWS: dict[tuple[str, str], Row] = {
    ("registration.register", "GET"): page(everybody(), open_event),
    ("registration.register", "POST"): write(
        everybody(),
        open_event,
        Writes("registration.registered", known_answers, after=("mode", "state"), by=None),
    ),
    ("registration.sent", "GET"): page(everybody(), open_event),
    ("registration.my_events", "GET"): page(whoever_signed_in()),
    ("registration.registration", "GET"): page(one_person(), of_own),
    ("registration.confirm", "POST"): write(
        one_person(), of_held, Writes("registration.confirmed", before=STATE, after=STATE, by=None)
    ),
    ("registration.change", "GET"): page(one_person(), of_own),
    ("registration.change", "POST"): write(
        one_person(),
        of_own,
        Writes(
            "registration.changed",
            lambda _world: CHANGED,
            before=("mode",),
            after=("fields", "mode"),
            by=None,
        ),
    ),
    ("registration.cancel", "GET"): page(one_person(), of_own),
    ("registration.cancel", "POST"): write(
        one_person(),
        of_own,
        Writes("registration.cancelled", before=STATE, after=("note", "state"), by=None),
    ),
    ("registration.calendar_mails", "POST"): write(
        one_person(),
        of_own,
        Writes(
            "person.changed",
            lambda _world: {"wanted": "0"},
            before=("version",),
            after=("fields",),
            by=None,
        ),
    ),
    ("registration.calendar", "GET"): page(one_person(), of_own),
    ("registration.join", "GET"): page(one_person(), of_own),
    ("registration.join_event", "GET"): page(
        one_person(), lambda world: {"slug": own(world).event.slug}
    ),
    ("registration.statistics", "GET"): page(everybody(), of_link),
    ("registration.statistics", "POST"): write(
        everybody(),
        of_link,
        Writes(
            "registration.statistics_given", lambda _world: {"student": "yes"}, by=Visitor.ANONYMOUS
        ),
    ),
    ("registration.ticket", "GET"): page(everybody(), of_ticket),
    ("registration.registrations", "GET"): page(
        REGISTRATION, open_event, grow=one_more, reader=Visitor.OWNER
    ),
    ("registration.export", "GET"): page(REGISTRATION, open_event),
    ("registration.export_excel", "GET"): page(REGISTRATION, open_event),
    ("registration.order_excel", "POST"): write(
        REGISTRATION, open_event, silent="Nothing is changed; that the list is read is noted."
    ),
    ("registration.exported", "GET"): page(
        but(REGISTRATION, registration=Answer.HIDDEN, staff=Answer.HIDDEN), a_table
    ),
    ("registration.together", "GET"): page(REGISTRATION, of_many),
    ("registration.together", "POST"): write(
        REGISTRATION,
        of_many,
        Writes(
            "registration.cancelled",
            before=STATE,
            after=("note", "state"),
        ),
    ),
    ("registration.saved_views", "POST"): write(
        REGISTRATION,
        open_event,
        Writes(
            "registration.view_kept",
            lambda _world: {"name": "Islands"},
            after=("shared", "view"),
        ),
    ),
    ("registration.registrant", "GET"): page(REGISTRATION, of_registrant),
    ("registration.registrant", "POST"): write(
        REGISTRATION,
        of_registrant,
        Writes(
            "registration.cancelled",
            lambda _world: {"note": "The hall is closed."},
            before=STATE,
            after=("note", "state"),
        ),
    ),
    ("registration.registrant_change", "GET"): page(REGISTRATION, of_registrant),
    ("registration.registrant_change", "POST"): write(
        REGISTRATION,
        of_registrant,
        Writes(
            "registration.changed",
            lambda _world: CHANGED,
            before=("mode",),
            after=("fields", "mode"),
        ),
    ),
    ("registration.needs", "GET"): page(
        ACCESSIBILITY, open_event, grow=one_more_need, reader=Visitor.OWNER
    ),
    ("registration.terms", "GET"): page(REGISTRATION, open_event),
    ("registration.terms", "POST"): write(
        REGISTRATION,
        open_event,
        Writes(
            "registration.terms_set",
            lambda _world: {
                "state": "announced",
                "has_waiting_list": "y",
                "hold_hours": "24",
                "offer_hours": "48",
                "admission": "open",
                "waiting_order": "time",
                "remind_after_days": "3",
                "escalate_after_days": "7",
                "capacity_online": "30",
            },
            before=("capacity_online",),
            after=("capacity_online",),
        ),
    ),
}
