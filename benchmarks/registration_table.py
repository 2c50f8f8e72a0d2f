"""The organizers' list at 1,000, 10,000 and 100,000 rows, and the longest one as CSV and XLSX."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from eventsite import create_app
from eventsite.core.db import db
from eventsite.core.sheets import writing
from eventsite.events.models import Duty, Event
from eventsite.people.models import Person, User
from eventsite.questions.models import Answer, AnswerSet
from eventsite.registration import export, queries
from eventsite.registration.models import PlaceMode, Registration, State
from eventsite.registration.queries import Chosen, Tab
from tests import databases, make
from tests.browser import Browser
from tests.counting import count_queries
from tests.questions.makings import make_question, make_questionnaire

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 7
COUNTRIES = ("FJ", "CH", "KE", "PE", "TO", "CN", "EG", "FR")
#: What the list is asked for, as its address says it.
ASKED = {
    "first page": "",
    "by name, last page": "?tab=all&sort=name&page=99999",
    "one country": "?country=FJ",
    "a word": "?text=nakamura",
}
_AT_ONCE = 5_000


def main() -> None:
    """Print the figures of SQLite, each measure in a process of its own."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            _environment(folder)
            plant(size)
            _say(size, "list", folder)
            if size == SIZES[-1]:
                _say(size, "csv", folder)
                _say(size, "xlsx", folder)


def _environment(folder: str) -> None:
    os.environ.update(
        PLENARY_DATA_DIR=folder,
        PLENARY_DATABASE_URL=f"sqlite:///{folder}/site.sqlite",
        PLENARY_NO_DEMO="1",
        PLENARY_SECRET_KEY="k" * 40,
        PLENARY_MAIL_URL=Path(folder, "mail").as_uri(),
    )


def _say(size: int, what: str, folder: str) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.registration_table", what],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PLENARY_DATA_DIR": folder},
    )
    for line in json.loads(made.stdout.splitlines()[-1]):
        print(f"{size} rows, {line}", flush=True)


def plant(size: int) -> None:
    """An event with two questions, which everybody answered, and one organizer."""
    app = create_app()
    databases.build(app)
    with app.app_context():
        event = make.make_event()
        make.make_terms(event)
        make.make_team_member(event, [Duty.REGISTRATION])
        asked = [make_question(event).id, make_question(event, "choice").id]
        head = make_questionnaire(event).id
        for first in range(0, size, _AT_ONCE):
            _insert(event, head, asked, range(first, min(first + _AT_ONCE, size)))
        db.session.commit()
        db.session.execute(sa.text("ANALYZE"))
        db.session.commit()


def _insert(event: Event, head: int, asked: list[int], numbers: range) -> None:
    people = [_person(n) for n in numbers]
    persons = _made(sa.insert(Person).returning(Person.id, sort_by_parameter_order=True), people)
    empty = {"questionnaire_id": head, "created": make.CREATED, "changed": make.CREATED}
    insert = sa.insert(AnswerSet).returning(AnswerSet.id, sort_by_parameter_order=True)
    sets = _made(insert, [empty for _ in numbers])
    said = ("Reefs and cities", "b")
    answers = [
        {"answer_set_id": key, "question_id": question, "value": value, "found_by": value.lower()}
        for key in sets
        for question, value in zip(asked, said, strict=True)
    ]
    db.session.execute(sa.insert(Answer), answers)
    keys = zip(numbers, persons, sets, strict=True)
    rows = [_registration(event.id, n, person, answered) for n, person, answered in keys]
    db.session.execute(sa.insert(Registration), rows)


def _made(
    insert: sa.Insert | sa.sql.dml.ReturningInsert[tuple[int]], rows: list[dict[str, object]]
) -> list[int]:
    return list(db.session.execute(insert, rows).scalars())


def _person(n: int) -> dict[str, object]:
    family = "Nakamura" if n % 500 == 0 else f"Family{n % 5000:04}"
    name = {"first_name": f"First{n % 300}", "family_name": family}
    return {"code": f"P{n:07}", "email": f"p{n}@example.org", "created": make.CREATED, **name}


def _registration(event: int, n: int, person: int, answers: int) -> dict[str, object]:
    at = make.CREATED + timedelta(seconds=n)
    return {
        "code": f"R{n:07}",
        "event_id": event,
        "person_id": person,
        "state": (State.CONFIRMED, State.CONFIRMED, State.WAITING, State.CANCELLED)[n % 4],
        "mode": PlaceMode.ONLINE,
        "organisation_note": f"Organisation {n % 800}",
        "country": COUNTRIES[n % len(COUNTRIES)],
        "consent_version": "2026-1",
        "consented": at,
        "address_confirmed": at,
        "created": at,
        "answer_set_id": answers,
    }


def listed(app: Flask) -> Iterator[str]:
    """Statements and CPU of each way to ask for the list."""
    event = db.session.scalars(sa.select(Event)).one()
    browser = Browser(app).sign_in(db.session.scalars(sa.select(User)).one())
    for name, query in ASKED.items():
        path = f"/manage/events/{event.slug}/registrations{query}"
        browser.open("GET", path)
        with count_queries() as seen:
            browser.open("GET", path)
        took = statistics.median(_cpu(lambda path=path: browser.open("GET", path)))  # type: ignore[misc]
        yield f"{name}: {len(seen)} statements, CPU {took * 1000:.0f} ms"


def _cpu(work: Callable[[], object]) -> Iterator[float]:
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        yield time.process_time() - start


def exported(app: Flask, kind: str) -> Iterator[str]:
    """Seconds, bytes, and memory over what the process held before."""
    event = db.session.scalars(sa.select(Event)).one()
    browser = Browser(app).sign_in(db.session.scalars(sa.select(User)).one())
    browser.open("GET", f"/manage/events/{event.slug}/registrations")
    before, start = _peak(), time.perf_counter()
    size = _as_csv(browser, event) if kind == "csv" else _as_xlsx(event)
    took = time.perf_counter() - start
    yield f"{kind}: {took:.1f} s, {size / 1e6:.1f} MB, {_peak() - before:.0f} MB of memory more"


def _as_csv(browser: Browser, event: Event) -> int:
    path = f"/manage/events/{event.slug}/registrations.csv?tab=all"
    answer = browser.raw.get(path, buffered=False)
    size = sum(len(part) for part in answer.iter_encoded())
    answer.close()
    return size


def _as_xlsx(event: Event) -> int:
    """The writer itself: the page leads lists of this length to the CSV."""
    chosen = queries.of_address(event, {"tab": Tab.ALL.value})
    table = export.Table.in_words(make.FIRST_DAY, event.zone, "en", chosen.asked)
    rows = queries.exported(db.engine, _everybody(event, chosen), table.question_ids)
    cells = (table.row(one, said) for one, said in rows)
    return len(writing.xlsx("Registrations", table.header, cells))


def _everybody(event: Event, chosen: Chosen) -> sa.Select[tuple[object, ...]]:
    return queries.registrants(event.id, chosen)


def _peak() -> float:
    """Megabytes that this process held at most so far; `getrusage` would count its parent's too."""
    status = Path("/proc/self/status").read_text().splitlines()
    held = next(line for line in status if line.startswith("VmHWM:"))
    return int(held.split()[1]) / 1024


def one(what: str) -> None:
    """One measure, in a process of its own; its lines as JSON."""
    app = create_app()
    with app.app_context():
        found = listed(app) if what == "list" else exported(app, what)
        print(json.dumps(list(found)))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(sys.argv[1])
    else:
        main()
