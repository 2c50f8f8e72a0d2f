"""States, places and rules as tables, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.events.models import Event, EventState, Mode
from eventsite.people.models import SmeStatus
from eventsite.registration import places, rules, states
from eventsite.registration.models import PlaceMode, RegistrationTerms, State, TermsState
from eventsite.registration.rules import Reason

HELD, CONFIRMED, WAITING = State.HELD, State.CONFIRMED, State.WAITING
CANCELLED, EXPIRED = State.CANCELLED, State.EXPIRED
NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("now", "allowed"),
    [
        (HELD, {CONFIRMED, CANCELLED, EXPIRED}),
        (WAITING, {HELD, CONFIRMED, CANCELLED, EXPIRED}),
        (CONFIRMED, {CANCELLED}),
        (CANCELLED, {HELD, WAITING, CONFIRMED}),
        (EXPIRED, {HELD, WAITING, CONFIRMED}),
    ],
)
def test_which_state_follows(now: State, allowed: set[State]) -> None:
    assert {then for then in State if states.may_become(now, then)} == allowed


def test_every_state_is_live_or_over() -> None:
    assert set(State) == states.LIVE | states.OVER
    assert set() == states.LIVE & states.OVER
    assert states.TAKES_PLACE < states.LIVE


@pytest.mark.parametrize(
    ("capacity", "taken", "free", "full"),
    [
        (None, 0, None, False),
        (None, 999, None, False),
        (0, 0, 0, True),
        (2, 1, 1, False),
        (2, 2, 0, True),
        (2, 3, 0, True),
    ],
)
def test_free_places(capacity: int | None, taken: int, free: int | None, full: bool) -> None:
    pool = places.Pool(capacity, taken)
    assert (pool.free, pool.is_full) == (free, full)


@given(
    st.lists(st.tuples(st.integers(1, 99), st.integers(0, 5)), unique_by=lambda w: w[0]),
    st.one_of(st.none(), st.integers(0, 20)),
)
def test_free_places_go_to_who_came_first(line: list[tuple[int, int]], free: int | None) -> None:
    waiting = [places.Waiting(key, NOON + minutes * HOUR) for key, minutes in line]
    chosen = places.next_in_line(waiting, places.Pool(free, 0))
    assert len(chosen) == (len(waiting) if free is None else min(free, len(waiting)))
    left = [one for one in waiting if one not in chosen]
    assert all((a.since, a.id) < (b.since, b.id) for a in chosen for b in left)
    positions = [places.position(waiting, one.id) for one in chosen]
    assert positions == list(range(1, len(chosen) + 1))
    assert places.position(waiting, 100) is None


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (9, 0), (10, 10), (19, 10), (1284, 1280)])
def test_the_public_count_is_rounded_down(count: int, shown: int) -> None:
    assert places.rounded_down(count) == shown


def event(state: EventState = EventState.PUBLISHED, mode: Mode = Mode.HYBRID) -> Event:
    """An unsaved event in Fiji on 1 March 2027, which ends at noon UTC."""
    day = date(2027, 3, 1)
    return Event(state=state, mode=mode, zone="Pacific/Fiji", first_day=day, last_day=day)


def terms(**changes: object) -> RegistrationTerms:
    """Unsaved announced terms."""
    return RegistrationTerms(**{"state": TermsState.ANNOUNCED, **changes})


BEFORE = NOON - HOUR


@pytest.mark.parametrize(
    ("held", "terms_now", "now", "reason"),
    [
        (event(), None, BEFORE, Reason.NOT_ANNOUNCED),
        (event(), terms(state=TermsState.DRAFT), BEFORE, Reason.NOT_ANNOUNCED),
        (event(), terms(state=TermsState.PAUSED), BEFORE, Reason.PAUSED),
        (event(EventState.DRAFT), terms(), BEFORE, Reason.NOT_ANNOUNCED),
        (event(EventState.CANCELLED), terms(), BEFORE, Reason.CANCELLED),
        (event(), terms(), BEFORE, None),
        (event(), terms(), NOON - timedelta(seconds=1), None),
        (event(), terms(), NOON, Reason.OVER),
        (event(), terms(opens=BEFORE), BEFORE, None),
        (event(), terms(opens=BEFORE + HOUR), BEFORE, Reason.NOT_YET),
        (event(), terms(closes=BEFORE), BEFORE, None),
        (event(), terms(closes=BEFORE - HOUR), BEFORE, Reason.CLOSED),
    ],
)
def test_when_one_may_register(
    held: Event, terms_now: RegistrationTerms | None, now: datetime, reason: Reason | None
) -> None:
    assert rules.may_register(terms_now, held, now) == reason


@pytest.mark.parametrize(
    ("mode", "modes"),
    [
        (Mode.IN_PERSON, (PlaceMode.IN_PERSON,)),
        (Mode.ONLINE, (PlaceMode.ONLINE,)),
        (Mode.HYBRID, (PlaceMode.IN_PERSON, PlaceMode.ONLINE)),
    ],
)
def test_the_modes_of_an_event(mode: Mode, modes: tuple[PlaceMode, ...]) -> None:
    assert rules.modes_of(event(mode=mode)) == modes


@pytest.mark.parametrize(
    ("state", "now", "change", "cancel"),
    [
        (CONFIRMED, BEFORE, None, None),
        (WAITING, BEFORE, None, None),
        (HELD, BEFORE, None, None),
        (CANCELLED, BEFORE, Reason.NOT_CHANGEABLE, Reason.NOT_CANCELLABLE),
        (EXPIRED, BEFORE, Reason.NOT_CHANGEABLE, Reason.NOT_CANCELLABLE),
        (CONFIRMED, NOON, Reason.OVER, Reason.OVER),
    ],
)
def test_when_one_may_change_or_cancel(
    state: State, now: datetime, change: Reason | None, cancel: Reason | None
) -> None:
    assert rules.may_change(state, event(), now) == change
    assert rules.may_cancel(state, event(), now) == cancel


@pytest.mark.parametrize("state", State)
def test_only_confirmed_people_see_the_ways_to_join(state: State) -> None:
    assert rules.may_join(state, event()) == (state is CONFIRMED)
    assert rules.may_join(state, event(EventState.CANCELLED)) is False


@pytest.mark.parametrize(
    ("status", "until", "small"),
    [
        (None, None, None),
        (SmeStatus.UNKNOWN, None, None),
        (SmeStatus.NO, None, False),
        (SmeStatus.VERIFIED, None, True),
        (SmeStatus.DECLARED, date(2027, 2, 28), False),
        (SmeStatus.DECLARED, date(2027, 3, 1), True),
    ],
)
def test_who_is_small_on_the_day(
    status: SmeStatus | None, until: date | None, small: bool | None
) -> None:
    assert rules.is_small(status, None, until, date(2027, 3, 1)) == small
