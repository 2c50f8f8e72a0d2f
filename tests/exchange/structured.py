"""What the tests of the structured readers share: files by name, doubts as plain words."""

import json
from pathlib import Path
from typing import Any

from eventsite.core.sheets.source import Limits, Said
from eventsite.exchange import reading
from eventsite.exchange.source import Doubt, Format, Source

FIXTURES = Path(__file__).parent / "fixtures"
FORMATS = (
    Format.FRAB_XML,
    Format.FRAB_JSON,
    Format.PRETALX,
    Format.INDICO,
    Format.SESSIONIZE,
)
FILES = tuple(
    sorted(
        path.relative_to(FIXTURES).as_posix()
        for form in FORMATS
        for path in (FIXTURES / form).iterdir()
    )
)


def source_of(name: str, limits: Limits | None = None) -> Source:
    """The fixture `frab-xml/odd.xml` as its reader has it."""
    form = Format(name.partition("/")[0])
    return reading.read(form, (FIXTURES / name).read_bytes(), limits or Limits())


def worded(said: Said) -> str:
    """The English sentence."""
    return said.sentence % said.values


def told(doubt: Doubt) -> tuple[str, str]:
    """Where and what, in English."""
    return worded(doubt.where), worded(doubt.what)


def listed(events: Any, **conference: Any) -> bytes:
    """A schedule.json around the events of one room."""
    days = [{"date": "2025-05-14", "rooms": {"A": events}}]
    return json.dumps({"schedule": {"conference": {"days": days, **conference}}}).encode()
