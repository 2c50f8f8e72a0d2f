"""Makes the invented coming events: a forum, a Virtual Worlds Day, an open Think-a-Thon."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from eventsite.calls import actions as calls
from eventsite.calls import queries as call_queries
from eventsite.calls.models import Call, CallKind, Team
from eventsite.core import clock, text, zones
from eventsite.core.db import db
from eventsite.core.outbox import Mail
from eventsite.demo import cast, facts, programme
from eventsite.demo.real import Ground
from eventsite.events import actions as events
from eventsite.events.days import Hours
from eventsite.events.models import Event, EventKind, JoinWayKind, Mode
from eventsite.events.models.event import CoOrganizerRole
from eventsite.people import actions as people
from eventsite.people.models import Person
from eventsite.registration import actions as registration

ZONE = "Europe/Zurich"
CONTACT: dict[str, Any] = {"contact_name": "Demo Organizer", "contact_email": cast.ORGANIZER}


def weekday(today: date, weeks: int, weekday_number: int) -> date:
    """The last day of that number (Monday is 0) that is at most so many weeks ahead."""
    ahead = today + timedelta(weeks=weeks)
    return ahead - timedelta(days=(ahead.weekday() - weekday_number) % 7)


def _at(day: date, hour: int, minute: int = 0, zone: str = ZONE) -> datetime:
    return zones.nearest(datetime.combine(day, time(hour, minute)), zone)


def forum(ground: Ground) -> Event:
    """Three days, nine rooms, sixty sessions; registration open, with few places on site."""
    known, first = facts.read("coming")["forum"], weekday(clock.now().date(), 9, 1)
    ends = (time(18, 30), time(17, 0), time(17, 0))
    event = _event(
        ground,
        known,
        EventKind.FORUM,
        "itu-forum-metaverse",
        slug="demo-forum",
        days=[
            Hours(first + timedelta(days=n), time(9, 30), end, known["labels"][n])
            for n, end in enumerate(ends)
        ],
        venue=known["venue"],
        practical=known["practical"],
        city={"en": "Geneva", "fr": "Genève", "ar": "جنيف"},
        country="CH",
        languages=["ar", "zh", "en", "fr", "ru", "es"],
        has_captions=True,
        has_sign_language=True,
        clauses=["RES-1", "RES-4", "RES-6", "RES-8", "ITD-2", "ITD-6", "NOT-h"],
        sdgs=[9, 10, 11, 17],
        sectors=["ITU-T"],
    )
    _surround(event, ground, first)
    programme.fill(event, ground.actor)
    events.publish(actor=ground.actor, event=event)
    registration.set_terms(event=event, terms=_terms(first), actor=ground.actor)
    return event


def _event(
    ground: Ground, known: Mapping[str, Any], kind: EventKind, series: str, **more: Any
) -> Event:
    return events.create_event(
        actor=ground.actor,
        owner=ground.owner,
        kind=kind,
        zone=more.pop("zone", ZONE),
        title=known["title"],
        summary=known["summary"],
        description=known["description"],
        series_id=ground.series[series].id,
        initiative_id=ground.initiative.id,
        hue=ground.series[series].hue,
        is_demo=True,
        **CONTACT,
        **more,
    )


def _surround(event: Event, ground: Ground, first: date) -> None:
    """Partners, ways to join and key deadlines of the forum."""
    host = events.Partner(role=CoOrganizerRole.HOST, name=facts.read("coming")["forum"]["host"])
    itu = events.Partner(
        role=CoOrganizerRole.ORGANIZER, organisation_id=ground.organisations["itu"].id
    )
    events.set_co_organizers(actor=ground.actor, event=event, partners=[itu, host])
    events.set_join_ways(actor=ground.actor, event=event, ways=_ways())
    for kind, days in (("fellowship", 42), ("visa", 30), ("interpretation", 21), ("captions", 14)):
        at = _at(first - timedelta(days=days), 17)
        events.set_deadline(actor=ground.actor, event=event, kind=kind, at=at)


def _ways() -> list[events.Way]:
    way, site = events.Way, "https://join.demo.example"
    return [
        way(JoinWayKind.PLATFORM, f"{site}/forum", kbits=1500),
        way(
            JoinWayKind.VIRTUAL_WORLD,
            f"{site}/world",
            facts.read("coming")["forum"]["world"],
            kbits=4000,
        ),
        way(JoinWayKind.AUDIO, f"{site}/audio", kbits=64),
        way(JoinWayKind.TELEPHONE, "+41 00 000 00 00"),
        way(JoinWayKind.CAPTIONS, f"{site}/captions", lang="en", kbits=32),
        way(JoinWayKind.SLIDES, f"{site}/slides", kbits=256),
        way(JoinWayKind.TEST, f"{site}/test"),
        way(JoinWayKind.HELP, f"{site}/help"),
    ]


def _terms(first: date) -> registration.Terms:
    return registration.Terms(
        closes=_at(first - timedelta(days=5), 17),
        capacity_in_person=72,
        interpretation_langs=["ar", "zh", "fr", "ru", "es"],
        asks_captions=True,
        asks_sign_language=True,
        has_participants_list=True,
    )


def virtual_worlds_day(ground: Ground) -> Event:
    """A save-the-date: two days that are still to be confirmed."""
    first = weekday(clock.now().date(), 22, 3)
    event = _event(
        ground,
        facts.read("coming")["day"],
        EventKind.VIRTUAL_WORLDS_DAY,
        "un-virtual-worlds-day",
        slug="demo-virtual-worlds-day",
        days=[Hours(first), Hours(first + timedelta(days=1))],
        dates_confirmed=False,
        city={"en": "Geneva", "fr": "Genève", "ar": "جنيف"},
        country="CH",
        languages=["ar", "zh", "en", "fr", "ru", "es"],
        clauses=["REC-e", "RCL-b"],
        sdgs=[4, 9, 11, 13, 17],
    )
    events.publish(actor=ground.actor, event=event)
    return event


def thinkathon(ground: Ground) -> Event:
    """An online final with an open call and three teams."""
    known, today = facts.read("coming")["thinkathon"], clock.now().date()
    final = weekday(today, 16, 2)
    event = _event(
        ground,
        known,
        EventKind.THINKATHON,
        "un-think-a-thon",
        slug="demo-think-a-thon",
        zone="UTC",
        days=[Hours(final, time(12), time(15))],
        mode=Mode.ONLINE,
        clauses=["REC-e", "INV-1"],
        sdgs=[4, 11, 13, 16],
    )
    way = events.Way(JoinWayKind.PLATFORM, "https://join.demo.example/final", kbits=1500)
    events.set_join_ways(actor=ground.actor, event=event, ways=[way])
    events.publish(actor=ground.actor, event=event)
    call = _call(event, known["call"], today, ground.actor)
    for entry in known["entries"]:
        _enter(call, entry, ground.actor)
    return event


def _call(event: Event, known: Mapping[str, Any], today: date, actor: str) -> Call:
    call = calls.create_call(
        actor=actor,
        event=event,
        slug="ideas",
        kind=CallKind.THINKATHON,
        themes=[calls.Theme(t["names"], t["summary"], t["hue"]) for t in known["themes"]],
        opens=_at(today - timedelta(days=14), 0, zone="UTC"),
        teams_close=_at(today + timedelta(weeks=5), 23, 59, "UTC"),
        closes=_at(today + timedelta(weeks=9), 23, 59, "UTC"),
        grace_minutes=15,
        team_sizes=[1, 3, 4, 5],
        entry_kinds=["paper", "project", "policy", "education", "community"],
        langs=["ar", "zh", "en", "fr", "ru", "es"],
        **{name: known[name] for name in TEXTS},
    )
    calls.publish_call(actor=actor, event=event, call=call)
    return call


TEXTS = ("title", "summary", "description", "eligibility", "rules", "prizes")


def _enter(call: Call, known: Mapping[str, Any], actor: str) -> None:
    """A team with its entry, brought as far as the facts say."""
    team = _team(call, known["team"], [_student(name) for name in known["members"]], actor)
    entry = call_queries.submission_of(team)
    said = {name: known[name] for name in ("title", "summary", "body", "kind", "sdgs", "lang")}
    said["theme_id"] = call.themes[known["theme"]].id
    said["ai_statement"], said["may_publish"] = known["ai"], True
    calls.save_draft(actor=actor, team=team, version=entry.version, said=said)
    if known["state"] == "draft":
        return
    entry = calls.submit(actor=actor, team=team)
    if known["state"] == "accepted":
        note = "The organizers liked that it works without a network."
        calls.accept(actor=actor, call=call, entry=entry, version=entry.version, note=note)


def _student(name: str) -> Person:
    first, _, family = name.partition(" ")
    return people.create_person(
        actor="demo",
        first_name=first,
        family_name=family,
        email=f"{text.slugify(name)}@{cast.DOMAIN}",
        is_demo=True,
    )


def _team(call: Call, name: str, members: Sequence[Person], actor: str) -> Team:
    """The first member starts the team and asks the others, who follow the link they are sent."""
    lead, *others = members
    people.make_user(lead)
    started = calls.start_team(actor=actor, call=call, person=lead, name=name)
    team = call_queries.find_team(started.id)
    if team is None:
        raise LookupError(started.id)
    for person in others:
        calls.invite(actor=actor, team=team, email=person.email, lang="en")
        calls.join(actor=actor, token=_token_sent_to(person.email), person=person)
    return team


def _token_sent_to(address: str) -> str:
    newest = sa.select(Mail.text).where(Mail.to_address == address).order_by(Mail.id.desc())
    found = re.search(r"/([\w-]{43})\b", db.session.scalars(newest.limit(1)).one())
    if found is None:
        raise LookupError(address)
    return found[1]
