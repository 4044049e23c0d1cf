"""Switches the model libraries' telemetry off, whatever the machine's settings say."""

import os
import sys


def silence_openvino() -> None:
    """To be called before `openvino` is imported: it reports its import, with consent taken for granted.

    Without its reporter package it uses a silent stand-in; None in its place makes that package unimportable.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]


def silence_hugging_face() -> None:
    """Stops the reports of `huggingface_hub` and what builds on it, whether already imported or not."""
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    import huggingface_hub.constants

    huggingface_hub.constants.HF_HUB_DISABLE_TELEMETRY = True
