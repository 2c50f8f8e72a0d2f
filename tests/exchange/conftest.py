"""A site whose one event has rows in every table that archives hold, and its archive, made once."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from tests import databases
from tests.exchange import archives


@dataclass(frozen=True)
class Rich:
    """The site, the key of its event, and the event's archive; no test changes them."""

    app: Flask
    event_id: int
    path: Path


@pytest.fixture(scope="package")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Rich:
    """An archive with something of everything."""
    folder = tmp_path_factory.mktemp("rich")
    app = databases.make_app(folder, f"sqlite:///{folder / 'site.sqlite'}")
    databases.build(app)
    with app.app_context():
        event_id = archives.rich_event().id
    archives.archive_of(app, event_id, folder / "rich.zip")
    return Rich(app, event_id, folder / "rich.zip")
