"""Rule 10: interpreters who are too few, or who work longer than a half-day without a rest."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from eventsite.agenda.checks.levels import Rule
from eventsite.agenda.checks.values import Agenda, Finding, Held
from eventsite.agenda.models import SpeakerRole

#: The longest that a team works in a row (interpreters are booked by half-days).
HALF_DAY = timedelta(hours=4)
_INTERPRETING = frozenset({SpeakerRole.INTERPRETER})
_MINUTE = timedelta(minutes=1)


def interpreters(agenda: Agenda) -> Iterator[Finding]:
    """Both halves of the rule."""
    yield from _too_few(agenda)
    yield from _too_long(agenda)


def _too_few(agenda: Agenda) -> Iterator[Finding]:
    """Fewer named interpreters than the languages need in a session longer than one turn.

    A session that names none is not looked at: their names are often known late.
    """
    turn = agenda.terms.turn_minutes * _MINUTE
    for held in agenda.held:
        languages = dict.fromkeys(held.session.interpretation)
        needed = agenda.terms.interpreters * len(languages)
        named = len(agenda.coming(held.session, _INTERPRETING))
        if 0 < named < needed and held.end - held.start > turn:
            yield agenda.finding(
                Rule.INTERPRETERS,
                (held.session.code,),
                "few",
                held.start,
                None,
                what="few",
                named=named,
                needed=needed,
            )


def _too_long(agenda: Agenda) -> Iterator[Finding]:
    """Sessions that follow each other without a rest of one turn, over more than a half-day.

    Of each named interpreter; and of each room and language whose interpreters are not named, as
    one team sits in the booth of a room.
    """
    people: dict[str, list[Held]] = defaultdict(list)
    booths: dict[tuple[int, str], list[Held]] = defaultdict(list)
    who: dict[str, int] = {}
    for held in agenda.held:
        named = agenda.coming(held.session, _INTERPRETING)
        for person in named:
            people[person.key].append(held)
            who.setdefault(person.key, person.id)
        if not named:
            for room in held.session.rooms:
                for lang in dict.fromkeys(held.session.interpretation):
                    booths[room, lang].append(held)
    for key, ordered in people.items():
        for stretch in _stretches(agenda, ordered):
            yield _tired(agenda, stretch, who[key], what="person")
    for (room, lang), ordered in booths.items():
        for stretch in _stretches(agenda, ordered):
            yield _tired(agenda, stretch, f"{room}:{lang}", what="booth", room=room, lang=lang)


def _stretches(agenda: Agenda, ordered: Sequence[Held]) -> Iterator[tuple[list[Held], datetime]]:
    """The runs, by start, that last longer than a half-day, each with its end."""
    rest = agenda.terms.turn_minutes * _MINUTE
    run: list[Held] = []
    until: datetime | None = None
    for held in ordered:
        if until is not None and held.start - until >= rest:
            yield from _long(run, until)
            run, until = [], None
        run.append(held)
        until = held.end if until is None else max(until, held.end)
    if until is not None:
        yield from _long(run, until)


def _long(run: list[Held], until: datetime) -> Iterator[tuple[list[Held], datetime]]:
    if until - run[0].start > HALF_DAY:
        yield run, until


def _tired(
    agenda: Agenda, stretch: tuple[list[Held], datetime], subject: int | str, **facts: int | str
) -> Finding:
    run, until = stretch
    codes = tuple(h.session.code for h in run)
    at = run[0].start
    return agenda.finding(Rule.INTERPRETERS, codes, subject, at, None, until=until, **facts)
