"""How far a text is translated, and the table that goes to a translator and comes back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.core import sheets, text
from eventsite.core.translated import Column, Held, Text, merged, texts, write
from eventsite.events.models import Translation
from eventsite.site.translating import states, tables
from eventsite.site.translating.states import State, mark


def kept(source: str, draft: str = "", said: str = "") -> Translation:
    """What is stored of a text made from `source`: a draft, or a review of `said`."""
    said_mark = mark(said) if said else ""
    return Translation(draft=draft, source_mark=mark(source), said_mark=said_mark)


def a_text(**said: str) -> Text:
    """A title with these words."""
    return Text("events:event.title", "Event", {}, "Title", said, 200)


@pytest.mark.parametrize(
    ("live", "row", "state"),
    [
        ("", None, State.MISSING),
        ("Salle", None, State.UNREVIEWED),
        ("", kept("Hall", draft="Salle"), State.DRAFT),
        ("Pièce", kept("Hall", draft="Salle"), State.DRAFT),
        ("", kept("Room", draft="Salle"), State.OUTDATED),
        ("Salle", kept("Hall", said="Salle"), State.REVIEWED),
        ("Pièce", kept("Hall", said="Salle"), State.UNREVIEWED),
        ("Salle", kept("Room", said="Salle"), State.OUTDATED),
        ("", kept("Hall", said="Salle"), State.MISSING),
    ],
)
def test_state_of_a_text(live: str, row: Translation | None, state: State) -> None:
    assert states.state_of("Hall", live, row) == state


@pytest.mark.parametrize(
    ("said", "lang", "source"),
    [
        ({"en": "Hall", "fr": "Salle"}, "ar", "Hall"),
        ({"en": "Hall", "fr": "Salle"}, "en", None),
        ({"fr": "Salle", "es": "Sala"}, "en", "Salle"),
        ({"es": "Sala"}, "ar", "Sala"),
        ({"fr": "Salle"}, "fr", None),
        ({"fr": "Salle", "es": ""}, "fr", None),
    ],
)
def test_the_source_is_another_language(
    said: dict[str, str], lang: str, source: str | None
) -> None:
    found = states.items([a_text(**said)], {}, lang, "en")
    assert [item.source.text for item in found] == ([source] if source else [])


def test_figures_add_up() -> None:
    rows = {"a": kept("One", said="Un"), "b": kept("Two", draft="Deux")}
    words = {"a": {"en": "One", "fr": "Un"}, "b": {"en": "Two"}, "c": {"en": "Three"}}
    all_of_it = [Text(key, "Event", {}, "Title", said, 200) for key, said in words.items()]
    figure = states.progress("fr", states.items(all_of_it, rows, "fr", "en"))
    assert (figure.total, dict(figure.counts)) == (
        3, {State.REVIEWED: 1, State.DRAFT: 1, State.MISSING: 1},
    )  # fmt: skip


def test_rows_are_told_and_written_by_column() -> None:
    class Row:
        title = {"en": "Hall"}
        note: dict[str, str] = {}

    row = Row()
    columns = (Column("title", "Title", 80), Column("note", "Note", 80))
    held = [Held("agenda:room/1", row, columns, "Room", row.title)]
    assert [one.key for one in texts(held)] == ["agenda:room/1.title"]
    assert write(held, {"agenda:room/1.title": {"en": "Hall"}}) == []
    assert write(held, {"agenda:room/1.title": {"fr": "Salle"}}) == held
    assert row.title == {"en": "Hall", "fr": "Salle"}
    assert merged(row.title, {"fr": ""}) == {"en": "Hall"}


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,6}:[a-z/]{1,9}\.[a-z]{1,5}", fullmatch=True),
        st.tuples(st.text(max_size=40).map(text.tidy), st.text(max_size=40).map(text.tidy)),
        max_size=5,
    )
)
def test_a_table_comes_back_as_it_went(said: dict[str, tuple[str, str]]) -> None:
    all_of_it = [
        Text(key, "Event", {}, "Title", {"en": f"x{source}", "fr": words}, 200)
        for key, (source, words) in said.items()
    ]
    found = states.items(all_of_it, {}, "fr", "en")
    file = io.StringIO()
    rows = [[text.safe_cell(cell) for cell in row] for row in tables.rows(found)]
    csv.writer(file).writerows([tables.HEADER, *rows])
    back = tables.read(("\ufeff" + file.getvalue()).encode(), "fr")
    assert [(one.key, text.tidy(one.said), one.is_reviewed) for one in back] == [
        (item.key, item.live, False) for item in found if item.live
    ]


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("", "This file is empty. Choose the one with the table."),
        ("name,words\na,b", "The table needs the columns “key” and “translation”."),
        (
            "key,language,translation\na.b,fr,un\nc.d,es,dos",
            "This table is for another language. Choose the one for this language.",
        ),
        (
            "key,translation\na,un\na,deux",
            "This text is in the table twice. Leave one of the rows.",
        ),
    ],
)
def test_what_is_no_table_is_refused(table: str, problem: str) -> None:
    with pytest.raises(sheets.Unreadable) as refused:
        tables.read(table.encode(), "fr")
    assert refused.value.what.sentence == problem
