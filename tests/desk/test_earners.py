"""Whom certificates are for: registrations and speakers' rows put together, one for a person."""

from datetime import date
from typing import Any

import pytest

from eventsite.agenda.models import SpeakerRole
from eventsite.desk import earners
from eventsite.desk.certificates import Parts
from eventsite.desk.earners import Named

DAY = date(2027, 6, 12)
PARTS: Parts = {
    code: [(SpeakerRole.MODERATOR, {"en": code.upper()})] for code in ("a", "b", "c", "d", "e")
}


def named(key: int, name: str = "Ada", person: int | None = None, **more: Any) -> Named:
    return Named(key, person, f"Ms {name}", name, name.casefold(), **more)


MAIL: dict[str, Any] = {"email": "ada@example.org"}


@pytest.mark.parametrize(
    ("registered", "speakers", "expected"),
    [
        # Whoever neither came nor spoke earns nothing.
        ([named(2, person=7)], [named(1, person=8, code="z")], []),
        ([named(1, person=7)], [], [(1, (), 1, [])]),
        # One person, once: linked rows, and rows of the same name and address.
        ([named(1, person=7)], [named(5, person=7, code="a")], [(1, (5,), 1, ["A"])]),
        (
            [named(2, "ADA", 7, email="Ada@example.org")],
            [named(5, code="a", **MAIL), named(6, person=7, code="b")],
            [(2, (5, 6), 0, ["A", "B"])],
        ),
        # Two rows of a programme, the second of which has the address too.
        (
            [],
            [named(5, person=7, code="a", **MAIL), named(6, code="b", **MAIL)],
            [(None, (5, 6), 0, ["A", "B"])],
        ),
        # Another name at the same address is another person, and so is another address.
        (
            [named(2, person=7, **MAIL)],
            [named(5, "Zoë", code="a", **MAIL), named(6, code="b", email="a@example.net")],
            [(None, (6,), 0, ["B"]), (None, (5,), 0, ["A"])],
        ),
        # Nobody is behind a name alone, nor behind an address without a name.
        ([], [named(5, code="a"), Named(6, None, "", "", "", code="b", **MAIL)], []),
        # Two registrations are two people, also where name and address are the same.
        (
            [named(1, person=7, **MAIL), named(2, person=8, **MAIL)],
            [named(5, person=8, code="a", **MAIL)],
            [(1, (), 1, []), (2, (5,), 0, ["A"])],
        ),
    ],
)
def test_one_person_earns_one(
    registered: list[Named], speakers: list[Named], expected: list[Any]
) -> None:
    found = earners.earners(registered, speakers, {1: [DAY]}, {}, PARTS)
    assert [
        (one.registration_id, one.speaker_ids, len(one.what.days), titles(one)) for one in found
    ] == expected


def titles(one: earners.Earner) -> list[str]:
    return [said["en"] for _role, said in one.what.parts]


def test_certificates_are_known_by_every_row_of_a_person() -> None:
    [one] = earners.earners(
        [named(1, person=7)], [named(5, person=7, code="a")], {1: [DAY]}, {}, PARTS
    )
    assert one.marks == {("registration", 1), ("speaker", 5), ("person", 7)}
    assert earners.marks(None, [None], None) == frozenset()
