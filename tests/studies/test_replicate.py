"""Many replications: the same numbers however they are run, and nothing lost when they are stopped."""

from __future__ import annotations

import numpy as np
import pytest

from tests.studies.invented import interrupted_in, invent, out_of_balance_in
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError
from workforce_sim.studies import memory
from workforce_sim.studies.replicate import ReplicationError, replicate_many

pytestmark = pytest.mark.unit

SCENARIO = Scenario(name="test", areas="Nottinghamshire", horizon_years=1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_are_ordered_by_replication_however_many_processes_ran(jobs: int) -> None:
    heard: list[tuple[int, int]] = []
    told = lambda finished, asked: heard.append((finished, asked))  # noqa: E731
    result = replicate_many(SCENARIO, 6, 1, jobs, replicate=invent, on_progress=told)
    assert [record.replication for record in result.records] == [1, 2, 3, 4, 5, 6]
    assert heard == [(number, 6) for number in range(1, 7)]
    alone = invent(SCENARIO, result.profiles, 1, 4)
    assert np.array_equal(result.records[3].arrays["workforce_month"], alone.arrays["workforce_month"])
    assert not result.is_interrupted


def test_tables_are_the_same_for_any_number_of_processes() -> None:
    one, two = (replicate_many(SCENARIO, 5, 1, jobs, replicate=invent) for jobs in (1, 2))
    assert one.table("workforce_month").equals(two.table("workforce_month"))
    assert one.summary.equals(two.summary)


def test_one_replication_alone_has_the_numbers_that_it_has_among_all() -> None:
    among_all = replicate_many(SCENARIO, 4, 1, 1, replicate=invent).table("annual_return")
    alone = replicate_many(SCENARIO, 20, 1, 1, only=3, replicate=invent).table("annual_return")
    assert alone["replication"].unique().to_list() == [3]
    assert among_all.filter(among_all["replication"] == 3).equals(alone)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interruption_keeps_what_had_finished(jobs: int) -> None:
    result = replicate_many(SCENARIO, 40, 1, jobs, replicate=interrupted_in(20))
    assert result.is_interrupted
    assert 0 < len(result.records) < 40
    assert result.table("annual_return")["replication"].n_unique() == len(result.records)
    manifest = result.manifest(["run"])
    assert manifest["interrupted"] is True
    assert manifest["price_base"] == "2025-26 prices"
    assert manifest["replications_asked"] == list(range(1, 41))
    assert manifest["replications_finished"] == [record.replication for record in result.records]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_ledger_that_does_not_balance_stops_the_run_and_names_the_replication(jobs: int) -> None:
    with pytest.raises(ReplicationError, match="replication 3 failed: a ledger does not balance: posts: 12 in post"):
        replicate_many(SCENARIO, 8, 1, jobs, replicate=out_of_balance_in(3))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"replications": 0}, "--replications is 0; it must be 1 or more"),
        ({"replications": -5}, "--replications is -5; it must be 1 or more"),
        ({"jobs": 0}, "--jobs is 0; it must be 1 or more"),
        ({"seed": -1}, "--seed is -1; it must be a whole number from 0"),
        ({"only": 0}, "--replication is 0; replications are numbered from 1"),
    ],
)
def test_numbers_out_of_range_are_refused_in_words(wrong: dict[str, int], told: str) -> None:
    given = {"replications": 2, "seed": 1, "jobs": 1} | wrong
    with pytest.raises(UserError, match=told):
        replicate_many(SCENARIO, given["replications"], given["seed"], given["jobs"], only=given.get("only"))


def test_a_run_that_does_not_fit_is_refused_before_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "available_bytes", lambda: 400e6)
    with pytest.raises(UserError, match=r"of memory and 0\.4 GB is free"):
        replicate_many(SCENARIO, 100_000, 1, 1, replicate=invent)
