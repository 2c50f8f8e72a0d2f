"""The organizers' pages: list, filters, export, one registrant, needs, terms."""

from datetime import timedelta

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.core.outbox import Mail
from eventsite.events.models import Duty, Event
from eventsite.people.models import Category, SmeStatus
from eventsite.registration import queries
from eventsite.registration.models import PlaceMode, State
from tests import make
from tests.browser import Browser
from tests.desk import making_certificates
from tests.questions.makings import make_answers, make_question


def open_event(**changes: object) -> Event:
    """A hybrid event with announced terms."""
    event = make.make_event()
    make.make_terms(event, **changes)
    return event


def listed(client: Browser, event: Event, query: str = "") -> list[str]:
    """The names in the organizer's list."""
    page = client.get(f"/manage/events/{event.slug}/registrations{query}")
    return page.all("tbody th a")


def test_the_organizers_list_is_counted_and_filtered_by_definition(client: Browser) -> None:
    event = open_event()
    member = make.make_organisation("Reef Ltd", category=Category.SECTOR_T)
    make.make_registration(event, make.make_person("Ana"), organisation_id=member.id, country="FJ")
    make.make_registration(event, make.make_person("Ben"), mode=PlaceMode.IN_PERSON, country="TO")
    for state in set(State) - {State.CONFIRMED}:
        make.make_registration(event, make.make_person(state.value), state=state)
    make.make_registration(open_event(), make.make_person("Elsewhere"))
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    page = client.get(f"/manage/events/{event.slug}/registrations")
    assert page.all("nav[aria-label=State] a") == [
        "Registered 2",
        "Waiting for approval 1",
        "Waiting list 1",
        "Place offered 1",
        "To be confirmed 1",
        "Not approved 1",
        "Cancelled 2",
        "Everybody who took part 0",
        "All 9",
    ]
    names = listed(client, event)
    assert [name.split()[0] for name in names] == ["Ben", "Ana"]
    for query, found in [
        ("?text=reef", "Ana"),
        ("?country=TO", "Ben"),
        ("?category=SM-T", "Ana"),
        ("?category=NON", "Ben"),
        ("?mode=in-person", "Ben"),
        ("?tab=waiting", "waiting"),
        ("?tab=pending", "pending"),
        ("?tab=offered", "offered"),
        ("?tab=refused", "refused"),
        ("?region=ASP&text=ana", "Ana"),
        ("?text=ANA", "Ana"),
    ]:
        assert [name.split()[0] for name in listed(client, event, query)] == [found]
    assert listed(client, event, "?role=press") == []
    assert len(listed(client, event, "?tab=all&country=%25")) == 0


def test_groups_hold_on_the_events_day_and_every_column_sorts_both_ways(client: Browser) -> None:
    event = open_event()
    assert event.first_day is not None
    small = make.make_organisation("Zed", sme=SmeStatus.VERIFIED, sme_valid_until=event.first_day)
    over = make.make_organisation(
        "Old", sme=SmeStatus.VERIFIED, sme_valid_until=event.first_day - timedelta(days=1)
    )
    island = {"country": "FJ", "mode": PlaceMode.IN_PERSON, "organisation_id": small.id}
    make.make_registration(event, make.make_person("Ana", "Zulu"), **island)
    make.make_registration(
        event, make.make_person("Ben", "Alpha"), country="CH", organisation_id=over.id, lang="fr"
    )
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    for query, found in [
        ("?group=SIDS", "Ana"),
        ("?group=SME", "Ana"),
        ("?region=EUR", "Ben"),
        ("?lang=fr", "Ben"),
        ("?group=none&region=none&lang=none&sort=none", "Ben Ana"),
        ("?sort=name", "Ben Ana"),
        ("?sort=name&order=down", "Ana Ben"),
        ("?sort=country", "Ben Ana"),
        ("?sort=country&order=down", "Ana Ben"),
        ("?sort=created&order=up", "Ana Ben"),
    ]:
        names = [name.split()[0] for name in listed(client, event, query)]
        assert (query, " ".join(names)) == (query, found)
    page = client.get(f"/manage/events/{event.slug}/registrations?sort=name&group=SIDS")
    assert page.all("th[aria-sort=ascending]") == ["Name"]


def test_whoever_took_part_has_a_part_of_the_list(client: Browser) -> None:
    event = open_event()
    assert event.last_day is not None
    came = make.make_registration(event, make.make_person("Ana"))
    make.make_registration(event, make.make_person("Ben"))
    making_certificates.check_in(event, came, event.last_day)
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    assert [name.split()[0] for name in listed(client, event, "?tab=took-part")] == ["Ana"]
    page = client.get(f"/manage/events/{event.slug}/registrations?tab=took-part")
    assert page.all("nav[aria-label=State] [aria-current]") == ["Everybody who took part 1"]


def test_answers_to_the_events_questions_are_found(client: Browser) -> None:
    event = open_event()
    dish, why = make_question(event, "choice"), make_question(event)
    for name, code, said in [("Ana", "a", "Résumé of reefs"), ("Ben", "b", "Other")]:
        answers = make_answers(event, **{dish.code: code, why.code: said})
        make.make_registration(event, make.make_person(name), answer_set_id=answers)
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    for query, found in [
        (f"?question={dish.code}&answer=b", "Ben"),
        (f"?question={why.code}&answer=resume", "Ana"),
        ("?text=reefs", "Ana"),
        (f"?question={dish.code}", "Ben Ana"),
        ("?question=gone&answer=b", ""),
        (f"?question={why.code}&answer=b&was={dish.code}", "Ben Ana"),
        (f"?question={why.code}&given=no", ""),
        (f"?question={dish.code}&sort=answer&order=up", "Ana Ben"),
        (f"?question={why.code}&sort=answer&order=up", "Ben Ana"),
        ("?sort=answer&order=up", "Ana Ben"),
    ]:
        names = [name.split()[0] for name in listed(client, event, query)]
        assert (query, " ".join(names)) == (query, found)


def test_a_question_that_is_chosen_is_a_column_and_offers_its_answers(client: Browser) -> None:
    event = open_event()
    dish, nights = make_question(event, "choice"), make_question(event, "number")
    said = {dish.code: "b", nights.code: 3}
    make.make_registration(event, answer_set_id=make_answers(event, **said))
    make.make_registration(event, make.make_person("Ana"))
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    page = client.get(f"/manage/events/{event.slug}/registrations")
    assert page.all("select[name=answer], input[name=answer]") == []
    form = client.form(page, "Show").fill(question=dish.code)
    page = form.submit()
    assert page.all("thead th")[-1] == dish.label["en"]
    assert page.all("tbody td:last-child") == ["", "Answer b"]
    assert page.all("details.fold[open] details[open] label") == ["Answer a", "Answer b"]
    page = client.form(page, "Show").fill(answer=["b"]).submit()
    assert page.all("tbody td:last-child") == ["Answer b"]
    page = client.form(page, "Show").fill(question=nights.code).submit()
    assert page.all("tbody td:last-child") == ["", "3"]
    page = client.form(page, "Show").fill(least="2", most="3.5").submit()
    assert page.all("tbody td:last-child") == ["3"]
    answer = client.open(
        "GET", f"/manage/events/{event.slug}/registrations.csv?question={nights.code}&given=no"
    )
    assert len(answer.get_data(as_text=True).splitlines()) == 2


def test_the_export_holds_what_is_filtered_and_no_formula(client: Browser) -> None:
    event = open_event()
    make.make_registration(
        event,
        make.make_person("=HYPERLINK(1)", "Doe", email="a@example.org"),
        access_needs="A step-free seat",
        country="FJ",
    )
    make.make_registration(event, make.make_person("Ben"), country="TO")
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    answer = client.open("GET", f"/manage/events/{event.slug}/registrations.csv?country=FJ")
    lines = answer.get_data(as_text=True).splitlines()
    assert (answer.status_code, len(lines)) == (200, 2)
    assert lines[0].endswith("Cancelled (Europe/Zurich),Internal note")
    cells = lines[1].split(",")
    assert cells[-4] == "2026-01-05 10:00"
    assert cells[3:7] == ["'=HYPERLINK(1)", "Doe", "", "a@example.org"]
    assert "step-free" not in lines[1]


def test_an_organizer_cancels_with_a_word(client: Browser) -> None:
    event = open_event()
    made = make.make_registration(event, access_needs="A step-free seat")
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    address = f"/manage/events/{event.slug}/registrations/{made.code}"
    page = client.get(address)
    assert "step-free" not in page.text
    page = client.press(address, "Cancel the registration", note="The hall is closed.")
    db.session.expire_all()
    assert (made.state, made.cancel_note) == (State.CANCELLED, "The hall is closed.")
    mail = db.session.scalars(sa.select(Mail)).one()
    assert "The hall is closed." in mail.text
    assert page.all("section[aria-labelledby=history] tbody th + td") == ["Cancelled"]
    client.get(f"/manage/events/{event.slug}/access-needs", 403)


def test_needs_are_for_the_accessibility_duty(client: Browser) -> None:
    event = open_event()
    make.make_registration(event, access_needs="A step-free seat")
    client.sign_in(make.make_team_member(event, [Duty.ACCESSIBILITY]))
    assert "A step-free seat" in client.get(f"/manage/events/{event.slug}/access-needs").words
    client.get(f"/manage/events/{event.slug}/registrations", 403)


def test_terms_are_set_by_form(client: Browser) -> None:
    event = make.make_event()
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    address = f"/manage/events/{event.slug}/registration-terms"
    page = client.press(
        address,
        "Save the terms",
        state="announced",
        closes_day="2027-05-31",
        closes_time="18:00",
        capacity_online="30",
        interpretation_langs=["fr"],
    )
    assert page.one("#closes_time option[selected]")["value"] == "18:00"
    row = queries.terms_of(event.id)
    assert row is not None
    assert (f"{row.closes:%Y-%m-%d %H:%M}", row.interpretation_langs) == (
        "2027-05-31 16:00",
        ["fr"],
    )
    assert queries.pools(event.id)[PlaceMode.ONLINE].capacity == 30
    make.make_registration(event)
    page = client.press(address, "Save the terms", 422, capacity_online="0")
    assert page.all(".err") == ["Error: 1 places are taken already. Enter at least this number."]
