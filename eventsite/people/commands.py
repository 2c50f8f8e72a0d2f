"""Commands for whoever runs the site: the first staff account."""

import click

from eventsite.core.db import db
from eventsite.people import actions, queries
from eventsite.people.views import blueprint


@blueprint.cli.command("make-staff")
@click.argument("email")
@click.argument("name")
def make_staff(email: str, name: str) -> None:
    """Make EMAIL an account of the site's staff, named NAME; prints a link that signs in once."""
    known = [person for person in queries.persons_with_email(email) if person.name == name]
    first, _, family = name.rpartition(" ")
    person = (
        known[0]
        if known
        else actions.create_person(
            actor="command",
            first_name=first or family,
            family_name=family if first else "",
            email=email,
        )
    )
    actions.make_user(person, is_staff=True)
    link = actions.sign_in_link(email)
    db.session.commit()
    click.echo(link)
