"""Shocks: dated, sized changes that a study lays over its scenario, by kind or as dated values of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from workforce_sim.config.catalogue import value_of
from workforce_sim.config.dated import Dated
from workforce_sim.config.dated_changes import Change, changed_between, followed_by
from workforce_sim.config.publications import ACHIEVEMENT_BY_ROUTE, REFERRALS_2025, WORKFORCE
from workforce_sim.config.reading import is_dated, read, read_date
from workforce_sim.config.scenario import Scenario
from workforce_sim.config.units import Quantity, WrongValueError, show
from workforce_sim.errors import nearest
from workforce_sim.studies.questions.varied import plain_value, variable

KEYS = ("kind", "from", "months", "size", "set")
MONTHS = Quantity("months", 1, 600, whole=True)
MORE = Quantity("share more", 0.0, 9.0, noun=False)
LESS = Quantity("share less", 0.0, 1.0, noun=False)
NO_SHOCK = "none"


@dataclass(frozen=True, slots=True)
class ShockKind:
    """One kind of shock: what it means, which parameters it changes by its size, and where its usual size comes from.

    On each day a parameter is multiplied by 1 + ``times`` × size, then ``plus`` × size is added; a kind without
    ``sizes`` has no size and counts as 1. ``parameters`` are all changed alike. A ``red`` size is an assumption.
    """

    meaning: str
    parameters: tuple[str, ...]
    times: float = 0.0
    plus: float = 0.0
    sizes: Quantity | None = None
    usual: float = 1.0
    reliability: str = "red"
    source: str = ""
    reason: str = ""

    def change(self, size: float) -> Change:
        """Give what a shock of this kind and a size makes of a value."""
        return Change(1.0 + self.times * size, self.plus * size)


KINDS: Mapping[str, ShockKind] = MappingProxyType(
    {
        "referral_surge": ShockKind(
            "more families are referred",
            ("cases.referrals_level",),
            times=1.0,
            sizes=MORE,
            usual=0.09,
            reliability="amber",
            source=REFERRALS_2025,
            reason="England's largest rise in a year since 2018: 597,760 in 2021 to 650,270 in 2022, 8.8%",
        ),
        "candidate_recession": ShockKind(
            "fewer experienced candidates come forward",
            ("labour_market.candidates_level",),
            times=-1.0,
            sizes=LESS,
            usual=0.13,
            reliability="amber",
            source=WORKFORCE,
            reason="England's largest fall in starters in a year since 2017: 5,518.5 in 2021 to 4,825.6 in 2022, 12.6%;"
            " starters stand in for candidates, whom nobody counts",
        ),
        "agency_withdrawal": ShockKind(
            "agency workers go, those who cover vacancies and those who do not",
            ("agency.cover_level", "agency.surge_level"),
            times=-1.0,
            sizes=LESS,
            usual=0.25,
            reliability="amber",
            source=WORKFORCE,
            reason="England's fall over the two years of the new agency rules: 7,178.5 in 2023 to 5,415.9 in 2025, 24.6%;"
            " here it comes in one day and with as many vacancies to cover",
        ),
        "hiring_freeze": ShockKind(
            "no new adverts may be placed",
            ("recruitment.freeze",),
            times=-1.0,
            plus=1.0,
            reason="An authority's own decision; none is published",
        ),
        "leaving_spike": ShockKind(
            "more people leave",
            ("turnover.level",),
            times=1.0,
            sizes=MORE,
            usual=0.14,
            reliability="amber",
            source=WORKFORCE,
            reason="England's largest rise in a year since 2017: 13.5% in 2020 to 15.4% in 2021, by 14%; over two years by 27%",
        ),
        "apprenticeship_drop_out": ShockKind(
            "more apprentices withdraw",
            ("apprenticeship.withdrawal_per_year",),
            times=1.0,
            sizes=MORE,
            usual=1.0,
            source="",
            reason=f"Twice the usual, an assumption: one cohort's withdrawal is published and no change of it"
            f" ({ACHIEVEMENT_BY_ROUTE})",
        ),
        "funding_cut": ShockKind(
            "posts grow by so much less a year, or shrink; what is lost stays lost",
            ("establishment.growth_per_year",),
            plus=-1.0,
            sizes=Quantity("less growth a year", 0.0, 0.5, noun=False),
            usual=0.05,
            reason="An assumption: England's posts have grown in every year since 2017, by 1.3% to 4.1%",
        ),
        "overseas_closure": ShockKind(
            "experienced candidates from overseas stay away; the size is their share of experienced candidates",
            ("labour_market.candidates_level",),
            times=-1.0,
            sizes=LESS,
            usual=0.1,
            reason="An assumption: no share is published; 9% of all registered social workers in England were not British"
            " in November 2022",
        ),
        "absence_wave": ShockKind(
            "more people are away",
            ("absence.level",),
            times=1.0,
            sizes=MORE,
            usual=0.13,
            reliability="amber",
            source=WORKFORCE,
            reason="England's largest rise in a year since 2017: 3.1% in 2021 to 3.5% in 2022, by 13%",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Shock:
    """A shock as a study asks for it: of a ``kind`` for some months from a date, or dated values of its own in ``set``."""

    name: str
    since: dt.date
    kind: str = ""
    months: int = 0
    size: float = 1.0
    own: Mapping[str, Any] = field(default_factory=dict)

    @property
    def until(self) -> dt.date | None:
        """The first day after the shock; none for dated values of its own."""
        return months_after(self.since, self.months) if self.kind else None

    @property
    def has_size(self) -> bool:
        """Whether the shock can be made larger or smaller."""
        return bool(self.kind) and KINDS[self.kind].sizes is not None

    @property
    def size_in_words(self) -> str:
        """Say how large the shock is; nothing where it has no size."""
        if not self.has_size:
            return ""
        kind, percent = KINDS[self.kind], f"{100.0 * self.size:g}%"
        if kind.times:
            return f"+{percent}" if kind.times > 0.0 else f"−{percent}"
        return f"−{percent} a year"

    @property
    def reliability(self) -> str:
        """How far the size is published: that of its kind for the usual size, red for a size of the study's own."""
        is_usual = bool(self.kind) and (not self.has_size or self.size == KINDS[self.kind].usual)
        return KINDS[self.kind].reliability if is_usual else "red"

    def settings(self, base: Scenario, size: float | None = None) -> dict[str, Any]:
        """Give the parameters that the shock changes with their values, as a scenario file would write them.

        Each is relative to what the scenario says on each day; dated values of its own begin at their first date, and until
        then the scenario's hold. ``size`` stands in for the shock's own.
        """
        if not self.kind:
            return {name: _following(base, name, value) for name, value in self.own.items()}
        kind = KINDS[self.kind]
        change = kind.change(self.size if size is None else size)
        values: dict[str, Any] = {}
        for name in kind.parameters:
            usual = value_of(base, name)
            assert isinstance(usual, Dated)
            values[name] = changed_between(usual, base.start, self.since, self.until, change).plain()
        return values

    def plain(self) -> dict[str, Any]:
        """Write the shock as a study file would."""
        if not self.kind:
            return {"from": self.since.isoformat(), "set": {name: plain_value(value) for name, value in self.own.items()}}
        written = {"kind": self.kind, "from": self.since.isoformat(), "months": self.months}
        return {**written, "size": self.size} if self.has_size else written

    def words(self) -> str:
        """Say the shock in words, short enough for a table."""
        if not self.kind:
            return "sets " + ", ".join(self.own)
        size = f" {self.size_in_words}" if self.has_size else ""
        return f"{self.kind}{size}, {self.since:%B %Y}, {self.months} months"


def read_shocks(given: Any, base: Scenario) -> tuple[Shock, ...]:
    """Read the shocks of a study file; raises ``WrongValueError`` with the name of the one that is wrong."""
    if isinstance(given, tuple) and given and all(isinstance(each, Shock) for each in given):
        return given
    if not isinstance(given, Mapping) or not given:
        what = "empty" if given in ({}, [], None) else show(given)
        raise WrongValueError(f"is {what}; it must be names with a kind, from and months each, or with set")
    shocks = []
    for name, each in given.items():
        try:
            shocks.append(_read_shock(str(name), each, base))
        except WrongValueError as wrong:
            raise WrongValueError(wrong.text, f"{name}.{wrong.path}".strip(".")) from None
    return tuple(shocks)


def months_after(date: dt.date, months: int) -> dt.date:
    """Give the same day of the month some months later, the last day of a month that is too short."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    for day in range(date.day, 27, -1):
        try:
            return dt.date(year, month + 1, day)
        except ValueError:
            continue
    return dt.date(year, month + 1, min(date.day, 28))


def _read_shock(name: str, given: Any, base: Scenario) -> Shock:
    if name == NO_SHOCK:
        raise WrongValueError('is called "none", which is what the table calls the scenario without shocks')
    if not isinstance(given, Mapping):
        raise WrongValueError(f"is {show(given)}; it must have kind, from and months, or set")
    for key in given:
        if key not in KEYS:
            raise WrongValueError(f"is not part of a shock{nearest(str(key), KEYS)}", str(key))
    if "set" in given:
        return _own_shock(name, given, base)
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        close = nearest(str(kind), KINDS) or f"; it must be {', '.join(KINDS)}, or leave it out and give set"
        raise WrongValueError(f"is {show(kind)}, which is not a kind of shock{close}", "kind")
    since = _within(base, given)
    months = int(_checked(MONTHS, given, "months"))
    quantity = KINDS[kind].sizes
    if quantity is None and "size" in given:
        raise WrongValueError(f"is given, and a {kind} has no size", "size")
    size = _checked(quantity, given, "size") if quantity is not None and "size" in given else KINDS[kind].usual
    return Shock(name, since, kind, months, size)


def _own_shock(name: str, given: Mapping[Any, Any], base: Scenario) -> Shock:
    if set(given) - {"set", "from"}:
        raise WrongValueError("has set and a kind of shock; give one of them")
    own = given["set"]
    if not isinstance(own, Mapping) or not own:
        raise WrongValueError(f"is {show(own)}; it must be dotted names with values, such as turnover.level", "set")
    dates = []
    for parameter, value in own.items():
        try:
            variable(str(parameter))
        except WrongValueError as wrong:
            raise WrongValueError(wrong.text, f"set.{wrong.path}") from None
        if is_dated(value):
            dates += [read_date(key) for key in value if key != "ramp"]
    since = _within(base, given) if "from" in given else min(dates, default=base.start)
    return Shock(name, since, own={str(parameter): value for parameter, value in own.items()})


def _following(base: Scenario, name: str, given: Any) -> Any:
    usual = value_of(base, name)
    if not isinstance(usual, Dated) or not is_dated(given):
        return given
    declared = variable(name)
    try:
        following = read(given, declared.annotation, declared.quantity, declared.default)
    except WrongValueError as wrong:
        raise WrongValueError(wrong.text, f"set.{name}") from None
    return followed_by(usual, base.start, following).plain()


def _within(base: Scenario, given: Mapping[Any, Any]) -> dt.date:
    if "from" not in given:
        raise WrongValueError("is missing", "from")
    try:
        since = read_date(given["from"])
        if not base.start <= since <= base.calendar().end:
            raise WrongValueError(f"is {since}; it must be from {base.start} to {base.calendar().end}, the days simulated")
    except WrongValueError as wrong:
        raise WrongValueError(wrong.text, "from") from None
    return since


def _checked(quantity: Quantity, given: Mapping[Any, Any], key: str) -> float:
    if key not in given:
        raise WrongValueError("is missing", key)
    try:
        return quantity.check(given[key])
    except WrongValueError as wrong:
        raise WrongValueError(wrong.text, key) from None
