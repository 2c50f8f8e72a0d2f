"""Bytes kept in the process: bounded in size and in number, the least used out first."""

from eventsite.core import http


def test_tiny_answers_have_a_bound_too() -> None:
    """A stranger can ask for as many of them as there are days and numbers."""
    shelf = http.Shelf(limit=100 * http.KEPT_BESIDE)
    made: list[int] = []

    def ask(number: int) -> None:
        def build() -> http.Kept:
            made.append(number)
            return http.Kept(b"{}")

        shelf.get(number, build)

    for number in range(200):
        ask(number)
    made.clear()
    for number in (199, 150, 0):
        ask(number)
    assert made == [0]


def test_the_least_used_goes_first() -> None:
    shelf = http.Shelf(limit=3 * (http.KEPT_BESIDE + 10))
    made: list[str] = []

    def ask(key: str) -> None:
        def build() -> http.Kept:
            made.append(key)
            return http.Kept(b"0123456789")

        shelf.get(key, build)

    for key in ("a", "b", "c", "a", "d", "a", "c", "b"):
        ask(key)
    assert made == ["a", "b", "c", "d", "b"]
