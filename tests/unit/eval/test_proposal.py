"""Questions are proposed from what reports state; only what a person accepted becomes a suite."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from api.cli import eval as evaluation
from assistant.answer import Status
from eval.adapters.pairs import load_pairs
from eval.adapters.pairs.numbers import read_number
from eval.errors import SuiteError
from eval.proposal.facts import Held, read_facts
from eval.proposal.proposing import propose
from eval.proposal.review_sheet import write_review, written
from eval.proposal.suite_folder import REVIEW, ProposalError, accept_reviewed, propose_suite
from eval.question import QuestionKind
from eval.suite import load_suite

HEAD = "UBND TỈNH {upper}\nSỞ TƯ PHÁP\n\nBÁO CÁO\nKết quả công tác tư pháp năm {year}\n\nI. KẾT QUẢ\n"
BODY = (
    "Năm {year}, Sở Tư pháp tỉnh {place} đã thẩm định {a} văn bản quy phạm pháp luật.\n"
    "Các tổ hòa giải đã hòa giải thành {b} vụ việc.\n"
    "Trên địa bàn tỉnh có {c} luật sư.\n"
    "Đã cấp {d} Phiếu lý lịch tư pháp.\n"
)
REPORTS = (
    ("An Giang", 2023, 184, 1200, 310, 20883),
    ("An Giang", 2022, 171, 1105, 298, 19954),
    ("Cà Mau", 2023, 96, 877, 140, 15002),
    ("Cà Mau", 2022, 104, 901, 133, 14870),
)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for place, year, a, b, c, d in REPORTS:
        text = HEAD.format(upper=place.upper(), year=year)
        text += BODY.format(year=year, place=place, a=a, b=b, c=c, d=d)
        (folder / f"{place}-{year}.txt").write_text(text, encoding="utf-8")
    # another office tells another number of the same thing: nobody can say which is right
    text = HEAD.format(upper="CÀ MAU", year=2022)
    text += "Năm 2022, Sở Tư pháp tỉnh Cà Mau đã thẩm định 111 văn bản quy phạm pháp luật.\n"
    (folder / "khác.txt").write_text(text, encoding="utf-8")
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.4 broken")
    return folder


@pytest.fixture(scope="module")
def held(reports: Path) -> Held:
    return read_facts(reports)


def test_facts_are_what_all_reports_agree_on(held: Held) -> None:
    facts = {(fact.key.indicator, fact.key.province, fact.key.period): fact for fact in held.facts}
    appraised = facts["van_ban_tham_dinh", "An Giang", "2023"]
    assert (appraised.value, appraised.unit) == (184, "văn bản")
    assert "thẩm định 184 văn bản" in appraised.evidence
    assert appraised.sources == ("An Giang-2023.txt",)
    assert ("van_ban_tham_dinh", "Cà Mau", "2022") not in facts
    assert set(held.refused) == {"hỏng.pdf"}


def test_proposals_are_spread_and_always_the_same(held: Held) -> None:
    proposals = propose(held, 24)
    assert proposals == propose(held, 24)
    kinds = {proposal.kind for proposal in proposals}
    assert {
        QuestionKind.LOOKUP, QuestionKind.NO_DIACRITICS, QuestionKind.SEVERAL, QuestionKind.COMPARE,
        QuestionKind.FOLLOW_UP, QuestionKind.ENGLISH, QuestionKind.UNANSWERABLE,
    } == kinds  # fmt: skip
    assert len(proposals) <= 24
    questions = [(proposal.history, proposal.question) for proposal in proposals]
    assert len(set(questions)) == len(questions)
    places = {fact.key.province for proposal in proposals for fact in proposal.facts}
    assert places == {"An Giang", "Cà Mau"}


def test_refusals_ask_for_what_no_report_tells(held: Held) -> None:
    refused = [proposal for proposal in propose(held, 24) if proposal.kind is QuestionKind.UNANSWERABLE]
    assert len(refused) >= 3
    told = [
        proposal for proposal in refused if "An Giang" in proposal.question or "Cà Mau" in proposal.question
    ]
    assert 0 < len(told) < len(refused)  # some of a place that is not held, some of one that is
    assert all(proposal.note for proposal in refused)
    for proposal in told:
        named = [
            word
            for word in ("văn bản được thẩm định", "hòa giải thành", "luật sư")
            if word in proposal.question
        ]
        assert not named or "2023" not in proposal.question
        assert not named or "2022" not in proposal.question


def test_a_sheet_accepted_whole_expects_exactly_the_facts(held: Held, reports: Path, tmp_path: Path) -> None:
    proposals = propose(held, 24)
    path = tmp_path / "review.xlsx"
    write_review(path, proposals)
    with pytest.raises(SuiteError, match="chưa có dòng nào được duyệt"):
        load_pairs(path, corpus=reports)
    mark(path, *("có" for _ in proposals))
    suite = load_pairs(path, corpus=reports)
    assert suite.refused == ()
    for proposal, question in zip(proposals, suite.questions, strict=True):
        expected = question.expected
        assert (question.question, question.kind) == (proposal.question, proposal.kind)
        assert [turn.content for turn in question.history] == ([proposal.history] if proposal.history else [])
        assert [(v.value, v.unit, v.province, v.period) for v in expected.values] == [
            (fact.value, fact.unit, fact.key.province, fact.key.period) for fact in proposal.facts
        ]
        assert expected.status is (Status.ANSWERED if proposal.facts else Status.NOT_FOUND)
        assert all(" ".join(fact.evidence.split()) in (expected.evidence or "") for fact in proposal.facts)


@pytest.mark.parametrize("value", [42.0, 1234.0, 98.5, 38.485, 0.125, 1234567.25, 12.5, -7.8])
def test_written_numbers_read_back(value: float) -> None:
    assert read_number(written(value)).value == value


def test_from_reports_to_a_suite_by_command(reports: Path, tmp_path: Path) -> None:
    suite = tmp_path / "bộ của tôi"
    made = CliRunner().invoke(evaluation.app, ["init", str(reports), "--output", str(suite), "--count", "8"])
    assert made.exit_code == 3, made.output  # one report cannot be read: named, the rest goes on
    assert "hỏng.pdf" in made.output
    early = CliRunner().invoke(evaluation.app, ["accept", str(suite)])
    assert early.exit_code != 0
    book = load_workbook(suite / REVIEW)
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    for line in range(2, sheet.max_row + 1):
        sheet.cell(line, 1).value = "có"
    sheet.cell(2, 1 + titles.index("Câu hỏi")).value = "Câu đã sửa?"
    sheet.cell(3, 1).value = "bỏ"
    book.save(suite / REVIEW)
    accepted = CliRunner().invoke(evaluation.app, ["accept", str(suite)])
    assert accepted.exit_code == 0, accepted.output
    loaded = load_suite(suite)
    assert loaded.name == "bộ của tôi"
    assert loaded.questions[0].question == "Câu đã sửa?"
    assert len(loaded.questions) == sheet.max_row - 2
    assert not (loaded.corpus / "hỏng.pdf").exists()


def test_nothing_is_overwritten_and_nothing_is_made_of_nothing(reports: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(ProposalError, match="there"):
        propose_suite(reports, tmp_path / "there", 5)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ProposalError, match="không đọc được số liệu"):
        propose_suite(tmp_path / "empty", tmp_path / "new", 5)
    with pytest.raises(ProposalError, match="is missing"):
        accept_reviewed(tmp_path / "empty")
    existing = CliRunner().invoke(evaluation.app, ["template", str(tmp_path / "there" / "file.xlsx")])
    again = CliRunner().invoke(evaluation.app, ["template", str(tmp_path / "there" / "file.xlsx")])
    assert (existing.exit_code, again.exit_code != 0) == (0, True)


def mark(path: Path, *marks: str) -> None:
    book = load_workbook(path)
    for line, text in enumerate(marks, start=2):
        book.worksheets[0].cell(line, 1).value = text
    book.save(path)
