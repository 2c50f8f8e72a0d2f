"""A feed around its entries: its name, colour and hints, written as kept bytes."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import current_app

from eventsite.core import clock, http, i18n, ical
from eventsite.core.i18n import gettext

#: The zone of a calendar that holds events of many zones: that of ITU's house.
HOME_ZONE = "Europe/Zurich"
#: CSS3 names near the hues of the pages (RFC 7986 §5.9 allows no other colours).
COLOURS = {
    "sea": "teal",
    "lake": "steelblue",
    "plum": "mediumorchid",
    "gold": "goldenrod",
    "moss": "olivedrab",
    "clay": "indianred",
    "stone": "slategray",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A feed but for its entries: its endpoint and address, its name, what it mirrors."""

    endpoint: str
    values: dict[str, str]
    name: str
    description: str
    hue: str
    page: str
    zone: str = HOME_ZONE
    refresh: timedelta = timedelta(hours=1)
    #: Followed by so few that its bytes are not kept.
    is_rare: bool = False

    def more_often(self, refresh: timedelta) -> "Frame":
        """The same with another hint when to ask again."""
        return replace(self, refresh=refresh)

    @property
    def filename(self) -> str:
        """What a downloaded feed is called, without its ending."""
        said = (re.sub("[^A-Za-z0-9-]", "", value) for value in self.values.values())
        return "-".join(filter(None, said)) or "events"


def kept(
    what: str, slug: str, revision: tuple[object, ...], build: Callable[[], http.Kept]
) -> http.Kept:
    """From the shelf: the day is in the key, because what is cancelled leaves with a new day."""
    key = ("feed", what, slug, revision, clock.now().date(), i18n.current_lang())
    return http.shelf.get(key, build)


def changed(now: datetime, stored: datetime | None, *turns: datetime | None) -> datetime | None:
    """The stored revision, or the last turn since: what leaves a feed changes it as an edit does.

    Never goes back, because neither the revision nor time does.
    """
    come = [at for at in turns if at is not None and at <= now]
    return max([*come, *([stored] if stored else [])], default=None)


def written(frame: Frame, listed: Iterable[ical.Entry], modified: datetime | None) -> http.Kept:
    """The whole feed; one without entries still holds a time zone, as RFC 5545 §3.6 demands."""
    listed = list(listed)
    lang = i18n.current_lang()
    calendar = ical.Calendar(
        name=frame.name,
        description=frame.description,
        lang=lang,
        colour=COLOURS.get(frame.hue, COLOURS["stone"]),
        zone=frame.zone,
        source_url=i18n.url_in(lang, frame.endpoint, **frame.values),
        url=frame.page,
        refresh=frame.refresh,
    )
    today = clock.now().date()
    spans = ical.zones_of(listed) or ((HOME_ZONE, today, today),)
    prefix = gettext("CANCELLED: %(title)s", title="")
    body = ical.feed(calendar, (ical.vevent(e, cancelled_prefix=prefix) for e in listed), spans)
    return http.Kept(
        body,
        "text/calendar; charset=utf-8",
        modified,
        headers={
            "Content-Disposition": f'inline; filename="{frame.filename}.ics"',
            "Content-Language": lang,
        },
        is_rare=frame.is_rare,
        is_packed=not current_app.config["SETTINGS"].gzip_feeds,
    )
