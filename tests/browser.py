"""A browser without a screen for tests of pages: find Chromium, open it, and ask axe what is hard to read or reach.

A test asks for the fixture ``browser`` (``from tests.browser import browser  # noqa: F401``) and is skipped, with the
reason, where there is no Chromium or no axe.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
GRAVE = ("serious", "critical")
WIDE, NARROW = (1280, 900), (390, 844)
"""Pixels of a window on a desk and on a telephone."""


def chromium() -> str | None:
    """Find Chromium on the path."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Open Chromium for the tests of a file; skips them where there is none."""
    found = chromium()
    if found is None:
        pytest.skip(f"no Chromium on the path; looked for {', '.join(NAMES)}")
    if find_spec("playwright") is None:
        pytest.skip("playwright is not installed; the extra test has it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        try:
            yield opened
        finally:
            opened.close()


def overflow(page: Any) -> int:
    """Give the pixels by which a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def faults(page: Any, **options: Any) -> list[str]:
    """List the serious and critical faults that axe finds in an open page, with where the first of each is.

    ``options`` are those of axe. Skips the test where axe is not installed.
    """
    if find_spec("axe_playwright_python") is None:
        pytest.skip("axe_playwright_python is not installed; the extra test has it")
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [
        f"{each['id']} ({each['impact']}, {len(each['nodes'])} times): {each['help']}; first {each['nodes'][0]['html'][:160]}"
        for each in found
        if each["impact"] in GRAVE
    ]
