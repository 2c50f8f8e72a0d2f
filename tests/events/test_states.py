"""States of an event, what is still to do, who may make one: as tables, without a database."""

from datetime import UTC, date, datetime, time

import pytest

from eventsite.events import readiness, rules, states, wording
from eventsite.events.models import (
    Duty,
    Event,
    EventDay,
    EventKind,
    EventState,
    Mode,
    TeamInvitation,
    TeamMember,
)
from eventsite.events.readiness import Parts
from eventsite.events.states import Reason

DRAFT, PUBLISHED = EventState.DRAFT, EventState.PUBLISHED
CANCELLED, ARCHIVED = EventState.CANCELLED, EventState.ARCHIVED
NOW = datetime(2027, 6, 9, 12, 0, tzinfo=UTC)
EN = {"en": "Words"}


def event(**changes: object) -> Event:
    facts: dict[str, object] = {
        "state": PUBLISHED, "zone": "Europe/Zurich", "title": EN, "summary": EN, "description": EN,
        "text_langs": ["en"], "mode": Mode.HYBRID, "venue": EN, "city": EN, "country": "CH",
        "contact_email": "a@example.org", "dates_confirmed": True, "last_day": date(2027, 6, 8),
        "first_day": date(2027, 6, 8), "cover_file_id": None, "cover_alt": {},
        "days": [EventDay(day=date(2027, 6, 8), starts=time(9), ends=time(17), cancelled=None)],
    }  # fmt: skip
    return Event(**{**facts, **changes})


FULL = Parts(join_ways=1, co_organizers=1, deadlines=1)


@pytest.mark.parametrize("state", EventState)
def test_which_state_may_follow(state: EventState) -> None:
    expected = {
        DRAFT: {PUBLISHED},
        PUBLISHED: {DRAFT, CANCELLED, ARCHIVED},
        CANCELLED: {ARCHIVED},
        ARCHIVED: set(),
    }
    assert {target for target in EventState if states.follows(state, target)} == expected[state]


@pytest.mark.parametrize(
    ("state", "needed", "expected"),
    [
        (DRAFT, 0, None),
        (DRAFT, 1, Reason.TO_DO),
        (PUBLISHED, 0, Reason.NOT_FROM_HERE),
        (CANCELLED, 0, Reason.NOT_FROM_HERE),
        (ARCHIVED, 0, Reason.NOT_FROM_HERE),
    ],
)
def test_publishing(state: EventState, needed: int, expected: Reason | None) -> None:
    assert states.why_not_publish(event(state=state), needed) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [(DRAFT, Reason.NOT_FROM_HERE), (PUBLISHED, None), (CANCELLED, Reason.NOT_FROM_HERE)],
)
def test_cancelling_and_taking_back(state: EventState, expected: Reason | None) -> None:
    assert states.why_not_cancel(event(state=state)) == expected
    assert states.why_not_unpublish(event(state=state)) == expected


def test_another_feature_holds_an_event_public() -> None:
    assert states.why_not_unpublish(event(), [Reason.TO_DO]) == Reason.TO_DO


@pytest.mark.parametrize(
    ("state", "last_day", "zone", "expected"),
    [
        (PUBLISHED, date(2027, 6, 8), "Europe/Zurich", None),
        (PUBLISHED, date(2027, 6, 9), "Europe/Zurich", Reason.NOT_OVER),
        (PUBLISHED, date(2027, 6, 9), "Pacific/Kiritimati", None),  # the 10th there
        (PUBLISHED, None, "Europe/Zurich", Reason.NOT_OVER),
        (CANCELLED, date(2027, 9, 1), "Europe/Zurich", None),
        (DRAFT, date(2027, 6, 8), "Europe/Zurich", Reason.NOT_FROM_HERE),
        (ARCHIVED, date(2027, 6, 8), "Europe/Zurich", Reason.NOT_FROM_HERE),
    ],
)
def test_archiving(
    state: EventState, last_day: date | None, zone: str, expected: Reason | None
) -> None:
    found = states.why_not_archive(event(state=state, last_day=last_day, zone=zone), NOW)
    assert found == expected


def test_only_what_is_archived_is_read_only() -> None:
    assert {s for s in EventState if states.why_read_only(event(state=s))} == {ARCHIVED}


TODOS = [
    ({}, FULL, []),
    ({"title": {}}, FULL, [("Write a title.", True)]),
    ({"summary": {}}, FULL, [("Write a summary of one or two sentences.", True)]),
    ({"description": {}}, FULL, [("Write a description.", False)]),
    (
        {"days": []},
        FULL,
        [("Enter the days, or say that the dates are to be confirmed.", True)],
    ),
    ({"days": [], "dates_confirmed": False}, FULL, [("Confirm the dates.", False)]),
    (
        {"days": [EventDay(day=date(2027, 6, 8), starts=None, ends=None, cancelled=None)]},
        FULL,
        [("Enter the hours of each day.", False)],
    ),
    ({"venue": {}, "city": {}}, FULL, [("Name the venue or at least the city.", False)]),
    ({"venue": {}, "city": {}, "mode": Mode.ONLINE}, FULL, []),
    ({}, Parts(0, 1, 1), [("Add a way to join online.", False)]),
    ({"mode": Mode.IN_PERSON}, Parts(0, 1, 1), []),
    ({}, Parts(1, 0, 1), [("Name the co-organizers and the host.", False)]),
    ({}, Parts(1, 1, 0), [("Set the key deadlines.", False)]),
    ({"contact_email": ""}, FULL, [("Give a contact address for questions.", False)]),
    ({"cover_file_id": 1}, FULL, [("Describe the cover picture in words.", False)]),
    ({"cover_file_id": 1, "cover_alt": EN}, FULL, []),
    ({"text_langs": ["en", "fr"]}, FULL, [("Write all texts in %(language)s.", False)]),
]


@pytest.mark.parametrize(("changes", "parts", "expected"), TODOS)
def test_what_is_still_to_do(
    changes: dict[str, object], parts: Parts, expected: list[tuple[str, bool]]
) -> None:
    found = readiness.todos(event(**changes), parts)
    assert [(todo.sentence, todo.is_needed) for todo in found] == expected


def test_what_is_needed_comes_first() -> None:
    found = readiness.todos(event(description={}, summary={}, days=[]), Parts())
    assert [todo.is_needed for todo in found[:3]] == [True, True, False]
    assert readiness.needed(found) == 2


@pytest.mark.parametrize(
    ("is_staff", "series", "owned", "expected"),
    [
        (True, None, set(), True),
        (True, 3, set(), True),
        (False, 3, {3}, True),
        (False, 3, {4}, False),
        (False, None, {3}, False),
    ],
)
def test_who_may_create(
    is_staff: bool, series: int | None, owned: set[int], expected: bool
) -> None:
    assert rules.may_create(is_staff, series, owned) == expected


@pytest.mark.parametrize(
    ("duties", "expected"),
    [
        ([["owner"]], True),
        ([["owner"], ["owner", "agenda"]], False),
        ([["owner"], ["agenda"]], True),
        ([["agenda"], ["owner"]], False),
    ],
)
def test_the_last_owner(duties: list[list[str]], expected: bool) -> None:
    members = [TeamMember(duties=each) for each in duties]
    assert rules.is_last_owner(members[0], members) == expected


def test_duties_are_known_ones_in_order() -> None:
    assert rules.duties_of(["viewer", "root", "agenda", "agenda"]) == [Duty.AGENDA, Duty.VIEWER]


@pytest.mark.parametrize(
    ("accepted", "expires", "expected"),
    [
        (None, datetime(2027, 6, 10, tzinfo=UTC), True),
        (None, NOW, False),
        (NOW, datetime(2027, 6, 10, tzinfo=UTC), False),
    ],
)
def test_taking_an_invitation_up(
    accepted: datetime | None, expires: datetime, expected: bool
) -> None:
    invitation = TeamInvitation(accepted=accepted, expires=expires)
    assert rules.can_accept(invitation, NOW) == expected


@pytest.mark.parametrize(
    ("main", "texts", "expected"),
    [
        ("en", [{"en": "a"}, {"fr": "b"}], ["en", "fr"]),
        ("fr", [{"en": "a"}, {"fr": "b"}], ["fr", "en"]),
        ("fr", [{"en": "a"}], ["en"]),
        ("en", [{"ar": "b", "en": "a", "zh": ""}], ["en", "ar"]),
    ],
)
def test_languages_of_the_texts(
    main: str, texts: list[dict[str, str]], expected: list[str]
) -> None:
    assert wording.text_langs(main, texts) == expected


@pytest.mark.parametrize("kind", EventKind)
def test_meetings_alone_have_an_agenda(kind: EventKind) -> None:
    assert wording.says_agenda(kind) == (kind == EventKind.MEETING)
