"""The contact of an event is about a person too."""

from sqlalchemy.orm import Session, scoped_session

from eventsite.people.actions import everywhere
from tests import make


def test_who_is_erased_is_nobodys_contact(session: scoped_session[Session]) -> None:
    ada = make.make_person("Ada", "Lovelace", email="ada@example.org")
    mine = make.make_event(contact_name="Ada Lovelace", contact_email="Ada@example.org")
    other = make.make_event(contact_name="Office", contact_email="office@example.org")
    session.commit()
    assert everywhere.export(ada)["events"]["contact_of"] == [mine.slug]
    everywhere.erase(ada)
    assert [(one.contact_name, one.contact_email) for one in (mine, other)] == [
        ("", ""),
        ("Office", "office@example.org"),
    ]
    session.commit()
    assert mine.version == 2


def test_a_shared_address_stays_the_contact(session: scoped_session[Session]) -> None:
    ada = make.make_person("Ada", "Lovelace", email="office@example.org")
    make.make_person("Grace", "Hopper", email="office@example.org")
    event = make.make_event(contact_name="Office", contact_email="office@example.org")
    session.commit()
    everywhere.erase(ada)
    assert event.contact_email == "office@example.org"
