"""What a study varies: one parameter by its dotted name, over values that are listed or a range."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workforce_sim.config.catalogue import parameters, suggestion
from workforce_sim.config.dated import Dated
from workforce_sim.config.declaration import Parameter
from workforce_sim.config.reading import is_dated, read, read_date
from workforce_sim.config.units import WrongValueError, show

SAME_FOR_ALL = frozenset({"name", "description", "start", "horizon_years", "areas", "figures"})
"""What cannot vary within a study, whose points must all be about the same places and years."""

RANGE_KEYS = ("low", "high", "step", "points", "values", "from_date")
MOST_VALUES = 100_000


@dataclass(frozen=True, slots=True)
class Varied:
    """One parameter that a study varies, over listed values or over a range from ``low`` to ``high``.

    Listed values are as in a scenario file: numbers, dated values, true or false, words. With ``from_date`` a value holds
    from that date on, and the parameter's default before it.
    """

    name: str
    values: tuple[Any, ...] = ()
    low: float | None = None
    high: float | None = None
    from_date: dt.date | None = None

    @property
    def is_range(self) -> bool:
        """Whether only the ends are given, for a design that chooses the values itself."""
        return not self.values

    def plain(self) -> dict[str, Any]:
        """Write what is varied as a study file would."""
        written: dict[str, Any] = {"low": self.low, "high": self.high}
        if self.values:
            written = {"values": [plain_value(value) for value in self.values]}
        return written if self.from_date is None else {**written, "from_date": self.from_date.isoformat()}

    def setting(self, value: Any) -> Any:
        """Write one value as a scenario file would."""
        return value if self.from_date is None else {self.from_date: value}

    def within(self, share: float) -> float:
        """Give the value at a share of the way from ``low`` to ``high``; a whole number where only those make sense."""
        assert self.low is not None
        assert self.high is not None
        value = self.low + share * (self.high - self.low)
        quantity = variable(self.name).quantity
        is_whole = variable(self.name).annotation is int or (quantity is not None and quantity.whole)
        return float(round(value)) if is_whole else value


def variable(name: str) -> Parameter:
    """Find the parameter of a dotted name that a study may vary; raises ``WrongValueError`` where there is none."""
    if name in SAME_FOR_ALL:
        raise WrongValueError("cannot vary: all points of a study are about the same places and years", name)
    if name not in parameters():
        raise WrongValueError(f"is not a parameter{suggestion(name)}", name)
    return parameters()[name]


def plain_value(value: Any) -> Any:
    """Write one value of a study file with its dates as text."""
    if isinstance(value, Mapping):
        return {str(date): item for date, item in value.items()}
    return value


def read_varied(name: str, given: Any) -> Varied:
    """Read what a study file or ``--vary`` gives for one parameter; raises ``WrongValueError`` with its name.

    A list of values; or a mapping with ``low`` and ``high``, and ``step`` or ``points`` for values in between, or with
    ``values``; ``from_date`` beside either.
    """
    declared = variable(name)
    try:
        if isinstance(given, Mapping) and not is_dated(given):
            return _from_mapping(declared, given)
        return Varied(name, _listed(declared, given))
    except WrongValueError as wrong:
        raise WrongValueError(wrong.text, wrong.path or name) from None


def read_typed(text: str) -> tuple[str, Any]:
    """Split what ``--vary`` gives: NAME=LOW:HIGH:STEP or NAME=VALUE,VALUE,…; raises ``WrongValueError``."""
    name, sign, listed = text.partition("=")
    name, listed = name.strip(), listed.strip()
    if not sign or not name or not listed:
        raise WrongValueError(f"is {show(text)}; it must be NAME=LOW:HIGH:STEP or NAME=VALUE,VALUE", "--vary")
    if listed.count(":") == 2 and "{" not in listed:
        try:
            low, high, step = (float(part) for part in listed.split(":"))
        except ValueError:
            raise WrongValueError(f"is {show(listed)}; LOW:HIGH:STEP must be three numbers", name) from None
        return name, {"low": low, "high": high, "step": step}
    from workforce_sim.config.yaml_files import parse

    return name, parse(listed if listed.startswith("[") else f"[{listed}]", f"--vary {name}")


def _from_mapping(declared: Parameter, given: Mapping[Any, Any]) -> Varied:
    for key in given:
        if key not in RANGE_KEYS:
            raise WrongValueError(f"has {show(key)}; it may have {', '.join(RANGE_KEYS[:-1])} and {RANGE_KEYS[-1]}")
    from_date = read_date(given["from_date"]) if "from_date" in given else None
    if from_date is not None and declared.annotation is not Dated:
        raise WrongValueError("has from_date, and its value cannot depend on the date")
    if "values" in given:
        if set(given) - {"values", "from_date"}:
            raise WrongValueError("has values and a range; give one of them")
        return Varied(declared.name, _listed(declared, given["values"]), from_date=from_date)
    low, high = _end(declared, given, "low"), _end(declared, given, "high")
    if not low < high:
        raise WrongValueError(f"goes from {low:g} to {high:g}; high must be above low")
    if "step" in given and "points" in given:
        raise WrongValueError("has step and points; give one of them")
    values: tuple[float, ...] = ()
    if "step" in given:
        values = _steps(low, high, _number(given, "step"))
    elif "points" in given:
        points = _number(given, "points")
        if not 2 <= points <= MOST_VALUES or points != int(points):
            raise WrongValueError(f"has points: {points:g}; it must be a whole number from 2 to {MOST_VALUES}")
        values = tuple(low + (high - low) * place / (int(points) - 1) for place in range(int(points)))
    return Varied(declared.name, values, low, high, from_date)


def _steps(low: float, high: float, step: float) -> tuple[float, ...]:
    if step <= 0.0 or (high - low) / step > MOST_VALUES:
        raise WrongValueError(f"has step: {step:g}; it must be above 0 and give at most {MOST_VALUES} values")
    count = math.floor((high - low) / step + 1e-9)
    return tuple(round(low + step * place, 10) for place in range(count + 1))


def _listed(declared: Parameter, given: Any) -> tuple[Any, ...]:
    if not isinstance(given, list | tuple):
        raise WrongValueError(f"is {show(given)}; it must be a list of values, or low and high with step or points")
    if not given:
        raise WrongValueError("is an empty list; it must have at least one value")
    for value in given:
        read(value, declared.annotation, declared.quantity, declared.default)
    return tuple(given)


def _end(declared: Parameter, given: Mapping[Any, Any], key: str) -> float:
    if declared.quantity is None or declared.annotation not in (Dated, float, int, float | None):
        raise WrongValueError("has a range, and it is not a number; list its values")
    value = _number(given, key)
    try:
        return declared.quantity.check(value)
    except WrongValueError as wrong:
        raise WrongValueError(f"has {key} which {wrong.text}") from None


def _number(given: Mapping[Any, Any], key: str) -> float:
    if key not in given:
        raise WrongValueError(f"has no {key}; a range needs low and high")
    value = given[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise WrongValueError(f"has {key}: {show(value)}; it must be a number")
    return float(value)
