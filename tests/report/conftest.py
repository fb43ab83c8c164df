"""Small results of every kind, made once by the commands themselves: Rutland for a year or two, a region looking back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from workforce_sim.cli import main

ROOT = Path(__file__).resolve().parents[2]
RUTLAND = str(ROOT / "configs" / "authorities" / "rutland.yaml")
SHORT = ("--set", "horizon_years=3")
QUIET = ("--no-report", "--quiet", "--jobs", "1")
SWEEP = f"""
study: sweep
scenario: {RUTLAND}
name: small_sweep
set: {{horizon_years: 2}}
design: grid
vary: {{turnover.level: [0.8, 1.0, 1.2], labour_market.candidates_level: [0.9, 1.1]}}
replications: 3
measures: [inpost_fte, vacancy_rate_fte]
"""
STRESS = f"""
study: stress
scenario: {RUTLAND}
name: small_stress
set: {{horizon_years: 3}}
targets:
  vacancies: {{measure: vacancy_rate_fte, at_most: 20, by: 2028}}
  staff: {{measure: inpost_fte, at_least: 15, by: 2028}}
shocks:
  leaving_spike: {{kind: leaving_spike, from: 2026-10-01, months: 12}}
  hiring_freeze: {{kind: hiring_freeze, from: 2026-10-01, months: 12}}
replications: 4
"""
SOLVE = f"""
study: solve
scenario: {RUTLAND}
name: small_solve
set: {{horizon_years: 2}}
lever: {{name: turnover.level, low: 0.0, high: 2.0}}
target: {{measure: inpost_fte, at_least: 15, by: 2027}}
probability: 0.5
find: largest
replications: 8
at_least: 4
"""
SENSITIVITY = f"""
study: sensitivity
scenario: {RUTLAND}
name: small_sensitivity
set: {{horizon_years: 1}}
method: morris
trajectories: 2
parameters: [turnover.level, labour_market.candidates_level, agency.cover_level]
replications: 2
outputs: {{vacancies: {{measure: vacancy_rate_fte, year: 2026}}}}
"""
STUDIES = {"sweep": SWEEP, "stress": STRESS, "solve": SOLVE, "sensitivity": SENSITIVITY}
KINDS = ("run", "compare", "backtest", *STUDIES)


@pytest.fixture(scope="session")
def folder_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Give the results folder of a kind, made when it is first asked for."""
    place = tmp_path_factory.mktemp("results")

    def made(kind: str) -> Path:
        folder = place / f"small_{kind}"
        if not folder.exists():
            call(*_words(kind, place), "--out", str(folder), *QUIET)
        return folder

    return made


def _words(kind: str, place: Path) -> tuple[str, ...]:
    if kind == "run":
        return ("run", RUTLAND, *SHORT, "--replications", "12")
    if kind == "region":
        places = place / "region.yaml"
        places.write_text(f"extends: {RUTLAND}\nname: region\nareas: East Midlands\nhorizon_years: 1\n", encoding="utf-8")
        return ("run", str(places), "--replications", "2")
    if kind == "compare":
        changes = ("--set", "apprenticeship.intake=3", "--set", "turnover.level=0.9")
        short = place / "short.yaml"
        short.write_text(f"extends: {RUTLAND}\nname: short\nhorizon_years: 3\n", encoding="utf-8")
        return ("compare", str(short), *changes, "--replications", "6")
    if kind == "backtest":
        return ("backtest", "--origins", "2023,2024", "--areas", "East Midlands", "--replications", "4")
    file = place / f"{kind}.yaml"
    file.write_text(STUDIES[kind], encoding="utf-8")
    return (kind, str(file))


def call(*words: str) -> str:
    """Give a command and what it says; it has to end well."""
    told = CliRunner().invoke(main, list(words))
    assert told.exit_code == 0, told.output
    return told.output
