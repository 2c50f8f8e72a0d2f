"""Brings files in: keeps them, tells their formats, reads them at once or in the background."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import current_app

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda import rules as agenda_rules
from eventsite.core import audit, clock, files, tasks
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_
from eventsite.core.sheets.source import Limits, Said, Unreadable
from eventsite.events import actions as event_actions
from eventsite.events import days as event_days
from eventsite.events.days import Hours
from eventsite.events.models import Event
from eventsite.exchange import here, limiting, plan, queries, reading, stored
from eventsite.exchange.models import ImportFile, ImportState, ProgrammeImport
from eventsite.exchange.reading import columns as columns_room
from eventsite.exchange.reading import sizing, together
from eventsite.exchange.source import Format, Source
from eventsite.exchange.verbs import Verb

#: Files of one programme that are brought together.
MOST_FILES = 5
#: Bytes of all files, and rows of any, above which reading happens in the background.
INLINE, INLINE_ROWS = 300 * 1024, 200
_TOGETHER = N_(
    "The files together hold more than %(most)s sessions. Bring them one after the other."
)


class Reason(StrEnum):
    """Why nothing is brought or read."""

    NO_FILE = N_("Choose a file.")
    MANY_FILES = N_("Choose at most %(most)d files of one programme at once.")
    SIZE = N_("“%(name)s” is larger than %(most)d MB. Choose a smaller file.")
    TOGETHER = N_("The files together are larger than %(most)d MB. Bring them one after the other.")
    EMPTY = N_("“%(name)s” is empty. Choose another file.")
    OVER = N_("This import was finished meanwhile. Bring the file again.")


@dataclass(frozen=True)
class Brought:
    """One file as it came; `format` is chosen by a person, else recognised."""

    name: str
    content: bytes
    format: Format | None = None


def bring(event: Event, brought: Sequence[Brought], actor: str) -> ProgrammeImport:
    """Keep the files and read them, where nobody has to match columns first.

    Raises Unreadable for a file that is none of the formats or, where it is read at once, cannot
    be read; then nothing is kept.
    """
    agenda_rules.require_open(event)
    limits = limits_now()
    formats = [_format(one) for one in _require(brought, limits)]
    is_table = any(format in reading.TABLES for format in formats)
    lock(Event, event.id)
    row = ProgrammeImport(
        event_id=event.id,
        number=queries.next_number(event.id),
        created=clock.now(),
        created_by=actor,
        state=ImportState.MATCHING if is_table else ImportState.READING,
        files=[_kept(n, *pair) for n, pair in enumerate(zip(brought, formats, strict=True))],
    )
    db.session.add(row)
    db.session.flush()
    for column in row.files if is_table else []:
        if Format(column.format) in reading.TABLES:
            column.columns = _matching(column, limits).stored()
    after = {"import": row.number, "files": len(brought)}
    audit.record(actor, Verb.BROUGHT, f"event:{event.id}", after=after)
    if not is_table:
        _read(event, row, actor)
    return row


def match_columns(
    event: Event, row: ProgrammeImport, columns: Mapping[int, Mapping[str, str]], actor: str
) -> None:
    """Keep which column holds what, by a file's position, and read; raises Unreadable."""
    row = _locked(row, ImportState.MATCHING, ImportState.READY, ImportState.FAILED)
    limits = limits_now()
    for file in row.files:
        if file.position in columns:
            matching = _matching(file, limits).chosen(columns[file.position])
            file.columns = matching.stored()
    row.state, row.choices, row.seen = ImportState.READING, {}, {}
    audit.record(actor, Verb.MATCHED, f"event:{event.id}", after={"import": row.number})
    _read(event, row, actor)


def matchings(row: ProgrammeImport) -> list[tuple[ImportFile, columns_room.Matching]]:
    """The tables among an import's files with their columns as they are matched now."""
    limits = limits_now()
    return [
        (
            file,
            _matching(file, limits).chosen(file.columns)
            if _titled(file)
            else _matching(file, limits),
        )
        for file in row.files
        if Format(file.format) in reading.TABLES
    ]


def read_now(event: Event, row: ProgrammeImport) -> None:
    """Read an import's files and keep what stands in them; raises Unreadable."""
    source = _source(row, limits_now())
    row.source = stored.dump(source)
    row.title, row.identity = source.title[:200], plan.identity_of(source)
    row.state, row.problem = ImportState.READY, {}
    found = plan_of(event, row)
    row.seen, row.counts = dict(plan.fingerprints(found.rows)), found.counts
    db.session.flush()


def fail(row: ProgrammeImport, unreadable: Unreadable) -> None:
    """Keep why an import cannot be read."""
    row.state = ImportState.FAILED
    row.problem = stored.dump_said(unreadable.what)
    if unreadable.where is not None:
        row.problem["where"] = stored.dump_said(unreadable.where)
    db.session.flush()


def plan_of(event: Event, row: ProgrammeImport) -> plan.Plan:
    """What taking the import in would do to the draft as it is now."""
    source = stored.read(row.source or {})
    draft = here.of(event, queries.held(event))
    return plan.plan(source, draft, queries.keys(event.id, row.identity), row.zone)


def add_days(event: Event, row: ProgrammeImport, actor: str) -> None:
    """Give the event the days that the source names and it lacks, without hours, at once.

    Raises Refused, as `set_days` of events does.
    """
    agenda_rules.require_open(event)
    missing = plan_of(event, _locked(row, ImportState.READY)).foreign_days
    days = [Hours(d.day, d.starts, d.ends, d.label) for d in event_days.live(event.days)]
    event_actions.set_days(
        actor=actor,
        event=event,
        days=[*days, *(Hours(day) for day in missing)],
        dates_confirmed=event.dates_confirmed,
    )


def limits_now() -> Limits:
    """The limits of this installation."""
    return limiting.limits_of(current_app.config["SETTINGS"])


def _require(brought: Sequence[Brought], limits: Limits) -> Sequence[Brought]:
    if not brought:
        raise Refused(Reason.NO_FILE, "files")
    if len(brought) > MOST_FILES:
        raise Refused(Reason.MANY_FILES, "files", most=MOST_FILES)
    most = limits.bytes // (1024 * 1024)
    for one in brought:
        if not one.content:
            raise Refused(Reason.EMPTY, "files", name=one.name)
        if len(one.content) > limits.bytes:
            raise Refused(Reason.SIZE, "files", name=one.name, most=most)
    if sum(len(one.content) for one in brought) > limits.bytes:
        raise Refused(Reason.TOGETHER, "files", most=most)
    return brought


def _format(one: Brought) -> Format:
    return one.format or reading.sniff(one.content, one.name)


def _kept(position: int, one: Brought, format: Format) -> ImportFile:
    checked = files.Checked(files.safe_name(one.name), "application/octet-stream", one.content)
    stored_file = files.store(checked)
    return ImportFile(
        position=position, name=checked.name, format=format.value, file=stored_file, columns={}
    )


def _read(event: Event, row: ProgrammeImport, actor: str) -> None:
    if not _is_large(row):
        read_now(event, row)
        return
    task = tasks.enqueue("exchange.read", created_by=actor, import_id=row.id)
    row.task_id = task.id
    db.session.flush()


def _is_large(row: ProgrammeImport) -> bool:
    """Whether reading its files takes longer than somebody should wait; raises Unreadable."""
    if sum(file.file.size for file in row.files if file.file) > INLINE:
        return True
    limits = limits_now()
    return any(
        sizing.has_more_rows(Format(file.format), _bytes(file), limits, INLINE_ROWS)
        for file in row.files
    )


def _source(row: ProgrammeImport, limits: Limits) -> Source:
    sources = [
        reading.read(Format(file.format), _bytes(file), limits, file.columns or None)
        for file in row.files
    ]
    if sum(len(source.sessions) for source in sources) > limits.rows:
        raise Unreadable(Said(_TOGETHER, {"most": limits.rows}))
    return sources[0] if len(sources) == 1 else together.join(sources)


def _matching(file: ImportFile, limits: Limits) -> columns_room.Matching:
    return reading.matching(Format(file.format), _bytes(file), limits)


def _titled(file: ImportFile) -> bool:
    return any(one.partition(":")[0] == "title" for one in file.columns.values())


def _bytes(file: ImportFile) -> bytes:
    if file.file is None:
        raise Refused(Reason.OVER)
    return files.path_of(file.file).read_bytes()


def _locked(row: ProgrammeImport, *states: ImportState) -> ProgrammeImport:
    """The import under its lock, read anew; refused when it is in another state."""
    locked = lock(ProgrammeImport, row.id)
    found = queries.find_import(locked.event_id, locked.number)
    if found is None or found.state not in states:
        raise Refused(Reason.OVER)
    return found


def revision(event: Event) -> int:
    """The agenda's revision, which a preview carries."""
    return agenda_queries.revision(event.id)
