"""Error pages when the database, an address or a race is at fault: a page, never a bare 500."""

import flask
import flask_login
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, scoped_session

from eventsite.core.db import db
from eventsite.people.models import Person
from tests import make
from tests.browser import Browser

HUGE = "9" * 30


def test_a_signed_in_reader_gets_a_page_while_the_database_is_away(
    session: scoped_session[Session], client: Browser
) -> None:
    client.sign_in(make.make_user())
    client.get("/me")
    session.commit()
    session.execute(sa.text("ALTER TABLE users RENAME TO users_away"))
    session.commit()
    try:
        page = client.get("/me", status=503)
    finally:
        session.execute(sa.text("ALTER TABLE users_away RENAME TO users"))
        session.commit()
    assert page.response.headers["Cache-Control"] == "no-store"


@pytest.mark.both_databases
def test_a_lost_race_for_something_unique_is_a_conflict(session: scoped_session[Session]) -> None:
    user = make.make_user()
    code = make.make_person().code
    session.commit()
    with flask.current_app.test_request_context("/me/profile", method="POST"):
        flask_login.login_user(user)
        db.session.add(Person(code=code, created=make.CREATED))
        with pytest.raises(IntegrityError) as lost:
            db.session.flush()
        answer = flask.current_app.make_response(
            flask.current_app.handle_user_exception(lost.value)
        )
    assert answer.status_code == 409
    assert "Your text" not in answer.get_data(as_text=True)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "path",
    [
        f"/me/jobs/{HUGE}",
        f"/events?year={HUGE}",
        "/events/%00",
        "/events?kind=%00&series=a%00b&q=%00",
        "/search?q=a%00b",
        f"/events?page={HUGE}",
    ],
)
def test_no_address_breaks_a_page(client: Browser, path: str) -> None:
    client.sign_in(make.make_staff())
    assert client.open("GET", path).status_code in {200, 404}
