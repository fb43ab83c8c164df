"""The assessed and supported year in employment: the first year after qualifying, with fewer cases."""

from __future__ import annotations

from workforce_sim.config.declaration import Section, parameter
from workforce_sim.config.publications import ASYE_WORKLOAD
from workforce_sim.config.units import Shares


class Asye(Section):
    """How quickly a newly qualified worker grows into a full caseload."""

    capacity_by_quarter: Shares = parameter(
        (0.25, 0.5, 0.7, 0.9),
        meaning="Cases held in each quarter of the first year, as a share of a full holder's",
        reliability="amber",
        low=0.2,
        high=1.0,
        source=ASYE_WORKLOAD,
        year=2025,
        reason="One authority's rule; it elsewhere says 40% rising to 90%, and half got no reduction in 2018",
    )
