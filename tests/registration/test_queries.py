"""What other features read: public states, exact counts, rows for figures."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.events.models import EventState, Mode
from eventsite.people.models import Category, SmeStatus
from eventsite.registration import queries
from eventsite.registration.models import (
    PlaceMode,
    PlacePool,
    PlaceReserve,
    RegistrationTerms,
    Role,
    State,
    TermsState,
)
from eventsite.registration.queries import AttendanceRow, Public, Standing
from tests import make
from tests.counting import count_queries
from tests.registration.conftest import NOW

pytestmark = pytest.mark.usefixtures("session")
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("terms", "event", "standing"),
    [
        ({}, {}, Standing.OPEN),
        ({"state": TermsState.DRAFT}, {}, Standing.NONE),
        ({"state": TermsState.PAUSED}, {}, Standing.PAUSED),
        ({"opens": NOW + DAY}, {}, Standing.NOT_YET),
        ({"closes": NOW - DAY}, {}, Standing.CLOSED),
        ({}, {"state": EventState.CANCELLED}, Standing.NONE),
        ({"capacity_online": 0}, {}, Standing.OPEN),
        ({"capacity_online": 0}, {"mode": Mode.ONLINE}, Standing.WAITING),
        (
            {"capacity_online": 0, "has_waiting_list": False},
            {"mode": Mode.ONLINE},
            Standing.FULL,
        ),
    ],
)
def test_how_registration_stands(
    terms: dict[str, Any], event: dict[str, Any], standing: Standing
) -> None:
    held = make.make_event(**event)
    make.make_terms(held, **terms)
    with count_queries() as seen:
        public = queries.public_state(held, NOW)
    assert (public.standing, len(seen)) == (standing, 1)
    assert public.is_open == (standing in {Standing.OPEN, Standing.WAITING})


@pytest.mark.parametrize(
    ("terms", "reserves", "standing"),
    [
        ({}, [(PlaceMode.ONLINE, 1, None)], Standing.OPEN),
        ({}, [(PlaceMode.ONLINE, 2, None)], Standing.KEPT),
        ({}, [(PlaceMode.ONLINE, 9, None)], Standing.KEPT),
        ({}, [(None, 1, None), (PlaceMode.ONLINE, 1, NOW + DAY)], Standing.KEPT),
        ({}, [(PlaceMode.ONLINE, 2, NOW)], Standing.OPEN),
        ({}, [(PlaceMode.IN_PERSON, 2, None)], Standing.OPEN),
        ({"has_waiting_list": False}, [(None, 2, None)], Standing.KEPT),
        ({"capacity_online": 9, "capacity_total": 2}, [(None, 2, None)], Standing.KEPT),
        ({"capacity_online": 0}, [(None, 2, None)], Standing.WAITING),
    ],
)
def test_what_is_kept_for_groups_is_open_to_them_alone(
    terms: dict[str, Any],
    reserves: list[tuple[PlaceMode | None, int, datetime | None]],
    standing: Standing,
) -> None:
    event = make.make_event(mode=Mode.ONLINE)
    make.make_terms(event, **{"capacity_online": 2, **terms})
    for mode, number, until in reserves:
        facts = {"group": "group:LDC", "mode": mode, "places": number, "until": until}
        make.add(PlaceReserve(event_id=event.id, created=make.CREATED, **facts))
    public = queries.public_state(event, NOW)
    pools, totals = queries.is_spoken_for(NOW)
    found = [
        *db.session.scalars(sa.select(PlacePool.id).where(pools, PlacePool.capacity > 0)),
        *db.session.scalars(sa.select(RegistrationTerms.id).where(totals)),
    ]
    assert (public.standing, len(found)) == (standing, int(standing == Standing.KEPT))


def test_without_terms_nothing_is_said() -> None:
    assert queries.public_state(make.make_event(), NOW) == Public(Standing.NONE)


def test_the_live_count_is_rounded_and_leaves_out_who_is_not_registered() -> None:
    event = make.make_event()
    make.make_terms(event)
    for _ in range(11):
        make.make_registration(event)
    for state in (State.HELD, State.WAITING, State.CANCELLED, State.EXPIRED):
        make.make_registration(event, state=state)
    assert queries.public_state(event, NOW).registered == 10
    assert queries.confirmed_count(event.id) == 11


def test_rows_for_figures_carry_category_and_size_of_the_events_day() -> None:
    event = make.make_event()
    small = make.make_organisation(
        category=Category.SECTOR_T, sme=SmeStatus.VERIFIED, sme_valid_until=event.first_day
    )
    make.make_registration(event, country="FJ", organisation_id=small.id, role=Role.SPEAKER)
    make.make_registration(event, state=State.WAITING, mode=PlaceMode.IN_PERSON)
    assert sorted(queries.attendances(event.id)) == sorted(
        [
            AttendanceRow(
                "FJ", small.code, "SM-T", True, "speaker", "online", State.CONFIRMED, False
            ),
            AttendanceRow("", "", "NON", None, "participant", "in-person", State.WAITING, False),
        ]
    )
    assert queries.attendances(make.make_event().id) == []


def test_a_persons_registrations_cost_the_same_however_many() -> None:
    person = make.make_person()
    asked = []
    for _ in range(2):
        make.make_registration(make.make_event(), person)
        with count_queries() as seen:
            found = queries.of_person(person.id)
            assert all(one.event.days for one in found)
        asked.append((len(found), len(seen)))
    assert asked == [(1, asked[0][1]), (2, asked[0][1])]
