"""The participant's pages about who they are: profile, organisation, password."""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.core import access, asked, http, limits
from eventsite.core.db import db, release
from eventsite.core.errors import Refused
from eventsite.core.i18n import current_lang, gettext
from eventsite.people import access as people_access
from eventsite.people import actions, passwords, queries, rules
from eventsite.people.forms import own as forms
from eventsite.people.models import KIND_LABELS, EntityKind, Person, User
from eventsite.people.rules import Reason
from eventsite.reference import countries

blueprint = Blueprint("people", __name__, cli_group=None)

_SAID = (
    "honorific",
    "first_name",
    "family_name",
    "latin_name",
    "job_title",
    "country",
    "zone",
    "lang",
    "no_invitations",
    "calendar_mails",
)


@blueprint.route("/me/profile", methods=["GET", "POST"])
@access.signed_in
def profile() -> ResponseReturnValue:
    """What one says of oneself."""
    person = _myself()
    form = forms.ProfileForm.of_request(obj=person)
    if form.ok():
        said = {name: getattr(form, name).data for name in _SAID}
        _update(person, **said)
        flash(gettext("Your profile is saved."))
        return http.seen_other("people.profile")
    page = render_template(
        "people/profile.html",
        form=form,
        organisation=queries.find_organisation_of(person),
        email=access.current_user().email,
        has_password=access.current_user().password_hash is not None,
    )
    return page, _status()


@blueprint.route("/me/profile/organisation", methods=["GET", "POST"])
@access.signed_in
def my_organisation() -> ResponseReturnValue:
    """Find and choose the entity one comes for; a POST without a choice chooses none."""
    person = _myself()
    if request.method == "POST":
        chosen = queries.find_choice(request.form.get("organisation", ""))
        _update(person, organisation_id=chosen.id if chosen else None)
        flash(gettext("Your organisation is saved."))
        return http.seen_other("people.profile")
    sought = request.args.get("q", "").strip()[:200]
    return render_template(
        "people/organisation.html",
        sought=sought,
        found=queries.find_organisations(sought),
        person=person,
        organisation=queries.find_organisation_of(person),
        kinds=KIND_LABELS,
        country_name=countries.name,
    )


@blueprint.route("/me/profile/organisation/new", methods=["GET", "POST"])
@access.signed_in
def propose() -> ResponseReturnValue:
    """Name an entity that is not in the list, and come for it."""
    form = forms.ProposalForm.of_request(name=request.args.get("q", "")[:200])
    if form.ok():
        actions.propose_organisation(
            actor=access.actor_key(),
            name=form.name.data,
            kind=EntityKind(form.kind.data),
            country=form.country.data,
            website=form.website.data or "",
            note=form.note.data or "",
            lang=current_lang(),
            person=_myself(),
        )
        flash(gettext("Your organisation is saved. Our staff will look at it."))
        return http.seen_other("people.profile")
    return render_template("people/propose.html", form=form), _status()


@blueprint.route("/me/password", methods=["GET", "POST"])
@access.signed_in
def password() -> ResponseReturnValue:
    """Set a password; other sessions end."""
    form = forms.PasswordForm.of_request()
    by_link = people_access.came_by_link()
    has_password = access.current_user().password_hash is not None
    if form.ok():
        try:
            _set_password(form, by_link)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("Your password is saved. You are signed out on your other devices."))
            return http.seen_other("people.profile")
    page = render_template(
        "people/password.html", form=form, by_link=by_link, has_password=has_password
    )
    return page, _status()


@blueprint.post("/me/password/remove")
@access.signed_in
def remove_password() -> ResponseReturnValue:
    """From now on sign in by link only."""
    user = db.session.get_one(User, access.current_user().id)
    actions.remove_password(user, access.actor_key())
    people_access.renew(user)
    flash(gettext("Your password is removed. You sign in by link from now on."))
    return http.seen_other("people.profile")


def _set_password(form: forms.PasswordForm, by_link: bool) -> None:
    """Check the old and keep the new one; no transaction is held while they are hashed."""
    user = access.current_user()
    key, stored, actor = user.id, user.password_hash, access.actor_key()
    new = form.new.data or ""
    if reason := rules.weak_password(new, user.email, user.person.name):
        raise Refused(reason, "new", least=passwords.SHORTEST)
    release()
    limits.hit("present-password", str(key))
    if not by_link and not passwords.verify(form.old.data or "", stored):
        raise Refused(Reason.OLD_PASSWORD_WRONG, "old")
    made = passwords.make_hash(new)
    fresh = db.session.get_one(User, key)
    actions.set_password_hash(fresh, made, actor)
    people_access.renew(fresh)


def _myself() -> Person:
    return db.session.get_one(Person, access.current_user().person_id)


def _update(person: Person, **fields: object) -> None:
    version = request.form.get("version", 0, type=asked.number)
    actions.update_person(actor=access.actor_key(), person=person, version=version, **fields)


def _status() -> int:
    return 422 if request.method == "POST" else 200
