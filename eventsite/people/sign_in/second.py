"""Pages for the second step of signing in, and for signing in by a passkey alone."""

from flask import (
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from eventsite.core import access, http, limits, trace
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.people import access as people_access
from eventsite.people import passkeys, queries
from eventsite.people.actions import second as actions
from eventsite.people.forms import own as forms
from eventsite.people.models import User
from eventsite.people.views import blueprint

_SHOW, _ALONE = "show", "alone"


@blueprint.route("/sign-in/second", methods=["GET", "POST"])
@access.public
def second() -> ResponseReturnValue:
    """After the first step: a code, a passkey or a recovery code opens the session."""
    user = people_access.half_open()
    if user is None:
        return http.seen_other("people.sign_in")
    form = forms.SecondForm.of_request()
    if form.ok() and _taken(user, form):
        return redirect(people_access.complete(user), 303)
    return _page(user, form, "people.second")


@blueprint.route("/me/security/confirm", methods=["GET", "POST"])
@access.signed_in
def confirm() -> ResponseReturnValue:
    """The second step once more, or the first where there is none, before it may be changed."""
    user = db.session.get_one(User, access.current_user().id)
    if not queries.has_second_factor(user.id):
        if people_access.may_change_steps(user.id):
            return http.seen_other("people.security")
        flash(gettext("Sign in again before you change how you sign in."), "warn")
        return http.seen_other("people.sign_in", next=url_for("people.security"))
    form = forms.SecondForm.of_request()
    if form.ok() and _taken(user, form):
        people_access.second_shown()
        flash(gettext("Thank you. For ten minutes you can change how you sign in."))
        return http.seen_other("people.security")
    return _page(user, form, "people.confirm")


@blueprint.post("/sign-in/passkey/options")
@access.public
def passkey_options() -> ResponseReturnValue:
    """What the browser is asked for, with a new challenge: of one account, or alone of anybody."""
    user: User | None = access.current_user() or people_access.half_open()
    if "alone" in request.args:
        user = None
    known = [key.credential_id for key in queries.passkeys_of(user.id)] if user else []
    challenge = people_access.new_challenge(_SHOW if user else _ALONE)
    asked = passkeys.ask_to_show(place(), known, challenge, alone=user is None)
    return Response(asked, mimetype="application/json")


@blueprint.post("/sign-in/passkey")
@access.public
def sign_in_by_passkey() -> ResponseReturnValue:
    """Sign in by a passkey alone; the device has checked who holds it."""
    limits.hit("passkey", "alone", pair="600 per hour", address=limits.A_WHOLE_HALL)
    answer, challenge = request.form.get("credential", ""), people_access.take_challenge(_ALONE)
    try:
        user = actions.show_passkey(place(), answer, challenge, user=None)
    except Refused as refused:
        trace.note("sign_in.failed", "anonymous", way="passkey")
        return make_response(render_template("people/passkey_gone.html", why=refused.sentence), 422)
    # Nothing of a half-open session of somebody else stays.
    people_access.end()
    back = people_access.complete(user)
    return redirect(access.own_path(request.form.get("next")) or back, 303)


def place() -> passkeys.Place:
    """The site as browsers tell it from others."""
    return passkeys.place_of(current_app.config["SETTINGS"].base_url)


def _taken(user: User, form: forms.SecondForm) -> bool:
    """Whether what was shown is right; else the form says why not."""
    limits.hit("second", f"user:{user.id}", address=limits.A_WHOLE_HALL)
    try:
        if form.credential.data:
            challenge = people_access.take_challenge(_SHOW)
            actions.show_passkey(place(), form.credential.data, challenge, user=user)
        elif form.recovery.data:
            actions.show_recovery(user, form.recovery.data)
        else:
            actions.show_code(user, form.code.data or "")
    except Refused as refused:
        trace.note("sign_in.failed", f"user:{user.id}", way="second")
        # A hidden field shows no message: it stands on top of the form.
        is_hidden = refused.field == "credential"
        form.refuse(Refused(refused.reason, None if is_hidden else refused.field))
        return False
    return True


def _page(user: User, form: forms.SecondForm, endpoint: str) -> ResponseReturnValue:
    app = queries.find_authenticator(user.id)
    page = render_template(
        "people/second.html",
        form=form,
        endpoint=endpoint,
        has_app=app is not None and app.confirmed is not None,
        has_passkey=bool(queries.passkeys_of(user.id)),
        works_here=place().holds(request.host),
        origin=place().origin,
    )
    return page, 422 if request.method == "POST" else 200
