"""Time-zone fairness: which share of a programme lies in people's own day, region by region."""

from eventsite.agenda.fairness.advising import Advice, cut, repeat, shift, split, starts
from eventsite.agenda.fairness.comfort import CLOSES, OPENS, Span, comfortable
from eventsite.agenda.fairness.rotation import Burden, Choice, added, burden, fairest
from eventsite.agenda.fairness.scoring import (
    ENOUGH,
    LEAST,
    Scores,
    Voters,
    agreeing,
    capitals,
    minutes,
    score,
)

__all__ = [
    "CLOSES",
    "ENOUGH",
    "LEAST",
    "OPENS",
    "Advice",
    "Burden",
    "Choice",
    "Scores",
    "Span",
    "Voters",
    "added",
    "agreeing",
    "burden",
    "capitals",
    "comfortable",
    "cut",
    "fairest",
    "minutes",
    "repeat",
    "score",
    "shift",
    "split",
    "starts",
]
