"""Days, hours and lengths as people write them."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.exchange.reading import days, hours
from eventsite.exchange.reading.days import Order

MAY = date(2026, 5, 14)
DAYS = [
    "2026-05-14", "20260514", "2026/5/14", "14.05.2026", "14.5.26", "14/05/2026", "05/14/2026",
    "14 May 2026", "Thursday, 14 May 2026", "May 14th, 2026", "Day 1 – 14 May 2026", "14 mai 2026",
    "jeudi 14 mai 2026", "14 de mayo de 2026", "14 мая 2026 г.", "١٤ مايو ٢٠٢٦", "2026年5月14日",
    "14. Mai 2026", "46156", "2026-05-14T09:00:00Z", date(2026, 5, 14), datetime(2026, 5, 14, 9), 46156.375,  # noqa: DTZ001, E501
]  # fmt: skip
NO_DAYS = [
    "",
    "31.02.2026",
    "2026-13-01",
    "09:00",
    "Room 14",
    "14",
    "hello",
    12,
    True,
    None,
    "1e400",
]
SPANS = [
    ("9:00", 540, None), ("09.00", 540, None), ("0930", 570, None), ("14h30", 870, None),
    ("14h", 840, None), ("2:30 pm", 870, None), ("2pm", 840, None), ("12:15 am", 15, None),
    ("12 noon", 720, None), ("24:00", 1440, None), ("09:00–10:30", 540, 630),
    ("9 h 00 à 10 h 30", 540, 630), ("2:30-4 pm", 870, 960), ("11–1 pm", 660, 780),
    ("9–10:30", 540, 630), ("10:00 to 11:00", 600, 660), ("9:00 am - 1:00 pm", 540, 780),
    ("٠٩:٠٠ - ١٠:٣٠", 540, 630), ("09：00", 540, None), (time(9, 30), 570, None),
    (0.375, 540, None), (930, 570, None), (timedelta(hours=9), 540, None),
    (datetime(2026, 5, 14, 9), 540, None),  # noqa: DTZ001
]  # fmt: skip
OFFSETS = [("09:00+02:00", 120), ("09:00 UTC", 0), ("09:00 GMT-4", -240), ("10:00 CEST", 120)]
LENGTHS = [
    ("1:30", 90), ("90", 90), ("90 min", 90), ("1h30", 90), ("1 h 30 min", 90), ("1.5 hours", 90),
    ("1,5 h", 90), ("PT1H30M", 90), ("0:45:00", 45), ("1 hour and 15 minutes", 75), ("45'", 45),
    ("1 час", 60), ("٩٠", 90), (90, 90), (0.0625, 90), (time(1, 30), 90), (timedelta(hours=2), 120),
    ("0", None), ("long", None), ("", None), (None, None), ("99999", None), ("-5", None),
]  # fmt: skip


@pytest.mark.parametrize("cell", DAYS)
def test_a_day_is_read(cell: object) -> None:
    read = days.day_in(cell)
    assert read
    assert read.on(None) == MAY


@pytest.mark.parametrize("cell", NO_DAYS)
def test_no_day_is_made_up(cell: object) -> None:
    assert days.day_in(cell) is None


def test_a_day_without_a_year_takes_that_of_its_surroundings() -> None:
    read = days.day_in("Wednesday, 14 May")
    assert read
    assert (read.on(None), read.on(2026)) == (None, MAY)


@pytest.mark.parametrize(
    ("cells", "order", "is_ambiguous"),
    [
        (["04/05/2026", "13/05/2026"], Order.DAY_FIRST, False),
        (["04/05/2026", "05/13/2026"], Order.MONTH_FIRST, False),
        (["04/05/2026", "06/05/2026"], Order.DAY_FIRST, True),
        (["13/05/2026", "05/13/2026"], Order.DAY_FIRST, True),
        (["04.05.2026", "05/05/2026"], Order.DAY_FIRST, False),
        (["2026-05-04", 3, None], Order.DAY_FIRST, False),
    ],
)
def test_a_column_agrees_on_the_order(
    cells: list[object], order: Order, is_ambiguous: bool
) -> None:
    assert days.order_of(cells) == days.Ordered(order, is_ambiguous)


def test_the_order_decides_what_could_be_either() -> None:
    read = [days.day_in("04/05/2026", order) for order in Order]
    assert [r and r.on(None) for r in read] == [date(2026, 5, 4), date(2026, 4, 5)]


@pytest.mark.parametrize(("cell", "start", "end"), SPANS)
def test_hours_are_read(cell: object, start: int, end: int | None) -> None:
    span = hours.span_in(cell)
    assert span
    assert (span.start, span.end, span.offset) == (start, end, None)


@pytest.mark.parametrize(("cell", "offset"), OFFSETS)
def test_an_offset_is_read_with_its_hour(cell: str, offset: int) -> None:
    span = hours.span_in(cell)
    assert span
    assert (span.offset, span.end) == (offset, None)


@pytest.mark.parametrize("cell", ["", "25:00", "9:75", "Lunch at 12", "morning", None, True, -5])
def test_no_hour_is_made_up(cell: object) -> None:
    assert hours.span_in(cell) is None


@pytest.mark.parametrize(("cell", "minutes"), LENGTHS)
def test_lengths_are_read(cell: object, minutes: int | None) -> None:
    assert hours.minutes_in(cell) == minutes


@given(st.one_of(st.text(max_size=60), st.floats(), st.integers(), st.times(), st.timedeltas()))
def test_any_cell_is_read_or_not_without_complaint(cell: object) -> None:
    span, length, read = hours.span_in(cell), hours.minutes_in(cell), days.day_in(cell)
    assert span is None or 0 <= span.start <= 1440
    assert length is None or 0 < length <= 14 * 1440
    assert read is None or 1 <= read.month <= 12


@given(st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)))  # noqa: DTZ001
def test_what_is_written_in_iso_is_read_back(moment: datetime) -> None:
    read, span = days.day_in(f"{moment:%Y-%m-%d}"), hours.span_in(f"{moment:%H:%M}")
    assert read
    assert span
    assert read.on(None) == moment.date()
    assert span.start == moment.hour * 60 + moment.minute
