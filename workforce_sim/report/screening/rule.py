"""What a rule is, what it says of a pair that breaks it, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

FAIL, WARNING = "FAIL", "WARNING"
Subject = TypeVar("Subject")

GUIDE = "Department for Education, analysts' guide, statistics production: open data standards"
HARMONISED_SYMBOLS = "Government Analysis Function, Symbols in tables: definitions and help"


def eesyscreener(check: str) -> str:
    """Name a check of the department's own screener, version 0.3.0, as the source of a rule."""
    return f"eesyscreener {check}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One breach of a rule: where it is, what was found there, and the cure."""

    where: str
    found: str
    cure: str


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """One rule: its name, how grave a breach is, what it asks in words, whose rule it is, and the check itself."""

    name: str
    gravity: str
    asks: str
    source: str
    check: Callable[[Subject], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Stage(Generic[Subject]):
    """Rules that are checked together; a failure among them ends the check."""

    name: str
    rules: tuple[Rule[Subject], ...]

    def findings(self, subject: Subject) -> list[Finding]:
        """Check every rule."""
        return [
            Finding(rule.gravity, self.name, rule.name, fault.where, fault.found, fault.cure)
            for rule in self.rules
            for fault in rule.check(subject)
        ]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says: how grave it is, the stage and the rule, where, what was found, and the cure."""

    gravity: str
    stage: str
    rule: str
    where: str
    found: str
    cure: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.gravity} {self.rule}: {self.where} {self.found}; {self.cure}"
