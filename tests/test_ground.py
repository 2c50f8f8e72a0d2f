"""The tests' own ground: a wipe that wipes, a browser that sees what is broken."""

import pytest
import redis
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.events.models import Event
from eventsite.people.models import Person
from tests import browser, make
from tests.postgres import Cluster
from tests.valkey import Valkey

GOOD = """<!doctype html><html lang="en" dir="ltr"><head><title>A</title></head><body><main>
<h1>A</h1><form method="post"><label for="n">Name</label><input id="n" name="n"></form>
</main></body></html>"""


@pytest.mark.both_databases
@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_begins_with_an_empty_database(
    session: scoped_session[Session], turn: int
) -> None:
    assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 0
    event = make.make_event(days=3)
    make.make_team_member(event)
    session.commit()
    assert event.id == 1
    assert session.scalars(sa.select(Event.slug)).all() == [event.slug]
    assert [day.day.isoformat() for day in event.days] == ["2027-06-08", "2027-06-09", "2027-06-10"]


@pytest.mark.both_databases
def test_the_database_is_the_one_asked_for(
    session: scoped_session[Session], database_name: str
) -> None:
    assert session.get_bind().dialect.name == database_name


def test_postgresql_takes_a_restart_and_keeps_what_was_committed(cluster: Cluster) -> None:
    cluster.create("kept")
    cluster.restart()
    with cluster.admin() as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'kept'").fetchall()
    assert found == [(1,)]
    cluster.drop("kept")


def test_valkey_answers(valkey: Valkey) -> None:
    with redis.Redis.from_url(valkey.url) as client:
        client.set("a", "b")
        assert client.get("a") == b"b"


def test_a_good_page_is_not_blamed() -> None:
    browser.check(GOOD, "/")


@pytest.mark.parametrize(
    ("good", "broken", "blame"),
    [
        ("<h1>A</h1>", "<h2>A</h2>", "/: 0 h1 instead of one"),
        ("<h1>A</h1>", "<h1>A</h1><h1>B</h1>", "/: 2 h1 instead of one"),
        ('id="n" name', 'id="m" name', "/: for='n' points at nothing; field 'n' has no label"),
        ("<h1>", '<p id="n"></p><h1>', "/: id 'n' stands 2 times"),
        ("<h1>", '<h1 style="x">', "/: a style attribute on <h1>"),
        ("<h1>", "<script>1</script><h1>", "/: an inline script"),
        ("<h1>", '<h1 onclick="x">', "/: onclick on <h1>"),
        ('lang="en"', 'lang="ar"', "/: lang=ar with dir=ltr on <html>"),
        ("<h1>", '<h1 lang="ar">', "/: lang=ar with dir=ltr on <h1>"),
        ('lang="en" ', "", "/: no lang on <html>"),
        ("</form>", "</from>", None),
        ("<h1>A</h1>", "<p><h1>A</h1></p>", None),
    ],
)
def test_a_broken_page_is_blamed(good: str, broken: str, blame: str | None) -> None:
    with pytest.raises(browser.Broken) as caught:
        browser.check(GOOD.replace(good, broken, 1), "/")
    if blame is not None:
        assert str(caught.value) == blame
