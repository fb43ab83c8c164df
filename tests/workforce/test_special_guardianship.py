"""More special guardianship in running authorities: children leave care, cases end, money follows, and luck is shared."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.conftest import Statistical
from tests.workforce.small_authority import published, scenario_with
from workforce_sim.children.guardianship import orders_a_year
from workforce_sim.config.cases import Cases
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.records.recorder import ReplicationRecords
from workforce_sim.records.tables import ANNUAL_RETURN, CHILDREN_MONTH, MONEY_MONTH, PLACEMENTS_MONTH
from workforce_sim.replication import replicate

YEARS = 5
LEVEL = "placements.special_guardianship_level"
UPRATED_FROM_2024 = 1.035
Real = NDArray[np.float64]


def counties() -> tuple[AuthorityProfile, ...]:
    return (*published("Nottinghamshire"), *published("Lancashire"))


@cache
def lived(*changes: tuple[str, Any], years: int = YEARS) -> ReplicationRecords:
    values = {name: dict(value) if isinstance(value, tuple) else value for name, value in changes}
    return replicate(scenario_with(values, years), counties(), 4, 0)


def monthly(records: ReplicationRecords, column: str) -> Real:
    """A column of both counties together; shape (months,)."""
    for table in (PLACEMENTS_MONTH, CHILDREN_MONTH, MONEY_MONTH):
        if column in table.index:
            return np.asarray(records.arrays[table.name][:, :, table.index[column]].sum(axis=1))
    raise KeyError(column)


@pytest.mark.system
def test_more_guardians_leave_fewer_children_in_care_fewer_cases_and_less_money_spent() -> None:
    usual, more = lived(), lived((LEVEL, 2.0))
    moved = monthly(more, "cla_ceased_more_guardians")
    assert moved.sum() > 200
    gone = monthly(usual, "cla") - monthly(more, "cla")
    assert (gone[12:] > 0.0).all()
    # Each who moves is one fewer in care, until the spell would have ended; few come back.
    assert (gone <= np.cumsum(moved)).all()
    assert gone[11] > 0.7 * moved[:12].sum()
    for column in ("kinship_foster", "cases", "total_gbp"):
        assert monthly(more, column)[-1] < monthly(usual, column)[-1], column
    kin = monthly(usual, "kinship_foster") - monthly(more, "kinship_foster")
    assert kin[11] > 0.8 * gone[11], "they are children of kinship foster carers"


@pytest.mark.system
def test_the_orders_are_among_the_endings_of_care_by_special_guardianship() -> None:
    usual, more = lived(), lived((LEVEL, 2.0))
    moved = monthly(more, "cla_ceased_more_guardians")
    ways = [name for name in PLACEMENTS_MONTH.index if name.startswith("cla_ceased_") and "more" not in name]
    assert sum(monthly(more, name) for name in ways) == pytest.approx(monthly(more, "cla_ceased"))
    assert (monthly(more, "cla_ceased_special_guardianship") >= moved).all()
    first_year = monthly(more, "cla_ceased_special_guardianship")[:12] - monthly(usual, "cla_ceased_special_guardianship")[:12]
    assert first_year.sum() == pytest.approx(moved[:12].sum(), abs=0.2 * moved[:12].sum())
    annual = more.arrays["annual_return"][1:].sum(axis=1)[:, ANNUAL_RETURN.index["cla_ceased_special_guardianship"]]
    assert annual == pytest.approx(monthly(more, "cla_ceased_special_guardianship").reshape(YEARS, 12).sum(axis=1))


@pytest.mark.system
def test_nothing_differs_before_more_orders_begin_and_new_families_never_do() -> None:
    usual, later = lived(), lived((LEVEL, (("2028-04-01", 3.0),)))
    for table in ("workforce_month", "children_month", "placements_month", "money_month"):
        assert np.array_equal(usual.arrays[table][:30], later.arrays[table][:30], equal_nan=True), table
    assert monthly(later, "cla_ceased_more_guardians")[:30].sum() == 0.0
    assert monthly(later, "cla_ceased_more_guardians")[30] > 0.0, "April 2028 is the 31st month"
    assert np.array_equal(monthly(usual, "uasc_started"), monthly(later, "uasc_started"))
    new = [monthly(records, "referrals") - monthly(records, "rereferrals") for records in (usual, later)]
    assert np.array_equal(*new)


@pytest.mark.system
def test_a_level_of_one_changes_no_bit() -> None:
    dated = lived((LEVEL, (("2026-04-01", 1.0),)))
    for table, array in lived().arrays.items():
        assert np.array_equal(array, dated.arrays[table], equal_nan=True), table


@pytest.mark.system
def test_more_kin_bring_more_orders_at_one_level() -> None:
    alone, with_kin = lived((LEVEL, 1.5)), lived((LEVEL, 1.5), ("placements.kinship_level", 1.5))
    assert monthly(with_kin, "cla_ceased_more_guardians").sum() > 1.1 * monthly(alone, "cla_ceased_more_guardians").sum()


@pytest.mark.system
def test_allowances_are_paid_for_every_child_with_more_guardians_and_for_nobody_else() -> None:
    more, free = lived((LEVEL, 2.0), years=2), lived((LEVEL, 2.0), ("prices.special_guardianship_week", 0.0), years=2)
    days = np.diff([0, *scenario_with({}, 2).calendar().month_ends])
    paid = monthly(more, "looked_after_other_gbp") - monthly(free, "looked_after_other_gbp")
    by_hand = monthly(more, "with_more_guardians") * days / 7 * 175 * UPRATED_FROM_2024
    assert paid == pytest.approx(by_hand, abs=0.05)
    assert paid[-1] > 0.0
    usual, priced = lived(years=2), lived(("prices.special_guardianship_week", 500.0), years=2)
    assert np.array_equal(usual.arrays["money_month"], priced.arrays["money_month"])


@pytest.mark.system
def test_children_with_more_guardians_are_those_who_moved_until_some_grow_up() -> None:
    """Of 10 to 15 year olds, counted for five years from the middle of their band, nobody leaves before."""
    more = lived((LEVEL, 2.0))
    assert np.array_equal(monthly(more, "with_more_guardians"), np.cumsum(monthly(more, "cla_ceased_more_guardians")))


@pytest.mark.statistical
def test_a_fifth_more_orders_are_a_fifth_of_the_usual_ones_in_the_first_year(statistical: Statistical) -> None:
    """All of England's kinship foster carers, in eleven months (the first has none); Poisson.

    A hazard of 0.06 a year takes about 3% of these children away on average before newcomers replace them.
    """
    expected = 0.2 * sum(orders_a_year(profile, Cases()) for profile in counties()) * 11 / 12 * 0.98
    found = [
        replicate(scenario_with({LEVEL: 1.2}, 1), counties(), 4, number).arrays["placements_month"] for number in range(20)
    ]
    orders = np.mean([each[:, :, PLACEMENTS_MONTH.index["cla_ceased_more_guardians"]].sum() for each in found])
    claim = statistical("orders of a year at a level of 1.2 are a fifth of the usual ones", round(20 * expected), 1e-4)
    claim.holds_within(float(orders), float(expected), float(np.sqrt(expected / 20)) + 0.02 * float(expected))
