"""Laying one scenario's differences over another's."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_sim.config.layers import merge

VALUES = st.one_of(
    st.integers(0, 9),
    st.booleans(),
    st.lists(st.integers(0, 9), max_size=2),
    st.dictionaries(st.dates(dt.date(2026, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 9), min_size=1, max_size=2),
)
"""What stands for a parameter: one value, which may itself be a mapping of dates."""
TURNOVER = st.dictionaries(st.sampled_from(["level", "retention_effect", "notice_days"]), VALUES)
STEP_UP = st.dictionaries(st.sampled_from(["intake", "length_months"]), VALUES)
File = dict[str, Any]
FILES = st.fixed_dictionaries(
    {},
    optional={
        "horizon_years": st.integers(1, 9),
        "turnover": TURNOVER,
        "training_routes": st.fixed_dictionaries({}, optional={"step_up": STEP_UP}),
    },
)


@pytest.mark.property
@given(FILES, FILES, FILES)
def test_merging_three_files_does_not_depend_on_which_two_are_merged_first(a: File, b: File, c: File) -> None:
    assert merge(merge(a, b), c) == merge(a, merge(b, c))


@pytest.mark.property
@given(FILES)
def test_a_file_that_says_nothing_changes_nothing(file: File) -> None:
    assert merge(file, {}) == file == merge({}, file) == merge(file, file)


@pytest.mark.property
@given(FILES, FILES)
def test_the_last_word_on_every_parameter_wins_and_the_rest_stays(under: File, over: File) -> None:
    merged = merge(under, over)
    for name in {*under.get("turnover", {}), *over.get("turnover", {})}:
        stronger = over if name in over.get("turnover", {}) else under
        assert merged["turnover"][name] == stronger["turnover"][name]


@pytest.mark.unit
def test_a_dated_value_replaces_a_number_and_another_dated_value_whole() -> None:
    first, second = dt.date(2026, 1, 1), dt.date(2027, 1, 1)
    number, dated, other = ({"turnover": {"level": value}} for value in (0.9, {first: 0.8}, {second: 0.7}))
    assert merge(number, dated) == dated
    assert merge(dated, other) == other
    assert merge(dated, number) == number


@pytest.mark.unit
def test_own_figures_are_merged_authority_by_authority() -> None:
    under = {"figures": {"Leeds": {"vacancy_fte": 10, "cases": 500}, "Essex": {"cases": 900}}}
    over = {"figures": {"Leeds": {"cases": 600}}}
    assert merge(under, over)["figures"] == {"Leeds": {"vacancy_fte": 10, "cases": 600}, "Essex": {"cases": 900}}
