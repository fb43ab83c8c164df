"""Promotion: how a senior vacancy is filled."""

from __future__ import annotations

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.units import Probability, Years


class Promotion(Section):
    """From below, or from outside."""

    internal_share: Probability = parameter(
        0.5,
        meaning="Share of vacancies above case holder that are filled by someone already in the authority",
        reliability="red",
        low=0.3,
        high=0.8,
        reason="No published figure found",
    )
    minimum_experience_years: Years = parameter(
        2,
        meaning="Years after qualifying before somebody is promoted above case holder",
        reliability="red",
        low=1,
        high=4,
        reason="No published figure found",
    )
