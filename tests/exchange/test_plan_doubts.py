"""What a plan leaves out of a source, and whose doubt is whose."""

from dataclasses import replace

from eventsite.core.sheets.source import Said
from eventsite.exchange.plan import Kind, Thing
from eventsite.exchange.source import Doubt
from tests.exchange.planned import line, plan_of, session, source


def test_what_no_form_would_take_is_left_out_and_said():
    brought = source(
        session("a", "x" * 201),
        session("b", "Fits", abstract={"en": "y" * 5_001, "fr": "Court"}),
    )
    left, kept = (row for row in plan_of(brought).rows if row.thing == Thing.SESSION)
    assert [(row.kind, [d.what.values for d in row.doubts]) for row in (left, kept)] == [
        (Kind.LEFT, [{"most": 200}]),
        (Kind.ADDED, [{"most": 5_000}]),
    ]
    assert kept.values["abstract"] == {"fr": "Court"}


def test_of_two_rows_with_one_id_each_has_its_own_doubts():
    twins = [replace(session("a", title), where=line(n)) for n, title in ((1, "One"), (9, "Two"))]
    same = Doubt(line(9), Said("Said of the second."), "a")
    rows = plan_of(source(*twins, doubts=(same,))).rows
    assert [same in row.doubts for row in rows if row.thing == Thing.SESSION] == [False, True]
