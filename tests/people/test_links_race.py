"""Of two presses of one link at the same time one wins, on both databases."""

import threading

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.people import actions
from eventsite.people.models import User
from tests import make
from tests.browser import Browser


@pytest.mark.both_databases
def test_a_link_pressed_twice_at_once_signs_one_in(
    session: scoped_session[Session], client: Browser
) -> None:
    person = make.make_person()
    path = actions.sign_in_link(person.email).removeprefix("http://localhost")
    session.commit()
    start = threading.Barrier(6)
    statuses: list[int] = []

    def press() -> None:
        browser = Browser(client.app)
        start.wait()
        statuses.append(browser.open("POST", path).status_code)

    threads = [threading.Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 410, 410, 410, 410, 410]
    assert session.scalar(sa.select(sa.func.count()).select_from(User)) == 1
