"""The server of the app on this computer: where it listens, what it never does, and how it ends."""

from __future__ import annotations

import multiprocessing
import socket
import threading
import time
import webbrowser
from pathlib import Path
from typing import Any

from workforce_sim.app.addresses import LOOPBACK, is_loopback
from workforce_sim.report import palette

PAGE = Path(__file__).parent / "page.py"
SECONDS_TO_OPEN = 20
SECONDS_TO_COME_BACK = 3600
"""A laptop that was shut over lunch finds its work again."""


def serve(host: str, port: int, *, opens_browser: bool) -> None:
    """Serve the page until it is interrupted, at an address that ``check_free`` has passed."""
    from streamlit.web import bootstrap

    from workforce_sim.app.processes import shared
    from workforce_sim.app.work import stop_everybodys

    processes = shared()
    processes.warm()
    threading.Thread(target=_make_ready, daemon=True).start()
    if opens_browser:
        threading.Thread(target=_open_browser, args=(port,), daemon=True).start()
    settings = settings_of(host, port)
    try:
        bootstrap.load_config_options(settings)
        bootstrap.run(str(PAGE), False, [], settings)
    finally:
        stop_everybodys()
        processes.close()
        for child in multiprocessing.active_children():
            child.terminate()


def settings_of(host: str, port: int) -> dict[str, Any]:
    """Give the settings of Streamlit: nothing leaves this computer, and no one's settings of another app are taken over."""
    return {
        "server_address": host,
        "server_port": port,
        "server_headless": True,
        "server_fileWatcherType": "none",
        "server_runOnSave": False,
        "server_baseUrlPath": "",
        "server_allowedHosts": ["localhost", LOOPBACK, "::1"] if is_loopback(host) else ["*"],
        "server_maxUploadSize": 1,
        "server_disconnectedSessionTTL": SECONDS_TO_COME_BACK,
        "browser_gatherUsageStats": False,
        "runner_magicEnabled": False,
        "client_toolbarMode": "minimal",
        "client_showErrorDetails": "none",
        "client_showErrorLinks": False,
        "logger_hideWelcomeMessage": True,  # its welcome asks a server elsewhere for the address of this computer
        "logger_level": "error",
        "theme_base": "light",
        "theme_primaryColor": palette.DARK_BLUE,
        "theme_textColor": palette.TEXT,
        "theme_backgroundColor": palette.WHITE,
        "theme_linkColor": "#0F4F8A",
        "theme_font": "Arial, Helvetica, 'Liberation Sans', sans-serif",
    }


def _make_ready() -> None:
    """Read the figures and draw a picture before anybody asks: the first time of each takes a second or two."""
    from workforce_sim.app import pictures
    from workforce_sim.app.places import choices
    from workforce_sim.app.question import Question
    from workforce_sim.records.program import program_state
    from workforce_sim.studies.standing import Standing

    pictures.html(pictures.past(Standing(Question(choices()[-1]).baseline), "vacancy_rate_fte"))
    program_state()


def _open_browser(port: int) -> None:
    """Open the page once somebody answers there."""
    until = time.monotonic() + SECONDS_TO_OPEN
    while time.monotonic() < until:
        with socket.socket() as asking:
            if asking.connect_ex((LOOPBACK, port)) == 0:
                webbrowser.open(f"http://localhost:{port}")
                return
        time.sleep(0.2)
