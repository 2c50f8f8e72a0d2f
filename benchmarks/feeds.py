"""An event's feed of 500 and of 5,000 sessions: first build, kept 200 and 304, and memory."""

import gzip
import os
import tempfile
import time as clocks
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from statistics import median

import psutil
import sqlalchemy as sa
from flask import Flask

from benchmarks import load, servers
from eventsite import create_app, prepare
from eventsite.agenda import releases, times
from eventsite.agenda.models import Release, ReleasePerson
from eventsite.core import http
from eventsite.core.db import db
from eventsite.events import actions as events
from eventsite.events.days import Hours
from eventsite.events.models import Event, EventKind

SIZES = (500, 5000)
ROUNDS = 5
ZONE = "Europe/Zurich"
FIRST = date(2031, 3, 11)
ROOMS, TRACKS, A_DAY = 40, 10, 40 * 24
ABSTRACT = (
    "Session %d. Editors, cities and small companies compare what they run today with what a "
    "*draft Recommendation* asks, and say where it holds and where it does not.\n\n"
    "Questions in writing; `codes` are read aloud."
)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            PLENARY_DATA_DIR=folder,
            PLENARY_NO_DEMO="1",
            PLENARY_SECRET_KEY="k" * 40,
            PLENARY_PORT="1",
        )
        app = create_app()
        prepare.migrate(app)
        with app.app_context():
            for size in SIZES:
                _make(size)
            db.session.commit()
        bodies = Path(folder) / "bare"
        bodies.mkdir()
        for size in SIZES:
            _print_first_build(app, size, bodies)
        http.shelf.clear()
        for size in SIZES:
            with servers.product() as (product, port, _first):
                _print_memory(product, port, size)
        with servers.product() as (product, port, _), servers.bare(bodies) as (bare, bare_port):
            _print_rates(product, port, bare, bare_port)


def _path(size: int) -> str:
    return f"/events/forum-{size}/calendar.ics"


def _print_first_build(app: Flask, size: int, bodies: Path) -> None:
    """CPU of this process for one request on an empty shelf, the median of some."""
    client, spent = app.test_client(), []
    for path in (_path(size), _path(size) + "?track=1"):
        for _ in range(ROUNDS):
            http.shelf.clear()
            http.fresh.clear()
            started = clocks.process_time()
            answer = client.get(path)
            spent.append(clocks.process_time() - started)
            assert answer.status_code == 200
        cpu, spent = median(spent) * 1000, []
        print(
            f"{path}: {len(answer.data):,} bytes, {len(gzip.compress(answer.data)):,} gz; "
            f"first build {cpu:.0f} ms CPU, {cpu / size:.2f} ms a session (aim 1)"
        )
    (bodies / str(size)).write_bytes(client.get(_path(size)).data)


def _print_memory(product: psutil.Process, port: int, size: int) -> None:
    """How far the server's peak rises with the first build, and what stays of it."""
    for _ in range(4):
        servers.get(port, "/calendar.ics")
    peak, held = _peak(product), _held(product)
    servers.get(port, _path(size))
    print(
        f"{size} sessions: peak memory +{_peak(product) - peak:.1f} MB with the first build, "
        f"+{_held(product) - held:.1f} MB after it"
    )


def _peak(product: psutil.Process) -> float:
    """The highest resident memory so far of a server's processes, in MB (VmHWM of Linux)."""
    found = 0
    for process in load.tree_of(product):
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        found += int(status.split("VmHWM:")[1].split()[0])
    return found / 1000


def _held(product: psutil.Process) -> float:
    return float(sum(process.memory_info().rss for process in load.tree_of(product))) / 1e6


def _print_rates(product: psutil.Process, port: int, bare: psutil.Process, bare_port: int) -> None:
    pairs = []
    for size in SIZES:
        plain = load.Target(f"{size}, kept 200", port, _path(size), product)
        pairs.append((plain, load.Target("bare", bare_port, f"/{size}", bare)))
        same = {"If-None-Match": servers.etag(port, _path(size))}
        fresh = load.Target(f"{size}, 304", port, _path(size), product, same, 304)
        pairs.append((fresh, load.Target("bare 304", bare_port, "/304", bare, status=304)))
    for _ in range(ROUNDS):
        for ours, theirs in pairs:
            load.round_of(ours)
            load.round_of(theirs)
    for ours, theirs in pairs:
        print(
            f"{ours.name}: {ours.rate:,.0f}/s against {theirs.rate:,.0f}/s bare, "
            f"ratio {ours.rate / theirs.rate:.2f} (aim 0.4); CPU {ours.cpu:.2f} ms "
            f"against {theirs.cpu:.2f} ms"
        )


def _make(size: int) -> None:
    """A public forum whose one version has so many sessions, two speakers in each."""
    days = [FIRST + timedelta(days=n) for n in range(-(-size // A_DAY))]
    event = events.create_event(
        actor="command",
        owner=None,
        title={"en": f"Forum of {size}"},
        kind=EventKind.FORUM,
        slug=f"forum-{size}",
        days=[Hours(day, time(9), time(18)) for day in days],
        summary={"en": "A forum that exists to be measured."},
    )
    values = {"state": "published", "published": event.created}
    db.session.execute(sa.update(Event).where(Event.id == event.id).values(**values))
    codes = [f"P{n:05}" for n in range(size * 3 // 5)]
    speakers = tuple(releases.ReleasedSpeaker(c, {"en": "Example University"}, "FJ") for c in codes)
    whole = releases.ReleasedAgenda(
        ZONE,
        tuple(releases.ReleasedDay(times.Hours(d, time(9), time(18)), {}) for d in days),
        tuple(releases.ReleasedRoom(n, {"en": f"Room {n}"}, 60, {}, False) for n in range(ROOMS)),
        tuple(releases.ReleasedTrack(n, {"en": f"Track {n}"}, "sea") for n in range(TRACKS)),
        speakers,
        tuple(_session(n, size, speakers) for n in range(size)),
    )
    release = Release(
        event_id=event.id,
        number=1,
        created=datetime(2031, 1, 1, tzinfo=UTC),
        author="command",
        content=releases.dump(whole),
        schema_version=releases.SCHEMA_VERSION,
    )
    release.people = [
        ReleasePerson(speaker_code=code, name=f"Speaker {code}", role_title="Editor")
        for code in codes
    ]
    db.session.add(release)


def _session(
    n: int, size: int, speakers: tuple[releases.ReleasedSpeaker, ...]
) -> releases.ReleasedSession:
    day, rest = divmod(n, A_DAY)
    slot, room = divmod(rest, ROOMS)
    wall = datetime.combine(FIRST + timedelta(days=day), time(9)) + timedelta(minutes=20 * slot)
    start = wall.replace(tzinfo=UTC) - timedelta(hours=1)  # in March Geneva is an hour ahead
    spoken = (speakers[n % len(speakers)], speakers[(n + 7) % len(speakers)])
    return releases.ReleasedSession(
        code=f"S{n:05}",
        uid=f"{size}-{n}@measured.example",
        state="scheduled",
        title={"en": f"Session {n}: what a draft asks"},
        abstract={"en": ABSTRACT % n},
        kind="panel",
        track=n % TRACKS,
        start=start,
        end=start + timedelta(minutes=20),
        wall=wall,
        fold=0,
        zone=ZONE,
        rooms=(room,),
        online=True,
        languages=("en",),
        interpretation=("fr",),
        has_captions=True,
        has_sign_language=False,
        speakers=tuple(releases.Voice(s.code, "speaker", s.organisation, "FJ") for s in spoken),
        revised=datetime(2031, 1, 1, tzinfo=UTC),
    )


if __name__ == "__main__":
    main()
