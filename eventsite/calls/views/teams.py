"""Pages of a team: start it, see it, ask people in, join, leave; one's own entries."""

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.calls import access as calls_access
from eventsite.calls import actions, deadlines, forms, queries, rules, states, wording
from eventsite.calls.models import STATE_LABELS, State, Team
from eventsite.calls.views.frame import blueprint, myself, shown, status
from eventsite.core import access, clock, http, limits
from eventsite.core.errors import Refused
from eventsite.core.i18n import current_lang, gettext
from eventsite.reference import countries


@blueprint.get("/me/entries")
@access.signed_in
def my_entries() -> ResponseReturnValue:
    """The entries of one's own teams."""
    now, zone = clock.now(), myself().zone
    rows = [
        {
            "title": entry.title or team.name,
            "team": team.name,
            "call": call.title,
            "event": event.title,
            "state": (gettext(STATE_LABELS[entry.state]), wording.STATE_TONES[entry.state]),
            "until": wording.moments(call.closes, call.zone, zone),
            "is_open": deadlines.phase(call, now) in deadlines.WRITING,
            "href": url_for("calls.team", code=team.code),
        }
        for entry, team, call, event in queries.of_person(access.current_user().person_id)
    ]
    return render_template("calls/my_entries.html", rows=rows)


@blueprint.route("/me/calls/<code>/team", methods=["GET", "POST"])
@access.signed_in
def start(code: str) -> ResponseReturnValue:
    """Start a team for a call."""
    call = queries.find_call_by_code(code)
    if call is None:
        abort(404)
    form, person = forms.TeamForm.of_request(), myself()
    in_call = call.one_team_each and queries.teams_in(call.id, person.id) > 0
    if form.ok():
        limits.hit("team-start", str(person.id), pair="20 per hour", address=limits.A_WHOLE_HALL)
        try:
            team = actions.start_team(
                actor=access.actor_key(), call=call, person=person, name=form.name.data
            )
            return http.seen_other("calls.entry", code=team.code)
        except Refused as refused:
            form.refuse(refused)
    return shown(
        render_template(
            "calls/start.html",
            form=form,
            call=call,
            reason=rules.why_not_start(deadlines.phase(call, clock.now()), in_call),
            who=wording.who_in_team(call.team_sizes),
        )
    )


@blueprint.get("/me/teams/<code>")
@calls_access.team_member
def team(team: Team) -> ResponseReturnValue:
    """The team's own page."""
    return team_page(team, forms.InviteForm())


@blueprint.post("/me/teams/<code>/invites")
@calls_access.team_member
def invite(team: Team) -> ResponseReturnValue:
    """Ask somebody by mail."""
    form = forms.InviteForm.of_request()
    limits.hit("team-invite", str(access.current_user().id), pair="30 per hour")
    if form.ok():
        try:
            actions.invite(
                actor=access.actor_key(), team=team, email=form.email.data, lang=current_lang()
            )
            flash(gettext("The invitation is on its way."))
            return http.seen_other("calls.team", code=team.code)
        except Refused as refused:
            form.refuse(refused)
    return team_page(team, form), 422


@blueprint.post("/me/teams/<code>/invites/<int:invite_id>/removal")
@calls_access.team_member
def withdraw_invite(team: Team, invite_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    found = queries.find_pending(team.id, invite_id)
    if found is None:
        abort(404)
    actions.withdraw_invite(actor=access.actor_key(), team=team, invite=found)
    flash(gettext("The invitation is withdrawn."))
    return http.seen_other("calls.team", code=team.code)


@blueprint.route("/me/invites/<token>", methods=["GET", "POST"])
@access.signed_in
def join(token: str) -> ResponseReturnValue:
    """The page a mailed invitation opens; its button takes it up."""
    reason = ""
    found = queries.find_invite(token, clock.now())
    asking = queries.find_team(found.team_id) if found else None
    if request.method == "POST":
        try:
            joined = actions.join(actor=access.actor_key(), token=token, person=myself())
            flash(gettext("You are in the team."))
            return http.seen_other("calls.team", code=joined.code)
        except Refused as refused:
            reason = refused.sentence
    page = render_template("calls/join.html", reason=reason, team=asking, token=token)
    return page, status() if asking else 410


@blueprint.post("/me/teams/<code>/leaving")
@calls_access.team_member
def leave(team: Team) -> ResponseReturnValue:
    """Go out of the team."""
    actions.leave(actor=access.actor_key(), team=team, person=myself())
    flash(gettext("You have left the team."))
    return http.seen_other("calls.my_entries")


def team_page(team: Team, form: forms.InviteForm) -> str:
    """The team's page, with an invitation form as it stands."""
    now = clock.now()
    entry, members, waiting = (
        queries.submission_of(team), queries.members(team.id), queries.pending(team.id, now),
    )  # fmt: skip
    phase, lang = deadlines.phase(team.call, now), current_lang()
    sizes = team.call.team_sizes
    return render_template(
        "calls/team.html",
        team=team,
        call=team.call,
        entry=entry,
        form=form,
        members=[
            (m.person.name, countries.name(m.person.country, lang) if m.person.country else "", m)
            for m in members
        ],
        waiting=waiting,
        state=(gettext(STATE_LABELS[entry.state]), wording.STATE_TONES[entry.state]),
        until=wording.moments(team.call.closes, team.call.zone, myself().zone),
        who=wording.who_in_team(sizes),
        no_invite=rules.why_not_invite(phase, entry.state, len(members), len(waiting), sizes),
        no_write=rules.why_not_write(phase, entry.state),
        no_leave=rules.why_not_leave(entry.state, len(members)),
        may_reopen=rules.why_not_reopen(phase, entry.state) is None,
        may_withdraw=states.follows(entry.state, State.WITHDRAWN),
        is_decided=entry.state in states.DECIDED,
    )
