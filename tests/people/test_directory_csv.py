"""A CSV file of the directory as a plan; no database."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.core import text
from eventsite.people import directory_csv
from eventsite.people.directory_csv import Known, Outcome, Problem, Unreadable
from eventsite.people.models import Category, EntityKind, SmeStatus


def known(code: str, name: str, country: str = "", **more: Any) -> Known:
    fields: dict[str, Any] = {
        "names": {"en": name},
        "acronym": "",
        "kind": EntityKind.COMPANY,
        "country": country,
        "category": Category.NON_MEMBER,
        "sme": SmeStatus.UNKNOWN,
        "sme_valid_from": None,
        "sme_valid_until": None,
        "website": "",
    }
    return Known(code, {**fields, **more})


KNOWN = [known("AAA2222", "Orbit Labs", "CH"), known("BBB3333", "Sea Worlds", "FR")]
HEAD = "code,name_en,kind,country,category,sme,sme_valid_from,sme_valid_until,website,acronym"


@pytest.mark.parametrize(
    ("row", "outcome", "code", "fields"),
    [
        (
            ",New Co,company,KE",
            Outcome.NEW,
            "",
            {"names": {"en": "New Co"}, "kind": EntityKind.COMPANY, "country": "KE"},
        ),
        (",Orbit Labs,,CH", Outcome.UNCHANGED, "AAA2222", {}),
        (",ORBIT LABS,,Switzerland", Outcome.UPDATE, "AAA2222", {"names": {"en": "ORBIT LABS"}}),
        ("aaa2222,,ACADEMIA", Outcome.UPDATE, "AAA2222", {"kind": EntityKind.ACADEMIA}),
        ("AAA2222,,,,sm-t", Outcome.UPDATE, "AAA2222", {"category": Category.SECTOR_T}),
        ("AAA2222", Outcome.UNCHANGED, "AAA2222", {}),
        # The apostrophe is what an export adds, so that no spreadsheet computes the cell.
        (
            ",'=SUM(A1),un",
            Outcome.NEW,
            "",
            {"names": {"en": "=SUM(A1)"}, "kind": EntityKind.UN},
        ),
        (",'s Gravenhage,un", Outcome.NEW, "", {"names": {"en": "'s Gravenhage"}, "kind": "un"}),
    ],
)
def test_what_becomes_of_a_row(
    row: str, outcome: Outcome, code: str, fields: dict[str, Any]
) -> None:
    (planned,) = directory_csv.plan(directory_csv.parse(f"{HEAD}\n{row}\n"), KNOWN)
    assert (planned.line, planned.outcome, planned.code) == (2, outcome, code)
    assert dict(planned.fields) == fields


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("ZZZ9999,Orbit Labs", Problem.NO_SUCH_CODE),
        (",,company,CH", Problem.NO_NAME),
        (",New Co,,CH", Problem.NO_KIND),
        (",New Co,firm,CH", Problem.CHOICE),
        (",New Co,company,Atlantis", Problem.COUNTRY),
        (",New Co,company,CH,,verified,2027-1-1", Problem.DAY),
        (",New Co,company,CH,,verified,2027-06-30,2027-01-01", Problem.DAYS),
        (",New Co,company,CH,,,,,javascript:alert(1)", Problem.WEBSITE),
        (f",{'x' * 201},company", Problem.TOO_LONG),
        (f",New Co,company,,,,,,,{'x' * 41}", Problem.TOO_LONG),
        (f",Z{chr(0x301) * 12},company", Problem.MARKS),
        ("AAA2222,Sea Worlds,,FR", Problem.TWIN),
    ],
)
def test_rows_that_cannot_be_taken(row: str, problem: Problem) -> None:
    (planned,) = directory_csv.plan(directory_csv.parse(f"{HEAD}\n{row}\n"), KNOWN)
    assert (planned.outcome, planned.problem, dict(planned.fields)) == (Outcome.ERROR, problem, {})


def test_one_entity_twice_in_a_file() -> None:
    content = f"{HEAD}\n,New Co,company,KE\n,new co,company,KE\nAAA2222,,un\n,Orbit Labs,un,CH\n"
    planned = directory_csv.plan(directory_csv.parse(content), KNOWN)
    assert [row.outcome for row in planned] == ["new", "error", "update", "error"]
    assert [dict(row.facts) for row in planned] == [{}, {"line": 2}, {}, {"line": 4}]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", Problem.NO_COLUMNS),
        ("name_en,colour\nA,red\n", Problem.UNKNOWN_COLUMN),
        ("name_en,name_en\nA,B\n", Problem.TWICE),
        ("kind,country\ncompany,CH\n", Problem.NO_COLUMNS),
        ("name_en,kind\n\n , \n", Problem.EMPTY),
        ('name_en,kind\n"A,company\n', Problem.NOT_CSV),
        ("name_en,kind\n" + "A,company\n" * 5001, Problem.TOO_MANY),
    ],
)
def test_files_that_cannot_be_read(content: str, problem: Problem) -> None:
    with pytest.raises(Unreadable) as caught:
        directory_csv.parse(content)
    assert caught.value.problem is problem


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_file_as_spreadsheets_of_several_countries_save_it(mark: str) -> None:
    content = "\ufeffname_en;kind;website\r\n".replace(";", mark)
    content += '"A; B, Co";company;\r\n'.replace(";c", mark + "c").replace(";\r", mark + "\r")
    (row,) = directory_csv.parse(content)
    assert (row.line, dict(row.cells)) == (2, {"name_en": "A; B, Co", "kind": "company"})


NAMES = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x24F, exclude_categories=["C"]),
    min_size=1,
    max_size=30,
).map(str.strip)


@given(NAMES.filter(lambda name: name not in ("", "'")))
def test_what_is_given_out_comes_back_unchanged(name: str) -> None:
    entity = known("CCC4444", name, "CH")
    buffer = io.StringIO()
    csv.writer(buffer).writerow(directory_csv.COLUMNS)
    csv.writer(buffer).writerow([text.safe_cell(c) for c in directory_csv.cells_of(entity)])
    (planned,) = directory_csv.plan(directory_csv.parse(buffer.getvalue()), [entity])
    # A name is kept in one normal form, so a stored one is in it already.
    normal = known("CCC4444", text.tidy(name), "CH")
    expected = Outcome.UNCHANGED if normal == entity else Outcome.UPDATE
    if not name.startswith(("'=", "'+", "'-", "'@")):
        assert planned.outcome is expected
