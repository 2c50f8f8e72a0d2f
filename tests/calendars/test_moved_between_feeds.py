"""A public event that becomes another kind or joins another series: what subscribers see."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from eventsite.core import clock, http
from eventsite.core.db import db
from eventsite.events import actions
from eventsite.events.models import Event, EventKind, EventState
from tests import make
from tests.browser import Browser
from tests.calendars import programme

SEEN = datetime(2027, 2, 1, 9, tzinfo=UTC)
CHANGED = datetime(2027, 2, 2, 9, tzinfo=UTC)
LATER = datetime(2027, 2, 3, 9, tzinfo=UTC)
FORUMS, WORKSHOPS = "/kinds/forum/calendar.ics", "/kinds/workshop/calendar.ics"
ONE, OTHER = "/series/one/calendar.ics", "/series/other/calendar.ics"


@pytest.fixture
def event(client: Browser) -> Event:
    """A public forum of the series “one”; the series “other” has none."""
    series = make.make_series(slug="one")
    make.make_series(slug="other", title="The other series")
    event = make.make_event(slug="forum", series_id=series.id, published=make.CREATED)
    event.days[0].uid = "day1@test"
    db.session.commit()
    return event


def read(client: Browser, path: str, at: datetime) -> dict[str, tuple[str, int]]:
    """By UID the STATUS and SEQUENCE in a feed."""
    with clock.freeze(at):
        http.fresh.clear()
        answer = client.open("GET", path)
    return {uid: said[:2] for uid, said in programme.read_by_vobject(answer.data).items()}


def update(event: Event, at: datetime, **fields: Any) -> None:
    with clock.freeze(at):
        actions.update_event(actor="test", event=event, **fields)
        db.session.commit()


def other_series() -> int:
    """The id of the series that the event is not in at first."""
    return int(db.session.scalar(sa.text("SELECT id FROM series WHERE slug = 'other'")) or 0)


@pytest.mark.both_databases
def test_it_stays_as_cancelled_where_it_stood_and_stands_where_it_went(
    client: Browser, event: Event
) -> None:
    before = {path: read(client, path, SEEN) for path in (FORUMS, ONE)}
    assert before == {FORUMS: {"day1@test": ("CONFIRMED", 0)}, ONE: {"day1@test": ("CONFIRMED", 0)}}
    update(event, CHANGED, kind=EventKind.WORKSHOP, series_id=other_series())
    after = {path: read(client, path, CHANGED) for path in (FORUMS, ONE, WORKSHOPS, OTHER)}
    assert after == {
        FORUMS: {"day1@test": ("CANCELLED", 1)},
        ONE: {"day1@test": ("CANCELLED", 1)},
        WORKSHOPS: {"day1@test": ("CONFIRMED", 1)},
        OTHER: {"day1@test": ("CONFIRMED", 1)},
    }
    assert read(client, "/calendar.ics", CHANGED) == {"day1@test": ("CONFIRMED", 1)}
    # What is said of it later reaches the series it left, too.
    update(event, LATER, city={"en": "Nairobi"})
    assert read(client, ONE, LATER) == {"day1@test": ("CANCELLED", 2)}


def test_it_comes_back_with_a_higher_sequence(client: Browser, event: Event) -> None:
    update(event, CHANGED, series_id=None)
    assert read(client, ONE, CHANGED) == {"day1@test": ("CANCELLED", 1)}
    update(event, LATER, series_id=db.session.scalar(sa.text("SELECT min(id) FROM series")))
    assert read(client, ONE, LATER) == {"day1@test": ("CONFIRMED", 2)}


def test_thirty_days_after_it_is_gone(client: Browser, event: Event) -> None:
    update(event, CHANGED, kind=EventKind.WORKSHOP, series_id=None)
    last = datetime(2027, 7, 8, 23, tzinfo=UTC)
    for path in (FORUMS, ONE):
        assert read(client, path, last) == {"day1@test": ("CANCELLED", 1)}
        assert read(client, path, last + timedelta(hours=1)) == {}


def test_a_draft_leaves_nothing_where_nobody_saw_it(client: Browser) -> None:
    series = make.make_series(slug="one")
    draft = make.make_event(slug="draft", series_id=series.id, state=EventState.DRAFT)
    update(draft, SEEN, kind=EventKind.WORKSHOP, series_id=None)
    assert (draft.former, read(client, FORUMS, SEEN), read(client, ONE, SEEN)) == ([], {}, {})


def test_a_kind_chosen_after_it_was_taken_back_is_nobodys_business(
    client: Browser, event: Event
) -> None:
    with clock.freeze(CHANGED):
        actions.unpublish(actor="test", event=event)
        db.session.commit()
    update(event, LATER, kind=EventKind.WORKSHOP, series_id=other_series())
    gone = {"day1@test": ("CANCELLED", 1)}
    assert [read(client, path, LATER) for path in (FORUMS, ONE)] == [gone, gone]
    assert [read(client, path, LATER) for path in (WORKSHOPS, OTHER)] == [{}, {}]
