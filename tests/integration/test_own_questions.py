"""An office's way from an empty sheet to a report, by the commands of the docs."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from api.cli import app

REPORT = """UBND TỈNH HẬU GIANG
SỞ TƯ PHÁP

BÁO CÁO
Kết quả công tác tư pháp năm 2023

I. KẾT QUẢ
1. Công tác văn bản
Năm 2023, Sở Tư pháp tỉnh Hậu Giang đã thẩm định 42 văn bản quy phạm pháp luật.
2. Hòa giải ở cơ sở
Các tổ hòa giải đã hòa giải thành 1.131 vụ việc.
"""


@pytest.fixture
def office(tmp_path: Path, model_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUPHAP_MODEL_DIR", str(model_dir))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bao-cao").mkdir()
    (tmp_path / "bao-cao" / "hau-giang-2023.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


def tuphap(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["--data-dir", "data", *arguments])
    return done.exit_code, done.output


def test_from_an_empty_sheet_to_a_report(office: Path) -> None:
    assert tuphap("eval", "template", "cau-hoi.xlsx")[0] == 0
    book = load_workbook("cau-hoi.xlsx")
    sheet = book["Câu hỏi"]
    for row in (
        ("Năm 2023 Hậu Giang thẩm định bao nhiêu văn bản?", 42, "văn bản", "Hậu Giang", "2023"),
        ("nam 2023 hau giang hoa giai thanh bao nhieu vu", "1.131", "vụ", "hau giang", "năm 2023"),
        ("Năm 2023 Hậu Giang hòa giải thành bao nhiêu vụ việc?", "1.113", "vụ việc"),  # a slip of the pen
        ("Năm 2010 Hậu Giang có bao nhiêu luật sư?", None, None, None, None, "không có trong báo cáo"),
        ("Hậu Giang có bao nhiêu luật sư?", "chín", "luật sư"),
    ):
        sheet.append(row)
    book.save("cau-hoi.xlsx")
    code, output = tuphap("eval", "run", "cau-hoi.xlsx", "--corpus", "bao-cao")
    assert code == 3, output
    assert "dòng · row 6, cột · column “Số liệu”" in output
    (run,) = (office / "data" / "eval").glob("cau-hoi-*")
    rows = [json.loads(line) for line in (run / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], row["kind"]) for row in rows] == [
        ("dòng 2", "lookup"),
        ("dòng 3", "no_diacritics"),
        ("dòng 4", "lookup"),
        ("dòng 5", "unanswerable"),
    ]
    assert [row["scores"]["right"] for row in rows] == [1, 1, 0, 1]
    page = (run / "report.html").read_text(encoding="utf-8")
    assert "dòng 4" in page
    assert "1.131 vụ việc" in page


def test_a_squad_file_runs_as_it_is(office: Path) -> None:
    context = "Trụ sở Sở Tư pháp đặt tại phường V. Cơ quan mở cửa lúc bảy giờ sáng."
    answer = {"text": "phường V", "answer_start": context.index("phường V")}
    question = {"id": "q1", "question": "Trụ sở Sở Tư pháp đặt tại đâu?", "answers": [answer]}
    data = {"data": [{"title": "a", "paragraphs": [{"context": context, "qas": [question]}]}]}
    (office / "squad.json").write_text(json.dumps(data), encoding="utf-8")
    code, output = tuphap("eval", "run", "squad.json", "--baselines", "--json")
    assert code == 0, output
    summary = json.loads(output)
    assert summary["kinds"]["text"]["metrics"]["phrases"]["value"] == 1
    for name in ("tutorial", "bm25"):
        assert (Path(summary["path"]) / "baselines" / name / "summary.json").is_file()
