"""The participant's pages about who they are."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from eventsite.core import access

blueprint = Blueprint("people", __name__, cli_group=None)


@blueprint.route("/me/profile", methods=["GET", "POST"])
@access.signed_in
def profile() -> ResponseReturnValue:
    """What one says of oneself."""
    return render_template("people/profile.html")
