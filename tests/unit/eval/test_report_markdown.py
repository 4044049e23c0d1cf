"""The Markdown for a pull request: short, with the verdict first and nothing that breaks its tables."""

from pathlib import Path

import pytest

from eval.report.write import write_reports
from tests.support.kept_run import keep_run


@pytest.fixture
def markdown(tmp_path: Path) -> str:
    folder = keep_run(tmp_path)
    write_reports(folder)
    return (folder / "summary.md").read_text(encoding="utf-8")


def test_the_verdict_and_the_counts_come_first(markdown: str) -> None:
    lines = markdown.splitlines()
    assert lines[0] == "## Bộ &lt;thử>: Failed: 4 of 5 floors and ceilings do not hold"
    assert lines[2] == (
        "3 of 7 right, **1 showed a wrong number**, 1 wrong or incomplete, 1 not answered, 1 failed."
    )


def test_what_missed_is_named_with_its_rows(markdown: str) -> None:
    assert "- **missed** lookup.right: 0.5, wanted at least 0.9\n  - `refused` (0): câu refused\n" in markdown
    assert "- **missed** ranking.right: not measured by any row, wanted at least 0.5\n" in markdown


def test_metrics_stand_with_their_intervals_beside_the_baselines(markdown: str) -> None:
    assert "| metric | better | value | 95% interval | rows | bm25 | tutorial |" in markdown
    (right,) = (line for line in markdown.splitlines() if line.startswith("| right | higher |"))
    cells = [cell.strip() for cell in right.strip("|").split("|")]
    # the row without anything but a status has no verdict
    assert (cells[2], cells[4:]) == ("0.333", ["6", "0.167", "0.167"])
    assert " – " in cells[3]


def test_hostile_words_break_no_table(markdown: str) -> None:
    assert "<script>" not in markdown
    for line in markdown.splitlines():
        if "alert(1)" in line and line.startswith("|"):
            assert line.replace("\\|", "").count("|") == 5
    assert all(line == "" or line[0] in "#-| <0123456789" for line in markdown.splitlines())


def test_a_comparison_is_set_behind(tmp_path: Path) -> None:
    folder = keep_run(tmp_path)
    write_reports(folder, compared="## So sánh\n\n`good` đúng thành sai\n")
    text = (folder / "summary.md").read_text(encoding="utf-8")
    assert text.endswith("\n\n## So sánh\n\n`good` đúng thành sai\n")
