"""Rules 12, 14, 17 and 18 (W1, W3, W6, W7): who sits on one panel, and who only moderates.

Gender is what people chose to say for the balance of the programme; nothing is guessed, no finding
names a gender or a number, and where too few said it the rule "cannot be assessed". Such a
finding only warns, whatever the level.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from eventsite.agenda.checks.levels import Level, Rule
from eventsite.agenda.checks.values import SPEAKING, Agenda, Finding, Person
from eventsite.agenda.models import SpeakerRole
from eventsite.registration.models import Gender

#: A panel of fewer is not looked at for regions and organisations.
PANEL = 3
_MODERATING = frozenset({SpeakerRole.MODERATOR})


def stated(people: Sequence[Person]) -> list[Gender]:
    """What those said who said it."""
    known = [person.gender for person in people]
    return [gender for gender in known if gender not in (None, Gender.NOT_SAID)]


def one_gender(agenda: Agenda) -> Iterator[Finding]:
    """Rule 12 (W1): at least two said their gender and all who speak are of one.

    Those that cannot be assessed, as somebody did not say, stand together in one finding.
    """
    unknown = []
    for session in agenda.going_on:
        people = agenda.coming(session, SPEAKING)
        said = stated(people)
        if len(people) < 2 or len(set(said)) > 1:
            continue
        if len(said) < len(people):
            unknown.append(session)
        else:
            yield agenda.finding(
                Rule.ONE_GENDER, (session.code,), None, session.start, assessed=True
            )
    if unknown:
        codes = tuple(session.code for session in unknown)
        yield unassessed(agenda.finding(Rule.ONE_GENDER, codes, "unknown", assessed=False))


def unassessed(finding: Finding) -> Finding:
    """The same, which at most warns."""
    return finding if finding.level is Level.OFF else replace(finding, level=Level.WARNS)


def one_region(agenda: Agenda) -> Iterator[Finding]:
    """Rule 14 (W3): at least three who speak, all of one ITU region; unknown ones may be others."""
    for session in agenda.going_on:
        people = agenda.coming(session, SPEAKING)
        regions = {person.region for person in people}
        if len(people) >= PANEL and len(regions) == 1 and "" not in regions:
            yield agenda.finding(Rule.ONE_REGION, (session.code,), regions.pop(), session.start)


def one_organisation(agenda: Agenda) -> Iterator[Finding]:
    """Rule 17 (W6): of at least three who speak, half or more come for one organisation."""
    for session in agenda.going_on:
        people = agenda.coming(session, SPEAKING)
        counted = Counter(person.organisation for person in people if person.organisation)
        for organisation, number in counted.items():
            if len(people) >= PANEL and 2 * number >= len(people):
                who = next(p.id for p in people if p.organisation == organisation)
                facts = {"count": number, "of": len(people), "organisation": organisation}
                yield agenda.finding(
                    Rule.ONE_ORGANISATION, (session.code,), who, session.start, None, **facts
                )


def moderators(agenda: Agenda) -> Iterator[Finding]:
    """Rule 18 (W7): at least two moderate the event and all are women (a check for tokenism).

    While somebody has not said, nothing is found: the women among them say nothing of the rest.
    """
    people: dict[str, Person] = {}
    codes = []
    for session in agenda.going_on:
        moderating = agenda.coming(session, _MODERATING)
        for person in moderating:
            people[person.key] = min(person, people.get(person.key, person), key=lambda p: p.id)
        if moderating:
            codes.append(session.code)
    said = stated(list(people.values()))
    if len(said) >= 2 and set(said) == {Gender.WOMAN}:
        if len(said) == len(people):
            yield agenda.finding(Rule.MODERATORS, tuple(codes), assessed=True)
        else:
            yield unassessed(
                agenda.finding(Rule.MODERATORS, tuple(codes), "unknown", assessed=False)
            )
