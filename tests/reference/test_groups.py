"""Country groups by day: the history of the least developed countries, and corrections."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.reference import countries, groups, packaged
from eventsite.reference.groups import Correction, Group, Period

FIRST_DAY = date(1971, 11, 18)
TODAY = date(2026, 11, 22)
LEAVING = date(2026, 11, 24)


def correction(country, group, belongs, start, end=None):
    return Correction(country, group, belongs, Period(start, end), "a test")


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (FIRST_DAY - timedelta(days=1), 0),
        (FIRST_DAY, 24),
        (date(1976, 1, 1), 27),
        (date(2012, 12, 31), 49),
        (date(2020, 12, 31), 46),
        (date(2023, 12, 31), 45),
        (date(2024, 12, 31), 44),
        (TODAY, 44),
        (LEAVING, 41),
    ],
)
def test_least_developed_countries_through_history(day, count):
    assert len(groups.members(Group.LDC, day)) == count


def test_on_the_day_of_leaving_a_country_is_already_out():
    before = groups.members(Group.LDC, LEAVING - timedelta(days=1))
    assert before - groups.members(Group.LDC, LEAVING) == {"NP", "LA", "BD"}


def test_a_deferral_entered_by_staff_keeps_a_country_in():
    deferred = [correction("BD", Group.LDC, True, LEAVING, date(2029, 11, 24))]
    assert len(groups.members(Group.LDC, LEAVING, deferred)) == 42
    assert Group.LDC in groups.groups_of("BD", date(2029, 11, 23), deferred)
    assert Group.LDC not in groups.groups_of("BD", date(2029, 11, 24), deferred)


@pytest.mark.parametrize(("group", "count"), [(Group.LLDC, 32), (Group.SIDS, 53), (Group.EIT, 17)])
def test_sizes_of_the_other_groups(group, count):
    assert len(groups.members(group, TODAY)) == count


def test_sids_are_37_united_nations_members_and_16_others():
    sids = groups.members(Group.SIDS, TODAY)
    kinds = [countries.country(code).sids_group for code in sids]
    assert (kinds.count("un_member"), kinds.count("non_un_member")) == (37, 16)


def test_developing_countries_are_those_adopted_for_the_footnote():
    adopted = {
        row["alpha2"] for row in packaged.rows("countries") if row["developing_res105"] == "yes"
    }
    assert groups.members(Group.DEVELOPING, TODAY) == adopted


@pytest.mark.parametrize(
    ("code", "held"),
    [
        ("RU", {Group.EIT, Group.DEVELOPING}),
        ("NP", {Group.LDC, Group.LLDC, Group.DEVELOPING}),
        ("HT", {Group.LDC, Group.SIDS, Group.DEVELOPING}),
        ("FR", set()),
        ("BR", {Group.DEVELOPING}),
        ("AQ", set()),
    ],
)
def test_groups_today(code, held):
    assert groups.groups_of(code, TODAY) == held


def test_the_later_correction_wins():
    first = correction("FR", Group.EIT, True, TODAY)
    second = correction("FR", Group.EIT, False, TODAY)
    assert groups.groups_of("FR", TODAY, [first]) == {Group.EIT, Group.DEVELOPING}
    assert groups.groups_of("FR", TODAY, [first, second]) == frozenset()
    assert groups.groups_of("FR", TODAY, [second, first]) == {Group.EIT, Group.DEVELOPING}


def test_a_correction_of_developing_itself_has_the_last_word():
    said = correction("RU", Group.DEVELOPING, False, TODAY)
    assert groups.groups_of("RU", TODAY, [said]) == {Group.EIT}


def test_a_correction_of_one_country_leaves_the_others_alone():
    said = correction("NP", Group.LDC, True, LEAVING)
    changed = {
        code
        for code in countries.COUNTRIES
        if groups.groups_of(code, LEAVING, [said]) != groups.groups_of(code, LEAVING)
    }
    assert changed == {"NP"}


def test_an_unknown_country_raises():
    with pytest.raises(LookupError):
        groups.groups_of("XX", TODAY)


days = st.dates(date(1965, 1, 1), date(2040, 12, 31))
codes = st.sampled_from(sorted(countries.COUNTRIES))
any_group = st.sampled_from(list(Group))


@given(code=codes, day=days)
def test_membership_changes_only_on_days_that_the_history_names(code, day):
    edges = {row.period.valid_from for row in groups.history(code)}
    edges |= {row.period.valid_to for row in groups.history(code)}
    if day not in edges:
        eve = groups.groups_of(code, day - timedelta(days=1))
        assert groups.groups_of(code, day) == eve


@given(code=codes, group=any_group, start=days, length=st.integers(1, 5000), belongs=st.booleans())
def test_a_correction_holds_exactly_from_its_first_day_until_its_end(
    code, group, start, length, belongs
):
    end = start + timedelta(days=length)
    said = [correction(code, group, belongs, start, end)]
    inside = [start, end - timedelta(days=1)]
    outside = [start - timedelta(days=1), end]
    footnote = group is Group.DEVELOPING or belongs
    for day in inside:
        held = groups.groups_of(code, day, said)
        assert (group in held) is belongs
        assert not footnote or held - groups.groups_of(code, day) <= {group, Group.DEVELOPING}
    for day in outside:
        assert groups.groups_of(code, day, said) == groups.groups_of(code, day)


@given(code=codes, day=days)
def test_whoever_is_in_a_footnote_group_is_developing(code, day):
    held = groups.groups_of(code, day)
    assert not held & groups.FOOTNOTE or Group.DEVELOPING in held


def test_changes_ahead_are_listed_by_day_with_what_they_rest_on():
    ahead = [(c.day.isoformat(), c.country, c.joins, c.status) for c in groups.changes_after(TODAY)]
    assert ahead == [
        ("2026-11-24", "BD", False, "deferral pending"),
        ("2026-11-24", "LA", False, "scheduled"),
        ("2026-11-24", "NP", False, "scheduled"),
        ("2027-12-13", "SB", False, "scheduled"),
        ("2029-12-19", "KH", False, "scheduled"),
        ("2029-12-19", "SN", False, "scheduled"),
    ]


def test_a_deferral_moves_the_change_ahead():
    deferred = [correction("BD", Group.LDC, True, LEAVING, date(2029, 11, 24))]
    moved = [c.day for c in groups.changes_after(TODAY, deferred) if c.country == "BD"]
    assert moved == [date(2029, 11, 24)]


def test_the_version_counts_the_corrections():
    assert groups.version() == "2026-11-22"
    assert groups.version([correction("BD", Group.LDC, True, LEAVING)]) == "2026-11-22+1"


def test_every_row_of_the_history_runs_forward_and_none_overlaps():
    for code in countries.COUNTRIES:
        pairs = [row.group for row in groups.history(code)]
        assert len(pairs) == len(set(pairs))
        for row in groups.history(code):
            start, end = row.period.valid_from, row.period.valid_to
            assert start is None or end is None or start < end
