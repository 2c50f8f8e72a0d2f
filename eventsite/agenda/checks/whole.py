"""Rules 13, 15, 16 and 19 (W2, W4, W5, W8): the balance of the whole event and of its tracks."""

from collections import defaultdict
from collections.abc import Iterator

from eventsite.agenda.checks.levels import Rule
from eventsite.agenda.checks.panels import PANEL, stated, unassessed
from eventsite.agenda.checks.values import HEARD, SPEAKING, Agenda, Finding, Person
from eventsite.agenda.models import SpeakerRole
from eventsite.people.models import EntityKind
from eventsite.reference.countries import REGIONS
from eventsite.registration.models import Gender

#: A share of fewer people who said it is no share (the smallest group that is ever named).
FEWEST_STATED = 5
#: Nobody takes percents of fewer people than this.
FEWEST_PARTICIPANTS = 20
#: Percent of people who did not say beyond which a headline reads "not measured".
MOST_UNSTATED = 40
#: How many points the share of speakers may stay behind that of participants.
POINTS = 10


def _row(person: Person) -> int:
    return person.id


def _everybody(agenda: Agenda, roles: frozenset[SpeakerRole]) -> list[Person]:
    """Each human being once who comes to a session in one of the roles."""
    found: dict[str, Person] = {}
    for session in agenda.going_on:
        for person in agenda.coming(session, roles):
            found[person.key] = min(person, found.get(person.key, person), key=_row)
    return list(found.values())


def women(agenda: Agenda) -> Iterator[Finding]:
    """Rule 13 (W2): of those who speak and said their gender, fewer women than the target.

    Cannot be assessed while fewer than five said it, or more than 40 % did not.
    """
    people = _everybody(agenda, SPEAKING)
    said = stated(people)
    if not people or not agenda.terms.women_target:
        return
    unsaid = len(people) - len(said)
    if len(said) < FEWEST_STATED or 100 * unsaid > MOST_UNSTATED * len(people):
        yield unassessed(agenda.finding(Rule.WOMEN, (), "unknown", assessed=False))
    elif 100 * said.count(Gender.WOMAN) < agenda.terms.women_target * len(said):
        target = agenda.terms.women_target
        yield agenda.finding(Rule.WOMEN, (), None, assessed=True, target=target)


def regions(agenda: Agenda) -> Iterator[Finding]:
    """Rule 15 (W4): ITU regions from which nobody speaks or moderates, once anybody's is known."""
    there = {person.region for person in _everybody(agenda, HEARD)} - {""}
    missing = tuple(region for region in REGIONS if region not in there)
    if there and missing:
        yield agenda.finding(Rule.REGIONS, (), None, regions=missing)


def developing(agenda: Agenda) -> Iterator[Finding]:
    """Rule 16 (W5): the developing countries' share of those who speak or moderate stays more
    than ten points behind their share of at least twenty confirmed participants.
    """
    people = [person for person in _everybody(agenda, HEARD) if person.country]
    speakers = sum(person.is_developing for person in people)
    participants, theirs = agenda.participants
    if not people or participants < FEWEST_PARTICIPANTS:
        return
    if 100 * speakers * participants < (100 * theirs - POINTS * participants) * len(people):
        yield agenda.finding(
            Rule.DEVELOPING,
            speakers=speakers,
            of_speakers=len(people),
            theirs=theirs,
            participants=participants,
        )


def voices(agenda: Agenda) -> Iterator[Finding]:
    """Rule 19 (W8): at least three speak in a track, nobody of them for a small company or a
    university, and the organisations of most are known.

    Young people cannot be counted: nobody asks speakers how old they are.
    """
    tracks: dict[int, dict[str, Person]] = defaultdict(dict)
    codes: dict[int, list[str]] = defaultdict(list)
    for session in agenda.going_on:
        if session.track is not None:
            codes[session.track].append(session.code)
            for person in agenda.coming(session, SPEAKING):
                there = tracks[session.track]
                there[person.key] = min(person, there.get(person.key, person), key=_row)
    for track, people in tracks.items():
        known = [person for person in people.values() if person.kind is not None]
        heard = any(p.kind is EntityKind.ACADEMIA or p.is_small for p in known)
        unknown = len(people) - len(known)
        measured = 100 * unknown <= MOST_UNSTATED * len(people)
        if len(people) >= PANEL and measured and not heard:
            yield agenda.finding(Rule.VOICES, tuple(codes[track]), track)
