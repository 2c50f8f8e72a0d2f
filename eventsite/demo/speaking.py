"""Lets the speakers of the invented forum be asked, and say what the team waits for."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from eventsite.agenda import halfhours
from eventsite.agenda import queries as agenda_queries
from eventsite.agenda.actions import answers, invitations, rehearsals
from eventsite.agenda.models import Answer, Presence, Speaker
from eventsite.core import zones
from eventsite.demo import facts
from eventsite.events.models import Event
from eventsite.registration.models import Gender

#: Days before the forum until which speakers answer, and send their slides.
_ANSWERS_DUE, _SLIDES_DUE = 28, 7


def prepare(event: Event, first: date, actor: str) -> None:
    """Invitations, answers, order of protocol and technical tests."""
    known = facts.read("building")["speakers"]
    people = {speaker.name: speaker for speaker in agenda_queries.speakers(event.id)}
    due = [first - timedelta(days=days) for days in (_ANSWERS_DUE, _SLIDES_DUE)]
    invitations.set_due_dates(event, due[0], due[1], 0, actor)
    ranks = {people[name].code: rank for rank, name in enumerate(known["protocol"], 1)}
    invitations.set_order(event, ranks, actor)
    asked = [speaker for name, speaker in people.items() if name not in known["not_asked"]]
    shown = [(speaker, speaker.generation) for speaker in asked]
    invitations.invite(event, shown, known["words"], actor)
    for speaker in asked:
        if speaker.name not in known["silent"]:
            _answer(event, speaker, known)
    _test(event, people, known["tests"], first, actor)


def _answer(event: Event, speaker: Speaker, known: Mapping[str, Any]) -> None:
    """What somebody said by their own link: no, or yes and how they take part."""
    name, me = speaker.name, f"speaker:{speaker.id}"
    if name in known["declined"]:
        invitations.answer(event, speaker, Answer.DECLINED, known["declined"][name], me)
        return
    invitations.answer(event, speaker, Answer.CONFIRMED, "", me)
    if name in known["details"]:
        answers.give_details(event, speaker, _details(speaker), None, speaker.version, me)
    presence = Presence.REMOTE if name in known["remote"] else Presence.IN_PERSON
    needs = known["needs"].get(name, "")
    said = answers.Attendance(presence=presence, zone=speaker.zone, needs=needs)
    answers.give_attendance(event, speaker, said, me)
    if name in known["away"]:
        answers.give_availability(event, speaker, _free(event, known["away"][name]), me)
    if name in known["without_slides"]:
        answers.say_slides(event, speaker, True, me)
    if name in known["balance"]:
        answers.say_balance(event, speaker, Gender(known["balance"][name]), "", me)


def _details(speaker: Speaker) -> answers.Details:
    """The same as the team wrote, with consent to show it."""
    return answers.Details(
        honorific=speaker.honorific,
        role_title=speaker.role_title,
        organisation_text=speaker.organisation_text,
        country=speaker.country,
        biography=dict(speaker.biography),
        consents=True,
    )


def _free(event: Event, away: Sequence[Any]) -> list[datetime]:
    """All half-hours of the forum but those from one hour to another of one day."""
    number, leaves, returns = away
    found = []
    for n, day in enumerate(event.days):
        hours = [_at(event, day.day, each or time(9)) for each in (day.starts, day.ends)]
        offered = halfhours.of_day(hours[0], hours[1])
        gone = [_at(event, day.day, time.fromisoformat(hour)) for hour in (leaves, returns)]
        found += [at for at in offered if n != number or not gone[0] <= at < gone[1]]
    return found


def _test(
    event: Event, people: Mapping[str, Speaker], known: Mapping[str, Any], first: date, actor: str
) -> None:
    """An afternoon of technical tests, some of them booked."""
    series = rehearsals.Series(
        day=first - timedelta(days=known["days_before"]),
        starts=time.fromisoformat(known["starts"]),
        ends=time.fromisoformat(known["ends"]),
        minutes=known["minutes"],
        place=known["place"],
    )
    rehearsals.create(event, series, actor)
    slots = agenda_queries.rehearsals(event.id)
    # Every other one, so that free ones lie between.
    for slot, name in zip(slots[::2], known["booked"], strict=True):
        rehearsals.book(event, people[name], slot.id, f"speaker:{people[name].id}")


def _at(event: Event, day: date, wall: time) -> datetime:
    return zones.nearest(datetime.combine(day, wall), event.zone)
