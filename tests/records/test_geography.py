"""Which areas have rows, and that the rows of an area add up."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_sim.clock import Calendar
from workforce_sim.figures.areas import select
from workforce_sim.records.frames import frame
from workforce_sim.records.geography import ENGLAND, LOCAL, NATIONAL, REGIONAL, SIMULATED, areas_of, by_area
from workforce_sim.records.measures import RATES
from workforce_sim.records.recorder import Place, Recorder, ReplicationRecords
from workforce_sim.records.tables import ANNUAL_RETURN, MONTHLY, TABLES, WORKFORCE_MONTH
from workforce_sim.studies.areas import whole_areas


def places_of(*names: str) -> tuple[list[Place], frozenset[str]]:
    profiles = select(names)
    places = [Place(p.code, p.old_code, p.name, p.region_code, p.region_name) for p in profiles]
    return places, whole_areas(profiles)


def levels(*names: str) -> list[tuple[str, str]]:
    totals = [area for area in areas_of(*places_of(*names)) if area.geographic_level != LOCAL]
    return [(area.geographic_level, area.name) for area in totals]


@pytest.mark.unit
def test_england_has_a_national_row_eleven_regional_rows_as_published_and_150_authorities() -> None:
    areas = areas_of(*places_of("England"))
    assert [area.geographic_level for area in areas].count(NATIONAL) == 1
    assert [area.geographic_level for area in areas].count(REGIONAL) == 11
    assert [area.geographic_level for area in areas].count(LOCAL) == 150
    assert not [area for area in areas if area.geographic_level == SIMULATED]


@pytest.mark.unit
def test_one_authority_has_its_own_row_and_no_other() -> None:
    assert levels("Nottinghamshire") == []


@pytest.mark.unit
def test_one_region_has_its_regional_row_and_no_national_one() -> None:
    assert levels("East Midlands") == [(REGIONAL, "East Midlands")]


@pytest.mark.unit
def test_london_is_inner_and_outer_london_together() -> None:
    assert levels("London") == [(REGIONAL, "London"), (REGIONAL, "Inner London"), (REGIONAL, "Outer London")]


@pytest.mark.unit
def test_a_list_has_a_total_that_does_not_pretend_to_be_a_region() -> None:
    assert levels("Nottinghamshire", "Derbyshire") == [(SIMULATED, "The 2 authorities simulated")]


def replication_of(places: list[Place], seed: int) -> ReplicationRecords:
    luck = np.random.default_rng(seed)
    recorder = Recorder(Calendar(dt.date(2025, 9, 30), 1), places)
    for table in MONTHLY:
        recorder.arrays[table.name][:] = luck.integers(0, 50, recorder.arrays[table.name].shape)
    return recorder.finish(1, 0.0)


@pytest.mark.property
@given(st.integers(0, 1000))
def test_counts_of_regions_are_sums_and_rates_are_worked_out_from_the_sums(seed: int) -> None:
    places, whole = places_of("East Midlands", "Inner London", "Outer London")
    areas = areas_of(places, whole)
    records = replication_of(places, seed)
    for table in (ANNUAL_RETURN, WORKFORCE_MONTH):
        array = records.arrays[table.name]
        rows = by_area(table, array, areas)
        for number, area in enumerate(areas):
            members = array[:, list(area.members)]
            for name in ("inpost_fte", "leavers_fte", "cases"):
                assert np.array_equal(
                    rows[:, number, table.index[name]], members[:, :, table.index[name]].sum(axis=1), equal_nan=True
                )
            for rate, (measure, above, below) in RATES.items():
                if rate in table.index:
                    total = members.sum(axis=1)
                    expected = measure(total[:, table.index[above]], total[:, table.index[below]])
                    assert np.allclose(rows[:, number, table.index[rate]], expected, equal_nan=True)


@pytest.mark.unit
def test_a_count_unknown_for_one_authority_is_unknown_for_its_region() -> None:
    places, whole = places_of("East Midlands")
    array = replication_of(places, 1).arrays["annual_return"]
    array[1, 0, 0] = np.nan
    assert np.isnan(by_area(ANNUAL_RETURN, array, areas_of(places, whole))[1, 0, 0])


@pytest.mark.unit
@pytest.mark.parametrize("name", TABLES)
def test_frames_have_a_row_an_area_period_and_replication_and_no_not_a_number(name: str) -> None:
    places, whole = places_of("East Midlands")
    records = [replication_of(places, seed) for seed in (1, 2)]
    areas = areas_of(places, whole)
    table = frame(name, "a scenario", Calendar(dt.date(2025, 9, 30), 1), areas, records)
    periods = 12 if TABLES[name].period == "month" else 2
    assert table.height == 2 * periods * len(areas)
    assert table.columns[-len(TABLES[name].columns) :] == list(TABLES[name].names)
    assert not any(table[column].is_nan().any() for column in TABLES[name].names)
    if periods == 12:
        assert table["time_period"][0] == "2025-10"
        assert table["month_end"].max() == dt.date(2026, 9, 30)
    else:
        years = {"year": [2025, 2026], "financial year": ["2025-26", "2026-27"]}[TABLES[name].period]
        assert table["time_period"].unique().sort().to_list() == years


@pytest.mark.unit
def test_every_region_named_whole_is_one_that_authorities_belong_to() -> None:
    assert whole_areas(select("England")) == {p.region_code for p in select("England")} | {ENGLAND}
