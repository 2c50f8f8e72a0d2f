"""A source as JSON that a later version of the software reads again."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from eventsite.core.sheets.source import Said
from eventsite.exchange.source import (
    Doubt,
    Format,
    Source,
    SourceLink,
    SourcePart,
    SourcePerson,
    SourceRoom,
    SourceSession,
    SourceTrack,
    SourceVoice,
)

#: Counted up when a field changes its meaning; new fields have defaults and need no new number.
VERSION = 1


def dump(source: Source) -> dict[str, Any]:
    """The source as JSON."""
    return {"version": VERSION, "source": _plain(source)}


def read(content: Mapping[str, Any]) -> Source:
    """What `dump` wrote; ValueError for a version from ahead."""
    if content["version"] > VERSION:
        raise ValueError(f"Version {content['version']} of a kept source is not known here.")
    said = dict(content["source"])
    rest: dict[str, Any] = {
        "format": Format(said.pop("format")),
        "days": tuple(date.fromisoformat(day) for day in said.pop("days")),
        "fields": frozenset(said.pop("fields")),
        "rooms": tuple(SourceRoom(**one) for one in said.pop("rooms")),
        "tracks": tuple(SourceTrack(**one) for one in said.pop("tracks")),
        "people": tuple(SourcePerson(**one) for one in said.pop("people")),
        "sessions": tuple(_session(one) for one in said.pop("sessions")),
        "doubts": tuple(_doubt(one) for one in said.pop("doubts")),
    }
    return Source(**said, **rest)


def dump_said(said: Said) -> dict[str, Any]:
    """A sentence as JSON."""
    return {"sentence": said.sentence, "values": _plain(said.values)}


def read_said(content: Mapping[str, Any]) -> Said:
    """What `dump_said` wrote."""
    values = content["values"].items()
    return Said(
        content["sentence"],
        {name: read_said(one) if isinstance(one, Mapping) else one for name, one in values},
    )


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value


def _session(said: Mapping[str, Any]) -> SourceSession:
    more: dict[str, Any] = {
        "where": read_said(said["where"]),
        "rooms": tuple(said["rooms"]),
        "start": said["start"] and datetime.fromisoformat(said["start"]),
        "languages": tuple(said["languages"]),
        "voices": tuple(SourceVoice(**one) for one in said["voices"]),
        "parts": tuple(
            SourcePart(**{**one, "people": tuple(one["people"])}) for one in said["parts"]
        ),
        "links": tuple(SourceLink(**one) for one in said["links"]),
    }
    return SourceSession(**{**said, **more})


def _doubt(said: Mapping[str, Any]) -> Doubt:
    places = {"where": read_said(said["where"]), "what": read_said(said["what"])}
    return Doubt(**{**said, **places})
