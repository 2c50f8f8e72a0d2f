"""The directory: actions, and the staff's pages."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock
from eventsite.core.audit import AuditRow
from eventsite.core.db import Base, db
from eventsite.core.errors import Refused
from eventsite.people import actions, queries
from eventsite.people.models import (
    Category,
    EntityKind,
    FocalPoint,
    Organisation,
    OrganisationState,
    Person,
    SmeStatus,
)
from eventsite.people.rules import Reason
from tests import make
from tests.browser import Browser

Db = scoped_session[Session]
MARCH = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


def create(name: str, **more: Any) -> Organisation:
    return actions.create_organisation(
        actor="user:1", names={"en": name}, kind=EntityKind.COMPANY, **more
    )


def test_finding_by_any_name_acronym_and_a_doubles_name(session: Db) -> None:
    union = create("International Telecommunication Union", acronym="ITU")
    union.names = {**union.names, "fr": "Union internationale des télécommunications"}
    double = create("The I.T.U.")
    create("Union of Worlds", country="CH")
    session.flush()
    actions.merge("user:1", double, union)

    def found(text: str) -> list[str]:
        return [one.names["en"] for one in queries.find_organisations(text)]

    assert found("itu") == ["International Telecommunication Union"]
    assert found("telecommunications union") == ["International Telecommunication Union"]
    assert found("the i t u") == ["International Telecommunication Union"]
    assert found("union") == ["Union of Worlds", "International Telecommunication Union"] or found(
        "union"
    ) == ["International Telecommunication Union", "Union of Worlds"]
    assert found("%") == []
    assert found("_") == []
    assert found("") == []


@pytest.mark.both_databases
def test_a_twin_is_refused_and_so_it_is_by_the_database(session: Db) -> None:
    create("Orbit Labs", country="CH")
    create("Orbit Labs", country="FR")
    with pytest.raises(Refused) as caught:
        create("ORBIT LABS", country="CH")
    assert caught.value.reason is Reason.TWIN
    with pytest.raises(sa.exc.IntegrityError):
        make.make_organisation("Orbit Labs", country="CH")


def test_who_verified_an_sme_and_when(session: Db) -> None:
    entity = create("Orbit Labs")
    with clock.freeze(MARCH):
        actions.update_organisation(
            actor="user:7", organisation=entity, version=1, sme=SmeStatus.VERIFIED
        )
    assert (entity.sme_verified_by, entity.sme_verified_on) == ("user:7", date(2027, 3, 1))
    actions.update_organisation(
        actor="user:8", organisation=entity, version=2, sme_valid_until=date(2028, 1, 1)
    )
    assert entity.sme_verified_by == "user:7"
    actions.update_organisation(
        actor="user:8", organisation=entity, version=3, sme=SmeStatus.DECLARED
    )
    assert (entity.sme_verified_by, entity.sme_verified_on) == ("", None)
    rows = session.scalars(sa.select(AuditRow).order_by(AuditRow.id)).all()
    assert [row.after for row in rows[1:]] == [
        {"sme": "verified"},
        {"sme_valid_until": "2028-01-01"},
        {"sme": "declared"},
    ]


@pytest.mark.both_databases
def test_a_merge_moves_people_and_keeps_each_focal_point_once(session: Db) -> None:
    stays, goes = create("Stays"), create("Goes")
    before = create("Went before")
    session.flush()
    actions.merge("user:1", before, goes)
    ada, bo = make.make_person(organisation_id=goes.id), make.make_person(organisation_id=goes.id)
    for entity, person in ((stays, ada), (goes, ada), (goes, bo)):
        actions.add_focal_point("user:1", entity, person, is_deputy=False)
    assert [number for _, number in actions.what_moves(goes)[:3]] == [2, 2, 1]
    actions.merge("user:1", goes, stays)
    assert (goes.state, goes.merged_into_id) == (OrganisationState.MERGED, stays.id)
    assert before.merged_into_id == stays.id
    assert {p.organisation_id for p in session.scalars(sa.select(Person))} == {stays.id}
    points = session.scalars(sa.select(FocalPoint).order_by(FocalPoint.person_id)).all()
    assert [(p.organisation_id, p.person_id) for p in points] == [
        (stays.id, ada.id),
        (stays.id, bo.id),
    ]
    with pytest.raises(Refused):
        actions.merge("user:1", stays, goes)
    with pytest.raises(Refused):
        actions.merge("user:1", stays, stays)


def test_every_column_that_refers_to_an_entity_has_a_mover() -> None:
    referring = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.target_fullname == "organisations.id"
    }
    assert {mover.column for mover in actions.movers()} == referring


def test_proposals_are_accepted_refused_and_merged(session: Db, client: Browser) -> None:
    listed = make.make_organisation("Orbit Labs")
    proposed = [
        actions.propose_organisation(actor="user:1", name=name, kind=EntityKind.COMPANY)
        for name in ("<i>One", "Two", "Orbit Laboratories")
    ]
    people = [make.make_person(organisation_id=one.id) for one in proposed]
    client.sign_in(make.make_staff())
    page = client.get("/staff/organisations/proposals")
    assert page.all("tbody th") == ["<i>One", "Two", "Orbit Laboratories"]
    client.form(page, "Accept : <i>One").submit()
    client.press("/staff/organisations/proposals", "Refuse : Two")
    chosen = client.get(f"/staff/organisations/{proposed[2].code}/merge?q=orbit")
    assert chosen.all("ul.people b") == ["Orbit Labs"]
    client.press(chosen.link("Choose : Orbit Labs"), "Merge the two")
    session.expire_all()
    assert [one.state.value for one in proposed] == ["listed", "refused", "merged"]
    assert [one.organisation_id for one in people] == [proposed[0].id, None, listed.id]
    late = client.post(f"/staff/organisations/{proposed[1].code}/accept", status=422)
    assert "Somebody has decided about this proposal already." in late.words


def test_proposing_what_is_listed_gives_the_listed_one(session: Db) -> None:
    listed = create("Orbit Labs", country="CH")
    again = actions.propose_organisation(
        actor="user:1", name="orbit labs", kind=EntityKind.COMPANY, country="CH"
    )
    assert again is listed


def test_staff_add_change_and_retire_an_entity(session: Db, client: Browser) -> None:
    client.sign_in(make.make_staff())
    page = client.press("/staff/organisations/new", "Add the entity", 422)
    assert page.all(".err") == [
        "Error: Enter the name in one language at least.",
        "Error: Choose a kind of entity.",
    ]
    typed: dict[str, Any] = {
        "names-en": "Orbit Labs",
        "names-ar": "مختبرات",
        "kind": "company",
        "category": "SM-T",
    }
    client.press(
        "/staff/organisations/new",
        "Add the entity",
        **typed,
    )
    entity = session.scalars(sa.select(Organisation)).one()
    assert (entity.names, entity.category) == (
        {"en": "Orbit Labs", "ar": "مختبرات"},
        Category.SECTOR_T,
    )
    path = f"/staff/organisations/{entity.code}"
    first, second = client.get(path), client.get(path)
    client.form(first, "Save").fill(acronym="OL").submit()
    assert "OL" in client.form(second, "Save").fill(acronym="XX").submit(409).text
    wrong = client.press(
        path, "Save", 422, sme_valid_from="2027-06-30", sme_valid_until="2027-01-01"
    )
    assert wrong.all(".err") == ["Error: Choose a last day that is not before the first day."]
    client.press(path, "Take it out of the directory")
    assert client.get("/staff/organisations").all("tbody th") == []
    assert client.get("/staff/organisations?state=retired").all("tbody th a") == ["Orbit Labs"]
    client.press(path, "Put it back into the directory")


def test_focal_points_of_a_shared_address(session: Db, client: Browser) -> None:
    entity = make.make_organisation("Orbit Labs")
    for name in ("Ada", "Bo"):
        make.make_person(name, "Beta", email="office@example.org")
    client.sign_in(make.make_staff())
    path = f"/staff/organisations/{entity.code}"
    page = client.press(path, "Add", 422, email="nobody@example.org")
    assert page.all(".err") == [
        "Error: Nobody with this address is known. Ask them to sign in once."
    ]
    page = client.press(path, "Add", 422, email="office@example.org", is_deputy=True)
    assert page.all("form label.choice")[:2] == ["Ada Beta", "Bo Beta"]
    bo = queries.persons_with_email("office@example.org")[1]
    page = client.form(page, "Add").fill(person=bo.code).submit()
    assert page.all("ul.people b") == ["Bo Beta"]
    point = session.scalars(sa.select(FocalPoint)).one()
    assert (point.person_id, point.is_deputy) == (bo.id, True)
    other = make.make_organisation("Another")
    client.post(f"/staff/organisations/{other.code}/focal-points/{point.id}/remove", status=404)
    client.press(path, "Remove : Bo Beta")
    assert session.scalars(sa.select(FocalPoint)).all() == []


def upload(client: Browser, content: str, status: int = 200, name: str = "a.csv") -> Any:
    page = client.get("/staff/organisations/import")
    form = client.form(page, "Look at it").fill(file=(io.BytesIO(content.encode()), name))
    return form.submit(status)


def test_a_file_is_previewed_applied_and_the_second_time_changes_nothing(
    session: Db, client: Browser
) -> None:
    make.make_organisation("Orbit Labs", code="AAA2222")
    client.sign_in(make.make_staff())
    content = (
        'code,name_en,name_fr,kind,country,category\nAAA2222,,"Labo\nOrbite",,,ASSOC\n'
        ",'=New & <b>Co,,company,Kenya,\n"
    )
    page = upload(client, content)
    assert page.all(".stats dd") == ["1", "1", "0", "0"]
    assert session.scalar(sa.select(sa.func.count()).select_from(Organisation)) == 1
    client.form(page, "Take it all in").submit()
    session.expire_all()
    rows = session.scalars(sa.select(Organisation).order_by(Organisation.id)).all()
    assert [(row.names, row.country, row.category.value) for row in rows] == [
        ({"en": "Orbit Labs", "fr": "Labo\nOrbite"}, "", "ASSOC"),
        ({"en": "=New & <b>Co"}, "KE", "NON"),
    ]
    given = client.open("GET", "/staff/organisations/export.csv").get_data(as_text=True)
    assert "'=New & <b>Co" in given
    again = upload(client, given)
    assert again.all(".stats dd") == ["0", "0", "2", "0"]
    assert again.soup.find("button", string="Take it all in") is None
    late = client.form(page, "Take it all in").submit(422)
    assert "The directory has changed since this preview. Look at it again." in late.words
    verbs = session.scalars(sa.select(AuditRow.verb)).all()
    assert verbs == ["organisation.directory_imported"]


def test_one_bad_row_stops_the_whole_file(session: Db, client: Browser) -> None:
    client.sign_in(make.make_staff())
    page = upload(client, "name_en,kind\nGood,company\nBad,firm\n", 422)
    assert page.all("tbody td:nth-child(2)") == ["3", "2"]
    assert page.soup.find("button", string="Take it all in") is None
    digest = {"content": "name_en,kind\nGood,company\nBad,firm\n", "digest": "made up"}
    client.post("/staff/organisations/import/apply", digest, 422)
    assert session.scalars(sa.select(Organisation)).all() == []


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        ("", "a.csv", "This file is empty. Choose another one."),
        ("a", "a.exe", "Choose a file of one of these kinds: csv."),
        ("a\0b", "a.csv", "This file's content does not match its name. Save it again as CSV."),
        ("x" * (1024 * 1024 + 1), "a.csv", "Choose a file smaller than 1 MB."),
        ("colour\nred\n", "a.csv", "The template has no column named colour. Remove or rename it."),
    ],
)
def test_files_that_are_not_taken(client: Browser, content: str, name: str, sentence: str) -> None:
    client.sign_in(make.make_staff())
    assert upload(client, content, 422, name).all(".err") == [f"Error: {sentence}"]


def test_only_staff_see_the_directory(client: Browser) -> None:
    entity = make.make_organisation()
    for path in ("", "/new", "/proposals", "/import", "/export.csv", f"/{entity.code}"):
        client.sign_out()
        assert client.get(f"/staff/organisations{path}").path.startswith("/sign-in")
        client.sign_in(make.make_user())
        client.get(f"/staff/organisations{path}", 403)


def test_lists_ask_as_much_for_three_as_for_one(
    session: Db, client: Browser, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    client.sign_in(make.make_staff())
    paths = ("/staff/organisations", "/staff/organisations/proposals")

    def counts() -> list[int]:
        return [count_queries(lambda path=path: client.get(path)) for path in paths]  # type: ignore[misc]

    def add(number: int) -> None:
        for state in (OrganisationState.LISTED, OrganisationState.QUEUED):
            make.make_organisation(f"{state} {number}", state=state)

    add(1)
    one = counts()
    add(2)
    add(3)
    assert counts() == one


@pytest.fixture
def count_queries(client: Browser) -> Callable[[Callable[[], object]], int]:
    """How many statements something sends."""

    def count(run: Callable[[], object]) -> int:
        seen: list[str] = []

        def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
            seen.append(statement)

        sa.event.listen(db.engine, "before_cursor_execute", note)
        try:
            run()
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    return count
