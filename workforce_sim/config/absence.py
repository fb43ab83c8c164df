"""Absence: sickness and other leave, which takes capacity away for a while and gives it back."""

from __future__ import annotations

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import WORKFORCE
from workforce_sim.config.units import DatedLevel, Days, MeanDays


class Absence(Section):
    """How much absence there is, how long a spell lasts, and when cases move to somebody else."""

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
        40,
        meaning="Days a spell of absence lasts on average",
        reliability="red",
        low=10,
        high=90,
        reason="The rate is published, the length of spells is not",
    )
    cases_move_after_days: Days = parameter(
        28,
        meaning="Days of absence expected from which the cases move to somebody else at once",
        reliability="red",
        low=14,
        high=60,
        reason="No published figure found",
    )
