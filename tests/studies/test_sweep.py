"""Sweeps give the same tables whatever happens on the way; the replications are invented, for only the study is judged."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from scipy.stats import t as student

from tests.studies.invented import invent, out_of_balance_in
from workforce_sim.config.scenario import Scenario
from workforce_sim.errors import UserError
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.records.recorder import ReplicationRecords
from workforce_sim.records.tables import ANNUAL_RETURN
from workforce_sim.studies.crew import Done, LocalCrew, done
from workforce_sim.studies.piece_store import PieceStore
from workforce_sim.studies.pieces import Failure, Piece
from workforce_sim.studies.questions.sweep import Precision, Sweep
from workforce_sim.studies.sweep import Swept, carry_out_sweep, needed_replications, pieces_at_first
from workforce_sim.studies.work import Work

BASE = Scenario(areas="Rutland", horizon_years=1)


def invent_by_scenario(
    scenario: Scenario, profiles: tuple[AuthorityProfile, ...], seed: int, replication: int
) -> ReplicationRecords:
    """Another world for each intake."""
    return invent(scenario, profiles, seed + round(scenario.apprenticeship.intake.maximum), replication)


class UnreliableCrew:
    """Carries pieces out in any order and may be interrupted, or fail, at any of them."""

    size = 3

    def __init__(self, luck: Random, stops_after: int | None = None) -> None:
        self.luck = luck
        self.stops_after = stops_after

    def work(self, pieces: Iterable[Piece], together: int) -> Iterator[Done]:  # noqa: ARG002
        waiting = list(pieces)
        self.luck.shuffle(waiting)
        for number, piece in enumerate(waiting):
            if number == self.stops_after:
                raise KeyboardInterrupt
            if self.stops_after is not None and self.luck.random() < 0.2:
                yield piece.key, Failure(piece.key, "a piece", "the process was lost")
            else:
                yield done(piece, invent_by_scenario)


def sweep(replications: int = 7, precision: Precision | None = None) -> Sweep:
    vary = {"apprenticeship.intake": [0, 6, 12], "turnover.level": [0.9, 1.0]}
    return Sweep(name="sweep", base=BASE, vary=vary, replications=replications, precision=precision)


def tables(swept: Swept) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    return swept.parameters(), pl.concat(swept.annual_returns()), pl.concat(swept.summaries())


def carried_out(folder: Path, asked: Sweep, crew: object) -> Swept:
    return carry_out_sweep(Work(PieceStore(folder), crew), asked, pieces_at_first(asked))  # type: ignore[arg-type]


@pytest.mark.property
@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), stops=st.lists(st.integers(0, 10), max_size=3), precise=st.booleans())
def test_any_order_and_any_interruptions_give_the_same_tables(
    tmp_path_factory: pytest.TempPathFactory, seed: int, stops: list[int], precise: bool
) -> None:
    asked = sweep(precision=Precision(half_width={"inpost_fte": 15.0}, at_least=4, at_most=30) if precise else None)
    undisturbed = carried_out(tmp_path_factory.mktemp("whole"), asked, LocalCrew(1, invent_by_scenario))
    folder, luck = tmp_path_factory.mktemp("broken"), Random(seed)
    for stops_after in stops:
        try:
            carried_out(folder, asked, UnreliableCrew(luck, stops_after))
        except KeyboardInterrupt:
            continue
    resumed = carried_out(folder, asked, UnreliableCrew(luck))
    for first, second in zip(tables(undisturbed), tables(resumed), strict=True):
        assert_frame_equal(first, second, check_exact=True)


@pytest.mark.unit
def test_what_was_done_before_is_not_done_again(tmp_path: Path) -> None:
    carried_out(tmp_path, sweep(), LocalCrew(1, invent_by_scenario))
    again = carried_out(tmp_path, sweep(), LocalCrew(1, out_of_balance_in(1)))
    assert again.work.simulated == 0
    assert not again.work.failures


@pytest.mark.unit
def test_another_seed_or_another_value_is_another_piece(tmp_path: Path) -> None:
    carried_out(tmp_path, sweep(), LocalCrew(1, invent_by_scenario))
    changes = ({"seed": 2}, {"base": BASE.with_values({"absence.level": 2})})
    for asked in (sweep().model_copy(update=change) for change in changes):
        assert carried_out(tmp_path, asked, LocalCrew(1, invent_by_scenario)).work.simulated == 6 * 7


@pytest.mark.unit
def test_more_replications_find_the_whole_blocks_of_the_earlier_ones(tmp_path: Path) -> None:
    carried_out(tmp_path, sweep(replications=10), LocalCrew(1, invent_by_scenario))
    assert carried_out(tmp_path, sweep(replications=15), LocalCrew(1, invent_by_scenario)).work.simulated == 6 * 5


@pytest.mark.unit
def test_one_failed_piece_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    swept = carried_out(tmp_path, sweep(), LocalCrew(1, out_of_balance_in(6)))
    assert len(swept.work.failures) == 6
    assert swept.work.failures[0].what == "unnamed with apprenticeship.intake 0, turnover.level 0.9, replication 6 to 7"
    assert swept.work.failures[0].reason.startswith("replication 6 failed: a ledger does not balance: posts: 12 in post")
    assert swept.work.simulated == 6 * 5
    assert swept.finished == []


@pytest.mark.unit
def test_every_point_has_the_replications_that_its_precision_needs(tmp_path: Path) -> None:
    precision = Precision(half_width={"inpost_fte": 15.0}, at_least=4, at_most=40)
    swept = carried_out(tmp_path, sweep(precision=precision), LocalCrew(1, invent_by_scenario))
    for place, count in enumerate(swept.replications):
        values = swept.values(place)[:, 1:, 0, ANNUAL_RETURN.index["inpost_fte"]]
        assert values.shape[0] == count
        half_width = student.ppf(0.975, count - 1) * values.std(axis=0, ddof=1).max() / math.sqrt(count)
        assert half_width <= 15.0 or count == 40
    assert len(set(swept.replications)) > 1, "the invented points should not all need the same number"


@pytest.mark.unit
def test_a_measure_that_never_varies_needs_no_more_replications() -> None:
    values = np.ones((5, 2, 1, len(ANNUAL_RETURN.columns)))
    assert needed_replications(values, Precision(half_width={"inpost_fte": 0.1}), area=0) == 5


@pytest.mark.unit
def test_more_points_than_the_ceiling_must_be_confirmed() -> None:
    with pytest.raises(UserError, match="sweep: the design has 6 points; more than 5 must be confirmed with --yes"):
        pieces_at_first(sweep(), most_points=5)


@pytest.mark.unit
def test_the_summary_is_the_mean_over_the_table(tmp_path: Path) -> None:
    design, annual, summary = tables(carried_out(tmp_path, sweep(), LocalCrew(1, invent_by_scenario)))
    assert design["replications"].to_list() == [7] * 6
    assert annual.height == 6 * 7 * 2
    row = summary.filter(point=3, time_period=2026, measure="starters_fte").row(0, named=True)
    assert row["apprenticeship.intake"] == 6.0
    expected = annual.filter(point=3, time_period=2026)["starters_fte"].mean()
    assert row["mean"] == pytest.approx(expected, abs=1e-4)
