"""What one authority's case book is told: arrivals, durations, ways out of each stage, and the rules of allocation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from workforce_sim.caseload.columns import AVERTABLE, DORMANT, GONE, ROUTES, SETTINGS, STAGES, Given, Real
from workforce_sim.caseload.due_list import LUCK_BITS
from workforce_sim.randomness.distributions import CELLS, even

NO_LIMIT = 2**40
DAYS_TO_RETURN = 365
"""A re-referral is one within twelve months of the last (Department for Education, children in need census)."""


@dataclass(frozen=True, slots=True)
class CaseRates:
    """Rates and rules of one case book. Stages are numbered as in ``columns``; shares lie between 0 and 1.

    ``ways_out`` gives for a stage the share of children who go to each next stage; what is left of 1 goes to the first
    stage named. A way to ``DORMANT`` is a closing after which the child may be referred again; ``GONE`` is for good.
    """

    new_family_key: int
    new_uasc_key: int
    families_per_day: Real
    """Shape (days,)."""
    uasc_per_day: Real
    """Shape (days,)."""
    return_share: Real
    """Shape (days,): of the cases closed on each day, those that may return and do within a year."""
    no_action_share: float
    not_in_need_share: float
    held_share: float
    outside_share: float
    mean_days: tuple[float, ...]
    """Shape (9,): by stage."""
    shapes: Real
    """Shape (9, 1025), from ``stage_shapes``: durations in means at each 1024th of the distribution."""
    ways_out: tuple[tuple[tuple[int, float], ...], ...]
    """Shape (9,) of up to three pairs of stage and share."""
    hard_cap_ratio: float
    team_size: int
    overload_slows_closure: float = 0.0
    queue_limit: int = NO_LIMIT
    """Most cases that may wait; one more is turned away."""
    assessment_limit_days: int = 63
    """45 working days."""
    work_waits: bool = False
    """Whether work begins only when somebody holds the case; otherwise a child's stage passes while the case waits."""

    averted: Real = field(default_factory=lambda: np.zeros((1, AVERTABLE)))
    """Shape (days, 3): share of the moves from need to plan, need to care and plan to care averted on each day."""
    led_share: Real = field(default_factory=lambda: np.zeros(1))
    """Shape (days,): of children in whom need begins on each day, those whose case a family support worker leads."""
    pre_proceedings_share: float = 0.0
    """Of plans that end other than in care, those after pre-proceedings."""
    conference_in_time_share: float = 0.0
    """Of initial conferences, those held in time while somebody holds the case."""
    conference_without_plan_share: float = 0.0
    """Of needs that are closed, those after a conference that did not lead to a plan."""

    def given(self) -> Given:
        """Lay the rates out as the kernel reads them."""
        routes = np.full((STAGES, ROUTES), 1 << LUCK_BITS, dtype=np.int64)
        destinations = np.full((STAGES, ROUTES), GONE, dtype=np.int64)
        for stage, ways in enumerate(self.ways_out):
            reached = 1.0 - sum(share for _, share in ways)
            for route, (target, share) in enumerate(ways):
                reached += share
                destinations[stage, route:] = target
                routes[stage, route] = _threshold(reached)
        settings = np.array(
            [
                self.new_family_key,
                self.new_uasc_key,
                _threshold(self.no_action_share),
                _threshold(self.no_action_share + self.not_in_need_share),
                _threshold(self.held_share),
                _threshold(self.outside_share),
                self.queue_limit,
                self.assessment_limit_days,
                int(self.work_waits),
                _threshold(self.pre_proceedings_share),
                _threshold(self.conference_in_time_share),
                _threshold(self.conference_without_plan_share),
            ],
            dtype=np.int64,
        )
        assert settings.shape == (SETTINGS,)
        means = np.array(self.mean_days)
        means[DORMANT] = DAYS_TO_RETURN / 2.0
        return Given(
            np.ascontiguousarray(self.families_per_day, dtype=np.float64),
            np.ascontiguousarray(self.uasc_per_day, dtype=np.float64),
            np.ascontiguousarray(self.return_share, dtype=np.float64),
            np.ascontiguousarray(self.averted, dtype=np.float64),
            np.ascontiguousarray(self.led_share, dtype=np.float64),
            self.shapes,
            means,
            routes,
            destinations,
            settings,
            np.array([self.hard_cap_ratio, self.overload_slows_closure]),
        )

    def longest_days(self) -> int:
        """The longest that any stage can last, days."""
        ends = self.shapes[:, -1] * np.array(self.mean_days)
        return int(max(DAYS_TO_RETURN, *(ends[stage] for stage in range(DORMANT + 1, STAGES)))) + 2


def stage_shapes(shapes: Mapping[int, Real]) -> Real:
    """Lay the shape of each stage's duration in its row; a child lies dormant evenly up to a year; shape (9, 1025)."""
    laid = np.ones((STAGES, CELLS + 1))
    laid[DORMANT] = even()
    for stage, shape in shapes.items():
        laid[stage] = shape
    return laid


def _threshold(share: float) -> int:
    return round(share * (1 << LUCK_BITS))
