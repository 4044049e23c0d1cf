"""A real `tuphap serve` for the time of a measurement, on loopback, and ended by its own process id."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

_READY_S = 180.0
_STOP_S = 30.0
_USER_TICKS, _SYSTEM_TICKS = 11, 12  # of /proc/PID/stat, counted from behind the program's name


class ServerNotReadyError(RuntimeError):
    """The server ended, or its model did not load in time."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address and its process."""

    url: str
    pid: int

    def processor_s(self) -> float | None:
        """The processor time it has used, in seconds; None where the system does not say."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[_USER_TICKS]) + int(fields[_SYSTEM_TICKS])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(data_dir: Path, model_dir: Path) -> Iterator[Server]:
    """A server on this data dir, once it is ready."""
    command = [
        str(Path(sys.executable).with_name("tuphap")),
        "serve",
        "--port",
        "0",
        "--data-dir",
        str(data_dir),
    ]
    environment = {**os.environ, "TUPHAP_MODEL_DIR": str(model_dir)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        try:
            yield Server(_ready(server), server.pid)
        finally:
            server.terminate()
            try:
                server.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                server.kill()


def _ready(server: "subprocess.Popen[str]") -> str:
    line = server.stdout.readline() if server.stdout else ""
    url = next((word.rstrip(",") for word in line.split() if word.startswith("http://")), "")
    if not url:
        raise ServerNotReadyError(f"the server said {line!r}")
    end = time.monotonic() + _READY_S
    while time.monotonic() < end and server.poll() is None:
        try:
            if httpx.get(f"{url}/health/ready", trust_env=False, timeout=5).is_success:
                return url
        except httpx.TransportError:
            pass  # it listens before it answers
        time.sleep(0.2)
    raise ServerNotReadyError(f"{url} was not ready in time")
