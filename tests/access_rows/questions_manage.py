"""Rows of the organizers' pages of questions."""

from typing import Any

from eventsite.events.models import Duty
from tests import make
from tests.access_table import Row, Visitor, World, Writes, of_event, page, team, write
from tests.questions import makings

REGISTRATION = team(Visitor.REGISTRATION)
WRITTEN = {"kind": "short-text", "label-en": "What do you hope to learn?"}


def of_question(world: World, **changes: Any) -> dict[str, Any]:
    """The address of the second of two questions; nobody answered them."""
    makings.make_question(world.event)
    return {"slug": world.event.slug, "code": makings.make_question(world.event, **changes).code}


def of_retired(world: World) -> dict[str, Any]:
    return of_question(world, retired=make.CREATED)


def of_file(world: World) -> dict[str, Any]:
    """The address of a file that somebody answered with."""
    answers = makings.make_file_answered(world.event)
    return {"slug": world.event.slug, "code": makings.file_of(answers)}


def one_more(world: World) -> object:
    return makings.make_question(world.event)


def to_copy(world: World) -> dict[str, Any]:
    """The questions of another event that the owner has a duty in."""
    make.make_team_member(world.other_event, [Duty.REGISTRATION], world.owner)
    makings.make_question(world.other_event)
    return {"event": world.other_event.slug}


ROWS: dict[tuple[str, str], Row] = {
    ("questions.questionnaire", "GET"): page(
        REGISTRATION, of_event, grow=one_more, reader=Visitor.OWNER
    ),
    ("questions.add", "GET"): page(REGISTRATION, of_event, query="?kind=choices"),
    ("questions.add", "POST"): write(
        REGISTRATION,
        of_event,
        Writes("question.added", lambda _world: WRITTEN, after=("question",)),
    ),
    ("questions.edit", "GET"): page(REGISTRATION, of_question),
    ("questions.edit", "POST"): write(
        REGISTRATION,
        of_question,
        Writes("question.changed", lambda _world: {**WRITTEN, "version": "1"}, after=("question",)),
    ),
    ("questions.move", "POST"): write(
        REGISTRATION,
        of_question,
        Writes(
            "question.moved",
            lambda _world: {"at": "0", "version": "1"},
            after=("at", "question"),
        ),
    ),
    ("questions.retire", "POST"): write(
        REGISTRATION, of_question, Writes("question.retired", after=("question",))
    ),
    ("questions.revive", "POST"): write(
        REGISTRATION, of_retired, Writes("question.revived", after=("question",))
    ),
    ("questions.remove", "POST"): write(
        REGISTRATION, of_question, Writes("question.removed", after=("question",))
    ),
    ("questions.preview", "GET"): page(REGISTRATION, of_event, grow=one_more, reader=Visitor.OWNER),
    ("questions.copy", "GET"): page(REGISTRATION, of_event),
    ("questions.copy", "POST"): write(
        REGISTRATION, of_event, Writes("questions.copied", to_copy, after=("count", "from"))
    ),
    ("questions.answer_file", "GET"): page(REGISTRATION, of_file),
}
