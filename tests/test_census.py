"""The census counts what is there, once a month, and the sums by person, band and month agree."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workforce.small_authority import NOBODY_COMES_OR_CHANGES, authority_of, published, scenario_with
from workforce_sim.census import CHILDREN_FLOWS, children_now, fte, fte_by_band
from workforce_sim.records.recorder import ReplicationRecords
from workforce_sim.records.tables import CHILDREN_MONTH, WORKFORCE_MONTH
from workforce_sim.replication import replicate
from workforce_sim.workforce.social_worker import FULL_TIME_HOURS, Destination, Route


def lived(years: int = 2) -> ReplicationRecords:
    return replicate(scenario_with({"apprenticeship.intake": 10}, years), published("Nottinghamshire"), 1, 0)


def column(records: ReplicationRecords, name: str, table: str = "workforce_month") -> np.ndarray:
    schema = WORKFORCE_MONTH if table == "workforce_month" else CHILDREN_MONTH
    return records.arrays[table][:, 0, schema.index[name]]


@pytest.mark.unit
def test_bands_count_fte_by_cases_per_fte_at_the_published_edges() -> None:
    loads = np.array([1, 4, 5, 10, 15, 20, 25, 60, 0, 3])
    hours = np.array([37, 37, 37, 37, 37, 37, 37, 37, 37, 18])
    assert fte_by_band(loads, hours) == pytest.approx([2, 1 + 18 / 37, 1, 1, 1, 2])


@pytest.mark.property
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 37)), max_size=50))
def test_bands_add_up_to_the_fte_that_hold_a_case(people: list[tuple[int, int]]) -> None:
    loads, hours = (np.array([person[n] for person in people], dtype=np.int64) for n in (0, 1))
    assert fte_by_band(loads, hours).sum() == pytest.approx(hours[loads > 0].sum() / FULL_TIME_HOURS)


@pytest.mark.unit
def test_full_time_is_one() -> None:
    assert fte(FULL_TIME_HOURS) == 1.0


@pytest.mark.unit
def test_an_authority_where_nothing_happens_is_counted_as_it_stands() -> None:
    quiet = authority_of(3, vacancies=1.0, agency=1, turnover=1e-9)
    records = replicate(scenario_with(NOBODY_COMES_OR_CHANGES), [quiet], 1, 0)
    expected = {"inpost_fte": 3, "inpost_headcount": 3, "establishment_fte": 4, "vacancy_fte": 1, "agency_fte": 1}
    expected |= {"agency_cover_fte": 1, "starters_fte": 0, "leavers_fte": 0, "promotions": 0, "apprentices_headcount": 0}
    for name, value in expected.items():
        assert column(records, name) == pytest.approx(np.full(12, value)), name


@pytest.mark.unit
def test_routes_and_destinations_stand_in_the_order_of_their_columns() -> None:
    expected = [f"leavers_{where.name.lower()}_fte" for where in Destination]
    expected += [f"starters_{route.name.lower()}_fte" for route in Route if route is not Route.IN_POST_AT_START]
    first = WORKFORCE_MONTH.index[expected[0]]
    assert list(WORKFORCE_MONTH.names[first : first + len(expected)]) == expected


@pytest.mark.unit
def test_children_flows_are_of_the_month_and_stocks_as_they_stand() -> None:
    so_far, now = np.arange(26.0), np.arange(26.0) * 3.0
    row = children_now(now, so_far)
    assert row[:CHILDREN_FLOWS].tolist() == (2.0 * np.arange(CHILDREN_FLOWS)).tolist()
    assert row[CHILDREN_FLOWS:].tolist() == now[CHILDREN_FLOWS:].tolist()
    assert CHILDREN_MONTH.columns[CHILDREN_FLOWS].over_time == "last"


@pytest.mark.system
def test_people_posts_and_apprentices_in_the_monthly_tables_balance_with_the_flows_beside_them() -> None:
    records = lived()
    assert column(records, "establishment_fte") == pytest.approx(column(records, "inpost_fte") + column(records, "vacancy_fte"))
    routes = ("newly_qualified", "apprenticeship", "another_authority", "experienced", "agency")
    by_route = sum(column(records, f"starters_{route}_fte") for route in routes)
    assert by_route == pytest.approx(column(records, "starters_fte"))
    gone = sum(column(records, f"leavers_{where}_fte") for where in ("left", "to_agency", "another_authority"))
    assert gone == pytest.approx(column(records, "leavers_fte"))
    change = np.diff(column(records, "apprentices_headcount"))
    came, finished, withdrew = (column(records, f"apprentices_{flow}")[1:] for flow in ("started", "qualified", "withdrawn"))
    assert change == pytest.approx(came - finished - withdrew)
    assert came.sum() > 0.0


@pytest.mark.system
@pytest.mark.parametrize(("area", "comes_or_falls"), [("Nottinghamshire", 1.0), ("Derby", -1.0)])
def test_fte_in_post_changes_by_starters_less_leavers_and_reclassified_but_for_promotions_to_posts_of_other_hours(
    area: str, comes_or_falls: float
) -> None:
    """People usually come into the count in Nottinghamshire and fall out of it in Derby."""
    without = replicate(scenario_with({"promotion.internal_share": 0.0}, 3), published(area), 1, 0)
    change = np.diff(column(without, "inpost_fte"))
    starters, leavers, reclassified = (column(without, f"{flow}_fte")[1:] for flow in ("starters", "leavers", "reclassified"))
    assert change == pytest.approx(starters - leavers + reclassified, abs=1e-9)
    assert reclassified.sum() * comes_or_falls > 0.0


@pytest.mark.system
def test_cases_in_both_monthly_tables_are_the_same_and_bands_hold_every_case_holder() -> None:
    records = lived()
    assert np.array_equal(column(records, "cases"), column(records, "cases", "children_month"))
    assert records.caseload_bands[1:, 0].sum(axis=1) == pytest.approx(column(records, "case_holders_fte")[11::12])
