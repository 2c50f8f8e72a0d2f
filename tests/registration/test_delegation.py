"""A list of people registered at once: its rows, hostile ones too, and its pages."""

import io
from urllib.parse import urlsplit

import openpyxl
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session, joinedload, scoped_session

from eventsite.core.outbox import Mail
from eventsite.core.sheets import Line
from eventsite.registration import delegation, queries
from eventsite.registration.delegation import COLUMNS, LABELS, Words, Wrong, folded
from eventsite.registration.models import Registration, State
from tests import make
from tests.browser import Browser
from tests.questions.makings import make_question
from tests.registration.asking import event_by_approval, page_of, point_of

Db = scoped_session[Session]
WORDS = Words(
    {folded(one): name for name, label in LABELS.items() for one in (name, label)},
    {"participant": "participant", "press": "press"},
    {"online": "online", "in person": "in-person"},
)
HEADER = Line(1, ("First name", "Family name", "Email"))
TABLE = (
    "First name,Family name,Email,Way of taking part\n"
    "Ada,Lima,ada@example.org,Online\n"
    "Bo,Reef,bo@example.org,\n"
    "Cy,Tide,no address,Online\n"
)


def read(*cells: str) -> delegation.Row:
    """The only row of a list without a header."""
    return delegation.rows([Line(1, cells)], WORDS, "FJ")[0]


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        (("Ms", "Ada", "Lima", "", "ada@example.org", "", "Press", "In person", "Fiji"), ()),
        (("", "Ada", "", "", "ada@example.org"), ()),
        (("", "", "", "", "ada@example.org"), (Wrong.NAME,)),
        (("", "Ада", "", "", "ada@example.org"), (Wrong.LATIN,)),
        (("", "Ада", "", "Ada", "ada@example.org"), ()),
        (("", "Ada", "", "Ада", "ada@example.org"), (Wrong.NOT_LATIN,)),
        (("", "Ada", "", "", "ada@"), (Wrong.EMAIL,)),
        (("", "Ada", "", "", "ada@example.org\nBcc: x@example.org"), (Wrong.EMAIL,)),
        (("", "Ada", "", "", "ada@example.org", "", "King"), (Wrong.ROLE,)),
        (("", "Ada", "", "", "ada@example.org", "", "", "By boat"), (Wrong.MODE,)),
        (("", "Ada", "", "", "ada@example.org", "", "", "", "Atlantis"), (Wrong.COUNTRY,)),
        (("", "A" * 101, "", "", "ada@example.org"), (Wrong.LONG,)),
        (("", "A" + "\u0301" * 40, "", "", "ada@example.org"), (Wrong.LONG,)),
    ],
)
def test_rows(cells: tuple[str, ...], wrong: tuple[Wrong, ...]) -> None:
    assert read(*cells).wrong == wrong


def test_what_is_empty_is_the_first_choice_and_the_own_country() -> None:
    row = read("", "Ada\u202e", "Lima", "", "ADA@example.org")
    assert (row.name, *(row.values[name] for name in ("role", "mode", "country", "email"))) == (
        "Ada Lima",
        "participant",
        "online",
        "FJ",
        "ADA@example.org",
    )


def test_a_header_says_the_order_and_doubles_are_told() -> None:
    ada, again = ("Ada", "Lima", "a@example.org"), ("ada", "lima", "A@example.org")
    lines = [HEADER, Line(3, ada), Line(4, again)]
    found = delegation.rows(lines, WORDS, "")
    assert [(row.number, row.wrong) for row in found] == [(3, ()), (4, (Wrong.TWICE,))]


@given(st.lists(st.lists(st.text(max_size=30), max_size=12).map(tuple), max_size=6))
@settings(max_examples=50)
def test_any_cells_are_read(cells: list[tuple[str, ...]]) -> None:
    lines = [Line(number, row) for number, row in enumerate(cells, 1)]
    found = delegation.rows(lines, WORDS, "FJ")
    assert {frozenset(row.values) for row in found} <= {frozenset(COLUMNS)}


def made(session: Db) -> list[tuple[str, State, bool]]:
    rows = session.scalars(sa.select(Registration).options(joinedload(Registration.person))).all()
    session.rollback()
    return sorted((one.person.first_name, one.state, one.approved is not None) for one in rows)


def test_a_focal_point_looks_mends_and_registers_once(client: Browser, session: Db) -> None:
    event, entity = event_by_approval(), make.make_organisation("Lagoon")
    where = f"{page_of(entity, point_of(entity))}/delegation/{event.slug}"
    session.commit()
    client.get(where)
    shown = client.post(where, {"action": "look", "table": TABLE, "key": "k"}, 422)
    assert "Enter an email address" in shown.words
    assert [tag["value"] for tag in shown.soup.select("[name=take][checked]")] == ["2", "3"]
    seen = str(shown.one("[name=seen]")["value"])
    sent = {"action": "register", "table": TABLE, "key": "k", "seen": seen, "agreed": "y"}
    client.post(where, {**sent, "take": ["2", "4"]}, 422)
    client.post(where, {**sent, "take": ["2", "3"], "agreed": ""}, 422)
    client.post(where, {**sent, "take": []}, 422)
    assert made(session) == []
    for _press in range(2):
        done = client.post(where, {**sent, "take": ["2", "3"]})
        assert done.h1 == "The delegation is registered"
    assert made(session) == [("Ada", State.HELD, True), ("Bo", State.HELD, True)]
    mails = session.scalars(sa.select(Mail.to_address).order_by(Mail.to_address)).all()
    assert mails == ["ada@example.org", "bo@example.org"]


def test_beyond_a_limit_nobody_is_registered(client: Browser, session: Db) -> None:
    event, entity = event_by_approval(most_per_organisation=1), make.make_organisation()
    user = make.make_user(make.make_person(organisation_id=entity.id))
    client.sign_in(user)
    session.commit()
    where = f"/events/{event.slug}/registration/delegation"
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in TABLE.splitlines()[:3]:
        book.active.append(line.split(","))
    into = io.BytesIO()
    book.save(into)
    into.seek(0)
    shown = client.post(where, {"action": "look", "key": "k", "file": (into, "list.xlsx")})
    table = shown.one("[name=table]").text.removeprefix("\n")
    seen = str(shown.one("[name=seen]")["value"])
    sent = {"action": "register", "table": table, "key": "k", "seen": seen, "agreed": "y"}
    full = client.post(where, {**sent, "take": ["2", "3"]}, 422)
    assert "Your organisation has 1 registration" in full.words
    assert made(session) == []
    client.post(where, {**sent, "take": ["3"]})
    assert made(session) == [("Bo", State.HELD, False)]


def test_the_template_is_read_by_its_own_reader(client: Browser, session: Db) -> None:
    event = event_by_approval()
    client.sign_in(make.make_user())
    session.commit()
    where = f"/events/{event.slug}/registration/delegation"
    table = client.open("GET", f"{where}.csv").get_data(as_text=True).removeprefix("\ufeff")
    shown = client.post(where, {"action": "look", "table": table})
    assert [tag["value"] for tag in shown.soup.select("[name=take][checked]")] == ["2"]


def test_what_the_list_could_not_answer_is_asked_of_the_person(
    client: Browser, session: Db
) -> None:
    event, entity = event_by_approval(), make.make_organisation("Lagoon")
    meal = make_question(event, "choice", required=True, label={"en": "What do you eat?"})
    mode = {"question": "mode", "any_of": ["in-person"]}
    make_question(event, required=True, shown_when=mode, label={"en": "In which hotel?"})
    where = f"{page_of(entity, point_of(entity))}/delegation/{event.slug}"
    session.commit()
    sent = {"table": TABLE, "key": "k"}
    shown = client.post(where, {"action": "look", **sent}, 422)
    seen = str(shown.one("[name=seen]")["value"])
    client.post(where, {"action": "register", "seen": seen, "agreed": "y", "take": "2", **sent})
    ada = session.scalars(sa.select(Registration).options(joinedload(Registration.person))).one()
    page = client.get(urlsplit(queries.page_of(ada)).path)
    assert "still missing" not in page.words
    form = client.form(page, "Confirm").fill(consent="y", code_of_conduct="y")
    page = form.submit()
    assert page.all(".flash-warn li") == ["What do you eat?"]
    page = client.get(page.link("Answer the questions"))
    changed = client.form(page, "Change").fill(**{f"q_{meal.code}": "a"}).submit()
    assert changed.all(".flash-warn") == []


def test_nobody_agrees_for_a_colleague(client: Browser, session: Db) -> None:
    event = event_by_approval()
    photos, meal = make_question(event, "consent", required=True), make_question(event, "choice")
    client.sign_in(make.make_user())
    session.commit()

    def asked(page: str) -> list[bool]:
        shown = client.get(f"/events/{event.slug}/registration{page}").soup
        return [bool(shown.select(f"[name=q_{one.code}]")) for one in (photos, meal)]

    assert (asked(""), asked("/colleague")) == ([True, True], [False, True])
