"""What the simulation does of itself, and must therefore not be told again.

Some estimates describe what censuses show, and the simulation shows something else when it is told just that: delays
even starters out, cover that follows vacancies moves agency use, holders come and go one by one. The factors below are
set by indirect inference (Gourieroux, Monfort and Renault, Journal of Applied Econometrics 8, 1993): they are such that
the censuses of a simulated England, started in 2025 and read by the same estimators, have the spread and the persistence
of the published ones, one to three years apart. No forecast error enters; ``tests/calibration/test_likeness.py`` and
docs/calibration.md hold the two side by side.
"""

from __future__ import annotations

CANDIDATES_PER_STARTERS = 1.55
"""Candidates swing by more than the starters they make: delays, spare vacancies and movers even these out."""
SIMULATED_MOVES = 0.85
"""Of the part of unusual changes in post that comes with posts, what must be told: some posts go along by themselves."""
SIMULATED_RECLASSIFICATION = 1.1
"""Authorities' swings of reclassification are told a tenth larger: people who come into the count leave it again."""
SIMULATED_SUPPLY_RESPONSE = 0.06
"""For each vacancy above the usual so many more starters come, where posts are there to be filled."""
SIMULATED_AGENCY = 0.88
"""Agency use swings beyond what it is told to, because it follows vacancies."""
SIMULATED_AGENCY_RETURN = 0.5
"""Of the way back to the usual agency rate that an authority goes in a year, half need be told: vacancies do the rest."""
SIMULATED_CASELOAD = 0.085
SIMULATED_PASSING_CASELOAD = 0.035
"""An authority's simulated caseload moves by so much a year, for good and in passing, with staff and cases alone."""
LEAST_CASELOAD_SPREAD = 0.02
"""Smallest standard deviation of a caseload's yearly moves that is told, where the simulation makes nearly all of them."""
