"""The time-zone score: fixed cases, laws for any span, rotation of a series, advice."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.agenda import fairness
from eventsite.agenda.fairness import Span

CASES = json.loads((Path(__file__).parent / "zone_cases.json").read_text("utf-8"))
BY_ZONE = ("one_afternoon", "before_new_york_changes", "after_new_york_changed", "full_day")
#: Every kind of clock: whole hours, 45 minutes, half an hour of saving, across the date line.
ZONES = (
    *("UTC", "Europe/Zurich", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"),
    *("Pacific/Apia", "Pacific/Kiritimati", "America/St_Johns", "Africa/Casablanca", "Asia/Tehran"),
)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
zones = st.sampled_from(ZONES)
moments = st.integers(0, 366 * 24 * 12).map(lambda n: BEGIN + timedelta(minutes=5 * n))
lengths = st.integers(1, 14 * 12).map(lambda n: timedelta(minutes=5 * n))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def spans_of(case: str) -> list[Span]:
    return [Span(at(start), at(end)) for start, end in CASES[case]["spans"]]


@pytest.mark.parametrize("case", [*BY_ZONE, "marathon"])
def test_share_of_one_zone(case):
    spans = spans_of(case)
    total = sum(span.minutes for span in spans)
    got = {
        zone: round(sum(fairness.comfortable(s, zone) for s in spans) / total, 4)
        for zone in CASES[case]["expected"]
    }
    assert got == CASES[case]["expected"]


def test_regions_floor_gap_and_withheld_small_groups():
    case = CASES["regions"]
    expected = case["expected"]
    shown = fairness.score(spans_of("regions"), case["people"], case["least"])
    every = fairness.score(spans_of("regions"), case["people"])
    assert {r: round(s, 4) for r, s in every.regions.items()} == expected["all_regions"]
    assert round(every.overall, 4) == expected["overall_of_all"]
    rounded = {r: s if s is None else round(s, 4) for r, s in shown.regions.items()}
    assert rounded == expected["regions"]
    assert shown.people == expected["people"]
    assert (round(shown.overall, 4), shown.worst) == (expected["overall"], expected["worst"])
    assert (round(shown.floor, 4), round(shown.gap, 4)) == (expected["floor"], expected["gap"])
    assert not shown.is_enough


@pytest.mark.parametrize(
    ("spans", "voters", "least"),
    [([], {"EUR": {"UTC": 9}}, 1), ([Span(BEGIN, BEGIN + DAY)], {"EUR": {"UTC": 4}}, 5),
     ([Span(BEGIN, BEGIN + DAY)], {"EUR": {}}, 1)],
)  # fmt: skip
def test_nothing_to_score(spans, voters, least):
    found = fairness.score(spans, voters, least)
    assert (found.floor, found.gap, found.overall, found.worst) == (None, None, None, None)
    assert (dict(found.regions), found.people, found.is_enough) == ({"EUR": None}, {}, True)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [("08:00", "08:05", 5), ("07:55", "08:00", 0), ("21:55", "22:00", 5), ("22:00", "22:05", 0),
     ("00:00", "23:55", 840)],
)  # fmt: skip
def test_the_window_is_half_open(start, end, minutes):
    span = Span(at(f"2026-06-11T{start}Z"), at(f"2026-06-11T{end}Z"))
    assert fairness.comfortable(span, "UTC") == minutes


def test_a_clock_that_changes_by_day_is_cut_where_it_changes():
    # Samoa left out 30 December 2011: from 10:00 UTC it is 31 December, 00:00.
    span = Span(at("2011-12-30T08:00Z"), at("2011-12-30T22:00Z"))
    # 22:00 to 24:00 of the 29th is night, then 00:00 to 08:00 of the 31st, then four hours of day.
    assert fairness.comfortable(span, "Pacific/Apia") == 240


@given(zones, moments, lengths)
def test_a_share_lies_between_nothing_and_all(zone, start, length):
    span = Span(start, start + length)
    assert 0 <= fairness.comfortable(span, zone) <= span.minutes


@given(zones, moments, lengths, lengths)
def test_two_parts_add_up(zone, start, first, second):
    cut, end = start + first, start + first + second
    parts = fairness.comfortable(Span(start, cut), zone) + fairness.comfortable(
        Span(cut, end), zone
    )
    assert parts == fairness.comfortable(Span(start, end), zone)


@given(zones, moments)
def test_a_day_of_clocks_that_do_not_change_has_fourteen_hours(zone, start):
    before, after = (
        i.astimezone(fairness.comfort.zones.zone_of(zone)) for i in (start, start + DAY)
    )
    if before.utcoffset() == after.utcoffset():
        assert fairness.comfortable(Span(start, start + DAY), zone) == 840


@given(zones, moments)
def test_five_minutes_are_what_the_local_clock_shows(zone, start):
    hour = start.astimezone(fairness.comfort.zones.zone_of(zone)).hour
    found = fairness.comfortable(Span(start, start + timedelta(minutes=5)), zone)
    assert found == (5 if 8 <= hour < 22 else 0)


@given(moments, lengths, st.integers(-23, 23))
def test_zones_whose_clocks_agree_may_vote_as_one(start, length, hours):
    spans = [Span(start, start + length)]
    moved = [spans[0].moved(timedelta(hours=hours))]
    voters = {"A": dict.fromkeys(ZONES, 2), "B": {"Europe/Berlin": 3, "Europe/Zurich": 1}}
    merged = fairness.agreeing(voters, spans)
    assert len(merged["B"]) == 1
    assert fairness.minutes(moved, merged) == fairness.minutes(moved, voters)


def test_capitals_vote_once_each():
    voters = fairness.capitals(None)
    assert {r: sum(z.values()) for r, z in voters.items()} == {
        "AFR": 44, "AMS": 35, "ARB": 21, "ASP": 39, "CIS": 9, "EUR": 46,
    }  # fmt: skip
    assert voters["AFR"]["Africa/Kinshasa"] == 1


def test_the_third_webinar_after_two_in_the_afternoon_begins_at_six():
    voters = fairness.capitals(None)
    held = [
        Span(at(f"2026-0{month}-10T13:00Z"), at(f"2026-0{month}-10T16:00Z")) for month in (3, 4)
    ]
    remembered = fairness.burden(held, voters)
    pattern = [Span(at("2026-05-12T13:00Z"), at("2026-05-12T16:00Z"))]
    hours = [at(f"2026-05-12T{hour:02}:00Z") for hour in range(24)]
    ranked = fairness.fairest(remembered, pattern, hours, voters)
    assert ranked[0].start == at("2026-05-12T06:00Z")
    assert ranked == sorted(ranked, key=lambda c: (c.vector, c.start))
    # Asia and the Pacific carried most until now; at six it is the Americas that lie awake.
    new = fairness.burden([Span(hours[6], hours[9])], voters)
    assert max(remembered, key=remembered.__getitem__) == "ASP"
    assert max(new, key=new.__getitem__) == "AMS"
    assert ranked[0].burden == fairness.added(remembered, new)


def test_of_equally_fair_starts_the_earlier_hour_comes_first():
    voters = {"A": {"UTC": 1}}
    hours = [at(f"2026-05-12T{hour:02}:00Z") for hour in (12, 9, 10, 3)]
    ranked = fairness.fairest({}, [Span(hours[0], hours[0] + timedelta(hours=1))], hours, voters)
    assert [choice.start.hour for choice in ranked] == [9, 10, 12, 3]


HALF_DAY = [Span(at("2026-06-11T13:00Z"), at("2026-06-11T17:00Z"))]
ALL_DAY = Span(at("2026-06-11T00:00Z"), at("2026-06-12T00:00Z"))


def test_starts_are_every_half_hour_that_ends_in_time():
    found = fairness.starts(ALL_DAY, timedelta(hours=4))
    assert (found[0].hour, found[-1].hour, len(found)) == (0, 20, 41)
    assert fairness.starts(Span(BEGIN, BEGIN + timedelta(hours=1)), timedelta(hours=2)) == []


def test_a_shift_moves_into_the_hours_that_two_regions_share():
    voters = {"EUR": {"Europe/Zurich": 1}, "ASP": {"Asia/Tokyo": 1}}
    found = fairness.shift(HALF_DAY, ALL_DAY, voters)
    assert found == fairness.Advice((at("2026-06-11T09:00Z"),), 1.0)


def test_a_second_run_serves_those_whom_the_first_leaves_out():
    voters = {"EUR": {"Europe/Zurich": 1}, "ASP": {"Pacific/Auckland": 1}}
    found = fairness.repeat(HALF_DAY, ALL_DAY, voters)
    assert found == fairness.Advice((at("2026-06-11T13:00Z"), at("2026-06-11T00:00Z")), 1.0)


def test_two_halves_share_the_burden():
    # The two days have two hours in common in the morning and two in the evening.
    voters = {"A": {"Etc/GMT-12": 1}, "B": {"UTC": 1}}
    shifted = fairness.shift(HALF_DAY, ALL_DAY, voters)
    assert shifted.floor == 0.75
    assert fairness.split(HALF_DAY, ALL_DAY, voters).floor == 1.0


def test_a_pattern_is_cut_in_the_middle():
    first = Span(at("2026-06-11T09:00Z"), at("2026-06-11T10:00Z"))
    late = Span(at("2026-06-11T10:00Z"), at("2026-06-11T13:00Z"))
    one, two = fairness.cut([late, first])
    middle = at("2026-06-11T11:00Z")
    assert one == [first, Span(late.start, middle)]
    assert two == [Span(middle, late.end)]


def test_no_start_no_advice():
    voters, hour = {"A": {"UTC": 1}}, Span(BEGIN, BEGIN + timedelta(hours=1))
    assert fairness.shift(HALF_DAY, hour, voters) is None
    assert fairness.split(HALF_DAY, hour, voters) is None
    assert fairness.repeat(HALF_DAY, hour, voters) is None


def test_people_without_a_zone_count_in_their_capital():
    rows = [
        ("CH", "Europe/Zurich", 3), ("US", "America/Los_Angeles", 2), ("US", "", 1),
        ("FJ", "UTC", 4), ("", "Europe/Paris", 2), ("AQ", "Antarctica/Troll", 1), ("FR", "Mars", 1),
    ]  # fmt: skip
    found = fairness.remote(rows)
    assert {region: dict(zones) for region, zones in found.voters.items() if zones} == {
        "AMS": {"America/Los_Angeles": 2, "America/New_York": 1},
        "ASP": {"Pacific/Fiji": 4},
        "EUR": {"Europe/Zurich": 3, "Europe/Paris": 1},
    }
    assert (found.guessed, found.left_out) == (6, 3)


def test_sessions_side_by_side_are_held_once():
    spans = [Span(BEGIN + timedelta(hours=a), BEGIN + timedelta(hours=b)) for a, b in
             ((4, 5), (0, 2), (1, 3), (3, 4), (6, 7))]  # fmt: skip
    assert [(s.start.hour, s.end.hour) for s in fairness.merged(spans)] == [(0, 5), (6, 7)]
