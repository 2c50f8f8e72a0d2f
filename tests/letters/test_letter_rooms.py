"""Numbers, placeholders, states of a visa request, and what is wrong with a passport."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.letters import numbering, passports, placeholders, visa_states
from eventsite.letters.kinds import BODIES, CODES, SUBJECTS, Kind
from eventsite.letters.passports import Doubt, Fault, Passport
from eventsite.letters.visa_states import VisaState

TODAY = date(2027, 1, 10)
GOOD = Passport(
    name="ADA LOVELACE",
    nationality="GB",
    born=date(1990, 12, 10),
    birth_place="London",
    number="X1234567",
    issued=date(2022, 1, 1),
    valid_until=date(2032, 1, 1),
    consulate="Nairobi",
    travel_from=date(2027, 6, 6),
    travel_until=date(2027, 6, 12),
    address="1 Example Road",
)


@pytest.mark.parametrize(
    ("kind", "serial", "expected"),
    [
        (Kind.INVITATION, 12, "VWD26/INV/0012"),
        (Kind.CIRCULAR, 1, "VWD26/CIR/0001"),
        (Kind.VISA, 12345, "VWD26/VIS/12345"),
    ],
)
def test_a_number(kind: Kind, serial: int, expected: str) -> None:
    assert numbering.number("VWD26", kind, serial) == expected


def test_every_kind_has_a_code_of_its_own() -> None:
    assert len(set(CODES.values())) == len(Kind) == len(CODES)


@pytest.mark.parametrize(
    ("slug", "year", "expected"),
    [
        ("forum-on-virtual-worlds-2027", 2027, "FOVW27"),
        ("event-1", 2027, "EVENT27"),
        ("42", None, "EV"),
        ("forum", None, "FORUMEV"),
    ],
)
def test_a_prefix_of_an_address(slug: str, year: int | None, expected: str) -> None:
    assert numbering.prefix_of(slug, year) == expected
    assert numbering.is_prefix(expected)


@given(st.from_regex(r"[a-z0-9]{1,20}(-[a-z0-9]{1,9}){0,6}", fullmatch=True))
@settings(max_examples=50)
def test_every_address_gives_a_prefix(slug: str) -> None:
    assert numbering.is_prefix(numbering.prefix_of(slug, 2027))


@pytest.mark.parametrize("text", ["", "A", "vwd26", "VWD/26", "-AB", "ABCDEFGHIJKLM", "A\nB"])
def test_what_is_no_prefix(text: str) -> None:
    assert not numbering.is_prefix(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dear {name},", "Dear Ada {event},"),
        ("{name.__class__} {0} {} {{name}}", "{name.__class__} {0} {} {Ada {event}}"),
        ("{% raw %}{{7*7}} %(name)s ${name}", "{% raw %}{{7*7}} %(name)s $Ada {event}"),
        ("{ name } {name!r} {name:>9}", "{ name } {name!r} {name:>9}"),
    ],
)
def test_placeholders_are_replaced_and_nothing_is_run(text: str, expected: str) -> None:
    assert placeholders.fill(text, {"name": "Ada {event}", "event": "Forum"}) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("{name} at {event}", Kind.INVITATION, []),
        ("{code}", Kind.INVITATION, ["code"]),
        ("{code}", Kind.CONFIRMATION, []),
        ("{name.x} {nam} {nam}", Kind.VISA, ["name.x", "nam"]),
    ],
)
def test_what_is_no_placeholder(text: str, kind: Kind, expected: list[str]) -> None:
    assert placeholders.unknown(text, kind) == expected


@pytest.mark.parametrize("kind", Kind)
def test_the_sites_own_words_hold_known_placeholders(kind: Kind) -> None:
    assert placeholders.unknown(SUBJECTS[kind] + BODIES[kind], kind) == []


@given(st.text(max_size=200))
@settings(max_examples=50)
def test_a_text_without_known_names_stays(text: str) -> None:
    assert placeholders.fill(text, {"a name nobody would guess here": "Ada"}) == text


DRAWN = {
    ("asked", "complete"), ("asked", "too-late"), ("complete", "asked"), ("complete", "issued"),
    ("complete", "too-late"), ("issued", "granted"), ("issued", "refused"), ("issued", "too-late"),
}  # fmt: skip


@pytest.mark.parametrize("now", VisaState)
@pytest.mark.parametrize("then", VisaState)
def test_which_state_follows_which(now: VisaState, then: VisaState) -> None:
    assert visa_states.may(now, then) == ((now.value, then.value) in DRAWN)


def test_every_state_has_words_and_a_tone() -> None:
    assert set(visa_states.LABELS) == set(visa_states.TONES) == set(VisaState)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {}),
        ({"born": TODAY}, {"born": Fault.BORN}),
        ({"born": date(1900, 1, 1)}, {"born": Fault.BORN}),
        ({"issued": date(2027, 1, 11)}, {"issued": Fault.ISSUED_LATER}),
        ({"born": date(2023, 1, 1)}, {"issued": Fault.BORN_LATER}),
        ({"valid_until": date(2022, 1, 1)}, {"valid_until": Fault.ORDER}),
        ({"valid_until": date(2027, 6, 11)}, {"valid_until": Fault.RUNS_OUT}),
        ({"travel_until": date(2027, 6, 5)}, {"travel_until": Fault.TRAVEL_ORDER}),
    ],
)
def test_what_makes_a_request_impossible(
    changes: dict[str, date], expected: dict[str, Fault]
) -> None:
    assert passports.faults(replace(GOOD, **changes), TODAY) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"valid_until": date(2027, 12, 11)}, [Doubt.SHORT]),
        ({"valid_until": date(2027, 12, 12)}, []),
        ({"travel_from": date(2027, 6, 9)}, [Doubt.NOT_COVERED]),
        ({"travel_from": date(2027, 5, 24)}, [Doubt.LONG]),
        ({"travel_until": date(2027, 6, 25)}, [Doubt.LONG]),
        ({"valid_until": date(2040, 1, 1)}, [Doubt.LONG_VALID]),
    ],
)
def test_what_should_be_looked_at(changes: dict[str, date], expected: list[Doubt]) -> None:
    changed = replace(GOOD, **changes)  # type: ignore[arg-type]
    assert passports.doubts(changed, date(2027, 6, 8), date(2027, 6, 10)) == expected


def test_a_passport_comes_back_from_its_texts() -> None:
    assert Passport.of(GOOD.sealed_facts()) == GOOD


@pytest.mark.parametrize(
    ("name", "expected"), [("Ada Lovelace", "A. L."), ("李 明", "李. 明."), ("", ""), ("7 x", "X.")]
)
def test_initials(name: str, expected: str) -> None:
    assert passports.initials(name) == expected
