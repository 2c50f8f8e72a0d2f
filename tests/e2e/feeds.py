"""Fetches a feed over HTTP as a calendar program does, and reads it with vobject."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests import vobjects


@dataclass(frozen=True)
class Feed:
    """One answer; without a body when nothing has changed."""

    status: int
    etag: str
    body: str

    def sessions(self, titles: list[str]) -> dict[str, dict[str, Any]]:
        """What a program follows of the entries so called, start as wall time.

        What is cancelled says so before its title.
        """
        return {
            title: {
                "uid": one.uid.value,
                "sequence": int(one.sequence.value),
                "status": one.status.value,
                "start": wall_of(one),
            }
            for one in events_of(self.body)
            for title in titles
            if one.summary.value.endswith(title)
        }


def fetch(url: str, etag: str = "") -> Feed:
    """Ask for the feed, naming what is known of it already."""
    request = Request(url, headers={"If-None-Match": etag} if etag else {})
    try:
        with urlopen(request, timeout=30) as answer:
            return Feed(answer.status, answer.headers["ETag"], answer.read().decode())
    except HTTPError as answer:
        with answer:
            return Feed(answer.code, answer.headers["ETag"], answer.read().decode())


def events_of(body: str) -> list[Any]:
    """The events of the one calendar in a text."""
    return list(vobjects.read(body).vevent_list)


def wall_of(event: Any) -> datetime | date:
    """When an event starts, by the clock of its place."""
    start = event.dtstart.value
    return start.replace(tzinfo=None) if isinstance(start, datetime) else start


def day_of(event: Any) -> date:
    """The day an event starts on."""
    start = wall_of(event)
    return start.date() if isinstance(start, datetime) else start
