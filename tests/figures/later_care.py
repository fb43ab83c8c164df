"""What a profile takes from years after its census, and says so: spending always, everything about care before 2021."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from workforce_sim.figures.care_assembly import FIRST_CARE_YEAR
from workforce_sim.figures.profile import AuthorityProfile
from workforce_sim.figures.published_table import frame
from workforce_sim.figures.spending import SPENDING_YEAR, spending_by_authority

_SAME = spending_by_authority(frame())["E10000024"][0]
"""Stands for everybody's spending."""


def later_care(census_year: int) -> pl.Expr:
    """The rows after a census that its profiles cannot be made without."""
    spending = pl.col("measure").str.ends_with("_gbp_thousand") & (pl.col("year") == SPENDING_YEAR)
    sizes = pl.col("breakdown") == "Children looked after on 31 March each year"
    care = (pl.col("measure") == "children") & (pl.col("year") == FIRST_CARE_YEAR)
    needed = spending | (sizes & (pl.col("year") == SPENDING_YEAR)) | care
    return (pl.col("year") > census_year) & needed


def known_then(profile: AuthorityProfile) -> AuthorityProfile:
    """A profile without what it takes from later years, and without the lines that tell of it."""
    care = replace(profile.care, spending_gbp=_SAME)
    told = "care.spending_gbp"
    if profile.census_year < FIRST_CARE_YEAR:
        nothing = {name: 0.0 for name in care.__slots__ if name.endswith("_share")}
        care, told = replace(care, placements=(), ages=(), **nothing), "care"
    return replace(profile, care=care, estimated=tuple(line for line in profile.estimated if not line.startswith(told)))
