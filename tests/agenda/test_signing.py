"""Who may sign up for a session with limited places, as a table and for any set of sessions."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.agenda import signing
from eventsite.agenda.releases import ReleasedSession
from eventsite.agenda.signing import Comer, Reason

NINE = datetime(2027, 6, 8, 9, tzinfo=UTC)
ROOM, ONLINE = Comer(True, False), Comer(True, True)


def held(code: str = "AAAA", begins: int = 0, minutes: int = 60, **more: Any) -> ReleasedSession:
    """A session so many minutes after nine."""
    start = NINE + timedelta(minutes=begins)
    facts: dict[str, Any] = {
        "code": code,
        "uid": code,
        "state": "scheduled",
        "title": {"en": code},
        "abstract": {},
        "kind": "workshop",
        "track": None,
        "start": start,
        "end": start + timedelta(minutes=minutes),
        "wall": start.replace(tzinfo=None),
        "fold": 0,
        "zone": "UTC",
        "rooms": (1,),
        "online": False,
        "languages": (),
        "interpretation": (),
        "has_captions": False,
        "has_sign_language": False,
    }
    return ReleasedSession(**{**facts, **more})


BEFORE, BESIDE = held("BBBB", -60), held("CCCC", 59)


@pytest.mark.parametrize(
    ("comer", "session", "others", "minutes", "expected"),
    [
        (ROOM, held(), [], -1, None),
        (ROOM, held(), [BEFORE], -1, None),
        (ROOM, held(), [held()], -1, None),
        (ROOM, held(), [held("CCCC", 59, state="cancelled")], -1, None),
        (ONLINE, held(online=True), [], -1, None),
        (Comer(False, False), held(), [], -1, Reason.NOT_CONFIRMED),
        (ROOM, None, [], -1, Reason.NOT_PUBLISHED),
        (ROOM, held(state="gone"), [], -1, Reason.NOT_PUBLISHED),
        (ROOM, held(state="cancelled"), [], -1, Reason.CANCELLED),
        (ROOM, held(), [], 0, Reason.BEGUN),
        (ONLINE, held(), [], -1, Reason.IN_THE_ROOM),
        (ROOM, held(), [BEFORE, BESIDE], -1, Reason.OVERLAPS),
    ],
)
def test_who_may_sign_up(
    comer: Comer,
    session: ReleasedSession | None,
    others: list[ReleasedSession],
    minutes: int,
    expected: Reason | None,
) -> None:
    why = signing.why_not(comer, session, others, NINE + timedelta(minutes=minutes))
    assert (why and why[0]) == expected


def test_the_session_in_the_way_is_named() -> None:
    assert signing.why_not(ROOM, held(), [BESIDE], NINE - timedelta(hours=1)) == (
        Reason.OVERLAPS,
        {"en": "CCCC"},
    )


SPANS = st.tuples(st.integers(0, 300), st.integers(5, 120))


@given(SPANS, st.lists(SPANS, max_size=6))
def test_whoever_signs_up_by_the_rule_is_never_in_two_places(
    wanted: tuple[int, int], spans: list[tuple[int, int]]
) -> None:
    own: list[ReleasedSession] = []
    for number, (begins, minutes) in enumerate([wanted, *spans]):
        session = held(f"S{number}", begins, minutes)
        if signing.why_not(ROOM, session, own, NINE - timedelta(hours=1)) is None:
            own.append(session)
    for one in own:
        assert [o.code for o in own if o.start < one.end and one.start < o.end] == [one.code]
