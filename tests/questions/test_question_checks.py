"""One answer against its question: a table for each kind, and hostile texts by hypothesis."""

import contextlib
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.questions import checks, finding, options
from eventsite.questions.checks import Reason, Wrong
from eventsite.questions.kinds import Kind
from eventsite.questions.models import Question
from eventsite.questions.options import Option

OPTIONS = [
    {"code": "fish", "labels": {"en": "Fish", "fr": "Poisson"}, "retired": False},
    {"code": "meat", "labels": {"en": "Meat"}, "retired": False},
    {"code": "soup", "labels": {"en": "Soup"}, "retired": True},
]


def question(kind: Kind, **facts: Any) -> Question:
    found: dict[str, Any] = {"decimals": 0, "required": False, "options": OPTIONS, **facts}
    return Question(code="x", kind=kind, label={"en": "X"}, **found)


@pytest.mark.parametrize(
    ("kind", "facts", "given", "value"),
    [
        (Kind.SHORT_TEXT, {}, "  two\n words ", "two words"),
        (Kind.SHORT_TEXT, {}, "   ", None),
        (Kind.LONG_TEXT, {}, "two\r\nlines", "two\nlines"),
        (Kind.LONG_TEXT, {}, "a\u202eb\x00c", "abc"),
        (Kind.CHOICE, {}, "fish", "fish"),
        (Kind.CHOICE, {}, "", None),
        (Kind.CHOICES, {}, ["meat", "fish", "fish"], ["fish", "meat"]),
        (Kind.CHOICES, {}, [], None),
        (Kind.NUMBER, {}, "25", 25),
        (Kind.NUMBER, {}, "٢٥", 25),
        (Kind.NUMBER, {}, "−3", -3),
        (Kind.NUMBER, {"decimals": 2}, "12,5", 12.5),
        (Kind.NUMBER, {"decimals": 2}, "1 200.25", 1200.25),
        (Kind.NUMBER, {}, "7.0", 7),
        (Kind.NUMBER, {}, "", None),
        (Kind.DATE, {}, "2027-03-16", "2027-03-16"),
        (Kind.COUNTRY, {}, "FJ", "FJ"),
        (Kind.COUNTRY, {}, "", None),
        (Kind.CONSENT, {}, True, True),
        (Kind.CONSENT, {}, False, None),
        (Kind.FILE, {}, "CODE", "CODE"),
    ],
)
def test_a_tidy_value(kind: Kind, facts: dict[str, Any], given: Any, value: Any) -> None:
    assert checks.check(question(kind, **facts), given) == value


@pytest.mark.parametrize(
    ("kind", "facts", "given", "reason"),
    [
        (Kind.SHORT_TEXT, {"required": True}, " ", Reason.TEXT),
        (Kind.SHORT_TEXT, {}, "x" * 301, Reason.TOO_LONG),
        (Kind.SHORT_TEXT, {"longest": 3}, "four", Reason.TOO_LONG),
        (Kind.LONG_TEXT, {}, "x" * 5001, Reason.TOO_LONG),
        (Kind.LONG_TEXT, {}, "e" + "\u0301" * 20, Reason.MARKS),
        (Kind.CHOICE, {"required": True}, "", Reason.CHOICE),
        (Kind.CHOICE, {}, "cake", Reason.NOT_LISTED),
        (Kind.CHOICE, {}, "soup", Reason.NOT_LISTED),
        (Kind.CHOICES, {"required": True}, [], Reason.CHOICES),
        (Kind.CHOICES, {}, ["fish", "cake"], Reason.NOT_LISTED),
        (Kind.CHOICES, {"fewest_choices": 2}, ["fish"], Reason.TOO_FEW),
        (Kind.CHOICES, {"most_choices": 1}, ["fish", "meat"], Reason.TOO_MANY),
        (Kind.NUMBER, {"required": True}, "", Reason.NO_NUMBER),
        (Kind.NUMBER, {}, "12.5", Reason.NO_WHOLE),
        (Kind.NUMBER, {"decimals": 1}, "12.55", Reason.DECIMALS),
        (Kind.NUMBER, {"decimals": 1}, "1e5", Reason.NO_NUMBER),
        (Kind.NUMBER, {"decimals": 1}, "nan", Reason.NO_NUMBER),
        (Kind.NUMBER, {"least": 1.0}, "0", Reason.TOO_SMALL),
        (Kind.NUMBER, {"most": 9.0}, "10", Reason.TOO_LARGE),
        (Kind.NUMBER, {}, "1000000001", Reason.TOO_LARGE),
        (Kind.DATE, {"required": True}, "", Reason.NO_DATE),
        (Kind.DATE, {}, "16.03.2027", Reason.NO_DATE),
        (Kind.DATE, {}, "2027-02-30", Reason.NO_DATE),
        (Kind.DATE, {}, "0202-02-03", Reason.TOO_EARLY),
        (Kind.DATE, {"earliest": date(2027, 6, 8)}, "2027-06-07", Reason.TOO_EARLY),
        (Kind.DATE, {"latest": date(2027, 6, 8)}, "2027-06-09", Reason.TOO_LATE),
        (Kind.COUNTRY, {"required": True}, "", Reason.COUNTRY),
        (Kind.COUNTRY, {}, "SU", Reason.COUNTRY),
        (Kind.CONSENT, {"required": True}, False, Reason.CONSENT),
        (Kind.FILE, {"required": True}, None, Reason.FILE),
    ],
)
def test_a_reason(kind: Kind, facts: dict[str, Any], given: Any, reason: Reason) -> None:
    with pytest.raises(Wrong) as refused:
        checks.check(question(kind, **facts), given)
    assert refused.value.reason == reason
    assert refused.value.reason.value % refused.value.facts != ""  # each placeholder has its fact


@pytest.mark.parametrize(
    ("kind", "facts", "stored"),
    [
        (Kind.SHORT_TEXT, {"longest": 3}, "four and more"),
        (Kind.NUMBER, {"most": 9.0}, 10),
        (Kind.CHOICE, {}, "soup"),
        (Kind.CHOICES, {"most_choices": 1}, ["fish", "soup"]),
        (Kind.DATE, {"latest": date(2020, 1, 1)}, "2027-06-09"),
    ],
)
def test_an_answer_given_before_is_taken_again(
    kind: Kind, facts: dict[str, Any], stored: Any
) -> None:
    assert checks.check(question(kind, **facts), stored, stored) == stored


@given(st.sampled_from(sorted(set(Kind) - {Kind.FILE})), st.text(max_size=400))
@settings(derandomize=True, max_examples=50)
def test_any_text_is_refused_or_tidy_at_once(kind: Kind, said: str) -> None:
    one = question(kind, decimals=2)
    with contextlib.suppress(Wrong):
        value = checks.check(one, said)
        assert value is None or checks.check(one, value) == value


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        (Kind.SHORT_TEXT, "Résumé", "resume"),
        (Kind.CHOICES, ["fish", "meat"], "|fish|meat|"),
        (Kind.CHOICE, "fish", "|fish|"),
        (Kind.CONSENT, True, "|yes|"),
        (Kind.NUMBER, 12.0, "|12|"),
        (Kind.NUMBER, 12.5, "|12.5|"),
        (Kind.DATE, "2027-03-16", "|2027-03-16|"),
    ],
)
def test_what_an_answer_is_found_by(kind: Kind, value: Any, found: str) -> None:
    assert finding.found_by(question(kind), value) == found


def test_options_are_found_by_their_words_in_any_language() -> None:
    assert finding.options_saying(question(Kind.CHOICE), "POISS") == ["fish"]


def test_an_option_that_was_chosen_is_retired_and_another_one_goes() -> None:
    before = [Option("a", {"en": "A"}), Option("b", {"en": "B"}), Option("c", {"en": "C"})]
    after = [Option("c", {"en": "New C"}), Option("d", {"en": "D"})]
    assert options.merged(before, after, {"a", "c"}) == [*after, Option("a", {"en": "A"}, True)]
