"""Filters with several values and chosen columns: on the list, in files, views and messages."""

from datetime import date
from typing import Any
from urllib.parse import parse_qsl

import pytest
import sqlalchemy as sa

from eventsite.core import sheets
from eventsite.core.db import db
from eventsite.events.models import Duty, Event
from eventsite.people.models import Category
from eventsite.registration import columns
from eventsite.registration.models import PlaceMode, RegistrationView, Role, State
from eventsite.registration.queries import addressed
from tests import make
from tests.browser import Browser
from tests.questions.makings import make_answers, make_question


def open_event() -> Event:
    """A hybrid event with announced terms."""
    event = make.make_event()
    make.make_terms(event)
    return event


def list_of(event: Event) -> str:
    """Where its list stands."""
    return f"/manage/events/{event.slug}/registrations"


def names(client: Browser, event: Event, query: str) -> str:
    """First names in the list, in the order of the alphabet."""
    page = client.get(f"{list_of(event)}?{query}")
    return " ".join(sorted(name.split()[0] for name in page.all("tbody th a")))


def table_of(client: Browser, path: str) -> list[tuple[str, ...]]:
    """The rows of a file, its head among them."""
    content = client.open("GET", path).get_data()
    return [line.cells for line in sheets.lines(content, sheets.Limits())]


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ({}, ""),
        ({"tab": "all", "page": "3", "role": ""}, "tab=all"),
        ({"country": ["FJ", "TO", "FJ"], "text": ["a b", "c"]}, "text=a+b&country=FJ&country=TO"),
        ({"question": "q", "was": "q", "answer": ["x", "y"]}, "question=q&answer=x&answer=y"),
        ({"question": "q", "was": "p", "answer": "x", "given": "no"}, "question=q"),
        ({"text": "ü" * 200}, "text=" + "%C3%BC" * 100),
    ],
)
def test_equal_filters_are_written_equally(asked: addressed.Parameters, query: str) -> None:
    assert addressed.query_of(asked) == query
    assert addressed.query_of(addressed.parameters_of(query)) == query


def test_any_value_of_a_filter_will_do_and_all_filters_hold(client: Browser) -> None:
    event = open_event()
    assert event.first_day == date(2027, 6, 8)
    dish = make_question(event, "choice")
    member = make.make_organisation("Reef Ltd", category=Category.SECTOR_T)
    answers = [make_answers(event, **{dish.code: code}) for code in "ab"]
    made: list[tuple[str, dict[str, Any]]] = [
        ("Ana", {"country": "FJ", "organisation_id": member.id, "answer_set_id": answers[0]}),
        ("Ben", {"country": "TO", "state": State.WAITING, "answer_set_id": answers[1]}),
        ("Cyd", {"country": "CH", "mode": PlaceMode.IN_PERSON, "role": Role.PRESS, "lang": "fr"}),
        ("Dan", {"country": "CH", "state": State.CANCELLED}),
    ]
    for name, facts in made:
        make.make_registration(event, make.make_person(name), **facts)
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    for query, found in [
        ("state=confirmed&state=waiting", "Ana Ben Cyd"),
        ("tab=pending&state=waiting", "Ben"),
        ("tab=took-part&state=waiting", ""),
        ("country=FJ&country=TO", "Ana"),
        ("tab=all&country=FJ&country=TO", "Ana Ben"),
        ("tab=all&country=FJ&country=TO&state=waiting&state=cancelled", "Ben"),
        ("tab=all&region=ASP&region=EUR", "Ana Ben Cyd Dan"),
        ("tab=all&group=SIDS&group=SME", "Ana Ben"),
        ("category=SM-T&category=NON", "Ana Cyd"),
        ("mode=online&mode=in-person&mode=gone", "Ana Cyd"),
        ("role=press&role=speaker", "Cyd"),
        ("lang=fr&lang=es", "Cyd"),
        (f"tab=all&question={dish.code}&answer=a&answer=b", "Ana Ben"),
        ("state=gone", "Ana Cyd"),
    ]:
        assert (query, names(client, event, query)) == (query, found)


def test_boxes_are_ticked_chips_taken_away_and_everything_follows(client: Browser) -> None:
    event = open_event()
    for name, country in [("Ana", "FJ"), ("Ben", "TO"), ("Cyd", "CH")]:
        make.make_registration(event, make.make_person(name), country=country)
    make.make_registration(event, make.make_person("Dan"), country="TO", state=State.WAITING)
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION, Duty.COMMUNICATION]))
    page = client.get(list_of(event))
    assert page.all("a.chip") == []
    form = client.form(page, "Show").fill(country=["FJ", "TO"], state=["confirmed", "waiting"])
    page = form.submit()
    assert page.all("a.chip") == [
        "State: Confirmed Remove this filter",
        "State: On the waiting list Remove this filter",
        "Country: Fiji Remove this filter",
        "Country: Tonga Remove this filter",
    ]
    assert "3 people in this list" in page.words
    asked = ["tab=registered", "state=confirmed", "state=waiting", "country=FJ", "country=TO"]
    client.form(page, "Keep these filters as a view").fill(name="Islands").submit()
    [view] = db.session.scalars(sa.select(RegistrationView))
    kept = [f"{name}={value}" for name, value in parse_qsl(view.query)]
    assert [one for one in kept if one[:4] not in {"sort", "orde"}] == asked
    assert names(client, event, view.query) == "Ana Ben Dan"
    lines = client.open("GET", f"{list_of(event)}.csv?{view.query}").get_data(as_text=True)
    assert len(lines.splitlines()) == 4
    page = client.get(f"{list_of(event)}?{view.query}")
    assert (
        "2 people in this list" in client.get(page.link("Country: Fiji Remove this filter")).words
    )
    everybody = client.get(page.link("Remove all filters"))
    assert "3 people in this list" in everybody.words
    form = client.form(page, "Cancel those ticked")
    [_, last, _] = [str(box["value"]) for box in page.soup.select("td.pick input")]
    ticked = form.fill(code=[last]).submit()
    assert names(client, event, ticked.link("Not now").split("?", 1)[1]) == "Ana Ben Dan"
    writing = client.get(page.link("Write to these people"))
    assert "3 people are chosen." in writing.words


def test_every_cell_of_a_file_belongs_to_a_column_of_the_list_or_to_none() -> None:
    assert [one for one in columns.Column if one not in columns.FACTS] == []
    assert columns.of(()) == columns.USUAL == tuple(columns.Column)[:5]
    assert columns.of(["lang", "answer.x", "country"]) == ["country", "lang"]
    assert columns.codes(["lang", "answer.x"]) == ["x"]


def test_chosen_columns_stay_in_links_views_and_files(client: Browser) -> None:
    event = open_event()
    why, secret = make_question(event), make_question(event, is_sensitive=True)
    answers = make_answers(event, **{why.code: "To learn", secret.code: "Nuts"})
    ana = make.make_person("Ana", "Doe", email="ana@example.org")
    make.make_registration(event, ana, answer_set_id=answers, country="FJ", lang="fr")
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    page = client.get(f"{list_of(event)}?country=FJ")
    assert page.all("thead th")[1:] == [
        "Name", "Country", "Category", "Taking part", "State", "Registered on",
    ]  # fmt: skip
    chosen = ["email", "role", "lang", f"answer.{why.code}", f"answer.{secret.code}"]
    page = client.form(page, "Show these columns").fill(column=chosen).submit()
    heads = ["Name", "Email", "Role", "Language", why.label["en"], secret.label["en"]]
    assert page.all("thead th")[1:] == heads
    assert page.all("tbody td[data-l]") == [
        "ana@example.org", "Participant", "Français", "To learn", "Nuts",
    ]  # fmt: skip
    assert page.all("a.chip") == ["Country: Fiji Remove this filter"]
    assert client.form(page, "Show").fill(text="ana").submit().all("thead th")[1:] == heads
    turned = client.get(page.link(why.label["en"]))
    assert (turned.all("thead th")[1:], turned.all("th[aria-sort]")) == (heads, [why.label["en"]])
    client.form(page, "Keep these filters as a view").fill(name="Mails").submit()
    [view] = db.session.scalars(sa.select(RegistrationView))
    assert client.get(f"{list_of(event)}?{view.query}").all("thead th")[1:] == heads
    assert [len(row) for row in table_of(client, page.link("CSV of this list"))] == [24, 24]
    assert page.link("Excel table of these columns").endswith("&only=shown")
    rows = table_of(client, page.link("CSV of these columns"))
    head = ("First name", "Family name", "Email", "Organisation", "Role", "Language", why.code)
    assert rows[0] == head
    assert rows[1] == ("Ana", "Doe", "ana@example.org", "", "Participant", "fr", "To learn")
