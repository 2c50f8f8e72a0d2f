"""Words the mails about entries: to whoever is asked to join, and to every member of a team."""

from eventsite.calls import queries
from eventsite.calls.models import Call, Submission, Team, TeamInvite
from eventsite.core import outbox, text


def send_invite(invite: TeamInvite, team: Team, call: Call, token: str, lang: str) -> None:
    """Mail the secret link that leads into the team."""
    outbox.send(
        "calls/mail/invite",
        to=invite.email,
        lang=lang,
        subject_key=f"team:{team.id}",
        secret=True,
        token=token,
        team=team.name,
        call=text.pick(call.title, lang).text,
        until=invite.expires,
    )


def tell_team(news: str, entry: Submission, team: Team, call: Call) -> None:
    """Mail `calls/mail/<news>` (submitted, withdrawn, accepted, declined) to every member."""
    for email, lang in queries.addresses(team.id):
        outbox.send(
            f"calls/mail/{news}",
            to=email,
            lang=lang,
            subject_key=f"submission:{entry.id}",
            team=team,
            entry=entry,
            call=text.pick(call.title, lang).text,
            zone=call.zone,
        )
