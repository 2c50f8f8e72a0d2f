"""A real calendar program (vdirsyncer and khal) follows a feed of a running server over HTTP."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from eventsite.agenda import succession
from eventsite.core import http
from eventsite.core.db import db
from eventsite.events.models import Event
from tests import make
from tests.calendars import programme

BIN = Path(sys.executable).parent
#: Far above what either program needs.
SECONDS = 60
SYNC = """\
[general]
status_path = "{home}/status"

[pair feed]
a = "site"
b = "own"
collections = null

[storage site]
type = "http"
url = "{url}"

[storage own]
type = "filesystem"
path = "{home}/calendar"
fileext = ".ics"
"""
LIST = """\
[calendars]
[[forum]]
path = {home}/calendar

[locale]
local_timezone = Asia/Kolkata
default_timezone = Asia/Kolkata
timeformat = %H:%M
dateformat = %d.%m.
longdateformat = %Y-%m-%d
datetimeformat = %d.%m. %H:%M
longdatetimeformat = %Y-%m-%d %H:%M

[sqlite]
path = {home}/khal.db
"""


class Client:
    """Somebody who lives in India and follows one calendar link."""

    def __init__(self, home: Path, url: str) -> None:
        self.home = home
        (home / "calendar").mkdir(parents=True)
        for name, words in (("sync", SYNC), ("list", LIST)):
            (home / name).write_text(words.format(home=home, url=url), encoding="utf-8")
        self._run("vdirsyncer", "-c", home / "sync", "discover")

    def sync(self) -> None:
        """What such a program does by itself from time to time."""
        self._run("vdirsyncer", "-c", self.home / "sync", "sync")

    def sees(self) -> list[str]:
        """The lines of the days of the event."""
        said = "{start-long-full} {title}"
        asked = ("--format", said, "--day-format", "", "2027-06-08", "2d")
        return sorted(self._run("khal", "-c", self.home / "list", "list", *asked).splitlines())

    def _run(self, program: str, *arguments: str | Path) -> str:
        folders = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
        done = subprocess.run(
            [BIN / program, *arguments],
            env={**os.environ, **dict.fromkeys(folders, str(self.home)), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def serve(app: Flask) -> Iterator[Callable[[], str]]:
    """Starts the site in threads of this process; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)

    def start() -> str:
        thread.start()
        return f"http://127.0.0.1:{server.port}"

    yield start
    if thread.ident is not None:
        server.shutdown()
        thread.join(SECONDS)
    server.server_close()


@pytest.fixture
def forum(session: object) -> Event:
    """A forum on whose one day two sessions take place."""
    event = make.make_event(slug="forum")
    programme.publish_agenda(event, FIRST)
    return event


FIRST = succession.succeed(
    None,
    programme.agenda(
        programme.session(),
        programme.session("TALK234", 14, title={"en": "Talk, with a comma; and عربي"}),
    ),
    make.CREATED,
)


def test_a_move_and_a_cancellation_arrive_with_the_next_sync(
    forum: Event, serve: Callable[[], str], tmp_path: Path
) -> None:
    client = Client(tmp_path / "home", f"{serve()}/events/forum/calendar.ics")
    client.sync()
    assert client.sees() == [
        "2027-06-08 13:00 Forum on virtual worlds",
        "2027-06-08 13:30 Opening",
        "2027-06-08 17:30 Talk, with a comma; and عربي",
    ]
    now = datetime(2027, 2, 1, 9, tzinfo=UTC)
    changed = programme.agenda(programme.session(hour=16))
    programme.publish_agenda(forum, succession.succeed(FIRST, changed, now), 2, now)
    db.session.commit()
    http.fresh.clear()
    client.sync()
    assert client.sees() == [
        "2027-06-08 13:00 Forum on virtual worlds",
        "2027-06-08 17:30 CANCELLED: Talk, with a comma; and عربي",
        "2027-06-08 19:30 Opening",
    ]
