"""Lists walked through by parts: everything once, also when something is added on the way."""

import json
from datetime import timedelta

import pytest

from eventsite.api.operations import PREFIX
from tests import make
from tests.agenda import makings
from tests.api.plenty import ask


def walk(client, path, meanwhile):
    """Every item of a list by parts of two; `meanwhile` happens after the first part."""
    found, asked = [], f"{path}?limit=2"
    while asked:
        answer = client.open("GET", asked)
        part = json.loads(answer.data)
        assert len(part["items"]) <= 2
        linked = f'<{part["next"]}>; rel="next"' if part["next"] else None
        assert answer.headers.get("Link") == linked
        found += part["items"]
        if asked == f"{path}?limit=2":
            meanwhile()
        asked = part["next"]
    return found


@pytest.mark.both_databases
def test_a_walk_meets_every_event_once(client, session):
    slugs = [make.make_event(first_day=make.FIRST_DAY, days=n % 2).slug for n in range(5)]
    early = make.FIRST_DAY - timedelta(days=1)
    found = walk(client, f"{PREFIX}/events", lambda: make.make_event(first_day=early))
    assert sorted(one["slug"] for one in found) == sorted(slugs)


def test_a_walk_meets_every_session_once(client, world):
    for number in range(3):
        session = makings.make_session(world.event, f"More {number}")
        makings.place(world.event, session, f"1{number}:00")
    makings.publish(world.event)

    def meanwhile():
        early = makings.make_session(world.event, "Early")
        makings.place(world.event, early, "09:30")
        makings.publish(world.event)

    found = walk(client, f"{PREFIX}/events/plenty/sessions", meanwhile)
    titles = [one["title"]["en"] for one in found]
    assert sorted(titles) == [
        *("More 0", "More 1", "More 2"),
        *("Off", "Only drafted", "Talk"),
    ]


@pytest.mark.parametrize(
    ("path", "grow"),
    [
        ("/calls", lambda world: make.make_call(world.event)),
        ("/series", lambda _world: make.make_event(series_id=make.make_series().id)),
        ("/events/plenty/deadlines", lambda world: make.make_deadline(world.event)),
    ],
)
def test_a_walk_meets_everything_once(client, world, path, grow):
    for _ in range(4):
        grow(world)
    whole = ask(client, PREFIX + path)["items"]
    assert len(whole) == 5
    found = walk(client, PREFIX + path, lambda: None)
    assert found == whole


def test_a_walk_through_a_programme_names_its_version(client, world):
    for name in ("speakers", "rooms"):
        found = walk(client, f"{PREFIX}/events/plenty/{name}", lambda: None)
        whole = ask(client, f"{PREFIX}/events/plenty/{name}")
        assert (found, whole["release"]) == (whole["items"], 2)
