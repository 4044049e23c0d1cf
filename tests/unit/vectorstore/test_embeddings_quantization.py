"""Matrices as whole numbers: the same products to within two hundredths, and what is no matrix left alone."""

import numpy as np
import pytest

from vectorstore.embeddings.quantization import quantize
from vectorstore.embeddings.telemetry import silence_openvino

silence_openvino()
openvino = pytest.importorskip("openvino")


def _model(weights: np.ndarray, *, rows_are_outputs: bool):
    from openvino import opset13

    given = opset13.parameter([-1, 64], np.float32, name="given")
    product = opset13.matmul(given, opset13.constant(weights), False, rows_are_outputs)
    return openvino.Model([product], [given])


def test_products_stay_within_two_hundredths_of_their_length():
    draw = np.random.default_rng(1)
    weights = draw.standard_normal((32, 64)).astype(np.float32)
    given = draw.standard_normal((7, 64)).astype(np.float32)
    model = _model(weights, rows_are_outputs=True)
    assert quantize(model) == 1
    made = openvino.Core().compile_model(model, "CPU")(given)[0]
    expected = given @ weights.T
    off = np.linalg.norm(made - expected, axis=1) / np.linalg.norm(expected, axis=1)
    assert off.max() < 0.02
    assert off.max() > 0  # it was rounded


def test_a_row_of_zeros_gives_zeros():
    weights = np.zeros((32, 64), np.float32)
    model = _model(weights, rows_are_outputs=True)
    quantize(model)
    assert not openvino.Core().compile_model(model, "CPU")(np.ones((1, 64), np.float32))[0].any()


def test_a_matrix_that_stands_the_other_way_round_is_left_as_it_is():
    model = _model(np.ones((64, 32), np.float32), rows_are_outputs=False)
    assert quantize(model) == 0
