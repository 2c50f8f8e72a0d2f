"""The table of what an event keeps for a time only, and what another number of days means."""

from datetime import date, timedelta

import pytest

from eventsite.core import clock
from eventsite.core.errors import Refused
from eventsite.events import actions, keeping, queries
from eventsite.events.keeping import Time
from tests import make

LAST = date(2027, 6, 8)
TODAY = date(2028, 1, 1)
NAMES = keeping.BY_KEY["names"]


def test_the_table_stands_within_its_own_bounds() -> None:
    assert [kind.key for kind in keeping.KINDS if not kind.least <= kind.days <= kind.most] == []
    # These are promised where people agree: an owner may keep it for less time, never longer.
    promised = [keeping.BY_KEY[key] for key in ("needs", "names")]
    assert [kind.most for kind in promised] == [kind.days for kind in promised]


@pytest.mark.parametrize(
    ("last", "time", "expected"),
    [
        (None, Time(30), None),
        (LAST, Time(0), date(2027, 6, 10)),
        (LAST, Time(30), date(2027, 7, 10)),
        (LAST, Time(30, date(2027, 7, 9)), date(2027, 7, 10)),
        (LAST, Time(30, date(2027, 7, 11)), date(2027, 7, 11)),
    ],
)
def test_when_a_kind_goes(last: date | None, time: Time, expected: date | None) -> None:
    assert keeping.due(last, time) == expected


@pytest.mark.parametrize(
    ("before", "days", "expected"),
    [
        (Time(730), 400, Time(400, TODAY + timedelta(days=7))),
        (Time(400), 730, Time(730, None)),
        # Longer again: what the shorter one promised still holds.
        (Time(400, date(2028, 1, 5)), 500, Time(500, date(2028, 1, 5))),
        (Time(400, date(2028, 1, 5)), 399, Time(399, date(2028, 1, 8))),
    ],
)
def test_a_shorter_time_counts_from_a_week_later(before: Time, days: int, expected: Time) -> None:
    assert keeping.changed(before, days, TODAY) == expected


@pytest.mark.usefixtures("session")
def test_the_latest_choice_counts_and_bounds_hold() -> None:
    event = make.make_event()

    def choose(days: int, reason: str) -> None:
        actions.choose_days(actor="user:1", event=event, kind=NAMES, days=days, reason=reason)

    with clock.freeze(make.CREATED):
        choose(500, "Asked")
        choose(400, "Asked again")
        for days, reason in ((89, "x"), (731, "x"), (400, "x"), (300, " ")):
            with pytest.raises(Refused):
                choose(days, reason)
    week = make.CREATED.date() + timedelta(days=7)
    assert queries.times(event.id)["names"] == Time(400, week)
    assert queries.times(event.id)["needs"] == Time(30)
    assert dict(queries.promised(event))[NAMES.label] == 400
