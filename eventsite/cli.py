"""Commands for the console: `flask backup`, `flask restore` and `flask demo`."""

from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import Migrate

from eventsite import backup as backups
from eventsite.core.db import db
from eventsite.demo import load as demo_content
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


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill a site that has no events with the demo content."""
    if not demo_content.load_if_empty(current_app):
        raise click.ClickException("This site has events already, so nothing was loaded.")
    click.echo("The demo content is loaded.")


def init_app(app: Flask) -> None:
    """Give `flask` the commands and the migrations."""
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    app.cli.add_command(backup)
    app.cli.add_command(restore)
    app.cli.add_command(demo)
