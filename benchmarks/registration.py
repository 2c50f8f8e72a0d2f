"""Registering through the real form with 1, 8 and 32 clients, and the race for the last places.

On SQLite and PostgreSQL, under the shipped server. Other measures of registering stand in
`benchmarks.registration_*`.
"""

import http.client
import os
import re
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Flask

from benchmarks import load, servers
from eventsite import create_app
from eventsite.core import clock
from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.registration import actions, queries
from eventsite.registration.models import PlaceMode, Registration
from tests import databases, make
from tests.postgres import Cluster

CLIENTS = (1, 8, 32)
#: Registrations of each round; the limit of one network address is 2,000 an hour.
EACH = 160
RACERS = 200
#: Places online, in all, and of these kept for one of three racers' countries.
ONLINE, TOTAL, KEPT = 30, 40, 8
FORM = {
    "first_name": "Ada",
    "role": "participant",
    "zone": "UTC",
    "lang": "en",
    "consent": "y",
    "code_of_conduct": "y",
}
_KEY = re.compile(r'name="key"[^>]*value="([^"]+)"')


def main() -> None:
    """Print the figures of both databases."""
    for name, use in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with tempfile.TemporaryDirectory() as folder, use(folder) as app:
            with app.app_context():
                open_event, race_event = _events()
            with servers.product() as (process, port, _first):
                for clients in CLIENTS:
                    before = load.cpu_of(process)
                    told, took = press(port, open_event, clients, EACH)
                    cpu = (load.cpu_of(process) - before) * 1000 / EACH
                    print(f"{name}, {clients} clients: {_said(told, took)}, CPU {cpu:.1f} ms each")
                told, took = press(port, race_event, RACERS, RACERS)
                print(f"{name}, race of {RACERS}: {_said(told, took)}")
            with app.app_context():
                print(f"{name}, race of {RACERS}: {_outcome(race_event)}")


@contextmanager
def _sqlite(folder: str) -> Iterator[Flask]:
    with _site(folder, f"sqlite:///{folder}/site.sqlite") as app:
        yield app


@contextmanager
def _postgresql(folder: str) -> Iterator[Flask]:
    with ExitStack() as stack:
        cluster = Cluster()
        stack.callback(cluster.stop)
        yield stack.enter_context(_site(folder, cluster.create("registration")))


@contextmanager
def _site(folder: str, url: str) -> Iterator[Flask]:
    os.environ.update(
        PLENARY_DATA_DIR=folder,
        PLENARY_DATABASE_URL=url,
        PLENARY_NO_DEMO="1",
        PLENARY_SECRET_KEY="k" * 40,
        PLENARY_MAIL_URL=Path(folder, "mail").as_uri(),
        PLENARY_PORT="1",
    )
    app = create_app()
    databases.build(app)
    yield app
    with app.app_context():
        db.engine.dispose()


def _events() -> tuple[str, str]:
    """Two events without a last day: one with places for all, one with few; their slugs."""
    wide, narrow = make.make_event(days=0), make.make_event(days=0)
    make.make_terms(wide)
    make.make_terms(narrow, capacity_online=ONLINE, capacity_total=TOTAL)
    actions.set_reserve(
        event=narrow,
        group="group:LDC",
        mode=None,
        places=KEPT,
        until=clock.now() + timedelta(days=9),
        actor="command",
    )
    db.session.commit()
    return wide.slug, narrow.slug


def press(port: int, slug: str, clients: int, number: int) -> tuple[Counter[int], list[float]]:
    """So many people register through the form, so many at a time; statuses and seconds each."""
    start, told, took = threading.Barrier(clients), Counter[int](), list[float]()

    def client(first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        key = _shown_key(connection, slug)
        start.wait()
        for one in range(first, number, clients):
            began = time.monotonic()
            told[_register(connection, slug, one, key)] += 1
            took.append(time.monotonic() - began)

    threads = [threading.Thread(target=client, args=(first,)) for first in range(clients)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told, [time.monotonic() - began, *took]


def _shown_key(connection: http.client.HTTPConnection, slug: str) -> str:
    connection.request("GET", f"/events/{slug}/registration")
    found = _KEY.search(connection.getresponse().read().decode())
    if found is None:
        raise LookupError("the form has no key")
    return found[1]


def _register(connection: http.client.HTTPConnection, slug: str, one: int, key: str) -> int:
    answers = FORM | {
        "family_name": f"Number {one}",
        "email": f"{slug}-{one}-{threading.get_ident()}@example.org",
        "country": "ET" if one % 3 == 0 else "FR",
        "mode": "in-person" if one % 5 == 0 else "online",
        "key": f"{key}{one}",
    }
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
    }
    connection.request("POST", f"/events/{slug}/registration", urlencode(answers), headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _said(told: Mapping[int, int], took: list[float]) -> str:
    whole, *each = took
    slow = statistics.quantiles(each, n=20)[-1]
    rate = len(each) / whole
    return f"{rate:.0f} registrations/s, 95 % within {slow:.2f} s, answers {dict(told)}"


def _outcome(slug: str) -> str:
    """What stands in the database, beside what the counters say; raises when one is too many."""
    event = db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
    rows = db.session.execute(
        sa.select(Registration.state, sa.func.count())
        .where(Registration.event_id == event.id)
        .group_by(Registration.state)
    )
    states = {row[0].value: row[1] for row in rows}
    stock = queries.stock(event.id)
    if states.get("held", 0) > TOTAL or stock.pools[PlaceMode.ONLINE].taken > ONLINE:
        raise AssertionError(f"too many: {states}")
    if actions.recount(clock.now()):
        raise AssertionError("a counter is wrong")
    kept = [one.taken for one in stock.reserves]
    return f"stored {states}; {stock.total.taken} of {TOTAL} taken, {kept} of {KEPT} kept ones"


if __name__ == "__main__":
    main()
