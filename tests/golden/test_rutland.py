"""One small authority over three years, kept as a table and compared to the last digit that matters.

Renew it, after a change of the model that is meant, with ``python -m tests.golden.test_rutland`` and review the difference.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.workforce.small_authority import published, scenario_with
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.replication import replicate

pytestmark = pytest.mark.golden

TABLE = Path(__file__).with_name("rutland_three_years.csv")
COLUMNS = (
    "inpost_fte",
    "inpost_headcount",
    "starters_fte",
    "leavers_fte",
    "turnover_rate_fte",
    "vacancy_fte",
    "vacancy_rate_fte",
    "agency_fte",
    "agency_rate_fte",
    "case_holders_fte",
    "cases",
    "caseload_fte",
    "absence_rate_fte",
    "establishment_fte",
)


def measured() -> list[list[str]]:
    """The header and a row a census: Rutland, three years, seed 1, replication 0; blank where nothing is known."""
    scenario = scenario_with(years=3)
    annual = replicate(scenario, published("Rutland"), 1, 0).arrays["annual_return"][:, 0]
    rows = [["time_period", *COLUMNS]]
    for year, row in enumerate(annual):
        values = [float(row[ANNUAL_RETURN.index[column]]) for column in COLUMNS]
        rows.append([str(scenario.start.year + year), *("" if value != value else repr(value) for value in values)])
    return rows


def test_rutland_goes_on_as_kept() -> None:
    with TABLE.open(encoding="utf-8", newline="") as kept:
        before = list(csv.reader(kept))
    now = measured()
    assert now[0] == before[0]
    renew = "if the model was meant to change: python -m tests.golden.test_rutland, and review the difference"
    for was, row in zip(before[1:], now[1:], strict=True):
        for column, old, new in zip(now[0], was, row, strict=True):
            told = f"{column} of {row[0]} was {old or 'blank'} and is {new or 'blank'}; {renew}"
            assert (old == "") == (new == ""), told
            assert not old or float(new) == pytest.approx(float(old), rel=1e-9, abs=1e-9), told


if __name__ == "__main__":
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(measured())
