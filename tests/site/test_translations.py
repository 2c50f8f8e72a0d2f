"""The desk of translations: what is saved where, who may, what visitors see and when."""

import io
from collections.abc import Mapping
from typing import Any, get_args, get_origin, get_type_hints

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Mapped, Session, scoped_session

from eventsite.agenda import actions as agenda_actions
from eventsite.agenda import queries as agenda_queries
from eventsite.agenda.models import AgendaStep
from eventsite.calls.models import Call
from eventsite.core.db import Base
from eventsite.desk.models import CertificateTerms
from eventsite.events.models import Duty, Event, JoinWay, JoinWayKind, KeyDeadline, Translation
from eventsite.letters.kinds import Kind
from eventsite.letters.models import LetterText
from eventsite.registration.models import RegistrationTerms
from eventsite.site.translating.states import mark
from tests import make
from tests.agenda import makings
from tests.browser import Browser, Page, said
from tests.exchange.test_archive_rooms import belonging
from tests.questions import makings as question_makings

SAVE = "Save the translations"
TITLE = "events:event.title"
#: Columns that map strings to strings, but no language to a text.
NO_TEXTS = {"programme_import_files.columns", "stat_releases.definitions"}


@pytest.fixture
def event(session: scoped_session[Session]) -> Event:
    """An event with a code of conduct, a call and a session with an item."""
    event = make.make_event("Forum")
    make.make_terms(event, code_of_conduct={"en": "Be kind."})
    make.make_call(event)
    makings.make_session(event, parts=[({"en": "Welcome"}, 10)])
    session.commit()
    return event


def desk(client: Browser, event: Event, *duties: Duty) -> str:
    """Sign a member of the team in; the address of the French desk."""
    client.sign_in(make.make_team_member(event, duties or [Duty.OWNER]))
    return f"/manage/events/{event.slug}/translations/fr"


def states_of(client: Browser, path: str) -> dict[str, str]:
    """Key to the state that the desk shows, of texts that can be written."""
    page = client.get(path)
    keys = [str(one["value"]) for one in page.soup.select("[name=key]")]
    return dict(zip(keys, page.all("ol > li:has([name=key]) .pill"), strict=True))


def save(client: Browser, path: str, values: Mapping[str, Any], status: int = 200) -> Page:
    """Open the desk, fill the fields, press Save."""
    form = client.form(client.get(path), SAVE)
    form.fill(**values)
    return form.submit(status)


def test_a_draft_waits_and_a_reviewed_text_is_used(
    client: Browser, event: Event, session: scoped_session[Session]
) -> None:
    path = desk(client, event)
    assert states_of(client, path)[TITLE] == "Missing"
    save(client, path, {f"said:{TITLE}": "Le forum"})
    session.expire_all()
    assert (event.title, states_of(client, path)[TITLE]) == ({"en": "Forum"}, "Draft")
    save(client, path, {f"ok:{TITLE}": True})
    session.expire_all()
    assert event.title == {"en": "Forum", "fr": "Le forum"}
    assert (event.text_langs, states_of(client, path)[TITLE]) == (["en", "fr"], "Reviewed")
    save(client, path, {f"ok:{TITLE}": False})
    assert states_of(client, path)[TITLE] == "Not reviewed"
    client.press(path, "Save all on this page as reviewed")
    assert list(states_of(client, f"{path}?state=reviewed")) == [TITLE]
    event.title = {**event.title, "en": "World forum"}
    session.commit()
    assert states_of(client, path)[TITLE] == "Source changed"
    save(client, path, {f"said:{TITLE}": ""})
    session.expire_all()
    assert event.title == {"en": "World forum"}
    assert session.scalars(sa.select(Translation)).all() == []


def test_a_session_changes_in_the_draft_by_a_step_that_is_undone(
    client: Browser, event: Event, session: scoped_session[Session]
) -> None:
    path = desk(client, event, Duty.AGENDA)
    (found,) = agenda_queries.sessions(event.id)
    makings.place(event, found)
    makings.publish(event)
    key, item = f"agenda:session/{found.code}.title", f"agenda:session/{found.code}/item/0.title"
    words = {f"said:{key}": "Ouverture", f"ok:{key}": True,
             f"said:{item}": "Accueil", f"ok:{item}": True}  # fmt: skip
    session.commit()
    save(client, path, words)
    programme = f"/events/{event.slug}/programme"
    assert (titles(event), "Ouverture" in client.get(f"/fr{programme}").text) == (
        [{"en": "Opening", "fr": "Ouverture"}, {"en": "Welcome", "fr": "Accueil"}], False
    )  # fmt: skip
    makings.publish(event)
    session.commit()
    assert "Ouverture" in client.get(f"/fr{programme}").text
    step = session.scalars(sa.select(AgendaStep).order_by(AgendaStep.id.desc())).first()
    assert step is not None
    agenda_actions.undo(event, step.actor)
    assert titles(event) == [{"en": "Opening"}, {"en": "Welcome"}]


def titles(event: Event) -> list[dict[str, str]]:
    """The titles of the one session and of its item, as they are stored now."""
    (found,) = agenda_queries.sessions(event.id)
    return [found.title, *(part.title for part in found.parts)]


def test_every_feature_writes_its_texts_where_they_stand(
    client: Browser, event: Event, session: scoped_session[Session]
) -> None:
    path = desk(client, event)
    question = question_makings.make_question(event, "choice")
    terms = make.add(CertificateTerms(event_id=event.id, words={"en": "Well done."}))
    facts = {"kind": JoinWayKind.AUDIO, "address": "1", "label": {"en": "Line 2"}}
    way = make.add(JoinWay(event_id=event.id, **facts))
    call = session.scalars(sa.select(Call)).one()
    call.title, key = {"en": "Ideas"}, f"questions:registration/{question.code}"
    session.commit()
    keys = ["registration:terms.code_of_conduct", f"{key}.label", f"{key}/a", "events:way/0.label",
            f"calls:{call.code}.title", "desk:certificates.words"]  # fmt: skip
    stood = {f"stood:{one}": mark("\x1f") for one in keys}
    words = {f"said:{one}": "Dit" for one in keys}
    client.post(path, {"key": keys, "all": "y", **words, **stood})
    session.expire_all()
    deadline = session.scalars(sa.select(KeyDeadline)).all()
    stored = [
        session.scalars(sa.select(RegistrationTerms.code_of_conduct)).one(),
        question.label, question.options[0]["labels"], way.label, call.title,
        terms.words,
    ]  # fmt: skip
    assert [one.get("fr") for one in stored] == ["Dit"] * 6
    assert [one.label for one in deadline] == [call.title]


def test_each_duty_writes_its_own_texts(client: Browser, event: Event) -> None:
    path = desk(client, event, Duty.CALLS)
    assert states_of(client, f"{path}?of=events") == {}
    assert {key.partition(":")[0] for key in states_of(client, path)} == {"calls"}
    client.press(path, "Save all on this page as reviewed")
    assert set(states_of(client, path).values()) == {"Missing"}
    words = {"key": TITLE, f"said:{TITLE}": "Le forum", f"stood:{TITLE}": ""}
    client.post(path, words, status=403)
    client.sign_in(make.make_team_member(event, [Duty.VIEWER]))
    assert client.get(path).soup.select("[name=key]") == []
    client.post(path, words, status=403)


def test_what_cannot_be_saved_comes_back_with_its_words(
    client: Browser, event: Event, session: scoped_session[Session]
) -> None:
    path = desk(client, event)
    long = "x" * 201
    page = save(client, path, {f"said:{TITLE}": long}, 422)
    assert "Shorten this to 200 characters; it has 201." in page.words
    assert page.one(f"[name='said:{TITLE}']")["value"] == long
    letter = LetterText(event_id=event.id, kind=Kind.THANKS, subject={}, body={"en": "Thank you."})
    make.add(letter)
    session.commit()
    key = "letters:text/thanks.body"
    words = {f"said:{TITLE}": "Forum", f"ok:{TITLE}": True, f"said:{key}": "Merci {nom}"}
    page = save(client, path, {**words, f"ok:{key}": True}, 422)
    assert "nom" in said(page.one("#errors li"))
    assert set(page.all("ol > li .pill")) == {"Missing"}
    shown = client.get(path)
    event.title = {**event.title, "fr": "Forum mondial"}
    session.commit()
    form = client.form(shown, SAVE)
    form.fill(**{f"said:{TITLE}": "Le forum"})
    assert "Forum mondial" in form.submit(409).words


def test_a_table_goes_out_and_comes_back_as_drafts(
    client: Browser, event: Event, session: scoped_session[Session]
) -> None:
    path = desk(client, event)
    table = client.get(f"{path}.csv").response.get_data(as_text=True)
    assert f"{TITLE},Event,Title,en,Forum,fr,,missing" in table
    filled = (
        table.replace("en,Forum,fr,,", "en,Forum,fr,Le forum,") + "calls:gone.title,,,,,fr,Rien,\n"
    )
    file = (io.BytesIO(filled.encode()), "fr.csv")
    page = client.post(f"{path}/table", {"table": file})
    assert "1 draft is taken in." in page.text
    assert "1 row is left out: its text is not in this event any more." in page.text
    row = session.scalars(sa.select(Translation)).one()
    assert (row.key, row.lang, row.draft) == (TITLE, "fr", "Le forum")
    page = client.post(f"{path}/table", {"table": (io.BytesIO(b"a,b\n1,2"), "x.csv")}, status=422)
    assert "The table needs the columns" in page.words
    overview = client.get(path.rpartition("/")[0])
    assert overview.link("1 Draft").endswith("/translations/fr?state=draft")


def test_an_archived_event_is_read_only(
    client: Browser, event: Event, session: scoped_session[Session]
) -> None:
    path = desk(client, event)
    event.state = type(event.state).ARCHIVED
    session.commit()
    assert client.get(path).soup.select("[name=key]") == []
    words = {"key": TITLE, f"said:{TITLE}": "Le forum", f"stood:{TITLE}": ""}
    page = client.post(path, words, status=422)
    assert page.status == 422


def test_every_text_of_an_event_is_told_or_left_with_a_reason(app: Flask) -> None:
    told = {f"{t}.{c.name}" for room in app.extensions["texts"] for t in room.COLUMNS
            for c in room.COLUMNS[t]}  # fmt: skip
    left: dict[str, str] = {}
    for room in app.extensions["texts"]:
        left |= room.LEFT
    mine = belonging(Base.metadata.tables.values())
    there = {
        f"{mapper.class_.__tablename__}.{name}"
        for mapper in Base.registry.mappers
        if mapper.class_.__tablename__ in mine
        for name, hint in get_type_hints(mapper.class_).items()
        if get_origin(hint) is Mapped and get_args(hint)[0] == dict[str, str]
    }
    named = told | left.keys() | NO_TEXTS
    assert (sorted(there - named), sorted(named - there)) == ([], [])
    assert [why for why in left.values() if not why.endswith(".")] == []
