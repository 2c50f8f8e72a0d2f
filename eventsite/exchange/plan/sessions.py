"""The sessions of a source against those of the draft, and those that it no longer has."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from eventsite.core.i18n import N_
from eventsite.core.sheets.source import Said
from eventsite.exchange.plan import comparing, digests
from eventsite.exchange.plan.things import folded, row_id
from eventsite.exchange.plan.values import (
    ADD,
    CANCEL,
    TAKE_OFF,
    UPDATE,
    WITHDRAW,
    Draft,
    Here,
    Keys,
    Kind,
    Known,
    Offer,
    Plain,
    Row,
    Thing,
    Values,
)
from eventsite.exchange.plan.wanted import MOST_TITLE, Clock, Refs, Wanted, wanted
from eventsite.exchange.source import Doubt, Format, Source, SourceSession
from eventsite.exchange.writing.programme import guid

SCHEDULED = "scheduled"
#: One programme may come now in this and now in that of them.
TABLES = (Format.CSV, Format.XLSX)
#: Titles that have less than half in common are others.
_LIKE = 0.5


@dataclass
class Sessions:
    """The rows, and the days on which sessions stand that the event does not have."""

    rows: list[Row] = field(default_factory=list)
    foreign: set[date] = field(default_factory=set)


def sessions(source: Source, draft: Draft, keys: Keys, refs: Refs, asked: str) -> Sessions:
    """A row for each session of the source, then one for each that it no longer has."""
    found = Sessions()
    stock = _Stock(draft, keys, source.format in TABLES)
    clock = Clock(draft.zone, asked, draft.days)
    said_of = _doubts_by_session(source)
    rows_of = Counter(session.key for session in source.sessions)
    seen: set[str] = set()
    for session in source.sessions:
        what = wanted(session, source.fields, refs, clock)
        # Of two rows with one id each has its own doubts.
        about = said_of.get(session.key, ())
        own = [d for d in about if d.where == session.where or rows_of[session.key] == 1]
        doubts = [*own, *(Doubt(session.where, s) for s in what.doubts)]
        if what.foreign is not None:
            found.foreign.add(what.foreign)
        found.rows.append(_row(session, what, stock, doubts, session.key in seen))
        seen.add(session.key)
    found.rows.extend(_gone(stock, {digests.of_key(key) for key in seen}))
    return found


class _Stock:
    """The draft's sessions by code and by how they look, and what earlier imports made."""

    def __init__(self, draft: Draft, keys: Keys, is_table: bool) -> None:
        self.keys = keys
        self.is_table = is_table
        self.by_code = {one.ref: one for one in draft.things[Thing.SESSION]}
        self._by_uid = {one.uid: one for one in draft.things[Thing.SESSION] if one.uid}
        # As our frab files name them.
        self._by_uid |= {guid("session", uid): one for uid, one in self._by_uid.items()}
        ours = {known.target for (thing, _key), known in keys.items() if thing == Thing.SESSION}
        self._looks: dict[tuple[str, str], Here] = {}
        for one in draft.things[Thing.SESSION]:
            if one.ref not in ours:
                for title in one.values["title"].values():
                    self._looks.setdefault(_look(title, one.values["time"]), one)

    def known(self, key: str) -> tuple[Here | None, Known]:
        """The session that a key was before, or whose own identity it is, while it is there."""
        known = self.keys.get((Thing.SESSION, digests.of_key(key)), Known(""))
        here = self.by_code.get(known.target)
        if here is not None:
            return here, known
        return self._by_uid.get(key), Known("")

    def alike(self, values: Values) -> Here | None:
        """A session that no import of this source made, with the same title and time."""
        looks = (_look(title, values.get("time")) for title in values["title"].values())
        return next((self._looks[look] for look in looks if look in self._looks), None)


def _look(title: str, time: Plain) -> tuple[str, str]:
    return folded(title), str(time)


def _row(
    session: SourceSession, what: Wanted, stock: _Stock, doubts: list[Doubt], is_second: bool
) -> Row:
    values, key = what.values, session.key
    common = {
        "thing": Thing.SESSION,
        "key": key,
        "names": values["title"],
        "where": session.where,
    }
    if why := _why_left(values, is_second):
        doubts = [*doubts, Doubt(session.where, why, key)]
        number = f"{key} {session.where.sentence} {sorted(session.where.values.items())}"
        return Row(
            id=row_id(Thing.SESSION, number),
            kind=Kind.LEFT,
            doubts=tuple(doubts),
            **common,
        )
    here, known = stock.known(key)
    common |= {"id": row_id(Thing.SESSION, key), "values": values}
    if here is None:
        row = _new(common, values, stock.alike(values), doubts)
    elif stock.is_table and _is_another(values, here, known):
        row = _new(common, values, here, doubts, known)
    else:
        row = _known(common, values, here, known, doubts, stock.is_table)
    return row


def _why_left(values: Values, is_second: bool) -> Said | None:
    """Why a row is not taken in at all."""
    if is_second:
        return Said(_TWICE)
    if not values["title"]:
        return Said(_UNTITLED)
    is_long = any(len(title) > MOST_TITLE for title in values["title"].values())
    return Said(_LONG_TITLE, {"most": MOST_TITLE}) if is_long else None


def _is_another(values: Values, here: Here, known: Known) -> bool:
    """Whether the number of a row was that of another session when a table came in before: two
    lists that are both numbered 1, 2, 3. Title and time are then others than taken in, and here."""
    said, time = known.said, values.get("time")
    was = [title for lang, title in here.values["title"].items() if lang in values["title"]]
    if not said.get("time") or time is None or time == here.values["time"] or not was:
        return False
    if digests.of_value(time) == said["time"]:
        return False
    pairs = ((folded(now), folded(old)) for now in values["title"].values() for old in was)
    return all(SequenceMatcher(None, now, old).ratio() < _LIKE for now, old in pairs)


def _new(
    common: dict[str, Plain],
    values: Values,
    alike: Here | None,
    doubts: list[Doubt],
    known: Known | None = None,
) -> Row:
    """What is not here, or where a person must say whether it is: `alike` looks like it, or had
    its id, as `known` remembers."""
    common |= {"values": comparing.spoken(values, {})}
    if alike is None:
        return Row(**common, kind=Kind.ADDED, offers=(Offer(ADD),), doubts=tuple(doubts))
    if known is not None:
        what = Said(_OTHER_ID, {"title": next(iter(alike.values["title"].values()))[:80]})
    else:
        what = Said(_ALIKE if not alike.is_locked else _ALIKE_LOCKED)
    ways = [] if alike.is_locked else [Offer(UPDATE, is_default=False)]
    return Row(
        **common,
        kind=Kind.ALIKE,
        target=alike.ref,
        offers=(*ways, Offer(ADD, is_default=False)),
        is_one_of=True,
        ours=alike.values,
        said=known.said if known is not None else {},
        doubts=(*doubts, Doubt(common["where"], what, common["key"])),
    )


def _known(
    common: dict[str, Plain],
    values: Values,
    here: Here,
    known: Known,
    doubts: list[Doubt],
    is_table: bool,
) -> Row:
    spoken = comparing.spoken(values, known.said)
    # An edited table of ours has no memory, and is meant; our calendars say less than is here.
    is_export = is_table and not known.said and here.uid == common["key"]
    offers = comparing.offers(spoken, here.values, known.said, is_asked=is_export)
    kind = comparing.kind_of(offers, spoken, known.said)
    if offers and here.is_locked:
        doubts = [*doubts, Doubt(common["where"], Said(_LOCKED), common["key"])]
        offers, kind, spoken = (), Kind.LEFT, {}
    return Row(
        **{**common, "values": spoken},
        kind=kind,
        target=here.ref,
        offers=offers,
        ours=here.values,
        said=known.said,
        doubts=tuple(doubts),
    )


def _gone(stock: _Stock, there: set[str]) -> Iterator[Row]:
    """What an earlier import made and the source no longer has; nothing of it is ticked."""
    for (thing, key), known in stock.keys.items():
        here = stock.by_code.get(known.target)
        if thing != Thing.SESSION or key in there or here is None:
            continue
        if here.values["state"] != SCHEDULED:
            continue
        where = Said(_NOT_THERE)
        doubts = (Doubt(where, Said(_LOCKED), key),) if here.is_locked else ()
        yield Row(
            id=row_id(Thing.SESSION, f"gone {key}"),
            thing=Thing.SESSION,
            kind=Kind.GONE,
            key=key,
            names=here.values["title"],
            where=where,
            target=here.ref,
            offers=() if here.is_locked else _ways_out(here),
            is_one_of=True,
            ours=here.values,
            said=known.said,
            doubts=doubts,
        )


def _ways_out(here: Here) -> tuple[Offer, ...]:
    names = [CANCEL, WITHDRAW] + ([TAKE_OFF] if here.values["time"] is not None else [])
    return tuple(Offer(name, is_default=False) for name in names)


def _doubts_by_session(source: Source) -> Mapping[str, list[Doubt]]:
    found: dict[str, list[Doubt]] = {}
    for doubt in source.doubts:
        if doubt.session:
            found.setdefault(doubt.session, []).append(doubt)
    return found


def of_the_whole(source: Source, others: Iterable[Doubt] = ()) -> tuple[Doubt, ...]:
    """The doubts that are about no session in particular."""
    known = {session.key for session in source.sessions}
    return (*(d for d in source.doubts if d.session not in known), *others)


_TWICE = N_(
    "An earlier row has the same id, so this one is not taken in. Give each row its own id."
)
_LONG_TITLE = N_(
    "Its title is longer than %(most)s characters, so it is not taken in. Shorten it in the file."
)
_UNTITLED = N_("It has no title, so it is not taken in. Give it one in the file.")
_ALIKE = N_(
    "A session of this title stands at this time already. Choose whether it is the same one."
)
_ALIKE_LOCKED = N_(
    "A session of this title stands at this time already, and it is locked. Unlock it to update it."
)
_OTHER_ID = N_(
    "This id was that of “%(title)s” when a table came in before. Choose whether it is the same"
    " session."
)
_LOCKED = N_("The session is locked here, so it stays as it is. Unlock it to take the change.")
_NOT_THERE = N_("Not in the file any more")
