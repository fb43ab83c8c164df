"""Commands that make results are tested without the page at their end, which has tests of its own and takes seconds."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_page(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the page out, but for tests that ask for the fixture ``with_page``."""
    if "with_page" not in request.fixturenames:
        monkeypatch.setattr("workforce_sim.report.page.write_page", lambda *_, **__: None)


@pytest.fixture
def with_page() -> None:
    """Let commands write the page."""
