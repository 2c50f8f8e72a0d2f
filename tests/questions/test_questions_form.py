"""What participants see and send: fields, hidden questions, files that wait for their form."""

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
import wtforms
from flask import Flask, render_template_string
from sqlalchemy.orm import Session, scoped_session
from werkzeug.datastructures import FileStorage, MultiDict

from eventsite.core import clock
from eventsite.questions import actions, forms, personal, queries
from eventsite.questions.actions import pending
from eventsite.questions.asked import Asked
from eventsite.questions.models import REGISTRATION
from eventsite.questions.queries import Answered
from tests import make
from tests.questions import makings

PAGE = (
    '{% import "questions/fields.html" as questions with context %}<form>'
    "{{ questions.fields(form) }}</form>"
)


def asked_of(event: Any) -> Asked:
    found = queries.questionnaire_of(event.id, REGISTRATION)
    assert found is not None
    return found


def posted(asked: Asked, *pairs: tuple[str, Any], lang: str = "en", **shown: Any) -> Any:
    """The form of a questionnaire with a mode of its own, as sent."""

    class WithMode(forms.fields_of(asked, lang)):  # type: ignore[misc]
        mode = wtforms.StringField()

    return WithMode(MultiDict(pairs) if pairs else None, **shown)


def html_of(app: Flask, form: Any) -> str:
    with app.test_request_context("/"):
        return render_template_string(PAGE, form=form, icons=lambda _name: "")


def test_a_hidden_question_is_never_needed_and_its_answer_ignored(
    session: scoped_session[Session],
) -> None:
    event = make.make_event()
    diet = makings.make_question(
        event,
        "choice",
        required=True,
        shown_when={"question": "mode", "any_of": ["in-person"]},
    )
    name = f"q_{diet.code}"
    online = posted(asked_of(event), ("mode", "online"), (name, "a"))
    assert (online.validate(), forms.answers(online)) == (True, {})
    here = posted(asked_of(event), ("mode", "in-person"))
    assert (here.validate(), here[name].errors) == (False, ["Choose one of the answers."])
    done = posted(asked_of(event), ("mode", "in-person"), (name, "b"))
    assert (done.validate(), forms.answers(done)) == (True, {diet.code: "b"})


def test_fields_stand_in_order_and_keep_what_was_typed(
    app: Flask, session: scoped_session[Session]
) -> None:
    event = make.make_event()
    number = makings.make_question(event, "number", required=True, label={"fr": "Combien ?"})
    boxes = makings.make_question(event, "choices", most_choices=1)
    consent = makings.make_question(event, "consent")
    extra = makings.make_question(
        event, shown_when={"question": consent.code, "is": True}, help={"en": "One <b>word</b>."}
    )
    form = posted(
        asked_of(event),
        (f"q_{number.code}", "many<"),
        (f"q_{boxes.code}", "a"),
        (f"q_{boxes.code}", "b"),
        (f"q_{extra.code}", "kept"),
    )
    assert not form.validate()
    assert form[f"q_{number.code}"].errors == ["Enter a whole number, like 25."]
    assert [part.field.name for part in form.question_parts] == [
        f"q_{one.code}" for one in (number, boxes, consent, extra)
    ]
    html = html_of(app, form)
    assert 'value="many&lt;"' in html
    assert '<span lang="fr" dir="ltr">Combien ?</span>' in html
    assert 'value="kept"' in html  # hidden, but not lost
    assert f'data-shown-by="q_{consent.code}" data-shown-on="yes"' in html
    assert "Answer this if you ticked" in html
    assert "One &lt;b&gt;word&lt;/b&gt;." in html


def test_stored_answers_fill_the_form_and_a_retired_option_stays_for_who_chose_it(
    app: Flask, session: scoped_session[Session]
) -> None:
    event = make.make_event()
    diet = makings.make_question(event, "choice")
    diet.options = [{**one, "retired": one["code"] == "a"} for one in diet.options]
    asked = asked_of(event)
    fresh = html_of(app, posted(asked))
    assert ("Answer a" in fresh, "Answer b" in fresh, "No answer" in fresh) == (False, True, True)
    shown = forms.show(asked, {diet.code: Answered("a")})
    assert "Answer a" in html_of(app, posted(asked, **shown))
    again = posted(asked, (f"q_{diet.code}", "a"), **shown)
    assert (again.validate(), forms.answers(again)) == (True, {diet.code: "a"})


def upload(content: bytes = b"%PDF-1.7 words", name: str = "plan.pdf") -> FileStorage:
    return FileStorage(io.BytesIO(content), name)


def test_a_file_waits_for_its_form_and_is_stored_with_the_answers(
    app: Flask, session: scoped_session[Session]
) -> None:
    event = make.make_event()
    paper = makings.make_question(event, "file", required=True, file_kinds=["pdf"])
    other = makings.make_question(event, "file")
    name, asked = f"q_{paper.code}", asked_of(event)
    first = posted(asked, (name, upload()))
    assert first.validate()
    token = first[name].data.token
    assert f'name="{name}-kept" value="{token}"' in html_of(app, first)
    second = posted(asked, (f"{name}-kept", token))
    assert second.validate()
    key = actions.save_answers(asked, None, forms.answers(second))
    stored = queries.answers_of([key])[key][paper.code]
    assert stored.file_name == "plan.pdf"
    # The same token opens nothing for another question, nor a changed one for this.
    for field, said in ((f"q_{other.code}", token), (name, token[:-1] + "x"), (name, "../../x.y")):
        assert posted(asked, (f"{field}-kept", said))[field].data is None
    shown = forms.show(asked, {paper.code: stored})
    kept = posted(asked, ("mode", "online"), **shown)
    assert kept.validate()
    assert actions.save_answers(asked, key, forms.answers(kept)) == key
    assert queries.answers_of([key])[key][paper.code] == stored
    gone = posted(asked, (f"{name}-gone", "1"), **shown)
    assert (gone.validate(), gone[name].errors) == (False, ["Choose a file."])


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"MZ", "plan.exe", "Choose a file of one of these kinds: pdf."),
        (b"MZ", "plan.pdf", "This file's content does not match its name. Save it again as PDF."),
        (b"", "plan.pdf", "This file is empty. Choose another one."),
        (b"%PDF-" + b"x" * 1024 * 1024, "plan.pdf", "Choose a file smaller than 1 MB."),
    ],
)
def test_a_file_that_cannot_be_taken(
    session: scoped_session[Session], content: bytes, name: str, sentence: str
) -> None:
    event = make.make_event()
    paper = makings.make_question(event, "file", file_kinds=["pdf"], file_mb=1)
    form = posted(asked_of(event), (f"q_{paper.code}", upload(content, name)))
    assert (form.validate(), form[f"q_{paper.code}"].errors) == (False, [sentence])


def test_waiting_files_expire_after_a_day(session: scoped_session[Session]) -> None:
    personal.expire(clock.now() + timedelta(days=9))  # of other tests
    event = make.make_event()
    paper = makings.make_question(event, "file")
    form = posted(asked_of(event), (f"q_{paper.code}", upload()))
    token = form[f"q_{paper.code}"].data.token
    now: datetime = clock.now()
    assert personal.expire(now + timedelta(hours=23)) == 0
    assert pending.find(paper, token) is not None
    assert personal.expire(now + timedelta(hours=25)) == 1
    assert pending.find(paper, token) is None


def test_without_questions_a_form_has_no_fields(session: scoped_session[Session]) -> None:
    form = forms.fields_of(None, "en")(MultiDict([("x", "y")]))
    assert (form.validate(), form.question_parts, forms.answers(form)) == (True, [], {})
