"""The app as a planner meets it: a server of its own, a browser, and the command line that gives the same figures."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import NARROW, WIDE, browser, faults, overflow  # noqa: F401
from workforce_sim.config.loading import load_scenario
from workforce_sim.studies.kept_comparison import stored

pytestmark = pytest.mark.system

SECONDS, MILLISECONDS = 60, 60_000
COMPILED = 300_000
"""A changed model is compiled once, which takes long where a computer has much else to do."""
COMPARE = "Compare the plan with the baseline"
PROGRAM = [sys.executable, "-m", "workforce_sim"]


@pytest.fixture(scope="module")
def address(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ARG001, F811 - none without it
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    temporary = tmp_path_factory.mktemp("temporary")
    serving = subprocess.Popen(
        [*PROGRAM, "app", "--port", str(port), "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    try:
        _wait_for(port, serving)
        yield f"http://localhost:{port}"
    finally:
        serving.send_signal(signal.SIGINT)
        said, _ = serving.communicate(timeout=SECONDS)
    assert serving.returncode == 0, said
    assert said.splitlines()[-1] == "The app has ended.", said
    assert not list(temporary.glob("workforce_sim_app_*")), "a session left its folder behind"


def _wait_for(port: int, serving: subprocess.Popen[str]) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and serving.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the app did not begin to listen")


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:  # noqa: F811
    opened = opened_page(browser, address)
    yield opened
    opened.context.close()


def opened_page(browser: Any, address: str) -> Any:  # noqa: F811
    opened = browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]}, accept_downloads=True).new_page()
    opened.set_default_timeout(MILLISECONDS)
    opened.goto(address)
    return opened


def choose(page: Any, name: str) -> None:
    box = page.get_by_role("combobox", name="Your authority")
    box.click()
    box.fill(name)
    page.get_by_role("option", name=name).first.click()
    page.get_by_text("20 simulated futures").wait_for(timeout=COMPILED)


def years_ahead(page: Any, years: int) -> None:
    page.get_by_role("combobox", name="Years ahead").click()
    page.get_by_role("option", name=str(years), exact=True).click()


def move(page: Any, label: str, value: float) -> None:
    lever = page.get_by_role("spinbutton", name=label)
    lever.fill(str(value))
    lever.press("Tab")
    page.get_by_role("listitem").filter(has_text=label.split(" (")[0]).wait_for()


def plan(page: Any, replications: int) -> None:
    move(page, "Apprentices who start each September", 2)
    page.get_by_text("Keeping people, and posts").click()
    move(page, "Change in leaving", -40)
    page.get_by_text("Agency workers", exact=True).click()
    move(page, "Agency cover of vacancies", 50)
    page.get_by_text(str(replications), exact=True).click()


def first_sentence(page: Any) -> str:
    return str(page.locator(".findings p").first.inner_text())


def test_a_plan_is_cancelled_compared_and_found_again_on_the_command_line(page: Any, tmp_path: Path) -> None:
    choose(page, "Rutland")
    years_ahead(page, 3)
    plan(page, 200)
    page.get_by_role("button", name=COMPARE).click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("Cancelled.").wait_for()
    assert page.locator(".findings").count() == 0
    page.get_by_text("20", exact=True).click()
    page.get_by_role("button", name=COMPARE).click()
    page.get_by_text("Take it away").wait_for()
    sentence = first_sentence(page)
    for label in ("Baseline (YAML)", "Plan (YAML)"):
        with page.expect_download() as coming:
            page.get_by_role("button", name=label).click()
        coming.value.save_as(tmp_path / coming.value.suggested_filename)
    words = page.locator("code").last.inner_text().split()
    assert words[:4] == ["workforce-sim", "compare", "rutland_baseline.yaml", "rutland_plan.yaml"]
    subprocess.run([*PROGRAM, *words[1:], "--out", "found", "--quiet", "--no-report"], cwd=tmp_path, check=True)
    found = stored(tmp_path / "found", load_scenario(tmp_path / "rutland_baseline.yaml"))
    assert sentence.startswith(f"Vacancy rate in 2028: {found.difference('vacancy_rate_fte', 2028).words}")
    rows = page.get_by_role("row").filter(has_text="In post, FTE")
    assert found.difference("inpost_fte", 2028).words in rows.inner_text()


def test_two_people_do_not_see_each_others_work(page: Any, browser: Any, address: str) -> None:  # noqa: F811
    choose(page, "Rutland")
    move(page, "Apprentices who start each September", 2)
    other = opened_page(browser, address)
    try:
        other.get_by_role("combobox", name="Your authority").wait_for()
        assert other.get_by_role("spinbutton").count() == 0
        choose(other, "Bracknell Forest")
        assert other.get_by_role("spinbutton", name="Apprentices who start each September").input_value() == "0"
        assert other.get_by_role("img", name="Bracknell Forest").count() > 0
        assert page.get_by_role("img", name="Bracknell Forest").count() == 0
        assert page.get_by_role("spinbutton", name="Apprentices who start each September").input_value() == "2"
    finally:
        other.context.close()


def test_the_page_is_for_everybody_and_asks_nobody_elsewhere(browser: Any, address: str) -> None:  # noqa: F811
    page = opened_page(browser, address)
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    try:
        page.reload()
        choose(page, "Rutland")
        years_ahead(page, 3)
        plan(page, 20)
        page.get_by_text("Families and help").click()
        page.get_by_text("Family Help", exact=True).click()
        page.get_by_role("spinbutton", name="Fewer protection plans").wait_for()
        page.get_by_role("button", name=COMPARE).click()
        page.get_by_text("Take it away").wait_for()
        assert faults(page) == []
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        page.locator("figure img.narrow").first.wait_for()
        assert faults(page) == []
        assert overflow(page) == 0
        elsewhere = {url for url in asked if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))}
        assert not elsewhere
    finally:
        page.context.close()
