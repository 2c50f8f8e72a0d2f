"""Archives that are broken or hostile: each refused with the place, and nothing half taken in."""

import json
import shutil
import stat
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from eventsite.core import archive, tasks
from eventsite.core.archive import Upgrade
from eventsite.core.db import db
from eventsite.core.sheets.source import Limits, Unreadable
from eventsite.exchange.archive import applying, checking, jobs, making, opening, reasons
from tests.exchange import archives
from tests.exchange.archives import Members, lines, written
from tests.exchange.conftest import Rich

Change = Callable[[dict[str, Any], Members], None]

DAYS = "events/event_days.jsonl"
EVENTS = "events/events.jsonl"
SESSIONS = "agenda/agenda_sessions.jsonl"
RELEASES = "agenda/releases.jsonl"
FILES = "core/files.jsonl"


def row(path: str, number: int = 0, **said: object) -> Change:
    """Say something else in one row."""

    def change(_head: dict[str, Any], members: Members) -> None:
        rows = lines(members[path])
        rows[number].update(said)
        members[path] = written(rows)

    return change


def line(path: str, content: bytes) -> Change:
    """Another first line in a table."""

    def change(_head: dict[str, Any], members: Members) -> None:
        members[path] = content + b"\n" + members[path].partition(b"\n")[2]

    return change


def head(**said: object) -> Change:
    """Something else in the list of contents."""
    return lambda head, _members: head.update(said)


def twice(path: str) -> Change:
    """A table's rows, then the same once more."""

    def change(_head: dict[str, Any], members: Members) -> None:
        members[path] *= 2

    return change


def without(path: str, column: str) -> Change:
    """A table whose rows lack a column."""

    def change(_head: dict[str, Any], members: Members) -> None:
        members[path] = written(
            {k: v for k, v in r.items() if k != column} for r in lines(members[path])
        )

    return change


def inside_release(**said: object) -> Change:
    """Something else in the first session of the first version of the programme."""

    def change(_head: dict[str, Any], members: Members) -> None:
        rows = lines(members[RELEASES])
        rows[0]["content"]["sessions"][0].update(said)
        members[RELEASES] = written(rows)

    return change


def inside_paper(**said: object) -> Change:
    """Something else in the first paper of the first version of the programme."""

    def change(_head: dict[str, Any], members: Members) -> None:
        rows = lines(members[RELEASES])
        rows[0]["content"]["sessions"][0]["materials"][0].update(said)
        members[RELEASES] = written(rows)

    return change


def one_file(_head: dict[str, Any], members: Members) -> None:
    """Other bytes under the name of a file, with the right checksum in the list."""
    members[next(name for name in members if name.startswith("files/"))] = b"MZ"


DAYS_1 = f"File “{DAYS}” inside the archive, row 1"
REFUSED: dict[str, tuple[Change, str, str]] = {
    "version from ahead": (head(schema=99, software="9.0"), "", reasons.AHEAD),
    "version that never was": (head(schema="1"), "", reasons.MANIFEST),
    "another program's list": (head(format="cookbook"), "", reasons.NOT_OURS),
    "no list of members": (head(members={"a": 1}), "", reasons.MANIFEST),
    "not JSON": (line(DAYS, b"{'id': 1}"), DAYS_1, reasons.NO_JSON),
    "not UTF-8": (line(DAYS, b'{"id": "\xff"}'), DAYS_1, reasons.NO_JSON),
    "no row but a list": (line(DAYS, b"[1]"), DAYS_1, reasons.NO_JSON),
    "deep JSON": (line(DAYS, b"[" * 100_000 + b"]" * 100_000), DAYS_1, reasons.NO_JSON),
    "not a number": (line(DAYS, b'{"id": NaN}'), DAYS_1, reasons.NO_JSON),
    "endless number": (line(DAYS, b'{"id": 1e999}'), DAYS_1, reasons.NO_JSON),
    "long number": (line(DAYS, b'{"id": ' + b"9" * 6_000 + b"}"), DAYS_1, reasons.NO_JSON),
    "NUL": (row(DAYS, label={"en": "a\x00b"}), DAYS_1, reasons.NO_JSON),
    "wrong type": (row(DAYS, day=20270608), DAYS_1, reasons.VALUE),
    "wrong shape": (row(DAYS, label=["en"]), DAYS_1, reasons.VALUE),
    "empty that must not be": (row(DAYS, day=None), DAYS_1, reasons.VALUE),
    "unknown choice": (row(EVENTS, kind="circus"), "row 1", reasons.VALUE),
    "strange column": (row(DAYS, colour="red"), DAYS_1, reasons.STRANGE),
    "missing column": (without(DAYS, "day"), DAYS_1, reasons.COLUMNS),
    "dangling reference": (row(DAYS, event_id=2), DAYS_1, reasons.DANGLING),
    "dangling own reference": (
        row("people/organisations.jsonl", merged_into_id=77), "row 1", reasons.DANGLING,
    ),
    "number twice": (twice(DAYS), "row 3", reasons.TWICE),
    "two events": (twice(EVENTS), "row 2", reasons.TWICE),
    "two of one day": (row(DAYS, 1, day="2027-06-08"), "row 2", reasons.TWICE),
    "path for a code": (row(FILES, code="../../../x"), "row 1", reasons.VALUE),
    "script for a picture": (row(FILES, media_type="text/html"), "row 1", reasons.INSIDE),
    "script for an address": (row(EVENTS, website="javascript:x"), "row 1", reasons.VALUE),
    "key of nobody inside": (inside_release(rooms=[55]), "row 1", reasons.INSIDE),
    "script for a recording": (
        inside_release(recording=" java\nscript:x"), "row 1", reasons.INSIDE,
    ),
    "script for a paper": (inside_paper(url="javascript:x", file=""), "row 1", reasons.INSIDE),
    "line for an identity": (inside_release(uid="a\r\nATTACH:x"), "row 1", reasons.INSIDE),
    "path for a session": (inside_release(code="../x"), "row 1", reasons.INSIDE),
    "zone of nowhere": (inside_release(zone="../../etc/passwd"), "row 1", reasons.INSIDE),
    "kind of nothing": (inside_release(kind="circus"), "row 1", reasons.INSIDE),
    "header for a frame": (
        row("agenda/agenda_terms.jsonl", frame_hosts=["x; script-src *"]), "row 1", reasons.INSIDE,
    ),
    "half a version": (inside_release(start="yesterday"), "row 1", reasons.INSIDE),
    "version from ahead inside": (
        row(RELEASES, content={"schema": 99, "rooms": [], "tracks": [], "sessions": []}),
        "row 1", reasons.INSIDE,
    ),
    "unknown duty": (row("events/team_members.jsonl", duties=["king"]), "row 1", reasons.INSIDE),
    "other bytes": (one_file, "files/", reasons.CHANGED),
}  # fmt: skip


@pytest.fixture
def path(rich: Rich, tmp_path: Path) -> Path:
    """A copy of the archive, to be broken."""
    return Path(shutil.copy(rich.path, tmp_path / "broken.zip"))


def refusal(app: Flask, path: Path) -> Unreadable:
    with app.app_context(), pytest.raises(Unreadable) as refused:
        archives.check(path)
    return refused.value


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_said_with_its_place(rich: Rich, path: Path, name: str) -> None:
    change, where, what = REFUSED[name]
    archives.rebuilt(path, change)
    refused = refusal(rich.app, path)
    said = refused.where.sentence % refused.where.values if refused.where else ""
    assert (refused.what.sentence, where in said) == (what, True)


def test_a_changed_byte_is_noticed(rich: Rich, path: Path) -> None:
    with zipfile.ZipFile(rich.path) as zipped:
        said = json.loads(zipped.read("manifest.json"))
    members = archives.members_of(path)
    members[DAYS] = members[DAYS].replace(b"17:30", b"17:31")
    archives.packed(path, said, members)
    assert refusal(rich.app, path).what.sentence == reasons.CHANGED


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda members: members.pop(DAYS), reasons.MISSING),
        (lambda members: members.update({"more.jsonl": b""}), reasons.EXTRA),
    ],
    ids=["missing", "extra"],
)
def test_members_and_list_must_agree(
    rich: Rich, path: Path, change: Callable[[Members], object], what: str
) -> None:
    with zipfile.ZipFile(rich.path) as zipped:
        said = json.loads(zipped.read("manifest.json"))
    members = archives.members_of(path)
    change(members)
    archives.packed(path, said, members)
    assert refusal(rich.app, path).what.sentence == what


def test_a_member_nobody_knows(rich: Rich, path: Path) -> None:
    def change(head: dict[str, Any], members: Members) -> None:
        members["later/things.jsonl"] = b""
        head["members"].append({"path": "later/things.jsonl"})

    archives.rebuilt(path, change)
    assert refusal(rich.app, path).what.sentence == reasons.UNKNOWN


def add(path: Path, name: str, content: bytes = b"x", mode: int = 0) -> None:
    """One more member, as an attacker packs it."""
    entry = zipfile.ZipInfo(name)
    entry.external_attr = mode << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr(entry, content)


HOSTILE: dict[str, Callable[[Path], object]] = {
    "path that climbs": lambda path: add(path, "../../etc/cron.d/x"),
    "absolute path": lambda path: add(path, "/etc/passwd"),
    "drive": lambda path: add(path, "C:/x"),
    "link": lambda path: add(path, "files/link", b"/etc/passwd", stat.S_IFLNK | 0o777),
    "name of another case": lambda path: add(path, "Manifest.JSON"),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-300]),
    "no ZIP": lambda path: path.write_bytes(b"GIF89a" * 100),
    "empty": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_is_refused_before_it_is_read(rich: Rich, path: Path, name: str) -> None:
    HOSTILE[name](path)
    assert refusal(rich.app, path).what.sentence != ""


def test_another_programs_zip(rich: Rich, tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("[Content_Types].xml", "<Types/>")
    assert refusal(rich.app, path).what.sentence == reasons.NOT_OURS


def test_a_bomb_costs_no_memory(rich: Rich, path: Path) -> None:
    archives.rebuilt(path, line(DAYS, b'{"id": "' + b"a" * 60_000_000 + b'"}'))
    tracemalloc.start()
    refused = refusal(rich.app, path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.where is not None
    assert (refused.where.values["name"], peak < 20_000_000) == (DAYS, True)


def test_what_it_unpacks_is_counted(rich: Rich, path: Path) -> None:
    small = Limits(expanded=10_000)
    with path.open("rb") as file, rich.app.app_context(), pytest.raises(Unreadable):
        checking.check(opening.Opened(file, small), making.tables(), archives.quiet)


def test_nothing_is_half_taken_in(app: Flask, rich: Rich, path: Path) -> None:
    """What only the database can tell: places that are taken without anybody in them."""
    archives.rebuilt(path, row("registration/place_pools.jsonl", taken=-1))
    with app.app_context():
        with pytest.raises(tasks.NotRun) as refused:
            jobs.take_in(path, applying.Wish("half"), "command", archives.quiet)
        said = f"File “registration/place_pools.jsonl” inside the ZIP: {reasons.CONTRADICTS}"
        assert str(refused.value) == said
        # As the worker does with a job that was refused.
        db.session.rollback()
        assert archives.counts() == (0, 0)
        assert list(app.config["SETTINGS"].files_dir.rglob("*.*")) == []
        assert list(making.folder().glob("*.files")) == []


def test_an_older_archive_is_led_to_the_newest_version(rich: Rich, path: Path) -> None:
    """Version 2 would call a table otherwise, rename a column and leave some rows out."""

    def older(_head: dict[str, Any], members: Members) -> None:
        days = [{**day, "tag": day["day"]} for day in lines(members.pop(DAYS))]
        for day in days:
            del day["day"]
        members["events/days.jsonl"] = written([*days, {"id": 9, "tag": "dropped"}])

    def rename(head: dict[str, Any], members: Members) -> None:
        older(head, members)
        for member in head["members"]:
            member["path"] = member["path"].replace("event_days", "days")

    def newer(day: dict[str, Any]) -> dict[str, Any] | None:
        said = day.pop("tag")
        return None if said == "dropped" else {**day, "day": said}

    archives.rebuilt(path, rename)
    upgrades = {1: Upgrade(renamed={"events/days.jsonl": DAYS}, rows={DAYS: newer})}
    with path.open("rb") as file, rich.app.app_context():
        opened = opening.Opened(file, making.limits(), upgrades, newest=2)
        found = checking.check(opened, making.tables(), archives.quiet)
        assert (found.rows["event_days"], opened.version) == (2, 1)
        assert [day["day"] for _, day in opened.rows(DAYS)] == ["2027-06-08", "2027-06-09"]


def test_columns_that_are_younger_than_the_archive_have_their_default(
    app: Flask, rich: Rich, path: Path
) -> None:
    archives.rebuilt(path, without("agenda/agenda_sessions.jsonl", "late"))
    event_id = archives.take_in(app, path, "older")
    again = archives.archive_of(app, event_id, path)
    assert [one["late"] for one in lines(again[SESSIONS])] == [0]


def test_every_version_has_its_way_to_the_newest() -> None:
    assert list(archive.UPGRADES) == list(range(1, archive.SCHEMA_VERSION))


def test_an_archive_kept_since_the_first_version_still_comes_in(app: Flask, tmp_path: Path) -> None:
    """Stored when version 1 was new; what is added later must still read it."""
    kept = Path(__file__).parent / "fixtures" / "archive" / "version-1.zip"
    event_id = archives.take_in(app, kept, "kept")
    again = archives.archive_of(app, event_id, tmp_path / "again.zip")
    before = archives.members_of(kept)
    assert {p: c.count(b"\n") for p, c in before.items() if c} == {
        p: again[p].count(b"\n") for p, c in before.items() if c
    }
