"""How much better than first-fit proposals are on planted programmes, and what they cost.

Run it with `python benchmarks/proposals.py`; each planted programme can be placed in full.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.planting import planted
from eventsite.agenda import proposing
from eventsite.agenda.proposing import solving

#: Rooms, days, sessions a room and day, half-hours free a room and day, seed.
SIZES = (
    (4, 3, 5, 0, 1),
    (4, 3, 5, 0, 2),
    (4, 3, 5, 4, 5),
    (6, 3, 6, 3, 5),
    (8, 3, 6, 2, 1),
)


def main() -> None:
    """Print a line for first-fit and one for the proposal of each size."""
    sys.stdout.write(f"{os.cpu_count()} cores\n")
    sys.stdout.write(
        f"{'sessions':>8} {'rooms':>5} {'days':>4} {'free':>4}  {'':9} {'seconds':>7} {'CPU':>6}"
        f" {'broken':>6} {'unplaced':>8} {'warnings':>8} {'floor':>6} {'changes':>7}\n"
    )
    for rooms, days, per_day, slack, seed in SIZES:
        problem, _ = planted(rooms, days, per_day, seed, slack=slack)
        size = f"{len(problem.movable):8} {rooms:5} {days:4} {slack:4}"
        for name, find in (("first-fit", proposing.first_fit), ("proposal", solving.solve)):
            began, worked = time.perf_counter(), time.process_time()
            found = find(problem)
            wall, cpu = time.perf_counter() - began, time.process_time() - worked
            worth = proposing.objective(problem, found)
            sys.stdout.write(
                f"{size}  {name:9} {wall:7.2f} {cpu:6.2f} {worth.broken:6} {worth.unplaced:8}"
                f" {worth.warnings:8} {worth.floor:6.3f} {worth.changes:7}\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
