"""What all answers share: texts by language, instants, a part of a list, an error."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Values of an answer; a program that reads it must bear fields that are added later."""

    model_config = ConfigDict(frozen=True, extra="forbid")


#: Language (BCP 47) to text; empty where nothing is written.
Texts = Annotated[
    dict[str, str],
    Field(
        description="Language to text, for every language in which it is written.",
        examples=[{"en": "Rights and safety", "fr": "Droits et sécurité"}],
    ),
]
#: Language to Markdown.
Markdown = Annotated[
    dict[str, str],
    Field(
        description="Language to Markdown (CommonMark), for every language in which it is written.",
        examples=[{"en": "Three talks and a *discussion*."}],
    ),
]
Instant = Annotated[
    datetime,
    Field(
        description="An instant (RFC 3339) with the offset that holds where the event is.",
        examples=["2027-06-08T09:30:00+02:00"],
    ),
]
Wall = Annotated[
    str,
    Field(
        description="What clocks show in `zone`, without an offset.",
        pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$",
        examples=["2027-06-08T09:30"],
    ),
]
Zone = Annotated[str, Field(description="IANA time zone.", examples=["Europe/Zurich"])]
Country = Annotated[
    str | None, Field(description="ISO 3166-1 alpha-2.", pattern=r"^[A-Z]{2}$", examples=["CH"])
]
Languages = Annotated[
    list[str], Field(description="Languages (BCP 47).", examples=[["en", "fr", "ar"]])
]
Url = Annotated[str, Field(description="A web address.", examples=["https://example.org/events"])]
Slug = Annotated[str, Field(description="The name in addresses.", examples=["forum-2027"])]
Code = Annotated[str, Field(description="A lasting code.", examples=["K7QWXN4"])]
Next = Annotated[
    str | None,
    Field(
        description="The address of the next part of the list, or null at its end.",
        examples=["https://example.org/api/v1/events?cursor=WzczOTk5OSwiZm9ydW0tMjAyNyJd"],
    ),
]


class Part(Shape):
    """A part of a list, and where the next one is."""

    next: Next = None


class Problem(Shape):
    """An error (RFC 9457, `application/problem+json`)."""

    type: str = Field("about:blank", description="Always about:blank.", examples=["about:blank"])
    title: str = Field(description="The name of the status.", examples=["Unprocessable Entity"])
    status: int = Field(description="The status of the answer.", examples=[422])
    detail: str = Field(
        description="A sentence that says what to do.",
        examples=["Give “limit” as a whole number from 1 to 100."],
    )
    parameter: str | None = Field(
        None,
        description="The parameter that cannot be used, where there is one.",
        examples=["limit"],
    )
    reference: str | None = Field(
        None, description="The number of a failure in the log of the site.", examples=["3F9A01C2D4"]
    )
