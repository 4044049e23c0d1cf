"""Converts the bundled model's folder to OpenVINO's format, once, pooling and unit length included.

Only this step of the everyday path needs torch. It runs in a process of its own, so that the program that
asked for it, perhaps a server that will run for months, does not keep torch's memory. What the model's
matrices are given is measured at once and kept beside it (`calibration`).
"""

import shutil
import subprocess
import sys
from pathlib import Path

from vectorstore.embeddings import calibration
from vectorstore.embeddings.bundled import NAME, REVISION, TOKENIZER_FILE, unpack
from vectorstore.embeddings.errors import EngineUnavailableError
from vectorstore.embeddings.staging import make_once
from vectorstore.embeddings.telemetry import silence_hugging_face, silence_openvino

MODEL_FILE = "model.xml"
_FORMAT = 2
"""Raised when the folder holds something else than before."""
_FAR_BELOW = -10_000.0
"""Added to the attention that padding gets."""


def converted(model_dir: Path) -> Path:
    """The folder with the converted model and its tokenizer, made on the first call.

    Raises EngineUnavailableError where OpenVINO cannot convert it.
    """
    return make_once(
        model_dir.absolute() / f"{NAME}-{REVISION}-openvino-{_FORMAT}", lambda draft: _write(model_dir, draft)
    )


def _write(model_dir: Path, draft: Path) -> None:
    source = unpack(model_dir.absolute())
    shutil.copyfile(source / TOKENIZER_FILE, draft / TOKENIZER_FILE)
    result = subprocess.run(
        [sys.executable, "-m", __name__, str(source), str(draft / MODEL_FILE)],
        cwd=Path(__file__).parents[2],  # where this package is importable, installed or not
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        lines = result.stderr.strip().splitlines() or [f"exit code {result.returncode}"]
        raise EngineUnavailableError("OpenVINO", f"converting the model failed ({lines[-1]})")


def convert(source: Path, target: Path) -> None:
    """Writes the sentence-transformers folder `source` as `target`: ids and mask in, unit vectors out."""
    silence_openvino()
    silence_hugging_face()
    import openvino
    import torch
    from transformers import BertModel

    class PooledBert(torch.nn.Module):
        """The encoder, the mean over its tokens, unit length."""

        def __init__(self, encoder: BertModel) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            # Numbers to be added, one row for all tokens of a text: faster than the encoder's own mask, which
            # is a row for each.
            hidden_from_all = (1 - attention_mask[:, None, None, :].to(torch.float32)) * _FAR_BELOW
            hidden = self.encoder(input_ids=input_ids, attention_mask=hidden_from_all).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * mask).sum(dim=1) / mask.sum(dim=1)
            return torch.nn.functional.normalize(mean, dim=1)

    encoder = BertModel.from_pretrained(
        str(source),
        dtype=torch.float32,
        local_files_only=True,
        add_pooling_layer=False,
        attn_implementation="eager",
    )
    example = {name: torch.ones((2, 8), dtype=torch.int64) for name in ("input_ids", "attention_mask")}
    with torch.no_grad():
        model = openvino.convert_model(PooledBert(encoder).eval(), example_input=example)
    openvino.save_model(model, target, compress_to_fp16=True)
    texts = calibration.calibration_texts()
    activations = calibration.measured(target, target.with_name(TOKENIZER_FILE), texts)
    calibration.write(target.with_name(calibration.ACTIVATIONS_FILE), activations)


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
