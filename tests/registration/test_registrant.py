"""One registration for organizers: what they read, decide, change and mail again."""

import sqlalchemy as sa

from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.core.outbox import Mail
from eventsite.events.models import Duty, Event
from eventsite.people.models import Person, User
from eventsite.registration import links, personal
from eventsite.registration.forms.countries import NO_COUNTRY
from eventsite.registration.models import Registration, Role, State
from tests import make
from tests.browser import Browser
from tests.questions.makings import make_answers, make_question


def pending(client: Browser, *duties: Duty, **changes: object) -> tuple[Event, Registration, str]:
    """An event with one registration waiting for approval, its page, an organizer signed in."""
    event = make.make_event()
    make.make_terms(event)
    fields = {"state": State.PENDING, "confirmed": None, **changes}
    made = make.make_registration(event, make.make_person("Ana"), **fields)
    organizer: User = make.make_team_member(event, [Duty.REGISTRATION, *duties])
    client.sign_in(organizer)
    return event, made, f"/manage/events/{event.slug}/registrations/{made.code}"


def test_an_organizer_approves_mails_again_and_reads_it_in_words(client: Browser) -> None:
    _, made, address = pending(client)
    page = client.press(address, "Approve")
    db.session.expire_all()
    assert made.state is State.CONFIRMED
    page = client.get(address)
    assert page.all("section[aria-labelledby=history] tbody td:nth-child(2)") == ["Approved"]
    assert page.all("section[aria-labelledby=mails] tbody td:nth-child(3)") == ["Waiting"]
    again = client.post(address, {"action": "mail"}, 422)
    assert (again.status, db.session.scalar(sa.select(sa.func.count(Mail.id)))) == (422, 1)
    db.session.execute(sa.delete(Mail))
    db.session.commit()
    client.press(address, "Send the confirmation again")
    assert db.session.scalar(sa.select(sa.func.count(Mail.id))) == 1


def test_a_refusal_needs_a_reason(client: Browser) -> None:
    _, made, address = pending(client)
    page = client.press(address, "Do not approve", 422)
    assert (page.status, made.state) == (422, State.PENDING)
    client.press(address, "Do not approve", note="Register with your own entity.")
    db.session.expire_all()
    assert (made.state, made.refusal_note) == (State.REFUSED, "Register with your own entity.")
    assert client.post(address, {"action": "nothing"}, 422).errors == []


def test_needs_are_for_their_duty_and_sensitive_answers_are_marked(client: Browser) -> None:
    event, made, address = pending(client, access_needs="A step-free seat")
    diet = make_question(event, is_sensitive=True)
    made.answer_set_id = make_answers(event, **{diet.code: "No nuts"})
    db.session.commit()
    page = client.get(address)
    assert ("step-free" in page.text, "No nuts" in page.text) == (False, True)
    assert "Sensitive: for the registration team only" in page.text
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION, Duty.ACCESSIBILITY]))
    assert "step-free" in client.get(address).text


def test_the_next_person_is_the_next_within_the_filter(client: Browser) -> None:
    event, _, _ = pending(client)
    codes = {}
    for name, country in [("Bea", "FJ"), ("Cai", "TO"), ("Dov", "FJ"), ("Eve", "FJ")]:
        person = make.make_person(name, name)
        codes[name] = make.make_registration(event, person, country=country).code
    path = f"/manage/events/{event.slug}/registrations/{codes['Dov']}?country=FJ&sort=name"
    page = client.get(path)
    found = [
        str(page.one(f"a[rel={rel}]")["href"]).partition("?")[0][-8:] for rel in ("prev", "next")
    ]
    assert found == [codes["Bea"], codes["Eve"]]


def test_an_organizer_changes_on_behalf_and_a_stale_page_keeps_what_was_typed(
    client: Browser,
) -> None:
    _, made, address = pending(
        client, state=State.CONFIRMED, access_needs="A step-free seat", publish_in_list=True
    )
    name = client.get(address).h1
    typed = {"country": "FJ", "mode": "online", "role": "staff", "zone": "UTC", "lang": "en"}
    typed |= {"version": str(made.version), "job_title": "Engineer"}
    assert client.post(f"{address}/change", typed).h1 == name
    db.session.expire_all()
    assert (made.role, made.job_title, made.country) == (Role.STAFF, "Engineer", "FJ")
    assert (made.access_needs, made.publish_in_list) == ("A step-free seat", True)
    page = client.post(f"{address}/change", {**typed, "job_title": "Poet"}, 409)
    assert (page.status, page.one("[name=job_title]")["value"]) == (409, "Poet")
    assert page.one("[name=version]")["value"] == str(made.version)


def test_both_pages_that_change_answers_begin_with_what_is_stored(client: Browser) -> None:
    reef = make.make_organisation("Reef Ltd")
    _, made, address = pending(client, state=State.CONFIRMED, organisation_id=reef.id, country="")
    own = f"/registrations/{made.code}/{links.key_of(made)}/change"
    for path in (f"{address}/change", own):
        page = client.get(path)
        assert page.one("[name=organisation]")["value"] == "Reef Ltd"
        assert page.one("[name=country] [selected]")["value"] == NO_COUNTRY


def test_a_note_is_for_organizers_and_for_the_download_of_the_person(client: Browser) -> None:
    event, made, address = pending(client)
    version = made.version
    page = client.get(address)
    old = client.form(page, "Keep the note").fill(internal_note="Too early")
    form = client.form(page, "Keep the note").fill(internal_note="Speaks with a soft voice")
    page = form.submit()
    assert page.one("textarea[name=internal_note]").text.strip() == "Speaks with a soft voice"
    assert page.all("section[aria-labelledby=history] tbody th + td") == ["Internal note changed"]
    db.session.refresh(made)
    assert (made.version, made.noted is not None) == (version, True)
    assert "Speaks with a soft voice" in old.submit(409).text
    kept = db.session.scalars(sa.select(AuditRow).where(AuditRow.verb == "registration.noted"))
    assert [(row.before, row.after) for row in kept] == [({"note": False}, {"note": True})]
    table = client.get(f"/manage/events/{event.slug}/registrations?tab=all&text=soft&column=note")
    assert table.all("tbody td[data-l]") == ["Speaks with a soft voice"]
    [told] = personal.export(db.session.get_one(Person, made.person_id))["registrations"]
    assert told["internal_note"] == "Speaks with a soft voice"
    form = client.form(client.get(address), "Keep the note").fill(internal_note="x" * 1001)
    assert form.submit(422).one("textarea[name=internal_note]").text.strip() == "x" * 1001
    client.form(client.get(address), "Keep the note").fill(internal_note=" ").submit()
    db.session.refresh(made)
    assert made.internal_note == ""
    assert db.session.scalars(sa.select(Mail).where(Mail.text.contains("soft voice"))).all() == []
