"""Where the app listens, what it never does, and how the command says what is wrong."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from workforce_sim.app import server
from workforce_sim.app.addresses import LOOPBACK, check_free, is_loopback
from workforce_sim.cli import WRONG_INPUT, main
from workforce_sim.errors import UserError

pytestmark = pytest.mark.unit


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        listener.listen()
        yield int(listener.getsockname()[1])


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    calls: list[tuple[object, ...]] = []
    monkeypatch.setattr(server, "serve", lambda host, port, *, opens_browser: calls.append((host, port, opens_browser)))
    monkeypatch.setattr("workforce_sim.cli.app.check_free", lambda *_: None)
    return calls


def test_a_port_in_use_is_told_in_one_line(taken: int) -> None:
    said = CliRunner().invoke(main, ["app", "--port", str(taken), "--no-browser"])
    assert said.exit_code == WRONG_INPUT
    assert said.stderr == f"port {taken} is in use; choose another with --port, such as --port {taken % 65535 + 1}\n"


@pytest.mark.parametrize(
    ("host", "port", "words"), [("127.0.0.1", 0, "--port is 0"), ("nowhere.invalid", 8501, "--host is nowhere")]
)
def test_what_cannot_be_listened_at_is_refused(host: str, port: int, words: str) -> None:
    with pytest.raises(UserError, match=words):
        check_free(host, port)


def test_it_listens_on_this_computer_alone_unless_told(served: list[tuple[object, ...]]) -> None:
    said = CliRunner().invoke(main, ["app"])
    assert served == [("127.0.0.1", 8501, True)]
    assert "Warning" not in said.stderr
    assert is_loopback("127.0.0.1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")


def test_whoever_lets_the_network_in_is_warned_in_one_line(served: list[tuple[object, ...]]) -> None:
    said = CliRunner().invoke(main, ["app", "--host", "0.0.0.0", "--no-browser", "--port", "8700"])
    assert served == [("0.0.0.0", 8700, False)]
    assert said.stderr.count("\n") == 1
    assert "anyone on the network" in said.stderr


def test_nothing_leaves_this_computer() -> None:
    settings = server.settings_of("127.0.0.1", 8501)
    assert settings["browser_gatherUsageStats"] is False
    assert settings["logger_hideWelcomeMessage"] is True  # else its welcome asks a server elsewhere for our address
    assert settings["server_allowedHosts"] == ["localhost", "127.0.0.1", "::1"]
    assert server.settings_of("0.0.0.0", 8501)["server_allowedHosts"] == ["*"]
