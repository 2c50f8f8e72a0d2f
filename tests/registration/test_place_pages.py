"""The organizers' pages about places: kept places, dates of groups, invitations, links, terms."""

from typing import Any

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.events.models import Duty, Event
from eventsite.registration import actions, queries
from eventsite.registration.models import (
    Admission,
    InvitationCode,
    PlaceReserve,
    RegistrationWindow,
    TrackedLink,
    WaitingOrder,
)
from tests import make
from tests.browser import Browser
from tests.registration.conftest import NOW


def open_event(client: Browser) -> Event:
    """A hybrid event with terms and a signed-in organizer."""
    event = make.make_event()
    make.make_terms(event, capacity_in_person=10)
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    return event


def test_places_are_kept_changed_and_let_go(client: Browser) -> None:
    event = open_event(client)
    address = f"/manage/events/{event.slug}/places"
    wanted = {"action": "reserve", "group": "group:LDC", "mode": "in-person", "places": "4"}
    page = client.post(address, {**wanted, "until": "2027-05-01"})
    assert page.all("table.reg thead th") == [
        "For whom", "Kept", "Taken", "Left", "Kept until", "Actions",
    ]  # fmt: skip
    row = db.session.scalars(sa.select(PlaceReserve)).one()
    assert (row.group, row.places, f"{row.until:%Y-%m-%d %H:%M}") == (
        "group:LDC",
        4,
        "2027-05-01 22:00",
    )
    client.post(address, {**wanted, "places": "6"})
    db.session.expire_all()
    assert (row.places, row.until) == (6, None)
    page = client.post(address, {**wanted, "places": "0"}, 422)
    assert page.all(".err") == ["Error: Enter a number from 1 to 100000."]
    page = client.post(address, {**wanted, "group": "group:ATLANTIS"}, 422)
    assert page.all(".err") == ["Error: Choose one of the answers in the list."]
    client.post(address, {"action": "drop-reserve", "key": "999999"}, 404)
    client.post(address, {"action": "drop-reserve", "key": str(row.id)})
    assert db.session.scalars(sa.select(PlaceReserve)).all() == []


def test_a_group_registers_on_days_of_its_own(client: Browser) -> None:
    event = open_event(client)
    address = f"/manage/events/{event.slug}/places"
    wanted = {"action": "window", "window-group": "sme"}
    page = client.post(address, wanted, 422)
    assert page.all(".err") == ["Error: Set an opening or a closing for this group."]
    client.post(address, {**wanted, "window-opens": "2027-03-10", "window-closes": "2027-03-12"})
    row = db.session.scalars(sa.select(RegistrationWindow)).one()
    assert [f"{at:%m-%d %H:%M}" for at in (row.opens, row.closes) if at] == [
        "03-09 23:00",
        "03-12 22:59",
    ]
    client.post(address, {"action": "drop-window", "key": "sme"})
    assert db.session.scalars(sa.select(RegistrationWindow)).all() == []


def test_one_code_is_made_for_each_line(client: Browser) -> None:
    event = open_event(client)
    address = f"/manage/events/{event.slug}/invitations"
    wanted = {"labels": "a@example.org\n\n =b@example.org ", "most_uses": "1", "group": "sme"}
    page = client.post(address, wanted)
    codes = db.session.scalars(sa.select(InvitationCode).order_by(InvitationCode.id)).all()
    assert [(one.label, one.most_uses, one.group) for one in codes] == [
        ("a@example.org", 1, "sme"),
        ("=b@example.org", 1, "sme"),
    ]
    shown = page.one(f"#address-{codes[0].id}")["value"]
    assert shown == f"http://localhost/events/{event.slug}/registration?code={codes[0].code}"
    answer = client.open("GET", f"/manage/events/{event.slug}/invitations.csv")
    lines = answer.get_data(as_text=True).splitlines()
    assert lines[1].split(",")[:2] == ["'=b@example.org", codes[1].code]
    client.post(address, {"labels": "x\n" * 501}, 422)
    client.post(address, {"action": "revoke", "key": str(codes[0].id)})
    db.session.expire_all()
    assert [one.revoked for one in codes] == [NOW, None]
    client.post(address, {"action": "revoke", "key": "x"}, 404)


def test_links_are_counted_and_retired(client: Browser) -> None:
    event = open_event(client)
    address = f"/manage/events/{event.slug}/links"
    client.post(address, {"label": "Newsletter of March"})
    link = db.session.scalars(sa.select(TrackedLink)).one()
    make.make_registration(event, link_id=link.id)
    actions.make_link(event=event, label="Poster", actor="user:1")
    db.session.commit()
    assert [(one.registered, one.confirmed) for one in queries.links_of(event.id)] == [
        (0, 0),
        (1, 1),
    ]
    page = client.post(address, {"action": "retire", "key": str(link.id)})
    assert page.all("tbody tr:nth-child(2) td")[:4] == ["0", "1", "1", "100%"]
    db.session.expire_all()
    assert link.retired == NOW
    client.post(address, {"label": ""}, 422)


def test_terms_say_who_decides_and_who_waits_first(client: Browser) -> None:
    event = open_event(client)
    address = f"/manage/events/{event.slug}/registration-terms"
    wanted: dict[str, Any] = {
        "admission": "focal-point",
        "remind_after_days": "2",
        "capacity_total": "40",
        "most_per_organisation": "5",
        "waiting_order": "groups",
        "offer_hours": "24",
    }
    page = client.press(address, "Save the terms", 422, **wanted)
    assert page.all(".err") == ["Error: Choose at least one group that comes first."]
    client.press(address, "Save the terms", **wanted, waiting_groups=["group:SIDS"])
    db.session.expire_all()
    row = queries.terms_of(event.id)
    assert row is not None
    assert (row.admission, row.waiting_order, row.waiting_groups) == (
        Admission.FOCAL_POINT,
        WaitingOrder.GROUPS,
        ["group:SIDS"],
    )
    assert (row.capacity_total, row.most_per_organisation, row.offer_hours) == (40, 5, 24)
    assert (row.remind_after_days, row.escalate_after_days, row.most_per_country) == (2, 7, None)
