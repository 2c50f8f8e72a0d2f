"""Commands for the console: `flask backup`, `restore`, `erase-again`, `demo`, `archive`."""

from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from flask_migrate import Migrate

from eventsite import backup as backups
from eventsite.core import archive as core_archive
from eventsite.core import audit, clock, tasks
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.sheets.source import Unreadable
from eventsite.demo import load as demo_content
from eventsite.events import queries as event_queries
from eventsite.exchange.archive import actions as archive_actions
from eventsite.exchange.archive import applying, making, opening, reasons
from eventsite.exchange.archive import jobs as archive_jobs
from eventsite.settings import ROOT


@click.command("backup")
@click.argument("path", type=click.Path(path_type=Path), required=False)
@with_appcontext
def backup(path: Path | None) -> None:
    """Write all tables and files into one archive, while people go on writing.

    Without PATH it is a dated one in the folder of backups, and those that are too old go.
    """
    written = path or backups.next_name()
    try:
        counts = backups.back_up(written)
    except backups.CannotBackUp as reason:
        raise click.ClickException(str(reason)) from reason
    click.echo(f"{sum(counts.values())} rows of {len(counts)} tables are kept in {written}.")
    for name in [] if path else backups.delete_expired(clock.now()):
        click.echo(f"{name} was too old and is deleted.")


@click.command("restore")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(path: Path) -> None:
    """Fill an empty, migrated site from an archive."""
    try:
        counts = backups.restore(path)
    except backups.CannotBackUp as reason:
        raise click.ClickException(str(reason)) from reason
    click.echo(f"{sum(counts.values())} rows of {len(counts)} tables were restored.")
    newer = backups.newest_beside(path)
    if newer is not None:
        _erase_again(newer)


@click.command("erase-again")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def erase_again(path: Path) -> None:
    """Erase whoever a newer backup knows as erased, after an older one was restored."""
    _erase_again(path)


def _erase_again(path: Path) -> None:
    try:
        count = backups.erase_again(path)
    except backups.CannotBackUp as reason:
        raise click.ClickException(str(reason)) from reason
    click.echo(f"{count} people were erased again who are erased in {path.name}.")


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill a site that has no events with the demo content."""
    if not demo_content.load_if_empty(current_app):
        raise click.ClickException("This site has events already, so nothing was loaded.")
    click.echo("The demo content is loaded.")


archive = AppGroup("archive", help="Full archives of single events, out and in.")


@archive.command("out")
@click.argument("slug")
@click.argument("path", type=click.Path(path_type=Path))
def archive_out(slug: str, path: Path) -> None:
    """Write the full archive of the event with this address."""
    event = event_queries.find_event(slug)
    if event is None:
        raise click.ClickException(f"No event has the address {slug}.")
    if path.exists():
        raise click.ClickException(f"{path} exists already. Choose another name.")
    event_id = event.id
    audit.record("command", archive_actions.Verb.ORDERED, f"event:{event_id}", None, {"job": None})
    db.session.commit()
    try:
        size = making.make(path, event_id, lambda _done, _total: None)
    except core_archive.MissingFile as missing:
        raise click.ClickException(archive_jobs.missing_words(missing)) from missing
    click.echo(f"The archive of {slug} is written to {path} ({size} bytes).")


@archive.command("in")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--slug", default="", help="Its address here; without one, the same as before.")
@click.option("--as-it-was", is_flag=True, help="Not as a draft, but seen by whoever saw it.")
def archive_in(path: Path, slug: str, as_it_was: bool) -> None:
    """Take an archive in as a new event; nobody gets a mail."""
    try:
        with path.open("rb") as file:
            said = slug or opening.Opened(file, making.limits()).slug
        wish = applying.Wish(said, not as_it_was)
        archive_jobs.take_in(path, wish, "command", lambda *_said: None)
    except Unreadable as error:
        raise click.ClickException(reasons.words(error)) from error
    except (tasks.NotRun, Refused) as error:
        raise click.ClickException(str(getattr(error, "sentence", error))) from error
    db.session.commit()
    click.echo(f"The event {said} is here{'' if as_it_was else ' as a draft'}.")


def init_app(app: Flask) -> None:
    """Give `flask` the commands and the migrations."""
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    app.cli.add_command(backup)
    app.cli.add_command(restore)
    app.cli.add_command(erase_again)
    app.cli.add_command(demo)
    app.cli.add_command(archive)
