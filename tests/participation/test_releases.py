"""The job that freezes statistics, and the organizers' page that shows them."""

import csv
import io
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import audit, tasks
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.tasks import registry
from eventsite.desk.models import CheckIn, Source
from eventsite.events.models import Duty, Event
from eventsite.participation import actions, figures, queries
from eventsite.participation.models import StatRelease
from eventsite.people.models import Category, SmeStatus
from eventsite.registration import links
from eventsite.registration.models import Gender, Registration, SelfDeclared, State
from tests import make
from tests.browser import Browser

pytestmark = pytest.mark.usefixtures("session")


def register(event: Event, country: str, *genders: Gender | None, **changes: Any) -> None:
    """One registered person for each answer; None did not answer."""
    for gender in genders:
        row = make.make_registration(event, country=country, **changes)
        if gender is not None:
            key = links.statistics_key(row.code)
            make.add(SelfDeclared(key=key, event_id=event.id, gender=gender))
    db.session.commit()


def freeze(event: Event, reason: str = "Registration has closed") -> dict[str, Any]:
    """Run the job as the worker would, and commit as it does."""
    made = registry.jobs["participation.freeze"](
        tasks.Job(1, "user:1"), event_id=event.id, reason=reason
    )
    db.session.commit()
    return dict(made or {})


def numbers(event: Event) -> list[int]:
    return list(
        db.session.scalars(
            sa.select(StatRelease.number)
            .where(StatRelease.event_id == event.id)
            .order_by(StatRelease.number)
        )
    )


W, M = Gender.WOMAN, Gender.MAN


@pytest.mark.both_databases
def test_the_job_keeps_only_what_may_be_printed() -> None:
    event = make.make_event()
    register(event, "CH", *[W] * 12, *[M] * 14, None)
    register(event, "KE", *[W] * 2, *[M] * 8)
    register(event, "KE", W, state=State.HELD)  # pending: not counted
    assert freeze(event) == {
        "href": f"/manage/events/{event.slug}/participation",
        "label": "Open the statistics",
    }
    release = queries.newest(event.id)
    assert release is not None
    assert (release.number, release.created_by, release.reason) == (
        1,
        "user:1",
        "Registration has closed",
    )
    assert (release.classification_day, release.schema_version) == (make.FIRST_DAY, 1)
    regions = queries.tables_of(release)["regions"]
    assert regions.total == 37
    shown = {row: cells for row, cells, _ in regions.lines()}
    assert shown["AFR"][0] is None  # two women
    assert shown["EUR"][-1] is None  # one who did not say
    assert shown["AMS"] == (0, 0, 0, 0)
    [row] = db.session.scalars(sa.select(audit.AuditRow))
    assert (row.verb, row.subject, row.after) == (
        "statistics.frozen",
        f"event:{event.id}",
        {"number": 1},
    )


def test_a_release_too_close_to_the_last_is_refused() -> None:
    event = make.make_event()
    register(event, "CH", *[W] * 20, *[M] * 20)
    freeze(event)
    register(event, "CH", W)
    with pytest.raises(Refused) as refused:
        freeze(event)
    assert refused.value.reason is actions.Reason.TOO_CLOSE
    db.session.rollback()
    assert numbers(event) == [1]
    register(event, "CH", *[W] * 4)
    freeze(event)
    assert numbers(event) == [1, 2]


def test_a_cancelled_job_writes_nothing() -> None:
    event = make.make_event()
    register(event, "CH", *[W] * 20)
    with pytest.raises(tasks.Cancelled):
        registry.jobs["participation.freeze"](
            tasks.Job(1, "user:1", stop_asked=True), event_id=event.id, reason=""
        )
    assert numbers(event) == []


def of_team(client: Browser, event: Event, duty: Duty = Duty.REGISTRATION) -> Browser:
    return client.sign_in(make.make_team_member(event, [duty]))


def test_the_page_counts_official_attributes_exactly(client: Browser) -> None:
    event = make.make_event(slug="forum")
    small = make.make_organisation(category=Category.ASSOCIATE, sme=SmeStatus.VERIFIED)
    register(event, "CH", None, None, organisation_id=small.id)
    register(event, "ET", None)
    register(event, "FJ", None, state=State.WAITING)
    comer = db.session.scalars(sa.select(Registration).filter_by(country="ET")).one()
    make.add(
        CheckIn(
            event_id=event.id,
            registration_id=comer.id,
            day=make.FIRST_DAY,
            at=make.CREATED,
            by="user:1",
            source=Source.TYPED,
        )
    )
    page = of_team(client, event).get("/manage/events/forum/participation")
    assert page.h1 == "Participation"
    tiles = dict(zip(page.all(".stats dt"), page.all(".stats dd:first-of-type"), strict=True))
    assert tiles == {
        "Registered and confirmed": "3",
        "Member States": "2",
        "From developing countries": "1",
        "From least developed countries": "1",
        "From small companies": "2",
    }
    assert "Women: statistics are not frozen yet." in page.text
    assert figures.DEFINITIONS[figures.Basis.CONFIRMED] in page.words
    came = of_team(client, event).get("/manage/events/forum/participation?basis=took-part")
    assert came.all(".stats dt")[0] == "Everybody who took part"
    assert came.all(".stats dd:first-of-type")[0] == "1"
    assert "basis=took-part" in came.one("a[href*='regions.csv']")["href"]
    bars = page.one("section[aria-labelledby=by-regions]")
    rows = [[c.get_text(" ", strip=True) for c in r.select("th, td")] for r in bars.select("tr")]
    assert [(row[0], row[-1]) for row in rows[1:]] == [
        ("Africa", "1"),
        ("Americas", "0"),
        ("Arab States", "0"),
        ("Asia and the Pacific", "0"),
        ("Commonwealth of Independent States", "0"),
        ("Europe", "2"),
        ("No ITU region, or no country", "0"),
    ]
    asia = next(t for t in page.all("details.more") if t.startswith("Asia"))
    assert asia.count("Fiji") == 1  # waiting is not there
    europe = next(t for t in page.all("details.more") if t.startswith("Europe"))
    assert europe.count("Switzerland") == 0


def test_gender_comes_from_the_frozen_release_alone(client: Browser) -> None:
    event = make.make_event(slug="forum")
    register(event, "CH", *[W] * 12, *[M] * 14)
    register(event, "KE", *[W] * 2, *[M] * 8)
    browser = of_team(client, event)
    before = browser.get("/manage/events/forum/participation")
    assert before.soup.select("#gender ~ table, section[aria-labelledby=gender] table") == []
    freeze(event)
    register(event, "CH", *[W] * 30)
    page = browser.get("/manage/events/forum/participation")
    tables = page.soup.select("section[aria-labelledby=gender] table")
    assert len(tables) == 2
    africa = tables[0].select("tbody tr")[0]
    assert [cell.get_text(strip=True) for cell in africa.select("th, td")] == [
        "Africa",
        "hidden",
        "hidden",
        "0",
        "0",
        "10",
    ]
    answer = browser.open("GET", "/manage/events/forum/participation/gender-regions.csv")
    lines = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert lines[0] == ["ITU region", "Women", "Men", "Another term", "Not said", "Total"]
    assert lines[1] == ["Africa", "hidden", "hidden", "0", "0", "10"]


@pytest.mark.parametrize(
    ("table", "status", "lines"),
    [
        ("regions", 200, 9),
        ("groups", 200, 7),
        ("categories", 200, 13),
        ("sme", 200, 5),
        ("sme-organisations", 200, 5),
        ("member-states", 200, 195),
        ("gender-regions", 404, 0),  # nothing is frozen
        ("people", 404, 0),
    ],
)
def test_each_table_as_a_file(client: Browser, table: str, status: int, lines: int) -> None:
    event = make.make_event(slug="forum")
    register(event, "CH", None)
    browser = of_team(client, event, Duty.VIEWER)
    answer = browser.open("GET", f"/manage/events/forum/participation/{table}.csv")
    assert answer.status_code == status
    if status == 200:
        assert len(answer.get_data(as_text=True).splitlines()) == lines


def test_ordering_leads_to_the_job(session: scoped_session[Session], client: Browser) -> None:
    event = make.make_event(slug="forum")
    browser = of_team(client, event)
    path = "/manage/events/forum/participation"
    page = browser.press(path, "Freeze statistics", reason="Registration has closed")
    assert page.h1 == "Background job"
    [row] = session.scalars(sa.select(tasks.TaskRow))
    assert (row.name, row.args) == (
        "participation.freeze",
        {"event_id": event.id, "reason": "Registration has closed"},
    )
    again = browser.press(path, "Freeze statistics", 422, reason="x" * 301)
    assert again.all(".err") == ["Error: Write at most 300 characters."]
    assert again.one("input[name=reason]")["value"] == "x" * 301


def test_a_viewer_sees_no_button(client: Browser) -> None:
    event = make.make_event(slug="forum")
    page = of_team(client, event, Duty.VIEWER).get("/manage/events/forum/participation")
    assert page.soup.select("form[action$=releases]") == []
