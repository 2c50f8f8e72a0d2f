"""What an archive takes along of programmes taken in, so that the next import still knows them."""

from eventsite.core.archive import Row, Swap, Table
from eventsite.exchange.models import ImportState, ProgrammeImport, SourceKey

_PLACES = {"room": "rooms", "track": "tracks"}
_ENDED = frozenset({ImportState.APPLIED, ImportState.FAILED, ImportState.DISCARDED})


def _import(row: Row, swap: Swap) -> Row:
    """What was not taken in before the archive was made cannot be taken in from it."""
    if row["state"] not in _ENDED:
        row = {**row, "state": ImportState.DISCARDED.value}
    if row["step_id"] is not None:
        row = {**row, "step_id": swap.key("agenda_steps", row["step_id"])}
    return row


def _source_key(row: Row, swap: Swap) -> Row:
    table = _PLACES.get(row["thing"])
    return {**row, "target": str(swap.key(table, int(row["target"])))} if table else row


TABLES = (
    Table(
        model=ProgrammeImport,
        by="event_id",
        actors=("created_by",),
        inside=_import,
        left={
            "source": lambda: None,
            "choices": dict,
            "seen": dict,
            "problem": dict,
            "task_id": lambda: None,
        },
    ),
    Table(model=SourceKey, by="event_id", inside=_source_key),
)
#: Table to the reason why it stays.
LEFT = {
    "programme_import_files": "The files brought for an import are kept for thirty days only.",
    "kept_archives": "An archive does not hold archives.",
    "audit_rows": "The trail tells what was done on this installation, and stays its evidence.",
    "trace_notes": "They tell who read personal data on this installation.",
    "outbox_mails": "Mails were sent from this installation, and are never sent twice.",
}
