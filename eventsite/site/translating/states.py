"""How far each text is translated into a language: pure, over texts and what is kept of them."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from eventsite.core import text as core_text
from eventsite.core.i18n import N_
from eventsite.core.translated import Text
from eventsite.events.models import Translation


class State(StrEnum):
    """How far one text is in one language; labels in `LABELS`."""

    MISSING = "missing"
    DRAFT = "draft"
    #: In use, but nobody said that they read it, or it was changed since.
    UNREVIEWED = "unreviewed"
    #: The source became another one after the draft or the review.
    OUTDATED = "outdated"
    REVIEWED = "reviewed"


LABELS = {
    State.MISSING: N_("Missing"),
    State.DRAFT: N_("Draft"),
    State.UNREVIEWED: N_("Not reviewed"),
    State.OUTDATED: N_("Source changed"),
    State.REVIEWED: N_("Reviewed"),
}
TONES = {State.MISSING: "bad", State.DRAFT: "gold", State.UNREVIEWED: "lake",
         State.OUTDATED: "clay", State.REVIEWED: "good"}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One text on its way into one language."""

    text: Text
    lang: str
    source: core_text.Said
    #: What stands in the event.
    live: str
    #: What is stored of it beside itself.
    kept: Translation | None
    state: State

    @property
    def draft(self) -> str:
        """What waits to be used."""
        return self.kept.draft if self.kept else ""

    @property
    def key(self) -> str:
        """The text's key."""
        return self.text.key

    @property
    def shown(self) -> str:
        """What a translator goes on with."""
        return self.draft or self.live

    @property
    def stands(self) -> str:
        """Changes when somebody else saves this text."""
        return mark(f"{self.live}\x1f{self.draft}")


@dataclass(frozen=True)
class Progress:
    """How many texts of one language are how far."""

    lang: str
    total: int
    counts: Mapping[State, int]

    def of(self, state: State) -> int:
        """Texts in that state."""
        return self.counts.get(state, 0)


def mark(said: str) -> str:
    """A short digest of a text."""
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def state_of(source: str, live: str, kept: Translation | None) -> State:
    """How far a text is; `kept` is what is stored of it beside itself."""
    if kept is not None and (kept.draft or live) and kept.source_mark != mark(source):
        return State.OUTDATED
    if kept is not None and kept.draft:
        return State.DRAFT
    if not live:
        return State.MISSING
    is_reviewed = kept is not None and kept.said_mark == mark(live)
    return State.REVIEWED if is_reviewed else State.UNREVIEWED


def items(
    texts: Iterable[Text], kept: Mapping[str, Translation], lang: str, main: str
) -> list[Item]:
    """The texts that can be translated into `lang`: those with words in another language.

    The source is what stands in `main`, the event's first language, else in any. Into `main`
    itself only what has no words there is translated.
    """
    found = []
    for one in texts:
        others = {code: said for code, said in one.said.items() if code != lang}
        source = core_text.pick(others, main, ())
        live, row = one.said.get(lang, ""), kept.get(one.key)
        if not source or (live and lang == main):
            continue
        state = state_of(source.text, live, row)
        found.append(Item(one, lang, source, live, row, state))
    return found


def progress(lang: str, found: Iterable[Item]) -> Progress:
    """The figures of one language."""
    counts = Counter(one.state for one in found)
    return Progress(lang, counts.total(), counts)
