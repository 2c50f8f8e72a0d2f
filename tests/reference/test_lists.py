"""Clauses, goals, study groups and what they make."""

from collections import Counter

from eventsite.reference import lists, packaged


def test_the_resolution_has_57_clauses_and_a_footnote():
    sections = Counter(clause.section for clause in lists.CLAUSES.values())
    assert sections.pop("footnote") == 1
    assert sum(sections.values()) == 57
    assert set(sections) | {"footnote"} == set(lists.SECTIONS)


def test_a_clause_is_found_by_its_code():
    clause = lists.CLAUSES["ITD-6"]
    assert (clause.section, clause.number) == ("instructs the Director of TSB", "6")
    assert clause.areas == ("fellowships", "SME status", "contributions")
    assert clause.evidence == (
        "fellowship awards by country group",
        "verified SME registrations",
    )


def test_seventeen_goals_have_names_in_six_languages():
    assert list(lists.GOALS) == list(range(1, 18))
    for goal in lists.GOALS.values():
        assert sorted(goal.names) == sorted(packaged.LANGUAGES)
        assert all(goal.names.values())
    assert lists.GOALS[13].name("es") == "Acción por el clima"
    assert lists.GOALS[13].name("tlh") == "Climate action"


def test_only_deliverables_whose_title_was_seen_whole_are_official():
    assert len(lists.deliverable_numbers()) == 52
    official = [found.number for found in lists.official_deliverables()]
    assert len(official) == 16
    assert {"FGMV-03", "FGMV-15", "FGMV-19", "FGMV-38"} & set(official) == set()
    assert all(found.title and found.source for found in lists.official_deliverables())


def test_study_groups_show_no_recalled_title():
    titled = {code for code, group in lists.STUDY_GROUPS.items() if group.title}
    assert len(lists.STUDY_GROUPS) == 10
    assert titled == {"SG2", "SG17", "SG20", "SG21"}


def test_every_work_item_belongs_to_a_listed_study_group():
    assert {item.study_group for item in lists.WORK_ITEMS} <= set(lists.STUDY_GROUPS)
    assert len({item.name for item in lists.WORK_ITEMS}) == len(lists.WORK_ITEMS) == 7


def test_no_cell_carries_a_note_of_recall():
    shown = [
        *(item.title for item in lists.WORK_ITEMS),
        *(sdo.topics for sdo in lists.PARTNER_SDOS),
        *(group.title for group in lists.STUDY_GROUPS.values()),
        *(found.title for found in lists.official_deliverables()),
    ]
    assert [said for said in shown if "[" in said or "recalled" in said] == []
