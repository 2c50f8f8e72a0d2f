"""Walking through a JSON value whose shape nobody promised: every surprise becomes a doubt."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from eventsite.core.i18n import N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Said
from eventsite.exchange.reading.sink import Sink

_NO_LIST = N_("A list should stand here. What stands here is left out.")
_NO_RECORD = N_("A group of named values should stand here. What stands here is left out.")
_NO_TEXT = N_("A text should stand here. What stands here is left out.")
_NO_NUMBER = N_("A number should stand here. What stands here is left out.")
_LARGEST = 10**15
_DIGITS = re.compile("[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Spot:
    """A value and the path to it, as `schedule.conference.days[2]`."""

    value: object
    sink: Sink
    path: str = ""

    def __getitem__(self, key: str) -> "Spot":
        """What stands under a name; a spot of None where there is nothing."""
        path = f"{self.path}.{key}" if self.path else key
        return Spot(self._record().get(key), self.sink, path)

    def __contains__(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def where(self) -> Said:
        """The place, for a doubt."""
        if not self.path:
            return places.whole()
        return Said(N_("At “%(path)s”"), {"path": _shown(self.path)})

    def first(self, *keys: str) -> "Spot":
        """What stands under the first of the names that has anything."""
        return next((self[key] for key in keys if self[key]), self[keys[0]])

    def each(self) -> Iterator["Spot"]:
        """The items of a list; none, with a doubt, where something else stands."""
        if isinstance(self.value, list):
            for number, value in enumerate(self.value):
                yield Spot(value, self.sink, f"{self.path}[{number}]")
        elif self.value is not None and self.value != {}:
            self.sink.add(self.where, Said(_NO_LIST))

    def entries(self) -> Iterator[tuple[str, "Spot"]]:
        """The names and values of a group."""
        for key in self._record():
            yield key, self[key]

    def text(self) -> str:
        """The text or number as text, trimmed; empty for nothing and for yes or no."""
        value = self.value
        if isinstance(value, str):
            return value.strip()
        if value is None or isinstance(value, bool):
            return ""
        if isinstance(value, int | float):
            return str(value)
        self.sink.add(self.where, Said(_NO_TEXT))
        return ""

    def words(self) -> str | dict[str, str]:
        """A text, or the texts by language where the source has it in several."""
        if isinstance(self.value, dict):
            return {language: spot.text() for language, spot in self.entries()}
        return self.text()

    def number(self) -> int | None:
        """A whole number, also where it is written as text; None for nothing."""
        value = self.value
        if isinstance(value, str):
            digits = value.strip()
            value = int(digits) if _DIGITS.fullmatch(digits) else None
        if isinstance(value, float):
            value = round(value) if math.isfinite(value) else None
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST:
            return value
        if self.value not in (None, "", False):
            self.sink.add(self.where, Said(_NO_NUMBER))
        return None

    def is_true(self) -> bool:
        """Whether the value says yes."""
        return self.value is True

    def _record(self) -> dict[str, object]:
        if isinstance(self.value, dict):
            return self.value
        if self.value is not None and self.value != []:
            self.sink.add(self.where, Said(_NO_RECORD))
        return {}


def _shown(path: str) -> str:
    """The path in one line; a long one by its end, which tells the most."""
    return path if len(path) <= 60 and path.isprintable() else places.shown(path[-59:])
