"""Where words go: results on stdout, everything said beside them on stderr."""

import sys

from pydantic import BaseModel


def result(text: str) -> None:
    """A line of the result, on stdout."""
    sys.stdout.write(f"{text}\n")


def result_json(value: BaseModel) -> None:
    """The result as one line of JSON, on stdout."""
    result(value.model_dump_json())


def remark(text: str) -> None:
    """A line for the person at the terminal, on stderr."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def use_utf8() -> None:
    """Vietnamese must come out on every console and through every pipe."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
