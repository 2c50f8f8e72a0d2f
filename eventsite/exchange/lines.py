"""The rows of a plan in words: what would be made or changed, from what to what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from eventsite.agenda import words
from eventsite.agenda.models import KIND_LABELS, STATE_LABELS, SessionKind, SessionState
from eventsite.core import i18n, text
from eventsite.core.i18n import N_, gettext, ngettext
from eventsite.core.sheets.source import Said
from eventsite.exchange import plan
from eventsite.exchange.plan import FIELDS, LOCALIZED, NEW, Draft, Kind, Offer, Plan, Row, Thing
from eventsite.exchange.source import Doubt

#: Longer texts are shown by their beginning.
_LONG = 240

KIND_WORDS = {
    Kind.ADDED: N_("New"),
    Kind.CHANGED: N_("Changed"),
    Kind.CONFLICT: N_("Changed here and in the file"),
    Kind.ALIKE: N_("Looks like one that is here"),
    Kind.GONE: N_("No longer in the file"),
    Kind.LEFT: N_("Left alone"),
    Kind.SAME: N_("The same"),
}
_THINGS = {
    Thing.ROOM: N_("Room"),
    Thing.TRACK: N_("Track"),
    Thing.PERSON: N_("Person"),
    Thing.SESSION: N_("Session"),
}
_FIELDS = {
    "names": N_("Name"),
    "capacity": N_("Seats"),
    "hue": N_("Colour"),
    "name": N_("Name"),
    "honorific": N_("Honorific"),
    "role_title": N_("Job title"),
    "organisation": N_("Organisation"),
    "country": N_("Country"),
    "email": N_("Email"),
    "biography": N_("Biography"),
    "title": N_("Title"),
    "state": N_("State"),
    "time": N_("Start"),
    "minutes": N_("Length"),
    "rooms": N_("Rooms"),
    "online": N_("Online"),
    "kind": N_("Kind"),
    "track": N_("Track"),
    "languages": N_("Languages"),
    "people": N_("People"),
    "parts": N_("Items"),
    "abstract": N_("Description"),
    "recording": N_("Recording"),
}
_WHOLE = {
    plan.ADD: N_("Take it in"),
    plan.UPDATE: N_("It is the same one: update it"),
    plan.CANCEL: N_("Cancel it"),
    plan.WITHDRAW: N_("Withdraw it, so that nobody sees it"),
    plan.TAKE_OFF: N_("Take it off the programme"),
}
_ADD_BESIDE = N_("It is another one: take it in as well")


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One thing to tick: `value` is sent back."""

    value: str
    label: str
    before: str
    after: str
    is_ticked: bool
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the preview."""

    id: str
    seen: str
    kind: Kind
    kind_words: str
    thing: str
    title: str
    where: str
    #: The file that speaks, where there are several, and what is doubtful.
    doubts: tuple[tuple[str, str], ...]
    #: What would be made, as label and value.
    facts: tuple[tuple[str, str], ...]
    offers: tuple[OfferLine, ...]
    is_one_of: bool


def said(one: Said) -> str:
    """A sentence of a reader or the plan in the reader's language."""
    values = {name: said(v) if isinstance(v, Said) else v for name, v in one.values.items()}
    return str(gettext(one.sentence, **values)) if values else str(gettext(one.sentence))


def file_of(doubt: Doubt, files: Sequence[str]) -> str:
    """The name of the file that a doubt speaks of; empty where one alone was brought."""
    return files[doubt.file - 1] if 0 < doubt.file <= len(files) and len(files) > 1 else ""


class Wording:
    """Words for the rows of one plan; knows what things are called."""

    def __init__(
        self, draft: Draft, found: Plan, choices: plan.Choices, files: Sequence[str] = ()
    ) -> None:
        self._choices, self._files = choices, files
        self._seen = plan.fingerprints(found.rows)
        self._names: dict[tuple[Thing, str], str] = {}
        for thing, those in draft.things.items():
            for one in those:
                self._names[thing, one.ref] = _name(one.values)
        for row in found.rows:
            self._names.setdefault((row.thing, NEW + row.key), _pick(row.names))

    def lines(self, rows: Sequence[Row]) -> list[Line]:
        """The rows as the page shows them."""
        return [self._line(row) for row in rows]

    def _line(self, row: Row) -> Line:
        ticked = plan.taken(row, self._choices)
        facts = row.values if row.kind in (Kind.ADDED, Kind.ALIKE) else {}
        return Line(
            id=row.id,
            seen=self._seen.get(row.id, ""),
            kind=row.kind,
            kind_words=str(gettext(KIND_WORDS[row.kind])),
            thing=str(gettext(_THINGS[row.thing])),
            title=_beginning(_pick(row.names)) or str(gettext("Without a title")),
            where=said(row.where) if row.where is not None else "",
            doubts=tuple(
                dict.fromkeys((file_of(one, self._files), said(one.what)) for one in row.doubts)
            ),
            facts=tuple(
                (str(gettext(_FIELDS[name])), shown)
                for name in FIELDS[row.thing]
                if name in facts and name not in _AS_TITLE and facts[name] != _USUAL.get(name)
                if (shown := self.value(name, facts[name]))
            ),
            offers=tuple(self._offer(row, offer, offer.name in ticked) for offer in row.offers),
            is_one_of=row.is_one_of,
        )

    def _offer(self, row: Row, offer: Offer, ticked: bool) -> OfferLine:
        value = f"{row.id}:{offer.name}"
        if offer.name in _WHOLE:
            beside = row.kind == Kind.ALIKE and offer.name == plan.ADD
            label = str(gettext(_ADD_BESIDE if beside else _WHOLE[offer.name]))
            return OfferLine(value, label, "", "", ticked, False)
        before, after = offer.before, offer.after
        if offer.name in LOCALIZED:
            differ = [lang for lang in after if before.get(lang) != after[lang]]
            before = {lang: before[lang] for lang in differ if lang in before}
            after = {lang: after[lang] for lang in differ}
        return OfferLine(
            value,
            str(gettext(_FIELDS[offer.name])),
            self.value(offer.name, before),
            self.value(offer.name, after),
            ticked,
            offer.is_conflict,
        )

    def value(self, name: str, value: Any) -> str:
        """A field's value in words; empty for an empty one."""
        if value in (None, "", [], {}):
            return ""
        if name in LOCALIZED:
            return _texts(value)
        if name in ("rooms", "people", "parts", "track"):
            return self._reference(name, value)
        return _SAY[name](value) if name in _SAY else str(value)

    def _reference(self, name: str, value: Any) -> str:
        if name == "track":
            return self._names.get((Thing.TRACK, value), "")
        if name == "rooms":
            return words.listed([self._names.get((Thing.ROOM, ref), "") for ref in value])
        if name == "people":
            return words.listed([self._voice(ref, role) for ref, role in value])
        return words.listed([_pick(part["title"]) for part in value])

    def _voice(self, ref: str, role: str) -> str:
        name, does = self._names.get((Thing.PERSON, ref), ""), words.role(role)
        return str(gettext("%(name)s (%(role)s)", name=name, role=does)) if does else name


#: What needs no word.
_USUAL = {"state": SessionState.SCHEDULED.value, "online": False}
_AS_TITLE = frozenset({"title", "names", "name"})


def _name(values: Mapping[str, Any]) -> str:
    said_by = values.get("names") or values.get("title")
    if said_by:
        return _pick(said_by)
    return str(values.get("name") or values.get("role_title") or values.get("organisation") or "")


def _pick(names: Mapping[str, str]) -> str:
    return text.pick(names, i18n.current_lang()).text


def _texts(value: Mapping[str, str]) -> str:
    """Texts by language; a single one without its language's name."""
    shown = {lang: _beginning(one) for lang, one in value.items()}
    if len(shown) == 1:
        return next(iter(shown.values()))
    return " · ".join(f"{words.language(lang)}: {one}" for lang, one in shown.items())


def _time(value: Any) -> str:
    day, at, _fold = value
    shown = i18n.show_day(date.fromisoformat(day), short=True)
    facts = {"day": shown, "time": i18n.show_time(time.fromisoformat(at))}
    return str(gettext("%(day)s, %(time)s", **facts))


_SAY: Mapping[str, Callable[[Any], str]] = {
    "time": _time,
    "minutes": lambda n: str(ngettext("%(num)s minute", "%(num)s minutes", n)),
    "online": lambda yes: str(gettext("Yes") if yes else gettext("No")),
    "kind": lambda kind: str(gettext(KIND_LABELS[SessionKind(kind)])),
    "state": lambda state: str(gettext(STATE_LABELS[SessionState(state)])),
    "languages": words.all_languages,
}


def _beginning(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"
