"""Events as lines of a list: what each line says and the one thing it offers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for

from eventsite.core import i18n, text
from eventsite.core.i18n import gettext as _
from eventsite.events.models import Event, EventState
from eventsite.events.models.event import KIND_LABELS
from eventsite.site import words


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
    events: Iterable[Event], zone: str = "", doors: Mapping[int, str] | None = None
) -> list[Line]:
    """Events as lines; `doors` says by event what its registration offers (see `doors.of`)."""
    return [_line(event, zone, (doors or {}).get(event.id, "")) for event in events]


def _line(event: Event, zone: str, door: str) -> Line:
    lang = i18n.current_lang()
    return Line(
        slug=event.slug,
        href=url_for("site.event", slug=event.slug),
        title=text.pick(event.title, lang),
        summary=text.pick(event.summary, lang),
        mark=words.date_mark(event),
        when=words.when(event),
        kind=str(_(KIND_LABELS[event.kind])),
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


def state(event: Event, door: str) -> tuple[str, str] | None:
    """The pill of an event: words and tone."""
    if event.state == EventState.CANCELLED:
        return str(_("Cancelled")), "bad"
    if event.state == EventState.ARCHIVED:
        return None
    if not event.dates_confirmed:
        return str(_("Save the date")), ""
    said = {
        "open": (str(_("Registration open")), "good"),
        "waiting": (str(_("Waiting list")), "gold"),
        "full": (str(_("Full")), ""),
        "closed": (str(_("Registration closed")), ""),
    }
    return said.get(door)


def _action(event: Event, door: str) -> tuple[str, str] | None:
    if event.state != EventState.PUBLISHED or door not in {"open", "waiting"}:
        return None
    label = _("Register") if door == "open" else _("Join the waiting list")
    return str(label), f"{url_for('site.event', slug=event.slug)}/registration"
