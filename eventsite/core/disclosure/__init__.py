"""Disclosure control: turns counts of self-declared answers into tables that name nobody.

The method is suppression below k with an exact attack on what is left. A report hands all its
tables to `protect` at once, because a number hidden in one table is often a sum away in another.
Official attributes (country, category, role, mode) do not pass through here: they are exact.
"""

from eventsite.core.disclosure.releases import may_replace
from eventsite.core.disclosure.suppression import Found, audit, protect
from eventsite.core.disclosure.tables import (
    MIN_PERCENT_BASE,
    Axis,
    Outcome,
    Protected,
    StoredTable,
    Table,
    as_stored,
    atom_of,
    counted,
    from_stored,
    merge_small_column,
    merge_small_rows,
    overlapping,
    percent,
)

__all__ = [
    "MIN_PERCENT_BASE",
    "Axis",
    "Found",
    "Outcome",
    "Protected",
    "StoredTable",
    "Table",
    "as_stored",
    "atom_of",
    "audit",
    "counted",
    "from_stored",
    "may_replace",
    "merge_small_column",
    "merge_small_rows",
    "overlapping",
    "percent",
    "protect",
]
