"""The bundled model's everyday engine: OpenVINO and its tokenizer, nothing heavier imported.

Converting the model is left to `conversion`; where this engine cannot run, `sentence_transformers_engine`
does.
"""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from vectorstore.embeddings import calibration
from vectorstore.embeddings.bundled import MODEL_ID, PASSAGE_PROMPT, QUERY_PROMPT, TOKENIZER_FILE
from vectorstore.embeddings.conversion import MODEL_FILE
from vectorstore.embeddings.errors import EngineUnavailableError
from vectorstore.embeddings.quantization import GROUP, quantize
from vectorstore.embeddings.question_batches import QuestionBatches
from vectorstore.embeddings.telemetry import silence_openvino

if TYPE_CHECKING:
    from openvino import CompiledModel, InferRequest

_TOKENS_PER_BATCH = 1024
_TEXTS_TOKENIZED_AT_ONCE = 1024
_MOST_STREAMS = 8
_BF16 = "BF16"


class OpenVinoEmbedder:
    """Embeds with the bundled model; one instance serves any number of threads."""

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        """Loads the folder that `conversion.converted` made.

        Raises EngineUnavailableError where OpenVINO does not run.
        """
        with ThreadPoolExecutor(1) as beside:
            loading = beside.submit(Tokenizer.from_file, str(folder / TOKENIZER_FILE))
            self._compiled = _compile(folder / MODEL_FILE, threads)
            self._tokenizer = loading.result()
        self._idle: deque[InferRequest] = deque()
        self._streams = int(self._compiled.get_property("NUM_STREAMS"))
        # One stream is left for all else that searching does, where there are several.
        self._questions = QuestionBatches(self._embed_questions, lanes=max(1, self._streams - 1))
        self.model_id = MODEL_ID
        self.dimension = int(self._compiled.output(0).partial_shape[1].get_length())

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension), in the order of the texts.

        A text counts up to the model's 512 tokens; the splitter keeps passages shorter.
        """
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _TEXTS_TOKENIZED_AT_ONCE):
            prompted = [PASSAGE_PROMPT + text for text in texts[start : start + _TEXTS_TOKENIZED_AT_ONCE]]
            encodings = self._tokenizer.encode_batch_fast(prompted)
            batches = _batches([len(encoding) for encoding in encodings], self._streams)
            made = self._infer_all([[encodings[index] for index in batch] for batch in batches])
            for batch, rows in zip(batches, made, strict=True):
                vectors[[start + index for index in batch]] = rows
        return vectors

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question, shape (dimension,).

        Questions asked at the same time share a batch; beside longer ones a question's last digits may
        differ, where the matrices are int8 to a cosine of 0.9995.
        """
        return self._questions.vector(text).copy()

    def _embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._infer(self._tokenizer.encode_batch_fast([QUERY_PROMPT + text for text in texts]))

    def _infer_all(self, batches: Sequence[Sequence[Encoding]]) -> list[NDArray[np.float32]]:
        """The batches in their order, as many at once as there are streams."""
        if len(batches) < 2:
            return [self._infer(batch) for batch in batches]
        with ThreadPoolExecutor(self._streams) as beside:
            return list(beside.map(self._infer, batches))

    def _infer(self, encodings: Sequence[Encoding]) -> NDArray[np.float32]:
        ids = np.zeros((len(encodings), max(map(len, encodings))), np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding)] = encoding.ids
            mask[row, : len(encoding)] = 1
        with self._request() as request:
            request.infer({"input_ids": ids, "attention_mask": mask}, share_inputs=True)
            # A copy: the tensor belongs to the request, which the next thread reuses.
            return np.array(request.get_output_tensor(0).data, np.float32)

    @contextmanager
    def _request(self) -> Iterator["InferRequest"]:
        """A request is one thread's at a time; as many come to be as threads ever ask at once."""
        try:
            request = self._idle.pop()
        except IndexError:
            request = self._compiled.create_infer_request()
        try:
            yield request
        finally:
            self._idle.append(request)


def _compile(path: Path, threads: int | None) -> "CompiledModel":
    silence_openvino()
    try:
        import openvino
    except (ImportError, OSError) as error:
        raise EngineUnavailableError("OpenVINO", str(error)) from error
    # A stream is one thread that works alone: threads that share a question wait for each other, and, on a
    # busy machine, for whatever else runs on the other's core (measured there: two streams answer a third
    # more questions than one stream of two threads). Threads pinned to cores wait in the same way.
    streams = min(threads or _processors(), _MOST_STREAMS)
    settings: dict[str, str | int] = {"NUM_STREAMS": streams, "ENABLE_CPU_PINNING": False}
    if threads is not None:
        settings["INFERENCE_NUM_THREADS"] = threads
    try:
        core = openvino.Core()
        model = core.read_model(path)
        if _BF16 not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
            # Then int8 takes about half of float32's time.
            quantize(model, calibration.read(path.with_name(calibration.ACTIVATIONS_FILE)))
            settings["DYNAMIC_QUANTIZATION_GROUP_SIZE"] = GROUP
        return core.compile_model(model, "CPU", settings)
    except RuntimeError as error:  # what its bindings raise for every fault of its own
        raise EngineUnavailableError("OpenVINO", str(error)) from error


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _batches(lengths: Sequence[int], streams: int) -> list[list[int]]:
    """Indexes by length, longest first, so that little is padded and memory is at its peak at once.

    No batch is larger than what gives every stream one.
    """
    most = min(_TOKENS_PER_BATCH, -(-sum(lengths) // streams))
    order = sorted(range(len(lengths)), key=lambda index: -lengths[index])
    batches: list[list[int]] = []
    while order:
        size = max(1, most // lengths[order[0]])
        batches.append(order[:size])
        order = order[size:]
    return batches
