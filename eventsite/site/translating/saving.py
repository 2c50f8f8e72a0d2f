"""Saves translations: as drafts beside the event, or as reviewed where the text itself stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from eventsite.core import audit, clock, text, translated
from eventsite.core.db import db, lock
from eventsite.core.errors import NotAllowed, Refused, Stale
from eventsite.core.i18n import N_
from eventsite.events import states as event_states
from eventsite.events.models import Event, Translation
from eventsite.events.models.translations import KEY_LENGTH
from eventsite.events.verbs import Verb
from eventsite.site.translating import gathering
from eventsite.site.translating.states import Item, State, mark


class Reason(StrEnum):
    """Why translations are not saved."""

    LONG = N_("Shorten this to %(most)d characters; it has %(count)d.")
    MARKS = N_("Write this with at most %(most)d marks on one letter.")
    OTHERS = N_("Your duties in this event do not let you change this text.")


@dataclass(frozen=True)
class Typed:
    """What somebody wrote for one text, and whether they say that it can be used."""

    key: str
    said: str
    is_reviewed: bool = False
    #: `Item.stands` as it was shown; None where nothing was shown.
    stood: str | None = None
    #: The source that it was made from, where that may be another one by now.
    source: str | None = None


@dataclass
class Saved:
    """Keys of what was saved, by what became of it."""

    drafts: list[str] = field(default_factory=list)
    reviewed: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    #: Texts that are not there any more.
    gone: list[str] = field(default_factory=list)

    @property
    def is_any(self) -> bool:
        """Whether anything was saved."""
        return bool(self.drafts or self.reviewed or self.dropped)


def save(*, actor: str, event: Event, lang: str, typed: Sequence[Typed]) -> Saved:
    """Save what differs from what stands there.

    A draft waits beside the event; a reviewed text goes where visitors read it, a session's into
    the draft of the programme. An emptied one drops the draft, or else takes the text away. Raises
    Refused and NotAllowed with the key as field, Stale where somebody else saved since.
    """
    event = lock(Event, event.id)
    if reason := event_states.why_read_only(event):
        raise Refused(reason)
    there = {item.key: item for item in gathering.items(event, lang)}
    saved, words = Saved(), dict[str, str]()
    for one in typed:
        item = there.get(one.key)
        if item is None:
            saved.gone.append(one.key)
        else:
            _save_one(_Page(actor, event, lang, saved, words), item, one)
    _write(event, actor, lang, words)
    db.session.flush()
    if saved.is_any:
        after = {"lang": lang, "drafts": saved.drafts, "reviewed": saved.reviewed}
        after["dropped"] = saved.dropped
        audit.record(actor, Verb.TRANSLATED, f"event:{event.id}", after=after)
    return saved


@dataclass(frozen=True)
class _Page:
    """What one press on Save is about; `words` gathers what rooms will write."""

    actor: str
    event: Event
    lang: str
    saved: Saved
    words: dict[str, str]


def _save_one(page: _Page, item: Item, one: Typed) -> None:
    said = text.tidy(one.said) if item.text.lines > 1 else text.one_line(one.said)
    reviews = one.is_reviewed and bool(said)
    is_reviewed = item.state == State.REVIEWED
    if said == item.shown and (one.stood is None or reviews == is_reviewed):
        return
    _require(item, one, said)
    source = item.source.text if one.source is None else text.tidy(one.source)
    source_mark = mark(source)
    if reviews:
        _keep(page, item, source_mark, "", mark(said))
        if said != item.live:
            page.words[item.key] = said
        page.saved.reviewed.append(item.key)
    elif said and said != item.live:
        _keep(page, item, source_mark, said, "")
        page.saved.drafts.append(item.key)
    else:
        _drop(item)
        if not said and not item.draft:
            page.words[item.key] = ""
        page.saved.dropped.append(item.key)


def _require(item: Item, one: Typed, said: str) -> None:
    if not item.text.may:
        raise NotAllowed(Reason.OTHERS, item.key)
    if one.stood is not None and one.stood != item.stands:
        raise Stale({item.text.label: said}, {item.text.label: item.shown})
    most = item.text.most
    if len(said) > most:
        raise Refused(Reason.LONG, item.key, most=most, count=len(said))
    if text.has_pile_of_marks(said):
        raise Refused(Reason.MARKS, item.key, most=text.MARKS)


def _keep(page: _Page, item: Item, source_mark: str, draft: str, said_mark: str) -> None:
    row = item.kept
    if row is None:
        row = Translation(event_id=page.event.id, key=item.key[:KEY_LENGTH], lang=page.lang)
        db.session.add(row)
    row.source_mark, row.draft, row.said_mark = source_mark, draft, said_mark
    row.actor, row.changed = page.actor, clock.now()


def _drop(item: Item) -> None:
    if item.kept is not None:
        db.session.delete(item.kept)


def _write(event: Event, actor: str, lang: str, words: Mapping[str, str]) -> None:
    """Let each feature write its texts."""
    for room in translated.rooms():
        own = {key: {lang: said} for key, said in words.items() if key.startswith(f"{room.NAME}:")}
        if own:
            room.write(event, actor, own)
