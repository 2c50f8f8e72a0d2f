"""Rows of the organizers' page of time zones."""

from tests.access_rows.agenda import SEE, one_more
from tests.access_table import Row, Visitor, of_event, page

ROWS: dict[tuple[str, str], Row] = {
    ("agenda.fairness", "GET"): page(SEE, of_event, grow=one_more, reader=Visitor.OWNER),
}
