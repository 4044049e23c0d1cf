"""Measures the embedding engines on this machine: `python -m eval.bench.embedding [--model-dir DIR]`.

The everyday engine and sentence-transformers (torch, float32, at its best batch size) embed the same
Vietnamese passages in turns, round by round, so that whatever else the machine does meanwhile slows both.
"""

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

from vectorstore.embeddings import open_embedder
from vectorstore.embeddings.bundled import PASSAGE_PROMPT, unpack

FLAGS = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16")
TORCH_BATCHES = (1, 4, 16)
WORDS_PER_PASSAGE = 234  # about 290 tokens
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


def measure(model_dir: Path, count: int, rounds: int) -> None:
    """Prints the flags, passages a second by engine and batch size, and the time of one question."""
    print(
        "processor:", ", ".join(f"{flag} {'yes' if on else 'no'}" for flag, on in processor_flags().items())
    )
    preparing = seconds(lambda: open_embedder("bundled", model_dir))
    print(f"first opening (with unpacking and conversion, where still to do): {preparing:.1f} s")
    opening = time.perf_counter()
    everyday = open_embedder("bundled", model_dir)
    everyday.embed_query(QUESTION)
    print(f"opening to first vector: {time.perf_counter() - opening:.2f} s")

    # Later than the opening above, which must not profit from what torch has already loaded.
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    torch_model = SentenceTransformer(str(unpack(model_dir)), device="cpu", local_files_only=True)
    torch_model.float()
    texts = passages(count)
    prompted = [PASSAGE_PROMPT + text for text in texts]
    tokens = np.mean([len(ids) for ids in torch_model.tokenizer(prompted)["input_ids"]])

    def with_torch(batch_size: int) -> Callable[[], object]:
        return lambda: torch_model.encode(prompted, batch_size=batch_size, show_progress_bar=False)

    runs: dict[str, Callable[[], object]] = {"openvino (everyday)": lambda: everyday.embed_passages(texts)}
    runs |= {f"torch float32, batches of {size}": with_torch(size) for size in TORCH_BATCHES}
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, work in runs.items():
            times[name].append(timed(work))
    print(f"{count} passages of {tokens:.0f} tokens, the median of {rounds} rounds:")
    rates = {name: count / median(elapsed for elapsed, _ in taken) for name, taken in times.items()}
    for name, taken in times.items():
        best = count / min(elapsed for elapsed, _ in taken)
        used = median(used for _, used in taken) / count * 1000
        print(f"  {name:28} {rates[name]:6.1f} passages/s (best {best:.1f}), {used:.0f} ms of processor each")
    best_torch = max(rate for name, rate in rates.items() if name.startswith("torch"))
    print(
        f"  everyday engine against torch at its best: {rates['openvino (everyday)'] / best_torch:.2f} times"
    )

    everyday_ms = median(seconds(lambda: everyday.embed_query(QUESTION)) for _ in range(QUESTIONS)) * 1000
    torch_ms = median(seconds(lambda: torch_model.encode_query(QUESTION)) for _ in range(QUESTIONS)) * 1000
    print(f"one question: openvino {everyday_ms:.1f} ms, torch {torch_ms:.1f} ms")
    agreement = everyday.embed_passages(texts[:4]) * torch_model.encode(
        prompted[:4], normalize_embeddings=True
    )
    print(f"smallest cosine between the two: {agreement.sum(axis=1).min():.6f}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model-dir", type=Path, default=Path("data/models"))
    parser.add_argument("--passages", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    measure(arguments.model_dir, arguments.passages, arguments.rounds)


if __name__ == "__main__":
    main()
