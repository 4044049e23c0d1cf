"""Switches off the telemetry of the libraries below, before any of them is imported.

Every entry point calls `switch_off` first. What the environment says otherwise is overwritten: a program that
holds an office's reports must not report on it.
"""

import os
import sys

_OFF = {
    "ANONYMIZED_TELEMETRY": "False",  # Chroma
    "DO_NOT_TRACK": "1",  # Hugging Face and others
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
}


def switch_off() -> None:
    """Tell each library, in its own way, to send nothing."""
    os.environ.update(_OFF)
    # OpenVINO's converter sends unless a file in the home folder says no; where this package cannot be
    # imported it falls back on its own stub, which does nothing.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
