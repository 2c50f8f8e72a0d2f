"""The texts that an event's team writes in several languages: what features tell of them.

A feature's room `texts` is listed in `eventsite.TEXTS`. It has `NAME`, with which its keys begin;
`COLUMNS`, the columns of each of its tables whose texts it tells; `LEFT`, those that it does not,
each with the reason; `texts(event)`, all of them as they stand; and `write(event, actor, said)`,
which changes them the way the feature's own pages do but leaves the trail to whoever calls it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flask import current_app

from eventsite.core.i18n import gettext

#: A text by language.
Words = Mapping[str, str]


@dataclass(frozen=True)
class Text:
    """One text as it stands, in every language that it has."""

    #: Stays the same while the text is there, like `events:event.title`.
    key: str
    #: What it belongs to, and what that is called, in the language spoken now.
    kind: str
    name: Words
    #: What it says of it, such as "Title".
    label: str
    said: Words
    #: Characters at most, and lines of its field; a text of one line holds no line break.
    most: int
    lines: int = 1
    #: Whether the visitor may change it.
    may: bool = True
    #: Whether visitors see a change only with the next version of the programme.
    later: bool = False


@dataclass(frozen=True)
class Column:
    """A column that holds texts by language; `label` is marked with `N_`."""

    name: str
    label: str
    most: int
    lines: int = 1


@dataclass(frozen=True)
class Held:
    """A row with texts in columns; the texts' keys are `<key>.<column>`."""

    key: str
    row: Any
    columns: Sequence[Column]
    kind: str
    name: Words
    may: bool = True
    later: bool = False


class Room(Protocol):
    """What a feature's room `texts` offers."""

    NAME: str
    COLUMNS: Mapping[str, Sequence[Column]]
    LEFT: Mapping[str, str]

    def texts(self, event: Any) -> list[Text]:
        """Every text of the event that the visitor may see; on a page of its team."""

    def write(self, event: Any, actor: str, said: Mapping[str, Words]) -> None:
        """Change texts: key to texts by language, of which an empty one takes the text away.

        Languages that are not named stay as they are. Raises Refused with the key as `field`.
        """


def rooms() -> Sequence[Room]:
    """The rooms of all features, in the order of the ladder."""
    found: Sequence[Room] = current_app.extensions["texts"]
    return found


def texts(held: Iterable[Held]) -> list[Text]:
    """The texts of rows, those without words in any language left out."""
    return [
        Text(
            key=f"{one.key}.{column.name}",
            kind=one.kind,
            name=one.name,
            label=str(gettext(column.label)),
            said=dict(getattr(one.row, column.name)),
            most=column.most,
            lines=column.lines,
            may=one.may,
            later=one.later,
        )
        for one in held
        for column in one.columns
        if any((getattr(one.row, column.name) or {}).values())
    ]


def write(held: Iterable[Held], said: Mapping[str, Words]) -> list[Held]:
    """Put texts into the rows; those that became different. Keys of no row are passed over."""
    changed = []
    for one in held:
        before = {column.name: getattr(one.row, column.name) for column in one.columns}
        after = {
            name: merged(texts, said.get(f"{one.key}.{name}", {})) for name, texts in before.items()
        }
        for name in [name for name in after if after[name] != before[name]]:
            setattr(one.row, name, after[name])
        if after != before:
            changed.append(one)
    return changed


def merged(old: Words, new: Words) -> dict[str, str]:
    """The texts with new ones laid over them and empty ones taken away."""
    return {lang: said for lang, said in {**old, **new}.items() if said}
