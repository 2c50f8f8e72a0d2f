"""The blueprint that all pages of the feature hang on, and what their templates share."""

from typing import Any

from flask import Blueprint, current_app, g, url_for

from eventsite.core import i18n
from eventsite.events import wording
from eventsite.events.models import Event
from eventsite.events.models.event import JOIN_WAY_LABELS
from eventsite.reference import countries
from eventsite.registration import schedule
from eventsite.registration.access import here
from eventsite.registration.models import (
    CONSENT_LABELS,
    MODE_LABELS,
    ROLE_LABELS,
    STATE_LABELS,
    State,
)

blueprint = Blueprint("registration", __name__)

#: The colour of a state beside its words.
TONES = {
    State.HELD: "gold",
    State.OFFERED: "gold",
    State.PENDING: "gold",
    State.CONFIRMED: "good",
    State.WAITING: "gold",
    State.REFUSED: "",
    State.CANCELLED: "",
    State.EXPIRED: "",
}


def event_href(event: Event) -> str:
    """The event's page, from which the programme is one step away."""
    known = "site.event" in current_app.view_functions
    return url_for("site.event" if known else "registration.register", slug=event.slug)


@blueprint.app_context_processor
def shared() -> dict[str, Any]:
    """Words and addresses for the feature's templates."""
    return {
        "registration_words": {
            "states": STATE_LABELS,
            "modes": MODE_LABELS,
            "roles": ROLE_LABELS,
            "tones": TONES,
        },
        "event_href": event_href,
        "own_url": here,
        "own_key": g.get("registration_key", ""),
        "place_of": lambda event: wording.event_place(event, i18n.current_lang(), venue=True),
        "languages_of": lambda codes: i18n.comma(i18n.current_lang()).join(
            i18n.LANGUAGES[code] for code in codes if code in i18n.LANGUAGES
        ),
        "country_name": lambda code: countries.name(code, i18n.current_lang()),
        "dates_of": schedule.dates_of,
        "join_words": JOIN_WAY_LABELS,
        "consent_words": CONSENT_LABELS,
        "has_page": lambda endpoint: endpoint in current_app.view_functions,
    }
