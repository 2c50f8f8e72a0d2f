"""People named in a cell: one or several, with role, organisation, position and form of address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from eventsite.exchange.reading.columns import folded
from eventsite.exchange.source import SourcePerson, SourceVoice
from eventsite.reference import countries

#: Words before a colon or in brackets that say what somebody does; folded. Values are those of
#: `agenda.SpeakerRole`.
_ROLES = {
    "speaker": (
        "speaker|speakers|presenter|presenters|keynote speaker|keynote|opening remarks|remarks by|"
        "orateur|orateurs|intervenants|intervenant|orador|oradores|ponente|ponentes|докладчик|"
        "докладчики|выступающие|المتحدث|المتحدثون|发言人|演讲人|嘉宾|by|with|presented by|"
        "absent|غائب"
    ),
    "moderator": (
        "moderator|moderators|moderated by|facilitator|facilitated by|facilitators|host|mc|"
        "moderateur|moderatrice|moderateurs|moderador|moderadora|модератор|модераторы|الميسر|"
        "مدير الجلسة|主持人|animateur"
    ),
    "panellist": (
        "panellist|panellists|panelist|panelists|panel|discussant|discussants|paneliste|"
        "panelistes|panelista|panelistas|участники дискуссии|المحاورون|讨论嘉宾|"
        "مشارك في حلقة النقاش"
    ),
    "chair": (
        "chair|chairs|chairperson|chaired by|co chair|co chairs|convener|conveners|session chair|"
        "president|presidente|председатель|الرئيس|رئيس|رئيس الجلسة|主席"
    ),
    "rapporteur": "rapporteur|rapporteurs|relator|докладчик сессии|المقرر|مقرر|报告员",
    "remote-moderator": (
        "remote moderator|online moderator|moderateur a distance|مدير الجلسة عن بعد"
    ),
    "interpreter": "interpreter|interpreters|interprete|interpretes|переводчик|مترجم شفوي|口译员",
}
_ADDRESSES = re.compile(
    r"(?:(?:H\.\s?E\.|S\.\s?E\.|HE(?=\s[A-Z])|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Mme|Mlle|MM?(?=\.)"
    r"|Sr|Sra|Eng|Ing|Sir|Dame|Amb|Ambassador|Hon|Г-н|Г-жа|السيد|السيدة|الدكتور)\.?\s+)+"
)
_POSITION = re.compile(
    r"\b(?:director|head|chief|officer|minister|secretary|president|professor|manager|advis[eo]r|"
    r"chair\w*|engineer|founder|lead|leader|coordinator|counsellor|c[etio]o|ambassador|expert|"
    r"consultant|researcher|analyst|partner|commissioner|deputy|vice|specialist|fellow|student|"
    r"directeur|directrice|ministre|chef|professeur|conseiller|conseillère|jefe|jefa|ministro|"
    r"ministra|secretari[oa]|secrétaire|директор|министр|профессор|глава|"
    r"مدير|مديرة|رئيس|رئيسة|وزير|وزيرة|خبير|خبيرة|أستاذ|أستاذة|مستشار|مستشارة|مهندس|مهندسة)\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[<(]?\s*(?:mailto:)?([\w.+'-]+@[\w-]+(?:\.[\w-]+)+)\s*[>)]?")
_BRACKETS = re.compile(r"\s*[(（\[]([^()（）\[\]]*)[)）\]]\s*")
_AND = re.compile(r"\s+(?:and|et|und|и|&)\s+|\s+[yу]\s+(?=[A-ZÁÉÍÓÚÑ])|\s*&\s*|\s*、\s*|\s+و(?=\w)")
#: Roles that are positions, too, where a place of work stands beside them.
_POSITIONS = frozenset({"chair", "rapporteur", "interpreter"})
#: What is longer is kept as it stands: a whole text stands where a name should.
_LONGEST = 300
_BULLET = re.compile(r"^[\s•·▪●◦*–—-]+")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in a cell; `is_guess` where a comma may part people or a name from a title."""

    name: str
    role: str
    organisation: str = ""
    role_title: str = ""
    honorific: str = ""
    email: str = ""
    is_guess: bool = False

    @property
    def person(self) -> SourcePerson:
        """The person, known by the folded name."""
        return SourcePerson(
            key=folded(self.name),
            name=self.name,
            honorific=self.honorific,
            role_title=self.role_title,
            organisation=self.organisation,
            email=self.email,
        )

    @property
    def voice(self) -> SourceVoice:
        """The part that the person takes."""
        return SourceVoice(folded(self.name), self.role)


def named_in(text: str, role: str = "speaker") -> list[Named]:
    """Everybody whom a cell names, in order; a role before a colon counts for its line.

    A line that is nothing but a role ("Panellists:") counts for the lines below it.
    """
    found: list[Named] = []
    standing = role
    for line in text.split("\n"):
        line = " ".join(_BULLET.sub("", line).split())
        own, rest = _role_before(line)
        if own and not rest:
            standing = own
            continue
        for piece in _pieces(rest):
            lead, name = _role_before(piece)
            own = lead or own
            found += _people(name, own or standing)
    return [person for person in found if person.name and folded(person.name)]


def role_of(text: str) -> str:
    """The role that words name, or empty."""
    return _roles().get(folded(text), "")


def _role_before(text: str) -> tuple[str, str]:
    head, colon, rest = text.replace("：", ":").partition(":")
    # "Moderator, absent: …" is what our own document says.
    role = (role_of(head) or role_of(re.split("[,،]", head)[0])) if colon else ""
    return (role, rest.strip()) if role else ("", text)


@cache
def _roles() -> dict[str, str]:
    return {folded(name): role for role, names in _ROLES.items() for name in names.split("|")}


def _pieces(line: str) -> Iterator[str]:
    for piece in re.split(r"\s*[;；؛|]\s*|\s+/\s+", line):
        if piece.strip():
            yield piece.strip()


def _people(piece: str, role: str) -> list[Named]:
    """The people of one piece: several where "and" or commas part whole names."""
    if len(piece) > _LONGEST:
        return [Named(piece, role, is_guess=True)]
    bare = _BRACKETS.sub("\0", piece)
    if "\0" in bare.rstrip("\0 ") and (re.search("[,،]", bare) or _AND.search(bare)):
        return [n for part in _outside_brackets(piece) for n in _people(part, role)]
    halves = [half for half in _AND.split(piece) if half]
    if len(halves) > 1 and all(_is_name(half) for half in _commas(halves[0]) + halves[1:]):
        everybody = _commas(halves[0]) + halves[1:]
        return [_person(one, role) for one in everybody]
    parts = _commas(piece)
    if len(parts) > 1 and all(_is_name(part) for part in parts):
        return [replace(_person(part, role), is_guess=True) for part in parts]
    return [_person(piece, role)]


def _outside_brackets(piece: str) -> list[str]:
    """ "A (x, y), B (z) and C" parted behind its brackets, but not "A, Authority (x), Kenya"."""
    between = r"(?<=[)）\]])\s*(?:,|،|\band\b|\bet\b|&|\by\b|\bи\b|、)+\s*"
    first, *others = re.split(between, piece)
    parts = [first]
    for part in others:
        if _BRACKETS.search(part) or _names_somebody(part):
            parts.append(part)
        else:
            parts[-1] += f", {part}"
    return parts if len(parts) > 1 else [_BRACKETS.sub(r", \1, ", parts[0])]


def _names_somebody(part: str) -> bool:
    """Whether what follows brackets is a further person, not the country of the one before."""
    head = (_commas(part) or [""])[0]
    return _is_name(head) and countries.find_country(head) is None


def _commas(text: str) -> list[str]:
    return [part for part in re.split(r"\s*[,，،]\s*", text) if part]


def _is_name(text: str) -> bool:
    """Whether words look like a whole name: two to four, none of a position or place of work."""
    plain = _ADDRESSES.sub("", text).strip()
    parts = plain.split()
    return (
        2 <= len(parts) <= 4
        and not _POSITION.search(plain)
        and not any(c.isdigit() for c in plain)
        and not any(len(p) > 2 and p.isupper() and p.isascii() for p in parts[:1])
        and all(
            p[0].isupper() or (p[0].isalpha() and not p.isascii()) or p in _PARTICLES for p in parts
        )
        and not _WORKPLACE.search(plain)
    )


_PARTICLES = frozenset(
    {"de", "da", "van", "von", "der", "den", "del", "la", "le", "el", "al", "bin"}
)
_WORKPLACE = re.compile(
    r"\b(?:university|institute|ministry|agency|union|bank|group|ltd|inc|gmbh|foundation|council|"
    r"commission|department|office|association|centre|center|company|nations|republic|kingdom|"
    r"states|université|ministère|universidad|ministerio|arabia|korea|africa|zealand|"
    r"университет|министерство|جامعة|وزارة|هيئة|معهد|الاتحاد|مؤسسة|شركة)\b",
    re.IGNORECASE,
)


def _person(text: str, role: str) -> Named:
    email = ""
    if found := _EMAIL.search(text):
        email = found[1]
        text = f"{text[: found.start()]} {text[found.end() :]}"
    brackets = [part for b in _BRACKETS.findall(text) for part in _commas(b)]
    bare = _BRACKETS.sub(" ", text).strip(" ,،")
    name, *more = re.split(r"\s*[,，،]\s*|\s+[–—-]\s+", bare)
    own_role = next((r for fact in [*brackets, *more] if (r := role_of(fact))), "")
    facts = [fact for fact in [*more, *brackets] if fact]
    if len(facts) > 1 and own_role in _POSITIONS:
        own_role = ""  # "A (Chair, Study Group 20)"
    facts = [fact for fact in facts if not own_role or role_of(fact) != own_role]
    address = _ADDRESSES.match(name)
    plain = name[address.end() :] if address else name
    title, organisation = _title_and_place(facts)
    return Named(
        name=" ".join(plain.split()),
        role=own_role or role,
        organisation=organisation,
        role_title=title,
        honorific=" ".join(address[0].split()) if address and plain else "",
        email=email,
    )


def _title_and_place(facts: list[str]) -> tuple[str, str]:
    """Position and organisation of what follows a name."""
    if not facts:
        return "", ""
    if len(facts) == 1:
        is_title = bool(_POSITION.search(facts[0])) and not _WORKPLACE.search(facts[0])
        return (facts[0], "") if is_title else ("", facts[0])
    return facts[0], ", ".join(facts[1:])
