"""The places that can be asked about."""

from __future__ import annotations

from functools import cache

from workforce_sim.figures.areas import profiles, region_names
from workforce_sim.figures.profile import AuthorityProfile

ENGLAND = "England"
OWN_FIGURES = {
    "inpost_fte": "In post, FTE",
    "vacancy_fte": "Vacancies, FTE",
    "agency_fte": "Agency workers, FTE",
    "cases": "Cases held",
    "case_holders_fte": "Case holders, FTE",
}
"""What a planner may put in the place of a published figure."""


@cache
def choices() -> tuple[str, ...]:
    """List England, the regions, and the authorities by name."""
    return (ENGLAND, *region_names(), *sorted(profile.name for profile in profiles()))


@cache
def named(choice: str) -> str:
    """Say a choice as the list shows it: a region as one."""
    return f"{choice} (region)" if choice in region_names() else choice


def authority(choice: str) -> AuthorityProfile | None:
    """Give the profile of an authority; None for a region and for England."""
    return next((profile for profile in profiles() if profile.name == choice), None)
