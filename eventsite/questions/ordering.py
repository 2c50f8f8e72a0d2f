"""The order of questions after one was moved."""

from collections.abc import Sequence


def stepped(codes: Sequence[str], code: str, by: int) -> list[str]:
    """The order with `code` moved by so many places, at most to an end; ValueError if unknown."""
    at = list(codes).index(code)
    return placed(codes, code, at + by)


def placed(codes: Sequence[str], code: str, at: int) -> list[str]:
    """The order with `code` as number `at` from 0, at most at an end; ValueError if unknown."""
    order = list(codes)
    order.remove(code)
    order.insert(min(max(at, 0), len(order)), code)
    return order
