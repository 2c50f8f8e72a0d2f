"""The table of texts that a translator fills in outside: as rows to write, and read again."""

from collections.abc import Iterable, Sequence

from eventsite.core import sheets
from eventsite.core.i18n import N_
from eventsite.core.sheets import Limits, Said, Unreadable, places
from eventsite.site.translating.saving import Typed
from eventsite.site.translating.states import Item

#: Read by programs too, so they stay in English.
HEADER = ("key", "part", "text", "source language", "source", "language", "translation", "state")
LIMITS = Limits(bytes=5 * 1024 * 1024, rows=5_000, text=20_000)
_NO_COLUMNS = N_("The table needs the columns “key” and “translation”.")
_OTHER_LANGUAGE = N_("This table is for another language. Choose the one for this language.")
_TWICE = N_("This text is in the table twice. Leave one of the rows.")


def rows(items: Iterable[Item]) -> list[Sequence[str]]:
    """The rows below `HEADER`; `part` is told by the text's kind alone."""
    return [
        (
            item.key,
            item.text.kind,
            item.text.label,
            item.source.lang,
            item.source.text,
            item.lang,
            item.shown,
            item.state.value,
        )
        for item in items
    ]


def read(content: bytes, lang: str) -> list[Typed]:
    """What a file holds for `lang`, rows without a translation left out; raises Unreadable.

    All of it is a draft. What was the source when the file was written says the file itself.
    """
    lines = sheets.lines(content, LIMITS)
    head = [cell.casefold() for cell in lines[0].cells]
    if "key" not in head or "translation" not in head:
        raise Unreadable(Said(_NO_COLUMNS))
    found: dict[str, Typed] = {}
    for line in lines[1:]:
        cells = dict(zip(head, line.cells, strict=False))
        if cells.get("language", lang) not in (lang, ""):
            raise Unreadable(Said(_OTHER_LANGUAGE), places.row(line.number))
        key, said = cells.get("key", ""), cells.get("translation", "")
        if not key or not said:
            continue
        if key in found:
            raise Unreadable(Said(_TWICE), places.row(line.number))
        found[key] = Typed(key, said, source=cells.get("source") or None)
    return list(found.values())
