"""An office's own sheet of questions becomes a suite; what is wrong in it is named, the rest goes on."""

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from assistant.answer import Status
from eval.adapters.pairs import load_pairs
from eval.adapters.pairs.columns import kind_named, kind_names, read_header
from eval.adapters.pairs.numbers import NumberUnclearError, read_number, scaled_unit
from eval.adapters.pairs.template import write_template
from eval.errors import SuiteError
from eval.question import QuestionKind, SuiteQuestion
from eval.suite import Suite

HEADINGS = ("Câu hỏi", "Số liệu", "Đơn vị", "Tỉnh", "Kỳ", "Đáp án", "Danh sách", "Nguồn (tệp)", "Loại")
NO_VALUE = (None, None, None, None)
ASKED = "Năm 2023 Hậu Giang thẩm định bao nhiêu văn bản?"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "báo cáo"
    (folder / "2023").mkdir(parents=True)
    for name in ("2023/hậu giang.docx", "an-giang.pdf", "2023/an-giang.pdf"):
        (folder / name).write_bytes(b"x")
    return folder


def workbook(path: Path, *rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Câu hỏi"
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def only(suite: Suite) -> SuiteQuestion:
    assert suite.refused == ()
    (question,) = suite.questions
    return question


def row(tmp_path: Path, corpus: Path, *cells: object) -> SuiteQuestion:
    return only(load_pairs(workbook(tmp_path / "q.xlsx", cells), corpus=corpus))


def test_a_row_expects_its_number_place_period_and_file(tmp_path: Path, corpus: Path) -> None:
    question = row(
        tmp_path, corpus, ASKED, 42, "văn bản", "tỉnh hau giang", "năm 2023", None, None, "Hau Giang"
    )
    (value,) = question.expected.values
    assert (question.id, question.kind) == ("dòng 2", QuestionKind.LOOKUP)
    assert (value.value, value.unit, value.province, value.period) == (42, "văn bản", "Hậu Giang", "2023")
    assert question.expected.sources == ("2023/hậu giang.docx",)
    assert question.expected.relevant == {"2023/hậu giang.docx": 1}


def test_cells_hold_several_numbers_scaled_units_and_percentages(tmp_path: Path, corpus: Path) -> None:
    several = row(
        tmp_path, corpus, "So sánh Hậu Giang, An Giang?", "42; 1.184", "văn bản", "Hậu Giang; An Giang", 2023
    )
    assert [(v.value, v.province, v.period) for v in several.expected.values] == [
        (42, "Hậu Giang", "2023"),
        (1184, "An Giang", "2023"),
    ]
    assert several.kind is QuestionKind.SEVERAL
    money = row(tmp_path, corpus, "Thu được bao nhiêu tiền?", "38,485", "tỷ đồng")
    assert (money.expected.values[0].value, money.expected.values[0].unit) == (38485000000, "đồng")
    path = workbook(tmp_path / "q.xlsx", ("Tỷ lệ là bao nhiêu?", 0.985))
    book = load_workbook(path)
    book.worksheets[0]["B2"].number_format = "0.0%"
    book.save(path)
    percent = only(load_pairs(path, corpus=corpus)).expected.values[0]
    assert (percent.value, percent.unit) == (98.5, "%")


def test_the_unit_is_the_one_answers_are_given_in(tmp_path: Path, corpus: Path) -> None:
    asked = "Năm 2023 Hậu Giang hòa giải thành bao nhiêu vụ?"
    assert row(tmp_path, corpus, asked, 7, "vụ").expected.values[0].unit == "vụ việc"
    mediators = "Năm 2023 Hậu Giang có bao nhiêu hòa giải viên?"
    assert row(tmp_path, corpus, mediators, 7, "người").expected.values[0].unit == "hòa giải viên"
    attending = "Năm 2023 Hậu Giang có bao nhiêu người dự tuyên truyền pháp luật?"
    assert row(tmp_path, corpus, attending, 7, "người").expected.values[0].unit == "người"
    assert row(tmp_path, corpus, "Có bao nhiêu cái bàn?", 7, "cái").expected.values[0].unit == "cái"


@pytest.mark.parametrize(
    ("cells", "status", "kind"),
    [
        (("Năm 2010?", *NO_VALUE, "Không có trong báo cáo"), Status.NOT_FOUND, QuestionKind.UNANSWERABLE),
        (
            ("Thời tiết?", *NO_VALUE, None, None, None, "ngoài phạm vi"),
            Status.NOT_FOUND,
            QuestionKind.OFF_TOPIC,
        ),
        (("Năm 2010?", "không có"), Status.NOT_FOUND, QuestionKind.UNANSWERABLE),
        (("Có ban hành không?", *NO_VALUE, "Không"), Status.ANSWERED, QuestionKind.TEXT),
        (("How many documents were there?", "42", "văn bản"), Status.ANSWERED, QuestionKind.ENGLISH),
        (("nam 2023 co bao nhieu van ban", "42 văn bản"), Status.ANSWERED, QuestionKind.NO_DIACRITICS),
        (("Những xã nào?", *NO_VALUE, None, "Xã A; Xã B"), Status.ANSWERED, QuestionKind.LIST),
        (("Có bao nhiêu?", *NO_VALUE, "98,5%"), Status.ANSWERED, QuestionKind.LOOKUP),
        (
            ("Tỉnh nào nhiều nhất?", 42, "văn bản", None, None, None, None, None, "Xếp hạng"),
            Status.ANSWERED,
            QuestionKind.RANKING,
        ),
    ],
)
def test_status_and_kind_follow_from_the_row(
    tmp_path: Path, corpus: Path, cells: Sequence[object], status: Status, kind: QuestionKind
) -> None:
    question = row(tmp_path, corpus, *cells)
    assert (question.expected.status, question.kind) == (status, kind)


def test_a_text_answer_is_its_evidence_and_a_list_its_items(tmp_path: Path, corpus: Path) -> None:
    text = row(tmp_path, corpus, "Nhiệm vụ là gì?", None, None, None, None, "Nâng cao chất lượng.")
    assert text.expected.evidence == "Nâng cao chất lượng."
    assert text.expected.values == ()
    listed = row(tmp_path, corpus, "Những xã nào?", None, None, None, None, "Xã A; Xã B", None, None, "list")
    assert listed.expected.items == ("Xã A", "Xã B")


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ((None, 42, "văn bản"), "Câu hỏi", "thiếu câu hỏi"),
        ((ASKED, "1,234", "văn bản"), "Số liệu", "1234"),
        ((ASKED, "bốn mươi hai", "văn bản"), "Số liệu", "chữ số"),
        ((ASKED, 42), "Đơn vị", "thiếu đơn vị"),
        ((ASKED, "42 vụ", "văn bản"), "Đơn vị", "để lại một"),
        ((ASKED, 42, "văn bản", "Hậu Gian"), "Tỉnh", "Hậu Giang"),
        ((ASKED, 42, "văn bản", None, "kỳ này"), "Kỳ", "Quý I/2024"),
        ((ASKED, 42, "văn bản", None, dt.datetime(2023, 11, 1)), "Kỳ", "ngày tháng"),
        ((ASKED, "42; 55", "văn bản", "A; B; C"), "Tỉnh", "2 số liệu"),
        (
            (ASKED, 42, "văn bản", None, None, None, None, "hau-jiang.docx"),
            "Nguồn (tệp)",
            "2023/hậu giang.docx",
        ),
        ((ASKED, 42, "văn bản", None, None, None, None, "an-giang.doc"), "Nguồn (tệp)", "an-giang"),
        ((ASKED, 42, "văn bản", None, None, None, None, None, "câu đố"), "Loại", "lookup"),
        ((ASKED,), "Số liệu", "thế nào là đúng"),
    ],
)
def test_a_bad_cell_is_named_and_the_other_rows_go_on(
    tmp_path: Path, corpus: Path, cells: Sequence[object], column: str, words: str
) -> None:
    good = ("Hậu Giang có bao nhiêu luật sư?", 40, "luật sư")
    suite = load_pairs(workbook(tmp_path / "q.xlsx", good, cells, good), corpus=corpus)
    assert [question.id for question in suite.questions] == ["dòng 2", "dòng 4"]
    problem = suite.refused[0]
    assert (problem.line, problem.field) == (3, column)
    assert "trang · sheet “Câu hỏi”, dòng · row 3, cột · column" in str(problem)
    assert words in problem.reason


def test_several_mistakes_of_a_row_are_all_named(tmp_path: Path, corpus: Path) -> None:
    bad = (ASKED, "4/5", "văn bản", "Atlantis", "xưa", None, None, "mất.docx", "gì đó")
    with pytest.raises(SuiteError) as raised:
        load_pairs(workbook(tmp_path / "q.xlsx", bad), corpus=corpus)
    assert {problem.field for problem in raised.value.problems} == {"Số liệu", "Nguồn (tệp)", "Loại"}


def test_csv_of_excel_is_read_whatever_its_delimiter_and_encoding(tmp_path: Path, corpus: Path) -> None:
    for name, delimiter, encoding in (
        ("a.csv", ";", "utf-8-sig"),
        ("b.csv", ",", "utf-8"),
        ("c.tsv", "\t", "utf-16"),
    ):
        with (tmp_path / name).open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=delimiter)
            writer.writerow(["Bộ câu hỏi của Sở"])
            writer.writerow(["STT", "cau hoi", "so lieu", "don vi", "người lập"])
            writer.writerow(["1", "Có bao nhiêu văn bản, vụ việc?", "1.234,5", "văn bản", "An"])
            writer.writerow(["2", "Bao nhiêu?", "x", "văn bản", ""])
        suite = load_pairs(tmp_path / name, corpus=corpus)
        (question,) = suite.questions
        assert (question.id, question.expected.values[0].value) == ("1", 1234.5)
        assert suite.refused[0].line == 4
        assert any("người lập" in notice for notice in suite.notices)


def test_ids_that_stand_twice_and_files_without_headings_are_named(tmp_path: Path, corpus: Path) -> None:
    headings = ("Mã", "Câu hỏi", "Đáp án")
    path = workbook(
        tmp_path / "q.xlsx", ("a", ASKED, "42 văn bản"), ("a", ASKED, "42 văn bản"), headings=headings
    )
    suite = load_pairs(path, corpus=corpus)
    assert "dòng 2" in suite.refused[0].reason
    for write in (
        lambda path: workbook(path, (ASKED, "42"), headings=("x", "y")),
        lambda path: path.write_bytes(b"no workbook"),
    ):
        write(tmp_path / "bad.xlsx")
        with pytest.raises(SuiteError, match=r"bad\.xlsx"):
            load_pairs(tmp_path / "bad.xlsx", corpus=corpus)


def test_sheets_of_a_workbook_are_read_together(tmp_path: Path, corpus: Path) -> None:
    path = workbook(tmp_path / "q.xlsx", (ASKED, 42, "văn bản"))
    book = load_workbook(path)
    other = book.create_sheet("Huyện B")
    other.append(["Question", "Answer"])
    other.append([ASKED, "55 văn bản"])
    book.create_sheet("Ví dụ").append(["Câu hỏi", "Đáp án"])
    hidden = book.create_sheet("Cũ")
    hidden.append(["Câu hỏi", "Đáp án"])
    hidden.append(["x", "1 y"])
    hidden.sheet_state = "hidden"
    book.save(path)
    assert [question.id for question in load_pairs(path, corpus=corpus).questions] == [
        "Câu hỏi: dòng 2",
        "Huyện B: dòng 2",
    ]


def test_the_template_is_empty_until_somebody_writes_in_it(tmp_path: Path, corpus: Path) -> None:
    path = tmp_path / "mau.xlsx"
    write_template(path)
    with pytest.raises(SuiteError, match="chưa có câu hỏi"):
        load_pairs(path, corpus=corpus)
    book = load_workbook(path)
    sheet = book["Câu hỏi"]
    headings = [cell.value for cell in sheet[1]]
    assert read_header([str(heading) for heading in headings]).unknown == ()
    sheet.append([ASKED, 42, "văn bản"])
    book.save(path)
    assert only(load_pairs(path, corpus=corpus)).expected.values[0].value == 42


def test_the_examples_of_the_template_are_questions_that_can_be_read(tmp_path: Path, corpus: Path) -> None:
    path = tmp_path / "mau.xlsx"
    write_template(path)
    book = load_workbook(path)
    examples = book["Ví dụ"]
    for line in examples.iter_rows(min_row=2, min_col=9, max_col=9):
        line[0].value = None  # their files are nobody's
    examples.title = "Thử"
    book.save(path)
    suite = load_pairs(path, corpus=corpus)
    assert suite.refused == ()
    assert len(suite.questions) == examples.max_row - 1


def test_every_kind_has_a_name_that_reads_back() -> None:
    assert set(kind_names()) == set(QuestionKind)
    for kind, name in kind_names().items():
        assert kind_named(name.upper()) is kind


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("42", 42, ""),
        ("1.234", 1234, ""),
        ("1.234,5", 1234.5, ""),
        ("1.234.567", 1234567, ""),
        ("1 234 567", 1234567, ""),
        ("1,2 triệu", 1200000, ""),
        ("38,485 tỷ đồng", 38485000000, "đồng"),
        ("15 tỷ 300 triệu đồng", 15300000000, "đồng"),
        ("98,5%", 98.5, "%"),
        ("98,5 phần trăm", 98.5, "%"),
        ("trên 184.000 lượt người", 184000, "lượt người"),
        ("-7,8%", -7.8, "%"),
        ("0,125", 0.125, ""),
        ("1,234.5", 1234.5, ""),
        ("1,234,567", 1234567, ""),
        ("12.5", 12.5, ""),
        ("1 ty 200 trieu", 1200000000, ""),
    ],
)
def test_numbers_as_vietnamese_write_them(written: str, value: float, unit: str) -> None:
    read = read_number(written)
    assert (read.value, read.unit) == (value, unit)


@pytest.mark.parametrize(
    "written", ["1,234", "", "bốn", "4/5", "10-20", "từ 10 đến 20", "42, 55", "1,234,56", "12.34.567"]
)
def test_numbers_that_are_unclear_are_never_guessed(written: str) -> None:
    with pytest.raises(NumberUnclearError):
        read_number(written)


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=99))
def test_every_number_written_the_vietnamese_way_reads_back(whole: int, hundredths: int) -> None:
    written = f"{whole:,}".replace(",", ".") + (f",{hundredths:02}" if hundredths else "")
    assert read_number(written).value == pytest.approx(whole + hundredths / 100, abs=1e-6)


def test_a_unit_may_carry_a_scale() -> None:
    assert scaled_unit("triệu đồng") == (1000000, "đồng")
    assert scaled_unit("nghìn lượt") == (1000, "lượt")
    assert scaled_unit("phần trăm") == (1, "%")
    assert scaled_unit("tỷ lệ phần nghìn")[1]


def test_only_rows_marked_as_accepted_are_questions(tmp_path: Path, corpus: Path) -> None:
    headings = ("Duyệt", "Câu hỏi", "Đáp án")
    marks = ("có", "bỏ", None, "Đã sửa", "để sau")
    rows = [(mark, ASKED, "42 văn bản") for mark in marks]
    suite = load_pairs(workbook(tmp_path / "q.xlsx", *rows, headings=headings), corpus=corpus)
    assert [question.id for question in suite.questions] == ["dòng 2", "dòng 5"]
    assert [(problem.line, problem.field) for problem in suite.refused] == [(6, "Duyệt")]
    assert "1 dòng chưa duyệt" in suite.notices[0]
    with pytest.raises(SuiteError, match="chưa có dòng nào được duyệt"):
        load_pairs(workbook(tmp_path / "q.xlsx", rows[1], rows[2], headings=headings), corpus=corpus)
