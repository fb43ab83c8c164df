"""Agency workers: who covers vacancies and extra work, for how long, and who stays."""

from __future__ import annotations

from typing import Annotated

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import CALIBRATED, WORKFORCE
from workforce_sim.config.units import DatedLevel, Months, Quantity, Share


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
    follows_vacancies: Share = parameter(
        0.641,
        meaning="Agency cover for each vacancy more than was to be expected, and less for each vacancy fewer; 0 keeps the number",
        reliability="amber",
        low=0.4,
        high=1.0,
        source=WORKFORCE,
        year="2018 to 2025",
        reason=CALIBRATED,
    )
    vacancies_persist: Share = parameter(
        0.559,
        meaning="Part of an authority's distance from its usual vacancy rate that is to be expected a year later",
        reliability="amber",
        low=0.4,
        high=0.7,
        source=WORKFORCE,
        year="2017 to 2025",
        reason=CALIBRATED,
    )
    usual_rate: Share = parameter(
        0.129,
        meaning="Agency rate that authorities tend to: the usual one of authorities at the start",
        reliability="amber",
        low=0.08,
        high=0.18,
        source=WORKFORCE,
        year=2025,
        reason=CALIBRATED,
    )
    authority_year_persistence: Share = parameter(
        0.938,
        meaning="Part of an authority's distance from the usual agency use that is still there a year later",
        reliability="amber",
        low=0.9,
        high=1.0,
        source=WORKFORCE,
        year="2017 to 2025",
        reason=CALIBRATED,
    )
    authority_year_spread: Annotated[float, Quantity("standard deviation of the angle", 0.0, 1.0)] = parameter(
        0.0697,
        meaning="How far a year moves an authority's agency rate beyond its vacancies, as the arcsine of its square root",
        reliability="amber",
        low=0.05,
        high=0.1,
        source=WORKFORCE,
        year="2017 to 2025",
        reason=CALIBRATED,
    )
    national_spread: Annotated[float, Quantity("standard deviation of the angle", 0.0, 1.0)] = parameter(
        0.0236,
        meaning="How far a year moves all authorities' agency rates together, in the same measure",
        reliability="amber",
        low=0.01,
        high=0.03,
        source=WORKFORCE,
        year="2017 to 2025",
        reason=CALIBRATED,
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
