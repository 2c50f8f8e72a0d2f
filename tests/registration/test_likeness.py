"""Doubles: who looks like one person, as a table and as laws."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from eventsite.registration.likeness import Pair, Registrant, Why, pairs

AMA = Registrant(1, "Ama", "Mensah", email="ama@example.org", entity=7, country="GH")


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (Registrant(2, "AMA", "Mensah", email="Ama@Example.org"), Why.ADDRESS_AND_NAME),
        (Registrant(2, "Mensah", "Ama", entity=7), Why.NAME_AND_ENTITY),
        (Registrant(2, "Ama K.", "Mensah", email="ama@example.org"), Why.ADDRESS_AND_SIMILAR_NAME),
        (Registrant(2, "Ama", "Mensah", country="GH"), Why.NAME_AND_COUNTRY),
        (Registrant(2, "Ama", "Mensa", entity=7), Why.SIMILAR_NAME_AND_ENTITY),
        (Registrant(2, "Ama", "Menash", entity=7), Why.SIMILAR_NAME_AND_ENTITY),
        (Registrant(2, "Ama", "Mensah", entity=8, country="CI"), Why.NAME),
        (Registrant(2, "أما", "منساه", latin_name="Ama Mensah", entity=7), Why.NAME_AND_ENTITY),
        (Registrant(2, "Áma", "Mensàh", entity=7), Why.NAME_AND_ENTITY),
        (Registrant(2, "Kofi", "Mensah", email="ama@example.org", entity=7), None),
        (Registrant(2, "Ama", "Mensa", entity=8, country="GH"), None),
        (Registrant(2, "Kofi", "Annan", entity=7, country="GH"), None),
    ],
)
def test_what_two_have_in_common(other: Registrant, why: Why | None) -> None:
    assert pairs([AMA, other]) == ([] if why is None else [Pair(1, 2, why)])


def test_short_names_are_not_compared_letter_by_letter() -> None:
    assert pairs([Registrant(1, "Li", "Na", entity=1), Registrant(2, "Lu", "Na", entity=1)]) == []


def test_the_surest_come_first_and_known_two_people_do_not_come() -> None:
    three = [
        AMA,
        Registrant(2, "Ama", "Mensah", country="GH"),
        Registrant(3, "Ama", "Mensah", email="ama@example.org"),
    ]
    assert pairs(three) == [
        Pair(1, 3, Why.ADDRESS_AND_NAME),
        Pair(1, 2, Why.NAME_AND_COUNTRY),
        Pair(2, 3, Why.NAME),
    ]
    assert pairs(three, apart=[(2, 1), (2, 3)]) == [Pair(1, 3, Why.ADDRESS_AND_NAME)]


NAMES = st.sampled_from(["Ama", "Mensah", "Mensa", "Kofi", "Li", "ليلى", "王", ""])
PEOPLE = st.lists(
    st.builds(
        Registrant,
        id=st.integers(1, 30),
        first_name=NAMES,
        family_name=NAMES,
        latin_name=NAMES,
        email=st.sampled_from(["", "a@example.org", "b@example.org"]),
        entity=st.sampled_from([None, 1, 2]),
        country=st.sampled_from(["", "GH", "CI"]),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@given(PEOPLE, st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_the_order_does_not_count_and_nobody_is_ones_own_double(people, random) -> None:
    shuffled = list(people)
    random.shuffle(shuffled)
    found = pairs(people)
    assert pairs(shuffled) == found
    assert all(pair.first < pair.second for pair in found)
    assert len({(pair.first, pair.second) for pair in found}) == len(found)


def test_a_usual_family_name_does_not_compare_everybody_with_everybody() -> None:
    people = [Registrant(n, f"Person{n}", "Mohamed", entity=n % 9) for n in range(10_000)]
    assert pairs([*people, Registrant(10_001, "Person7", "Mohamed", entity=7)]) == [
        Pair(7, 10_001, Why.NAME_AND_ENTITY)
    ]
