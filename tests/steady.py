"""A world in which every year is as the year before: chance among people and cases stays, all conditions are off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from workforce_sim.figures.profile import AuthorityProfile

SWINGS = (
    "turnover.national_spread",
    "turnover.authority_year_spread",
    "labour_market.national_spread",
    "labour_market.authority_year_spread",
    "establishment.national_spread",
    "establishment.authority_year_spread",
    "reclassification.national_spread",
    "reclassification.authority_year_spread",
    "agency.national_spread",
    "agency.authority_year_spread",
    "counting.national_spread",
    "counting.cases_lasting_spread",
    "counting.cases_passing_spread",
    "counting.caseload_lasting_spread",
    "counting.caseload_passing_spread",
)
"""How far a year moves something beyond chance among people and cases."""

STEADY: dict[str, Any] = {
    **dict.fromkeys(SWINGS, 0.0),
    "uncertainty": "chance",  # no rate is drawn from its standard error
    "turnover.latest_year_level": 1.0,  # England does not start away from the usual and come back
    "labour_market.latest_year_level": 1.0,
    "reclassification.level": 0.0,
    "reclassification.response_to_vacancies": 0.0,
    "agency.authority_year_persistence": 1.0,  # agency use stays where it is
    "counting.caseload_persistence": 1.0,
    "counting.holders_settle": 0.0,  # the census counts the holders that there are
}
"""No conditions: what theory of queues, stocks and flows is about. Published places need ``settled`` besides."""


def settled(profile: AuthorityProfile) -> AuthorityProfile:
    """The authority where its latest census is what is usual for it, so that no count has to come back."""
    return replace(profile, caseload_usually_away=profile.caseload_away)


def write_steady(path: Path) -> Path:
    """Write a scenario file without conditions, for others to extend."""
    sections: dict[str, Any] = {}
    for name, value in STEADY.items():
        section, _, parameter = name.rpartition(".")
        (sections.setdefault(section, {}) if section else sections)[parameter] = value
    path.write_text(yaml.safe_dump(sections), encoding="utf-8")
    return path
