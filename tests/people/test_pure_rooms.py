"""Rules about people as tables; no database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.people import names, passwords, rules, sme
from eventsite.people.models import Organisation, Person, SignInLink, SmeStatus
from eventsite.people.rules import Reason

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MARCH, JUNE = date(2027, 3, 1), date(2027, 6, 30)


@pytest.mark.parametrize(
    ("status", "valid_from", "valid_until", "day", "small", "verified"),
    [
        (SmeStatus.UNKNOWN, None, None, MARCH, False, False),
        (SmeStatus.NO, None, None, MARCH, False, False),
        (SmeStatus.DECLARED, None, None, MARCH, True, False),
        (SmeStatus.VERIFIED, None, None, MARCH, True, True),
        (SmeStatus.VERIFIED, MARCH, JUNE, date(2027, 2, 28), False, False),
        (SmeStatus.VERIFIED, MARCH, JUNE, MARCH, True, True),
        (SmeStatus.VERIFIED, MARCH, JUNE, JUNE, True, True),
        (SmeStatus.VERIFIED, MARCH, JUNE, date(2027, 7, 1), False, False),
        (SmeStatus.DECLARED, None, JUNE, date(2027, 7, 1), False, False),
        (SmeStatus.DECLARED, MARCH, None, date(2099, 1, 1), True, False),
    ],
)
def test_small_on_a_day(
    status: SmeStatus,
    valid_from: date | None,
    valid_until: date | None,
    day: date,
    small: bool,
    verified: bool,
) -> None:
    assert sme.is_sme(status, valid_from, valid_until, day) is small
    assert sme.is_verified_sme(status, valid_from, valid_until, day) is verified


@pytest.mark.parametrize(
    ("first", "family", "honorific", "shown", "greeted"),
    [
        ("Ada", "Lovelace", "", "Ada Lovelace", "Ada Lovelace"),
        ("Ada", "Lovelace", "Dr", "Dr Ada Lovelace", "Dr Lovelace"),
        ("Suharto", "", "H.E.", "H.E. Suharto", "Suharto"),
        (" ", "Li", "", "Li", "Li"),
        ("", "", "", "", ""),
    ],
)
def test_names_shown_and_greeted(
    first: str, family: str, honorific: str, shown: str, greeted: str
) -> None:
    assert names.display_name(first, family, honorific) == shown
    assert names.greeting(first, family, honorific) == greeted


def test_people_are_sorted_as_readers_expect() -> None:
    people = [("An", "Liang"), ("Zhao", "Li"), ("Suharto", ""), ("Ève", "Éluard"), ("A", "Engel")]
    assert sorted(people, key=lambda one: names.sort_name(*one)) == [
        ("Ève", "Éluard"),
        ("A", "Engel"),
        ("Zhao", "Li"),
        ("An", "Liang"),
        ("Suharto", ""),
    ]


@pytest.mark.parametrize(
    ("used", "age", "usable"), [(None, 0, True), (None, 29, True), (None, 30, False), (1, 2, False)]
)
def test_when_a_link_can_be_used(used: int | None, age: int, usable: bool) -> None:
    link = SignInLink(expires=NOON + 30 * MINUTE, used=used and NOON + used * MINUTE)
    assert rules.can_be_used(link, NOON + age * MINUTE) is usable


@pytest.mark.parametrize(
    ("used", "spent", "age", "waits"),
    [(None, None, 0, False), (0, None, 14, True), (0, None, 15, False), (0, 1, 2, False)],
)
def test_when_a_link_waits_for_a_choice(
    used: int | None, spent: int | None, age: int, waits: bool
) -> None:
    link = SignInLink(
        used=None if used is None else NOON,
        spent=None if spent is None else NOON + MINUTE,
    )
    assert rules.waits_for_choice(link, NOON + age * MINUTE) is waits


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("elevenchars", Reason.SHORT_PASSWORD),
        ("twelve chars", None),
        ("Ada@Example.org", Reason.PASSWORD_IS_ADDRESS),
        ("ada lovelace", Reason.PASSWORD_IS_ADDRESS),
    ],
)
def test_weak_passwords(password: str, reason: Reason | None) -> None:
    assert rules.weak_password(password, "ada@example.org", "Ada Lovelace") is reason


def test_a_password_typed_on_another_keyboard_is_the_same() -> None:
    stored = passwords.make_hash("caf\u00e9 cr\u00e8me ol\u00e9")
    assert passwords.verify("cafe\u0301 cre\u0300me ole\u0301", stored)
    assert not passwords.verify("cafe creme ole", stored)
    assert not passwords.verify("anything at all", None)
    assert not passwords.verify("anything at all", "no hash")
    assert not passwords.verify("nobody has this password", None)


@given(st.emails())
def test_addresses_are_kept_in_small_letters(address: str) -> None:
    assert Person(email=address).email == address.lower()


def test_an_organisation_is_found_by_all_its_names() -> None:
    made = Organisation(
        acronym="UIT", names={"en": "Telecom Union", "fr": "Union des télécoms", "ar": "الاتحاد"}
    )
    assert made.found_by == "telecom union\nunion des telecoms\nالاتحاد\nuit"
    made.acronym = ""
    assert made.found_by == "telecom union\nunion des telecoms\nالاتحاد"
