"""What reading and writing backups share; and values of columns back from JSON.

The way there is `core.archive.values.plain`: an event's archive and a backup say values alike.
"""

import base64
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic.migration import MigrationContext
from sqlalchemy.sql.sqltypes import TypeEngine

#: The form of the archive; another number means that this program cannot read it.
FORM = 1
#: Rows that are held in memory at once.
ROWS = 500


class CannotBackUp(Exception):
    """A backup or a restore is refused; the message is a sentence for the person at the console."""


def revision(connection: sa.Connection) -> str:
    """The migration that a database stands at; empty for none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def typed(value: Any, kind: TypeEngine[Any]) -> Any:
    """The value of a column of this type that `plain` made this of."""
    if isinstance(kind, sa.TypeDecorator):
        kind = kind.impl_instance
    if value is None or isinstance(kind, sa.JSON):
        return value
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    python = kind.python_type
    if issubclass(python, datetime | date | time):
        return python.fromisoformat(value)
    if issubclass(python, timedelta):
        return timedelta(microseconds=value)
    if issubclass(python, bytes):
        return base64.b64decode(value)
    return python(value) if issubclass(python, Decimal) else value
