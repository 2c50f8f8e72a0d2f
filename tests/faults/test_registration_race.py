"""The race for places while processes die: told ≤ stored ≤ places, and every mail accounted for."""

import http.client
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest
import sqlalchemy as sa

from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.outbox import Mail, MailState, drain
from eventsite.people.models import Person
from eventsite.registration import actions, queries
from eventsite.registration.models import PlaceMode, Registration, State
from tests import make
from tests.postgres import Cluster
from tests.processes import PATIENCE, Site, wait_for
from tests.smtp import PostOffice, free_port

pytestmark = [pytest.mark.faults, pytest.mark.long]

RUN = "eventsite.run"
PATH = "/events/race/registration"
CLIENTS, PLACES = 60, 40
_KEY = re.compile(r'name="key"[^>]*value="([^"]+)"')
#: What a client may be told instead of an answer: the line broke, or "not right now".
BROKEN = 0


@pytest.fixture
def office() -> Iterator[PostOffice]:
    opened = PostOffice().start()
    yield opened
    opened.stop()


@pytest.fixture
def on_sqlite(tmp_path: Path, office: PostOffice) -> Site:
    """A site with one event of few places."""
    return racing(Site(tmp_path, PLENARY_PORT=str(free_port()), PLENARY_MAIL_URL=office.url))


@pytest.fixture
def on_postgresql(tmp_path: Path, office: PostOffice, cluster: Cluster) -> Iterator[Site]:
    """The same on PostgreSQL."""
    port = str(free_port())
    url = cluster.create(f"race_{port}")
    site = racing(Site(tmp_path, url, PLENARY_PORT=port, PLENARY_MAIL_URL=office.url))
    yield site
    with site.app.app_context():
        db.engine.dispose()


def racing(site: Site) -> Site:
    """The site, with an event of few places."""
    with site.app.app_context():
        make.make_terms(make.make_event(slug="race", days=200), capacity_online=PLACES)
        db.session.commit()
        db.engine.dispose()
    return site


class Race:
    """Clients that press at one moment; `hurt` is done once a third of them has an answer."""

    def __init__(self, site: Site, hurt: Callable[[], object]) -> None:
        self._port = int(site.variables["PLENARY_PORT"])
        self._hurt = hurt
        self.told: dict[int, int] = {}

    def run(self) -> None:
        """Until each client has its answer or a broken line."""
        start = threading.Barrier(CLIENTS)
        threads = [threading.Thread(target=self._press, args=(n, start)) for n in range(CLIENTS)]
        for thread in threads:
            thread.start()
        wait_for(lambda: len(self.told) >= CLIENTS // 3, "the first answers")
        self._hurt()
        for thread in threads:
            thread.join()

    def _press(self, number: int, start: threading.Barrier) -> None:
        with closing(
            http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        ) as connection:
            self._send(connection, number, start)

    def _send(
        self, connection: http.client.HTTPConnection, number: int, start: threading.Barrier
    ) -> None:
        connection.request("GET", PATH)
        found = _KEY.search(connection.getresponse().read().decode())
        assert found is not None
        start.wait()
        try:
            self.told[number] = register(connection, number, f"{found[1]}{number}")
        except (OSError, http.client.HTTPException):
            self.told[number] = BROKEN


def register(connection: http.client.HTTPConnection, number: int, key: str) -> int:
    """Send the form; the status."""
    answers = {
        "first_name": "Ada",
        "family_name": f"Number {number}",
        "email": address(number),
        "country": "FJ",
        "role": "participant",
        "zone": "UTC",
        "lang": "en",
        "mode": "online",
        "consent": "y",
        "code_of_conduct": "y",
        "key": key,
    }
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
    }
    connection.request("POST", PATH, urlencode(answers), headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def address(number: int) -> str:
    return f"racer{number}@example.org"


def children(process_id: int) -> list[psutil.Process]:
    """Every process below the start command, as it is now."""
    return psutil.Process(process_id).children(recursive=True)


def serves(site: Site) -> bool:
    """Whether the form can be had."""
    port = int(site.variables["PLENARY_PORT"])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", PATH)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def said(site: Site) -> str:
    return site.words_of(RUN).read_text()


def holders(site: Site) -> Counter[str]:
    """Addresses of stored registrations."""
    with site.app.app_context():
        stored = db.session.scalars(sa.select(Person.email).join(Registration.person))
        return Counter(stored)


def check(site: Site, race: Race, office: PostOffice) -> None:
    """The invariants, once every mail has been tried: who was told is stored, once, within the
    places; each stored one has a mail that came once, or whose fate is said to be unknown."""
    stored = holders(site)
    told = {address(number) for number, status in race.told.items() if status == 303}
    assert set(race.told.values()) <= {303, 503, BROKEN}
    assert told <= set(stored)
    assert set(stored.values()) == {1}
    with site.app.app_context():
        event_id = db.session.scalars(sa.select(Registration.event_id)).first() or 0
        states = Counter(db.session.scalars(sa.select(Registration.state)))
        assert states[State.HELD] <= PLACES
        assert states[State.HELD] + states[State.WAITING] == len(stored)
        assert queries.pools(event_id)[PlaceMode.ONLINE].taken == states[State.HELD]
        assert actions.recount(clock.now()) == 0
        db.session.rollback()
        mails = {
            row.to_address: (row.message_id, row.state)
            for row in db.session.execute(sa.select(Mail.to_address, Mail.message_id, Mail.state))
        }
    assert set(mails) == set(stored)
    came = office.by_message_id()
    for message_id, state in mails.values():
        assert state in {MailState.SENT, MailState.UNKNOWN}
        assert came[message_id] == 1 if state is MailState.SENT else came[message_id] <= 1


def try_all_mails(site: Site) -> None:
    """What the next workers do once a dead one's lease and every pause have passed."""
    with site.app.app_context():
        for hours in range(1, 9):
            with clock.freeze(clock.now() + timedelta(hours=hours)):
                drain.drain()


def raced(site: Site, hurt: Callable[[psutil.Process], object]) -> Race:
    """Everybody presses while the site is hurt; it serves again without being started anew."""
    with site.running(RUN) as process:
        wait_for(lambda: "Stop it with Ctrl-C." in said(site), "the greeting")
        race = Race(site, lambda: hurt(psutil.Process(process.pid)))
        race.run()
        wait_for(lambda: serves(site), "the form again")
        assert process.poll() is None
    return race


def kill_all_below(process: psutil.Process) -> None:
    """-9 for the web server, its workers and the worker of mails and jobs."""
    for each in process.children(recursive=True):
        each.kill()


@pytest.mark.parametrize("database", ["on_sqlite", "on_postgresql"])
def test_every_process_below_the_start_is_killed_in_the_race(
    request: pytest.FixtureRequest, database: str, office: PostOffice
) -> None:
    site: Site = request.getfixturevalue(database)
    race = raced(site, kill_all_below)
    assert BROKEN in race.told.values()
    try_all_mails(site)
    check(site, race, office)


def test_the_database_is_restarted_in_the_race(
    on_postgresql: Site, cluster: Cluster, office: PostOffice
) -> None:
    race = raced(on_postgresql, lambda _process: cluster.restart())
    try_all_mails(on_postgresql)
    check(on_postgresql, race, office)


def test_the_mail_server_is_down_then_slow_then_refuses_then_comes_back(
    on_sqlite: Site, office: PostOffice
) -> None:
    office.stop()

    def come_back(_process: psutil.Process) -> None:
        office.slow_recipient = 0.2
        office.recipient_answer = "451 Try later"
        office.start()
        wait_for(office.asked.is_set, "the worker tries again")
        office.recipient_answer = ""

    race = raced(on_sqlite, come_back)
    assert Counter(race.told.values()) == {303: CLIENTS}
    try_all_mails(on_sqlite)
    check(on_sqlite, race, office)
    assert set(office.by_message_id().values()) == {1}
    assert len(office.mails) == CLIENTS
