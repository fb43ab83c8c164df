"""Who works here: social workers, agency workers and apprentices, as facts about one person."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

FULL_TIME_HOURS = 37
"""Weekly hours of one full-time equivalent in local government (NJC Green Book)."""

LONG_AGO = -1_000_000
"""A day before anything that matters here."""

NOBODY = -1
"""Stands where a holder number would be for someone who holds no cases."""


class Role(IntEnum):
    """Name the roles of the workforce census, in the order the figures keep them."""

    CASE_HOLDER = 0
    SENIOR_PRACTITIONER = 1
    FIRST_LINE_MANAGER = 2
    MIDDLE_MANAGER = 3
    SENIOR_MANAGER = 4
    QUALIFIED_WITHOUT_CASES = 5


class Route(IntEnum):
    """Say how someone came to the post."""

    IN_POST_AT_START = 0
    NEWLY_QUALIFIED = 1
    APPRENTICESHIP = 2
    ANOTHER_AUTHORITY = 3
    EXPERIENCED = 4
    AGENCY = 5


NEWLY_QUALIFIED_ROUTES = (Route.NEWLY_QUALIFIED, Route.APPRENTICESHIP)
"""By which somebody comes to a first post."""


class Destination(IntEnum):
    """Say where a leaver goes, as the attrition statistics split them."""

    LEFT = 0
    TO_AGENCY = 1
    ANOTHER_AUTHORITY = 2


@dataclass(slots=True, eq=False)
class Apprentice:
    """A social worker apprentice: supernumerary, taught by one practice educator, qualified after the degree.

    ``year`` is the year of training, from 0; ``educator`` is None while nobody can take the apprentice on.
    """

    key: int
    began_day: int
    year: int = 0
    educator: SocialWorker | None = None


@dataclass(slots=True, eq=False)
class SocialWorker:
    """A child and family social worker employed by an authority, from the first day in this post to the last.

    Days are days since the start of the scenario and may lie before it; hours are whole weekly hours. ``usual_caseload``
    is cases per FTE this person usually holds, relative to the authority's mean; ``readiness`` orders people for promotion;
    ``early_leaving`` is the relative hazard of the first two years by route; ``asye_from`` the first day of the assessed
    and supported year; ``apprentices`` those whom this worker supervises.
    """

    key: int
    route: Route
    role: Role
    hours: int
    started_day: int
    qualified_day: int
    sixtieth_birthday: int
    usual_caseload: float
    readiness: int
    early_leaving: float = 1.0
    committed_until: int = LONG_AGO
    asye_from: int = LONG_AGO
    holder: int = NOBODY
    absences: int = 0
    is_absent: bool = False
    has_given_notice: bool = False
    has_left: bool = False
    apprentices: list[Apprentice] = field(default_factory=list)

    @property
    def holds_cases(self) -> bool:
        """Tell whether cases can be allocated to this worker's name."""
        return self.holder != NOBODY


@dataclass(slots=True, eq=False)
class Candidate:
    """Someone looking for a post: who they are, how they came, near which authority and until when they look.

    ``home`` is the place of an authority in the simulation; ``start_delay_days`` runs from offer to first day;
    ``has_accepted`` marks who will not refuse the offer; ``stays_on_days`` is a commitment made in return for training.
    """

    key: int
    route: Route
    home: int
    looks_until: int
    start_delay_days: int
    early_leaving: float = 1.0
    stays_on_days: int = 0
    has_accepted: bool = False

    @property
    def is_newly_qualified(self) -> bool:
        """Tell whether this would be a first post after qualifying."""
        return self.route in NEWLY_QUALIFIED_ROUTES


@dataclass(slots=True, eq=False)
class AgencyWorker:
    """An agency social worker on an assignment, who covers a vacancy or meets a surge."""

    key: int
    hours: int
    ends_day: int
    covers_vacancy: bool
    usual_caseload: float
    holder: int = NOBODY
