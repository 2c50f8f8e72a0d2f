"""Answers saved, changed, found and erased; editing a questionnaire that has answers."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core.db import db
from eventsite.core.errors import Refused, Stale
from eventsite.core.files import Checked, File, path_of
from eventsite.questions import actions, queries, wording
from eventsite.questions.actions import pending
from eventsite.questions.asked import Asked
from eventsite.questions.conditions import Condition
from eventsite.questions.finding import Sought
from eventsite.questions.kinds import Kind
from eventsite.questions.models import REGISTRATION, Answer, AnswerSet, Question
from eventsite.questions.options import Option
from eventsite.registration import personal
from eventsite.registration.models import Registration
from tests import make
from tests.counting import count_queries
from tests.questions import makings


def asked_of(event: Any) -> Asked:
    found = queries.questionnaire_of(event.id, REGISTRATION)
    assert found is not None
    return found


def facts(question: Question, **changes: Any) -> actions.Facts:
    plain = {
        "kind": question.kind,
        "label": question.label,
        "options": tuple(Option(o["code"], o["labels"]) for o in question.options),
    }
    return actions.Facts(**{**plain, **changes})


def test_answers_are_exactly_what_is_shown_and_retired_ones_stay(
    session: scoped_session[Session],
) -> None:
    event = make.make_event()
    one, two, three = (makings.make_question(event) for _ in range(3))
    key = actions.save_answers(asked_of(event), None, {one.code: "A", two.code: "B"})
    actions.retire_question(actor="user:1", event=event, question=one)
    same = actions.save_answers(asked_of(event), key, {three.code: "C"})
    assert same == key
    found = queries.answers_of([key])[key]
    assert {code: said.value for code, said in found.items()} == {one.code: "A", three.code: "C"}
    columns = queries.columns(asked_of(event))
    assert [(c.code, c.is_retired) for c in columns] == [
        (two.code, False),
        (three.code, False),
        (one.code, True),
    ]


def test_many_sets_take_one_statement(session: scoped_session[Session]) -> None:
    event = make.make_event()
    question = makings.make_question(event)
    keys = [makings.make_answers(event, **{question.code: f"said {n}"}) for n in range(5)]
    with count_queries() as seen:
        found = queries.answers_of(keys)
    assert (len(seen), found[keys[4]][question.code].value) == (1, "said 4")


@pytest.mark.both_databases
def test_registrations_are_found_by_any_answer(session: scoped_session[Session]) -> None:
    event = make.make_event()
    words = makings.make_question(event)
    meals = makings.make_question(event, "choices")
    days = makings.make_question(event, "number")
    born = makings.make_question(event, "date")
    offered = [
        {"code": code, "labels": {"en": said}, "retired": False}
        for code, said in (("x", "First"), ("w", "Second"))
    ]
    one = makings.make_question(event, "choice", options=offered)
    secret = makings.make_question(event, is_sensitive=True)
    said: list[dict[str, Any]] = [
        {
            words.code: "Résumé 100%",
            meals.code: ["a", "b"],
            days.code: 3,
            born.code: "2000-02-29",
            one.code: "b",
        },
        {
            words.code: "nothing",
            meals.code: ["b"],
            secret.code: "insulin",
            days.code: 12.5,
            born.code: "2001-01-01",
            one.code: "a",
        },
    ]
    said[0] |= {born.code: "2000-02-29", one.code: "w"}
    said[1] |= {born.code: "2001-01-01", one.code: "x"}
    rows = [
        make.make_registration(event, answer_set_id=makings.make_answers(event, **each))
        for each in said
    ]
    rows.append(make.make_registration(event))
    asked, column = asked_of(event), Registration.answer_set_id

    def found(where: Any) -> list[int]:
        one = sa.select(Registration.id).where(where).order_by(Registration.id)
        ids = list(db.session.scalars(one))
        return [number for number, row in enumerate(rows) if row.id in ids]

    for code, sought, expected in [
        (words.code, Sought(("resume",)), [0]),
        (words.code, Sought(("0%",)), [0]),
        (words.code, Sought(("%n",)), []),
        (words.code, Sought(least="a"), [0, 1, 2]),
        (words.code, Sought(is_given=False), [2]),
        (secret.code, Sought(is_given=True), [1]),
        (secret.code, Sought(is_given=False), [0, 2]),
        (meals.code, Sought(("a",)), [0]),
        (meals.code, Sought(("b",)), [0, 1]),
        (one.code, Sought(("w", "x")), [0, 1]),
        (words.code, Sought(("resume", "zzz")), [0]),
        (days.code, Sought(("3",)), [0]),
        (days.code, Sought(("30",)), []),
        (days.code, Sought(least="2,5"), [0, 1]),
        (days.code, Sought(least="3", most="3.0"), [0]),
        (days.code, Sought(least="3.5"), [1]),
        (days.code, Sought(least="NaN", most="x"), [0, 1, 2]),
        (born.code, Sought(least="2000-02-29"), [0, 1]),
        (born.code, Sought(most="2000-02-29"), [0]),
        (born.code, Sought(least="29.2.2000", most="2000-02-30"), [0, 1, 2]),
        ("unknown", Sought(("a",)), []),
    ]:
        assert found(queries.matching(column, asked, code, sought)) == expected, (code, sought)
    for question, expected in [
        (words, [1, 0]), (meals, [0, 1]), (days, [0, 1]), (born, [0, 1]), (one, [1, 0]),
    ]:  # fmt: skip
        ranked = queries.ordering(column, question)
        ordered = sa.select(Registration.id).where(ranked.is_not(None)).order_by(ranked)
        ids = list(db.session.scalars(ordered))
        assert [ids.index(row.id) for row in rows[:2]] == [expected.index(n) for n in (0, 1)]
    assert found(queries.saying(column, asked, "answer A", sensitive=False)) == [0]
    assert found(queries.saying(column, asked, "insulin", sensitive=False)) == []
    assert found(queries.saying(column, asked, "INSULIN", sensitive=True)) == [1]
    assert found(queries.saying(column, asked, " ", sensitive=True)) == []


def test_an_answered_question_keeps_its_answers_and_its_kind(
    session: scoped_session[Session],
) -> None:
    event = make.make_event()
    meal = makings.make_question(event, "choice")
    key = makings.make_answers(event, **{meal.code: "a"})

    def change(version: int, **changes: Any) -> None:
        actions.change_question(
            actor="user:1",
            event=event,
            question=meal,
            facts=facts(meal, **changes),
            version=version,
        )

    with pytest.raises(Refused) as refused:
        change(1, kind=Kind.SHORT_TEXT, options=())
    assert refused.value.field == "kind"
    left = (Option("b", {"en": "Bread"}), Option("", {"en": "Cake"}))
    change(meal.version, options=left, label={"en": "Lunch?"})
    assert [(o["labels"]["en"], o["retired"]) for o in meal.options] == [
        ("Bread", False),
        ("Cake", False),
        ("Answer a", True),
    ]
    stored = queries.answers_of([key])[key][meal.code]
    assert wording.worded(meal, stored.value, "en") == "Answer a"
    with pytest.raises(Stale):
        change(meal.version - 1)
    with pytest.raises(Refused) as kept:
        actions.remove_question(actor="user:1", event=event, question=meal)
    assert "Retire it instead" in kept.value.sentence


def test_what_decides_stays_above_and_stays_at_all(session: scoped_session[Session]) -> None:
    event = make.make_event()
    one = makings.make_question(event, "choice", label={"en": "First"})
    actions.add_question(
        actor="user:1",
        event=event,
        purpose=REGISTRATION,
        facts=actions.Facts(
            kind=Kind.SHORT_TEXT,
            label={"en": "Second"},
            condition=Condition(one.code, frozenset("a")),
        ),
    )
    two = asked_of(event).live[1]
    above = "Keep “First” above “Second”: its answer decides whether the other is shown."
    decides = "“Second” is shown by the answer to “First”. Change when it is shown first."
    only_b = facts(one, options=(Option("b", {"en": "B"}), Option("", {"en": "C"})))
    tries: list[tuple[Any, str]] = [
        (lambda: move(two, 0), above),
        (lambda: move(one, 1), above),
        (lambda: actions.retire_question(actor="user:1", event=event, question=one), decides),
        (lambda: actions.remove_question(actor="user:1", event=event, question=one), decides),
        (
            lambda: actions.change_question(
                actor="user:1", event=event, question=one, facts=only_b, version=one.version
            ),
            decides,
        ),
    ]

    def move(question: Question, at: int) -> None:
        actions.move_question(actor="user:1", event=event, question=question, at=at)

    for attempt, sentence in tries:
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.sentence == sentence
        session.expire_all()


def test_moving_makes_no_open_form_stale_but_an_order_shown_before(
    session: scoped_session[Session],
) -> None:
    event = make.make_event()
    one, two, three = (makings.make_question(event) for _ in range(3))
    version = queries.version_of(asked_of(event))
    actions.move_question(actor="user:1", event=event, question=three, at=0, version=version)
    session.expire_all()
    assert [q.code for q in asked_of(event).live] == [three.code, one.code, two.code]
    assert {q.version for q in asked_of(event).live} == {1}
    with pytest.raises(Stale):
        actions.move_question(actor="user:1", event=event, question=one, at=0, version=version)


def test_questions_are_copied_with_their_conditions_and_without_answers(
    session: scoped_session[Session],
) -> None:
    event, other, third = (make.make_event() for _ in range(3))
    one = makings.make_question(event, "choice")
    makings.make_question(event, shown_when={"question": one.code, "any_of": ["a"]})
    makings.make_question(event, retired=make.CREATED)
    makings.make_answers(event, **{one.code: "a"})
    makings.make_question(other, code=one.code)
    source = asked_of(event)
    for number, target in enumerate((other, other, third)):
        assert (
            actions.copy_questions(
                actor="user:1", source=source, event=target, purpose=REGISTRATION
            )
            == 2
        ), number
    copied = asked_of(other).live
    assert len({q.code for q in copied}) == len(copied) == 5
    assert [q.shown_when.get("question") for q in copied] == [
        None, None, copied[1].code, None, copied[3].code,
    ]  # fmt: skip
    assert [q.code for q in asked_of(third).live] == [q.code for q in source.live]
    assert queries.answer_counts(asked_of(third)) == {}


def test_erasing_a_person_takes_answers_and_files_along(session: scoped_session[Session]) -> None:
    event = make.make_event()
    make.make_terms(event)
    paper = makings.make_question(event, "file", label={"en": "Your paper"})
    meal = makings.make_question(event, "choice", label={"en": "Lunch"})
    checked = Checked("plan.pdf", "application/pdf", b"%PDF-1.7")
    values: dict[str, Any] = {paper.code: pending.keep(paper, checked), meal.code: "b"}
    key = actions.save_answers(asked_of(event), None, values)
    person = make.make_person()
    mine = make.make_registration(event, person, answer_set_id=key)
    told = personal.export(person)["registrations"][0]["answers"]
    assert told == [
        {"question": "Your paper", "answer": "plan.pdf"},
        {"question": "Lunch", "answer": "Answer b"},
    ]
    path = path_of(session.scalars(sa.select(File)).one())
    session.commit()
    personal.erase(person, make.CREATED)
    session.commit()
    left = [session.scalar(sa.select(sa.func.count()).select_from(t)) for t in (Answer, AnswerSet)]
    assert (left, mine.answer_set_id, path.exists()) == ([0, 0], None, False)
