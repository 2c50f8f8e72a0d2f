"""Which questions are shown: conditions as a table, and chains of them by hypothesis."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.questions import conditions, ordering
from eventsite.questions.asked import DECIDERS, Asked
from eventsite.questions.conditions import Condition, Reason
from eventsite.questions.kinds import Kind
from eventsite.questions.models import REGISTRATION, Question


def question(code: str, kind: Kind = Kind.CHOICE, **facts: Any) -> Question:
    options = [{"code": one, "labels": {"en": one}, "retired": False} for one in "ab"]
    return Question(code=code, kind=kind, options=options, shown_when={}, label={}, **facts)


def asked(*questions: Question) -> Asked:
    return Asked(1, 1, REGISTRATION, questions)


def when(code: str, condition: Condition, kind: Kind = Kind.CHOICE) -> Question:
    found = question(code, kind)
    found.shown_when = condition.stored()
    return found


A = Condition("one", frozenset("a"))


@pytest.mark.parametrize(
    ("kind", "condition", "answer", "is_shown"),
    [
        (Kind.CHOICE, A, "a", True),
        (Kind.CHOICE, A, "b", False),
        (Kind.CHOICE, A, None, False),
        (Kind.CHOICE, Condition("one", frozenset("ab")), "b", True),
        (Kind.CHOICES, A, ["a", "b"], True),
        (Kind.CHOICES, A, ["b"], False),
        (Kind.CONSENT, Condition("one", holds=True), True, True),
        (Kind.CONSENT, Condition("one", holds=True), None, False),
        (Kind.CONSENT, Condition("one", holds=False), None, True),
        (Kind.CONSENT, Condition("one", holds=False), True, False),
    ],
)
def test_a_condition(kind: Kind, condition: Condition, answer: Any, is_shown: bool) -> None:
    whole = asked(question("one", kind), when("two", condition))
    assert ("two" in conditions.shown(whole, {"one": answer}, {})) == is_shown


def test_a_condition_comes_back_as_it_was_stored() -> None:
    for one in (A, Condition("x", holds=True), Condition("x", holds=False)):
        assert conditions.of(when("two", one)) == one
    assert conditions.of(question("two")) is None


def test_a_hidden_question_decides_nothing() -> None:
    whole = asked(question("one"), when("two", A), when("three", Condition("two", frozenset("b"))))
    assert conditions.shown(whole, {"one": "a", "two": "b"}, {}) == {"one", "two", "three"}
    assert conditions.shown(whole, {"one": "b", "two": "b"}, {}) == {"one"}


def test_questions_of_a_kind_go_with_what_they_decide() -> None:
    ticked = Condition("box", holds=True)
    whole = asked(
        question("one"),
        question("box", Kind.CONSENT),
        when("two", ticked),
        when("three", Condition("two", frozenset("a"))),
        when("four", A),
    )
    left = conditions.without(whole, Kind.CONSENT)
    assert [one.code for one in left.questions] == ["one", "four"]
    assert conditions.without(left, Kind.CONSENT) == left


def test_a_fixed_field_decides() -> None:
    whole = asked(when("diet", Condition("mode", frozenset({"in-person"}))))
    assert conditions.shown(whole, {}, {"mode": "in-person"}) == {"diet"}
    assert conditions.shown(whole, {}, {"mode": "online"}) == frozenset()
    assert conditions.shown(whole, {}, {}) == frozenset()


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, ["one", "box"]),
        ({"one": "b", "two": "", "box": False}, ["box"]),
        ({"one": "a", "box": True}, ["two"]),
        ({"one": "a", "two": [], "box": True}, ["two"]),
        ({"one": "a", "two": "b", "box": True}, []),
        ({"two": "a"}, ["one", "box"]),
        ({"one": 0, "box": True}, []),
        ({"one": 0.0, "box": True}, []),
    ],
)
def test_what_must_be_answered_and_is_not(answers: dict[str, Any], expected: list[str]) -> None:
    two = when("two", A)
    two.required = True
    whole = asked(
        question("one", required=True), two, question("free", required=False),
        question("box", Kind.CONSENT, required=True),
    )  # fmt: skip
    assert [one.code for one in conditions.unanswered(whole, answers, {})] == expected


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        (A, None),
        (Condition("ticked", holds=False), None),
        (Condition("mode", frozenset({"online"})), None),
        (Condition("mode", frozenset({"by ship"})), Reason.NO_OPTION),
        (Condition("ticked", frozenset("a")), Reason.NO_OPTION),
        (Condition("one", frozenset("c")), Reason.NO_OPTION),
        (Condition("one", frozenset()), Reason.NO_OPTION),
        (Condition("words", frozenset("a")), Reason.NOT_COMPARED),
        (Condition("later", frozenset("a")), Reason.NOT_EARLIER),
    ],
)
def test_what_a_condition_can_name(condition: Condition, reason: Reason | None) -> None:
    above = [
        question("one"),
        question("ticked", Kind.CONSENT),
        question("words", Kind.SHORT_TEXT),
    ]
    deciders = {one.code: one for one in DECIDERS[REGISTRATION]}
    assert conditions.problem(condition, above, deciders) == reason


def test_who_decides_about_whom() -> None:
    one, two, three = question("one"), when("two", A), question("three")
    assert conditions.torn([one, two, three]) is None
    assert conditions.torn([two, one, three]) == (one, two)
    assert conditions.decided_by("one", [one, two, three]) == [two]


CODES = list("abcdef")


@given(st.permutations(CODES), st.sampled_from(CODES), st.integers(-9, 9))
@settings(derandomize=True, max_examples=50)
def test_a_moved_question_leaves_the_others_in_order(order: list[str], moved: str, by: int) -> None:
    after = ordering.stepped(order, moved, by)
    assert [c for c in after if c != moved] == [c for c in order if c != moved]
    assert after.index(moved) == min(max(order.index(moved) + by, 0), len(order) - 1)


@given(st.lists(st.integers(0, 9), max_size=8), st.data())
@settings(derandomize=True, max_examples=50)
def test_what_is_shown_does_not_depend_on_hidden_answers(
    names: list[int], draws: st.DataObject
) -> None:
    """A question may name any other, also itself or a later one, as a broken archive might."""
    questions = [when(f"q{n}", Condition(f"q{to}", frozenset("a"))) for n, to in enumerate(names)]
    whole = asked(question("q9"), *questions)
    said = {one.code: draws.draw(st.sampled_from(["a", "b", None])) for one in whole.questions}
    shown = conditions.shown(whole, said, {})
    assert "q9" in shown
    assert conditions.shown(whole, {k: v for k, v in said.items() if k in shown}, {}) == shown


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        # Only what is required, and what decides about it, however far above.
        ("need free", "need"),
        ("one two! free", "one two!"),
        ("one two three!", "one two three!"),
        # Hidden by how somebody takes part, with all that hangs on it.
        ("room! online!", "room!"),
        ("online below!", ""),
    ],
)
def test_what_a_short_form_asks(codes: str, expected: str) -> None:
    """An exclamation mark: required. Some hang on an answer above, some on the way of coming."""
    hangs = {
        "two": A,
        "three": Condition("two", frozenset("a")),
        "room": Condition("mode", frozenset({"in-person"})),
        "online": Condition("mode", frozenset({"online"})),
        "below": Condition("online", frozenset("a")),
    }

    def made(word: str) -> Question:
        code = word.rstrip("!")
        found = when(code, hangs[code]) if code in hangs else question(code)
        found.required = "!" in word or code == "need"
        return found

    whole = asked(*(made(word) for word in codes.split()))
    found = conditions.needed(whole, {"mode": "in-person"})
    assert [one.code for one in found.live] == [word.rstrip("!") for word in expected.split()]
