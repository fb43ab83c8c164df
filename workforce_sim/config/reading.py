"""Reading one value: from what stands in a YAML file to what the model may hold, or a sentence about what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from workforce_sim.config.dated import Dated
from workforce_sim.config.units import Quantity, WrongValueError, show


def read(given: Any, annotation: Any, quantity: Quantity | None, default: Any) -> Any:
    """Read a value as the declared type wants it.

    Raises ``WrongValueError`` with a sentence that says what was given and what is allowed.
    """
    if hasattr(annotation, "read_written"):
        return annotation.read_written(given)
    if annotation is Dated:
        return _dated(given, _needed(quantity), default if isinstance(default, Dated) else Dated(float(default)))
    if get_origin(annotation) in (Union, UnionType):
        parts = [part for part in get_args(annotation) if part is not NoneType]
        return None if given is None else read(given, parts[0], quantity, default)
    if annotation is float or annotation is int:
        value = _number(given, _needed(quantity))
        return int(value) if annotation is int else value
    if annotation is bool:
        return _switch(given)
    if annotation is dt.date:
        return read_date(given)
    if get_origin(annotation) is Literal:
        return _choice(given, get_args(annotation))
    if get_origin(annotation) is tuple:
        return _numbers(given, _needed(quantity), len(default))
    if get_origin(annotation) is dict:
        return _numbers_by_name(given, _needed(quantity))
    raise TypeError(f"a parameter cannot be declared as {annotation}")


def read_date(given: object) -> dt.date:
    """Read a date as YAML gives it, or written as text in the form 2027-09-01."""
    if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
        return given
    wrong = WrongValueError(f"is {show(given)}; it must be a date such as 2027-09-01")
    if not isinstance(given, str):
        raise wrong
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        raise wrong from None


def is_dated(given: object) -> bool:
    """Say whether a mapping is a dated value: its keys are dates, or ``ramp``."""
    return isinstance(given, Mapping) and any(key == "ramp" or _is_date(key) for key in given)


def _is_date(key: object) -> bool:
    try:
        read_date(key)
    except WrongValueError:
        return False
    return True


def _needed(quantity: Quantity | None) -> Quantity:
    if quantity is None:
        raise TypeError("a parameter that is a number must be declared with a type from config/units.py")
    return quantity


def _number(given: Any, quantity: Quantity) -> float:
    if is_dated(given):
        raise WrongValueError(f"is dated, and it cannot be; it must be one number, {quantity.allowed()}")
    return quantity.check(given)


def _dated(given: Any, quantity: Quantity, default: Dated) -> Dated:
    """Read a dated value; before its first date the default of the day before holds."""
    if isinstance(given, Dated):
        return _dated(given.plain(), quantity, default)
    if not isinstance(given, Mapping):
        return Dated(quantity.check(given))
    if not given:
        raise WrongValueError(f"is an empty mapping; it must be a number or dates with numbers, {quantity.allowed()}")
    ramp = given.get("ramp", False)
    if not isinstance(ramp, bool):
        raise WrongValueError(f"has ramp: {show(ramp)}; ramp must be true or false")
    changes = {}
    for key, value in given.items():
        if key == "ramp":
            continue
        if not _is_date(key):
            raise WrongValueError(
                f"has the key {show(key)}; the keys of a dated value must be dates such as 2027-09-01, or ramp"
            )
        date = read_date(key)
        if date in changes:
            raise WrongValueError(f"has the date {date} twice; each date may be given once")
        try:
            changes[date] = quantity.check(value)
        except WrongValueError as wrong:
            raise WrongValueError(f"on {date} {wrong.text}") from None
    if not changes:
        raise WrongValueError("has ramp but no dates; give it dates with numbers, such as 2027-09-01: 1")
    if ramp and quantity.whole:
        raise WrongValueError("has ramp: true; it is either 0 or 1 and cannot move along a line")
    return Dated(default.on(min(changes) - dt.timedelta(days=1)), tuple(sorted(changes.items())), ramp)


def _switch(given: Any) -> bool:
    if not isinstance(given, bool):
        raise WrongValueError(f"is {show(given)}; it must be true or false")
    return given


def _choice(given: Any, choices: Sequence[str]) -> str:
    if not isinstance(given, str) or given not in choices:
        raise WrongValueError(f"is {show(given)}; it must be {', '.join(choices[:-1])} or {choices[-1]}")
    return given


def _numbers(given: Any, quantity: Quantity, length: int) -> tuple[float, ...]:
    if is_dated(given):
        raise WrongValueError(
            f"is dated, and it cannot be; it must be a list of {length} numbers, each {quantity.allowed()}"
        )
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise WrongValueError(f"is {show(given)}; it must be a list of {length} numbers, each {quantity.allowed()}")
    if len(given) != length:
        raise WrongValueError(f"has {len(given)} numbers; it must have {length}, each {quantity.allowed()}")
    numbers = []
    for place, value in enumerate(given, start=1):
        try:
            numbers.append(quantity.check(value))
        except WrongValueError as wrong:
            raise WrongValueError(f"in place {place} {wrong.text}") from None
    return tuple(numbers)


def _numbers_by_name(given: Any, quantity: Quantity) -> dict[str, float]:
    if not isinstance(given, Mapping):
        raise WrongValueError(f"is {show(given)}; it must be a mapping of names to numbers, each {quantity.allowed()}")
    numbers = {}
    for name, value in given.items():
        if not isinstance(name, str):
            raise WrongValueError(f"has the key {show(name)}; each key must be the name or code of an authority")
        try:
            numbers[name] = quantity.check(value)
        except WrongValueError as wrong:
            raise WrongValueError(f"for {name} {wrong.text}") from None
    return numbers
