"""The sample suite that ships: what its corpus holds, and that its questions can be proved from it."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from eval.metrics.printed import prints
from eval.question import QuestionKind
from eval.simulate.compose import Composed, compose
from eval.simulate.gold import Kind, read_gold
from eval.simulate.plan import SAMPLE_SEED, sample
from eval.simulate.style import load_style
from eval.simulate.summary import news_items, real_summary
from eval.simulate.world import World
from ingest.reading import read_file

SAMPLE = Path(__file__).parents[3] / "eval" / "suites" / "sample"
GOLD = read_gold(SAMPLE / "gold.jsonl")
QUESTIONS = [json.loads(line) for line in (SAMPLE / "questions.jsonl").read_text("utf-8").splitlines()]
ANSWERED = [question for question in QUESTIONS if question["expected"]["status"] == "answered"]
FILES = {path.name for path in (SAMPLE / "corpus").iterdir()}
REAL = "bao-cao-hau-giang-2023.docx"
NEWS = {item.file for item in news_items()}
LEVELS = {Kind.ACHIEVED, Kind.PREVIOUS}
# what else than a level may answer a question of a kind
STATED = {
    "change": {Kind.CHANGE},
    "ranking": {Kind.CHANGE},
    "follow_up": {Kind.CHANGE, Kind.PART},
    "lookup": {Kind.PART, Kind.SHARE, Kind.TARGET},
    "several": {Kind.PART},
}
MERGED = {"van_ban_tham_dinh": 278, "cuoc_tuyen_truyen": 13_226, "luot_nguoi_tuyen_truyen": 745_000}


def _provinces(indicator: str, period: str) -> dict[str, set[float]]:
    values: dict[str, set[float]] = {}
    for figure in GOLD:
        about = (figure.indicator, figure.period, figure.locality)
        if about == (indicator, period, None) and figure.kind in LEVELS:
            values.setdefault(figure.province, set()).add(figure.value)
    return values


def test_committed_gold_and_text_are_what_the_generator_makes():
    simulated = (compose(p, load_style("house"), World(SAMPLE_SEED)) for p in sample())
    composed = [real_summary(), *news_items(), *simulated]
    assert {report.file for report in composed} == FILES
    assert tuple(figure for report in composed for figure in report.gold) == GOLD


def test_corpus_is_small_and_in_every_format():
    assert sum(path.stat().st_size for path in (SAMPLE / "corpus").iterdir()) < 1_500_000
    assert {Path(name).suffix for name in FILES} == {".docx", ".pdf", ".xlsx", ".html", ".txt"}
    assert 12 <= len(FILES - {REAL} - NEWS) <= 14


def test_who_states_the_appraised_documents_of_2023():
    stating = _provinces("van_ban_tham_dinh", "2023")
    assert len(stating) >= 7
    assert stating["Hậu Giang"] == {42}
    assert "Lâm Đồng" not in stating
    assert any("lam-dong-2023" in name for name in FILES)


def test_hau_giang_is_told_of_by_the_real_summary_alone_with_its_press_figures():
    figures = [figure for figure in GOLD if figure.province == "Hậu Giang"]
    assert {figure.report for figure in figures} == {REAL}
    assert {figure.value for figure in figures} == {55, 42, 2536, 184000, 6}
    assert not any("luật sư" in text.lower() for text in _texts(real_summary()))


@pytest.mark.parametrize("report", [real_summary(), *news_items()], ids=lambda report: report.file)
def test_what_people_wrote_holds_no_figure_beyond_its_gold(report):
    printed = {re.sub("^(?:trên|hơn|gần) ", "", figure.printed) for figure in report.gold}
    text = "\n".join(_texts(report))
    assert all(figure.sentence in text and figure.printed in figure.sentence for figure in report.gold)
    text = text.partition("Bình luận của bạn đọc")[0]  # what it claims is no figure
    text = re.sub(
        r"ngày \d\d/\d\d/\d{4}|năm \d{4}|NĂM \d{4}|^\d\. ", "", text, flags=re.IGNORECASE | re.MULTILINE
    )
    found = set(re.findall(r"\d[\d.,]*\d(?: triệu| tỷ)?|\d", text))
    assert found == printed


def test_news_disagrees_with_the_reports_or_rounds_them():
    """Each item gives the questions on conflicts something to be about."""
    for item in news_items():
        told = [(f, _official(f.indicator, f.province)) for f in item.gold]
        assert all(official for _, official in told)
        assert {f.preliminary for f, official in told if f.value not in official and not f.qualifier} == {
            True
        }
        assert not any(f.preliminary for f, official in told if f.value in official)


def test_the_real_summary_says_where_it_comes_from_and_is_not_called_simulated():
    head = real_summary().document.head
    assert "TÓM TẮT TỪ THÔNG TIN BÁO CHÍ" in head.mark
    assert "MÔ PHỎNG" not in "\n".join([head.mark, *_texts(real_summary())]).upper()


def test_questions_cover_the_kinds_and_are_worded_once():
    kinds = {question["kind"] for question in QUESTIONS}
    assert kinds == {kind.value for kind in QuestionKind}
    counted = Counter(question["kind"] for question in QUESTIONS)
    assert all(count >= 8 for count in counted.values()), counted
    assert len({q["id"] for q in QUESTIONS}) == len({q["question"] for q in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("question", ANSWERED, ids=lambda question: question["id"])
def test_expected_sources_are_in_the_corpus_and_state_the_expected_values(question):
    expected = question["expected"]
    assert expected["sources"]
    assert set(expected["sources"]) <= FILES
    values = expected.get("values", [])
    if values and "province" not in values[0]:  # worked out from those behind it, or from all that is stated
        operands = [value["value"] for value in values[1:]] or expected.get("also", [])
        _check_worked_out(question, values[0]["value"], operands)
        values = values[1:]
    for wanted in values:
        proofs = [
            figure
            for figure in GOLD
            if figure.report in expected["sources"]
            and figure.kind in LEVELS | STATED.get(question["kind"], set())
            and (figure.value, figure.unit, figure.province, figure.period)
            == (wanted["value"], wanted["unit"], wanted["province"], wanted["period"])
        ]
        assert proofs, wanted


def _check_worked_out(question, result, numbers):
    """A difference or sum of the numbers behind it; of a merged province, of what its parts state."""
    if question["kind"] == "merged_province" and not numbers:
        assert result in MERGED.values()
    elif question["kind"] in ("sum", "merged_province"):
        assert result == sum(numbers) or not numbers
    else:
        assert abs(result) == abs(numbers[0] - numbers[1])


def test_sums_of_todays_province_are_those_of_its_parts():
    for indicator, wanted in MERGED.items():
        parts = _provinces(indicator, "2023")
        assert sum(min(parts[name]) for name in ("Cần Thơ", "Hậu Giang", "Sóc Trăng")) == wanted


@pytest.mark.parametrize("question", [q for q in ANSWERED if q["kind"] == "no_place"], ids=lambda q: q["id"])
def test_expected_tables_and_coverage_are_what_the_corpus_states(question):
    expected = question["expected"]
    stated = {row[0]: row[1] for row in expected["table"]["rows"]}
    indicators = {f.indicator for f in GOLD if f.period == "2023"}
    matching = [i for i in indicators if _provinces(i, "2023") == {name: {v} for name, v in stated.items()}]
    assert len(matching) == 1
    coverage = expected["coverage"]
    assert set(coverage["with_data"]) == set(stated)
    assert set(coverage["with_data"]) | set(coverage["without_data"]) == {
        figure.province for figure in GOLD if figure.period == "2023"
    }


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The text of each report, as an ingest reads the committed file."""
    files = sorted((SAMPLE / "corpus").iterdir())
    return {path.name: read_file(path.read_bytes(), path.name).text.text for path in files}


@pytest.mark.parametrize("question", ANSWERED, ids=lambda question: question["id"])
def test_evidence_stands_verbatim_in_an_expected_source_and_shows_the_numbers(question, texts):
    expected = question["expected"]
    evidence = expected["evidence"]
    for passage in evidence.split("\n"):
        assert any(passage in texts[source] for source in expected["sources"]), passage
    numbers = [value["value"] for value in expected.get("values", []) if "province" in value]
    numbers += [row[1] for row in expected.get("table", {}).get("rows", [])]
    assert all(prints(evidence, abs(number)) for number in numbers)
    if question["kind"] == "text":
        assert all(phrase in evidence for phrase in expected.get("phrases", []))


@pytest.mark.parametrize("question", [q for q in ANSWERED if q["kind"] == "conflict"], ids=lambda q: q["id"])
def test_questions_on_conflicts_expect_the_official_figure_and_the_other_one_told(question, texts):
    expected = question["expected"]
    assert not set(expected["sources"]) & NEWS
    for phrase in expected.get("phrases", []):
        assert any(phrase in texts[name] for name in NEWS)
        assert not any(phrase in texts[name] for name in expected["sources"])


def _official(indicator: str, province: str) -> set[float]:
    about = (indicator, province, "2023", None)
    return {
        figure.value
        for figure in GOLD
        if figure.report not in NEWS
        and figure.kind in LEVELS
        and (figure.indicator, figure.province, figure.period, figure.locality) == about
    }


def _texts(report: Composed) -> list[str]:
    return [getattr(block, "text", "") for block in report.document.blocks]
