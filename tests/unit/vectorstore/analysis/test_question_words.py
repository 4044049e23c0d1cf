"""What people write around a question changes nothing of it: courtesy, its purpose, abbreviations."""

import pytest

from vectorstore.analysis.query import QuestionReading, read_question
from vectorstore.analysis.tasks import Task, TaskKind


def _essence(reading: QuestionReading) -> tuple[object, ...]:
    return (
        [m.indicator for m in reading.indicators],
        [m.name for m in reading.places],
        [m.period for m in reading.periods],
        reading.terms,
        reading.task,
        reading.numeric,
    )


@pytest.mark.parametrize(
    "question",
    [
        "{} để đưa vào báo cáo",
        "{} phục vụ buổi giao ban tuần này",
        "{} nhằm chuẩn bị bài phát biểu cho lãnh đạo",
        "Để kịp viết tờ trình, cho em xin {}",
        "Đang rất gấp, nhờ chị lấy giúp {}",
        "Kính chào quý Sở, người dân hỏi: {}",
        "{}, gửi kèm nguồn giúp em với ạ",
        "{}. Cảm ơn anh nhiều!",
    ],
)
def test_courtesy_and_purpose_say_nothing(question: str) -> None:
    plain = "số vụ hòa giải thành của Hậu Giang năm 2023"
    assert _essence(read_question(question.format(plain))) == _essence(read_question(plain))


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("số luật sư nữ của Hậu Giang năm 2023 để báo cáo", "nu"),
        ("Hậu Giang năm 2023 có bao nhiêu luật sư? Chỉ tính nữ.", "nu"),
        ("số vụ việc trợ giúp pháp lý cho trẻ em ở Hậu Giang năm 2023", "tre"),
    ],
)
def test_what_narrows_is_kept(question: str, kept: str) -> None:
    assert kept in read_question(question).terms


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("sl ccv t. Hậu Giang n2023", "số lượng công chứng viên tỉnh Hậu Giang năm 2023"),
        ("so vb trai pl Hau Giang 2023", "số văn bản trái pháp luật Hậu Giang 2023"),
        ("tổ hg Hậu Giang 2023 bn", "số tổ hòa giải Hậu Giang 2023"),
        ("số đk khai tử Hậu Giang 2023", "số đăng ký khai tử Hậu Giang 2023"),
        ("việc THADS chưa có đk Hậu Giang 2023", "việc thi hành án dân sự chưa có điều kiện Hậu Giang 2023"),
    ],
)
def test_abbreviations_are_written_out(short: str, full: str) -> None:
    read, expected = read_question(short), read_question(full)
    assert [m.indicator for m in read.indicators] == [m.indicator for m in expected.indicators] != []
    assert [m.period for m in read.periods] == [m.period for m in expected.periods] == ["2023"]
    assert read.terms == expected.terms == ()


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("số luật sư Hậu Giang quý đầu năm 2024", "2024-Q1"),
        ("so luat su Hau Giang quy cuoi nam 2024", "2024-Q4"),
        ("số luật sư Quảng Nam qua quý 2 năm 2023", "2023-Q2"),
        ("số việc thi hành án dân sự năm trước chuyển sang của Hậu Giang năm 2023", "2023"),
    ],
)
def test_periods_among_other_words(question: str, period: str) -> None:
    assert [m.period for m in read_question(question).periods] == [period]


@pytest.mark.parametrize(
    ("question", "over"),
    [
        ("số luật sư Hậu Giang hơn Cần Thơ bao nhiêu năm 2023", "places"),
        ("Ở Hậu Giang năm 2023, luật sư hơn công chứng viên bao nhiêu?", "indicators"),
        ("số luật sư và số công chứng viên của Hậu Giang năm 2023 chênh nhau bao nhiêu", "indicators"),
        ("Luật sư Hậu Giang năm 2023 nhiều hơn 2022 bao nhiêu người", "periods"),
    ],
)
def test_a_difference_is_a_comparison(question: str, over: str) -> None:
    reading = read_question(question)
    assert (reading.task.kind, reading.task.over) == (TaskKind.COMPARE, over)
    assert reading.terms == ()


def test_a_range_run_through_is_a_trend() -> None:
    reading = read_question("việc công chứng Sóc Trăng qua các năm 2022-2024")
    assert reading.task == Task(TaskKind.TREND, "periods")
    assert reading.span == (2022, 2024)


def test_a_part_named_beside_its_whole_is_compared_with_it() -> None:
    reading = read_question(
        "Cần Thơ năm 2019: số xã chưa đạt chuẩn tiếp cận pháp luật và số xã, phường, thị trấn hơn nhau mấy?"
    )
    assert [m.indicator for m in reading.indicators] == ["xa_chua_dat_chuan_tcpl", "don_vi_cap_xa"]


def test_vietnamese_in_brackets_is_a_gloss() -> None:
    reading = read_question("How many law rapporteurs (báo cáo viên) were there in Hau Giang in 2023?")
    assert reading.language == "en"
    assert [m.indicator for m in reading.indicators] == ["bao_cao_vien"]
    assert reading.terms == ()


def test_other_matters_keep_their_words() -> None:
    """Courtesy takes nothing from a question about something that is not on the list."""
    assert {"gia", "vang"} & set(read_question("Cho biết giá vàng hôm nay").terms)


@pytest.mark.parametrize(
    "question",
    [
        "Tiền phục vụ công tác hòa giải ở cơ sở của Hậu Giang năm 2023 là bao nhiêu",
        "How much money was spent on lawyers in Hau Giang in 2023?",
    ],
)
def test_money_is_not_answered_with_a_count(question: str) -> None:
    assert "vu_viec_hoa_giai" not in [m.indicator for m in read_question(question).indicators]
    assert "luat_su" not in [m.indicator for m in read_question(question).indicators]
