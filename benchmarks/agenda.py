"""The programme at size: 250, 500 and 1,000 sessions in 70 rooms over four days.

Prints the statements, the CPU of this process and the bytes of the builder's day, one move, all
rules, publishing and the public day; aims stand in docs/architecture.md.
"""

import gzip
import itertools
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks import material
from eventsite import create_app, prepare
from eventsite.agenda import actions as agenda
from eventsite.agenda import changes, checks
from eventsite.agenda import queries as agenda_queries
from eventsite.core import http
from eventsite.core.db import db
from eventsite.events import queries as event_queries
from eventsite.events.models import Event
from tests import make
from tests.browser import Browser
from tests.counting import count_queries

SIZES = (250, 500, 1000)
ROOMS, DAYS = 70, 4
ROUNDS = 5
MANAGE = f"/manage/events/{material.SLUG}/programme"
DAY = material.FIRST.isoformat()


def main() -> None:
    """Print the figures, a table for each size."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            os.environ.update(
                PLENARY_DATA_DIR=folder, PLENARY_NO_DEMO="1", PLENARY_SECRET_KEY="k" * 40
            )
            app = create_app()
            prepare.migrate(app)
            with app.app_context():
                _measure(app, size)
                db.session.remove()
                db.engine.dispose()


def _measure(app: Any, size: int) -> None:
    material.make_event(size, ROOMS, DAYS)
    staff = make.make_staff()
    db.session.commit()
    browser = Browser(app).sign_in(staff)
    print(f"\n{size} sessions, {ROOMS} rooms, {DAYS} days")
    print(f"{'':34}{'queries':>8}{'CPU ms':>9}{'KB':>8}{'KB gz':>8}")
    _row("builder's day", lambda: _page(browser, f"{MANAGE}?day={DAY}"))
    _row("the same, asked again, unchanged", lambda: _unchanged(browser), prepared=True)
    moves = _move(app, browser)
    _row("one move", lambda: next(moves), prepared=True)
    _row("fetching for the rules", lambda: str(_fetched().hours).encode())
    _row("all rules", _rules, prepared=True)
    _row("publishing", _publish)
    _row("public day, list, cold", lambda: _page(browser, f"/events/{material.SLUG}/programme"))
    grid = f"/events/{material.SLUG}/programme?view=grid"
    _row("public day, grid, cold", lambda: _page(browser, grid))


def _row(name: str, measured: Callable[[], Any], prepared: bool = False) -> None:
    """`prepared`: `measured` gives what is to be measured, after reading what that needs."""
    spent, counts, body = [], [], b""
    for attempt in range(ROUNDS + 1):
        http.shelf.clear()
        http.fresh.clear()
        work = measured() if prepared else measured
        with count_queries() as seen:
            start = time.process_time()
            body = work()
            if attempt:  # the first warms up
                spent.append((time.process_time() - start) * 1000)
        counts.append(len(seen))
    size, packed = len(body) / 1000, len(gzip.compress(body)) / 1000
    middle = statistics.median(spent)
    print(f"{name:34}{max(counts):>8}{middle:>9.1f}{size:>8.1f}{packed:>8.1f}", flush=True)


def _page(browser: Browser, path: str) -> bytes:
    response = browser.open("GET", path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return response.get_data()


def _unchanged(browser: Browser) -> Callable[[], bytes]:
    path = f"{MANAGE}/board?day={DAY}"
    mark = browser.open("GET", path).headers["ETag"]

    def ask() -> bytes:
        response = browser.open("GET", path, headers={"If-None-Match": mark})
        if response.status_code != 304:
            raise RuntimeError(f"{path} answered {response.status_code}")
        return response.get_data()

    return ask


def _move(app: Any, browser: Browser) -> Iterator[Callable[[], bytes]]:
    """One move after another, each with what its form needs read beforehand."""
    for number in itertools.count():
        with app.app_context():
            event = _event()
            rooms = agenda_queries.rooms(event.id)
            session = min(agenda_queries.sessions(event.id), key=lambda s: s.code)
            fields = {
                "day": DAY,
                "starts": "12:00",
                "minutes": str(session.minutes),
                "rooms": str(rooms[number % ROOMS].id),
                "version": str(session.version),
            }
            path = f"{MANAGE}/sessions/{session.code}/place"
            db.session.remove()

        def move(path: str = path, fields: dict[str, str] = fields) -> bytes:
            headers = {"Accept": "application/json"}
            response = browser.open("POST", path, data=fields, headers=headers)
            if response.status_code != 200:
                raise RuntimeError(f"A move was answered {response.status_code}.")
            return response.get_data()

        yield move


def _fetched() -> checks.Agenda:
    db.session.expire_all()
    event = _event()
    sessions, rooms = agenda_queries.sessions(event.id), agenda_queries.rooms(event.id)
    return agenda_queries.checks_of(event, sessions, rooms)


def _rules() -> Callable[[], bytes]:
    agenda = _fetched()

    def find() -> bytes:
        checks.find(agenda)
        return b""

    return find


def _publish() -> bytes:
    """Publish after one more session has changed its title."""
    event = _event()
    session = agenda_queries.sessions(event.id)[0]
    session.title = {"en": f"Session, {time.monotonic_ns()}"}
    db.session.flush()
    latest = agenda_queries.latest_release(event.id)
    draft = agenda_queries.draft(event)
    mark = changes.fingerprint(draft.agenda, draft.people, latest.number if latest else 0)
    agenda.publish(event, material.ACTOR, mark, {}, material.REASONS)
    db.session.commit()
    return b""


def _event() -> Event:
    event = event_queries.find_event(material.SLUG)
    if event is None:
        raise RuntimeError("The measured event is gone.")
    return event


if __name__ == "__main__":
    main()
