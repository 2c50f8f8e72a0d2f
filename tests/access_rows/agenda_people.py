"""Rows of the people of a programme: the team's pages and the speaker's own page by its link."""

from datetime import timedelta
from typing import Any

from eventsite.agenda import links, queries
from eventsite.agenda.models import Answer, RehearsalSlot, Speaker, SpeakerRole
from tests import make
from tests.access_table import Row, Visitor, World, Writes, everybody, of_event, page, team, write
from tests.agenda import makings

BUILD = team(Visitor.AGENDA)
CARE = team(Visitor.AGENDA, Visitor.ACCESSIBILITY)


def asked(world: World) -> Speaker:
    """Somebody with an address who is in a session."""
    return makings.make_asked(world.event)[0]


def a_person(world: World) -> dict[str, Any]:
    """The address of somebody's page."""
    return {**of_event(world), "code": asked(world).code}


def by_link(world: World) -> dict[str, Any]:
    """The address that a speaker was mailed."""
    speaker = asked(world)
    secret = links.secret_of(speaker)
    return {**of_event(world), "code": speaker.code, "secret": secret}


def one_more_part(world: World) -> object:
    """One more session of the speaker in the address."""
    speaker = queries.speakers(world.event.id)[0]
    return makings.make_session(world.event, speakers=[(speaker.id, SpeakerRole.SPEAKER)])


def of_speaker(world: World) -> str:
    """The speaker who acts by the link."""
    return f"speaker:{queries.speakers(world.event.id)[0].id}"


def a_slot(world: World, *, booked: bool = False) -> RehearsalSlot:
    """A time for a technical test."""
    speaker = asked(world) if booked else None
    return makings.make_rehearsal(world.event, speaker_id=speaker.id if speaker else None)


def free_slot(world: World) -> dict[str, Any]:
    """The address of a free time."""
    return {**of_event(world), "number": a_slot(world).id}


def booked_slot(world: World) -> dict[str, Any]:
    """The address of a booked time."""
    return {**of_event(world), "number": a_slot(world, booked=True).id}


def slot_and_link(world: World) -> dict[str, Any]:
    """The address of a speaker for whom a time is free."""
    a_slot(world)
    return by_link(world)


def the_slot(world: World) -> dict[str, Any]:
    """The free time that was made."""
    return {"slot": queries.rehearsals(world.event.id)[0].id}


def shown(world: World) -> dict[str, Any]:
    """What the page of invitations sends."""
    speaker = asked(world)
    return {"shown": f"{speaker.code}:{speaker.generation}"}


def ranks(world: World) -> dict[str, Any]:
    """A rank for somebody."""
    return {"rows-0-code": asked(world).code, "rows-0-rank": "3"}


def lacking(world: World) -> dict[str, Any]:
    """The address of an event that waits for slides."""
    makings.make_asked(world.event, answer=Answer.INVITED)
    makings.make_terms(world.event, slides_due=make.FIRST_DAY - timedelta(days=7))
    return of_event(world)


def a_session_code(world: World) -> dict[str, Any]:
    """One more session to be put into."""
    code = makings.make_session(world.event, "Another").code
    return {"session_code": code, "role": "moderator"}


def session_slides(world: World) -> dict[str, Any]:
    """Slides as a web address."""
    return {
        "session_code": queries.sessions(world.event.id)[0].code,
        "url": "https://example.org/s.pdf",
    }


def given(verb: str, fields: Any, *after: str, **more: Any) -> Writes:
    """What a speaker's answer leaves."""
    return Writes(verb, fields, after=after, by=Visitor.ANONYMOUS, actor=of_speaker, **more)


ROWS: dict[tuple[str, str], Row] = {
    ("agenda.people", "GET"): page(
        team(Visitor.AGENDA, Visitor.ACCESSIBILITY, viewer=True),
        of_event,
        grow=lambda world: makings.make_asked(world.event),
        reader=Visitor.OWNER,
    ),
    ("agenda.people_csv", "GET"): page(
        BUILD, of_event, grow=lambda world: makings.make_asked(world.event), reader=Visitor.OWNER
    ),
    ("agenda.person", "GET"): page(CARE, a_person),
    ("agenda.invite", "GET"): page(
        BUILD, of_event, grow=lambda world: makings.make_asked(world.event), reader=Visitor.OWNER
    ),
    ("agenda.protocol", "GET"): page(
        BUILD, of_event, grow=lambda world: makings.make_asked(world.event), reader=Visitor.OWNER
    ),
    ("agenda.due_dates", "GET"): page(BUILD, of_event),
    ("agenda.rehearsals", "GET"): page(BUILD, of_event, grow=a_slot, reader=Visitor.OWNER),
    ("agenda.invite", "POST"): write(
        BUILD, of_event, Writes("speakers.invited", shown, after=("speakers",))
    ),
    ("agenda.withdraw_invitation", "POST"): write(
        BUILD,
        a_person,
        Writes("speaker.invitation_withdrawn", before=("answer",), after=("speaker",)),
    ),
    ("agenda.set_answer", "POST"): write(
        BUILD,
        a_person,
        Writes(
            "speaker.answered",
            lambda _world: {"answer": "confirmed"},
            before=("answer",),
            after=("answer", "speaker"),
        ),
    ),
    ("agenda.assign", "POST"): write(
        BUILD, a_person, Writes("speaker.assigned", a_session_code, after=("role", "speaker"))
    ),
    ("agenda.take_out", "POST"): write(
        BUILD, a_person, Writes("speaker.taken_out", before=("sessions", "speaker"))
    ),
    ("agenda.remind", "POST"): write(
        BUILD, lacking, Writes("speakers.reminded", after=("speakers",))
    ),
    ("agenda.protocol", "POST"): write(
        BUILD, of_event, Writes("speakers.ordered", ranks, after=("ranks",))
    ),
    ("agenda.due_dates", "POST"): write(
        BUILD,
        of_event,
        Writes(
            "agenda.due_dates_set",
            lambda _world: {"slides_due": "2027-06-01", "version": 0},
            before=("answers", "slides"),
            after=("answers", "slides"),
        ),
    ),
    ("agenda.rehearsals", "POST"): write(
        BUILD,
        of_event,
        Writes(
            "rehearsals.created",
            lambda _world: {
                "day": "2027-06-01",
                "starts": "09:00",
                "ends": "10:00",
                "minutes": 15,
            },
            after=("count", "day"),
        ),
    ),
    ("agenda.pass_rehearsal", "POST"): write(
        BUILD, booked_slot, Writes("rehearsal.passed", after=("slot",))
    ),
    ("agenda.free_rehearsal", "POST"): write(
        BUILD, booked_slot, Writes("rehearsal.freed", after=("slot",))
    ),
    ("agenda.delete_rehearsal", "POST"): write(
        BUILD, free_slot, Writes("rehearsal.deleted", before=("slot",))
    ),
    ("agenda.speaking", "GET"): page(everybody(), by_link, grow=one_more_part),
    ("agenda.speaking_details", "GET"): page(everybody(), by_link),
    ("agenda.speaking_attendance", "GET"): page(everybody(), by_link),
    ("agenda.speaking_times", "GET"): page(everybody(), by_link),
    ("agenda.speaking_slides", "GET"): page(everybody(), by_link),
    ("agenda.speaking_test", "GET"): page(everybody(), slot_and_link),
    ("agenda.speaking_balance", "GET"): page(everybody(), by_link),
    ("agenda.speaking_answer", "POST"): write(
        everybody(),
        by_link,
        given(
            "speaker.answered",
            lambda _world: {"answer": "declined", "note": "I travel."},
            "answer",
            "speaker",
            before=("answer",),
        ),
    ),
    ("agenda.speaking_details", "POST"): write(
        everybody(),
        by_link,
        given(
            "speaker.details_given",
            lambda _world: {"role_title": "Director", "version": 1},
            "consents",
            "speaker",
        ),
    ),
    ("agenda.speaking_attendance", "POST"): write(
        everybody(),
        by_link,
        given(
            "speaker.attendance_given",
            lambda _world: {"presence": "remote", "zone": "Pacific/Fiji"},
            "presence",
            "speaker",
        ),
    ),
    ("agenda.speaking_times", "POST"): write(
        everybody(), by_link, given("speaker.availability_given", lambda _world: {}, "speaker")
    ),
    ("agenda.speaking_slides", "POST"): write(
        everybody(), by_link, given("material.given", session_slides, "material", "number")
    ),
    ("agenda.speaking_test", "POST"): write(
        everybody(), slot_and_link, given("rehearsal.booked", the_slot, "slot")
    ),
    ("agenda.speaking_calendar_mails", "POST"): write(
        everybody(),
        by_link,
        given("speaker.calendar_mails_chosen", lambda _world: {"wanted": "0"}, "speaker", "wanted"),
    ),
    ("agenda.speaking_balance", "POST"): write(
        everybody(), by_link, given("speaker.balance_said", lambda _world: {"gender": "woman"})
    ),
}
