"""The evaluation measures the real assistant: real files, model, stores, and over HTTP as well."""

import json
from pathlib import Path

import pytest

from api.evaluated import BuiltInFactory
from api.schemas import FailedFile
from api.settings import Settings
from eval.adapters.reports_questions import load_reports_questions
from eval.run import run_suite
from eval.suite import load_suite

APPRAISED_2023 = """UBND TỈNH HẬU GIANG
SỞ TƯ PHÁP

BÁO CÁO
Kết quả công tác tư pháp năm 2023

I. KẾT QUẢ
1. Công tác văn bản
Năm 2023, Sở Tư pháp tỉnh Hậu Giang đã thẩm định 42 văn bản quy phạm pháp luật.
"""


@pytest.fixture
def settings(tmp_path: Path, model_dir: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", model_dir=model_dir, home_province="Sóc Trăng")


@pytest.fixture
def suite_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "suite"
    (folder / "corpus").mkdir(parents=True)
    (folder / "corpus" / "hau-giang-2023.txt").write_text(APPRAISED_2023, encoding="utf-8")
    (folder / "suite.toml").write_text('name = "một báo cáo"\n[floors.all]\nright = 1\n', encoding="utf-8")
    value = {"value": 42, "unit": "văn bản", "province": "Hậu Giang", "period": "2023"}
    source = "hau-giang-2023.txt"
    lines = [
        {
            "id": "appraised",
            "question": "Năm 2023 Hậu Giang thẩm định bao nhiêu văn bản?",
            "kind": "lookup",
            "expected": {
                "status": "answered",
                "values": [value],
                "sources": [source],
                "relevant": {source: 1},
            },
        },
        {
            "id": "lawyers",
            "question": "Năm 2023 Hậu Giang có bao nhiêu luật sư?",
            "kind": "unanswerable",
            "expected": {"status": "not_found"},
        },
    ]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "questions.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_a_suite_measures_the_built_in_assistant(
    settings: Settings, suite_folder: Path, tmp_path: Path
) -> None:
    refused: list[FailedFile] = []
    (suite_folder / "corpus" / "broken.pdf").write_bytes(b"no pdf at all")
    factory = BuiltInFactory(settings, refused=refused.append)
    finished = run_suite(load_suite(suite_folder), factory, tmp_path / "runs")
    assert finished.summary.failed == {}
    assert finished.summary.missed == ()
    metrics = finished.summary.kinds["all"].metrics
    assert metrics["quoted"].value == metrics["citations_whole"].value == metrics["recall_at_10"].value == 1
    assert metrics["wrong_number"].value == 0
    assert [Path(file.path).name for file in refused] == ["broken.pdf"]
    assert not settings.data_dir.exists()  # neither the office's data dir nor its home province took part


def test_the_real_questions_can_all_be_asked(settings: Settings, shared_data: Path, tmp_path: Path) -> None:
    suite = load_reports_questions(shared_data / "reports-questions.jsonl")
    refused: list[FailedFile] = []
    finished = run_suite(suite, BuiltInFactory(settings, refused=refused.append), tmp_path / "runs")
    assert refused == []
    assert finished.summary.failed == {}
    assert finished.summary.kinds["all"].rows == len(suite.questions) == 41
    assert finished.summary.unscorable == () or {m for _, m, _ in finished.summary.unscorable} == {
        "items_precision"
    }
