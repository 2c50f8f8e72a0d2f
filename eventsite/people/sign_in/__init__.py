"""Pages for signing in and out: by mailed link first, by password for those who have one."""

from flask import Response, current_app, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.core import access, clock, http, i18n, limits, trace
from eventsite.core.db import db, release
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.people import access as people_access
from eventsite.people import actions, passkeys, passwords, queries, rules
from eventsite.people.forms import own as forms
from eventsite.people.models import SignInLink, User
from eventsite.people.rules import Reason
from eventsite.people.views import blueprint

#: A password of one shared address is tried against so many accounts.
_MOST_ACCOUNTS = 4


@blueprint.route("/sign-in", methods=["GET", "POST"])
@access.public
def sign_in() -> ResponseReturnValue:
    """Ask for a link; the answer is the same whoever asks."""
    form = forms.LinkForm.of_request(next=request.args.get("next", ""))
    if not form.ok():
        return _sign_in_page(form)
    limits.hit("sign-in", form.email.data, address=limits.A_WHOLE_HALL)
    actions.ask_for_link(form.email.data, form.next.data or "", i18n.current_lang())
    return http.seen_other("people.link_sent")


@blueprint.get("/sign-in/sent")
@access.public
def link_sent() -> ResponseReturnValue:
    """A link is on its way, if somebody reads that address."""
    return render_template("people/link_sent.html")


@blueprint.post("/sign-in/password")
@access.public
def sign_in_by_password() -> ResponseReturnValue:
    """Sign in by address and password; as long and as silent for an unknown address."""
    form = forms.PasswordSignInForm.of_request()
    if not form.ok():
        return _sign_in_page(password_form=form)
    limits.hit("password", form.email.data, address=limits.A_WHOLE_HALL)
    user = _user_of_password(form.email.data, form.password.data)
    if user is None:
        form.refuse(Refused(Reason.WRONG_PASSWORD, "password"))
        return _sign_in_page(password_form=form)
    actions.signed_in(user, "password")
    people_access.begin(user, by_link=False)
    return redirect(people_access.landing(form.next.data or ""), 303)


@blueprint.route("/sign-in/<token>", methods=["GET", "POST"])
@access.public
def link(token: str) -> ResponseReturnValue:
    """The page a mailed link opens; only its button uses the link up, so no mail scanner can."""
    found = queries.find_link(token)
    if request.method != "POST":
        if found is None or not rules.can_be_used(found, clock.now()):
            return _gone()
        return _quiet(render_template("people/link.html", token=token, link=found))
    try:
        found, user = actions.open_link(token)
    except Refused:
        trace.note("sign_in.failed", access.actor_key(), way="link")
        return _gone()
    if user is not None:
        return _come_in(user, found.back)
    people_access.remember_link(found)
    return http.seen_other("people.who")


@blueprint.route("/sign-in/who", methods=["GET", "POST"])
@access.public
def who() -> ResponseReturnValue:
    """Several people share the address of the opened link: which of them is it?"""
    opened = _opened_link()
    if opened is None:
        return _ask_again()
    people = queries.persons_with_email(opened.email)
    if not people:
        return http.seen_other("people.account")
    form = forms.WhoForm.of_request()
    form.person.choices = [(person.code, person.name) for person in people]
    if form.ok():
        try:
            return _come_in(actions.sign_in_as(opened, form.person.data or ""), opened.back)
        except Refused as refused:
            form.refuse(refused)
    return render_template("people/who.html", form=form), _status()


@blueprint.route("/sign-in/account", methods=["GET", "POST"])
@access.public
def account() -> ResponseReturnValue:
    """Nobody has the address of the opened link yet: make an account by name."""
    opened = _opened_link()
    if opened is None or queries.persons_with_email(opened.email):
        return _ask_again()
    form = forms.AccountForm.of_request()
    if form.ok():
        user = actions.create_account(
            opened,
            first_name=form.first_name.data,
            family_name=form.family_name.data or "",
            lang=i18n.current_lang(),
        )
        return _come_in(user, opened.back)
    return render_template("people/account.html", form=form, email=opened.email), _status()


@blueprint.post("/sign-out")
@access.public
def sign_out() -> ResponseReturnValue:
    """End this browser's session."""
    people_access.end()
    flash(gettext("You are signed out."))
    return _left()


@blueprint.post("/sign-out-everywhere")
@access.signed_in
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session of the account, on all devices, this one too."""
    user = db.session.get_one(User, access.current_user().id)
    actions.end_sessions(user, access.actor_key())
    people_access.end()
    flash(gettext("You are signed out on all your devices."))
    return _left()


def _left() -> ResponseReturnValue:
    """To the sign-in page; what pages kept on this device goes too, such as the desk's list."""
    led = http.seen_other("people.sign_in")
    led.headers["Clear-Site-Data"] = '"storage"'
    return led


def _sign_in_page(
    form: forms.LinkForm | None = None, password_form: forms.PasswordSignInForm | None = None
) -> ResponseReturnValue:
    back = (form or password_form or forms.LinkForm()).next.data or ""
    place = passkeys.place_of(current_app.config["SETTINGS"].base_url)
    page = render_template(
        "people/sign_in.html",
        form=form or forms.LinkForm(next=back),
        password_form=password_form or forms.PasswordSignInForm(next=back),
        works_here=place.holds(request.host),
        origin=place.origin,
    )
    return page, _status()


def _user_of_password(email: str, password: str) -> User | None:
    """The account whose password this is; hashes with no transaction held."""
    kept = {user.id: user.password_hash for user in queries.users_with_email(email)}
    hashes = [(key, stored) for key, stored in kept.items() if stored][:_MOST_ACCOUNTS]
    release()
    right = [key for key, stored in hashes if passwords.verify(password, stored)]
    if not hashes:
        passwords.verify(password, None)
    user = db.session.get(User, right[0]) if right else None
    if user is None or not user.is_active or user.password_hash != kept[user.id]:
        subject = f"user:{hashes[0][0]}" if hashes else "anonymous"
        trace.note("sign_in.failed", subject, way="password")
        return None
    return user


def _come_in(user: User, back: str) -> ResponseReturnValue:
    people_access.begin(user, by_link=True)
    return redirect(people_access.landing(back), 303)


def _opened_link() -> SignInLink | None:
    """The link this browser opened a short while ago, if nobody was signed in by it yet."""
    key = people_access.remembered_link()
    opened = db.session.get(SignInLink, key) if key else None
    if opened is None or not rules.waits_for_choice(opened, clock.now()):
        return None
    return opened


def _ask_again() -> ResponseReturnValue:
    flash(gettext(Reason.LINK_GONE.value), "warn")
    return http.seen_other("people.sign_in")


def _gone() -> Response:
    form = forms.LinkForm(next="")
    return _quiet(render_template("people/link_gone.html", form=form), 410)


def _quiet(page: str, status: int = 200) -> Response:
    """A page whose address holds a secret: no other site is told it."""
    response = make_response(page, status)
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _status() -> int:
    return 422 if request.method == "POST" else 200
