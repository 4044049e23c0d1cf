"""Measures the embedding engines on this machine: `python -m eval.bench.embedding [--model-dir DIR]`.

The everyday engine and sentence-transformers (torch, float32, at its best batch size) embed the same
Vietnamese passages, and then sentences, in turns, round by round, so that whatever else the machine does
meanwhile slows both. Where XQuAD is present, both engines' vectors rank its paragraphs too.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from eval.bench.embedding_quality import KINDS, ranked
from eval.bench.xquad import read_xquad
from vectorstore.embeddings import Embedder, open_embedder
from vectorstore.embeddings.bundled import PASSAGE_PROMPT, unpack
from vectorstore.embeddings.sentence_transformers_engine import SentenceTransformersEmbedder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

FLAGS = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "amx_int8")
BFLOAT16 = ("avx512_bf16", "amx_bf16")
TORCH_BATCHES = (1, 8, 16, 32, 64)
WANTED, WANTED_WITH_BFLOAT16 = 2.0, 3.5
NDCG_WITHIN = 0.005
WORDS_PER_PASSAGE = 234  # about 290 tokens
SENTENCES_PER_PASSAGE = 8
QUESTIONS = 20
QUESTION = "Năm 2023 Sở Tư pháp đã thẩm định bao nhiêu văn bản quy phạm pháp luật?"
CLAUSES = (
    "Sở Tư pháp đã tổ chức {n} cuộc kiểm tra tại các huyện",
    "các phòng chuyên môn thụ lý {n} vụ việc trợ giúp pháp lý",
    "toàn ngành cử {n} lượt công chức đi tập huấn nghiệp vụ",
    "số hồ sơ giải quyết đúng hạn đạt {n} hồ sơ",
    "địa phương củng cố {n} tổ hòa giải ở cơ sở",
    "văn phòng công chứng chứng nhận {n} hợp đồng giao dịch",
)


def passages(count: int, seed: int = 0) -> list[str]:
    """Vietnamese texts of about 290 tokens, each different."""
    draw = random.Random(seed)
    texts = []
    for _ in range(count):
        words: list[str] = []
        while len(words) < WORDS_PER_PASSAGE:
            words += f"{draw.choice(CLAUSES).format(n=draw.randint(2, 9999))};".split()
        texts.append(" ".join(words[:WORDS_PER_PASSAGE]))
    return texts


def sentences(count: int, seed: int = 0) -> list[str]:
    """Vietnamese sentences of one to four clauses, each different, of as many lengths as reports have."""
    draw = random.Random(seed)
    texts = []
    for _ in range(count):
        clauses = [draw.choice(CLAUSES).format(n=draw.randint(2, 9999)) for _ in range(draw.randint(1, 4))]
        texts.append(f"{', '.join(clauses)}.")
    return texts


def seconds(work: Callable[[], object]) -> float:
    """The wall-clock time of one call."""
    return timed(work)[0]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """The wall-clock and the processor time of one call; the second hardly depends on what else runs."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - used


def processor_flags() -> dict[str, bool]:
    """Which instructions for matrices the processor has; empty where the system does not say."""
    source = Path("/proc/cpuinfo")
    if not source.is_file():
        return {}
    lines = (line for line in source.read_text().splitlines() if line.startswith("flags"))
    present = next(lines, "").split()
    return {flag: flag in present for flag in FLAGS}


def measure(model_dir: Path, count: int, rounds: int, xquad: Path, every: int) -> None:
    """Prints the flags, the rates of both engines, the time of one question, and how both rank."""
    flags = processor_flags()
    print("processor:", ", ".join(f"{flag} {'yes' if on else 'no'}" for flag, on in flags.items()))
    preparing = seconds(lambda: open_embedder("bundled", model_dir))
    print(f"first opening (with unpacking and conversion, where still to do): {preparing:.1f} s")
    opening = time.perf_counter()
    everyday = open_embedder("bundled", model_dir)
    everyday.embed_query(QUESTION)
    print(f"opening to first vector: {time.perf_counter() - opening:.2f} s")

    torch_model = _torch(model_dir)
    wanted = WANTED_WITH_BFLOAT16 if any(flags.get(flag) for flag in BFLOAT16) else WANTED
    faster = measure_rates("passages", passages(count), everyday, torch_model, rounds)
    print(f"  wanted {wanted} times on this processor: {'yes' if faster >= wanted else 'NO'}")
    measure_rates("sentences", sentences(SENTENCES_PER_PASSAGE * count), everyday, torch_model, rounds)

    everyday_ms = median(seconds(lambda: everyday.embed_query(QUESTION)) for _ in range(QUESTIONS)) * 1000
    torch_ms = median(seconds(lambda: torch_model.encode_query(QUESTION)) for _ in range(QUESTIONS)) * 1000
    print(f"one question: everyday {everyday_ms:.1f} ms, torch {torch_ms:.1f} ms")
    measure_ranking(everyday, model_dir, xquad, every)


def measure_rates(
    what: str, texts: Sequence[str], everyday: Embedder, torch_model: "SentenceTransformer", rounds: int
) -> float:
    """Prints texts a second by engine; gives how many times the rate of torch at its best ours is."""
    prompted = [PASSAGE_PROMPT + text for text in texts]
    tokens = np.mean([len(ids) for ids in torch_model.tokenizer(prompted)["input_ids"]])

    def with_torch(batch_size: int) -> Callable[[], object]:
        return lambda: torch_model.encode(prompted, batch_size=batch_size, show_progress_bar=False)

    runs: dict[str, Callable[[], object]] = {"everyday": lambda: everyday.embed_passages(texts)}
    runs |= {f"torch float32, batches of {size}": with_torch(size) for size in TORCH_BATCHES}
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for work in runs.values():
        work()  # whatever a first call prepares is not measured
    for _ in range(rounds):
        for name, work in runs.items():
            times[name].append(timed(work))
    print(f"{len(texts)} {what} of {tokens:.0f} tokens, the median of {rounds} rounds:")
    rates = {name: len(texts) / median(elapsed for elapsed, _ in taken) for name, taken in times.items()}
    for name, taken in times.items():
        used = median(used for _, used in taken) / len(texts) * 1000
        print(f"  {name:28} {rates[name]:6.1f} {what}/s, {used:.1f} ms of processor each")
    best = max(rate for name, rate in rates.items() if name.startswith("torch"))
    print(f"  everyday engine against torch at its best: {rates['everyday'] / best:.2f} times")
    return rates["everyday"] / best


def measure_ranking(everyday: Embedder, model_dir: Path, xquad: Path, every: int) -> None:
    """Prints nDCG@10 of both engines where XQuAD is present, and how close their vectors are."""
    data = read_xquad(xquad)
    if data is None:
        print(f"no XQuAD in {xquad}: ranking is not compared")
        return
    ours = ranked(everyday, data, every)
    theirs = ranked(SentenceTransformersEmbedder(str(unpack(model_dir))), data, every)
    asked = len(data.questions[::every])
    print(f"nDCG@10, dense alone, {len(data.paragraphs)} paragraphs, {asked} questions of each kind:")
    for kind in KINDS:
        off = ours.ndcg[kind] - theirs.ndcg[kind]
        held = "yes" if abs(off) <= NDCG_WITHIN else "NO"
        print(f"  {kind:12} everyday {ours.ndcg[kind]:.4f}, torch {theirs.ndcg[kind]:.4f}", end="")
        print(f", {off:+.4f}; within {NDCG_WITHIN}: {held}")
    cosines = (ours.paragraphs * theirs.paragraphs).sum(axis=1)
    print(f"cosine between the two: smallest {cosines.min():.6f}, median {np.median(cosines):.6f}")


def _torch(model_dir: Path) -> "SentenceTransformer":
    # Later than the opening above, which must not profit from what torch has already loaded.
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    model = SentenceTransformer(str(unpack(model_dir)), device="cpu", local_files_only=True)
    return model.float()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model-dir", type=Path, default=Path("data/models"))
    parser.add_argument("--passages", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--xquad", type=Path, default=Path("../shared/data/xquad-dev"))
    parser.add_argument("--every", type=int, default=1, help="take every n-th question of XQuAD alone")
    arguments = parser.parse_args()
    measure(arguments.model_dir, arguments.passages, arguments.rounds, arguments.xquad, arguments.every)


if __name__ == "__main__":
    main()
