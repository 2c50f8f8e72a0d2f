"""Badges: what stands on them, that nothing is ever cut, and what was printed."""

import io
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock, made, typeset
from eventsite.core.db import db
from eventsite.core.tasks import Job
from eventsite.desk import actions, badges, jobs, queries, rendering
from eventsite.desk.badges import Badge, Chosen, Order, Size
from eventsite.events.models import Duty, Event
from eventsite.registration.models import PlaceMode, Registration, Role, State
from tests import make
from tests.browser import Browser

NOW = datetime(2027, 6, 8, 7, 12, tzinfo=UTC)
WORDS = {
    "code": "ABCD2345",
    "lang": "en",
    "event": "Forum on virtual worlds",
    "days": "Tue 8 June 2027",
    "honorific": "",
    "name": "Ada Lovelace",
    "latin": "",
    "job": "Engineer",
    "entity": "Analytical Society",
    "country": "Fiji",
    "role": Role.PARTICIPANT,
    "role_words": "Participant",
    "family_name": "Lovelace",
    "first_name": "Ada",
    "address": "https://plenary.example.org/tickets/ABCD2345/0123456789abcdef",
}
LETTERS = st.sampled_from(["aé-'", "Жщы", "魏岩国际", "فريدةحد", "Wg", "한국"]).flatmap(
    lambda script: st.text(script, min_size=1, max_size=100)
)
TEXTS = st.lists(LETTERS, max_size=6).map(lambda words: " ".join(words)[:200])


def badge(**changes: Any) -> Badge:
    return Badge(**{**WORDS, **changes})


def fits(made: list[Badge], size: Size) -> list[dict[str, float]]:
    values = badges.values(made, badges.SHAPES[size].single, "forum", lambda code: code)
    return typeset.told("desk/badges", values, "fit", lang="en")


@settings(derandomize=True, max_examples=12, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), min_size=6, max_size=6), st.data())
def test_nothing_is_ever_cut(texts: list[tuple[str, ...]], draw: st.DataObject) -> None:
    size = draw.draw(st.sampled_from(Size))
    made = [
        badge(name=name or "A", latin=latin, job=job, entity=entity, honorific=job[:40])
        for name, latin, job, entity in texts
    ]
    said = fits(made, size)
    assert len(said) == len(made)
    assert [one for one in said if one["tall"] > one["room"]] == []


def test_a_name_gets_smaller_before_a_word_breaks() -> None:
    usual, long, word = fits(
        [badge(), badge(name="Wolfeschlegelsteinhausen Lovelace"), badge(name="X" * 100)], Size.CARD
    )
    assert usual["scale"] == 1 > long["scale"] > word["scale"]


def test_a_sheet_says_every_word_and_is_the_same_each_time() -> None:
    made = [badge(name="Łukasz Żółć"), badge(name="Анна Петрова", latin="Anna Petrova", lang="ru")]
    content = rendering.badges_pdf(made, badges.SHAPES[Size.SHEET], "forum")
    assert content == rendering.badges_pdf(made, badges.SHAPES[Size.SHEET], "forum")
    reader = pypdf.PdfReader(io.BytesIO(content))
    printed = " ".join("".join(page.extract_text() for page in reader.pages).split())
    wanted = ["Łukasz Żółć", "Анна Петрова", "Anna Petrova", "Engineer", "Participant"]
    assert {word: word in printed for word in wanted} == dict.fromkeys(wanted, True)
    assert len(reader.pages) == 1


@pytest.mark.parametrize(
    ("order", "expected"),
    [(Order.NAME, ["Adams", "Éclair", "Zed"]), (Order.ENTITY, ["Zed", "Adams", "Éclair"])],
)
def test_the_order(order: Order, expected: list[str]) -> None:
    made = [
        badge(family_name="Zed", entity="Alpha"),
        badge(family_name="Éclair", entity=""),
        badge(family_name="Adams", entity="Beta"),
    ]
    assert [one.family_name for one in badges.ordered(made, order, "en")] == expected


@pytest.mark.parametrize(
    "said",
    [{}, {"mode": ""}, {"mode": "online", "role": "press", "printed": "new", "lang": "ar"}],
)
def test_what_is_chosen_goes_there_and_back(said: dict[str, str]) -> None:
    chosen = Chosen.read(said)
    assert Chosen.read(chosen.dump()) == chosen


def test_what_is_no_choice_counts_as_not_said() -> None:
    nonsense = dict.fromkeys(("mode", "role", "order", "size", "lang"), "<b>")
    assert Chosen.read(nonsense) == Chosen(mode=None)


@pytest.mark.parametrize(
    ("words", "expected"), [("Ada", "ltr"), ("(فريدة) Ada", "rtl"), ("魏", "ltr"), ("12", "ltr")]
)
def test_the_direction_of_a_text(words: str, expected: str) -> None:
    assert badges.direction(words) == expected


@pytest.fixture
def event(session: scoped_session[Session]) -> Event:
    return make.make_event("Forum")


def comer(event: Event, first: str = "Ada", **changes: Any) -> Registration:
    person = make.make_person(first, "Lovelace", latin_name=changes.pop("latin", ""))
    return make.make_registration(event, person, **{"mode": PlaceMode.IN_PERSON, **changes})


def test_who_gets_a_badge(event: Event) -> None:
    press = comer(event, role=Role.PRESS, organisation_note="Island Radio")
    ada = comer(event)
    comer(event, mode=PlaceMode.ONLINE)
    comer(event, state=State.CANCELLED)
    actions.mark_printed(actor="user:1", event=event, registrations=[ada.id])

    def found(**said: str) -> list[int]:
        return [one.id for one, _printed in queries.to_print(event.id, Chosen.read(said))]

    assert found() == [press.id, ada.id]
    assert found(role="press") == found(entity="island") == found(printed="new") == [press.id]
    assert len(found(mode="")) == 3


def test_both_scripts_stand_on_a_badge_and_a_latin_name_once(event: Event) -> None:
    found = [
        comer(event, "Анна", latin="Anna Lovelace", country="FJ", lang="fr"),
        comer(event, "Zoë", latin="Zoe Lovelace"),
    ]
    rows = [one for one, _printed in queries.to_print(event.id, Chosen())]
    own = [(b.name, b.latin, b.lang, b.country) for b in queries.badges_of(event, rows, "")]
    assert own == [
        ("Анна Lovelace", "Anna Lovelace", "fr", "Fidji"),
        ("Zoë Lovelace", "", found[1].lang, queries.badges_of(event, rows, "en")[1].country),
    ]


@pytest.mark.both_databases
def test_a_badge_counts_its_prints(event: Event) -> None:
    one, other = comer(event), comer(make.make_event("Other"))
    with clock.freeze(NOW):
        marked = actions.mark_printed(
            actor="user:1", event=event, registrations=[one.id, one.id, other.id]
        )
    with clock.freeze(NOW + timedelta(hours=1)):
        actions.mark_printed(actor="user:2", event=event, registrations=[one.id])
    row = queries.printed_of(one.id)
    assert row is not None
    assert (marked, row.times, row.by) == (1, 2, "user:2")
    assert (row.first, row.last) == (NOW, NOW + timedelta(hours=1))
    assert queries.printed_of(other.id) is None


def test_a_job_makes_one_file_for_a_day(event: Event) -> None:
    found = [comer(event) for _ in range(3)]
    db.session.commit()
    job = Job(7, "user:1")
    with clock.freeze(NOW):
        result = jobs.make_badges(job, event.id, {"size": "a4-10"})
    own: dict[str, Any] = {"actor": "user:1", "subject": f"event:{event.id}", "task_id": 7}
    kept = made.find(**own)
    assert kept is not None
    assert kept.media_type == "application/pdf"
    assert made.find(**{**own, "actor": "user:2"}) is None
    assert result is not None
    assert result["href"] == f"/manage/events/{event.slug}/badges/files/7"
    assert job.said == {"done": 6, "total": 6, "sentence": "The badges are made."}
    assert [queries.printed_of(one.id) is None for one in found] == [False] * 3
    assert made.forget(NOW + timedelta(hours=24)) == 0
    assert made.forget(NOW + timedelta(hours=25)) == 1
    assert made.find(**own) is None


def paper(content: bytes) -> tuple[int, int]:
    """Millimetres of the first page."""
    box = pypdf.PdfReader(io.BytesIO(content)).pages[0].mediabox
    return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)


def test_the_pages_print_and_count(client: Browser, event: Event) -> None:
    one = comer(event, role=Role.SPEAKER)
    client.sign_in(make.make_team_member(event, [Duty.DESK]))
    start = f"/manage/events/{event.slug}"
    own = f"{start}/desk/people/{one.code}/badge"
    assert "1 badge is chosen." in client.get(f"{start}/badges").text
    assert "Count these as printed" in client.get(f"{start}/badges/sheet").text
    assert client.open("GET", f"{own}.svg").mimetype == "image/svg+xml"
    many = client.open("POST", f"{start}/badges", data={"size": "a4-4"})
    single = client.open("POST", own, data={"size": "label", "lang": "ar"})
    assert [paper(answer.data) for answer in (many, single)] == [(210, 297), (102, 76)]
    client.post(own, {"how": "page"})
    client.post(f"{start}/badges/printed", {"code": one.code})
    row = queries.printed_of(one.id)
    assert row is not None
    assert row.times == 4
    assert 'value="label" selected' in client.get(own).text
    assert "No badges here" in client.get(f"{start}/badges?printed=new").text


def test_a_stranger_to_the_event_has_no_badge_there(client: Browser, event: Event) -> None:
    waiting, other = comer(event, state=State.WAITING), comer(make.make_event("Other"))
    client.sign_in(make.make_team_member(event, [Duty.DESK]))
    asked = Counter(
        client.open("GET", f"/manage/events/{event.slug}/desk/people/{one.code}/badge").status_code
        for one in (waiting, other)
    )
    assert asked == {404: 2}
