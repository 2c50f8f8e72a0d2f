"""Asking people to take part: invitations with their own link, answers, and taking somebody out."""

from collections.abc import Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from eventsite.agenda import owing, queries, rules
from eventsite.agenda.actions import drafting, rehearsals
from eventsite.agenda.emails import speakers as emails
from eventsite.agenda.models import (
    AgendaSession,
    AgendaTerms,
    Answer,
    PartPresenter,
    SessionPart,
    SessionSpeaker,
    Speaker,
    SpeakerRole,
)
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock, errors
from eventsite.core.db import changed, db, lock
from eventsite.events.models import Event


def invite(
    event: Event, asked: Sequence[tuple[Speaker, int]], words: Mapping[str, str], actor: str
) -> int:
    """Mail each speaker the invitation with a new link; how many were mailed.

    `asked` names each with the generation that the page showed: whose link is newer by now was
    mailed by an earlier press and is left out. Earlier links end. A confirmed answer stays.
    Refused for somebody without an address, and for nobody at all.
    """
    rules.require_open(event)
    if not asked:
        raise errors.Refused(owing.Refusal.NOBODY)
    if not all(speaker.email for speaker, _ in asked):
        raise errors.Refused(owing.Refusal.NO_ADDRESS)
    terms = queries.terms_of(event.id)
    mailed = [speaker for speaker, generation in asked if _open_anew(speaker, generation)]
    for speaker in mailed:
        parts = queries.line_of(speaker).parts
        emails.invite(event, speaker, parts, words, terms.answers_due if terms else None)
    if mailed:
        codes = [speaker.code for speaker in mailed]
        audit.record(actor, Verb.SPEAKERS_INVITED, f"event:{event.id}", after={"speakers": codes})
    return len(mailed)


def _open_anew(speaker: Speaker, generation: int) -> bool:
    """Give a speaker a new link unless somebody has just done so; asks the database, not the row.

    Not through the row's version: what a speaker has open in another window stays good.
    """
    answer = sa.case((Speaker.answer == Answer.CONFIRMED, Speaker.answer), else_=Answer.INVITED)
    done = changed(
        sa.update(Speaker)
        .where(Speaker.id == speaker.id, Speaker.generation == generation)
        .values(generation=generation + 1, invited=clock.now(), answer=answer)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(speaker, ["generation", "invited", "answer"])
    return done == 1


def withdraw(event: Event, speaker: Speaker, actor: str) -> None:
    """Take the invitation back: the link opens nothing any more and no answer is awaited."""
    rules.require_open(event)
    before = {"answer": speaker.answer.value}
    _set(
        speaker,
        generation=speaker.generation + 1,
        answer=Answer.OPEN,
        invited=None,
        answered=None,
        answer_note="",
    )
    rehearsals.leave(speaker)
    drafting.touch(event, actor)
    after = {"speaker": speaker.code}
    audit.record(actor, Verb.INVITATION_WITHDRAWN, f"event:{event.id}", before, after)


def answer(event: Event, speaker: Speaker, said: Answer, note: str, actor: str) -> None:
    """Confirm or decline, by the speaker or by the team for them; the same again does nothing.

    Whoever declines leaves their technical test to others.
    """
    rules.require_open(event)
    note = note if said is Answer.DECLINED else ""
    if (speaker.answer, speaker.answer_note) == (said, note):
        return
    before = {"answer": speaker.answer.value}
    _set(speaker, answer=said, answer_note=note, answered=clock.now())
    if said is Answer.DECLINED:
        rehearsals.leave(speaker)
    drafting.touch(event, actor)
    after = {"speaker": speaker.code, "answer": said.value}
    audit.record(actor, Verb.SPEAKER_ANSWERED, f"event:{event.id}", before, after)


def assign(
    event: Event, speaker: Speaker, session: AgendaSession, role: SpeakerRole, actor: str
) -> None:
    """Put somebody into a session (one from `queries.find_session`); once in each role."""
    rules.require_open(event)
    if any((one.speaker_id, one.role) == (speaker.id, role) for one in session.speakers):
        return
    if len(session.speakers) >= rules.MOST_SPEAKERS:
        raise errors.Refused(
            rules.Reason.TOO_MANY_SPEAKERS, "session_code", most=rules.MOST_SPEAKERS
        )
    with drafting.step(event, actor, Verb.SPEAKER_ASSIGNED, [session]):
        position = max((one.position for one in session.speakers), default=-1) + 1
        session.speakers.append(
            SessionSpeaker(speaker_id=speaker.id, speaker=speaker, role=role, position=position)
        )
        drafting.count(session)
    after = {"speaker": speaker.code, "role": role.value}
    audit.record(actor, Verb.SPEAKER_ASSIGNED, f"event:{event.id}", after=after)


def take_out(event: Event, speaker: Speaker, actor: str) -> int:
    """Take somebody out of all their sessions and items, undone in one step; of how many."""
    rules.require_open(event)
    codes = db.session.scalars(
        sa.select(AgendaSession.code)
        .where(
            AgendaSession.event_id == event.id,
            sa.or_(
                AgendaSession.speakers.any(SessionSpeaker.speaker_id == speaker.id),
                AgendaSession.parts.any(
                    SessionPart.presenters.any(PartPresenter.speaker_id == speaker.id)
                ),
            ),
        )
        .order_by(AgendaSession.id)
    ).all()
    held = [one for code in codes if (one := queries.find_session(event.id, code)) is not None]
    if not held:
        return 0
    with drafting.step(event, actor, Verb.SPEAKER_TAKEN_OUT, held):
        for session in held:
            session.speakers = [one for one in session.speakers if one.speaker_id != speaker.id]
            for part in session.parts:
                part.presenters = [p for p in part.presenters if p.speaker_id != speaker.id]
            drafting.count(session)
    before = {"speaker": speaker.code, "sessions": list(codes)}
    audit.record(actor, Verb.SPEAKER_TAKEN_OUT, f"event:{event.id}", before=before)
    return len(held)


def set_order(event: Event, ranks: Mapping[str, int], actor: str) -> None:
    """Set the order of protocol by speaker codes; 0 means after all who have a rank."""
    rules.require_open(event)
    moved = {}
    for speaker in queries.speakers(event.id):
        rank = ranks.get(speaker.code, speaker.precedence)
        if rank != speaker.precedence:
            moved[speaker.code] = rank
            _set(speaker, precedence=rank)
    if moved:
        audit.record(actor, Verb.SPEAKERS_ORDERED, f"event:{event.id}", after={"ranks": moved})


def set_due_dates(
    event: Event, answers: date | None, slides: date | None, version: int, actor: str
) -> AgendaTerms:
    """Until when speakers answer and send slides; Stale when the terms were saved since."""
    rules.require_open(event)
    lock(Event, event.id)
    terms = queries.terms_of(event.id)
    if terms is None:
        terms = AgendaTerms(event_id=event.id, levels={})
        db.session.add(terms)
    elif (terms.answers_due, terms.slides_due) == (answers, slides):
        return terms
    elif terms.version != version:
        raise errors.Stale(_shown(answers, slides), _shown(terms.answers_due, terms.slides_due))
    before = _shown(terms.answers_due, terms.slides_due)
    terms.answers_due, terms.slides_due = answers, slides
    db.session.flush()
    after = _shown(answers, slides)
    audit.record(actor, Verb.DUE_DATES_SET, f"event:{event.id}", before, after)
    return terms


def _shown(answers: date | None, slides: date | None) -> dict[str, str]:
    return {
        "answers": answers.isoformat() if answers else "",
        "slides": slides.isoformat() if slides else "",
    }


def _set(speaker: Speaker, **values: object) -> None:
    """Change columns that only one side writes, without a new version of the row."""
    db.session.execute(sa.update(Speaker).where(Speaker.id == speaker.id).values(**values))
