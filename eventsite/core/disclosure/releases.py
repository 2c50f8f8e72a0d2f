"""When a newer release of the same table may replace the one that was published."""

from collections.abc import Iterator, Sequence

from eventsite.core.disclosure.tables import Outcome, Protected

Numbers = Sequence[int | None]


def may_replace(old: Protected, new: Protected, k: int = 5) -> bool:
    """Whether subtracting the old table from the new one shows no small group.

    Every number must be unchanged or have moved by k or more; so must what is left of each total
    for the same hidden numbers together. A number hidden on one side only must have moved by k
    whatever the hidden value was. Tables with other rows or columns do not replace each other.
    """
    if not _apart(old.total, new.total, k):
        return False
    if old.outcome is not Outcome.TABLE or new.outcome is not Outcome.TABLE:
        # One side printed no cells, so there is only the total to subtract.
        return True
    if (old.rows, old.cols) != (new.rows, new.cols):
        return False
    before = zip(old.numbers(), _most(old), strict=True)
    after = zip(new.numbers(), _most(new), strict=True)
    numbers_apart = all(
        _surely_apart(was, was_most, now, now_most, k)
        for (was, was_most), (now, now_most) in zip(before, after, strict=True)
    )
    return numbers_apart and all(
        _rest_apart(was, now, k) for was, now in zip(_lines(old), _lines(new), strict=True)
    )


def _apart(was: int | None, now: int | None, k: int) -> bool:
    return was is None or now is None or was == now or abs(now - was) >= k


def _surely_apart(was: int | None, was_most: int, now: int | None, now_most: int, k: int) -> bool:
    """The least a hidden number can be is 1, so only upwards of its most is surely away from it."""
    if was is None and now is not None:
        return now >= was_most + k
    if was is not None and now is None:
        return was >= now_most + k
    return _apart(was, now, k)


def _rest_apart(was: tuple[Numbers, int | None], now: tuple[Numbers, int | None], k: int) -> bool:
    (old_line, old_total), (new_line, new_total) = was, now
    same_hidden = [n is None for n in old_line] == [n is None for n in new_line]
    if not same_hidden or old_total is None or new_total is None:
        return True
    return _apart(old_total - _shown(old_line), new_total - _shown(new_line), k)


def _lines(table: Protected) -> Iterator[tuple[Numbers, int | None]]:
    """Every printed line with its total: rows, columns, then the lines of totals."""
    yield from zip(table.cells, table.row_totals, strict=True)
    yield from zip(zip(*table.cells, strict=True), table.col_totals, strict=True)
    yield table.row_totals, table.total
    yield table.col_totals, table.total


def _shown(line: Numbers) -> int:
    return sum(number or 0 for number in line)


def _most(table: Protected) -> tuple[int, ...]:
    """For each of the table's numbers the most it can be by its printed totals."""
    total = table.total or 0
    row_most = _at_most(table.row_totals, total)
    col_most = _at_most(table.col_totals, total)
    columns = list(zip(*table.cells, strict=True))
    inner = [
        min(_room(line, across), _room(columns[i], col_most[i])) if number is None else number
        for line, across in zip(table.cells, row_most, strict=True)
        for i, number in enumerate(line)
    ]
    return (*inner, *row_most, *col_most, total)


def _at_most(totals: Numbers, total: int) -> list[int]:
    return [_room(totals, total) if number is None else number for number in totals]


def _room(line: Numbers, total: int) -> int:
    """What is left for one hidden number when each other hidden one takes its least."""
    hidden = sum(number is None for number in line)
    return total - _shown(line) - max(hidden - 1, 0)
