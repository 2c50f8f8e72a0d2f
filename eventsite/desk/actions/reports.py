"""Takes what devices tell once they have a network again."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from eventsite.agenda.models import AgendaSession
from eventsite.core import audit, clock, zones
from eventsite.core.db import db, lock
from eventsite.desk import queries, reconciling, standing
from eventsite.desk.actions import sessions
from eventsite.desk.models import CheckIn, DeskReport, Source
from eventsite.desk.reconciling import Outcome, Person, Report
from eventsite.desk.telling import Press
from eventsite.desk.verbs import Verb
from eventsite.events.models import Event
from eventsite.registration.actions import taking
from eventsite.registration.models import Registration

_ONLINE = ""


def reconcile(
    *,
    actor: str,
    event: Event,
    presses: Sequence[Press],
    offset: timedelta,
    desk: str,
    session: AgendaSession | None = None,
) -> dict[str, Outcome]:
    """What became of each key; a key told before is answered as it was then.

    At the door of a session whoever counts for the day is inside as well.
    """
    if session is not None:
        # Before the registrations, as at the door with a network.
        taking.lock(event.id)
    now = clock.now()
    # A key stands for one press: what it says first counts, as for a batch told again.
    presses = list({one.key: one for one in reversed(presses)}.values())
    found = queries.ids_by_code(event.id, {one.code for one in presses})
    new: dict[tuple[int, date], dict[str, tuple[Press, Report]]] = {}
    outcomes = {one.key: Outcome.UNKNOWN for one in presses}
    for one in presses:
        if one.code in found:
            at = reconciling.corrected(one.at, offset, now)
            day = zones.local(at, event.zone).date()
            told = new.setdefault((found[one.code], day), {})
            told.setdefault(one.key, (one, Report(one.key, one.code, at, desk)))
    # Always in this order, so that two devices never wait for each other.
    for (registration_id, day), told in sorted(new.items(), key=lambda item: item[0]):
        row = lock(Registration, registration_id)
        known = queries.outcomes_of(event.id, told)
        outcomes |= known
        left = {key: pair for key, pair in told.items() if key not in known}
        if left:
            outcomes |= _settle(actor, event, row, day, left, now, session)
    return outcomes


def see(*, actor: str, report: DeskReport) -> None:
    """Somebody looked at what did not count; twice is as once."""
    report = lock(DeskReport, report.id)
    if report.seen is None:
        report.seen, report.seen_by = clock.now(), actor
        db.session.flush()
        subject = f"registration:{report.registration_id}"
        audit.record(actor, Verb.REPORT_SEEN, subject, {}, {"day": report.day.isoformat()})


def _settle(
    actor: str,
    event: Event,
    row: Registration,
    day: date,
    told: dict[str, tuple[Press, Report]],
    now: datetime,
    session: AgendaSession | None,
) -> dict[str, Outcome]:
    """Reports of one registration and day against what is known, with the registration locked."""
    live = queries.find_live(row.id, day)
    reports = {key: report for key, (_press, report) in told.items()}
    if live is not None:
        reports[_ONLINE] = Report(_ONLINE, row.code, live.at, live.desk)
    why = standing.why_not(row.state, row.mode, day, event.first_day, event.last_day)
    person = Person(may_enter=why is None, undone=queries.last_undone(row.id, day))
    made = reconciling.reconcile(reports, {row.code: person})
    best = made.counted.get(row.code)
    if best is not None:
        _count(actor, event, row, day, live, best, [press for press, _ in told.values()])
    outcomes = {key: made.outcomes[key] for key in told}
    if session is not None:
        outcomes |= _inside(actor, session, row, outcomes, reports)
    for key, (_press, report) in told.items():
        db.session.add(
            DeskReport(
                event_id=event.id,
                registration_id=row.id,
                key=key,
                day=day,
                at=report.at,
                received=now,
                desk=report.desk,
                by=actor,
                outcome=outcomes[key],
            )
        )
    db.session.flush()
    return outcomes


def _inside(
    actor: str,
    session: AgendaSession,
    row: Registration,
    outcomes: Mapping[str, Outcome],
    reports: Mapping[str, Report],
) -> dict[str, Outcome]:
    """What became of those that stand for the day, at the door of a session, the earliest first."""
    stand = [
        reports[key] for key, one in outcomes.items() if one in {Outcome.COUNTED, Outcome.AGAIN}
    ]
    return {
        report.key: sessions.count_in(
            actor=actor, session=session, registration=row, at=report.at, desk=report.desk
        )
        for report in sorted(stand, key=lambda one: (one.at, one.key))
    }


def _count(
    actor: str,
    event: Event,
    row: Registration,
    day: date,
    live: CheckIn | None,
    best: Report,
    presses: Sequence[Press],
) -> None:
    """One check-in, at the earliest time that was told."""
    has_badge = any(one.has_badge for one in presses)
    if live is None:
        is_scanned = any(one.is_scanned for one in presses if one.key == best.key)
        source = Source.QR if is_scanned else Source.TYPED
        live = CheckIn(event_id=event.id, registration_id=row.id, day=day, source=source)
        live.at, live.desk, live.by, live.has_badge = best.at, best.desk, actor, has_badge
        db.session.add(live)
        after = {"day": day.isoformat(), "source": source.value, "badge": has_badge}
        audit.record(actor, Verb.CHECKED_IN, f"registration:{row.id}", after=after)
        return
    live.has_badge = live.has_badge or has_badge
    if best.key != _ONLINE:
        before = {"at": live.at.isoformat(), "desk": live.desk}
        live.at, live.desk, live.by = best.at, best.desk, actor
        after = {"at": best.at.isoformat(), "desk": best.desk}
        subject = f"registration:{row.id}"
        audit.record(actor, Verb.EARLIER, subject, before=before, after=after)
