"""Matrices as whole numbers: the same products to within two hundredths, and what is no matrix left alone."""

import numpy as np
import pytest

from vectorstore.embeddings.calibration import (
    Activations,
    calibration_texts,
    input_name,
    matrices,
    read,
    write,
)
from vectorstore.embeddings.quantization import CLOSE_ENOUGH, best_rounding, quantize
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
    assert quantize(model) == 0  # nothing was measured: every scale is found as it goes
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
    assert matrices(model) == []


def _activations(given: np.ndarray) -> Activations:
    return Activations(given.min(axis=0), given.max(axis=0), np.square(given).mean(axis=0))


def _off(weights: np.ndarray, given: np.ndarray, *, known: int) -> float:
    """How far products are off by length, at the worst; `known` matrices have a scale beforehand."""
    model = _model(weights, rows_are_outputs=True)
    name = input_name(matrices(model)[0][0])
    assert quantize(model, {name: _activations(given)}) == known
    made = openvino.Core().compile_model(model, "CPU")(given)[0]
    expected = given @ weights.T
    return float((np.linalg.norm(made - expected, axis=1) / np.linalg.norm(expected, axis=1)).max())


def test_scales_known_beforehand_stay_as_close():
    draw = np.random.default_rng(2)
    weights, given = draw.standard_normal((32, 64)), draw.standard_normal((50, 64))
    assert 0 < _off(weights.astype(np.float32), given.astype(np.float32), known=1) < 0.03


def test_a_channel_far_larger_than_the_others_is_evened_out():
    draw = np.random.default_rng(3)
    weights = draw.standard_normal((32, 64)).astype(np.float32)
    given = draw.standard_normal((50, 64)).astype(np.float32)
    given[:, 5] *= 30
    weights[:, 5] /= 10
    rounding = best_rounding(_activations(given), [weights])
    assert rounding.channels is not None
    assert rounding.channels.argmax() == 5
    assert _off(weights, given, known=1) < 0.05


def test_what_one_scale_cannot_hold_gets_its_scales_as_it_goes():
    draw = np.random.default_rng(4)
    weights = draw.standard_normal((32, 64)).astype(np.float32)
    given = draw.standard_normal((200, 64)).astype(np.float32)
    given[0] *= 300  # one token; evening out channels is of no help
    assert best_rounding(_activations(given), [weights]).noise > CLOSE_ENOUGH
    _off(weights, given, known=0)


def test_measurements_are_kept_to_the_last_bit(tmp_path):
    draw = np.random.default_rng(5)
    kept = {name: _activations(draw.standard_normal((9, 4)).astype(np.float32)) for name in ("a:0", "b/c:1")}
    write(tmp_path / "activations.npz", kept)
    again = read(tmp_path / "activations.npz")
    assert list(again) == list(kept)
    for name, expected in kept.items():
        for field in Activations.__slots__:
            assert np.array_equal(getattr(again[name], field), getattr(expected, field))


def test_every_calibration_text_has_a_prompt():
    texts = calibration_texts()
    assert len(texts) > 30
    assert all(text.startswith(("passage: ", "query: ")) for text in texts)
