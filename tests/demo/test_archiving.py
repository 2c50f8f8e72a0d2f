"""The demo's forum, with all that lives in it, goes out, into another site, and out again."""

from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from eventsite.core.db import db
from eventsite.events.models import Event
from tests.exchange import archives


def test_the_forum_is_the_same_elsewhere(demo: Flask, app: Flask, tmp_path: Path) -> None:
    with demo.app_context():
        event_id = db.session.scalars(sa.select(Event.id).where(Event.slug == "demo-forum")).one()
        db.session.rollback()
    first = archives.archive_of(demo, event_id, tmp_path / "forum.zip")
    there = archives.take_in(app, tmp_path / "forum.zip", "demo-forum")
    assert archives.archive_of(app, there, tmp_path / "again.zip") == first
    assert first["registration/registrations.jsonl"].count(b"\n") > 100
