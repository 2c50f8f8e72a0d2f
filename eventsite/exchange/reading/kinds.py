"""Kinds of session, by the words that a cell, a tool or a title uses for them."""

import re
from functools import cache

from eventsite.exchange.reading.columns import folded

#: Values of `agenda.SessionKind`, and words in six languages.
_KINDS = {
    "break": (
        "break|coffee|coffee break|lunch|lunch break|tea|tea break|pause|pause cafe|dejeuner|"
        "pause dejeuner|pausa|almuerzo|cafe|receso|перерыв|обед|кофе брейк|استراحة|غداء|"
        "استراحة الغداء|休息|午餐|茶歇|networking lunch|pause sante"
    ),
    "ceremony": (
        "ceremony|opening ceremony|closing ceremony|opening|closing|award ceremony|ouverture|"
        "cloture|ceremonie|ceremonie d ouverture|ceremonia|apertura|clausura|церемония|открытие|"
        "закрытие|حفل الافتتاح|الافتتاح|الختام|开幕式|闭幕式|opening session|closing session"
    ),
    "keynote": "keynote|key note|keynote speech|keynote address|discours liminaire|主旨演讲",
    "panel": (
        "panel|panel discussion|panel session|round table|roundtable|table ronde|mesa redonda|"
        "panel de discusion|панельная дискуссия|круглый стол|حلقة نقاش|专题讨论|圆桌会议"
    ),
    "workshop": "workshop|atelier|taller|tutorial|training|семинар|ورشة عمل|ورشة|研讨会|工作坊",
    "networking": "networking|reception|cocktail|social event|recepcion|прием|استقبال|招待会",
    "plenary": "plenary|plenary session|pleniere|plenaria|пленарное заседание|جلسة عامة|全体会议",
    "talk": (
        "talk|lecture|presentation|speech|contribution|lightning talk|conference|ponencia|charla|"
        "доклад|презентация|عرض|报告|演讲"
    ),
    "other": "other|autre|otro|другое|أخرى|其他",
}
#: Types that the tools offer of themselves, beside the words that people use in tables.
_TYPES = {
    "podium": "panel",
    "discussion": "panel",
    "fireside chat": "panel",
    "debate": "panel",
    "hands on": "workshop",
    "hackathon": "workshop",
    "meeting": "other",
    "film": "other",
    "concert": "other",
    "performance": "other",
    "djset": "other",
    "contest": "other",
    "game": "other",
    "poster": "other",
    "lightning": "talk",
    "lightning talk": "talk",
    "oral": "talk",
    "meetup": "networking",
    "social": "networking",
}
#: In a title these count when the type is none or says no more than "talk".
_PLAIN = frozenset({"", "talk", "other"})
_TELLING = ("break", "ceremony", "keynote")


def kind_of(words: str) -> str:
    """The kind that a cell names: all of it, or its first or last words; or empty."""
    plain = folded(words)
    if plain in _words():
        return _words()[plain]
    tokens = plain.split()[:6]
    for size in range(len(tokens) - 1, 0, -1):
        for run in (tokens[:size], tokens[-size:]):
            if kind := _words().get(" ".join(run)):
                return kind
    return ""


def kind_of_title(title: str) -> str:
    """The kind that a title alone gives away: breaks, openings and keynotes; or empty."""
    plain = folded(re.split(r"[:：–—(]", title, maxsplit=1)[0])
    kind = _words().get(plain, "")
    return kind if kind in _TELLING else ""


def kind_of_type(word: str, title: str = "") -> str:
    """The kind that a tool's own word for it says, else the title; or empty."""
    said = _TYPES.get(folded(word), "") or kind_of(word)
    return kind_of_title(title) or said if said in _PLAIN else said


@cache
def _words() -> dict[str, str]:
    return {folded(word): kind for kind, words in _KINDS.items() for word in words.split("|")}
