"""Rows of what belongs to a session: materials, services, ways to join."""

import io
from typing import Any

from werkzeug.datastructures import FileStorage

from eventsite.agenda import actions, queries
from eventsite.agenda.models import MaterialKind, Publish, SupplyKind
from tests.access_rows.agenda import BUILD, a_session, fields
from tests.access_table import (
    Answer,
    Row,
    Visitor,
    World,
    Writes,
    but,
    everybody,
    of_event,
    page,
    team,
    whole_team,
    write,
)
from tests.agenda import makings

ORDER = team(Visitor.AGENDA)
SEE_ORDERS = team(Visitor.AGENDA, viewer=True)
#: Those who take part: the whole team. Nobody else of the table is registered or speaks.
JOIN = but(whole_team(), editor=Answer.OPEN)


def material(world: World, **made: Any) -> dict[str, Any]:
    """The address of a file of a session that is placed."""
    session = makings.place(world.event, makings.make_session(world.event), "11:00", **made)
    facts = actions.MaterialFacts({"en": "Deck"}, MaterialKind.SLIDES, publish=Publish.BEFORE)
    source = actions.Source(FileStorage(io.BytesIO(b"%PDF-deck"), "deck.pdf"))
    one = actions.add_material(world.event, session, facts, source, makings.ACTOR)
    return {**of_event(world), "code": session.code, "material": one.code}


def released_material(world: World) -> dict[str, Any]:
    """The same in the newest version."""
    address = material(world)
    makings.publish(world.event)
    return address


def released(world: World) -> dict[str, Any]:
    """The address of a session in the newest version."""
    address = released_material(world)
    del address["material"]
    return address


def a_version(world: World) -> dict[str, Any]:
    """The address of the first version of a material."""
    return {**material(world), "number": 1}


def needy(world: World) -> dict[str, Any]:
    """The address of a session that announces interpretation."""
    session = makings.make_session(world.event, interpretation=["fr"])
    return {**of_event(world), "code": session.code}


def a_supply(world: World) -> dict[str, Any]:
    """The address of a requested service."""
    session = makings.make_session(world.event)
    facts = actions.SupplyFacts(SupplyKind.RECORDING)
    service = actions.request_supply(world.event, session, facts, makings.ACTOR)
    return {**of_event(world), "number": service.id}


def a_day(world: World) -> dict[str, Any]:
    """The address of the order sheet of a day."""
    return {**of_event(world), "day": "2027-06-08"}


def one_more_ordered(world: World) -> object:
    """One more session of that day for which something is ordered."""
    speaker, session = makings.make_asked(world.event)
    facts = actions.SupplyFacts(SupplyKind.RECORDING, note=f"For {speaker.name}")
    return actions.request_supply(world.event, session, facts, makings.ACTOR)


def one_more_supply(world: World) -> object:
    """One more thing ordered for the session in the address."""
    facts = actions.SupplyFacts(SupplyKind.RECORDING)
    session = queries.sessions(world.event.id)[0]
    return actions.request_supply(world.event, session, facts, makings.ACTOR)


def one_more_material(world: World) -> object:
    """One more material of the session in the address."""
    facts = actions.MaterialFacts({"en": "Deck"}, MaterialKind.LINK)
    session = queries.sessions(world.event.id)[0]
    source = actions.Source(url="https://x.org/a")
    return actions.add_material(world.event, session, facts, source, makings.ACTOR)


#: What is posted about a material beside its source.
SAID = {
    "title__en": "Deck",
    "kind": "slides",
    "publish": "after",
    "lang": "",
    "speaker_id": "",
}
FACTS = ("material", "publish")

ROWS: dict[tuple[str, str], Row] = {
    ("agenda.material", "GET"): page(everybody(), released_material, cacheable=True),
    ("agenda.join", "GET"): page(JOIN, released),
    ("agenda.materials", "GET"): page(
        BUILD, a_session, grow=one_more_material, reader=Visitor.OWNER
    ),
    ("agenda.materials", "POST"): write(
        BUILD,
        a_session,
        Writes("material.added", fields(**SAID, url="https://x.org/a"), after=("material",)),
    ),
    ("agenda.edit_material", "GET"): page(BUILD, material),
    ("agenda.edit_material", "POST"): write(
        BUILD,
        material,
        Writes("material.changed", fields(**SAID, version=1), ("publish",), ("publish",)),
    ),
    ("agenda.renew_material", "POST"): write(
        BUILD,
        material,
        Writes(
            "material.renewed",
            fields(url="https://x.org/b"),
            ("material", "number"),
            ("material", "number"),
        ),
    ),
    ("agenda.remove_material", "POST"): write(
        BUILD, material, Writes("material.deleted", before=FACTS)
    ),
    ("agenda.material_version", "GET"): page(
        but(BUILD, viewer=Answer.OPEN, editor=Answer.OPEN), a_version
    ),
    ("agenda.session_ways", "GET"): page(BUILD, a_session),
    ("agenda.session_ways", "POST"): write(
        BUILD,
        needy,
        Writes(
            "session.join_ways_set",
            fields(
                rows__0__address="https://x.org/a",
                rows__0__kind="audio",
                rows__0__lang="",
                version=1,
            ),
            ("kinds",),
            ("kinds",),
        ),
    ),
    ("agenda.services", "GET"): page(SEE_ORDERS, of_event, grow=needy, reader=Visitor.OWNER),
    ("agenda.order_sheet", "GET"): page(
        SEE_ORDERS, a_day, grow=one_more_ordered, reader=Visitor.OWNER
    ),
    ("agenda.order_sheet_csv", "GET"): page(
        SEE_ORDERS, a_day, grow=one_more_ordered, reader=Visitor.OWNER
    ),
    ("agenda.session_supplies", "GET"): page(
        SEE_ORDERS, needy, grow=one_more_supply, reader=Visitor.OWNER
    ),
    ("agenda.request_supply", "POST"): write(
        ORDER,
        needy,
        Writes(
            "service.requested",
            fields(kind="recording", lang=""),
            after=("service", "kind", "lang"),
        ),
    ),
    ("agenda.request_missing", "POST"): write(
        ORDER, needy, Writes("services.requested", after=("services",))
    ),
    ("agenda.edit_supply", "GET"): page(ORDER, a_supply),
    ("agenda.edit_supply", "POST"): write(
        ORDER,
        a_supply,
        Writes(
            "service.changed",
            fields(kind="recording", lang="", minutes=30, version=1),
            ("minutes",),
            ("minutes",),
        ),
    ),
    ("agenda.move_supply_on", "POST"): write(
        ORDER,
        a_supply,
        Writes("service.moved_on", fields(state="approved", version=1), ("state",), ("state",)),
    ),
    ("agenda.delete_supply", "POST"): write(
        ORDER, a_supply, Writes("service.deleted", before=("session", "kind"))
    ),
}
