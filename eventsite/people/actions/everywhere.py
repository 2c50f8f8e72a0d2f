"""What every feature keeps about a person, told or erased in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from flask import current_app

from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.files import File
from eventsite.people.models import Person


class Room(Protocol):
    """A feature's `personal` room."""

    __name__: str

    def export(self, person: Person) -> Mapping[str, Any]:
        """What the feature keeps about a person, as JSON-able values."""

    def erase(self, person: Person, now: datetime) -> None:
        """Blank it; rows that count the person stay."""


@runtime_checkable
class TakesFiles(Protocol):
    """A room of a feature that takes files from people."""

    def uploads(self, person: Person) -> list[File]:
        """What the person sent."""


def rooms() -> list[Room]:
    """The personal rooms of all features, from the ground up."""
    return list(current_app.extensions.get("personal", []))


def export(person: Person) -> dict[str, Any]:
    """Everything the site keeps about a person, by feature."""
    return {room.__name__.split(".")[1]: dict(room.export(person)) for room in rooms()}


def uploads(person: Person) -> list[File]:
    """The files the person has sent to the site, each once.

    The personal room of a feature that takes files from people has `uploads(person)` as well.
    """
    found = [room.uploads(person) for room in rooms() if isinstance(room, TakesFiles)]
    return list({one.id: one for given in found for one in given}.values())


def erase(person: Person) -> None:
    """Erase a person from every feature in this transaction, the top rung first.

    Rows that others count stay without a name; the account ends. Each room writes its own rows
    into the trail.
    """
    now = clock.now()
    for room in reversed(rooms()):
        room.erase(person, now)
    db.session.flush()
