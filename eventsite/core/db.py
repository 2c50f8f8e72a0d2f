"""The database: the typed Base, the one commit after a write, locks and what a violation means."""

import copy
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from flask import Flask, Response, current_app, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, attributes, mapped_column
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.types import TypeDecorator

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant kept as UTC in both databases; a naive one raises ValueError."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A stored instant needs a time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The parent of every model; plain and typed."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: UtcDateTime(),
        dict[str, str]: sa.JSON(),
        dict[str, Any]: sa.JSON(),
        list[str]: sa.JSON(),
        list[int]: sa.JSON(),
        list[Any]: sa.JSON(),
    }


class Versioned:
    """A row that two people may edit: a stale write raises StaleDataError, answered 409."""

    version: Mapped[int] = mapped_column(default=1)


M = TypeVar("M", bound=Base)

db = SQLAlchemy(metadata=Base.metadata)


def enum_type(kind: type[StrEnum], length: int = 32) -> sa.Enum:
    """The column type of a StrEnum: a string of its value with a CHECK."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=length,
        name=_snake(kind.__name__),
        values_callable=lambda e: [str(member.value) for member in e],
    )


def enum_column(kind: type[StrEnum], **options: Any) -> Mapped[Any]:
    """A mapped column for a StrEnum; the attribute's annotation says which."""
    return mapped_column(enum_type(kind), **options)


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def is_sqlite() -> bool:
    """Whether this application stands on SQLite."""
    return db.engine.dialect.name == "sqlite"


def release() -> None:
    """End the transaction, so slow work (a password hash) holds no lock; nothing may be pending."""
    if db.session.new or db.session.dirty or db.session.deleted:
        raise RuntimeError("Release the transaction before changing anything.")
    db.session.rollback()


def lock(model: type[M], key: int) -> M:
    """The row re-read under a lock that lasts until the commit; raises LookupError when it is gone.

    SQLite already holds its one write lock (BEGIN IMMEDIATE); PostgreSQL takes FOR UPDATE.
    """
    found = db.session.get(model, key, with_for_update=True, populate_existing=True)
    if found is None:
        raise LookupError(f"{model.__tablename__}:{key}")
    return found


def give_ids(model: type[Base], rows: Iterable[Any]) -> None:
    """On SQLite give new rows the ids that they would get, so that one statement inserts many.

    Its one write lock keeps others away; PostgreSQL does so by itself.
    """
    new = [row for row in rows if row.id is None]
    if not new or not is_sqlite():
        return
    table = cast(sa.Table, model.__table__)
    with db.session.no_autoflush:
        last = db.session.scalar(sa.select(sa.func.max(table.c.id))) or 0
    for number, row in enumerate(new, last + 1):
        row.id = number


def update_rows(model: type[Base], changes: Sequence[tuple[Any, Mapping[str, Any]]]) -> None:
    """Change columns of many rows in one statement, each with a new version.

    For whoever holds a lock that keeps others away meanwhile; flushes first.
    """
    if not changes:
        return
    db.session.flush()
    for row, values in changes:
        for name, value in {**values, "version": row.version + 1}.items():
            attributes.set_committed_value(row, name, value)
    names = sorted({name for _row, values in changes for name in values} | {"version"})
    table = cast(sa.Table, model.__table__)
    statement = (
        sa.update(table)
        .where(table.c.id == sa.bindparam("its_id"))
        .values({name: sa.bindparam(f"new_{name}") for name in names})
    )
    db.session.connection().execute(
        statement,
        [{"its_id": r.id, **{f"new_{n}": getattr(r, n) for n in names}} for r, _ in changes],
    )


def copy_of(row: M, **changes: Any) -> M:
    """A new row with the columns of another, but for its key `id`, its version and `changes`.

    Lists and maps are its own; rows that belong to it are not copied.
    """
    mapper = sa.inspect(type(row))
    names = {column.key for column in mapper.column_attrs} - {"id", "version"}
    return type(row)(
        **{n: copy.deepcopy(getattr(row, n)) for n in names - changes.keys()}, **changes
    )


def field_of(error: IntegrityError, fields: Mapping[tuple[str, ...], str]) -> str | None:
    """The form field that a violated uniqueness belongs to, or None.

    `fields` maps the columns of a unique constraint, in order, to a field name. SQLite reports
    `UNIQUE constraint failed: t.a, t.b`; PostgreSQL the constraint's name `uq_t_a_b`.
    """
    text = str(error.orig)
    for columns, field in fields.items():
        if "UNIQUE constraint failed" in text:
            named = [part.rsplit(".", 1)[-1].strip() for part in text.split(":", 1)[1].split(",")]
            if sorted(named) == sorted(columns):
                return field
        elif f"_{'_'.join(columns)}" in text:
            return field
    return None


def init_app(app: Flask, url: str, on_failed_commit: Callable[[int], Response]) -> None:
    """Bind the engine, set SQLite up and commit after writes.

    Registered last of all `after_request` hooks, so that it runs first: what follows it
    (notes, waking the worker) sees a finished transaction.
    """
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    options: dict[str, Any] = {"pool_pre_ping": not url.startswith("sqlite")}
    if url.startswith("sqlite"):
        options["connect_args"] = {"isolation_level": None, "timeout": 10}
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    with app.app_context():
        if is_sqlite():
            sa.event.listen(db.engine, "connect", _set_up_sqlite)
            sa.event.listen(db.engine, "begin", _begin_sqlite)
    app.before_request(_read_body)

    @app.after_request
    def commit(response: Response) -> Response:
        """Commit a write answered below 400; anything else is rolled back."""
        if request.method in SAFE_METHODS or response.status_code >= 400:
            if db.session.registry.has():
                db.session.rollback()
            return response
        return _committed(response, on_failed_commit)


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        # NORMAL can lose a registration that was already told when the power fails.
        "synchronous=FULL",
        "busy_timeout=10000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    reads_only = has_request_context() and request.method in SAFE_METHODS
    reads_only = reads_only or connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _read_body() -> None:
    """Read the request to its end before the first SQL, so a slow phone holds no lock."""
    if request.method not in SAFE_METHODS:
        _ = request.form, request.files
        if request.mimetype not in {"multipart/form-data", "application/x-www-form-urlencoded"}:
            request.get_data(cache=True)


def _committed(response: Response, on_failed_commit: Callable[[int], Response]) -> Response:
    try:
        db.session.commit()
    except (IntegrityError, StaleDataError):
        db.session.rollback()
        current_app.logger.warning("a commit was refused by a constraint or a newer version")
        return on_failed_commit(409)
    except OperationalError:
        db.session.rollback()
        current_app.logger.exception("a commit failed")
        return on_failed_commit(503)
    return response


def changed(statement: sa.Update | sa.Delete) -> int:
    """Execute a bulk write; how many rows it changed."""
    return int(cast(sa.CursorResult[Any], db.session.execute(statement)).rowcount)


def rows_as_dicts(rows: Sequence[sa.Row[Any]]) -> list[dict[str, Any]]:
    """Selected rows as dictionaries by column label, in the order they came."""
    return [dict(row._mapping) for row in rows]
