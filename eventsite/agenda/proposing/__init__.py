"""Proposals for a whole programme: the problem, first-fit, what a placement is worth, and why not.

`solving` is not imported here: it brings OR-Tools, which only the background job needs.
"""

from eventsite.agenda.proposing.greedy import Clash, Table, first_fit
from eventsite.agenda.proposing.judging import Worth, objective
from eventsite.agenda.proposing.problem import Placement, Problem, Spot, Start, movable
from eventsite.agenda.proposing.reasons import Why, why_not

__all__ = [
    "Clash",
    "Placement",
    "Problem",
    "Spot",
    "Start",
    "Table",
    "Why",
    "Worth",
    "first_fit",
    "movable",
    "objective",
    "why_not",
]
