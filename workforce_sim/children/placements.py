"""Which kind of placement a looked-after child goes to: chances by age and need that give back the published numbers.

Published are children by kind and children by age, not by both. The table of both is the one closest to an assumed
affinity (``AFFINITY``) with those margins, by iterative proportional fitting (Deming and Stephan, Annals of Mathematical
Statistics 11, 1940). A child's age band is drawn once, when care begins, from the authority's stock by age, and is kept
for as long as the child is looked after: children here do not grow older (a simplification, which keeps the published
stock by age). The oldest bands go first to unaccompanied children and to those whose care will end at 18.

Need, in three levels, is a second attribute of a child, drawn as care begins and kept as well; nothing is published of it.
Each age band is split by need with a second proportional fit, whose margins are the first one's children by kind and the
assumed shares of need: whatever is assumed of need, children by age and kind stay as they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workforce_sim.children.pathway import pathway
from workforce_sim.figures.care import AGE_BANDS, PLACEMENT_KINDS

if TYPE_CHECKING:
    from workforce_sim.config.cases import Cases
    from workforce_sim.config.placements import Placements
    from workforce_sim.figures.profile import AuthorityProfile

Real = NDArray[np.float64]

KINDS = len(PLACEMENT_KINDS)
BANDS = len(AGE_BANDS)
NEVER = 1e-4
"""So little affinity that a child goes there only where the published numbers leave no other way."""

AFFINITY = np.array(
    [
        # kinship, in-house, agency, home, supported, with parents, adoption, other
        [1.0, 1.2, 0.6, NEVER, NEVER, 1.2, 3.0, 0.5],  # under 1: babies go to foster carers, relatives or adopters
        [1.3, 1.0, 0.8, 0.02, NEVER, 1.2, 3.0, 0.2],  # 1 to 4
        [1.3, 1.0, 1.0, 0.3, NEVER, 1.0, 0.6, 0.3],  # 5 to 9: adoption becomes rare
        [1.0, 1.0, 1.2, 1.5, NEVER, 0.9, NEVER, 1.0],  # 10 to 15: most children in homes
        [0.7, 0.8, 0.9, 1.5, 3.0, 0.7, NEVER, 1.2],  # 16 and over: the law allows supported accommodation at 16
        [0.2, 1.0, 1.5, 0.1, 3.0, NEVER, NEVER, 1.0],  # unaccompanied: no relatives, mostly 16 and 17
    ]
)
"""How much likelier than others children of a group go to a kind, shape (6, 8): assumed (red).

Placements by age are published for England only and were not among the files read. Only ratios count: the fit scales rows
and columns to the published numbers."""

NEED_AFFINITY = np.array(
    [
        # kinship, in-house, agency, home, supported, with parents, adoption, other
        [1.3, 1.2, 0.9, 0.3, 1.0, 1.3, 1.2, 0.8],  # lower: relatives, parents and the authority's own carers can do it
        [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0],  # middle
        [0.4, 0.5, 0.9, 4.0, 0.8, 0.5, 0.5, 1.5],  # high: what families are not found for ends in a home, secure ones included
    ]
)
"""How much likelier than those of middle need children of each need go to a kind, shape (3, 8): assumed (red).

No publication read has need by placement; only ratios within a kind count, for the fit scales the rest."""
NEEDS = len(NEED_AFFINITY)

ROUNDS = 2000
CLOSE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """The laws of placement in one authority."""

    bands: Real
    """Shape (3, 5): chance of each age band for children who leave before 18, at 18, and for unaccompanied ones."""
    needs: Real
    """Shape (3,): chance of each need, whatever the age."""
    kinds: Real
    """Shape (18, 8): chance of each kind, by age band and unaccompanied, and within these by need."""
    usual_kinds: Real
    """Shape (6, 8): chance of each kind by age band and for unaccompanied children, all needs together."""
    usual_needs: Real
    """Shape (48, 3): chance of each need of a child found in a kind, by age band and unaccompanied, and within by kind."""


def chances_of(profile: AuthorityProfile, cases: Cases, placements: Placements) -> Chances:
    """Work out the laws of placement of one authority from its published stocks by kind and by age."""
    way = pathway(profile, cases)
    at_18 = way.stock_care * way.care_at_18
    statuses = (way.stock_care - at_18, at_18, way.stock_uasc)
    return fitted(profile.care.placements, profile.care.ages, statuses, placements.need_shares)


@lru_cache(maxsize=512)
def fitted(
    placements: tuple[float, ...],
    ages: tuple[float, ...],
    statuses: tuple[float, float, float],
    need_shares: tuple[float, ...],
) -> Chances:
    """Fit the laws to children by kind, by age band, by how care ends and by need; all are scaled to one total."""
    total = max(sum(statuses), 1e-9)
    by_kind, by_age, by_status = (_scaled(counts, total) for counts in (placements, ages, statuses))
    bands_by_status = ages_by_status(by_age, by_status)
    by_group = np.append(bands_by_status[0] + bands_by_status[1], by_status[2])
    table = proportional_fit(AFFINITY, by_group, by_kind)
    needs = np.array(need_shares) / sum(need_shares)
    split = split_by_need(table, needs)
    by_need = split.reshape(-1, KINDS)
    return Chances(
        _shares(bands_by_status, by_age),
        needs,
        _shares(by_need, np.repeat(_shares(table, by_kind), NEEDS, axis=0)),
        _shares(table, by_kind),
        _shares(split.transpose(0, 2, 1).reshape(-1, NEEDS), needs),
    )


def split_by_need(table: Real, needs: Real) -> Real:
    """Split a table of children by group and kind, shape (6, 8), by need; gives shape (6, 3, 8).

    Each group has every need in its share, ``needs`` of shape (3,), and keeps its children by kind; among tables that do,
    it is the one closest to ``NEED_AFFINITY``.
    """
    by_need = table.sum(axis=1)[:, None] * needs
    split = np.repeat(NEED_AFFINITY[None], table.shape[0], axis=0)
    for _ in range(ROUNDS):
        split *= _ratio(by_need, split.sum(axis=2))[:, :, None]
        split *= _ratio(table, split.sum(axis=1))[:, None, :]
        if np.abs(split.sum(axis=2) - by_need).max() < CLOSE * max(table.sum(), 1.0):
            break
    return np.asarray(split, dtype=np.float64)


def ages_by_status(by_age: Real, by_status: Real) -> Real:
    """Share the age bands out, oldest first: to unaccompanied children, to those who leave at 18, then to the others.

    ``by_age`` of shape (5,) and ``by_status`` (3,) have one sum; gives shape (3, 5), by status as in ``by_status``.
    """
    table = np.zeros((by_status.shape[0], BANDS))
    left = by_age.copy()
    for status in reversed(range(by_status.shape[0])):
        wanted = by_status[status]
        for band in reversed(range(BANDS)):
            table[status, band] = min(wanted, left[band])
            wanted -= table[status, band]
            left[band] -= table[status, band]
    return table


def proportional_fit(affinity: Real, rows: Real, columns: Real) -> Real:
    """Scale rows and columns of a table of positive numbers in turn until they have the sums wanted.

    ``rows`` and ``columns`` have one sum. Rows or columns with nothing in them come out as zeros.
    """
    table = affinity.copy()
    for _ in range(ROUNDS):
        table *= _ratio(rows, table.sum(axis=1))[:, None]
        table *= _ratio(columns, table.sum(axis=0))
        if np.abs(table.sum(axis=1) - rows).max() < CLOSE * max(rows.sum(), 1.0):
            break
    return np.asarray(table, dtype=np.float64)


def _ratio(wanted: Real, present: Real) -> Real:
    return np.asarray(np.divide(wanted, present, out=np.zeros_like(wanted), where=present > 0.0), dtype=np.float64)


def _scaled(counts: tuple[float, ...], total: float) -> Real:
    known = np.array(counts, dtype=np.float64)
    known = known if known.sum() > 0.0 else np.ones_like(known)
    return np.asarray(known * (total / known.sum()), dtype=np.float64)


def _shares(table: Real, usual: Real) -> Real:
    """Turn rows of numbers into rows of chances; an empty row gets what is usual."""
    filled = np.where(table.sum(axis=1, keepdims=True) > 0.0, table, usual)
    return np.asarray(filled / filled.sum(axis=1, keepdims=True), dtype=np.float64)
