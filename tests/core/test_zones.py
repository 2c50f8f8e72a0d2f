"""Wall time and instants: skipped hours, repeated hours, offsets, and the list of zones."""

import zoneinfo
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.core import zones

PLACES = [name for _area, names in zones.ZONES for name in names]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


RESOLVED = [
    ("2027-03-16T09:00", "Europe/Zurich", 0, "2027-03-16T08:00+00:00"),
    ("2027-03-16T09:00", "Europe/Zurich", 1, "2027-03-16T08:00+00:00"),
    ("2027-03-28T01:59", "Europe/Zurich", 0, "2027-03-28T00:59+00:00"),
    ("2027-03-28T03:00", "Europe/Zurich", 0, "2027-03-28T01:00+00:00"),
    ("2027-10-31T02:30", "Europe/Zurich", 0, "2027-10-31T00:30+00:00"),
    ("2027-10-31T02:30", "Europe/Zurich", 1, "2027-10-31T01:30+00:00"),
    ("2027-04-04T01:45", "Australia/Lord_Howe", 0, "2027-04-03T14:45+00:00"),
    ("2027-04-04T01:45", "Australia/Lord_Howe", 1, "2027-04-03T15:15+00:00"),
    ("2027-01-01T00:00", "Asia/Kathmandu", 0, "2026-12-31T18:15+00:00"),
    ("2027-01-01T00:00", "UTC", 0, "2027-01-01T00:00+00:00"),
    ("2027-01-01T14:00", "Pacific/Kiritimati", 0, "2027-01-01T00:00+00:00"),
]


@pytest.mark.parametrize(("wall", "zone", "fold", "instant"), RESOLVED)
def test_wall_time_resolves_to_utc(wall: str, zone: str, fold: int, instant: str) -> None:
    found = zones.resolve(at(wall), zone, fold)
    assert found == at(instant)
    assert found.tzinfo is UTC


MISSING = [
    ("2027-03-28T02:00", "Europe/Zurich", "2027-03-28T02:00", "2027-03-28T03:00"),
    ("2027-03-28T02:59", "Europe/Zurich", "2027-03-28T02:00", "2027-03-28T03:00"),
    ("2027-03-28T01:30", "Europe/Dublin", "2027-03-28T01:00", "2027-03-28T02:00"),
    ("2027-10-03T02:15", "Australia/Lord_Howe", "2027-10-03T02:00", "2027-10-03T02:30"),
    ("2027-03-28T02:30", "Antarctica/Troll", "2027-03-28T01:00", "2027-03-28T03:00"),
    ("2024-04-26T00:30", "Africa/Cairo", "2024-04-26T00:00", "2024-04-26T01:00"),
    ("2011-12-30T12:00", "Pacific/Apia", "2011-12-30T00:00", "2011-12-31T00:00"),
]


@pytest.mark.parametrize(("wall", "zone", "low", "high"), MISSING)
def test_skipped_time_is_refused_with_its_neighbours(
    wall: str, zone: str, low: str, high: str
) -> None:
    with pytest.raises(zones.NonexistentTime) as caught:
        zones.resolve(at(wall), zone)
    assert (caught.value.jumps_from, caught.value.jumps_to) == (at(low), at(high))
    assert (caught.value.wall, caught.value.zone) == (at(wall), zone)


@pytest.mark.parametrize(
    ("wall", "zone", "missing", "ambiguous"),
    [
        ("2027-03-28T01:59:59", "Europe/Zurich", False, False),
        ("2027-03-28T02:00", "Europe/Zurich", True, False),
        ("2027-03-28T03:00", "Europe/Zurich", False, False),
        ("2027-10-31T01:59:59", "Europe/Zurich", False, False),
        ("2027-10-31T02:00", "Europe/Zurich", False, True),
        ("2027-10-31T02:59:59", "Europe/Zurich", False, True),
        ("2027-10-31T03:00", "Europe/Zurich", False, False),
        ("2027-06-01T02:30", "Europe/Zurich", False, False),
        ("2027-10-31T02:30", "UTC", False, False),
        ("2027-10-31T02:30", "Africa/Nairobi", False, False),
    ],
)
def test_missing_and_ambiguous(wall: str, zone: str, missing: bool, ambiguous: bool) -> None:
    assert zones.is_missing(at(wall), zone) == missing
    assert zones.is_ambiguous(at(wall), zone) == ambiguous


@pytest.mark.parametrize("fold", [0, 1])
def test_nearest_reads_a_skipped_time_on_the_old_offset(fold: int) -> None:
    found = zones.nearest(at("2027-03-28T02:30"), "Europe/Zurich", fold)
    assert found == at("2027-03-28T01:30+00:00")


@settings(derandomize=True, max_examples=300)
@given(
    st.datetimes(at("2023-01-01"), at("2032-01-01"), timezones=st.just(UTC)),
    st.sampled_from(PLACES),
)
def test_every_instant_survives_the_way_to_the_wall_and_back(instant: datetime, zone: str) -> None:
    assert zones.Wall.at(instant, zone).instant == instant


def test_walls_that_differ_in_fold_differ() -> None:
    first = zones.Wall(at("2027-10-31T02:30"), "Europe/Zurich")
    second = zones.Wall(at("2027-10-31T02:30"), "Europe/Zurich", 1)
    assert first != second
    assert second.instant - first.instant == timedelta(hours=1)
    assert zones.Wall.at(second.instant, "Europe/Zurich") == second


def test_a_wall_is_naive_in_a_known_zone() -> None:
    aware = at("2027-10-31T02:30+01:00")
    with pytest.raises(ValueError, match="naive"):
        zones.Wall(aware, "Europe/Zurich")
    with pytest.raises(ValueError, match="naive"):
        zones.resolve(aware, "Europe/Zurich")
    with pytest.raises(ValueError, match="0 or 1"):
        zones.Wall(at("2027-10-31T02:30"), "Europe/Zurich", 2)
    with pytest.raises(zones.UnknownZone):
        zones.Wall(at("2027-10-31T02:30"), "Europe/Geneva")
    with pytest.raises(ValueError, match="instant"):
        zones.local(at("2027-10-31T02:30"), "Europe/Zurich")


@pytest.mark.parametrize(
    ("instant", "zone", "text"),
    [
        ("2027-01-15T12:00+00:00", "Europe/Zurich", "UTC+1"),
        ("2027-07-15T12:00+00:00", "Europe/Zurich", "UTC+2"),
        ("2027-07-15T12:00+00:00", "Asia/Kathmandu", "UTC+5:45"),
        ("2027-01-15T12:00+00:00", "America/St_Johns", "UTC\N{MINUS SIGN}3:30"),
        ("2027-01-15T12:00+00:00", "America/New_York", "UTC\N{MINUS SIGN}5"),
        ("2027-01-15T12:00+00:00", "Pacific/Kiritimati", "UTC+14"),
        ("2027-01-15T12:00+00:00", "Europe/London", "UTC"),
        ("2027-01-15T12:00+00:00", "UTC", "UTC"),
        ("2027-03-28T02:59+02:00", "Europe/Zurich", "UTC+1"),
        ("2027-03-28T03:00+02:00", "Europe/Zurich", "UTC+2"),
    ],
)
def test_offset_text(instant: str, zone: str, text: str) -> None:
    assert zones.offset_text(at(instant), zone) == text


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Europe/Zurich", True),
        ("Europe/Kyiv", True),
        ("Asia/Calcutta", True),
        ("UTC", True),
        ("CEST", False),
        ("Factory", False),
        ("", False),
        ("Europe", False),
        ("europe/zurich", False),
        ("../../etc/passwd", False),
        ("Europe/Zurich\r\nX:1", False),
    ],
)
def test_known(name: str, known: bool) -> None:
    assert zones.known(name) == known


def test_the_list_offers_each_place_once_grouped_by_area() -> None:
    areas = [area for area, _names in zones.ZONES]
    assert areas[0] == "UTC"
    assert areas[1:] == sorted(set(areas) - {"UTC"})
    assert len(PLACES) == len(set(PLACES))
    assert len(PLACES) > 400
    assert [name for name in PLACES if not zones.known(name)] == []
    for area, names in zones.ZONES[1:]:
        assert [name for name in names if not name.startswith(f"{area}/")] == []
        assert list(names) == sorted(names)
    europe = dict(zones.ZONES)["Europe"]
    assert {"Europe/Zurich", "Europe/Stockholm", "Europe/Kyiv"} <= set(europe)


def test_changes_say_instant_and_both_readings() -> None:
    spring, autumn = zones.changes("Europe/Zurich", date(2027, 1, 1), date(2027, 12, 31))
    assert spring.instant == at("2027-03-28T01:00+00:00")
    assert autumn.instant == at("2027-10-31T01:00+00:00")
    assert (spring.wall, autumn.wall) == (at("2027-03-28T02:00"), at("2027-10-31T03:00"))
    hour = timedelta(hours=1)
    assert spring.before == zones.Reading(hour, timedelta(), "CET")
    assert spring.after == zones.Reading(2 * hour, hour, "CEST") == autumn.before
    assert zones.changes("Africa/Nairobi", date(2020, 1, 1), date(2030, 1, 1)) == ()


def test_changes_include_their_first_and_last_day() -> None:
    day = date(2027, 3, 28)
    assert len(zones.changes("Europe/Zurich", day, day)) == 1
    assert zones.changes("Europe/Zurich", date(2027, 3, 29), date(2027, 10, 30)) == ()


def test_the_pinned_rules_decide() -> None:
    assert zoneinfo.TZPATH == ()
    assert zones.reading(at("2027-01-01T00:00+00:00"), "Europe/Zurich").offset == timedelta(hours=1)
    paris = timezone(timedelta(hours=1))
    assert zones.local(datetime(2027, 1, 1, 5, tzinfo=paris), "Asia/Tokyo").hour == 13
