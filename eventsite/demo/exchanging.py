"""Gives the forum's organizer two programmes of partners to take in, and a calendar of theirs."""

import csv
import io
import json
from datetime import date, datetime, time, timedelta
from typing import Any

from eventsite.calendars.actions import owning
from eventsite.core import zones
from eventsite.demo import facts
from eventsite.events.models import Event
from eventsite.exchange.actions import bringing
from eventsite.people.models import User

_HEADER = ("ID", "Title", "Date", "Start", "End", "Room", "Speakers", "Abstract")


def bring(event: Event, owner: User) -> None:
    """A table whose columns wait to be matched, and a programme that waits in its preview."""
    actor = f"user:{owner.id}"
    known = facts.read("partners")
    first = min(day.day for day in event.days)
    table = _table(known["table"], first)
    bringing.bring(event, [bringing.Brought("partner-workshops.csv", table)], actor)
    listed = json.dumps(_sessionize(known["sessionize"], first, event.zone)).encode()
    bringing.bring(event, [bringing.Brought("partner-day.json", listed)], actor)
    owning.make(owner.person_id, owning.Choice(), actor)


def _table(rows: list[dict[str, Any]], first: date) -> bytes:
    """The rows as the CSV file of a partner; `day` counts from the forum's first, from 0."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADER)
    for row in rows:
        day = first + timedelta(days=row["day"])
        place = (day.isoformat(), row["start"], row["end"], row["room"])
        writer.writerow([row["id"], row["title"], *place, row["speakers"], row["abstract"]])
    return text.getvalue().encode()


def _sessionize(known: dict[str, Any], first: date, zone: str) -> dict[str, Any]:
    """The programme as Sessionize's interface gives it, its times as instants."""
    return {
        **known,
        "sessions": [_dated(session, first, zone) for session in known["sessions"]],
    }


def _dated(session: dict[str, Any], first: date, zone: str) -> dict[str, Any]:
    rest = {key: value for key, value in session.items() if key != "day"}
    day = first + timedelta(days=session["day"])
    for key in ("startsAt", "endsAt"):
        wall = datetime.combine(day, time.fromisoformat(session[key]))
        rest[key] = zones.nearest(wall, zone).strftime("%Y-%m-%dT%H:%M:%SZ")
    return rest
