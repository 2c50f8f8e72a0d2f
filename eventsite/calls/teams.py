"""How large a team may be: sizes are a set, such as alone or three to five."""

from collections.abc import Iterable
from itertools import groupby

#: More members than this no call may allow.
MOST_MEMBERS = 10


def fits(size: int, allowed: Iterable[int]) -> bool:
    """Whether a team of so many may submit."""
    return size in set(allowed)


def has_room(members: int, invited: int, allowed: Iterable[int]) -> bool:
    """Whether one more may be asked: members and pending invitations stay within the largest."""
    return members + invited < max(allowed, default=0)


def may_join(members: int, allowed: Iterable[int]) -> bool:
    """Whether one more member stays within the largest size; a gap is closed by a further one."""
    return members < max(allowed, default=0)


def ranges(allowed: Iterable[int]) -> list[tuple[int, int]]:
    """Sizes as first and last of each unbroken run: {1, 3, 4, 5} gives (1, 1), (3, 5)."""
    numbered = enumerate(sorted(set(allowed)))
    runs = [[n for _, n in run] for _, run in groupby(numbered, key=lambda pair: pair[1] - pair[0])]
    return [(run[0], run[-1]) for run in runs]
