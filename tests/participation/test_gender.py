"""Gender by official groups: what is merged, hidden and said."""

import pytest

from eventsite.core import disclosure
from eventsite.participation import gender

REGIONS = ("AFR", "AMS", "EUR", "none")


def people(**regions: tuple[int, int, int]) -> list[gender.Declared]:
    """So many women, men and silent people by region; only Africa is developing here."""
    return [
        gender.Declared(region, region == "AFR", answer)
        for region, counts in regions.items()
        for answer, count in zip((gender.WOMAN, gender.MAN, gender.NOT_SAID), counts, strict=True)
        for _ in range(count)
    ]


MANY = people(AFR=(20, 20, 10), EUR=(30, 25, 10), AMS=(15, 20, 5))


def test_large_numbers_are_printed() -> None:
    tables = gender.protected(MANY, REGIONS)
    assert tables["regions"].lines() == (
        ("AFR", (20, 20, 0, 10), 50),
        ("AMS", (15, 20, 0, 5), 40),
        ("EUR", (30, 25, 0, 10), 65),
        ("none", (0, 0, 0, 0), 0),
    )
    assert tables["development"].lines() == (
        ("developing", (20, 20, 0, 10), 50),
        ("other-countries", (45, 45, 0, 15), 105),
    )


def test_small_rows_are_merged_and_few_other_terms_join_those_who_did_not_say() -> None:
    found = people(AFR=(20, 20, 10), EUR=(2, 1, 0), AMS=(3, 4, 1))
    found.append(gender.Declared("AFR", True, gender.ANOTHER))
    table = gender.protected(found, REGIONS)["regions"]
    assert table.rows == ("AFR", "none", gender.OTHER)
    assert table.cols == (gender.WOMAN, gender.MAN, gender.NOT_SAID)


def test_small_numbers_are_hidden_and_cannot_be_computed() -> None:
    found = people(AFR=(20, 20, 10), EUR=(30, 25, 10), AMS=(15, 20, 2))
    tables = gender.protected(found, REGIONS)
    hidden = {
        (name, row)
        for name, table in tables.items()
        for row, cells, _ in table.lines()
        if None in cells
    }
    assert ("regions", "AMS") in hidden
    # One hidden number alone in its line would be a sum away.
    assert sum(name == "regions" for name, _ in hidden) >= 2


def test_fewer_than_five_people_give_no_table() -> None:
    tables = gender.protected(people(AFR=(2, 2, 0)), REGIONS)
    assert [t.outcome for t in tables.values()] == [disclosure.Outcome.NOTHING] * 2


@pytest.mark.parametrize(("more", "allowed"), [(0, True), (1, False), (4, False), (5, True)])
def test_the_next_release_moves_by_five_or_not_at_all(more: int, allowed: bool) -> None:
    old = gender.protected(MANY, REGIONS)
    new = gender.protected([*MANY, *people(AFR=(more, 0, 0))], REGIONS)
    assert gender.may_follow(old, new) == allowed


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((40, 40, 20), gender.Women(50, 20)),
        ((30, 30, 40), gender.Women(50, 40)),
        ((30, 20, 50), gender.Women(60, 50)),
        ((6, 6, 6), gender.Women(None, None)),  # under a base of 20
        ((1, 1, 0), gender.Women(None, None)),
    ],
)
def test_the_headline(counts: tuple[int, int, int], expected: gender.Women) -> None:
    table = gender.protected(people(AFR=counts), REGIONS)["regions"]
    found = gender.women(table)
    assert found == expected
    assert found.is_measured == (expected.not_said is not None and expected.not_said <= 40)
