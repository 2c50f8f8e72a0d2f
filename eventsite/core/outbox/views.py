"""The staff's page of mails: which have not arrived, why, and a button to send one again."""

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from eventsite.core import access, http
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.core.outbox import actions, queries
from eventsite.core.outbox.models import RESENDABLE, STATE_LABELS, Mail, MailState

blueprint = Blueprint("outbox", __name__, url_prefix="/staff/mail")

LABELS = {state: _l(words) for state, words in STATE_LABELS.items()}


@blueprint.get("")
@access.staff
def mails() -> str:
    """All mails, or those of the state that `?state=` names."""
    return _page()


@blueprint.post("/<int:mail_id>/resend")
@access.staff
def resend(mail_id: int) -> BaseResponse | tuple[str, int]:
    """Queue one again."""
    mail = db.get_or_404(Mail, mail_id)
    try:
        actions.resend(mail, access.actor_key())
    except Refused as refused:
        return _page(refused.sentence), 422
    flash(gettext("The mail will be sent again within a minute."))
    return http.seen_other("outbox.mails", state=request.args.get("state"))


def _tabs(chosen: MailState | None) -> list[tuple[str, str, int | None, bool]]:
    counts = queries.counts()
    every = (url_for("outbox.mails"), gettext("All"), None, chosen is None)
    return [every] + [
        (url_for("outbox.mails", state=state.value), str(label), counts[state], state is chosen)
        for state, label in LABELS.items()
    ]


def _page(refused: str = "") -> str:
    asked = request.args.get("state", "")
    state = MailState(asked) if asked in set(MailState) else None
    return render_template(
        "core/mail/mails.html",
        page=http.paginate(queries.mails(state)),
        state=state,
        page_url=lambda number: url_for("outbox.mails", state=asked or None, page=number),
        tabs=_tabs(state),
        labels=LABELS,
        resendable=RESENDABLE,
        refused=refused,
        rail_title=gettext("Staff pages"),
    )
