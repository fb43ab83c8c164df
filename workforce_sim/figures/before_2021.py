"""Estimate children looked after (CLA) for the censuses of 2019 and 2020, before the packaged figures on them begin.

The department's files give authorities from 2021 only; a start in 2019 or 2020 must not use them. England's totals
of the time (``ENGLAND_LOOKED_AFTER``) are shared among authorities by what was published for them at the same 31 March:

    share = (children in need - children on a plan) / the same for England

Children looked after are children in need and seldom on a plan. The same share serves children looked after,
unaccompanied asylum-seeking children (UASC), those starting and those ceasing at 18, so that within an authority their
ratios are England's. What that costs was seen afterwards, with the figures of 2021, which are not used here: half of
147 authorities missed by more than 21%, a tenth by more than 59%. UASC are further off, for they were not
spread like other children: Portsmouth looked after 101 in 2019 (the written answer below) and is given 21, Kent 132 where
it had 289 in 2021. Transfers between authorities are not known by authority before 2021 and none are taken out.

Two of England's figures are **assumptions of low reliability (red)**, because no publication up to the census was found:

* UASC starting in a year: UASC looked after over ``UASC_YEARS_LOOKED_AFTER``, by Little's law.
* Children ceasing at 18 or over: young people aged 18 who had left care, published, stand for them. They were all in
  care for 13 weeks since 14, and a few left it before 18; so the figure is some way too high.

UASC on 31 March 2020 are carried forward from 2019, as any missing figure is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workforce_sim.figures.gathering import Gatherer
from workforce_sim.figures.published_table import ENGLAND

UASC_YEARS_LOOKED_AFTER = 1.5
"""Mean years an unaccompanied child is looked after. Assumed (red), 1 to 2: most arrive at 16 or 17 and leave at 18."""


@dataclass(frozen=True, slots=True)
class LookedAfter:
    """Children looked after in England or in one authority; names and meaning as in ``AuthorityProfile``."""

    cla_at_31_march: float
    cla_started_per_year: float
    uasc_at_31_march: float
    uasc_started_per_year: float
    ceased_at_18_per_year: float


UASC_2019 = 5_070
"""On 31 March 2019. Source: DfE, answer to written question 27596, 18 March 2020."""

UASC_STARTED_BEFORE_2021 = UASC_2019 / UASC_YEARS_LOOKED_AFTER

ENGLAND_LOOKED_AFTER: Mapping[int, LookedAfter] = {
    2019: LookedAfter(78_150 - UASC_2019, 31_680 - UASC_STARTED_BEFORE_2021, UASC_2019, UASC_STARTED_BEFORE_2021, 10_730),
    2020: LookedAfter(80_080 - UASC_2019, 30_970 - UASC_STARTED_BEFORE_2021, UASC_2019, UASC_STARTED_BEFORE_2021, 11_220),
}
"""England's totals by year to 31 March.

Sources: 78,150 looked after and 31,680 starting, DfE, Children looked after in England including adoption: 2018 to
2019, as first published (Family Law Week, ed208574); 80,080 and 30,970, DfE, the same for 2020 (Family Law Week,
ed216123); 10,730 and 11,220 aged 18, table "Accommodation of care leavers" of the latter. Every figure is about the
year it stands under, like the census itself; as that is, it was published some months after 30 September, and 10,730 a
year later, as revised.
"""


def looked_after_before_2021(gatherer: Gatherer, year: int, in_need: float, on_plans: float) -> LookedAfter:
    """Give an authority its share of England's children looked after, by its children in need without a plan.

    ``in_need`` and ``on_plans`` are its own on 31 March of ``year``, a key of ``ENGLAND_LOOKED_AFTER``. Every figure is
    noted as an estimate.
    """
    england = ENGLAND_LOOKED_AFTER[year]
    in_need_in_england = gatherer.lookup.value(ENGLAND, "At31_episodes", year) or 0.0
    on_plans_in_england = gatherer.lookup.value(ENGLAND, "CPP_At31", year) or 0.0
    share = max(0.0, in_need - on_plans) / (in_need_in_england - on_plans_in_england)

    def shared(name: str, total: float, remark: str = "") -> float:
        by = "its share of children in need without a plan"
        gatherer.note(name, f"estimated from England's {total:,.0f}{remark} by {by}", year, "absent")
        return share * total

    carried = " (carried forward from 2019)" if year > 2019 else ""
    return LookedAfter(
        cla_at_31_march=shared("cla_at_31_march", england.cla_at_31_march),
        cla_started_per_year=shared("cla_started_per_year", england.cla_started_per_year, " (UASC assumed)"),
        uasc_at_31_march=shared("uasc_at_31_march", england.uasc_at_31_march, carried),
        uasc_started_per_year=shared("uasc_started_per_year", england.uasc_started_per_year, " (assumed)"),
        ceased_at_18_per_year=shared("ceased_at_18_per_year", england.ceased_at_18_per_year, " care leavers aged 18 (assumed)"),
    )
