"""Agency workers: who covers vacancies and extra work, for how long, and who stays."""

from __future__ import annotations

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import WORKFORCE
from workforce_sim.config.units import DatedLevel, Months, Share


class Agency(Section):
    """Agency cover of vacancies, and surge cover beyond them."""

    cover_level: DatedLevel = parameter(
        1.0,
        meaning="Vacancies covered by agency workers, as a multiple of each authority's own published share",
        reliability="green",
        low=0.5,
        high=1.2,
        source=WORKFORCE,
        year=2025,
        reason="1 is the published cover itself: 4,391 of England's 5,965 vacancies",
    )
    surge_level: DatedLevel = parameter(
        1.0,
        meaning="Agency workers who cover no vacancy, as a multiple of each authority's own published number",
        reliability="green",
        low=0.3,
        high=1.5,
        source=WORKFORCE,
        year=2025,
        reason="1 is the published number itself: 1,025 of England's 5,416 full-time equivalents, 19%",
    )
    follows_months: Months = parameter(
        12,
        meaning="Months of vacancies, the latest, that agency cover follows on average; 12 leaves the seasons out",
        reliability="red",
        low=3,
        high=12,
        reason="No published figure found",
    )
    assignment_months: Months = parameter(
        6,
        meaning="Months an agency assignment lasts on average",
        reliability="red",
        low=3,
        high=12,
        reason="No publication of the department's quarterly agency return was found",
    )
    converts_share: Share = parameter(
        0.04,
        meaning="Share of ended assignments whose worker then looks for a permanent post",
        reliability="red",
        low=0.0,
        high=0.1,
        reason="No publication of the department's quarterly agency return was found",
    )
