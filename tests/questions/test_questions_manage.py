"""The organizers' pages: writing questions, their order, the preview, copying, files."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core.trace import TraceNote
from eventsite.events.models import Duty, Event, EventState
from eventsite.questions import queries
from eventsite.questions.kinds import Kind
from eventsite.questions.models import REGISTRATION, Question
from tests import make
from tests.browser import Browser
from tests.questions import makings


@pytest.fixture
def event(client: Browser) -> Event:
    """An event whose registration duty is signed in."""
    made = make.make_event(text_langs=["en", "fr"])
    client.sign_in(make.make_team_member(made, [Duty.REGISTRATION]))
    return made


def path(event: Event, *parts: str) -> str:
    return "/".join([f"/manage/events/{event.slug}/questions", *parts])


def live(event: Event) -> list[Question]:
    found = queries.questionnaire_of(event.id, REGISTRATION)
    assert found is not None
    return list(found.live)


def test_a_choice_is_written_shown_and_changed(
    client: Browser, session: scoped_session[Session], event: Event
) -> None:
    written = {
        "kind": "choices",
        "label-en": "What do you eat?",
        "label-ar": "ماذا تأكل؟",
        "help-en": "At lunch.",
        "required": "y",
        "options-0-label-en": "Bread",
        "options-1-label-en": "Soup",
        "options-1-label-fr": "Soupe",
        "options-1-place": "1",
        "options-2-label-en": "",
        "most_choices": "2",
        "shown_question": "mode:in-person",
    }
    more = client.open("POST", path(event, "new"), data={**written, "more": "1"})
    assert more.status_code == 422
    assert 'name="options-3-label-en"' in more.text
    assert 'value="Soupe"' in more.text
    bad = client.open("POST", path(event, "new"), data={**written, "most_choices": "0"})
    assert (bad.status_code, "Enter a whole number from 1 to 100." in bad.text) == (422, True)
    assert 'value="Soupe"' in bad.text
    assert re.search(r'value="mode:in-person"[^>]* checked', bad.text)
    assert client.open("POST", path(event, "new"), data=written).status_code == 303
    (question,) = live(event)
    assert [o["labels"] for o in question.options] == [
        {"en": "Soup", "fr": "Soupe"},
        {"en": "Bread"},
    ]
    assert question.shown_when == {"question": "mode", "any_of": ["in-person"]}
    assert (question.required, question.most_choices) == (True, 2)
    shown = client.get(path(event, question.code))
    assert re.search(r'value="mode:in-person"[^>]* checked', shown.text)
    changed = {**written, "version": "1", "label-en": "Lunch?", "shown_question": []}
    changed |= {f"options-{n}-code": o["code"] for n, o in enumerate(question.options)}
    first = question.options[0]["code"]
    assert client.open("POST", path(event, question.code), data=changed).status_code == 303
    session.expire_all()
    (question,) = live(event)
    assert (question.label["en"], question.shown_when) == ("Lunch?", {})
    assert first in [o["code"] for o in question.options]
    stale = client.open("POST", path(event, question.code), data={**changed, "label-en": "Mine"})
    assert stale.status_code == 409
    assert ("Mine" in stale.text, "Lunch?" in stale.text) == (True, True)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "short-text"}, "Enter the question in at least one language."),
        ({"kind": "choice", "label-en": "X"}, "Enter at least two answers to choose from."),
        ({"kind": "number", "label-en": "X", "least": "a lot"}, "Enter a number, like 12.50."),
        (
            {"kind": "number", "label-en": "X", "least": "5", "most": "4"},
            "Enter a largest value that is not below the smallest.",
        ),
        (
            {"kind": "date", "label-en": "X", "earliest": "0202-01-01"},
            "Enter a date as year-month-day, like 2027-03-16.",
        ),
        (
            {"kind": "short-text", "label-en": "X", "shown_question": ["mode:online", "one:a"]},
            "Tick answers of one question only.",
        ),
        (
            {"kind": "short-text", "label-en": "X", "shown_question": "words:a"},
            "Choose one of the answers in the list.",
        ),
        ({"kind": "poem", "label-en": "X"}, "Choose one of the answers in the list."),
    ],
)
def test_what_cannot_be_written(
    client: Browser, event: Event, fields: dict[str, Any], sentence: str
) -> None:
    makings.make_question(event, "choice", code="one")
    makings.make_question(event, code="words")
    page = client.open("POST", path(event, "new"), data=fields)
    assert (page.status_code, sentence in page.text) == (422, True)
    assert len(live(event)) == 2


def test_the_form_has_the_parts_of_its_kind(client: Browser, event: Event) -> None:
    own = ("longest", "least", "options-0-label-en", "earliest", "file_mb", "most_choices")
    found = {
        kind.value: [
            name
            for name in own
            if f'name="{name}"' in client.get(f"{path(event, 'new')}?kind={kind.value}").text
        ]
        for kind in Kind
    }
    assert found == {
        "short-text": ["longest"],
        "long-text": ["longest"],
        "choice": ["options-0-label-en"],
        "choices": ["options-0-label-en", "most_choices"],
        "number": ["least"],
        "date": ["earliest"],
        "country": [],
        "file": ["file_mb"],
        "consent": [],
    }


def test_the_order_changes_by_button_and_answered_questions_are_retired(
    client: Browser, session: scoped_session[Session], event: Event
) -> None:
    one, two = makings.make_question(event), makings.make_question(event)
    makings.make_answers(event, **{two.code: "Said"})
    page = client.get(path(event))
    version = re.search(r'name="version" value="(\d+)"', page.text)
    assert version is not None
    moved = client.open(
        "POST", path(event, two.code, "move"), data={"at": "0", "version": version[1]}
    )
    assert moved.headers["Location"].endswith(f"#q-{two.code}")
    session.expire_all()
    assert [q.code for q in live(event)] == [two.code, one.code]
    again = client.open(
        "POST", path(event, one.code, "move"), data={"at": "0", "version": version[1]}
    )
    assert (again.status_code, "Somebody else" in again.text) == (409, True)
    assert "Remove it" not in client.get(path(event, two.code)).text
    assert client.open("POST", path(event, two.code, "retire")).status_code == 303
    page = client.get(path(event))
    assert ("Retired questions" in page.text, "1 answer" in page.text) == (True, True)
    assert client.open("POST", path(event, two.code, "revive")).status_code == 303
    session.expire_all()
    assert [q.code for q in live(event)] == [one.code, two.code]
    assert client.open("POST", path(event, one.code, "remove")).status_code == 303
    session.expire_all()
    assert [q.code for q in live(event)] == [two.code]


def test_the_preview_speaks_any_language(client: Browser, event: Event) -> None:
    makings.make_question(
        event,
        label={"en": "Lunch?", "ar": "الغداء؟"},
        shown_when={"question": "mode", "any_of": ["online"]},
    )
    page = client.get(path(event, "preview") + "?speak=ar")
    assert '<form class="panel stack stack-l" lang="ar" dir="rtl">' in page.text
    assert ("الغداء؟" in page.text, 'data-shown-by="mode"' in page.text) == (True, True)
    assert "Lunch?" in client.get(path(event, "preview") + "?speak=xx").text


def test_only_questions_of_ones_own_events_are_copied(
    client: Browser, another_client: Callable[[], Browser], event: Event
) -> None:
    hidden = make.make_event("Of another team")
    makings.make_question(hidden)
    page = client.get(path(event, "copy"))
    assert "None of your other events has questions." in page.text
    refused = client.open("POST", path(event, "copy"), data={"event": hidden.slug})
    assert refused.status_code == 422
    assert queries.questionnaire_of(event.id, REGISTRATION) is None
    staff = another_client()
    staff.sign_in(make.make_staff())
    assert staff.open("POST", path(event, "copy"), data={"event": hidden.slug}).status_code == 303
    assert len(live(event)) == 1


def test_reading_a_file_is_noted_and_stays_in_its_event(
    client: Browser, session: scoped_session[Session], event: Event
) -> None:
    code = makings.file_of(makings.make_file_answered(event))
    found = client.open("GET", path(event, "files", code))
    assert (found.status_code, found.data) == (200, b"%PDF-1.7")
    assert "attachment" in found.headers["Content-Disposition"]
    notes = session.scalars(sa.select(TraceNote).where(TraceNote.kind == "answer.read")).all()
    assert [note.facts["file"] for note in notes] == [code]
    other = make.make_event("Elsewhere")
    client.sign_in(make.make_team_member(other))
    assert client.open("GET", path(other, "files", code)).status_code == 404


def test_an_archived_event_keeps_its_questions(client: Browser, event: Event) -> None:
    question = makings.make_question(event)
    event.state = EventState.ARCHIVED
    page = client.get(path(event))
    assert "Add a question" not in page.text
    written = {"kind": "short-text", "label-en": "New", "version": "1"}
    for tail in ((question.code,), (question.code, "retire"), ("new",)):
        answer = client.open("POST", path(event, *tail), data=written)
        assert (answer.status_code, "is archived" in answer.text) == (422, True)
