"""What every test must say about itself: its one kind, and for claims about chance how often it may be wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import hypothesis
import pytest

KINDS = ("unit", "property", "statistical", "golden", "system")

# The same examples every time: a failure in one place can be replayed in another.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=50, database=None)
hypothesis.settings.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse to start while any test has no kind, or two, or makes a claim about chance without stating it."""
    faults = [fault for item in items if (fault := _fault_of(item))]
    if faults:
        rule = f"every test has exactly one marker of {', '.join(KINDS)} (see tests/conftest.py)"
        raise pytest.UsageError("\n".join([rule, *faults]))


def _fault_of(item: pytest.Item) -> str:
    kinds = [kind for kind in KINDS if item.get_closest_marker(kind)]
    if len(kinds) != 1:
        return f"{item.nodeid}: marked {' and '.join(kinds) or 'with none'}; often the file lacks `pytestmark = ...`"
    if kinds == ["statistical"] and "statistical" not in getattr(item, "fixturenames", ()):
        return f"{item.nodeid}: a statistical test states its claim through the `statistical` fixture"
    return ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One hypothesis about chance: what would be true, the sample judged, and how often a true one may fail."""

    hypothesis: str
    sample_size: int
    false_alarm_rate: float

    def holds_at(self, p_value: float) -> None:
        """Fail the test when a sample this unlikely under the hypothesis is rarer than the stated false-alarm rate."""
        assert p_value >= self.false_alarm_rate, (
            f"{self.hypothesis}: p = {p_value:.2g} with {self.sample_size:,} in the sample, below the false-alarm rate "
            f"{self.false_alarm_rate:.2g}. Seeds are fixed, so this does not go away by itself: usually a rate, a "
            "duration or the identity in a key has changed."
        )

    def holds_within(self, measured: float, expected: float, standard_error: float) -> None:
        """Fail the test when a mean is further from theory than the false-alarm rate allows (normal, two sides)."""
        from scipy.stats import norm

        self.holds_at(float(2.0 * norm.sf(abs(measured - expected) / standard_error)))


class Statistical:
    """Collects the claims of one test: call it with the hypothesis, the sample size and the false-alarm rate.

    ``claim = statistical("waits follow Erlang C", sample_size=200_000, false_alarm_rate=1e-4)``, then
    ``claim.holds_at(p_value)`` or ``claim.holds_within(measured, expected, standard_error)``, or any assertion of your
    own whose chance of failing under the hypothesis is the rate stated.
    """

    def __init__(self) -> None:
        """Start with no claim."""
        self.claims: list[Claim] = []

    def __call__(self, hypothesis: str, sample_size: int, false_alarm_rate: float) -> Claim:
        """State a claim; it is printed at the end of the session."""
        if not 0.0 < false_alarm_rate <= 0.01:
            raise ValueError(f"a false-alarm rate of {false_alarm_rate} would fail good code; keep it within (0, 0.01]")
        claim = Claim(hypothesis, sample_size, false_alarm_rate)
        self.claims.append(claim)
        return claim


@pytest.fixture
def statistical(request: pytest.FixtureRequest) -> Iterator[Statistical]:
    """State what a test claims about chance; a test that asks for this and claims nothing fails."""
    said = Statistical()
    yield said
    for claim in said.claims:
        line = f"{claim.hypothesis} (n = {claim.sample_size:,}, false alarms {claim.false_alarm_rate:.1g})"
        request.node.user_properties.append(("claim", line))
    assert said.claims, "the test took the `statistical` fixture but stated no hypothesis, sample size and rate"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print every claim about chance that was judged, with the rate at which it would raise a false alarm."""
    claims = [
        (report.nodeid, value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "teardown"
        for name, value in getattr(report, "user_properties", ())
        if name == "claim"
    ]
    if claims:
        terminalreporter.section("claims about chance")
        for nodeid, line in sorted(set(claims)):
            terminalreporter.write_line(f"{nodeid}: {line}")
