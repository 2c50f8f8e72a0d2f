"""A site with the demo content in it, loaded once for all tests of this folder."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from eventsite.core import clock
from eventsite.demo import load
from tests import databases

#: The first start of the loaded site: a Sunday.
START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A site on SQLite with the demo content in it; no context is open."""
    folder: Path = tmp_path_factory.mktemp("demo")
    app = databases.make_app(folder, f"sqlite:///{folder / 'site.sqlite'}")
    databases.build(app)
    with clock.freeze(START):
        assert load.load_if_empty(app)
    return app


@pytest.fixture
def loaded(demo: Flask) -> Iterator[Flask]:
    """The same inside an application context."""
    with demo.app_context():
        yield demo
