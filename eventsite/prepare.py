"""What happens before the first page: migrate, load the demo content, make the sign-in link."""

import os
import sqlite3
import sys

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.exc import SQLAlchemyError

from eventsite import create_app
from eventsite.core import processes
from eventsite.core.db import db
from eventsite.demo import load as demo
from eventsite.people import actions as people
from eventsite.people.models import User


class CannotStart(Exception):
    """The site cannot start; the message is the sentence to print."""


def migrate(app: Flask) -> bool:
    """Bring the database to the newest form; whether there was anything to do."""
    folder = app.extensions["migrate"].directory
    try:
        with app.app_context():
            with db.engine.connect().execution_options(reads_only=True) as connection:
                current = MigrationContext.configure(connection).get_current_revision()
            if current == ScriptDirectory(folder).get_current_head():
                return False
            upgrade()
            return True
    except SystemExit:
        # Flask-Migrate has logged Alembic's words and asks to leave.
        raise CannotStart(_migration_sentence("see the lines above")) from None
    except (SQLAlchemyError, sqlite3.Error, CommandError) as error:
        raise CannotStart(_migration_sentence(_first_words(error))) from error


def _first_words(error: Exception) -> str:
    """What the database itself said, without the statement."""
    return str(getattr(error, "orig", None) or error).splitlines()[0]


def _migration_sentence(why: str) -> str:
    return (
        f"The database could not be brought up to date ({why}). Nothing is running. "
        "Restore your backup, or put the version of Plenary back that you used before."
    )


def load_demo(app: Flask) -> bool:
    """Load the demo content into an empty site of a developer; whether there was anything to do."""
    return bool(app.config["SETTINGS"].demo and demo.load_if_empty(app))


def printed_link(app: Flask) -> str:
    """A link that signs the first organizer in once, new at each start; none in production.

    A site without staff gets its first account here.
    """
    settings = app.config["SETTINGS"]
    if settings.production:
        return ""
    with app.app_context():
        staff = db.session.scalars(
            sa.select(User).where(User.is_staff).order_by(User.id).limit(1)
        ).first()
        user = staff or _first_organizer(settings.contact_email)
        link = people.sign_in_link(user.email)
        db.session.commit()
    return link


def _first_organizer(email: str) -> User:
    person = people.create_person(
        actor="command", first_name="Olga", family_name="Organizer", email=email
    )
    return people.make_user(person, is_staff=True)


def main() -> int:
    """Prepare, tell the link on the channel, and say in a sentence what went wrong."""
    app = create_app()
    try:
        if migrate(app):
            sys.stdout.write("The database is ready.\n")
        if load_demo(app):
            sys.stdout.write("The demo content is loaded.\n")
    except CannotStart as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    link = printed_link(app)
    if link and processes.LINK_CHANNEL in os.environ:
        os.write(int(os.environ[processes.LINK_CHANNEL]), link.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
