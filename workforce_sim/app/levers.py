"""The levers that a planner may move: each a declared parameter, in the unit in which people speak of it."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from workforce_sim.config.catalogue import parameters
from workforce_sim.config.dated import Dated
from workforce_sim.config.declaration import Parameter
from workforce_sim.config.units import WrongValueError

APRIL, SEPTEMBER = 4, 9
AT_ONCE, EVENLY, ONLY_UNTIL = "at once, for good", "evenly, reached by", "only until"
WAYS = (AT_ONCE, EVENLY, ONLY_UNTIL)
"""How a change that is dated comes about."""
RELIABILITY = {
    "green": "Green: the usual value is published for this very thing.",
    "amber": "Amber: the usual value is worked out from published figures, or published for something close.",
    "red": "Red: an assumption; no published source was found.",
}

OF_OWN_UNIT = re.compile(r"(?:^|[;:.,] )-?(?!0(?![.\d]))\d[\d.]* (?:is|in|keeps|while)\b[^.;]*")


@dataclass(frozen=True, slots=True)
class Lever:
    """One lever: the parameter it moves, what people call it, and how many of the unit shown are one of the parameter's own.

    ``month`` is the month in which a change begins. ``programme`` names the switch without which it does nothing, and
    ``suggested`` is then the value, in the unit shown, that it has once the switch is on. ``of`` is whom the plausible
    range is about, if not the place.
    """

    name: str
    group: str
    label: str
    unit: str
    factor: float = 1.0
    step: float = 1.0
    decimals: int = 0
    month: int = APRIL
    programme: str = ""
    suggested: float | None = None
    of: str = ""

    @property
    def parameter(self) -> Parameter:
        """The declared parameter."""
        return parameters()[self.name]

    @property
    def is_dated(self) -> bool:
        """Whether it can change from a date on."""
        return self.parameter.annotation is Dated

    @property
    def is_switch(self) -> bool:
        """Whether it is either on or off."""
        quantity = self.parameter.quantity
        return quantity is not None and quantity.whole and quantity.at_most == 1.0

    @property
    def usual(self) -> float:
        """The value without any change, in the unit shown."""
        default = self.parameter.default
        value = default.before if isinstance(default, Dated) else default
        return round(float(value) * self.factor, self.decimals)

    @property
    def begins_with(self) -> float:
        """The value that its input shows first."""
        return self.usual if self.suggested is None else self.suggested

    @property
    def plausible(self) -> str:
        """The range declared as plausible, in the unit shown; empty where none is."""
        low, high = self.parameter.declaration.low, self.parameter.declaration.high
        if low is None or high is None:
            return ""
        return f"{self.written(low * self.factor)} to {self.written(high * self.factor)}{self.of and f' in {self.of}'}"

    @property
    def about(self) -> str:
        """Say what it means, what is usual, what is plausible and how well it is known."""
        declared = self.parameter.declaration
        known = RELIABILITY[declared.reliability]
        reason = self._in_words(declared.reason)
        why = f" {reason}." if declared.reliability == "red" and reason else ""
        if self.is_switch:
            return f"{known}{why}"
        within = f" Plausible: {self.plausible}." if self.plausible else ""
        return f"{self._in_words(declared.meaning)}. Usual: {self.amount(self.usual)}.{within} {known}{why}"

    def own(self, shown: float) -> float:
        """Turn a value as shown into the parameter's own unit."""
        return float(f"{shown / self.factor:.10g}")

    def written(self, shown: float) -> str:
        """Write a value in the unit shown with the decimals that it deserves."""
        return f"{shown:,.{self.decimals}f}".replace("-", "−")

    def amount(self, shown: float) -> str:
        """Write a value with its unit, such as 12 people a year or 90% of the usual number."""
        return f"{self.written(shown)}{'' if self.unit.startswith('%') else ' '}{self.unit}"

    def problem(self, shown: float | None) -> str:
        """Say what is wrong with a value as shown, with what is allowed; empty where nothing is."""
        quantity = self.parameter.quantity
        if quantity is None:
            return ""
        if shown is None:
            return f"{self.label}: give a number, {self._allowed()}."
        try:
            quantity.check(self.own(shown))
        except WrongValueError:
            return f"{self.label} is {shown:,.10g}; it must be {self._allowed()}."
        return ""

    def doubt(self, shown: float | None) -> str:
        """Say that a value lies outside what is plausible; empty where it does not."""
        low, high = self.parameter.declaration.low, self.parameter.declaration.high
        if shown is None or low is None or high is None or low * self.factor <= shown <= high * self.factor:
            return ""
        return f"Outside what is plausible ({self.plausible}); it will be simulated all the same."

    def _in_words(self, text: str) -> str:
        """Leave out what a text says of numbers in the parameter's own unit, where another is shown."""
        return text.rstrip(".") if self.factor == 1.0 else OF_OWN_UNIT.sub("", text).rstrip(".")

    def _allowed(self) -> str:
        quantity = self.parameter.quantity
        least = None if quantity is None or quantity.at_least is None else quantity.at_least * self.factor
        most = None if quantity is None or quantity.at_most is None else quantity.at_most * self.factor
        if least is not None and most is not None:
            return f"between {least:,.10g} and {most:,.10g}{'' if self.unit.startswith('%') else ' '}{self.unit}"
        return f"{least:,.10g} or more {self.unit}" if least is not None else f"a number of {self.unit}"


@dataclass(frozen=True, slots=True)
class Moved:
    """One lever where the planner put it: its value as shown, and for a dated one when and how it gets there."""

    lever: Lever
    value: float
    begins: int = 0
    way: str = AT_ONCE
    until: int = 0

    @property
    def is_moved(self) -> bool:
        """Whether it is anywhere but where it usually is."""
        return not math.isclose(self.value, self.lever.usual, abs_tol=0.5 * 10**-self.lever.decimals * 1e-6)

    @property
    def problem(self) -> str:
        """Say what is wrong with the value or the dates; empty where nothing is."""
        if self.lever.is_dated and self.way != AT_ONCE and self.until <= self.begins:
            return f"{self.lever.label}: {self.way} {self.until} must be later than from {self.begins}."
        return self.lever.problem(self.value)

    def written(self) -> Any:
        """Write the value as a scenario file would: a number, or numbers by date."""
        value = self.lever.own(self.value)
        if not self.lever.is_dated:
            whole = self.lever.parameter.quantity is not None and self.lever.parameter.quantity.whole
            return int(value) if whole else value
        first = dt.date(self.begins, self.lever.month, 1)
        if self.way == AT_ONCE:
            return {first: value}
        last, usual = dt.date(self.until, self.lever.month, 1), self.lever.own(self.lever.usual)
        return {first: usual, last: value, "ramp": True} if self.way == EVENLY else {first: value, last: usual}

    def words(self) -> str:
        """Say where the lever was put, such as ``12 people a year from September 2026``."""
        value = "on" if self.lever.is_switch else self.lever.amount(self.value)
        if not self.lever.is_dated:
            return f"{self.lever.label}: {value}"
        month = "September" if self.lever.month == SEPTEMBER else "April"
        then = f", {self.way} {self.until}" if self.way != AT_ONCE else ""
        return f"{self.lever.label}: {value} from {month} {self.begins}{then}"


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme that is on or off: the roll-out it sets, and what people call it."""

    name: str
    group: str
    label: str
    about: str
    ramp_months: int

    def roll_out(self, begins: int, areas: str | tuple[str, ...]) -> list[dict[str, Any]]:
        """Write the roll-out as a scenario file would."""
        given = areas if isinstance(areas, str) else list(areas)
        return [{"areas": given, "from": dt.date(begins, APRIL, 1).isoformat(), "ramp_months": self.ramp_months}]


TRAIN, KEEP, AGENCY, DEMAND, CARE = (
    "Training and recruiting",
    "Keeping people, and posts",
    "Agency workers",
    "Families and help",
    "Where looked-after children live",
)
GROUPS = (TRAIN, KEEP, AGENCY, DEMAND, CARE)
OF_USUAL = "% of the usual number"
HELP, NETWORKS = "family_help", "family_networks"

PROGRAMMES: Mapping[str, Programme] = MappingProxyType(
    {
        HELP: Programme(
            HELP,
            DEMAND,
            "Family Help",
            "Earlier help for families and multi-agency child protection teams, at full strength two years after it begins. "
            "How much it does is an assumption: no causal figure for England was found.",
            24,
        ),
        NETWORKS: Programme(
            NETWORKS,
            DEMAND,
            "Family group conferences",
            "Families in pre-proceedings are offered a conference, at full strength a year after it begins. The effect is that "
            "of a trial in 21 authorities (2020 to 2022).",
            12,
        ),
    }
)

LEVERS: Mapping[str, Lever] = MappingProxyType(
    {
        lever.name: lever
        for lever in (
            Lever(
                "apprenticeship.intake",
                TRAIN,
                "Apprentices who start each September",
                "people a year",
                month=SEPTEMBER,
                of="England",
            ),
            Lever(
                "labour_market.newly_qualified_per_year", TRAIN, "Newly qualified starters, England", "people a year", step=100
            ),
            Lever("labour_market.candidates_level", TRAIN, "Experienced candidates", OF_USUAL, 100, 5),
            Lever("recruitment.offer_accepted_share", TRAIN, "Offers accepted", "%", 100, 5),
            Lever("recruitment.freeze", TRAIN, "Hiring freeze", "0 or 1"),
            Lever("turnover.retention_effect", KEEP, "Change in leaving", "%", 100, 5),
            Lever("establishment.growth_per_year", KEEP, "Growth of funded posts", "% a year", 100, 0.5, 2),
            Lever("agency.cover_level", AGENCY, "Agency cover of vacancies", OF_USUAL, 100, 10),
            Lever("agency.surge_level", AGENCY, "Agency beyond vacancies", OF_USUAL, 100, 10),
            Lever("agency.converts_share", AGENCY, "Agency workers who turn permanent", "%", 100, 1),
            Lever("cases.referrals_level", DEMAND, "Families referred", OF_USUAL, 100, 5),
            Lever("family_help.fewer_plans", DEMAND, "Fewer protection plans", "%", 100, 5, 0, APRIL, HELP, 10),
            Lever("family_help.fewer_care_entries", DEMAND, "Fewer entries into care", "%", 100, 5, 0, APRIL, HELP, 10),
            Lever(
                "family_help.led_by_family_support_share", DEMAND, "Led by other practitioners", "%", 100, 5, 0, APRIL, HELP, 30
            ),
            Lever(
                "family_help.protection_team_social_workers_per_10000",
                DEMAND,
                "Social workers in protection teams",
                "FTE per 10,000 children",
                1,
                0.1,
                1,
                APRIL,
                HELP,
                0.5,
            ),
            Lever(
                "family_networks.conferences_offered_share", DEMAND, "Families offered one", "%", 100, 5, 0, APRIL, NETWORKS, 80
            ),
            Lever("placements.kinship_level", CARE, "Placed with relatives or friends", OF_USUAL, 100, 5),
            Lever("placements.special_guardianship_share", CARE, "Special guardians found sooner", "% of entries", 100, 1),
            Lever("fostering.approvals_level", CARE, "Foster households approved", OF_USUAL, 100, 5),
            Lever("fostering.leaving_level", CARE, "Foster households giving up", OF_USUAL, 100, 5),
        )
    }
)
"""In the order of the page."""
