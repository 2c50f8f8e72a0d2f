"""Short digests: of keys, of values as they were taken in, of rows as a person saw them."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from eventsite.exchange.plan.values import LOCALIZED, Plain, Row

TICKED = "+"
#: Hexadecimal digits: enough that two rows of a programme never meet.
_LENGTH = 24


def of_key(key: str) -> str:
    """What stands for a source's key in the database: of one length, and not to be read back."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def of_value(value: Plain) -> str:
    """What stands for a value; empty for an empty one."""
    if value in (None, "", [], {}):
        return ""
    said = json.dumps(value, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(said.encode()).hexdigest()[:_LENGTH]


def of_field(name: str, value: Plain) -> Any:
    """What is remembered of a field: one digest, or one for each language."""
    if name in LOCALIZED:
        return {lang: of_value(text) for lang, text in value.items()}
    return of_value(value)


def of_row(row: Row) -> str:
    """What a person sees of a row: when this differs, it is another question.

    Ends in `TICKED` where something is ticked at first.
    """
    offers = [[o.name, o.before, o.after, o.is_conflict] for o in row.offers]
    return of_value([row.kind.value, row.target, offers]) + (TICKED if row.default else "")


def fingerprints(rows: tuple[Row, ...]) -> Mapping[str, str]:
    """The digest of each row that offers something, by the row's id."""
    return {row.id: of_row(row) for row in rows if row.offers}
