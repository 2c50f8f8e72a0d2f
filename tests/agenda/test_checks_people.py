"""Rules of content and balance: what a session lacks, who is not ready, who sits on panels."""

import pytest

from eventsite.agenda import checks
from eventsite.agenda.checks import Level, Rule
from eventsite.agenda.models import Answer, Presence, SessionKind, SpeakerRole
from eventsite.people.models import EntityKind
from eventsite.registration.models import Gender
from tests.agenda.checking import CHAIR, INTERPRETER, MODERATOR, agenda, at, found, person, session


@pytest.mark.parametrize(
    ("rooms", "stars", "seats"),
    [
        ((2,), 30, None),
        ((2,), 31, 30),
        ((1, 2), 130, None),
        ((1, 2), 131, 130),
        ((3,), 999, None),
        ((), 9, None),
    ],
)
def test_rule_5_seats(rooms, stars, seats):
    made = agenda([session("A", 0, 60, rooms, stars=stars)])
    facts = [dict(f.facts) for f in checks.find(made, [Rule.SEATS])]
    assert facts == ([] if seats is None else [{"stars": stars, "seats": seats}])


INCOMPLETE = {
    "whole talk": (SessionKind.TALK, [1], True, None),
    "nobody": (SessionKind.TALK, [], True, ("speaker",)),
    "only an interpreter": (SessionKind.TALK, [(1, INTERPRETER)], True, ("speaker",)),
    "nothing at all": (SessionKind.PANEL, [], False, ("speaker", "moderator", "abstract")),
    "panel": (SessionKind.PANEL, [1], True, ("moderator",)),
    "panel with a chair": (SessionKind.PANEL, [1, (2, CHAIR)], True, None),
    "workshop": (SessionKind.WORKSHOP, [(1, MODERATOR)], True, None),
    "break": (SessionKind.BREAK, [], False, None),
    "blocker": (SessionKind.BLOCKER, [], False, None),
    "ceremony": (SessionKind.CEREMONY, [], False, None),
    "networking": (SessionKind.NETWORKING, [], False, None),
    "other": (SessionKind.OTHER, [], False, ("abstract",)),
}


@pytest.mark.parametrize("name", INCOMPLETE)
def test_rule_7_incomplete(name):
    kind, who, abstract, missing = INCOMPLETE[name]
    made = agenda([session("A", kind=kind, who=who, has_abstract=abstract)])
    facts = [f.facts["missing"] for f in checks.find(made, [Rule.INCOMPLETE])]
    assert facts == ([] if missing is None else [missing])


NOT_READY = {
    "confirmed": ({}, {}, frozenset(), None),
    "invited": ({"answer": Answer.INVITED}, {}, frozenset(), ("answer",)),
    "declined": ({"answer": Answer.DECLINED}, {"asks_slides": True}, frozenset(), ("declined",)),
    "no slides": ({}, {"asks_slides": True}, frozenset(), ("slides",)),
    "slides": ({}, {"asks_slides": True}, frozenset({1}), None),
    "slides of the session": ({}, {"asks_slides": True}, frozenset({None}), None),
    "no test, at the venue": ({}, {"asks_tests": True}, frozenset(), None),
    "no test": ({"presence": Presence.REMOTE}, {"asks_tests": True}, frozenset(), ("test",)),
    "test booked": (
        {"presence": Presence.REMOTE, "test": "booked"},
        {"asks_tests": True},
        frozenset(),
        None,
    ),
    "everything": (
        {"presence": Presence.REMOTE, "answer": Answer.OPEN},
        {"asks_tests": True, "asks_slides": True},
        frozenset({2}),
        ("answer", "slides", "test"),
    ),
}


@pytest.mark.parametrize("name", NOT_READY)
def test_rule_8_not_ready(name):
    facts, terms, slides, lacks = NOT_READY[name]
    sessions = [session("A", 0, 60, who=[1], slides=slides)]
    made = agenda(sessions, [person(1, **facts)], terms)
    given = [f.facts["lacks"] for f in checks.find(made, [Rule.NOT_READY])]
    assert given == ([] if lacks is None else [lacks])


def test_rule_8_once_for_all_sessions_of_somebody_and_no_slides_of_a_moderator():
    sessions = [session("B", 60, 90, who=[(1, MODERATOR)]), session("A", 0, 60, who=[1])]
    made = agenda(sessions, [person(1)], {"asks_slides": True})
    (one,) = checks.find(made, [Rule.NOT_READY])
    assert (one.sessions, one.subject, one.at) == (("B", "A"), 1, at(0))


NEEDS = {
    "nothing asked": (checks.Needs(), []),
    "spoken or interpreted": (checks.Needs(frozenset({"en", "fr"})), []),
    "not planned": (
        checks.Needs(frozenset({"es"})),
        [(("A", "B"), "interpretation:es")],
    ),
    "captions in one of two": (checks.Needs(captions=True), [(("B",), "captions")]),
    "signs": (checks.Needs(sign_language=True), [(("A", "B"), "sign-language")]),
}


@pytest.mark.parametrize("name", NEEDS)
def test_rule_11_needs(name):
    needs, expected = NEEDS[name]
    sessions = [
        session("A", 0, 60, languages=("en",), interpretation=("fr",), has_captions=True),
        session("B", 60, 90, languages=("en", "fr")),
        session("C", 90, 99, kind=SessionKind.BREAK),
        session("D", 99, 120, kind=SessionKind.NETWORKING),
    ]
    assert found(Rule.NEEDS, agenda(sessions, needs=needs)) == expected


WOMAN, MAN, OTHER, UNSAID = Gender.WOMAN, Gender.MAN, Gender.ANOTHER, Gender.NOT_SAID
ONE_GENDER = {
    "alone": ([WOMAN], []),
    "two men": ([MAN, MAN], [(("A",), None)]),
    "two women": ([WOMAN, WOMAN], [(("A",), None)]),
    "mixed": ([WOMAN, MAN], []),
    "mixed, one unsaid": ([WOMAN, MAN, None], []),
    "another term": ([MAN, OTHER], []),
    "one did not say": ([MAN, MAN, None], [(("A",), "unknown")]),
    "one would not say": ([WOMAN, WOMAN, UNSAID], [(("A",), "unknown")]),
    "nobody said": ([None, None], [(("A",), "unknown")]),
}


@pytest.mark.parametrize("name", ONE_GENDER)
def test_rule_12_one_gender(name):
    genders, expected = ONE_GENDER[name]
    people = [person(n, gender=gender) for n, gender in enumerate(genders)]
    # A woman who moderates does not make a panel of men a mixed one.
    who = [*range(len(genders)), (99, MODERATOR)]
    made = agenda([session("A", 0, 60, who=who)], [*people, person(99, gender=WOMAN)])
    assert found(Rule.ONE_GENDER, made) == expected


def test_rule_12_what_cannot_be_assessed_only_warns_and_names_no_gender():
    strict = {"levels": {"one-gender": "blocks-publishing"}}
    sessions = [session("A", 0, 60, who=[1, 2]), session("B", 60, 90, who=[3, 4])]
    people = [person(1, gender=MAN), person(2), person(3, gender=MAN), person(4, gender=MAN)]
    one, unknown = checks.find(agenda(sessions, people, strict), [Rule.ONE_GENDER])
    assert (one.sessions, one.level) == (("B",), Level.BLOCKS_PUBLISHING)
    assert (unknown.sessions, unknown.level) == (("A",), Level.WARNS)
    assert [dict(f.facts) for f in (one, unknown)] == [{"assessed": True}, {"assessed": False}]


WOMEN = {
    "two of five": ([WOMAN] * 2 + [MAN] * 3, []),
    "one of five": ([WOMAN] + [MAN] * 4, [((), None)]),
    "another term is no woman": ([WOMAN, OTHER, OTHER, MAN, MAN], [((), None)]),
    "four said": ([WOMAN, MAN, MAN, MAN, None], [((), "unknown")]),
    "40 % did not say": ([MAN] * 6 + [None] * 4, [((), None)]),
    "more did not": ([MAN] * 5 + [None] * 4, [((), "unknown")]),
    "nobody speaks": ([], []),
}


@pytest.mark.parametrize("name", WOMEN)
def test_rule_13_women(name):
    genders, expected = WOMEN[name]
    people = [person(n, gender=gender) for n, gender in enumerate(genders)]
    made = agenda([session("A", who=range(len(genders)))], people)
    assert found(Rule.WOMEN, made) == expected
    assert found(Rule.WOMEN, agenda(made.sessions, people, {"women_target": 0})) == []


@pytest.mark.parametrize(
    ("regions", "expected"),
    [
        (["AFR", "AFR", "AFR"], [(("A",), "AFR")]),
        (["AFR", "AFR"], []),
        (["AFR", "AFR", "EUR"], []),
        (["AFR", "AFR", ""], []),
        (["", "", ""], []),
    ],
)
def test_rule_14_one_region(regions, expected):
    people = [person(n, region=region) for n, region in enumerate(regions)]
    made = agenda([session("A", who=range(len(regions)))], people)
    assert found(Rule.ONE_REGION, made) == expected


@pytest.mark.parametrize(
    ("regions", "missing"),
    [
        ([], []),
        ([""], []),
        (["AFR", "EUR"], [("AMS", "ARB", "ASP", "CIS")]),
        (["AFR", "AMS", "ARB", "ASP", "CIS", "EUR"], []),
    ],
)
def test_rule_15_regions(regions, missing):
    people = [person(n, region=region) for n, region in enumerate(regions)]
    made = agenda([session("A", who=[(n, MODERATOR) for n in range(len(regions))])], people)
    assert [f.facts["regions"] for f in checks.find(made, [Rule.REGIONS])] == missing


@pytest.mark.parametrize(
    ("developing", "speakers", "participants", "broken"),
    [
        (4, 10, (100, 50), False),
        (3, 10, (100, 50), True),
        (0, 10, (20, 2), False),
        (0, 10, (20, 3), True),
        (0, 10, (19, 19), False),
        (0, 0, (100, 100), False),
    ],
)
def test_rule_16_developing(developing, speakers, participants, broken):
    people = [person(n, country="KE", is_developing=n < developing) for n in range(speakers)]
    made = agenda([session("A", who=range(speakers))], people, participants=participants)
    facts = {"speakers": developing, "of_speakers": speakers}
    facts |= {"theirs": participants[1], "participants": participants[0]}
    given = [dict(f.facts) for f in checks.find(made, [Rule.DEVELOPING])]
    assert given == ([facts] if broken else [])


@pytest.mark.parametrize(
    ("organisations", "expected"),
    [
        (["org:1", "org:1"], []),
        (["org:1", "org:1", "org:2"], [(("A",), 0)]),
        (["org:2", "org:1", "org:1", "org:3"], [(("A",), 1)]),
        (["org:1", "org:1", "org:2", "org:3", "org:4"], []),
        (["", "", ""], []),
    ],
)
def test_rule_17_one_organisation(organisations, expected):
    people = [person(n, organisation=name) for n, name in enumerate(organisations)]
    made = agenda([session("A", who=range(len(organisations)))], people)
    assert found(Rule.ONE_ORGANISATION, made) == expected


@pytest.mark.parametrize(
    ("genders", "expected"),
    [
        ([WOMAN], []),
        ([WOMAN, WOMAN], [(("A",), None)]),
        ([WOMAN, MAN], []),
        ([WOMAN, WOMAN, None], [(("A",), "unknown")]),
        ([MAN, MAN], []),
    ],
)
def test_rule_18_moderators(genders, expected):
    people = [person(n, gender=gender) for n, gender in enumerate(genders)]
    who = [(n, MODERATOR) for n in range(len(genders))]
    made = agenda([session("A", who=who), session("B", who=[])], people)
    assert found(Rule.MODERATORS, made) == expected


COMPANY, ACADEMIA = EntityKind.COMPANY, EntityKind.ACADEMIA
VOICES = {
    "companies": ([(COMPANY, False)] * 3, [(("A", "B"), 7)]),
    "a university": ([(COMPANY, False), (COMPANY, None), (ACADEMIA, False)], []),
    "a small company": ([(COMPANY, False), (COMPANY, True), (COMPANY, False)], []),
    "two people": ([(COMPANY, False)] * 2, []),
    "half unknown": ([(COMPANY, False)] * 2 + [(None, None)] * 2, []),
    "a third unknown": ([(COMPANY, False)] * 2 + [(None, None)], [(("A", "B"), 7)]),
}


@pytest.mark.parametrize("name", VOICES)
def test_rule_19_voices(name):
    entities, expected = VOICES[name]
    people = [person(n, kind=kind, is_small=small) for n, (kind, small) in enumerate(entities)]
    sessions = [session("A", who=range(len(entities)), track=7), session("B", track=7)]
    assert found(Rule.VOICES, agenda(sessions, people)) == expected


def test_who_declined_speaks_for_nobody():
    people = [person(1, answer=Answer.DECLINED, region="AFR", gender=MAN), person(2, gender=MAN)]
    made = agenda([session("A", who=[1, 2, (1, SpeakerRole.PANELLIST)])], people)
    assert checks.find(made, [Rule.ONE_GENDER, Rule.REGIONS]) == ()
