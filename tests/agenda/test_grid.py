"""A day's table: worked examples, and that any agenda gives a whole table with every card."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from eventsite.agenda.grid import Card, Cell, build

ZERO = datetime(2027, 6, 8, 7, 0, tzinfo=UTC)


def card(key, start, end, *places, across=False):
    minutes = timedelta(minutes=1)
    return Card(key, ZERO + start * minutes, ZERO + end * minutes, places, across)


def cells(columns, *cards):
    return [list(row.cells) for row in build(columns, cards)]


def test_nothing_is_no_table():
    assert build(["A"], []) == ()


def test_a_break_goes_across_all():
    found = cells(
        "AB", card("1", 0, 60, "A"), card("p", 60, 90, across=True), card("2", 0, 60, "B")
    )
    assert found == [[Cell(("1",)), Cell(("2",))], [Cell(("p",), 1, 2, pause=True)]]


def test_rows_span_and_free_places_are_none():
    found = cells("AB", card("1", 0, 90, "A"), card("2", 30, 60, "B"))
    assert found == [[Cell(("1",), 3), None], [Cell(("2",))], [None]]


def test_overlapping_sessions_of_one_room_share_a_cell():
    found = cells("A", card("1", 0, 60, "A"), card("2", 30, 90, "A"))
    assert found == [[Cell(("1", "2"), 3)], [], []]


def test_neighbouring_rooms_make_one_wide_cell():
    found = cells("ABC", card("1", 0, 60, "A", "B"), card("2", 0, 60, "C"))
    assert found == [[Cell(("1",), 1, 2), Cell(("2",))]]


def test_distant_rooms_show_the_card_twice():
    found = cells("ABC", card("1", 0, 60, "A", "C"))
    assert found == [[Cell(("1",)), None, Cell(("1",))]]


def test_a_session_during_a_break_splits_it():
    found = cells("ABC", card("p", 0, 60, across=True), card("1", 0, 60, "B"))
    assert found == [[Cell(("p",), pause=True), Cell(("1",)), Cell(("p",), pause=True)]]


def test_a_break_with_no_room_left_is_stacked():
    found = cells("A", card("p", 0, 60, across=True), card("1", 0, 60, "A"))
    assert found == [[Cell(("1", "p"))]]


def test_a_row_where_nothing_begins_is_light():
    rows = build("AB", [card("1", 0, 30, "A"), card("2", 0, 60, "B")])
    assert [row.light for row in rows] == [False, True]


def test_a_raster_gives_rows_to_place_into_and_merges_nothing():
    opens = [ZERO + timedelta(minutes=n) for n in (0, 15, 30, 40)]
    rows = build("AB", [card("1", 5, 20, "A")], opens)
    assert [(row.at - ZERO).seconds // 60 for row in rows] == [0, 5, 15, 20, 30]
    assert [row.light for row in rows] == [True, False, True, True, True]
    assert [list(row.cells) for row in rows] == [
        [None, None],
        [Cell(("1",), 2), None],
        [None],
        [None, None],
        [None, None],
    ]


CARDS = st.lists(
    st.tuples(
        st.integers(0, 12),
        st.integers(1, 6),
        st.lists(st.sampled_from("ABC"), min_size=1, max_size=3, unique=True),
        st.booleans(),
    ),
    max_size=10,
).map(
    lambda all: [
        card(str(n), start * 5, (start + length) * 5, *places, across=across)
        for n, (start, length, places, across) in enumerate(all)
    ]
)


@given(CARDS, st.integers(0, 90))
def test_every_place_is_covered_once_and_every_card_is_there(cards, length):
    extra = [ZERO + timedelta(minutes=n) for n in range(0, length, 15)]
    rows = build("ABC", cards, extra)
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (number, column) in covered:
                column += 1
            high, wide = (cell.rowspan, cell.colspan) if cell else (1, 1)
            area = {(number + r, column + c) for r in range(high) for c in range(wide)}
            assert area & covered == set()
            covered |= area
    assert covered == {(r, c) for r in range(len(rows)) for c in range(3 if rows else 0)}
    shown = {key for row in rows for cell in row.cells if cell for key in cell.cards}
    assert shown == {card.key for card in cards}
