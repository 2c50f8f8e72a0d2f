"""Takes an import in: all that is chosen as one step of the draft, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

import sqlalchemy as sa

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda import rules as agenda_rules
from eventsite.agenda.actions import drafting
from eventsite.agenda.verbs import Verb as AgendaVerb
from eventsite.core import audit, clock, i18n, tasks, text
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_, ngettext
from eventsite.events.models import Event
from eventsite.exchange import here, plan, queries, stored
from eventsite.exchange.actions import writing
from eventsite.exchange.models import ImportState, ProgrammeImport, SourceKey
from eventsite.exchange.plan import Thing
from eventsite.exchange.verbs import Verb

#: Rows that are written above which the work is done in the background.
INLINE = 300
#: So many titles are named when something is refused.
_NAMED = 5


class Reason(StrEnum):
    """Why an import is not taken in."""

    OVER = N_("This import was finished meanwhile. Bring the file again.")
    NOTHING = N_("Nothing is ticked that would change the programme. Tick at least one row.")


class Overtaken(Exception):
    """The draft changed since the person looked: these rows are another question now."""

    def __init__(self, rows: Sequence[plan.Row]) -> None:
        super().__init__("overtaken")
        self.rows = rows

    @property
    def sentence(self) -> str:
        """What differs, by name."""
        lang = i18n.current_lang()
        titles = [f"“{text.pick(row.names, lang).text}”" for row in self.rows[:_NAMED]]
        return str(
            ngettext(
                "The programme was changed since you looked, and %(num)s row is different now:"
                " %(titles)s. Nothing was taken in yet. Look at it again.",
                "The programme was changed since you looked, and %(num)s rows are different now:"
                " %(titles)s. Nothing was taken in yet. Look at them again.",
                len(self.rows),
                titles=", ".join(titles),
            )
        )


Progress = Callable[[int, int], None]


def choose(row: ProgrammeImport, choices: plan.Choices, seen: Mapping[str, str]) -> None:
    """Keep what a person ticked on one page of the preview, and what they saw there."""
    row = _locked(row)
    row.choices = {**row.choices, **{key: list(names) for key, names in choices.items()}}
    row.seen = {**row.seen, **seen}
    db.session.flush()


def forget_choices(row: ProgrammeImport) -> None:
    """Take everything that is ticked at first, whatever was chosen."""
    row = _locked(row)
    row.choices = {}
    db.session.flush()


def choose_zone(row: ProgrammeImport, zone: str) -> None:
    """Say in which zone times are meant that have none; an IANA name or empty for the event's."""
    row = _locked(row)
    row.zone = zone
    db.session.flush()


def order(event: Event, row: ProgrammeImport, seen_revision: int, actor: str) -> int | None:
    """Take in what is chosen, at once or by a job, whose number it then is.

    `seen_revision`: the agenda's revision that the person's page showed. Raises Overtaken.
    """
    agenda_rules.require_open(event)
    row = _locked(row)
    writes = _writes(event, row, seen_revision, queries.held(event))
    if sum(bool(write.values) for write in writes) <= INLINE:
        apply(event, row, seen_revision, actor)
        return None
    row.state = ImportState.APPLYING
    revision = agenda_queries.revision(event.id)
    task = tasks.enqueue("exchange.apply", created_by=actor, import_id=row.id, revision=revision)
    row.task_id = task.id
    audit.record(actor, Verb.ORDERED, f"event:{event.id}", after={"import": row.number})
    db.session.flush()
    return task.id


def apply(
    event: Event,
    row: ProgrammeImport,
    seen_revision: int,
    actor: str,
    progress: Progress | None = None,
) -> None:
    """Take in what is chosen as one step; all of it or nothing. Raises Overtaken, Refused."""
    agenda_rules.require_open(event)
    revision, held = agenda_queries.revision(event.id), queries.held(event)
    writes = _writes(event, row, seen_revision, held)
    work = writing.Work(event, held, writes, actor, progress or _quiet)
    with drafting.step(event, actor, AgendaVerb.IMPORTED, *work.touched) as step:
        if step.revision != revision + 1:
            # Somebody changed the draft between reading and locking it.
            raise Overtaken([write.row for write in writes if write.values])
        work.write(step)
    row.step_id = agenda_queries.step_of(event.id, step.revision)
    row.state, row.applied = ImportState.APPLIED, clock.now()
    row.counts = {**_counts(writes), "left": len(row.seen) - sum(bool(w.values) for w in writes)}
    _remember(event, row, writes, work)
    after = {"import": row.number, **_counts(writes)}
    audit.record(actor, AgendaVerb.IMPORTED, f"event:{event.id}", after=after)
    db.session.flush()


def _quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


def _writes(
    event: Event, row: ProgrammeImport, seen_revision: int, held: here.Held
) -> tuple[plan.Write, ...]:
    """What would be written now; refused when that is nothing, Overtaken when it is another."""
    source = stored.read(row.source or {})
    found = plan.plan(source, here.of(event, held), queries.keys(event.id, row.identity), row.zone)
    if agenda_queries.revision(event.id) != seen_revision:
        other = plan.changed_rows(found, row.choices, row.seen)
        if other:
            raise Overtaken(other)
    writes = plan.writes(found, row.choices)
    if not any(write.values for write in writes):
        raise Refused(Reason.NOTHING)
    return writes


def _counts(writes: Sequence[plan.Write]) -> dict[str, int]:
    added = sum(not write.target for write in writes)
    changed = sum(bool(write.target and write.values) for write in writes)
    return {"added": added, "changed": changed}


def _remember(
    event: Event, row: ProgrammeImport, writes: Sequence[plan.Write], work: writing.Work
) -> None:
    """Write down what each key of the source is here, and how its fields were taken in."""
    ids = queries.key_ids(event.id, row.identity)
    before = queries.keys(event.id, row.identity)
    made, changed = [], []
    for write in writes:
        if not write.is_known:
            continue
        key = (Thing(write.row.thing), plan.of_key(write.row.key))
        fresh = {name: plan.of_field(name, work.after(write, name)) for name in plan.settled(write)}
        said = {**write.row.said, **fresh} if write.target else fresh
        facts = {"target": work.target(write), "said": said, "import_id": row.id}
        if key in ids:
            changed.append({"id": ids[key], **facts, "said_before": dict(before[key].said)})
        else:
            place = {"event_id": event.id, "identity": row.identity}
            made.append({**place, "thing": key[0].value, "key": key[1], **facts, "said_before": {}})
    # Many rows in one statement each.
    if made:
        db.session.execute(sa.insert(SourceKey), made)
    if changed:
        db.session.execute(sa.update(SourceKey), changed)


def _locked(row: ProgrammeImport) -> ProgrammeImport:
    """The import under its lock, ready to be taken in; refused else."""
    lock(ProgrammeImport, row.id)
    # Anew: what is locked is read without its files.
    found = queries.find_import(row.event_id, row.number)
    lost = found and found.state == ImportState.APPLYING and queries.is_job_over(found)
    if found is None or (found.state != ImportState.READY and not lost):
        raise Refused(Reason.OVER)
    found.state = ImportState.READY
    return found
