"""Where the gold comes from: annotations of real texts, generated reports located in the text as loaded."""

import json
import tomllib
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from eval.extraction.__main__ import main
from eval.extraction.errors import ExtractionError
from eval.extraction.generated import generated_cases, indicator_ids, program_id
from eval.extraction.gold import Gold, NoFigure
from eval.extraction.judge import Verdict
from eval.extraction.locate import Locator
from eval.extraction.read import judge_report
from eval.extraction.real_texts import FigureLine, read_annotations, real_cases
from eval.simulate.gold import GoldFigure, Kind, write_gold
from ingest.reading import read_file
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.period_notation import bounds
from vectorstore.schema import Figure, Report, StructuredText

ROOT = Path(__file__).parents[3]
TEXTS = ROOT.parent / "shared" / "data" / "reports"
APP = typer.Typer()
APP.command()(main)
SIMULATED = ROOT / "eval" / "simulate" / "indicators.toml"


class TestAnnotations:
    def test_thirty_texts_are_annotated_and_no_number_twice(self) -> None:
        annotated = read_annotations()
        assert len(annotated) == 30
        for name, lines in annotated.items():
            assert len({line.sha256 for line in lines}) == 1, name
            ends = [line.end for line in lines]
            starts = [line.start for line in lines]
            assert all(end <= start for end, start in zip(ends, starts[1:], strict=False)), name

    def test_every_name_in_them_is_known_to_the_program(self) -> None:
        for name, lines in read_annotations().items():
            for line in lines:
                if isinstance(line, FigureLine):
                    unknown = {line.indicator, *line.also.indicator} - {None, *indicators()}
                    assert not unknown, (name, line.start)
                    assert all(bounds(p) for p in (line.period, *line.also.period) if p), (name, line.start)

    def test_a_line_that_is_wrong_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        line = {"text": "t", "sha256": "0" * 64, "start": 5, "end": 5, "figure": False, "why": "date"}
        path.write_text(json.dumps(line) + "\n")
        with pytest.raises(ExtractionError, match="line 1"):
            read_annotations(path)

    def test_texts_that_are_absent_or_changed_are_skipped_and_named(self, tmp_path: Path) -> None:
        changed = next(iter(read_annotations()))
        (tmp_path / f"{changed}.txt").write_text("khác")
        cases, skipped = real_cases(tmp_path)
        assert cases == []
        assert len(skipped) == 30
        assert sum("has changed" in message for message in skipped) == 1

    @pytest.mark.skipif(not TEXTS.is_dir(), reason="the real texts are not here")
    def test_every_digit_of_the_texts_is_annotated(self) -> None:
        cases, skipped = real_cases(TEXTS)
        assert skipped == []
        for case in cases:
            text = read_file(case.path.read_bytes(), case.path.name).text
            expected = case.expectation.of(text)
            numbers: list[Gold | NoFigure] = [*expected.figures, *expected.others]
            covered = {at for number in numbers for at in range(number.start, number.end)}
            left = [i for i, c in enumerate(text.text) if c.isdigit() and i not in covered]
            assert left == [], case.path.name


class TestIndicatorIds:
    def test_everything_simulated_has_a_name_in_the_program_or_is_said_to_have_none(self) -> None:
        simulated = tomllib.loads(SIMULATED.read_text(encoding="utf-8"))
        told = indicator_ids().ids
        assert [name for name in simulated if name not in told and name not in indicators()] == []

    def test_the_names_told_exist(self) -> None:
        ids = indicator_ids()
        named = [name for parts in ids.named_parts.values() for name in parts.values()]
        told = [*ids.ids.values(), *named, *(part.of for part in ids.parts.values())]
        assert [name for name in told if name and name not in indicators()] == []

    def test_a_name_told_goes_before_one_that_looks_the_same(self) -> None:
        assert program_id("van_phong_luat_su") == "to_chuc_luat_su"
        assert program_id("hoa_giai_thanh") == "hoa_giai_thanh"
        assert program_id("so_xe_dap") is None


def figure(**fields: object) -> GoldFigure:
    """A figure as the simulator notes it."""
    common: dict[str, object] = {
        "report": "bao-cao.txt",
        "indicator": "van_ban_tham_dinh",
        "value": 42,
        "unit": "văn bản",
        "printed": "42",
        "kind": Kind.ACHIEVED,
        "province": "Hậu Giang",
        "period": "2023",
    }
    return GoldFigure(**{**common, **fields})  # type: ignore[arg-type]


def loaded(text: str) -> StructuredText:
    """The text as ingestion loads it."""
    return read_file(text.encode(), "bao-cao.txt").text


class TestLocating:
    def test_a_number_is_found_in_its_sentence_whatever_blank_space_was_made_of_it(self) -> None:
        text = loaded("Báo cáo\nSở thẩm định 142 dự thảo,  góp ý 42 văn bản.\n")
        span = Locator(text).find(figure(sentence="Sở thẩm định 142 dự thảo, góp ý 42 văn bản."))
        assert span is not None
        assert text.text[slice(*span)] == "42"
        assert text.text[: span[0]].endswith("góp ý ")

    def test_equal_numbers_of_a_sentence_are_taken_in_turn(self) -> None:
        sentence = "Thẩm định 42 văn bản, góp ý 42 văn bản."
        text = loaded(f"Báo cáo\n{sentence}\n")
        locator = Locator(text)
        first, second = (locator.find(figure(sentence=sentence)) for _ in range(2))
        assert first is not None
        assert second is not None
        assert first[0] < second[0]

    def test_the_offset_in_the_sentence_is_obeyed(self) -> None:
        sentence = "Thẩm định 42 văn bản, góp ý 42 văn bản."
        text = loaded(f"Báo cáo\n{sentence}\n")
        span = Locator(text).find(figure(sentence=sentence, at=sentence.rindex("42")))
        assert span is not None
        assert text.text[: span[0]].endswith("góp ý ")

    def test_a_cell_is_found_by_row_and_column(self) -> None:
        text = loaded(
            "Kết quả năm 2023\n| Đơn vị | Khai sinh | Khai tử |\n"
            "| Quận Ninh Kiều | 42 | 42 |\n| Cộng | 42 | 42 |\n"
        )
        span = Locator(text).find(figure(row="Quận Ninh Kiều", column="Khai tử"))
        assert span is not None
        assert text.text[span[1] :].startswith("\nCộng")

    def test_a_cell_may_end_its_decimals_otherwise(self) -> None:
        text = loaded("Kết quả\n| Chỉ tiêu | Tăng, giảm (%) |\n| Góp ý | -4,0 |\n| Thẩm định | 4.000 |\n")
        span = Locator(text).find(figure(row="Góp ý", column="Tăng, giảm (%)", printed="-4"))
        assert span is not None
        assert text.text[slice(*span)] == "-4,0"
        assert Locator(text).find(figure(row="Thẩm định", column="Tăng, giảm (%)", printed="4")) is None

    def test_what_the_text_does_not_hold_is_not_found(self) -> None:
        text = loaded("Báo cáo\nSở thẩm định 42 văn bản.\n")
        assert Locator(text).find(figure(sentence="Sở góp ý 42 văn bản.")) is None
        assert Locator(text).find(figure(row="Cộng", column="Khai tử")) is None


@pytest.fixture
def reader_of_42(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that finds `thẩm định 42 văn bản` and nothing else, whatever today's rules are."""

    def read_figures(report: Report, text: StructuredText) -> tuple[Figure, ...]:
        start = text.text.index("42")
        return (
            Figure(
                figure_id="f",
                report_id=report.report_id,
                ordinal=0,
                indicator="van_ban_tham_dinh",
                phrase="thẩm định văn bản",
                value=42,
                unit="văn bản",
                province="Hậu Giang",
                period="2023",
                start=start,
                end=start + 2,
                value_start=start,
                value_end=start + 2,
            ),
        )

    monkeypatch.setattr("eval.extraction.read.read_figures", read_figures)


class TestGeneratedReports:
    @pytest.mark.usefixtures("reader_of_42")
    def test_a_generated_report_is_read_and_judged(self, tmp_path: Path) -> None:
        sentence = "Năm 2023, Sở Tư pháp tỉnh Hậu Giang đã thẩm định 42 văn bản."
        (tmp_path / "bao-cao.txt").write_text(f"Công tác tư pháp tỉnh Hậu Giang năm 2023\n{sentence}\n")
        wrong = figure(sentence=sentence, province="Cần Thơ")
        write_gold(tmp_path / "gold.jsonl", [figure(sentence=sentence)])
        (case,) = generated_cases(tmp_path)
        assert judge_report(case).judgement.numbers[0].verdict is Verdict.RIGHT
        write_gold(tmp_path / "gold.jsonl", [wrong])
        (case,) = generated_cases(tmp_path)
        assert judge_report(case).judgement.numbers[0].verdict is Verdict.WRONG

    def test_a_file_that_is_refused_has_all_its_figures_missed(self, tmp_path: Path) -> None:
        (tmp_path / "bao-cao.txt").write_text("")
        write_gold(tmp_path / "gold.jsonl", [figure(sentence="Thẩm định 42 văn bản.")])
        (case,) = generated_cases(tmp_path)
        assert judge_report(case).judgement.numbers[0].verdict is Verdict.MISSED

    def test_a_folder_without_gold_or_with_a_report_missing_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ExtractionError, match=r"gold\.jsonl"):
            generated_cases(tmp_path)
        write_gold(tmp_path / "gold.jsonl", [figure(sentence="x")])
        with pytest.raises(ExtractionError, match=r"bao-cao\.txt"):
            generated_cases(tmp_path)

    def test_a_part_with_a_name_of_its_own_may_be_read_either_way(self, tmp_path: Path) -> None:
        sentence = "Đã cấp 42 phiếu, trong đó số 1: 30 phiếu."
        (tmp_path / "bao-cao.txt").write_text(f"Báo cáo\n{sentence}\n")
        part = figure(
            indicator="phieu_ly_lich_tu_phap", printed="30", value=30, kind=Kind.PART, part="số 1",
            unit="phiếu", sentence=sentence,
        )  # fmt: skip
        write_gold(tmp_path / "gold.jsonl", [part])
        (case,) = generated_cases(tmp_path)
        number = case.expectation.of(loaded(f"Báo cáo\n{sentence}\n")).figures[0]
        assert number.indicator == "phieu_lltp_so_1"
        assert number.also.indicator == ("phieu_lltp",)
        assert number.part == "số 1"


class TestCommand:
    @pytest.mark.usefixtures("reader_of_42")
    def test_it_scores_a_folder_and_writes_tables_and_values(self, tmp_path: Path) -> None:
        sentence = "Năm 2023, Sở Tư pháp tỉnh Hậu Giang đã thẩm định 42 văn bản."
        (tmp_path / "bao-cao.txt").write_text(f"Công tác tư pháp tỉnh Hậu Giang năm 2023\n{sentence}\n")
        gold = [figure(sentence=sentence), figure(sentence="Góp ý 7 văn bản.", printed="7", value=7)]
        write_gold(tmp_path / "gold.jsonl", gold)
        markdown, values = tmp_path / "t.md", tmp_path / "t.json"
        options = ["--generated", tmp_path, "--markdown", markdown, "--json", values, "--worst", "5"]
        result = CliRunner().invoke(APP, [str(option) for option in options])
        assert result.exit_code == 0, result.output
        assert "by construction" in result.output
        assert "| all | 2 | 1 | 0.500 | 0 | 1 | 1 | 1.000 | 0 | 1 |" in markdown.read_text()
        (section,) = json.loads(values.read_text())
        assert section["all"]["right"] == 1
        assert section["faults"][0]["stands"].startswith("van_ban_tham_dinh · 7")

    def test_skipped_texts_are_named_and_nothing_to_score_is_wrong_usage(self, tmp_path: Path) -> None:
        result = CliRunner().invoke(APP, ["--real", str(tmp_path)])
        assert result.exit_code == 2
        assert result.output.count("skipped: ") == 30
        assert CliRunner().invoke(APP, []).exit_code == 2
        missing = CliRunner().invoke(APP, ["--generated", str(tmp_path)])
        assert missing.exit_code == 2
        assert "gold.jsonl" in missing.output
