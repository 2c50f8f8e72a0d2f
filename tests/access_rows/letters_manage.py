"""Rows of the organizers' pages of letters and of visa support."""

from typing import Any

from eventsite.letters import actions, queries
from eventsite.letters.kinds import Kind
from eventsite.letters.models import Letter
from eventsite.letters.visa_states import VisaState
from tests.access_table import (
    Answer,
    Row,
    Visitor,
    World,
    Writes,
    but,
    of_event,
    only_staff,
    page,
    team,
    write,
)
from tests.letters import makings

LETTERS = team(Visitor.COMMUNICATION, Visitor.REGISTRATION)
#: An owner without the duty is refused.
VISAS = but(only_staff(), visas=Answer.OPEN)
STATE = ("state",)
ISSUED = ("kind", "lang", "number")


def of_signed(world: World) -> dict[str, Any]:
    makings.make_settings(world.event)
    return of_event(world)


def of_kind(world: World) -> dict[str, Any]:
    return {**of_signed(world), "kind": Kind.THANKS.value}


def of_preview(world: World) -> dict[str, Any]:
    return {**of_kind(world), "lang": "en"}


def of_letter(world: World) -> dict[str, Any]:
    return {**of_event(world), "code": makings.make_letter(world.event).code}


def one_more(world: World) -> Letter:
    return makings.make_letter(world.event)


def of_visa(world: World, **changes: Any) -> dict[str, Any]:
    """A request with nothing doubtful in it."""
    makings.make_settings(world.event)
    registration = makings.make_comer(world.event)
    makings.make_visa(registration, **changes)
    return {**of_event(world), "code": registration.code}


def of_complete(world: World) -> dict[str, Any]:
    return of_visa(world, state=VisaState.COMPLETE)


def of_issued(world: World) -> dict[str, Any]:
    where = of_complete(world)
    found = queries.find_visa_of(world.event, where["code"])
    assert found is not None
    actions.issue_visa(actor="user:1", event=world.event, request=found, lang="en")
    return where


def of_batch(world: World) -> dict[str, Any]:
    makings.make_batch(world.event, 7)
    return {**of_event(world), "task_id": 7}


def another_visa(world: World) -> object:
    return makings.make_visa(makings.make_comer(world.event))


def moved(fields: dict[str, Any] | None = None) -> Writes:
    return Writes(
        "visa.moved", lambda _world: fields or {}, before=STATE, after=STATE, by=Visitor.VISAS
    )


ROWS: dict[tuple[str, str], Row] = {
    ("letters.letters", "GET"): page(LETTERS, of_signed, grow=one_more, reader=Visitor.OWNER),
    ("letters.settings", "GET"): page(team(), of_event),
    ("letters.settings", "POST"): write(
        team(),
        of_event,
        Writes(
            "letters.settings_saved", lambda _world: makings.SETTINGS, after=("fields", "signature")
        ),
    ),
    ("letters.words", "GET"): page(LETTERS, of_kind),
    ("letters.words", "POST"): write(
        LETTERS,
        of_kind,
        Writes(
            "letters.text_saved", lambda _world: {"body-en": "Dear {name}"}, after=("kind", "langs")
        ),
    ),
    ("letters.preview", "GET"): page(LETTERS, of_preview),
    ("letters.issue", "GET"): page(LETTERS, of_signed),
    ("letters.issue", "POST"): write(
        LETTERS,
        of_signed,
        Writes(
            "letter.issued",
            lambda _world: {"to": "named", "name": "Ada Lovelace", "lang": "en"},
            after=ISSUED,
        ),
    ),
    ("letters.letter", "GET"): page(LETTERS, of_letter),
    ("letters.letter_pdf", "GET"): page(LETTERS, of_letter),
    ("letters.letter_docx", "GET"): page(LETTERS, of_letter),
    ("letters.withdraw", "POST"): write(
        LETTERS, of_letter, Writes("letter.withdrawn", before=("withdrawn",), after=("withdrawn",))
    ),
    ("letters.reissue", "POST"): write(LETTERS, of_letter, Writes("letter.reissued", after=ISSUED)),
    ("letters.batch", "GET"): page(LETTERS, of_batch),
    ("letters.visas", "GET"): page(VISAS, of_event, grow=another_visa, reader=Visitor.VISAS),
    ("letters.visa_request", "GET"): page(VISAS, of_visa),
    ("letters.visa_complete", "POST"): write(VISAS, of_visa, moved()),
    ("letters.visa_missing", "POST"): write(
        VISAS, of_complete, moved({"missing": "The number cannot be read."})
    ),
    ("letters.visa_issue", "POST"): write(VISAS, of_complete, moved({"lang": "en"})),
    ("letters.visa_decided", "POST"): write(VISAS, of_issued, moved({"state": "granted"})),
    ("letters.visa_pdf", "GET"): page(VISAS, of_issued),
    ("letters.visa_docx", "GET"): page(VISAS, of_issued),
}
