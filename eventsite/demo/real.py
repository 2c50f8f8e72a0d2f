"""Loads the real events, by the same actions that the pages for organizers use."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from eventsite.agenda import actions as agenda
from eventsite.agenda.models import SessionKind, SpeakerRole
from eventsite.calls import actions as calls
from eventsite.calls.models import Call, CallKind
from eventsite.core import zones
from eventsite.demo import programme
from eventsite.events import actions as events
from eventsite.events.days import Hours
from eventsite.events.models import Event, EventKind, Initiative, Mode, Series
from eventsite.events.models.event import CoOrganizerRole
from eventsite.people.models import Organisation, User


@dataclass(frozen=True)
class Ground:
    """What events stand on: who owns them, their series, their organisers."""

    owner: User
    actor: str
    series: Mapping[str, Series]
    initiative: Initiative
    organisations: Mapping[str, Organisation]


def groups(known: Mapping[str, Any], actor: str) -> tuple[dict[str, Series], Initiative]:
    """The series by slug, and the initiative."""
    series = {
        fact["slug"]: events.create_series(
            actor=actor,
            slug=fact["slug"],
            title=fact["title"],
            description=fact["description"],
            hue=fact["hue"],
        )
        for fact in known["series"]
    }
    fact = known["initiative"]
    return series, events.create_initiative(
        actor=actor, slug=fact["slug"], title=fact["title"], description=fact["description"]
    )


def load(fact: Mapping[str, Any], ground: Ground) -> Event:
    """One real event: archived when its facts are verified, else a draft."""
    event = _create(fact, ground)
    partners = [
        events.Partner(
            role=CoOrganizerRole(one["role"]),
            organisation_id=ground.organisations[one["organisation"]].id,
        )
        for one in fact["organizers"]
    ]
    events.set_co_organizers(actor=ground.actor, event=event, partners=partners)
    # What waits to be checked is not placed: the zone of its hours may be unknown.
    days = {day["day"] for day in fact["days"]} if fact["state"] == "archived" else set()
    added = [_session(event, session, days, ground.actor) for session in fact["sessions"]]
    moves = [move for move in added if move is not None]
    if moves:
        agenda.place_all(event, moves, ground.actor)
    call = _call(event, fact["call"], ground.actor) if fact["call"] else None
    if fact["state"] == "archived":
        if moves:
            programme.publish(event, ground.actor)
        events.publish(actor=ground.actor, event=event)
        if call is not None:
            calls.publish_call(actor=ground.actor, event=event, call=call)
        events.archive(actor=ground.actor, event=event)
    return event


def _create(fact: Mapping[str, Any], ground: Ground) -> Event:
    series = ground.series[fact["series"]]
    return events.create_event(
        actor=ground.actor,
        owner=ground.owner,
        slug=fact["slug"],
        kind=EventKind(fact["kind"]),
        body=fact.get("body", ""),
        title=fact["title"],
        summary=fact["summary"],
        description=_english(fact["description"]),
        outcome=_english(fact["outcome"]),
        series_id=series.id,
        initiative_id=ground.initiative.id if fact["initiative"] else None,
        mode=Mode(fact["mode"]),
        zone=fact["zone"],
        days=[_hours(day) for day in fact["days"]],
        dates_confirmed=fact["dates_confirmed"],
        venue=_english(fact["venue"]),
        city=fact["city"],
        country=fact["country"],
        clauses=fact["clauses"],
        sdgs=fact["sdgs"],
        sectors=fact["sectors"],
        hue=series.hue,
        sources=fact["sources"],
    )


def _english(said: str) -> dict[str, str]:
    return {"en": said} if said else {}


def _hours(day: Mapping[str, Any]) -> Hours:
    starts, ends = day["starts"], day["ends"]
    return Hours(
        date.fromisoformat(day["day"]),
        time.fromisoformat(starts) if starts else None,
        time.fromisoformat(ends) if ends else None,
        _english(day.get("label", "")),
    )


def _session(
    event: Event, fact: Mapping[str, Any], days: Collection[str], actor: str
) -> agenda.Move | None:
    """Add one item of the programme; the way to its place if it is on one of these days."""
    speakers = [
        (
            agenda.create_speaker(
                event,
                agenda.SpeakerFacts(
                    role_title=one["job_title"],
                    organisation_text=one["organisation"],
                    country=one["country"],
                ),
                actor,
            ).id,
            SpeakerRole(one["role"]),
        )
        for one in fact["speakers"]
    ]
    session = agenda.create_session(
        event,
        agenda.SessionFacts(
            title=_english(fact["title"]),
            kind=SessionKind(fact["kind"]),
            minutes=fact["minutes"],
            abstract=_english(fact["abstract"]),
            languages=["en"],
            speakers=speakers,
        ),
        actor,
    )
    if fact["day"] not in days:
        return None
    where = agenda.Placement(
        day=date.fromisoformat(fact["day"]),
        starts=time.fromisoformat(fact["starts"]),
        online=event.mode != Mode.IN_PERSON,
    )
    return agenda.Move(session, where, session.version)


def _call(event: Event, fact: Mapping[str, Any], actor: str) -> Call:
    """The period of a competition, as a call that closed."""
    return calls.create_call(
        actor=actor,
        event=event,
        slug=fact["slug"],
        kind=CallKind.THINKATHON,
        title=_english(fact["title"]),
        summary=_english(fact["summary"]),
        description=_english(fact["note"]),
        eligibility=_english(fact["eligibility"]),
        prizes=_english(fact["prizes"]),
        themes=[
            calls.Theme(one["names"], _english(one["summary"]), one["hue"])
            for one in fact["themes"]
        ],
        opens=_instant(fact["opens"], event.zone),
        teams_close=_instant(fact["teams_close"], event.zone) if fact["teams_close"] else None,
        closes=_instant(fact["closes"], event.zone),
        zone=event.zone,
        team_sizes=fact["sizes"],
        entry_kinds=fact["kinds"],
        langs=["en"],
        needs_ai_statement=False,
    )


def _instant(wall: str, zone: str) -> datetime:
    return zones.nearest(datetime.fromisoformat(wall), zone)
