"""Time-zone fairness: which share of a programme lies in people's own day, region by region."""

from eventsite.agenda.fairness.advising import Advice, cut, repeat, shift, split, starts
from eventsite.agenda.fairness.comfort import CLOSES, OPENS, Span, comfortable
from eventsite.agenda.fairness.rotation import Burden, Choice, added, burden, fairest
from eventsite.agenda.fairness.scoring import (
    ENOUGH,
    LEAST,
    Remote,
    Scores,
    Voters,
    agreeing,
    capitals,
    merged,
    minutes,
    remote,
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
    "Remote",
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
    "merged",
    "minutes",
    "remote",
    "repeat",
    "score",
    "shift",
    "split",
    "starts",
]
