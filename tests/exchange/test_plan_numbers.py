"""Tables numbered 1, 2, 3: whether the second one is the first again, or another list."""

from dataclasses import replace
from datetime import datetime

import pytest

from eventsite.exchange import plan as planning
from eventsite.exchange.plan import Kind, Thing
from eventsite.exchange.source import Format
from tests.exchange.planned import EMPTY, applied, every_offer, plan_of, session, source

NINE = datetime(2027, 3, 16, 9, 30)  # noqa: DTZ001  # a wall time
TEN = datetime(2027, 3, 16, 10, 30)  # noqa: DTZ001
OPENING = "Opening of the forum"


def table(title, start, kind=Format.CSV):
    return source(session("1", title, start=start), format=kind)


@pytest.mark.parametrize(
    ("kind_of_file", "title", "start", "kind"),
    [
        (Format.CSV, OPENING, NINE, Kind.SAME),
        (Format.CSV, OPENING, TEN, Kind.CHANGED),
        (Format.CSV, "Opening ceremony of the forum", TEN, Kind.CHANGED),
        (Format.CSV, "A workshop on headsets", NINE, Kind.CHANGED),
        (Format.CSV, "A workshop on headsets", TEN, Kind.ALIKE),
        (Format.XLSX, "A workshop on headsets", TEN, Kind.ALIKE),
        # These have identities of their own, not numbers.
        (Format.FRAB_XML, "A workshop on headsets", TEN, Kind.CHANGED),
    ],
)
def test_a_number_alone_takes_no_session_for_another(kind_of_file, title, start, kind):
    draft, keys = applied(plan_of(table(OPENING, NINE, kind_of_file)), EMPTY, {})
    (row,) = plan_of(table(title, start, kind_of_file), draft, keys).rows
    assert (row.kind, row.default == frozenset()) == (kind, kind in (Kind.SAME, Kind.ALIKE))


@pytest.mark.parametrize(("chosen", "count"), [(planning.UPDATE, 1), (planning.ADD, 2)])
def test_what_is_chosen_then_is_known_again(chosen, count):
    draft, keys = applied(plan_of(table(OPENING, NINE)), EMPTY, {})
    (first,), (known,) = draft.things[Thing.SESSION], keys.items()
    draft = replace(draft, things={**draft.things, Thing.SESSION: (replace(first, ref="first"),)})
    keys = {known[0]: replace(known[1], target="first")}
    other = table("A workshop on headsets", TEN)
    plan = plan_of(other, draft, keys)
    assert planning.writes(plan, {}) == ()
    choices = {row: [chosen] for row in every_offer(plan)}
    draft, keys = applied(plan, draft, keys, choices)
    assert len(draft.things[Thing.SESSION]) == count
    assert {row.kind for row in plan_of(other, draft, keys).rows} == {Kind.SAME}
