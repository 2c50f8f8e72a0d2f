"""Lists inside a row read back as the values that models have, on both databases."""

from datetime import UTC, date, datetime, time

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import gathered
from eventsite.events.models import Event, EventDay, EventKind
from tests import make

pytestmark = pytest.mark.both_databases


def test_each_kind_of_column_comes_back_as_it_was(session: scoped_session[Session]) -> None:
    event = make.make_event(
        'Wörter "und" \\ Zeichen', sdgs=[4, 9], has_captions=True, kind="webinar"
    )
    columns = (Event.title, Event.sdgs, Event.has_captions, Event.kind, Event.revised, Event.slug)
    query = sa.select(*columns, Event.first_day, Event.cancelled, Event.version)
    found = session.scalars(sa.select(gathered.rows(query, lambda *row: row))).one()
    assert found == [
        (
            event.title,
            [4, 9],
            True,
            EventKind.WEBINAR,
            datetime(2026, 1, 5, 9, 0, tzinfo=UTC),
            event.slug,
            date(2027, 6, 8),
            None,
            1,
        )
    ]


def test_rows_stay_in_their_order(session: scoped_session[Session]) -> None:
    event = make.make_event(days=3)
    event.days[1].starts, event.days[1].ends = time(8, 5), None
    session.flush()
    query = sa.select(EventDay.day, EventDay.starts, EventDay.ends).order_by(EventDay.day.desc())
    found = session.scalars(sa.select(gathered.rows(query, lambda *row: row))).one()
    assert found == [
        (date(2027, 6, 10), time(9, 30), time(17, 30)),
        (date(2027, 6, 9), time(8, 5), None),
        (date(2027, 6, 8), time(9, 30), time(17, 30)),
    ]


def test_nothing_found_is_an_empty_list(session: scoped_session[Session]) -> None:
    query = gathered.rows(sa.select(Event.id), int)
    assert session.scalars(sa.select(query)).one() == []
