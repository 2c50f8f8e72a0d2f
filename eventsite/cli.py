"""Commands for the console: `flask backup` and `flask restore`."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_migrate import Migrate

from eventsite import backup as backups
from eventsite.core.db import db
from eventsite.settings import ROOT


@click.command("backup")
@click.argument("path", type=click.Path(path_type=Path))
@with_appcontext
def backup(path: Path) -> None:
    """Write all tables and files into one archive, while people go on writing."""
    try:
        counts = backups.back_up(path)
    except backups.CannotBackUp as reason:
        raise click.ClickException(str(reason)) from reason
    click.echo(f"{sum(counts.values())} rows of {len(counts)} tables are kept in {path}.")


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


def init_app(app: Flask) -> None:
    """Give `flask` the commands and the migrations."""
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    app.cli.add_command(backup)
    app.cli.add_command(restore)
