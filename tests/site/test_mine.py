"""My data: what is kept stands in parts with where it is changed, beside what was agreed to."""

from sqlalchemy.orm import Session, scoped_session

from eventsite.registration import actions
from eventsite.registration.models import ConsentKind
from tests import make
from tests.browser import Browser


def test_parts_agreements_and_the_table(client: Browser, session: scoped_session[Session]) -> None:
    person = make.make_person("Ada", "Lovelace")
    event = make.make_event("Forum")
    make.make_terms(event)
    made = make.make_registration(event, person, job_title="=Clerk", country="FJ")
    kinds = [ConsentKind.DATA, ConsentKind.LISTED]
    actions.give_consents(registration=made, kinds=kinds, lang="en")
    session.commit()
    client.sign_in(make.make_user(person))
    page = client.get("/me/data")
    assert page.all("main h2") == ["What I agreed to", "Profile", "Registrations"]
    assert page.all("main .plainlist b") == [
        "Name in the public list of participants",
        "Use of personal data",
    ]
    assert page.soup.select("main .plainlist a")[0]["href"] == (
        f"/me/registrations/{made.code}/consents/listed"
    )
    lines = client.get("/me/data.csv").text.splitlines()
    assert lines[0] == "\ufeffPart of the site,What,Kept as"
    assert "Registrations,registrations / 1 / job title,'=Clerk" in lines
    # Whoever takes the use of data back may be erased in the same step; of the list nobody need be.
    there = f"/me/registrations/{made.code}/consents"
    assert client.get(f"{there}/data").all("main h2") == ["Erase me"]
    assert client.get(f"{there}/listed").all("main h2") == []
