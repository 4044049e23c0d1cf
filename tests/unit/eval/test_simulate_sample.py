"""The sample suite that ships: what its corpus holds, and that its questions can be proved from it."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from eval.question import QuestionKind
from eval.simulate.compose import compose
from eval.simulate.gold import Kind, read_gold
from eval.simulate.plan import SAMPLE_SEED, sample
from eval.simulate.style import load_style
from eval.simulate.summary import real_summary
from eval.simulate.world import World

SAMPLE = Path(__file__).parents[3] / "eval" / "suites" / "sample"
GOLD = read_gold(SAMPLE / "gold.jsonl")
QUESTIONS = [json.loads(line) for line in (SAMPLE / "questions.jsonl").read_text("utf-8").splitlines()]
ANSWERED = [question for question in QUESTIONS if question["expected"]["status"] == "answered"]
FILES = {path.name for path in (SAMPLE / "corpus").iterdir()}
REAL = "bao-cao-hau-giang-2023.docx"
LEVELS = {Kind.ACHIEVED, Kind.PREVIOUS}
CHANGING = {"change", "ranking", "follow_up"}  # kinds of questions that a stated change may answer
MERGED = {"van_ban_tham_dinh": 278, "cuoc_tuyen_truyen": 13_226, "luot_nguoi_tuyen_truyen": 745_000}


def _provinces(indicator: str, period: str) -> dict[str, set[float]]:
    values: dict[str, set[float]] = {}
    for figure in GOLD:
        about = (figure.indicator, figure.period, figure.locality)
        if about == (indicator, period, None) and figure.kind in LEVELS:
            values.setdefault(figure.province, set()).add(figure.value)
    return values


def test_committed_gold_and_text_are_what_the_generator_makes():
    composed = [real_summary(), *(compose(p, load_style("house"), World(SAMPLE_SEED)) for p in sample())]
    assert {report.file for report in composed} == FILES
    assert tuple(figure for report in composed for figure in report.gold) == GOLD


def test_corpus_is_small_and_in_every_format():
    assert sum(path.stat().st_size for path in (SAMPLE / "corpus").iterdir()) < 1_500_000
    assert {Path(name).suffix for name in FILES} == {".docx", ".pdf", ".xlsx", ".html", ".txt"}
    assert 12 <= len(FILES - {REAL}) <= 14


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
    assert not any("luật sư" in text.lower() for text in _summary_texts())


def test_the_real_summary_holds_no_figure_beyond_its_gold():
    printed = {figure.printed.removeprefix("trên ") for figure in real_summary().gold}
    text = "\n".join(_summary_texts())
    text = re.sub(r"ngày \d\d/\d\d/\d{4}|năm \d{4}|NĂM \d{4}|^\d\. ", "", text, flags=re.MULTILINE)
    assert set(re.findall(r"\d[\d.]*\d|\d", text)) == printed


def test_the_real_summary_says_where_it_comes_from_and_is_not_called_simulated():
    head = real_summary().document.head
    assert "TÓM TẮT TỪ THÔNG TIN BÁO CHÍ" in head.mark
    assert "MÔ PHỎNG" not in "\n".join([head.mark, *_summary_texts()]).upper()


def test_questions_cover_the_kinds_and_are_worded_once():
    kinds = {question["kind"] for question in QUESTIONS}
    assert kinds == {kind.value for kind in QuestionKind} - {"conflict"}  # the corpus has no two that differ
    counted = Counter(question["kind"] for question in QUESTIONS)
    assert all(count >= 4 for count in counted.values())
    assert len(QUESTIONS) >= 60
    assert len({q["id"] for q in QUESTIONS}) == len({q["question"] for q in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("question", ANSWERED, ids=lambda question: question["id"])
def test_expected_sources_are_in_the_corpus_and_state_the_expected_values(question):
    expected = question["expected"]
    assert expected["sources"]
    assert set(expected["sources"]) <= FILES
    values = expected.get("values", [])
    if values and "province" not in values[0]:  # worked out from those behind it, or from all that is stated
        _check_worked_out(question, values[0]["value"], values[1:])
        values = values[1:]
    for wanted in values:
        proofs = [
            figure
            for figure in GOLD
            if figure.report in expected["sources"]
            and (figure.kind in LEVELS or (figure.kind is Kind.CHANGE and question["kind"] in CHANGING))
            and (figure.value, figure.unit, figure.province, figure.period)
            == (wanted["value"], wanted["unit"], wanted["province"], wanted["period"])
        ]
        assert proofs, wanted


def _check_worked_out(question, result, operands):
    """A difference or sum of the values behind it; of a merged province, of what its parts state."""
    numbers = [operand["value"] for operand in operands]
    if question["kind"] == "merged_province":
        assert result in MERGED.values()
    elif question["kind"] == "sum":
        assert result == sum(numbers) or not numbers
    else:
        assert abs(result) == abs(numbers[0] - numbers[-1])


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


def test_expected_phrases_stand_in_their_evidence_and_the_evidence_in_its_report():
    documents = {
        report.file: report.document
        for report in [
            real_summary(),
            *(compose(p, load_style("house"), World(SAMPLE_SEED)) for p in sample()),
        ]
    }
    for question in (q for q in QUESTIONS if q["kind"] == "text"):
        expected = question["expected"]
        text = "\n".join(getattr(block, "text", "") for block in documents[expected["sources"][0]].blocks)
        assert expected["evidence"] in text
        assert all(phrase in expected["evidence"] for phrase in expected["phrases"])


def _summary_texts() -> list[str]:
    return [getattr(block, "text", "") for block in real_summary().document.blocks]
