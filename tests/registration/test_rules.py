"""States, places and rules as tables, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eventsite.events.models import Event, EventState, Mode
from eventsite.people.models import SmeStatus
from eventsite.registration import places, rules, states
from eventsite.registration.models import (
    Admission,
    InvitationCode,
    PlaceMode,
    RegistrationTerms,
    State,
    TermsState,
)
from eventsite.registration.rules import Reason, Window

HELD, CONFIRMED, WAITING = State.HELD, State.CONFIRMED, State.WAITING
OFFERED, PENDING, REFUSED = State.OFFERED, State.PENDING, State.REFUSED
CANCELLED, EXPIRED = State.CANCELLED, State.EXPIRED
NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("now", "allowed"),
    [
        (HELD, {PENDING, CONFIRMED, CANCELLED, EXPIRED}),
        (WAITING, {OFFERED, HELD, PENDING, CONFIRMED, REFUSED, CANCELLED, EXPIRED}),
        (OFFERED, {PENDING, CONFIRMED, REFUSED, CANCELLED, EXPIRED}),
        (PENDING, {CONFIRMED, REFUSED, CANCELLED}),
        (CONFIRMED, {CANCELLED}),
        (REFUSED, {WAITING, HELD, PENDING, CONFIRMED}),
        (CANCELLED, {HELD, WAITING, PENDING, CONFIRMED}),
        (EXPIRED, {HELD, WAITING, PENDING, CONFIRMED}),
    ],
)
def test_which_state_follows(now: State, allowed: set[State]) -> None:
    assert {then for then in State if states.may_become(now, then)} == allowed


def test_every_state_is_live_or_over_or_refused() -> None:
    assert set(State) == states.LIVE | states.OVER | {REFUSED}
    assert set() == states.LIVE & states.OVER
    assert states.LIVE - {WAITING} == states.TAKES_PLACE
    assert REFUSED not in states.LIVE | states.OVER
    assert {one for one in State if states.may_become(one, REFUSED)} == states.REFUSABLE


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


EARLY = Window("sme", opens=BEFORE - HOUR, closes=None)
LATE = Window("group:LDC", opens=None, closes=BEFORE)


@pytest.mark.parametrize(
    ("held", "groups", "is_opened", "reason"),
    [
        ({"opens": BEFORE + HOUR}, {"sme"}, False, None),
        ({"opens": BEFORE + HOUR}, {"group:LDC"}, False, Reason.NOT_YET),
        ({"opens": BEFORE + HOUR}, set(), False, Reason.NOT_YET),
        ({"opens": BEFORE + HOUR}, set(), True, None),
        ({"opens": BEFORE + HOUR}, None, False, None),
        ({"closes": BEFORE - HOUR}, {"group:LDC"}, False, None),
        ({"closes": BEFORE - HOUR}, {"sme"}, False, Reason.CLOSED),
        ({"closes": BEFORE - HOUR}, set(), True, None),
        ({"state": TermsState.PAUSED}, {"sme"}, True, Reason.PAUSED),
        ({"state": TermsState.DRAFT}, {"sme"}, True, Reason.NOT_ANNOUNCED),
    ],
)
def test_windows_of_groups_and_invitations_open_the_form(
    held: dict[str, object], groups: set[str] | None, is_opened: bool, reason: Reason | None
) -> None:
    found = rules.may_register(terms(**held), event(), BEFORE, [EARLY, LATE], groups, is_opened)
    assert found == reason


def code(**changes: object) -> InvitationCode:
    """An unsaved invitation for one person."""
    return InvitationCode(**{"code": "ABC", "most_uses": 1, "used": 0, **changes})


@pytest.mark.parametrize(
    ("admission", "typed", "found", "reason"),
    [
        (Admission.OPEN, "", None, None),
        (Admission.INVITATION, "", None, Reason.CODE_MISSING),
        (Admission.INVITATION, "x", None, Reason.CODE_UNKNOWN),
        (Admission.OPEN, "x", None, Reason.CODE_UNKNOWN),
        (Admission.INVITATION, "x", code(), None),
        (Admission.INVITATION, "x", code(used=1), Reason.CODE_USED),
        (Admission.INVITATION, "x", code(used=1, most_uses=2), None),
        (Admission.INVITATION, "x", code(used=9, most_uses=None), None),
        (Admission.INVITATION, "x", code(expires=NOON), Reason.CODE_EXPIRED),
        (Admission.INVITATION, "x", code(expires=NOON + HOUR), None),
        (Admission.INVITATION, "x", code(revoked=NOON), Reason.CODE_REVOKED),
    ],
)
def test_which_code_opens_the_door(
    admission: Admission, typed: str, found: InvitationCode | None, reason: Reason | None
) -> None:
    assert rules.code_trouble(terms(admission=admission), typed, found, NOON) == reason


@pytest.mark.parametrize(
    ("hours", "now", "until"),
    [
        # The day begins in Fiji at noon UTC of the day before.
        (48, NOON - 80 * HOUR, NOON - 32 * HOUR),
        (48, NOON - 72 * HOUR, NOON - 24 * HOUR),
        (48, NOON - 71 * HOUR, None),
        (1, NOON - 71 * HOUR, NOON - 70 * HOUR),
        (48, NOON - HOUR, None),
    ],
)
def test_a_place_is_offered_unless_the_event_begins_before(
    hours: int, now: datetime, until: datetime | None
) -> None:
    assert rules.offered_until(event(), hours, now) == until
    assert rules.offered_until(Event(first_day=None), hours, now) == now + hours * HOUR


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
        (OFFERED, BEFORE, None, None),
        (PENDING, BEFORE, None, None),
        (REFUSED, BEFORE, Reason.NOT_CHANGEABLE, Reason.NOT_CANCELLABLE),
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
