"""The page of the rules: defaults, what differs from them, numbers, stale answers."""

from eventsite.agenda import checks, queries
from eventsite.agenda.models import AgendaTerms
from eventsite.core.db import db

FIELDS = {
    f"level_{rule.value.replace('-', '_')}": checks.DEFAULTS[rule].value for rule in checks.Rule
}
FIELDS |= {"change_minutes": "5", "interpreters": "2", "turn_minutes": "30", "women_target": "40"}
SAVE = "Save the rules"


def levels(page):
    """What the selects show."""
    found = page.soup.select("select[name^=level_]")
    return {tag["name"]: tag.select_one("option[selected]")["value"] for tag in found}


def options(page, name):
    return [tag["value"] for tag in page.soup.select(f"select[name={name}] option")]


def test_a_team_settles_its_rules(event, base, client):
    page = client.get(f"{base}/programme/rules")
    assert levels(page) == {name: FIELDS[name] for name in FIELDS if name.startswith("level_")}
    assert len(levels(page)) == 20
    # Only a rule that a move can break can block one.
    assert options(page, "level_women") == ["blocks-publishing", "warns", "off"]
    assert options(page, "level_room") == ["blocks-move", "blocks-publishing", "warns", "off"]
    settled = {"level_room": "warns", "level_women": "off", "change_minutes": "10"}
    page = client.form(page, SAVE).fill(**settled).submit()
    assert (levels(page)["level_room"], levels(page)["level_women"]) == ("warns", "off")
    row = db.session.get(AgendaTerms, event.id)
    assert (row.levels, row.change_minutes) == ({"room": "warns", "women": "off"}, 10)
    assert queries.checks_of(event).level(checks.Rule.ROOM) is checks.Level.WARNS
    # Pages that show what to check learn of it.
    assert queries.revision(event.id) == 1


def test_the_same_twice_is_harmless_and_another_answer_is_stale(event, base, client):
    page = client.get(f"{base}/programme/rules")
    for _ in range(2):
        client.form(page, SAVE).fill(level_room="warns").submit()
    page = client.form(page, SAVE).fill(level_room="off").submit(409)
    assert "A room has two sessions at once" in page.text
    assert db.session.get(AgendaTerms, event.id).levels == {"room": "warns"}


def test_bad_answers_are_told_beside_their_fields_and_nothing_is_saved(event, base, client):
    wrong = {"level_room": "sometimes", "level_women": "blocks-move", "women_target": "101"}
    wrong |= {"turn_minutes": "", "change_minutes": "soon"}
    page = client.post(f"{base}/programme/rules", FIELDS | wrong, 422)
    assert page.all(".err") == [
        "Error: Choose one of the answers in the list.",
        "Error: Enter a whole number, like 25.",
        "Error: Enter minutes between 5 and 120.",
        "Error: Choose one of the answers in the list.",
        "Error: Enter a number between 0 and 100.",
    ]
    assert page.one("input[name=women_target]")["value"] == "101"
    assert db.session.get(AgendaTerms, event.id) is None
