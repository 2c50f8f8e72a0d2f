"""Who is asked about a request and when: tables, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from eventsite.registration import requests
from eventsite.registration.models import State
from eventsite.registration.requests import Request, Step

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def asked(days: float, **facts: datetime) -> Request:
    return Request(NOON - 30 * DAY, asked=NOON - days * DAY, **facts)


@pytest.mark.parametrize(
    ("request_", "has_point", "step"),
    [
        (Request(NOON), True, Step.ASK),
        (Request(NOON), False, Step.ESCALATE),
        (Request(NOON, escalated=NOON), False, None),
        (Request(NOON, escalated=NOON), True, Step.ASK),
        (asked(2.99), True, None),
        (asked(3), True, Step.REMIND),
        (asked(3, reminded=NOON), True, None),
        (asked(6.99, reminded=NOON), True, None),
        (asked(7, reminded=NOON), True, Step.ESCALATE),
        (asked(7), True, Step.ESCALATE),
        (asked(9, escalated=NOON), True, None),
        (asked(1), False, Step.ESCALATE),
    ],
)
def test_steps(request_: Request, has_point: bool, step: Step | None) -> None:
    assert requests.step(request_, NOON, has_point, 3, 7) == step


@pytest.mark.parametrize(
    ("remind", "escalate", "step"),
    [(None, 7, None), (None, None, None), (3, None, Step.REMIND), (9, 5, Step.ESCALATE)],
)
def test_days_that_nobody_wants(remind: int, escalate: int, step: Step | None) -> None:
    assert requests.step(asked(6), NOON, True, remind, escalate) == step


@pytest.mark.parametrize(
    ("minutes", "rested"),
    [
        ((), False),
        ((9,), False),
        ((10,), True),
        ((30, 5), False),
        ((60, 1), True),
        ((59, 0), False),
    ],
)
def test_requests_rest_but_not_for_ever(minutes: tuple[int, ...], rested: bool) -> None:
    sinces = [NOON - timedelta(minutes=one) for one in minutes]
    assert requests.has_rested(sinces, NOON) == rested


@pytest.mark.parametrize(
    ("organisation", "country", "entity"),
    [(5, "FJ", 5), (None, "FJ", 7), (None, "CH", None), (None, "", None), (5, "", 5)],
)
def test_who_is_asked(organisation: int | None, country: str, entity: int | None) -> None:
    assert requests.entity_of(organisation, country, {"FJ": 7}) == entity


@pytest.mark.parametrize("state", State)
def test_what_is_open(state: State) -> None:
    waits = state in {State.PENDING, State.WAITING, State.OFFERED}
    assert (requests.is_open(state, False), requests.is_open(state, True)) == (waits, False)


@pytest.mark.parametrize(
    ("last", "may"), [(None, True), (NOON, False), (NOON - timedelta(hours=1), True)]
)
def test_reminding_by_hand(last: datetime | None, may: bool) -> None:
    assert requests.may_remind(last, NOON) == may
