"""What tests share: the application once per run and database, wiped after each test; a client."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import flask
import hypothesis
import pytest
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import http
from eventsite.core.db import db
from tests import catalogues, databases
from tests.browser import Browser
from tests.postgres import Cluster
from tests.valkey import Valkey

#: The files that take longest are begun first, so that none is left for one process at the end.
#: A process takes the next file before its last test: what stands on the demo goes to one of them.
LONGEST = (
    "e2e/test_pages.py",
    "e2e/test_journey.py",
    "test_access.py",
    "e2e/test_unscripted.py",
    "e2e/test_waiting.py",
    "e2e/test_exchange.py",
    "test_hostile.py",
    "core/test_tasks.py",
    "e2e/test_approving.py",
    "test_migrations.py",
    "test_query_counts.py",
)

hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations once, before any process of a parallel run asks for them."""
    if not hasattr(config, "workerinput"):
        catalogues.compile_new()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files and keep the order of names otherwise."""
    first = {Path(__file__).parent / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: first.get(item.path, len(first)))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test marked both_databases once on each; every other test on SQLite."""
    if metafunc.definition.get_closest_marker("both_databases"):
        metafunc.fixturenames.append("database_name")
        metafunc.parametrize("database_name", ["sqlite", "postgresql"])


@pytest.fixture
def database_name() -> str:
    """Which database the test's application stands on."""
    return "sqlite"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server, started when the first test asks for it."""
    server = Cluster()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def valkey() -> Iterator[Valkey]:
    """A Redis-compatible server."""
    server = Valkey()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def homes(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[str], databases.Home]:
    """The application's home on the named database, made at the first wish."""
    made: dict[str, databases.Home] = {}

    def home(name: str) -> databases.Home:
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            made[name] = (
                databases.on_sqlite(folder)
                if name == "sqlite"
                else databases.on_postgresql(folder, request.getfixturevalue("cluster"))
            )
        return made[name]

    return home


@pytest.fixture
def app(homes: Callable[[str], databases.Home], database_name: str) -> Iterator[Flask]:
    """The application on an empty database; no context is open."""
    home = homes(database_name)
    http.shelf.clear()
    http.fresh.clear()
    yield home.app
    home.wipe()


@pytest.fixture
def session(app: Flask) -> Iterator[scoped_session[Session]]:
    """The database session inside an application context, for queries and actions.

    What it holds is committed before each request of `client` or `browser`.
    """
    with app.app_context():
        yield cast("scoped_session[Session]", db.session)
        db.session.rollback()


@pytest.fixture
def client(session: scoped_session[Session]) -> Browser:
    """Somebody's browser without script, strict about each page it is given."""
    return Browser(flask.current_app._get_current_object())  # type: ignore[attr-defined]


@pytest.fixture
def another_client(session: scoped_session[Session]) -> Callable[[], Browser]:
    """Makes further browsers, each with its own cookies."""
    app = flask.current_app._get_current_object()  # type: ignore[attr-defined]
    return lambda: Browser(app)


@pytest.fixture
def sign_in(client: Browser) -> Callable[..., Browser]:
    """Signs a User in on `client` (or on the browser given second); returns that browser."""

    def sign_in(user: Any, browser: Browser | None = None) -> Browser:
        return (browser or client).sign_in(user)

    return sign_in
