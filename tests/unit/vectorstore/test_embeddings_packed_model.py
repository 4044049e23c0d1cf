"""The packed model file, made small by hand: layout, dequantisation, broken files, its tokenizer."""

import struct
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from vectorstore.embeddings import EmbeddingModelError
from vectorstore.embeddings.packed_model import Vocabulary, read_packed_model
from vectorstore.embeddings.tokenization import build_tokenizer

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁thẩm", "▁định", "▁4", "2", "▁tỉnh", "t", "h"]
SCORES = [0.0, 0.0, 0.0, 0.0, -3.0, -4.0, -4.0, -5.0, -5.0, -4.0, -9.0, -9.0]
NORMALIZATION = {"\x01": "", "\t": " ", "\u00a0": " ", "\u200b": " ", "½": "1\u20442", "ﬁ": "fi"}


def packed_file(tensor: bytes, kind: int, length: int) -> bytes:
    """A file of the layout with the vocabulary above and one tensor."""
    texts = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, texts)], dtype="<u4")
    rules = b"".join(
        struct.pack(f"<IB{len(text)}I", ord(character), len(text), *map(ord, text))
        for character, text in NORMALIZATION.items()
    )
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 2, 64, len(PIECES), 16, 2, 1e-12, 32)
    vocabulary = struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, int(ends[-1])) + ends.tobytes()
    vocabulary += np.array(SCORES, "<f4").tobytes() + b"".join(texts)
    body = head + vocabulary + struct.pack("<iI", len(NORMALIZATION), len(rules)) + rules
    name = b"l0.q.w"
    entry = struct.calcsize("<BIQQ") + 2 + len(name)
    start = len(body) + 4 + entry
    directory = (
        struct.pack("<iH", 1, len(name)) + name + struct.pack("<BIQQ", kind, length, start, len(tensor))
    )
    return body + directory + tensor


def four_bit(scale: float, weights: list[int]) -> bytes:
    """One block of 32 weights from -8 to 7."""
    shifted = [weight + 8 for weight in weights]
    packed = bytes(low | high << 4 for low, high in zip(shifted[:16], shifted[16:], strict=True))
    return struct.pack("<e", scale) + packed


@given(
    scale=st.floats(-4, 4, width=16),
    weights=st.lists(st.integers(-8, 7), min_size=32, max_size=32),
)
def test_a_four_bit_block_is_its_scale_times_its_weights(
    tmp_path_factory: pytest.TempPathFactory, scale: float, weights: list[int]
):
    path = tmp_path_factory.mktemp("packed") / "model.bin"
    path.write_bytes(packed_file(four_bit(scale, weights), kind=1, length=32))
    np.testing.assert_allclose(
        read_packed_model(path).tensors["l0.q.w"], scale * np.array(weights), atol=1e-6
    )


def test_sizes_vocabulary_and_normalization_are_read(tmp_path: Path):
    path = tmp_path / "model.bin"
    path.write_bytes(packed_file(np.arange(4, dtype="<f4").tobytes(), kind=0, length=4))
    packed = read_packed_model(path)
    assert (packed.sizes.hidden, packed.sizes.feed_forward, packed.sizes.positions) == (32, 64, 16)
    assert packed.sizes.layer_norm_eps == pytest.approx(1e-12)
    assert list(packed.vocabulary.pieces) == PIECES
    assert packed.vocabulary.eos == 2
    assert packed.normalization == NORMALIZATION
    assert packed.tensors["l0.q.w"].tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("kept", [0, 3, 20, 60, 200, -1])
def test_a_file_cut_anywhere_is_refused_with_its_name_and_what_to_do(tmp_path: Path, kept: int):
    path = tmp_path / "model.bin"
    path.write_bytes(packed_file(four_bit(0.5, [1] * 32), kind=1, length=32)[:kept])
    with pytest.raises(EmbeddingModelError, match=r"model\.bin.*Reinstall"):
        read_packed_model(path)


def test_another_file_is_refused(tmp_path: Path):
    path = tmp_path / "model.bin"
    path.write_bytes(b"PK\x03\x04" + bytes(400))
    with pytest.raises(EmbeddingModelError, match="unknown format"):
        read_packed_model(path)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    vocabulary = Vocabulary(tuple(PIECES), tuple(SCORES), bos=0, eos=2, pad=1, unknown=3)
    return build_tokenizer(vocabulary, NORMALIZATION, max_tokens=6)


def test_text_is_framed_and_split_into_the_likeliest_pieces(tokenizer: Tokenizer):
    assert tokenizer.encode("thẩm định 42").tokens == ["<s>", "▁thẩm", "▁định", "▁4", "2", "</s>"]


def test_long_text_is_cut_inside_its_frame(tokenizer: Tokenizer):
    tokens = tokenizer.encode("tỉnh " * 20).tokens
    assert len(tokens) == 6
    assert tokens[-1] == "</s>"


@pytest.mark.parametrize("text", ["  thẩm   định", "thẩm\u00a0định", "thẩm\tđịnh", "th\x01ẩm\u200bđịnh"])
def test_odd_spaces_and_control_characters_make_no_difference(tokenizer: Tokenizer, text: str):
    assert tokenizer.encode(text).ids == tokenizer.encode("thẩm định").ids


def test_decomposed_vietnamese_reads_like_composed(tokenizer: Tokenizer):
    text = "thẩm định tỉnh"
    assert tokenizer.encode(unicodedata.normalize("NFD", text)).ids == tokenizer.encode(text).ids
