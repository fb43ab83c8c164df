"""How what a scenario changes is taken apart: by the files that it extends, and by parameter for the rest."""

from __future__ import annotations

from typing import Any

import pytest

from workforce_sim.config.parts import Part
from workforce_sim.config.scenario import Scenario
from workforce_sim.studies.changes import changes_between, named_parts

pytestmark = pytest.mark.unit

BASE = Scenario(name="base", areas="Rutland", horizon_years=2)
PAY = {"turnover.level": 0.8, "turnover.retention_effect": -0.1}
HOMES = {"placements.kinship_level": 1.2}
MORE = {"apprenticeship.intake": 600}
ROOM = {"apprenticeship.places_cap": 700}
HELP = {"family_help.roll_out": [{"areas": "England", "from": "2026-04-01"}], "family_help.fewer_plans": 0.1}


def apart(parts: dict[str, dict[str, Any]], beside: dict[str, Any] | None = None, base: Scenario = BASE) -> dict[str, Any]:
    """Take apart a scenario of some parts in which something else may be changed beside them."""
    everything = {name: value for part in parts.values() for name, value in part.items()} | (beside or {})
    made_of = tuple(Part(name, f"{name}.yaml", values) for name, values in parts.items())
    return named_parts(changes_between(base, BASE.with_values(everything)), made_of)


def test_parts_go_by_their_names_with_everything_that_they_set() -> None:
    assert apart({"homes": HOMES, "pay": PAY}) == {"homes": tuple(HOMES), "pay": tuple(PAY)}


def test_what_no_part_sets_is_a_change_of_its_own() -> None:
    found = apart({"homes": HOMES, "pay": PAY}, {"cases.referrals_level": 1.1})
    assert found == {"homes": tuple(HOMES), "pay": tuple(PAY), "cases.referrals_level": ("cases.referrals_level",)}


def test_a_programme_beside_the_parts_is_still_one_change() -> None:
    assert apart({"homes": HOMES, "pay": PAY}, HELP)["family_help.roll_out and family_help.fewer_plans"] == tuple(HELP)


def test_what_two_parts_set_alike_belongs_to_both() -> None:
    assert apart({"pay": PAY, "level": {"turnover.level": 0.8}}) == {"pay": tuple(PAY), "level": ("turnover.level",)}


def test_a_part_that_the_baseline_has_already_is_no_change_and_one_part_left_is_taken_apart_by_parameter() -> None:
    found = apart({"homes": HOMES, "pay": PAY}, base=BASE.with_values(HOMES))
    assert found == {name: (name,) for name in PAY}


def test_parts_that_are_not_valid_alone_go_together() -> None:
    assert apart({"more": MORE, "pay": PAY, "room": ROOM}) == {
        "pay": tuple(PAY),
        "room and more": (*ROOM, *MORE),
    }


def test_a_part_called_like_a_row_of_the_table_is_told_from_it() -> None:
    assert list(apart({"interaction": HOMES, "pay": PAY})) == ["interaction (part)", "pay"]
