"""The sockets a server listens on, opened before its index so that a taken port is told at once."""

import socket
from dataclasses import dataclass

from api.cli.failures import UsageError

_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Listening:
    """Open sockets, where people reach the server, and where this machine's commands do."""

    sockets: tuple[socket.socket, ...]
    url: str
    owner_url: str

    def close(self) -> None:
        """Close the sockets."""
        for opened in self.sockets:
            opened.close()


def listen(host: str, port: int) -> Listening:
    """Listen on `host:port`, and on a port of the loopback too where that does not cover it.

    Raises UsageError when the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        opened = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise UsageError(
            f"Không mở được cổng · cannot listen on {host}:{port}: {error.strerror}. "
            "Chọn cổng khác · choose another with --port"
        ) from error
    bound = opened.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    if host in (_LOOPBACK, "localhost", "::1"):
        return Listening((opened,), f"http://{shown}:{bound}", f"http://{shown}:{bound}")
    if host == "0.0.0.0":  # noqa: S104 - compared with, not bound
        url = f"http://{_LOOPBACK}:{bound}"
        return Listening((opened,), url, url)
    private = socket.create_server((_LOOPBACK, 0), backlog=2048)
    return Listening(
        (opened, private), f"http://{shown}:{bound}", f"http://{_LOOPBACK}:{private.getsockname()[1]}"
    )
