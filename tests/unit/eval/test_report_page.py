"""The report page: a manager can read it in both languages, and nothing in it runs or is fetched."""

import itertools
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from eval.metrics.registry import METRICS
from eval.question import QuestionKind
from eval.report import wording
from eval.report.write import write_reports
from eval.suite import Limit
from tests.support.kept_run import HOSTILE, keep_run


def page_of(folder: Path) -> BeautifulSoup:
    write_reports(folder)
    return BeautifulSoup((folder / "report.html").read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    return page_of(keep_run(tmp_path_factory.mktemp("page")))


def words(node: object, language: str = "vi") -> str:
    other = {"vi": "en", "en": "vi"}[language]
    copy = BeautifulSoup(str(node), "html.parser")
    for hidden in copy.select(f".{other}, style"):
        hidden.decompose()
    return " ".join(copy.get_text(" ").split())


def test_the_verdict_stands_in_words_in_both_languages(page: BeautifulSoup) -> None:
    verdict = page.select_one(".verdict")
    assert words(verdict).startswith("Không đạt: 4 trong 5 mức đã đặt không giữ được 3 trong 7 câu")
    assert "1 câu đưa số sai" in words(verdict)
    assert "Failed: 4 of 5 floors and ceilings do not hold" in words(verdict, "en")


@pytest.mark.parametrize(
    ("limits", "kind", "vi"),
    [
        ((Limit("floor", "all", "right", 0.1),), "passed", "Đạt: mọi mức đã đặt đều giữ được"),
        ((), "open", "Bộ câu hỏi này không đặt mức nào phải đạt"),
    ],
)
def test_other_verdicts(tmp_path: Path, limits: tuple[Limit, ...], kind: str, vi: str) -> None:
    verdict = page_of(keep_run(tmp_path, limits=limits)).select_one(".verdict")
    assert verdict["class"] == ["verdict", kind]
    assert words(verdict).startswith(vi)


def test_a_killed_run_says_so(tmp_path: Path) -> None:
    folder = keep_run(tmp_path, limits=(Limit("floor", "all", "right", 0.1),))
    rows = folder / "rows.jsonl"
    rows.write_text("".join(rows.read_text(encoding="utf-8").splitlines(keepends=True)[:2]), encoding="utf-8")
    assert words(page_of(folder).select_one(".verdict")).startswith("Chưa xong: mới hỏi 2 trong 7 câu")


def test_metrics_stand_with_intervals_beside_the_baselines_in_the_readers_numbers(
    page: BeautifulSoup,
) -> None:
    table = page.select("table")[0]
    assert [words(cell) for cell in table.select("thead th")][1:4] == [
        "Chương trình",
        "Chỉ BM25",
        "Bài mẫu LangChain",
    ]
    first = table.select("tbody tr")[0]
    assert words(first.select_one("th")) == "Đúng hoàn toàn 6 câu"
    assert words(first.select_one("td")).startswith("33,3% (")
    assert words(first.select_one("td"), "en").startswith("33.3% (")
    assert len(first.select("svg circle")) == 3


def test_the_worst_rows_show_gold_and_cited_side_by_side_wrong_numbers_first(page: BeautifulSoup) -> None:
    rows = page.select("article.row")
    assert [row["id"] for row in rows] == ["row-number", "row-wrong", "row-failed", "row-refused"]
    gold, given = rows[0].select(".sides > div")
    assert "1.234,5 văn bản · Hậu Giang · 2023" in words(gold)
    assert "1,234.5 văn bản · Hậu Giang · 2023" in words(gold, "en")
    assert "Có 1.234,5 văn bản." in words(gold.select_one("blockquote.gold"))
    assert words(given.select_one("blockquote footer.elsewhere")) == "b.txt"
    assert "Chỉ trong : Hậu Giang, 2023" in words(rows[0])
    assert "Đà Nẵng; Hà Nam" in words(rows[1])
    assert "Lỗi : RuntimeError" in words(rows[2])
    assert "câu trước đó" in words(rows[3])


def test_missed_limits_name_their_rows_and_lead_to_them(page: BeautifulSoup) -> None:
    (row,) = (row for row in page.select("tr.missed") if words(row).startswith("Đúng hoàn toàn Tra một số"))
    assert "ít nhất 90,0%" in words(row)
    assert [link["href"] for link in row.select("a")] == ["#row-refused"]
    assert page.select_one("#row-refused") is not None


def test_failed_and_unscorable_rows_are_named(page: BeautifulSoup) -> None:
    text = words(page)
    assert "failed : RuntimeError" in text
    assert "bare , right : nothing but the status is expected" in text


def test_nothing_runs_and_nothing_is_fetched(page: BeautifulSoup) -> None:
    assert page.select("script, link, img, iframe, object") == []
    assert "default-src 'none'" in page.select_one("meta[http-equiv]")["content"]
    assert not [tag for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert {link["href"][0] for link in page.select("a[href]")} == {"#"}
    assert "url(" not in str(page.style)


def test_what_answers_and_reports_say_is_shown_and_not_obeyed(page: BeautifulSoup) -> None:
    shown = page.get_text()
    assert shown.count("<script>alert(1)</script>") >= 4
    assert HOSTILE.split("\n")[1] in shown


def test_the_same_run_gives_the_same_page(tmp_path: Path) -> None:
    folder = keep_run(tmp_path)
    write_reports(folder)
    first = (folder / "report.html").read_bytes()
    write_reports(folder)
    assert (folder / "report.html").read_bytes() == first


def test_headings_go_down_a_step_at_a_time_and_every_table_says_what_it_is(page: BeautifulSoup) -> None:
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile(r"h[1-6]"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    for table in page.select("table"):
        assert words(table.caption)
        assert all(cell.get("scope") == "col" for cell in table.select("thead th"))
        assert all(row.th.get("scope") == "row" for row in table.select("tbody tr"))


def test_every_metric_and_kind_has_words_for_people() -> None:
    """A new metric or kind needs an entry in `eval/report/wording.toml` (CONTRIBUTING.md)."""
    assert {metric.name for metric in METRICS} - set(wording.wording()["metrics"]) == set()
    assert {kind.value for kind in QuestionKind} - set(wording.wording()["kinds"]) == set()


@pytest.mark.parametrize(
    ("milliseconds", "vi", "en"),
    [
        (5.04, "5,0 ms", "5.0 ms"),
        (287, "287 ms", "287 ms"),
        (1250, "1,2 giây", "1.2 s"),
        (225e3, "225 giây", "225 s"),
    ],
)
def test_times_are_told_in_the_unit_that_suits_them(milliseconds: float, vi: str, en: str) -> None:
    assert wording.duration(milliseconds) == wording.Pair(vi, en)


@pytest.mark.parametrize(
    ("value", "vi", "en"), [(1200000, "1.200.000", "1,200,000"), (98.5, "98,5", "98.5"), (42.0, "42", "42")]
)
def test_numbers_keep_every_digit(value: float, vi: str, en: str) -> None:
    assert wording.figure(value) == wording.Pair(vi, en)
