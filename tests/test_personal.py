"""No table about people is forgotten when somebody asks for their data or wants to be erased."""

from typing import Protocol

import pytest
import sqlalchemy as sa
from flask import Flask

from eventsite.core.db import Base

#: A column of such a name holds something about one person.
PERSONAL_COLUMNS = {"person_id", "user_id", "email", "to_address", "first_name", "family_name"}
PEOPLE = {"persons", "users"}


class PersonalRoom(Protocol):
    """A feature's personal.py: the tables it can export, erase and let expire."""

    __name__: str
    TABLES: frozenset[str]


def test_every_table_about_people_is_somebodys_task(app: Flask) -> None:
    rooms: list[PersonalRoom] = app.extensions.get("personal", [])
    named = frozenset().union(*(room.TABLES for room in rooms))
    about_people = {t.name for t in Base.metadata.tables.values() if is_about_people(t)}
    assert sorted(about_people - named) == []


def test_no_room_names_a_table_that_is_not_there(app: Flask) -> None:
    rooms: list[PersonalRoom] = app.extensions.get("personal", [])
    assert [(r.__name__, r.TABLES - Base.metadata.tables.keys()) for r in rooms] == [
        (room.__name__, frozenset()) for room in rooms
    ]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ([sa.Column("person_id", sa.Integer)], True),
        ([sa.Column("by", sa.Integer, sa.ForeignKey("persons.id"))], True),
        ([sa.Column("email", sa.String)], True),
        ([sa.Column("event_id", sa.Integer, sa.ForeignKey("events.id"))], False),
    ],
)
def test_what_is_about_people(columns: list[sa.Column[object]], expected: bool) -> None:
    assert is_about_people(sa.Table("t", sa.MetaData(), *columns)) == expected


def is_about_people(table: sa.Table) -> bool:
    """Whether a table points at a person or holds what people are found by."""
    points = {key.target_fullname.split(".")[0] for key in table.foreign_keys}
    return bool(points & PEOPLE or PERSONAL_COLUMNS & set(table.columns.keys()))
