"""Absence: sickness and other leave, which takes capacity away for a while and gives it back."""

from __future__ import annotations

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import WORKFORCE
from workforce_sim.config.units import DatedLevel, MeanDays, Share


class Absence(Section):
    """How much absence there is, how much of it is long, and how long a long spell lasts."""

    level: DatedLevel = parameter(
        1.0,
        meaning="Absence as a multiple of each authority's own published rate",
        reliability="green",
        low=0.8,
        high=1.3,
        source=WORKFORCE,
        year=2025,
        reason="1 is the published rate itself; England's was 3.5%, between 2.9% and 3.5% since 2017",
    )
    spell_days: MeanDays = parameter(
        80,
        meaning="Days a long spell of absence lasts on average",
        reliability="red",
        low=40,
        high=150,
        reason="The rate is published, the length of spells is not",
    )
    long_share: Share = parameter(
        0.5,
        meaning="Share of absence in spells long enough for cases to move to somebody else",
        reliability="red",
        low=0.3,
        high=0.7,
        reason="The rate is published, its split into short and long spells is not",
    )
