"""Saving how an event's letters are signed and what they say."""

from eventsite.core import audit, files
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.events.models import Event
from eventsite.letters import numbering, placeholders, queries
from eventsite.letters.kinds import Kind
from eventsite.letters.models import LetterSettings, LetterText
from eventsite.letters.rules import Reason
from eventsite.letters.verbs import Verb

_FIELDS = ("prefix", "sender", "signatory", "signatory_title", "visa_days", "visa_issue_days")


def save_settings(
    *,
    actor: str,
    event: Event,
    facts: dict[str, object],
    signature: files.Checked | None,
    drops_signature: bool = False,
) -> LetterSettings:
    """Save the settings; letters that were issued keep what they said. Raises Refused."""
    if not numbering.is_prefix(str(facts["prefix"])):
        raise Refused(Reason.PREFIX, field="prefix")
    lock(Event, event.id)
    row = queries.settings_of(event)
    before = {name: getattr(row, name) for name in _FIELDS}
    for name in _FIELDS:
        setattr(row, name, facts[name])
    if signature is not None:
        row.signature_file_id = files.store(signature).id
    elif drops_signature:
        # Letters that were signed with it still name the file.
        row.signature_file_id = None
    db.session.add(row)
    db.session.flush()
    _was, now = audit.changes(before, {name: getattr(row, name) for name in _FIELDS})
    changed = {"fields": sorted(now), "signature": signature is not None or drops_signature}
    audit.record(actor, Verb.SETTINGS_SAVED, f"event:{event.id}", None, changed)
    return row


def save_text(
    *, actor: str, event: Event, kind: Kind, subject: dict[str, str], body: dict[str, str]
) -> LetterText:
    """Save the words of one kind; Refused when braces hold what is no placeholder."""
    for field, texts in (("subject", subject), ("body", body)):
        for said in texts.values():
            for name in placeholders.unknown(said, kind):
                raise Refused(Reason.UNKNOWN_PLACEHOLDER, field=field, name=name)
    lock(Event, event.id)
    row = queries.texts_of(event.id).get(kind) or LetterText(event_id=event.id, kind=kind)
    row.subject, row.body = subject, body
    db.session.add(row)
    db.session.flush()
    audit.record(
        actor, Verb.TEXT_SAVED, f"event:{event.id}", None, {"kind": kind.value, "langs": [*body]}
    )
    return row
