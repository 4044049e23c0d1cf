"""Makes a model's matrices int8 in memory, for processors that multiply whole numbers faster than float32.

Every weight matrix becomes whole numbers with a scale a row. What a matrix is given is rounded, too: by one
scale known beforehand (static quantisation), where what was measured of it says that this is close enough;
else in small groups with a scale each, found as it goes (dynamic quantisation), which costs more. Where some
channels are far larger than others, they are evened out first, and the matrix made up for it (SmoothQuant,
Xiao and others 2023, https://arxiv.org/abs/2211.10438). Nothing is written: the file stays as it is.
Measuring is `calibration`'s.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vectorstore.embeddings.calibration import Activations, Matrix, input_name, matrices

if TYPE_CHECKING:
    from openvino import Model, Node, Output

GROUP = 128
"""How many neighbouring activations share a scale where it is found as it goes: more are faster."""
CLOSE_ENOUGH = 0.001
"""Rounding noise against the signal, by power, up to which one scale known beforehand will do."""
_STEPS = 127
_LEVELS = 256
_SMALLEST = 1e-3
"""A channel's share of the largest, and a weight's, below which it is not evened out any further."""


@dataclass(frozen=True, slots=True)
class Rounding:
    """How an input is rounded: divided by `channels`, then to 256 levels from `low` to `high`."""

    channels: Matrix | None
    low: float
    high: float
    noise: float
    """What rounding input and weights adds to the outputs, against the outputs, by power."""


def quantize(model: "Model", activations: Mapping[str, Activations] | None = None) -> int:
    """Replaces the matrices that `model` multiplies by; gives for how many the scale is known beforehand."""
    by_input: defaultdict[str, list[tuple[Node, Matrix]]] = defaultdict(list)
    for node, weights in matrices(model):
        by_input[input_name(node)].append((node, weights))
    known = 0
    for name, users in by_input.items():
        measured = (activations or {}).get(name)
        best = None if measured is None else best_rounding(measured, [weights for _, weights in users])
        if best is None or best.noise > CLOSE_ENOUGH:
            for node, weights in users:
                node.input(1).replace_source_output(_whole_numbers(weights))
        else:
            _round_beforehand(users, best)
            known += len(users)
    return known


def best_rounding(activations: Activations, users: Sequence[Matrix]) -> Rounding:
    """How to round the common input of `users`, matrices of shape (outputs, inputs).

    Evened out only where that is needed: it makes much of small channels, which texts unlike those measured
    may exceed.
    """
    plain = _rounding(activations, users, None)
    if plain.noise <= CLOSE_ENOUGH / 2:
        return plain
    largest = np.maximum(np.abs(activations.low), np.abs(activations.high))
    weight = np.max([np.abs(weights).max(axis=0) for weights in users], axis=0)
    even = np.sqrt(_not_tiny(largest) / _not_tiny(weight))
    even /= np.exp(np.log(even).mean())
    return min(plain, _rounding(activations, users, even.astype(np.float32)), key=lambda way: way.noise)


def _not_tiny(values: Matrix) -> Matrix:
    least: Matrix = values.max() * _SMALLEST
    return np.maximum(values, least)


def _rounding(activations: Activations, users: Sequence[Matrix], channels: Matrix | None) -> Rounding:
    by = np.ones_like(activations.low) if channels is None else channels
    low, high = min(0.0, float((activations.low / by).min())), max(0.0, float((activations.high / by).max()))
    step = (high - low) / (_LEVELS - 1) or 1.0
    zero = round(-low / step)  # so that nought stays nought
    power = activations.mean_square / by**2
    signal = noise = 0.0
    for weights in users:
        evened = np.square(weights * by)
        weight_steps = np.sqrt(evened.max(axis=1)) / _STEPS
        signal += float((evened @ power).sum())
        noise += float(evened.sum()) * step**2 / 12 + float(np.square(weight_steps).sum() * power.sum()) / 12
    return Rounding(channels, -zero * step, (_LEVELS - 1 - zero) * step, noise / (signal or 1.0))


def _round_beforehand(users: "Sequence[tuple[Node, Matrix]]", way: Rounding) -> None:
    from openvino import opset13

    given: Node | Output = users[0][0].input_value(0)
    if way.channels is not None:
        given = opset13.multiply(given, 1 / way.channels)
    bounds = np.float32(way.low), np.float32(way.high)
    rounded = opset13.fake_quantize(given, *bounds, *bounds, _LEVELS)
    for node, weights in users:
        evened = weights if way.channels is None else weights * way.channels
        largest = np.abs(evened).max(axis=1, keepdims=True)
        rows = np.where(largest > 0, largest, np.float32(1))
        whole = opset13.fake_quantize(opset13.constant(evened), -rows, rows, -rows, rows, _LEVELS - 1)
        node.input(0).replace_source_output(rounded.output(0))
        node.input(1).replace_source_output(whole.output(0))


def _whole_numbers(weights: Matrix) -> "Output":
    from openvino import opset13

    largest = np.abs(weights).max(axis=1, keepdims=True)
    scales = np.where(largest > 0, largest / _STEPS, 1.0).astype(np.float16)
    steps = np.clip(np.rint(weights / scales.astype(np.float32)), -_STEPS, _STEPS).astype(np.int8)
    scaled = opset13.multiply(opset13.convert(opset13.constant(steps), "f16"), opset13.constant(scales))
    return opset13.convert(scaled, "f32").output(0)
