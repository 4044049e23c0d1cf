"""`tuphap` as users run it: a process of its own, on a data dir and the tests' one unpacked model."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
_COMMAND = [sys.executable, "-c", "from api.cli import main; main()"]


@dataclass(frozen=True)
class Tuphap:
    """Runs commands; `environment` is added to a clean one."""

    data_dir: Path
    model_dir: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, timeout: float = 180) -> "subprocess.CompletedProcess[str]":
        """A command and how it ended."""
        return subprocess.run(
            [*_COMMAND, *arguments],
            cwd=ROOT,
            env=self.variables(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )

    def json(self, *arguments: str, code: int = 0) -> dict[str, object]:
        """The JSON of a command that must end with `code`."""
        ran = self.run(*arguments, "--json")
        assert ran.returncode == code, (ran.returncode, ran.stdout, ran.stderr)
        return json.loads(ran.stdout)

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """A command that goes on."""
        return subprocess.Popen(
            [*_COMMAND, *arguments],
            cwd=ROOT,
            env=self.variables(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    @contextmanager
    def serving(self, *arguments: str) -> Iterator[tuple[httpx.Client, "subprocess.Popen[str]"]]:
        """A server on a free port, ready; ended with SIGTERM, which must be clean."""
        process = self.start(*(arguments or ("serve",)), "--port", "0")
        try:
            url = _address(process)
            with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
                _until_ready(client)
                yield client, process
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                assert process.wait(30) == 0
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()

    def variables(self) -> dict[str, str]:
        """The environment of a command: nothing of the caller's settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TUPHAP_")}
        return {
            **kept,
            "TUPHAP_DATA_DIR": str(self.data_dir),
            "TUPHAP_MODEL_DIR": str(self.model_dir),
            "PYTHONPATH": str(ROOT),
            **self.environment,
        }


def _address(process: "subprocess.Popen[str]") -> str:
    said = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if "serving: http" in line:
            return line.split("serving: ")[1].split()[0]
    raise AssertionError("".join(said))


def _until_ready(client: httpx.Client) -> None:
    deadline = time.monotonic() + 120
    while (state := client.get("/health/ready")).status_code != 200:
        assert time.monotonic() < deadline, state.text
        assert state.json()["status"] == "starting", state.text
        time.sleep(0.1)
