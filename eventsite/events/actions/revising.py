"""What every change of an event begins and ends with: may it, is it stale, who can see it."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError

from eventsite.core import clock
from eventsite.core.db import db, field_of
from eventsite.core.errors import Refused, Stale
from eventsite.events import rules, states
from eventsite.events.models import Event, Initiative, Series


def open_to_change(event: Event) -> None:
    """Refused when the event is archived."""
    reason = states.why_read_only(event)
    if reason is not None:
        raise Refused(reason)


def not_stale(row: Event | Series | Initiative, version: int | None, mine: Mapping[str, Any],
              theirs: Mapping[str, Any]) -> None:  # fmt: skip
    """Stale when `version`, the one the form was shown with, is not the row's; None never is."""
    if version is not None and version != row.version:
        raise Stale(_texts(mine), _texts(theirs))


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {name.replace("_", " "): _text(value) for name, value in values.items()}


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "\n".join(f"{lang}: {said}" for lang, said in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(_text(each) for each in value)
    return "" if value is None else str(value)


def revise(event: Event) -> None:
    """Note a change that the public can see, for ETags and feeds; flushes."""
    event.revised = clock.now()
    revise_series(event.series_id)
    db.session.flush()


def revise_series(series_id: int | None) -> None:
    """Note that the feed of a series is another one, also when an event has left it."""
    series = db.session.get(Series, series_id) if series_id is not None else None
    if series is not None:
        series.revised = clock.now()
        db.session.flush()


def with_slug(change: Callable[[], None]) -> None:
    """Make a change and flush it; Refused beside `slug` when another row has that slug."""
    try:
        with db.session.begin_nested():
            change()
            db.session.flush()
    except IntegrityError as error:
        if field_of(error, {("slug",): "slug"}):
            raise Refused(rules.Reason.SLUG_TAKEN, "slug") from error
        raise
