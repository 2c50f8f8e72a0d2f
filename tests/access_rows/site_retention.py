"""Rows of the page that says how long data is kept."""

from tests.access_table import Row, of_event, page, team

ROWS: dict[tuple[str, str], Row] = {
    ("site.retention", "GET"): page(team(), of_event),
}
