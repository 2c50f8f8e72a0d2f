"""Every feature says of each table with a path to an event whether archives take it along."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from eventsite.core import archive
from eventsite.core.archive.contract import target_of
from eventsite.core.db import Base

ROOT = Path(__file__).resolve().parents[2]
#: Words in the names of columns that open something.
SECRETS = ("token", "secret", "password", "hash")


def left_of(app: Flask) -> dict[str, str]:
    """Every table that stays, with the reason."""
    return {name: why for room in app.extensions["archive"] for name, why in room.LEFT.items()}


def belonging(tables: Iterable[sa.Table]) -> set[str]:
    """Names of the tables from which foreign keys lead to an event."""
    tables, found = list(tables), {"events"}
    while True:
        more = {
            table.name
            for table in tables
            if any(key.column.table.name in found for key in table.foreign_keys)
        }
        if more <= found:
            return found
        found |= more


def test_every_table_of_an_event_is_taken_or_left_with_a_reason(app: Flask) -> None:
    taken = {table.name for table in archive.room_tables(app)}
    named = taken | left_of(app).keys()
    assert sorted(belonging(Base.metadata.tables.values()) - named) == []


def test_a_table_is_either_taken_or_left_and_is_there(app: Flask) -> None:
    taken, left = {table.name for table in archive.room_tables(app)}, left_of(app)
    assert (taken & left.keys(), left.keys() - Base.metadata.tables.keys()) == (set(), set())
    assert [name for name, why in left.items() if not why.endswith(".")] == []


def test_what_belongs_to_an_event() -> None:
    metadata = sa.MetaData()
    for name, to in (("events", ""), ("days", "events"), ("hours", "days"), ("lists", "")):
        keys = [sa.Column("up", sa.Integer, sa.ForeignKey(f"{to}.id"))] if to else []
        sa.Table(name, metadata, sa.Column("id", sa.Integer, primary_key=True), *keys)
    assert belonging(metadata.tables.values()) == {"events", "days", "hours"}


def test_rows_stand_before_those_that_name_them(app: Flask) -> None:
    above: set[str] = set()
    wrong = []
    for table in archive.room_tables(app):
        for column in table.columns:
            target = target_of(column)
            if target is not None and target.table.name not in above | {table.name}:
                wrong.append(f"{table.name}.{column.name}")
        above.add(table.name)
    assert wrong == []


def test_what_opens_something_stays(app: Flask) -> None:
    taken = [f"{t.name}.{c.name}" for t in archive.room_tables(app) for c in t.columns]
    opening = [name for name in taken if any(word in name for word in SECRETS)]
    assert opening == []


def test_what_an_installation_has_once_is_made_anew_where_it_is_taken(app: Flask) -> None:
    """A column that is unique by itself is either renewed, found again or chosen (the slug)."""
    wrong = [
        f"{table.name}.{column.name}"
        for table in archive.room_tables(app)
        for column in table.columns
        if column.unique and not column.foreign_keys and column.name not in table.fresh
        if not (table.shared and table.order == column.name)
    ]
    assert wrong == ["events.slug"]


def test_keys_of_people_who_acted_are_turned(app: Flask) -> None:
    """Columns named like those that hold `user:7` are among `actors`."""
    names = {"actor", "author", "created_by"}
    wrong = [
        f"{table.name}.{column.name}"
        for table in archive.room_tables(app)
        for column in table.columns
        if column.name in names - set(table.actors)
    ]
    assert wrong == []


def test_the_version_written_is_that_of_the_software() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == archive.SOFTWARE
