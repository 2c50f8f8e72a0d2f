"""Commands for whoever runs the site: the first staff account, a lost second step."""

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


@blueprint.cli.command("reset-second-factor")
@click.argument("email")
@click.option("--person", "code", default="", help="The person's code, where several share EMAIL.")
def reset_second_factor(email: str, code: str) -> None:
    """Remove the second step of whoever signs in with EMAIL; check first who they are."""
    accounts = [user for user in queries.users_with_email(email) if user.is_active]
    found = [user for user in accounts if code in ("", user.person.code)]
    if not found:
        raise click.ClickException("Nobody signs in with this address.")
    if len(found) > 1:
        names = "\n".join(f"{user.person.code}  {user.person.name}" for user in found)
        raise click.ClickException(f"Several people share it. Name one by --person:\n{names}")
    actions.reset(found[0], "command")
    db.session.commit()
    click.echo("The second step is removed, and every session has ended.")
