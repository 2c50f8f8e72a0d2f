"""Reading a stranger's JSON: charset by its mark, bounded in depth and number, no odd values."""

import codecs
import json
import re
from collections.abc import Iterator

from eventsite.core.i18n import N_
from eventsite.core.sheets.source import Limits, Said, Unreadable

#: Values a session may bring on average: its fields, persons, links, answers.
_VALUES_PER_ROW = 100
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A string first, and whole or up to the end, so that nothing inside one is taken for a mark.
_TOKEN = re.compile(
    r'"(?:[^"\\]++|\\.)*+"?|[\[{,]|[\]}]|-?(?:NaN|Infinity)|[0-9][0-9.eE+-]{40,}', re.DOTALL
)
_BROKEN = N_("The JSON is broken here. Export the file again, or ask its sender for it.")
_CHARSET = N_("This is not written in UTF-8. Save the file as UTF-8.")
_DEEP = N_("The JSON is nested more than %(number)s levels deep here, which is not read.")
_MANY = N_("The JSON holds more than %(number)s values. Split it into several files.")
_LARGE = N_("The file is larger than %(megabytes)s MB. Split it into several files.")
_NUMBER = N_("This is no number that can be read. Write a plain number.")


def parse(data: bytes, limits: Limits) -> object:
    """The value; of a key that stands twice the last counts. Raises Unreadable with the place."""
    if len(data) > limits.bytes:
        raise Unreadable(Said(_LARGE, {"megabytes": limits.bytes // (1024 * 1024)}))
    text = _text(data)
    _check(text, limits)
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as e:
        raise Unreadable(Said(_BROKEN), _place(text, e.pos)) from e
    return value


def _text(data: bytes) -> str:
    mark, charset = next(((m, c) for m, c in _MARKS if data.startswith(m)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        return body.decode(charset)
    except UnicodeDecodeError as e:
        before = body[: e.start].decode(charset, "replace")
        raise Unreadable(Said(_CHARSET), _place(before, len(before))) from e


def _check(text: str, limits: Limits) -> None:
    """Count before anything is built, so that a bomb costs no memory."""
    depth = count = 0
    most = limits.rows * _VALUES_PER_ROW
    for found, start in _tokens(text):
        if found in "[{,":
            count += 1
            depth += found != ","
            if depth > limits.depth:
                raise Unreadable(Said(_DEEP, {"number": limits.depth}), _place(text, start))
            if count > most:
                raise Unreadable(Said(_MANY, {"number": most}), _place(text, start))
        elif found in "]}":
            depth -= 1
        else:
            raise Unreadable(Said(_NUMBER), _place(text, start))


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    for found in _TOKEN.finditer(text):
        if not found[0].startswith('"'):
            yield found[0], found.start()


def _place(text: str, position: int) -> Said:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return Said(N_("Line %(line)s, column %(column)s"), {"line": line, "column": column})
