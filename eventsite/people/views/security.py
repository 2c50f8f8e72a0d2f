"""The pages where one sets up and removes the second step of signing in."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

import segno
from flask import Response, abort, current_app, flash, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from eventsite.core import access, http, limits
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.people import access as people_access
from eventsite.people import passkeys, queries, totp
from eventsite.people.actions import second as actions
from eventsite.people.forms import own as forms
from eventsite.people.models import Passkey, User
from eventsite.people.rules import Reason
from eventsite.people.views import blueprint

_ADD = "add"
_TRANSPORTS = frozenset({"usb", "nfc", "ble", "smart-card", "internal", "hybrid"})
View = Callable[..., ResponseReturnValue]


def _fresh(view: View) -> View:
    """Who changes their second step shows it again, or has just signed in when there is none."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if not people_access.may_change_steps(access.current_user().id):
            return http.seen_other("people.confirm")
        return view(*args, **kwargs)

    return wrapper


@blueprint.get("/me/security")
@access.signed_in
def security() -> ResponseReturnValue:
    """The second step of signing in: what is set up."""
    return _page(forms.PasskeyForm())


@blueprint.post("/me/security/app/new")
@access.signed_in
@_fresh
def start_authenticator() -> ResponseReturnValue:
    """Begin to set up an app."""
    try:
        actions.start_authenticator(_me(), access.actor_key())
    except Refused as refused:
        flash(refused.sentence, "warn")
        return http.seen_other("people.security")
    return http.seen_other("people.authenticator")


@blueprint.route("/me/security/app", methods=["GET", "POST"])
@access.signed_in
@_fresh
def authenticator() -> ResponseReturnValue:
    """The picture and the secret for a new app, and its first code."""
    user, form = _me(), forms.AppForm.of_request()
    found = queries.find_authenticator(user.id)
    if found is None or found.confirmed is not None:
        return http.seen_other("people.security")
    if form.ok():
        limits.hit("second", f"user:{user.id}", address=limits.A_WHOLE_HALL)
        try:
            codes = actions.confirm_authenticator(user, form.code.data, access.actor_key())
        except Refused as refused:
            form.refuse(refused)
        else:
            return _settled(user, codes, gettext("Your app is set up."))
    secret = actions.secret_of(found)
    if secret is None:
        # The server's key is another one now: the app is set up with a new secret.
        return http.seen_other("people.security")
    page = render_template(
        "people/authenticator.html", form=form, secret=totp.groups(secret), qr=_qr(secret, user)
    )
    return page, _status()


@blueprint.post("/me/security/app/remove")
@access.signed_in
@_fresh
def remove_authenticator() -> ResponseReturnValue:
    """Codes of the app are not taken any more."""
    user = _me()
    actions.remove_authenticator(user, access.actor_key())
    return _settled(user, [], gettext("The app is removed."))


@blueprint.post("/me/security/passkeys/options")
@access.signed_in
@_fresh
def new_passkey_options() -> ResponseReturnValue:
    """What the browser is asked for to make a passkey."""
    user = _me()
    asked = passkeys.ask_to_make(
        _place(),
        gettext("Plenary"),
        actions.handle_of(user),
        user.email,
        [key.credential_id for key in queries.passkeys_of(user.id)],
        people_access.new_challenge(_ADD),
    )
    return Response(asked, mimetype="application/json")


@blueprint.post("/me/security/passkeys")
@access.signed_in
@_fresh
def add_passkey() -> ResponseReturnValue:
    """Keep the passkey that the browser has made."""
    user, form = _me(), forms.PasskeyForm.of_request()
    challenge = people_access.take_challenge(_ADD)
    if not form.ok():
        return _page(form), 422
    answer = form.credential.data or ""
    try:
        if challenge is None:
            raise Refused(Reason.PASSKEY_WRONG)
        made = passkeys.made(_place(), answer, challenge)
        codes = actions.add_passkey(
            user, made, form.name.data, _transports(answer), access.actor_key()
        )
    except passkeys.Wrong:
        form.refuse(Refused(Reason.PASSKEY_WRONG))
        return _page(form), 422
    except Refused as refused:
        form.refuse(refused)
        return _page(form), 422
    return _settled(user, codes, gettext("Your passkey is added."))


@blueprint.post("/me/security/passkeys/<int:passkey_id>/remove")
@access.signed_in
@_fresh
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """The passkey opens nothing any more."""
    user, found = _me(), db.session.get(Passkey, passkey_id)
    if found is None or found.user_id != user.id:
        abort(404)
    actions.remove_passkey(user, found, access.actor_key())
    return _settled(user, [], gettext("The passkey is removed."))


@blueprint.post("/me/security/codes")
@access.signed_in
@_fresh
def renew_codes() -> ResponseReturnValue:
    """Ten new recovery codes, shown once."""
    try:
        codes = actions.renew_codes(_me(), access.actor_key())
    except Refused as refused:
        flash(refused.sentence, "warn")
        return http.seen_other("people.security")
    return render_template("people/recovery_codes.html", codes=codes)


def _settled(user: User, codes: list[str], sentence: str) -> ResponseReturnValue:
    """Other sessions have ended; this one goes on, with recovery codes where they are new."""
    people_access.renew(user)
    if codes:
        people_access.second_shown()
    flash(sentence)
    if codes:
        return render_template("people/recovery_codes.html", codes=codes)
    return http.seen_other("people.security")


def _page(form: forms.PasskeyForm) -> str:
    user = _me()
    app = queries.find_authenticator(user.id)
    required = current_app.config["SETTINGS"].require_second_factor
    is_owner = current_app.extensions["is_owner"]
    return render_template(
        "people/security.html",
        form=form,
        app=app if app and app.confirmed else None,
        passkeys=queries.passkeys_of(user.id),
        codes_left=queries.codes_left(user.id),
        must=bool(required) and people_access.must_set_up(user, required, is_owner),
        may_change=people_access.may_change_steps(user.id),
        works_here=_place().holds(request.host),
        origin=_place().origin,
    )


def _place() -> passkeys.Place:
    return passkeys.place_of(current_app.config["SETTINGS"].base_url)


def _transports(answer: str) -> list[str]:
    said = json.loads(answer)["response"].get("transports")
    return sorted(_TRANSPORTS & {str(each) for each in said}) if isinstance(said, list) else []


def _qr(secret: str, user: User) -> Markup:
    code = segno.make(totp.address(secret, user.email, gettext("Plenary")), error="m", micro=False)
    drawn = code.svg_inline(border=2, omitsize=True, svgclass="qr qr-l", lineclass=None)
    label = Markup(' role="img" aria-label="{}"').format(gettext("QR code for your app"))
    return Markup(drawn.replace("<svg", f"<svg{label}", 1))  # noqa: S704  # segno draws paths only


def _me() -> User:
    return db.session.get_one(User, access.current_user().id)


def _status() -> int:
    return 422 if request.method == "POST" else 200
