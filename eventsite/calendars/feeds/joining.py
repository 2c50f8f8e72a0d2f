"""Ways to join as a calendar program opens them (RFC 7986 §5.11), for people who may join."""

import re
from collections.abc import Iterable

from eventsite.agenda import joining
from eventsite.agenda.models import SessionJoinWay
from eventsite.core import ical, text
from eventsite.core.i18n import LANGUAGES, gettext
from eventsite.events.models import JoinWay, JoinWayKind
from eventsite.events.models.event import JOIN_WAY_LABELS

_FEATURES = {
    JoinWayKind.PLATFORM: (ical.Feature.AUDIO, ical.Feature.VIDEO),
    JoinWayKind.AUDIO: (ical.Feature.AUDIO,),
    JoinWayKind.TELEPHONE: (ical.Feature.AUDIO, ical.Feature.PHONE),
    JoinWayKind.SLIDES: (ical.Feature.SCREEN,),
}
_NUMBER = re.compile(r"\+?[0-9][0-9 ()./-]{3,}")


def conferences(
    own: Iterable[SessionJoinWay], shared: Iterable[JoinWay], lang: str
) -> tuple[ical.Conference, ...]:
    """A session's own ways and its event's, the lightest first; tests and help are no way in."""
    ways: Iterable[SessionJoinWay | JoinWay] = joining.offered([*own], [*shared])
    found = (_conference(way, lang) for way in ways if way.kind not in joining.BESIDE)
    return tuple(one for one in found if one is not None)


def _conference(way: SessionJoinWay | JoinWay, lang: str) -> ical.Conference | None:
    address = way.address.strip()
    if not address.startswith(("https://", "http://")):
        if not _NUMBER.fullmatch(address):
            return None
        address = "tel:" + re.sub(r"[^0-9+]", "", address)
    label = text.pick(way.label, lang).text or gettext(JOIN_WAY_LABELS[way.kind])
    if way.lang:
        spoken = LANGUAGES.get(way.lang, way.lang)
        label = gettext("%(way)s (%(language)s)", way=label, language=spoken)
    return ical.Conference(address, _FEATURES.get(way.kind, ()), label)
