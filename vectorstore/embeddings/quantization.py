"""Makes a model's matrices int8 in memory, for processors that multiply whole numbers faster than float32.

Every weight matrix becomes rows of whole numbers with a scale a row; the runtime then rounds the activations,
in small groups with a scale each, as it goes (dynamic quantisation). For the bundled model, whose weights are
published with 4 bits, cosines with float32 are above 0.999. Nothing is written: the file stays as it is.
"""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from openvino import Model, Node

GROUP = 128
"""How many neighbouring activations share a scale: fewer are closer, more are faster."""
_STEPS = 127
_MATRIX = 2


def quantize(model: "Model") -> int:
    """Replaces the constant matrices that `model` multiplies by; gives how many."""
    replaced = 0
    for node in model.get_ordered_ops():
        if node.get_type_name() != "MatMul":
            continue
        weights = _constant(node.input_value(1).get_node())
        if weights is not None and weights.ndim == _MATRIX and _rows_are_outputs(node):
            node.input(1).replace_source_output(_whole_numbers(weights).output(0))
            replaced += 1
    return replaced


def _constant(node: "Node") -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]] | None":
    """The matrix, which may be kept as float16 and converted."""
    if node.get_type_name() == "Convert":
        node = node.input_value(0).get_node()
    return node.get_data().astype(np.float32) if node.get_type_name() == "Constant" else None


def _rows_are_outputs(node: "Node") -> bool:
    return bool(node.get_attributes()["transpose_b"])


def _whole_numbers(weights: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]") -> "Node":
    from openvino import opset13

    largest = np.abs(weights).max(axis=1, keepdims=True)
    scales = np.where(largest > 0, largest / _STEPS, 1.0).astype(np.float16)
    steps = np.clip(np.rint(weights / scales.astype(np.float32)), -_STEPS, _STEPS).astype(np.int8)
    scaled = opset13.multiply(opset13.convert(opset13.constant(steps), "f16"), opset13.constant(scales))
    return opset13.convert(scaled, "f32")
