"""Which column holds what: in six languages, of other tools, and as a person changes it."""

import pytest

from eventsite.core.sheets.source import Unreadable
from eventsite.exchange.reading import columns, known_columns
from eventsite.exchange.reading.columns import Certainty

HEADERS = [
    ("Title|Date|Start|End|Room|Speakers", "title|date|start|end|room|speakers"),
    ("Titre|Jour|Début|Fin|Salle|Intervenants", "title|date|start|end|room|speakers"),
    ("Título|Fecha|Inicio|Fin|Sala|Ponentes", "title|date|start|end|room|speakers"),
    ("Название|Дата|Начало|Конец|Зал|Докладчики", "title|date|start|end|room|speakers"),
    ("العنوان|التاريخ|البداية|النهاية|القاعة|المتحدثون", "title|date|start|end|room|speakers"),
    ("标题|日期|开始|结束|会议室|演讲人", "title|date|start|end|room|speakers"),
    # Sessionize
    (
        (
            "Session Id|Title|Description|Owner Email|Session format|Room|Scheduled At|"
            "Scheduled Duration|Status|Recording link"
        ),
        "id|title|description|email|kind|room|start|duration|status|recording",
    ),
    # pretalx
    (
        "ID|Proposal title|Session type|Track|Speaker names|Language|State|Abstract",
        "id|title|kind|track|speakers|language|status|abstract",
    ),
    # Indico
    (
        "Id|Title|Description|Date|Duration|Type|Session|Track|Presenters|Materials",
        "id|title|description|date|duration|kind||track|speakers|links",
    ),
    ("Title|Title (fr)|title_ar|Titre", "title|title:fr|title:ar|"),
    ("TIME|TOPIC / SESSION|MODERATOR(S)", "time|title|moderators"),
    (
        "Title|Speaker 1|Speaker 2|First name|Last name",
        "title|speakers|speakers|first-name|last-name",
    ),
    ("a|b|", "||"),
]


@pytest.mark.parametrize(("header", "fields"), HEADERS)
def test_columns_are_known_by_their_names(header: str, fields: str) -> None:
    matching = columns.guess(header.split("|"))
    assert "|".join(column.field for column in matching.columns) == fields


def test_a_longer_name_is_only_likely() -> None:
    title, sure = columns.guess(["The session title in full", "Room"]).columns
    assert (title.field, title.certainty) == ("title", Certainty.LIKELY)
    assert sure.certainty == Certainty.SURE


def test_samples_and_doubled_names_help_a_person_to_choose() -> None:
    rows = [["Opening", ""], ["Panel", "x\ny"], ["A", ""], ["B", ""]]
    first, second = columns.guess(["Title", "Title"], rows).columns
    assert (first.name, first.samples) == ("Title", ("Opening", "Panel", "A"))
    assert (second.name, second.samples, second.field) == ("Title (2)", ("x y",), "")


def test_a_person_matches_otherwise_and_it_is_kept() -> None:
    guessed = columns.guess(["What", "Title"])
    changed = guessed.chosen({"What": "title:fr", "Title": ""})
    assert changed.stored() == {"What": "title:fr", "Title": ""}
    assert guessed.chosen(changed.stored()) == changed


@pytest.mark.parametrize("field", ["nonsense", "room:fr", "title:<b>", "title:french"])
def test_a_match_that_there_is_not_is_refused(field: str) -> None:
    with pytest.raises(Unreadable, match="Choose again"):
        columns.guess(["Title", "What"]).chosen({"What": field})


def test_without_a_title_nothing_is_read() -> None:
    with pytest.raises(Unreadable, match="No column is matched to the title"):
        columns.guess(["Title", "What"]).chosen({"Title": ""})


def test_every_field_has_a_label_and_no_name_means_two() -> None:
    assert set(known_columns.LABELS) == set(known_columns.NAMES) == set(known_columns.Field)
    names: dict[str, known_columns.Field] = {}
    for field, listed in known_columns.NAMES.items():
        for name in listed.split("|"):
            assert names.setdefault(columns.folded(name), field) == field


def test_languages_are_known_by_code_and_name() -> None:
    names = ["fr", "FR-ch", "French", "Français", "الفرنسية", "法语", "Klingon", ""]
    assert [columns.language_of(n) for n in names] == ["fr", "fr", "fr", "fr", "fr", "fr", "", ""]
