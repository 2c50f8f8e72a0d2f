"""The team of an event: who is in it, inviting, changing duties, letting go."""

from flask import abort, flash, g, render_template
from flask.typing import ResponseReturnValue

from eventsite.core import access, i18n
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events import actions, queries
from eventsite.events import forms as event_forms
from eventsite.events.manage import frame
from eventsite.events.models import Event, TeamMember
from eventsite.events.models.team import DUTY_LABELS
from eventsite.events.views import blueprint


@blueprint.get("/manage/events/<slug>/team")
@event_access.member
def team(event: Event) -> ResponseReturnValue:
    """The members with their duties, and who is invited."""
    return render_template(
        "events/team.html",
        members=queries.members(event.id),
        invitations=queries.invitations(event.id),
        labels=DUTY_LABELS,
        is_owner=event_access.may(),
    )


@blueprint.route("/manage/events/<slug>/team/invitations", methods=["GET", "POST"])
@event_access.team()
def invite(event: Event) -> ResponseReturnValue:
    """Whom to invite, and to do what."""
    g.rail_section = "events.team"
    form = event_forms.InvitationForm.of_request()
    if form.ok() and frame.done(form, lambda: _invite(form, event)):
        return frame.saved("events.team", event, gettext("The invitation is on its way."))
    return render_template("events/invite.html", form=form), frame.status()


def _invite(form: event_forms.InvitationForm, event: Event) -> None:
    actions.invite_member(
        actor=access.actor_key(),
        event=event,
        email=form.email.data,
        duties=form.duties.data,
        lang=i18n.current_lang(),
    )


@blueprint.post("/manage/events/<slug>/team/invitations/<int:invitation_id>/withdraw")
@event_access.team()
def withdraw_invitation(event: Event, invitation_id: int) -> ResponseReturnValue:
    """The mailed link works no more."""
    found = [each for each in queries.invitations(event.id) if each.id == invitation_id]
    if not found:
        abort(404)
    actions.withdraw_invitation(actor=access.actor_key(), event=event, invitation=found[0])
    return frame.saved("events.team", event, gettext("The invitation is withdrawn."))


@blueprint.route("/manage/events/<slug>/team/<int:member_id>", methods=["GET", "POST"])
@event_access.team()
def member(event: Event, member_id: int) -> ResponseReturnValue:
    """What one member may do."""
    g.rail_section = "events.team"
    found = _member(event, member_id)
    form = event_forms.DutiesForm.of_request(duties=found.duties)
    if form.ok() and frame.done(form, lambda: _change(form, event, found)):
        return frame.saved("events.team", event, gettext("The duties are changed."))
    return render_template("events/member.html", form=form, member=found), frame.status()


def _change(form: event_forms.DutiesForm, event: Event, found: TeamMember) -> None:
    actions.change_duties(
        actor=access.actor_key(), event=event, member=found, duties=form.duties.data
    )


@blueprint.post("/manage/events/<slug>/team/<int:member_id>/remove")
@event_access.team()
def remove_member(event: Event, member_id: int) -> ResponseReturnValue:
    """Takes somebody out of the team."""
    found = _member(event, member_id)
    try:
        actions.remove_member(actor=access.actor_key(), event=event, member=found)
    except Refused as refused:
        g.rail_section = "events.team"
        flash(refused.sentence, "bad")
        form = event_forms.DutiesForm(duties=found.duties)
        return render_template("events/member.html", form=form, member=found), 422
    return frame.saved("events.team", event, gettext("The member is removed."))


def _member(event: Event, member_id: int) -> TeamMember:
    found = next((each for each in queries.members(event.id) if each.id == member_id), None)
    return found or abort(404)
