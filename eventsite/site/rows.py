"""Events as lines of a list: what each line says and the one thing it offers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from flask import url_for

from eventsite.core import i18n, text, zones
from eventsite.core.i18n import gettext as _
from eventsite.events.models import Event, EventState
from eventsite.events.models.event import KIND_LABELS
from eventsite.registration.queries import Public, Standing
from eventsite.site import queries, words


@dataclass(frozen=True, slots=True)
class Line:
    """One event in a list."""

    slug: str
    href: str
    title: text.Said
    summary: text.Said
    mark: words.DateMark
    when: str
    kind: str
    hue: str
    cover_hue: str
    state: tuple[str, str] | None
    times: str
    place: str
    languages: str
    is_demo: bool
    year: int | None
    #: The one thing to do: words and address, or empty.
    action: tuple[str, str] | None


def lines(
    events: Sequence[Event], zone: str = "", doors: Mapping[int, Public] = MappingProxyType({})
) -> list[Line]:
    """Events as lines; with what registration offers where `doors` knows it by event id."""
    return [_line(event, zone, doors) for event in events]


def _line(event: Event, zone: str, doors: Mapping[int, Public]) -> Line:
    door = doors.get(event.id, Public(Standing.NONE))
    lang = i18n.current_lang()
    return Line(
        slug=event.slug,
        href=url_for("site.event", slug=event.slug),
        title=text.pick(event.title, lang),
        summary=text.pick(event.summary, lang),
        mark=words.date_mark(event),
        when=words.when(event),
        kind=_kind(event),
        hue=words.HUES[event.kind],
        cover_hue=event.hue,
        state=state(event, door),
        times="; ".join(words.hours(event, zone)),
        place=words.place(event),
        languages=words.languages(event.languages),
        is_demo=event.is_demo,
        year=event.first_day.year if event.first_day else None,
        action=_action(event, door),
    )


def _kind(event: Event) -> str:
    kind = str(_(KIND_LABELS[event.kind]))
    if event.body:
        kind = str(_("%(kind)s of %(body)s", kind=kind, body=event.body))
    return str(_("%(kind)s (demo)", kind=kind)) if event.is_demo else kind


def state(event: Event, door: Public) -> tuple[str, str] | None:
    """The pill of an event: words and tone."""
    if event.state == EventState.CANCELLED:
        return str(_("Cancelled")), "bad"
    if event.state == EventState.ARCHIVED:
        return None
    if not event.dates_confirmed:
        return str(_("Save the date")), ""
    return _standing(door, event.zone)


def _standing(door: Public, zone: str) -> tuple[str, str] | None:
    """What registration says in a few words; days are those of the event's zone."""
    if door.standing == Standing.NOT_YET and door.opens:
        opens = zones.local(door.opens, zone).date()
        return str(_("Registration opens on %(day)s", day=opens.isoformat())), ""
    if door.standing == Standing.OPEN and door.closes:
        closes = zones.local(door.closes, zone).date()
        return str(_("Registration open until %(day)s", day=closes.isoformat())), "good"
    said = {
        Standing.OPEN: (_("Registration open"), "good"),
        Standing.KEPT: (_("Places kept for groups"), "gold"),
        Standing.WAITING: (_("Waiting list"), "gold"),
        Standing.FULL: (_("Full"), ""),
        Standing.PAUSED: (_("Registration paused"), ""),
        Standing.CLOSED: (_("Registration closed"), ""),
    }
    label, tone = said.get(door.standing, ("", ""))
    return (str(label), tone) if label else None


def _action(event: Event, door: Public) -> tuple[str, str] | None:
    if event.state != EventState.PUBLISHED or not door.is_open:
        return None
    waits = door.standing == Standing.WAITING
    label = _("Join the waiting list") if waits else _("Register")
    return str(label), url_for("registration.register", slug=event.slug)


def calls(found: Iterable[queries.PublicCall], now: datetime) -> list[dict[str, Any]]:
    """Calls as cards; the last moment in the call's zone and in UTC."""
    lang = i18n.current_lang()
    return [
        {
            "title": text.pick(call.title, lang),
            "summary": text.pick(call.summary, lang),
            "event": text.pick(call.event_title, lang),
            "href": url_for("calls.call", slug=call.event_slug, call=call.slug),
            "slug": f"{call.event_slug}-{call.slug}",
            "hue": call.hue,
            "until": _closing(call, now),
        }
        for call in found
    ]


def _closing(call: queries.PublicCall, now: datetime) -> str:
    said = [i18n.show_instant(call.closes, call.zone)]
    if not zones.is_utc(call.zone):
        said.append(i18n.show_instant(call.closes, "UTC"))
    instant = " · ".join(said)
    if call.closes < now:
        return str(_("Closed since %(instant)s", instant=instant))
    return str(_("Open until %(instant)s", instant=instant))
