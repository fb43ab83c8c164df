"""Where the app may listen: this computer alone unless somebody asks for more."""

from __future__ import annotations

import errno
import ipaddress
import socket

from workforce_sim.errors import UserError

LOOPBACK = "127.0.0.1"
PORT = 8501
LARGEST_PORT = 65_535
_IN_USE = (errno.EADDRINUSE,)
_NOT_OURS = (errno.EADDRNOTAVAIL,)


def is_loopback(host: str) -> bool:
    """Say whether only this computer can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def check_free(host: str, port: int) -> None:
    """Refuse an address at which nobody can listen; raises UserError."""
    if not 1 <= port <= LARGEST_PORT:
        raise UserError(f"--port is {port}; it must be between 1 and {LARGEST_PORT}")
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
    except socket.gaierror:
        raise UserError(f"--host is {host}; it is no address of this computer") from None
    except OSError as error:
        if error.errno in _NOT_OURS:
            raise UserError(f"--host is {host}; it is no address of this computer") from None
        why = "is in use" if error.errno in _IN_USE else f"cannot be listened at ({error.strerror})"
        raise UserError(f"port {port} {why}; choose another with --port, such as --port {port % LARGEST_PORT + 1}") from None
