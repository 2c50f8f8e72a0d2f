"""An attacker on published tables who shares no code with the control: flows and brute force."""

from itertools import product

from eventsite.core import disclosure

Node = tuple[str, int]
Edges = dict[tuple[Node, Node], tuple[int, int | None]]


def edges_of(true: disclosure.Table, shown: disclosure.Protected) -> Edges:
    """A table as a flow: total → row totals → cells → column totals → total.

    Each edge has its true flow and, where hidden, None for its printed value.
    """
    edges: Edges = {}
    top, end = ("total", 0), ("total", 1)
    sums = [sum(line) for line in true.cells]
    for i, line in enumerate(true.cells):
        edges[top, ("row", i)] = sums[i], shown.row_totals[i]
        for j, count in enumerate(line):
            edges[("row", i), ("col", j)] = count, shown.cells[i][j]
    for j, column in enumerate(zip(*true.cells, strict=True)):
        edges[("col", j), end] = sum(column), shown.col_totals[j]
    edges[end, top] = true.total, shown.total
    return edges


def most_rerouted(edges: Edges, start: Node, goal: Node, skip: tuple[Node, Node]) -> int:
    """How much more can flow from start to goal when only hidden edges bend, down to 1."""
    room: dict[tuple[Node, Node], int] = {}
    for (tail, head), (flow, printed) in edges.items():
        if printed is None and (tail, head) != skip:
            room[tail, head] = room.get((tail, head), 0) + 10_000
            room[head, tail] = room.get((head, tail), 0) + flow - 1
    moved = 0
    while True:
        came: dict[Node, Node] = {start: start}
        waiting = [start]
        while waiting:
            here = waiting.pop()
            for (tail, head), left in room.items():
                if tail == here and left > 0 and head not in came:
                    came[head] = here
                    waiting.append(head)
        if goal not in came:
            return moved
        path, node = [], goal
        while node != start:
            path.append((came[node], node))
            node = came[node]
        step = min(room[edge] for edge in path)
        for tail, head in path:
            room[tail, head] -= step
            room[head, tail] = room.get((head, tail), 0) + step
        moved += step


def attacked(true: disclosure.Table, shown: disclosure.Protected) -> list[tuple[int, int, int]]:
    """(true value, least, most) of each hidden number: exact, since flows have whole corners."""
    edges = edges_of(true, shown)
    found = []
    for edge, (flow, printed) in edges.items():
        if printed is None:
            tail, head = edge
            up = most_rerouted(edges, head, tail, edge)
            down = min(most_rerouted(edges, tail, head, edge), flow - 1)
            found.append((flow, flow - down, flow + up))
    return found


def brute(true: disclosure.Table, shown: disclosure.Protected) -> list[tuple[int, int]]:
    """Least and most of each hidden cell by trying every table there is."""
    free = [
        (i, j)
        for i, line in enumerate(shown.cells)
        for j, number in enumerate(line)
        if number is None
    ]
    values: list[list[int]] = [[] for _ in free]
    for guess in product(range(1, true.total + 1), repeat=len(free)):
        cells = [[number or 0 for number in line] for line in shown.cells]
        for (i, j), number in zip(free, guess, strict=True):
            cells[i][j] = number
        if all(
            printed in (None, found)
            for printed, found in zip(
                [*shown.row_totals, *shown.col_totals, shown.total],
                [
                    *map(sum, cells),
                    *(sum(column) for column in zip(*cells, strict=True)),
                    sum(map(sum, cells)),
                ],
                strict=True,
            )
        ):
            for seen, number in zip(values, guess, strict=True):
                seen.append(number)
    return [(min(seen), max(seen)) for seen in values]
