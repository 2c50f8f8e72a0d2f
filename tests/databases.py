"""One application per test run and database, and the way back to its first state after a test."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import flask_migrate
import psycopg
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from psycopg import sql

from eventsite import create_app
from eventsite import settings as site_settings
from eventsite.core.db import db
from eventsite.reference import queries as reference_queries
from tests.postgres import Cluster

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
#: The name of the site under test, as links in mails and feeds have it.
BASE_URL = "http://localhost"
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_END_THE_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend'"
    " AND datname = current_database() AND pid <> pg_backend_pid()"
)
_COUNT_FROM_ONE = "SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence"


def settings(folder: Path, database_url: str, **more: str) -> site_settings.Settings:
    """The settings of a site that lives in one folder; `more` are further PLENARY_ variables."""
    return site_settings.from_environment(
        {
            "PLENARY_DATA_DIR": str(folder),
            "PLENARY_DATABASE_URL": database_url,
            "PLENARY_SECRET_KEY": "a test's key, long enough to be accepted",
            "PLENARY_BASE_URL": BASE_URL,
            **more,
        }
    )


def make_app(folder: Path, database_url: str, **more: str) -> Flask:
    """An application on an empty database, which it does not touch yet."""
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(settings(folder, database_url, **more))
    app.config["TESTING"] = True
    return app


def migrate(app: Flask, to: str = "head") -> None:
    """Upgrade the application's database."""
    with app.app_context():
        flask_migrate.upgrade(directory=str(MIGRATIONS), revision=to)
        db.session.remove()


def differences(app: Flask) -> list[object]:
    """What the models have and the database has not, or the other way round."""
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, db.metadata))


def build(app: Flask) -> None:
    """Migrate; where models are ahead of the migrations, which tests/test_migrations.py reports,
    make the tables from the models, so that the other tests can speak."""
    if any(MIGRATIONS.glob("versions/*.py")):
        migrate(app)
        if not differences(app):
            return
    with app.app_context():
        db.drop_all()
        db.create_all()
        db.session.remove()


class Home:
    """An application, the folder it lives in, and how to wipe what a test left there."""

    def __init__(self, app: Flask, folder: Path, restore: Callable[[], None]) -> None:
        self.app = app
        self.folder = folder
        self._restore = restore

    def wipe(self) -> None:
        """Back to the state right after the migrations, in every place that remembers."""
        with self.app.app_context():
            db.session.remove()
        self._restore()
        self.app.extensions["limits"].storage.reset()
        reference_queries.forget()
        for folder in filter(Path.is_dir, self.folder.iterdir()):
            for path in folder.iterdir():
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()


def on_sqlite(folder: Path) -> Home:
    """A site on an SQLite file; the wipe copies a migrated template back over it."""
    path = folder / "site.sqlite"
    app = make_app(folder, f"sqlite:///{path}")
    build(app)
    with app.app_context():
        db.engine.dispose()
    template = sqlite3.connect(":memory:", check_same_thread=False)
    site = sqlite3.connect(path, check_same_thread=False)
    site.execute("PRAGMA synchronous=OFF")
    site.backup(template)
    seen = site.execute("PRAGMA data_version").fetchone()

    def restore() -> None:
        nonlocal seen
        # The number changes when another connection has committed something.
        if site.execute("PRAGMA data_version").fetchone() != seen:
            template.backup(site)
            seen = site.execute("PRAGMA data_version").fetchone()

    return Home(app, folder, restore)


def on_postgresql(folder: Path, cluster: Cluster) -> Home:
    """A site on PostgreSQL; the wipe empties every table that a migrated site has empty."""
    app = make_app(folder, cluster.create("site"))
    build(app)
    with cluster.connect("site") as connection:
        names = {str(row[0]) for row in connection.execute(_TABLES)}
        empty = names - _filled(connection, names)

    def restore() -> None:
        with app.app_context():
            db.engine.dispose()
        with cluster.connect("site") as connection:
            connection.execute(_END_THE_OTHERS)
            connection.execute("SET session_replication_role = replica")  # in any order
            for name in sorted(_filled(connection, empty)):
                table = sql.Identifier(name)
                connection.execute(sql.SQL("DELETE FROM {}").format(table))
                # Gives the pages back, so that new rows lie as in a new table.
                connection.execute(sql.SQL("VACUUM {}").format(table))
            connection.execute(_COUNT_FROM_ONE)

    return Home(app, folder, restore)


def _filled(connection: psycopg.Connection[tuple[object, ...]], tables: set[str]) -> set[str]:
    """Those of some tables that have rows."""
    look = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    looks = [look.format(sql.Literal(name), sql.Identifier(name)) for name in sorted(tables)]
    return {str(row[0]) for row in connection.execute(sql.SQL(" UNION ALL ").join(looks))}
