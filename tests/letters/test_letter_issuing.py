"""Numbering without gaps, withdrawing, making anew, frozen words, the check page."""

import io
import threading
import zipfile
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock, files, tasks, zones
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.outbox import Mail
from eventsite.events.models import Event
from eventsite.letters import actions, jobs, links, personal, queries, rules
from eventsite.letters.addressees import Addressee
from eventsite.letters.kinds import Kind
from eventsite.letters.models import Letter, LetterBatch
from eventsite.people.models import Category, EntityKind
from tests import make
from tests.browser import Browser
from tests.letters import makings

CLIENTS = 12


@pytest.mark.both_databases
def test_numbers_stay_without_gaps_when_many_issue_at_once(app: Flask) -> None:
    with app.app_context():
        event = make.make_event()
        makings.make_settings(event)
        db.session.commit()
        key = event.id
    start, told = threading.Barrier(CLIENTS), []

    def client(number: int) -> None:
        with app.app_context():
            db.session.execute(sa.text("SELECT 1"))
            db.session.rollback()
            start.wait()
            event = db.session.get_one(Event, key)
            letter = makings.make_letter(event, first_name=f"Number{number}")
            if number % 3:
                db.session.commit()
                told.append(letter.serial)
            else:
                # Whoever fails gives the number back.
                db.session.rollback()

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [1, 2, 3, 4, 5, 6, 7, 8]
    with app.app_context():
        stored = db.session.scalars(sa.select(Letter.number).order_by(Letter.serial)).all()
    assert stored == [f"FVW27/INV/{n:04d}" for n in range(1, 9)]


def test_each_kind_and_event_counts_for_itself(session: scoped_session[Session]) -> None:
    first, second = make.make_event(), make.make_event()
    made = [
        makings.make_letter(event, kind)
        for event in (first, second)
        for kind in (Kind.INVITATION, Kind.INVITATION, Kind.THANKS)
    ]
    assert [one.number for one in made] == [
        "FVW27/INV/0001",
        "FVW27/INV/0002",
        "FVW27/THX/0001",
    ] * 2


@pytest.mark.parametrize(
    ("kind", "signatory", "named", "reason"),
    [
        (Kind.INVITATION, "", True, rules.Reason.NO_SIGNATORY),
        (Kind.CONFIRMATION, "Grace Hopper", True, rules.Reason.NOT_CONFIRMED),
        (Kind.INVITATION, "Grace Hopper", False, rules.Reason.NO_NAME),
    ],
)
def test_what_is_not_issued(
    session: scoped_session[Session], kind: Kind, signatory: str, named: bool, reason: rules.Reason
) -> None:
    event = make.make_event()
    makings.make_settings(event, signatory=signatory)
    with pytest.raises(Refused) as refused:
        makings.make_letter(
            event,
            kind,
            **({} if named else dict.fromkeys(("first_name", "family_name", "honorific"), "")),
        )
    assert refused.value.reason == reason


def test_a_letter_says_later_what_it_said_first(session: scoped_session[Session]) -> None:
    event = make.make_event("Forum")
    letter = makings.make_letter(event, country="FJ", organisation="Ministry")
    before = queries.paper_of(letter)
    event.title = {"en": "Another name"}
    queries.settings_of(event).signatory = "Somebody else"
    actions.save_text(
        actor="user:1", event=event, kind=Kind.INVITATION, subject={}, body={"en": "No {name}."}
    )
    session.expire_all()
    assert queries.paper_of(letter) == before
    assert before.addressee == ["Ms Ada Lovelace", "Ministry", "Fiji"]
    assert before.subject == "Invitation to Forum"


def test_a_letter_made_anew_takes_the_place_of_the_former(
    session: scoped_session[Session],
) -> None:
    event = make.make_event()
    letter = makings.make_letter(event, organisation="Ministry")
    made = actions.reissue(actor="user:1", event=event, letter=letter)
    assert (made.number, made.replaces_id) == ("FVW27/INV/0002", letter.id)
    assert (made.addressee, made.shown_name) == (letter.addressee, "Ms Ada Lovelace")
    assert letter.withdrawn == made.issued
    with pytest.raises(Refused):
        actions.withdraw(actor="user:1", letter=letter)


def test_unknown_placeholders_are_refused(session: scoped_session[Session]) -> None:
    event = make.make_event()
    with pytest.raises(Refused) as refused:
        actions.save_text(
            actor="user:1", event=event, kind=Kind.THANKS, subject={}, body={"en": "{passport}"}
        )
    assert (refused.value.field, refused.value.facts) == ("body", {"name": "passport"})


class TestCheckPage:
    """Anybody may open it with the paper in hand."""

    def test_tells_what_the_paper_says_and_nothing_more(
        self, client: Browser, session: scoped_session[Session]
    ) -> None:
        event = make.make_event("Forum of worlds")
        other = makings.make_letter(event, first_name="Grace", email="grace@example.org")
        letter = makings.make_letter(event, email="ada@example.org", job_title="Minister")
        page = client.get(f"/letters/{letter.code}?seal={links.seal_of(letter.code)}")
        assert page.all("dd") == [
            "FVW27/INV/0002",
            "Personal invitation",
            letter.issued.astimezone(zones.zone_of("Europe/Zurich")).date().isoformat(),
            "Forum of worlds",
            "Ms Ada Lovelace",
        ]
        for hidden in ("Grace", other.number, other.code, "example.org", "Minister"):
            assert hidden not in page.text
        assert page.one('meta[name="robots"]')["content"] == "noindex"

    @pytest.mark.parametrize("seal", ["", "?seal=", "?seal=0000000000000000", "?seal=é"])
    def test_without_its_seal_no_letter_is_known(
        self, client: Browser, session: scoped_session[Session], seal: str
    ) -> None:
        letter = makings.make_letter(make.make_event())
        page = client.get(f"/letters/{letter.code}{seal}", 404)
        assert letter.number not in page.text

    def test_a_withdrawn_letter_names_its_successor(
        self, client: Browser, session: scoped_session[Session]
    ) -> None:
        event = make.make_event()
        letter = makings.make_letter(event)
        made = actions.reissue(actor="user:1", event=event, letter=letter)
        page = client.get(f"/letters/{letter.code}?seal={links.seal_of(letter.code)}")
        assert "This letter was withdrawn and counts no more." in page.words
        assert f"Another one, number {made.number}, stands in its place." in page.words


def test_many_letters_come_in_the_order_of_protocol(session: scoped_session[Session]) -> None:
    event = make.make_event()
    makings.make_settings(event)
    firm = make.make_organisation("Firm", category=Category.SECTOR_T, country="DE")
    state = make.make_organisation(
        "Ministry", kind=EntityKind.ADMINISTRATION, category=Category.MEMBER_STATE, country="ZM"
    )
    people = [
        make.make_person(name, email=f"{name}@example.org".lower()) for name in ("Ann", "Bo", "Cy")
    ]
    for person, entity in zip(people, (None, firm, state), strict=True):
        makings.make_comer(event, person=person, organisation=entity)
    session.commit()
    result = jobs.issue_many(tasks.Job(7, "user:1"), event.id, "thanks", "all", "own", True)
    session.commit()
    assert result is not None
    assert result["href"] == f"/manage/events/{event.slug}/letters/batches/7"
    made = session.scalars(sa.select(Letter).order_by(Letter.serial)).all()
    assert [one.values["name"].split()[0] for one in made] == ["Cy", "Bo", "Ann"]
    batch = queries.find_batch(7, event.id)
    assert batch is not None
    assert batch.file is not None
    with zipfile.ZipFile(io.BytesIO(files.path_of(batch.file).read_bytes())) as there:
        assert there.namelist() == [f"FVW27-THX-{n:04d}.pdf" for n in (1, 2, 3)]
    mails = session.scalars(sa.select(Mail).order_by(Mail.id)).all()
    assert [mail.to_address for mail in mails] == [
        "cy@example.org",
        "bo@example.org",
        "ann@example.org",
    ]
    with clock.freeze(batch.created + rules.BATCH_KEPT + timedelta(seconds=1)):
        assert jobs.forget_files(clock.now()) == 1
    assert session.scalars(sa.select(LetterBatch)).all() == []


def test_erasing_a_person_leaves_the_number_alone(session: scoped_session[Session]) -> None:
    event, person = make.make_event(), make.make_person("Ada", "Lovelace")
    letter = makings.make_letter(event, person_id=person.id)
    kept = makings.make_letter(event, first_name="Grace")
    assert personal.export(person)["letters"][0]["number"] == letter.number
    personal.erase(person, make.CREATED)
    assert (letter.addressee, letter.values, letter.shown_name) == ([], {}, "")
    assert (letter.number, letter.blanked) == ("FVW27/INV/0001", make.CREATED)
    assert kept.shown_name == "Ms Grace Lovelace"
    with pytest.raises(Refused) as refused:
        actions.reissue(actor="user:1", event=event, letter=letter)
    assert refused.value.reason == rules.Reason.BLANKED


def test_an_entity_alone_is_written_to_by_its_name() -> None:
    one = Addressee(organisation="Ministry", country="FJ")
    assert one.lines("fr") == ["Ministry", "Fidji"]
    assert one.values("en") == {"name": "Ministry", "organisation": "Ministry", "country": "Fiji"}
