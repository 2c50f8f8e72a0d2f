"""People brought in a file: columns, doubts, places, taking in, taking back."""

import io
from typing import Any

import pytest
import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.core.outbox import Mail
from eventsite.core.sheets import Line
from eventsite.core.tasks import Job, NotRun
from eventsite.events.models import Duty, Event
from eventsite.people.models import Organisation
from eventsite.registration import actions, importing, jobs
from eventsite.registration.delegation import Words, folded
from eventsite.registration.importing import Doubt, Entity, Standing
from eventsite.registration.likeness import Registrant
from eventsite.registration.models import PlaceMode, RegistrantImport, Registration, Role, State
from tests import make
from tests.browser import Browser, Page

WORDS = Words(
    {folded(name): name for name in importing.LABELS} | {"correo": "email"},
    {"participant": "participant", "speaker": "speaker"},
    {"online": "online"},
)
HEADER = "first_name,family_name,Correo,country,organisation,?"


def planned(*rows: str, registered: list[Registrant] | None = None) -> list[tuple[Any, ...]]:
    lines = [Line(n, tuple(row.split(","))) for n, row in enumerate([HEADER, *rows], 1)]
    columns = importing.columns_of(lines[0].cells, WORDS)
    entities = {"itu": [Entity(7)], "telco": [Entity(8, "FJ"), Entity(9, "TO")]}
    found = importing.plan(lines, columns, WORDS, entities, registered or [])
    return [(one.standing, one.entity_id, one.doubts) for one in found]


def test_rows_are_new_doubtful_known_or_wrong() -> None:
    known = Registrant(1, "Ana", "Bula", email="ana@example.org", entity=7, country="FJ")
    assert planned(
        "Ada,Lovelace,ada@example.org,Fidji,ITU,x",
        "Ana,Bula,ANA@example.org,FJ,ITU",
        "Bula,Ana,other@example.org,FJ,ITU",
        "Bea,Tonga,bea@example.org,TO,Telco",
        "Cai,Nowhere,cai@example.org,Atlantis,",
        "Dov,Stone,not an address,FJ,",
        "Eve,Rock,eve@example.org,FJ,Unheard of",
        "Eve,Rok,eve@example.org,FJ,Unheard of",
        registered=[known],
    ) == [
        (Standing.NEW, 7, ()),
        (Standing.ALREADY, 7, ()),
        (Standing.DOUBTFUL, 7, (Doubt.LIKE_REGISTERED,)),
        (Standing.NEW, 9, ()),
        (Standing.WRONG, None, ()),
        (Standing.WRONG, None, ()),
        (Standing.DOUBTFUL, None, (Doubt.LIKE_ROW, Doubt.NEW_ENTITY)),
        (Standing.DOUBTFUL, None, (Doubt.LIKE_ROW, Doubt.NEW_ENTITY)),
    ]


def test_a_column_counts_once_and_unknown_ones_are_left_out() -> None:
    header = ["Email", "Correo", "Shoe size", "First_Name"]
    assert importing.columns_of(header, WORDS) == ["email", "", "", "first_name"]


ROWS = (
    "Prénom,Nom de famille,Email,Pays,Organisation\n"
    "Ada,Lovelace,ada@example.org,Fidji,New Institute\n"
    "Bea,Tonga,bea@example.org,Tonga,New Institute\n"
    "Cai,Samoa,cai@example.org,Samoa,\n"
)


def brought(client: Browser, content: bytes = ROWS.encode(), **terms: Any) -> tuple[Event, Page]:
    """An event whose registration is closed to the public, and the page of a list."""
    event = make.make_event()
    make.make_terms(event, closes=make.CREATED, **terms)
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    fields = {"file": (io.BytesIO(content), "people.csv")}
    path = f"/manage/events/{event.slug}/registrations/imports"
    db.session.commit()
    return event, client.post(path, fields)


def states(event: Event) -> list[State]:
    db.session.expire_all()
    query = sa.select(Registration.state).where(Registration.event_id == event.id)
    return list(db.session.scalars(query.order_by(Registration.id)))


def mails() -> int:
    return db.session.scalar(sa.select(sa.func.count(Mail.id))) or 0


def test_a_list_is_taken_in_and_back_without_a_mail(client: Browser) -> None:
    event, page = brought(client, capacity_online=2, capacity_in_person=2)
    doubtful = [str(box["value"]) for box in page.soup.select("[name=take]")]
    assert (page.all("main .hint")[-1], doubtful) == (
        "Whoever finds no free place waits. Limits per organisation and country hold.",
        [],
    )
    page = client.press(page.path, "Register these people", told="no")
    assert states(event) == [State.CONFIRMED, State.CONFIRMED, State.WAITING]
    assert (mails(), "3 people were registered." in page.words) == (0, True)
    proposed = db.session.scalars(sa.select(Organisation.search_name)).all()
    assert proposed == ["new institute"]
    again = client.post(page.path, {"action": "apply"}, 422)
    assert (again.status, len(states(event))) == (422, 3)
    last = db.session.scalars(sa.select(Registration).order_by(Registration.id.desc())).first()
    assert last is not None
    actions.change_role(registration=last, role=Role.SPEAKER, actor="user:1")
    db.session.commit()
    page = client.press(page.path, "Take it back")
    assert states(event) == [State.CANCELLED, State.CANCELLED, State.OFFERED]
    # The place that became free is offered to who waits, by mail as ever.
    assert (mails(), page.all("main .pill")) == (1, ["Undone"])


def test_people_are_asked_to_confirm_and_the_same_list_changes_nothing(client: Browser) -> None:
    event, page = brought(client)
    client.press(page.path, "Register these people", leave="4")
    assert (states(event), mails()) == ([State.HELD, State.HELD], 2)
    row = db.session.scalars(sa.select(RegistrantImport)).one()
    assert (row.table, len(row.made), row.refused) == ("", 2, 0)
    fields = {"file": (io.BytesIO(ROWS.encode()), "people.csv")}
    page = client.post(page.path.rpartition("/")[0], fields)
    said = page.all("main ul")[0]
    assert said == "Will be registered: 1 Registered already: nothing changes: 2"


def test_columns_are_named_by_hand_and_a_bomb_is_refused(client: Browser) -> None:
    content = b"A;B;C\nAda;Lovelace;ada@example.org\n"
    _, page = brought(client, content)
    assert page.soup.select("[value=apply]") == []
    columns = ["first_name", "family_name", "email"]
    page = client.post(page.path, {"action": "columns", "column": columns})
    assert page.all("main li b") == ["Ada Lovelace"]
    assert client.post(page.path, {"action": "apply", "leave": "2"}, 422).status == 422
    path = page.path.rpartition("/")[0]
    many = b"Email\n" + b"a@example.org\n" * 1_001
    page = client.post(path, {"file": (io.BytesIO(many), "many.csv")}, 422)
    assert page.all(".errsum") == [
        "The table has more than 1000 rows. Divide it into several files."
    ]
    assert client.post(path, {}, 422).all(".errsum") == [
        "This file is empty. Choose the one with the table."
    ]


def test_a_long_list_is_a_job(client: Browser) -> None:
    rows = [f"P{n},{n:c<9},p{n}@example.org" for n in range(201)]
    table = "\n".join(["First name,Family name,Email", *rows]).encode()
    event, page = brought(client, table)
    page = client.press(page.path, "Register these people", told="no")
    assert (page.path.startswith("/me/jobs/"), states(event)) == (True, [])
    row = db.session.scalars(sa.select(RegistrantImport)).one()
    row.chosen = row.chosen[:3]
    db.session.flush()
    job = Job(1, "user:1")
    person = make.make_person()
    with pytest.raises(NotRun):
        jobs.take_in(job, import_id=row.id, person_id=person.id, columns=["email"])
    jobs.take_in(job, import_id=row.id, person_id=person.id, columns=[])
    assert (job.said["done"], states(event)) == (3, [State.CONFIRMED] * 3)
    assert db.session.get_one(Registration, row.made[0][0]).mode is PlaceMode.IN_PERSON
