"""The organizers' list as a tool: files of it, many people at once, views kept, figures."""

import pytest
import sqlalchemy as sa

from eventsite.core import sheets
from eventsite.core.db import db
from eventsite.core.tasks import Job, TaskRow
from eventsite.events.models import Duty, Event
from eventsite.registration import export, jobs
from eventsite.registration.actions import viewing
from eventsite.registration.models import PlaceReserve, State
from tests import make
from tests.browser import Browser
from tests.questions.makings import make_answers, make_question


def open_event(**changes: object) -> Event:
    """A hybrid event with announced terms."""
    event = make.make_event()
    make.make_terms(event, **changes)
    return event


def list_of(event: Event) -> str:
    """Where its list stands."""
    return f"/manage/events/{event.slug}/registrations"


def table_at(client: Browser, path: str) -> list[tuple[str, ...]]:
    """The rows of a file, its head among them."""
    answer = client.open("GET", path)
    content = answer.get_data()
    return [line.cells for line in sheets.lines(content, sheets.Limits())]


def test_answers_are_columns_but_sensitive_ones_in_no_file(client: Browser) -> None:
    event = open_event()
    dish, why = make_question(event, "choice"), make_question(event)
    agreed, secret = make_question(event, "consent"), make_question(event, is_sensitive=True)
    said = {dish.code: "b", why.code: "=1+1", agreed.code: True, secret.code: "Diabetes"}
    answers = make_answers(event, **said)
    make.make_registration(event, make.make_person("Ana"), answer_set_id=answers)
    make.make_registration(event, make.make_person("Ben"))
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    as_csv = table_at(client, f"{list_of(event)}.csv?sort=created&order=up")
    as_excel = table_at(client, f"{list_of(event)}.xlsx?sort=created&order=up")
    for found in (as_csv, as_excel):
        assert [row[3] for row in found] == ["First name", "Ana", "Ben"]
        assert [row[-3:] for row in found[:2]] == [
            (dish.code, why.code, agreed.code),
            ("Answer b", "=1+1", "Yes"),
        ]
    assert "Diabetes" not in {cell for row in as_csv + as_excel for cell in row}


def test_a_long_list_is_made_as_a_job_for_whoever_ordered_it(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "AT_ONCE", 1)
    event = open_event()
    make.make_registration(event, country="FJ")
    make.make_registration(event, country="TO")
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    make.make_registration(event, country="FJ")
    db.session.commit()
    page = client.get(f"{list_of(event)}.xlsx?country=FJ")
    assert "2 people are in this list." in page.words
    ordered = client.form(page, "Make the Excel table").submit()
    client.form(page, "Make the Excel table").submit()  # pressed twice
    [row] = db.session.scalars(sa.select(TaskRow).where(TaskRow.name == "registration.export"))
    assert ordered.path.endswith(f"/{row.id}")
    result = jobs.make_table(Job(row.id, row.created_by), **row.args)
    db.session.commit()
    assert result is not None
    assert len(table_at(client, str(result["href"]))) == 3
    assert len(table_at(client, f"{list_of(event)}.xlsx?country=TO")) == 2


def test_those_ticked_are_decided_about_together(client: Browser) -> None:
    event = open_event()
    states = (State.PENDING, State.PENDING, State.CONFIRMED, State.CANCELLED)
    rows = [make.make_registration(event, state=state, confirmed=None) for state in states]
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    codes = [one.code for one in rows]
    page = client.get(f"{list_of(event)}?tab=all")
    none = client.form(page, "Refuse those ticked").submit()
    assert "Tick at least one person." in none.words
    ask = client.form(page, "Refuse those ticked").fill(code=codes).submit()
    assert ask.all("h2") == ["This is done for 2 people", "2 people stay as they are"]
    form = client.form(ask, "Refuse those ticked")
    form.submit(422)
    form.fill(note="Not of the sector.").submit()
    form.submit()  # pressed twice
    db.session.expire_all()
    assert [one.state for one in rows] == [State.REFUSED, State.REFUSED, *states[2:]]


def test_who_cannot_be_reached_is_named_with_the_reason(client: Browser) -> None:
    event = open_event()
    first, second = (
        make.make_registration(event, make.make_person(name, "Wait"), state=State.WAITING)
        for name in ("Ana", "Ben")
    )
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    path = f"{list_of(event)}/together?do=cancel&code={first.code}&code={second.code}"
    form = client.form(client.get(path), "Cancel those ticked")
    first.state = State.EXPIRED
    db.session.commit()
    done = form.submit()
    db.session.expire_all()
    assert (first.state, second.state) == (State.EXPIRED, State.CANCELLED)
    assert "Done for 1 person." in done.words
    assert done.all("tbody tr") == ["Ana Wait This registration is cancelled already."]


def test_a_view_is_kept_opened_and_removed_and_others_see_shared_ones(client: Browser) -> None:
    event = open_event()
    ana, ben = (make.make_team_member(event, [Duty.REGISTRATION]) for _ in range(2))
    client.sign_in(ana)
    page = client.get(f"{list_of(event)}?country=FJ&tab=all&text=a%26b&page=1")
    keep = "Keep these filters as a view"
    client.form(page, keep).fill(name="Islands").submit()
    client.form(page, keep).fill(name="Islands", is_shared=True).submit()
    client.form(page, keep).fill(name="Mine").submit()
    unnamed = client.form(page, keep).fill(name=" ").submit()
    assert "Give the view a name." in unnamed.words
    link = client.get(list_of(event)).link("Islands")
    assert link == f"{list_of(event)}?tab=all&text=a%26b&country=FJ"
    client.sign_in(ben)
    page = client.get(list_of(event))
    assert page.all("main details li a") == ["Islands"]
    left = client.form(page, "Remove : Islands").submit()
    assert left.all("main details li a") == []
    client.sign_in(ana)
    assert client.get(list_of(event)).all("main details li a") == ["Mine"]
    assert viewing.told(ana.person) == [
        {"name": "Mine", "filter": "tab=all&text=a%26b&country=FJ", "is_shared": False}
    ]


def test_figures_say_what_they_count_and_how_kept_places_fill(client: Browser) -> None:
    event = open_event()
    for state in (State.CONFIRMED, State.CONFIRMED, State.WAITING, State.HELD):
        make.make_registration(event, state=state)
    kept = {"group": "role:press", "places": 4, "taken": 1, "created": make.CREATED}
    make.add(PlaceReserve(event_id=event.id, **kept))
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    page = client.get(list_of(event))
    assert page.all(".stats dt") == [
        "Registered and confirmed",
        "Waiting for approval",
        "Waiting list",
        "Everybody who took part",
    ]
    assert page.all(".stats dt + dd") == ["2", "0", "1", "0"]
    assert page.all(".bars tbody td:last-child") == ["1 of 4"]
