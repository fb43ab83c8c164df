"""What the first year of England costs against what was spent: revenue outturn RO3, 2024-25, net current expenditure."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tests.workforce.small_authority import published
from workforce_sim.config.scenario import Scenario
from workforce_sim.records.tables import MONEY_MONTH
from workforce_sim.replication import replicate

pytestmark = pytest.mark.system

WITHIN = 0.1
LEAST_CORRELATION = 0.9

LINES = {
    "residential_care": ("residential_care",),
    "fostering": ("fostering",),
    "looked_after": ("residential_care", "fostering", "looked_after_other", "care_leavers", "grants"),
    "safeguarding_and_social_work": (
        "social_workers",
        "agency",
        "recruitment",
        "training_and_apprenticeship",
        "other_safeguarding",
    ),
}
"""Published lines, and those of the accounts that stand for them."""

ENGLAND_BN = {"residential_care": 3.589, "fostering": 2.103, "looked_after": 8.435, "safeguarding_and_social_work": 3.403}
"""RO3 2024-25, England, £ billion."""


@cache
def first_year() -> np.ndarray:
    """Pounds at 2024-25 prices by authority and line; shape (places, 14)."""
    scenario = Scenario().with_values({"horizon_years": 1, "money.price_base_year": 2024})
    spent: np.ndarray = replicate(scenario, published("England"), 1, 1).arrays["money_month"].sum(axis=0)
    return spent


def simulated(line: str) -> np.ndarray:
    spent: np.ndarray = sum(first_year()[:, MONEY_MONTH.index[f"{name}_gbp"]] for name in LINES[line])
    return spent


@pytest.mark.parametrize("line", LINES)
def test_england_spends_within_a_tenth_of_what_it_did(line: str) -> None:
    assert simulated(line).sum() == pytest.approx(ENGLAND_BN[line] * 1e9, rel=WITHIN)


def test_authorities_that_spend_more_on_looked_after_children_do_so_here() -> None:
    spent = [profile.care.spending_gbp.looked_after for profile in published("England")]
    assert np.corrcoef(simulated("looked_after"), spent)[0, 1] >= LEAST_CORRELATION


def test_the_rates_taken_from_the_return_itself_are_what_is_left_beside_the_priced_lines() -> None:
    """By construction: £2,743m of other looked-after services and asylum, £3,403m of safeguarding, to a twentieth."""
    others = simulated("looked_after") - simulated("residential_care") - simulated("fostering")
    assert others.sum() == pytest.approx(2.743e9, rel=0.05)
    assert simulated("safeguarding_and_social_work").sum() == pytest.approx(3.403e9, rel=0.05)
