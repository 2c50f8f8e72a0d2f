"""Counts of participation: who is counted, by what, and what is never added up."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.participation import figures
from eventsite.participation.figures import Attendance, Basis, Breakdown, Sme, State

REGION_OF = {"KE": "AFR", "FJ": "ASP", "CH": "EUR", "AQ": None, "NP": "ASP"}
GROUPS_OF = {
    "KE": {"DEVELOPING"},
    "FJ": {"SIDS", "DEVELOPING"},
    "NP": {"LDC", "LLDC", "DEVELOPING"},
    "CH": set[str](),
    "AQ": set[str](),
}
GROUPS = ("LDC", "SIDS", "LLDC", "EIT", "DEVELOPING")
REGIONS = ("AFR", "AMS", "ARB", "ASP", "CIS", "EUR")
WORLD = figures.World(
    member_states=("CH", "FJ", "KE", "NP"),
    regions=REGIONS,
    groups=GROUPS,
    region_of=REGION_OF.__getitem__,
    groups_of=GROUPS_OF.__getitem__,
)


def one(
    country: str = "KE",
    *,
    organisation_key: str = "org-1",
    category: str = "MS",
    sme: bool | None = None,
    role: str = "participant",
    mode: str = "online",
    state: State = State.REGISTERED,
    took_part: bool = False,
) -> Attendance:
    return Attendance(country, organisation_key, category, sme, role, mode, state, took_part)


def people(breakdown: Breakdown) -> dict[str, int]:
    return {count.code: count.people for count in breakdown.counts}


def shares(breakdown: Breakdown) -> dict[str, int | None]:
    return {count.code: count.share for count in breakdown.counts}


@pytest.mark.parametrize(
    ("state", "registered", "confirmed"),
    [
        (State.PENDING, 0, 0),
        (State.WAITING, 0, 0),
        (State.CANCELLED, 0, 0),
        (State.REGISTERED, 1, 0),
        (State.CONFIRMED, 1, 1),
    ],
)
def test_who_is_counted(state: State, registered: int, confirmed: int) -> None:
    rows = [one(state=state)]
    expected = {Basis.REGISTERED: registered, Basis.CONFIRMED: confirmed, Basis.TOOK_PART: 0}
    assert figures.totals(rows) == expected
    assert {basis: figures.figures(rows, WORLD, basis).total for basis in Basis} == expected
    assert {basis: len(figures.counted(rows, basis)) for basis in Basis} == expected


@pytest.mark.parametrize("state", State)
def test_whoever_took_part_is_counted_whatever_became_of_the_registration(state: State) -> None:
    rows = [one(state=state, took_part=True), one(state=state)]
    assert figures.totals(rows)[Basis.TOOK_PART] == 1


def test_every_state_is_decided() -> None:
    by_state = (Basis.REGISTERED, Basis.CONFIRMED)
    decided = [state for basis in by_state for state in figures.COUNTED_STATES[basis]]
    assert set(decided) == {State.REGISTERED, State.CONFIRMED}
    assert set(figures.DEFINITIONS) == set(figures.COUNTED_STATES) == set(Basis)


def test_regions_have_six_rows_and_one_for_no_region() -> None:
    found = figures.figures([one("KE"), one("FJ"), one("FJ"), one("AQ"), one("")], WORLD).regions
    assert people(found) == {
        "AFR": 1,
        "AMS": 0,
        "ARB": 0,
        "ASP": 2,
        "CIS": 0,
        "EUR": 0,
        "none": 2,
    }
    assert tuple(people(found)) == (*REGIONS, figures.NO_REGION)
    assert (found.additive, found.base, found.most) == (True, 5, 2)


def test_groups_overlap_and_say_so() -> None:
    found = figures.figures([one("NP"), one("FJ"), one("FJ"), one("CH"), one("")], WORLD).groups
    assert people(found) == {"LDC": 1, "SIDS": 2, "LLDC": 1, "EIT": 0, "DEVELOPING": 3}
    assert (found.additive, found.base) == (False, 5)


def test_known_codes_keep_their_order_and_others_follow_by_size() -> None:
    rows = [one(category=code) for code in ("ACAD", "XX", "YY", "YY", "ACAD")]
    found = figures.figures(rows, WORLD, categories=("MS", "ACAD")).categories
    assert list(people(found).items()) == [("MS", 0), ("ACAD", 2), ("YY", 2), ("XX", 1)]


def test_modes_and_roles() -> None:
    rows = [one(mode="in-person", role="speaker"), one(mode="online"), one(mode="online")]
    found = figures.figures(rows, WORLD, modes=("in-person", "online"), roles=("speaker",))
    assert list(people(found.modes).items()) == [("in-person", 1), ("online", 2)]
    assert list(people(found.roles).items()) == [("speaker", 1), ("participant", 2)]


def test_sme_by_people_and_by_organisation() -> None:
    rows = [
        one(organisation_key="a", sme=True),
        one(organisation_key="a", sme=True),
        one(organisation_key="b", sme=False),
        one(organisation_key="c", sme=None),
        one(organisation_key="", sme=None),
    ]
    found = figures.figures(rows, WORLD)
    assert people(found.sme) == {Sme.YES: 2, Sme.NO: 1, Sme.NOT_KNOWN: 2}
    assert people(found.sme_organisations) == {Sme.YES: 1, Sme.NO: 1, Sme.NOT_KNOWN: 1}
    assert found.sme_organisations.base == 3


@pytest.mark.parametrize(
    ("said", "counted_as"),
    [
        ((None, True), Sme.YES),
        ((True, None), Sme.YES),
        ((False, None), Sme.NO),
        ((False, True), Sme.YES),
        ((None, None), Sme.NOT_KNOWN),
    ],
)
def test_an_organisation_is_counted_once(said: Sequence[bool | None], counted_as: Sme) -> None:
    rows = [one(organisation_key="a", sme=sme) for sme in said]
    found = people(figures.figures(rows, WORLD).sme_organisations)
    assert found == {sme: int(sme == counted_as) for sme in Sme}


def test_member_states_present_and_absent_are_named_in_the_order_given() -> None:
    rows = [one("NP"), one("CH"), one("AQ"), one("KE", state=State.CANCELLED), one("")]
    found = figures.figures(rows, WORLD).member_states
    assert (found.present, found.absent, found.of) == (("CH", "NP"), ("FJ", "KE"), 4)


def test_no_percentage_under_a_base_of_twenty() -> None:
    few = figures.figures([one("KE")] * 19, WORLD).regions
    enough = figures.figures([one("KE")] * 19 + [one("CH")], WORLD).regions
    assert set(shares(few).values()) == {None}
    assert shares(enough) == {
        "AFR": 95,
        "AMS": 0,
        "ARB": 0,
        "ASP": 0,
        "CIS": 0,
        "EUR": 5,
        "none": 0,
    }


@pytest.mark.parametrize(
    ("part", "base", "whole"), [(1, 19, None), (0, 20, 0), (1, 200, 1), (1, 201, 0), (20, 20, 100)]
)
def test_shares_are_whole(part: int, base: int, whole: int | None) -> None:
    assert figures.share(part, base) == whole


@pytest.mark.parametrize(
    ("part", "base", "target", "short"),
    [(218, 1284, 20, 39), (257, 1284, 20, 0), (300, 1284, 20, 0), (0, 0, 20, 0), (0, 1, 1, 1)],
)
def test_the_gap_to_a_target_is_in_people(part: int, base: int, target: int, short: int) -> None:
    assert figures.people_short(part, base, target) == short


@pytest.mark.parametrize(("total", "shown"), [(0, 0), (9, 0), (10, 10), (19, 10), (1284, 1280)])
def test_the_public_count_is_rounded_down_to_tens(total: int, shown: int) -> None:
    assert figures.rounded_public(total) == shown


def test_an_event_of_nobody_has_figures() -> None:
    found = figures.figures([], WORLD)
    assert found.total == 0
    assert found.regions.most == found.roles.most == 0
    assert found.member_states.absent == WORLD.member_states


def test_each_figure_carries_its_own_definition() -> None:
    found = figures.figures([one()], WORLD)
    said = [
        found.definition,
        found.member_states.definition,
        *(
            part.definition
            for part in (
                found.regions,
                found.groups,
                found.categories,
                found.sme,
                found.sme_organisations,
                found.modes,
                found.roles,
            )
        ),
    ]
    assert len(set(said)) == 9
    assert all(sentence.endswith(".") for sentence in said)


rows_of_people = st.lists(
    st.builds(
        Attendance,
        country=st.sampled_from(["", *REGION_OF]),
        organisation_key=st.sampled_from(["", "a", "b", "c"]),
        category=st.sampled_from(["MS", "ACAD", "NON"]),
        sme=st.sampled_from([True, False, None]),
        role=st.sampled_from(["speaker", "participant"]),
        mode=st.sampled_from(["online", "in-person"]),
        state=st.sampled_from(State),
    ),
    max_size=60,
)
steady = settings(derandomize=True, deadline=None, database=None)


@steady
@given(rows_of_people, st.sampled_from(Basis))
def test_additive_breakdowns_add_up_and_groups_stay_within(
    rows: list[Attendance], basis: Basis
) -> None:
    found = figures.figures(rows, WORLD, basis)
    for part in (found.regions, found.categories, found.sme, found.modes, found.roles):
        assert sum(people(part).values()) == part.base == found.total
    in_group = sum(row.country in {"KE", "FJ", "NP"} for row in figures.counted(rows, basis))
    assert max(people(found.groups).values()) == people(found.groups)["DEVELOPING"] == in_group


@steady
@given(rows_of_people)
def test_confirmed_never_passes_registered(rows: list[Attendance]) -> None:
    registered = figures.figures(rows, WORLD, Basis.REGISTERED)
    confirmed = figures.figures(rows, WORLD, Basis.CONFIRMED)
    assert figures.totals(rows) == {
        Basis.REGISTERED: registered.total,
        Basis.CONFIRMED: confirmed.total,
        Basis.TOOK_PART: 0,
    }
    assert confirmed.total <= registered.total
    assert set(confirmed.member_states.present) <= set(registered.member_states.present)


@steady
@given(rows_of_people, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[Attendance], random: Random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert figures.figures(shuffled, WORLD) == figures.figures(rows, WORLD)


@steady
@given(rows_of_people)
def test_present_and_absent_are_all_member_states_once(rows: list[Attendance]) -> None:
    found = figures.figures(rows, WORLD).member_states
    assert sorted((*found.present, *found.absent)) == sorted(WORLD.member_states)


@steady
@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 100))
def test_the_gap_is_the_fewest_people_that_reach_the_target(
    part: int, base: int, target: int
) -> None:
    short = figures.people_short(part, base, target)
    assert (part + short) * 100 >= target * base
    assert short == 0 or (part + short - 1) * 100 < target * base
