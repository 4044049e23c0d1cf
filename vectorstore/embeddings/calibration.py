"""Measures what a converted model's matrices are given, so that `quantization` can fix the scales beforehand.

The texts are our own, of as many sorts as the product meets: paragraphs, table rows, questions, both
languages, marks or none. Which matrices the figures are good enough for is `quantization`'s to judge.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from vectorstore.embeddings.bundled import PASSAGE_PROMPT, QUERY_PROMPT

if TYPE_CHECKING:
    from openvino import Model, Node

ACTIVATIONS_FILE = "activations.npz"
_MATRIX = 2
_AT_ONCE = 8

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Activations:
    """What the channels of one input were over all tokens: bounds and mean square, shape (channels,)."""

    low: Matrix
    high: Matrix
    mean_square: Matrix


def calibration_texts() -> list[str]:
    """The texts, with their prompts; and the prompts with nothing behind them."""
    lines = resources.files(__package__).joinpath("calibration.txt").read_text(encoding="utf-8").splitlines()
    return [*(line for line in lines if line and not line.startswith("#")), QUERY_PROMPT, PASSAGE_PROMPT]


def matrices(model: "Model") -> "list[tuple[Node, Matrix]]":
    """The multiplications by a constant matrix whose rows are outputs, with that matrix."""
    found = []
    for node in model.get_ordered_ops():
        if node.get_type_name() != "MatMul" or not node.get_attributes()["transpose_b"]:
            continue
        weights = _constant(node.input_value(1).get_node())
        if weights is not None and weights.ndim == _MATRIX:
            found.append((node, weights))
    return found


def input_name(node: "Node") -> str:
    """The name of what a multiplication is given; several may be given the same."""
    source = node.input_value(0)
    return f"{source.get_node().get_friendly_name()}:{source.get_index()}"


def measured(model_file: Path, tokenizer_file: Path, texts: Sequence[str]) -> dict[str, Activations]:
    """What every matrix is given over the texts, by the input's name."""
    import openvino

    core = openvino.Core()
    model = core.read_model(model_file)
    inputs = {input_name(node): node.input_value(0) for node, _ in matrices(model)}
    before = len(model.outputs)
    model.add_outputs(list(inputs.values()))
    request = core.compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"}).create_infer_request()
    seen: dict[str, list[Matrix]] = {name: [] for name in inputs}
    for ids, mask in _batches(Tokenizer.from_file(str(tokenizer_file)), texts):
        request.infer({"input_ids": ids, "attention_mask": mask})
        for at, name in enumerate(inputs, start=before):
            seen[name].append(np.array(request.get_output_tensor(at).data[mask.astype(bool)]))
    return {name: _activations(np.concatenate(rows)) for name, rows in seen.items()}


def write(file: Path, activations: Mapping[str, Activations]) -> None:
    """Keeps them beside the model."""
    names = np.array(list(activations))
    arrays = {
        f"{field}{at}": getattr(each, field)
        for at, each in enumerate(activations.values())
        for field in Activations.__slots__
    }
    np.savez(file, names=names, **arrays)


def read(file: Path) -> dict[str, Activations]:
    """What `write` kept."""
    with np.load(file) as kept:
        return {
            str(name): Activations(*(kept[f"{field}{at}"] for field in Activations.__slots__))
            for at, name in enumerate(kept["names"])
        }


def _activations(rows: Matrix) -> Activations:
    return Activations(rows.min(axis=0), rows.max(axis=0), np.square(rows).mean(axis=0))


def _batches(
    tokenizer: Tokenizer, texts: Sequence[str]
) -> Iterable[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    for start in range(0, len(texts), _AT_ONCE):
        encodings = tokenizer.encode_batch_fast(list(texts[start : start + _AT_ONCE]))
        ids = np.zeros((len(encodings), max(map(len, encodings))), np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding)] = encoding.ids
            mask[row, : len(encoding)] = 1
        yield ids, mask


def _constant(node: "Node") -> Matrix | None:
    """The matrix, which may be kept as float16 and converted."""
    if node.get_type_name() == "Convert":
        node = node.input_value(0).get_node()
    return node.get_data().astype(np.float32) if node.get_type_name() == "Constant" else None
