"""What can be asked of each list: its parameters, how they are read, and what is expected."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from eventsite.api import paging
from eventsite.core.i18n import N_
from eventsite.events.models import EventKind

A = TypeVar("A", bound="Nothing")
_SLUG = r"^[a-z0-9-]{1,60}$"
_NUMBER = re.compile(r"[0-9]{1,9}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

#: What is expected of each parameter; said when another value is given.
EXPECTED = {
    "limit": N_("Give “limit” as a whole number from 1 to 100."),
    "cursor": N_("Take “cursor” from the “next” address of the part before."),
    "series": N_("Give “series” as the slug of a series."),
    "kind": N_("Give “kind” as one of: %(values)s."),
    "year": N_("Give “year” as a year from 1900 to 2999."),
    "from": N_("Give “from” as a day, like 2027-06-08."),
    "to": N_("Give “to” as a day, like 2027-06-08."),
    "state": N_("Give “state” as one of: %(values)s."),
    "country": N_("Give “country” as two capital letters (ISO 3166-1), like CH."),
    "day": N_("Give “day” as a day, like 2027-06-08."),
    "track": N_("Give “track” as the number of a track."),
    "room": N_("Give “room” as the number of a room."),
    "language": N_("Give “language” as the code of a language, like fr."),
}


class WrongParameter(ValueError):
    """A parameter that cannot be used: `why` is unknown, repeated or value."""

    def __init__(self, name: str, why: Literal["unknown", "repeated", "value"]) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why


def _whole(value: Any) -> Any:
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise ValueError("not a whole number")
    return value


def _day(value: Any) -> Any:
    # Without this pydantic would also read seconds since 1970.
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("not a day")
    return value


# The limits stand first: behind the validator they would not be described.
Limit = Annotated[int, Field(ge=1, le=paging.MOST), BeforeValidator(_whole)]
Year = Annotated[int, Field(ge=1900, le=2999), BeforeValidator(_whole)]
Number = Annotated[int, Field(ge=0, le=999_999_999), BeforeValidator(_whole)]
Day = Annotated[date, BeforeValidator(_day)]


class Nothing(BaseModel):
    """An address without parameters."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Listed(Nothing):
    """Any list."""

    limit: Limit = Field(paging.USUAL, description=N_("How many items at most."))
    cursor: str | None = Field(
        None,
        description=N_("Where the part before ended."),
        pattern=r"^[A-Za-z0-9_-]{1,400}$",
    )


class Events(Listed):
    """The list of events."""

    series: str | None = Field(
        None, description=N_("Events of this series, by its slug."), pattern=_SLUG
    )
    kind: EventKind | None = Field(None, description=N_("Events of this kind."))
    year: Year | None = Field(None, description=N_("Events that begin in this year."))
    from_: Day | None = Field(
        None, alias="from", description=N_("Events that end on this day or later.")
    )
    to: Day | None = Field(None, description=N_("Events that begin on this day or earlier."))
    state: Literal["upcoming", "past"] | None = Field(
        None, description=N_("Events that are over, or are not over yet.")
    )
    country: str | None = Field(
        None, description=N_("Events held in this country."), pattern=r"^[A-Z]{2}$"
    )


class Sessions(Listed):
    """The list of sessions."""

    day: Day | None = Field(None, description=N_("Sessions of this day of the programme."))
    track: Number | None = Field(None, description=N_("Sessions of this track, by its number."))
    room: Number | None = Field(None, description=N_("Sessions in this room, by its number."))
    language: str | None = Field(
        None,
        description=N_("Sessions spoken in this language or interpreted into it."),
        pattern=r"^[a-z]{2,3}$",
    )


def read(model: type[A], given: Mapping[str, Sequence[str]]) -> A:
    """The parameters of an address; raises WrongParameter for the first that cannot be used."""
    known = names(model)
    for name, values in given.items():
        if name not in known:
            raise WrongParameter(name, "unknown")
        if len(values) != 1:
            raise WrongParameter(name, "repeated")
    try:
        return model.model_validate({name: values[0] for name, values in given.items()})
    except ValidationError as error:
        raise WrongParameter(str(error.errors()[0]["loc"][0]), "value") from error


def names(model: type[Nothing]) -> list[str]:
    """The parameters that an address takes."""
    return [field.alias or name for name, field in model.model_fields.items()]


def values_of(model: type[Nothing], name: str) -> list[str]:
    """The values that a parameter can have, where they are few."""
    schema = model.model_json_schema(by_alias=True)
    said = schema["properties"][name]
    for one in said.get("anyOf", [said]):
        found = schema["$defs"][one["$ref"].rsplit("/", 1)[1]] if "$ref" in one else one
        if "enum" in found:
            return list(found["enum"])
    return []
