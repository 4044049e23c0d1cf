"""One part asked for of what was named before; sources said to differ; old provinces put together."""

import pytest

from vectorstore.analysis.query import read_question
from vectorstore.analysis.tasks import TaskKind


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Số hòa giải viên của Cà Mau năm 2022: riêng nữ là bao nhiêu?", ("nu",)),
        ("văn bản được ban hành của Sơn La năm 2021, riêng quyết định", ("quyet", "dinh")),
        ('Of the lawyers in Hà Giang in 2021, how many fall under "women"?', ("women",)),
    ],
)
def test_the_part_named_behind_is_kept_apart(question: str, part: tuple[str, ...]) -> None:
    assert read_question(question).named_part == part


@pytest.mark.parametrize(
    "question",
    [
        "Riêng năm 2023 Cà Mau có bao nhiêu hòa giải viên?",
        "Số công chứng viên cả nước năm 2022, riêng Hà Nội là bao nhiêu?",
        "Cà Mau năm 2022 có bao nhiêu luật sư?",
    ],
)
def test_a_year_or_place_alone_is_no_part(question: str) -> None:
    assert read_question(question).named_part == ()


@pytest.mark.parametrize(
    "question",
    [
        "số công chứng viên Cà Mau năm 2022 các báo cáo ghi khác nhau, con số nào đúng",
        "Em thấy số luật sư của Hà Giang năm 2021 không khớp giữa các báo cáo, rốt cuộc là bao nhiêu ạ?",
        "Tôi không nhớ Sơn La có bao nhiêu luật sư năm 2021, nhờ xem lại giúp.",
        "Nhờ lập giúp danh sách số luật sư năm 2021 của từng tỉnh, thành phố.",
    ],
)
def test_what_is_said_around_the_figure_narrows_nothing(question: str) -> None:
    reading = read_question(question)
    assert reading.numeric
    assert reading.terms == ()
    assert len(reading.indicators) == 1


@pytest.mark.parametrize(
    "question",
    [
        "Lào Cai gộp các tỉnh cũ: số luật sư năm 2021",
        "Các tỉnh cũ nay là Lào Cai có bao nhiêu luật sư năm 2021?",
        "Counting all the former provinces that now make up Lao Cai, how many lawyers were there in 2021?",
    ],
)
def test_old_provinces_together_are_todays(question: str) -> None:
    reading = read_question(question)
    assert reading.merged
    assert reading.terms == ()


def test_everyday_words_without_marks_are_no_places() -> None:
    course = read_question("dien bien qua cac nam 2020-2023 cua so luat su tinh son la")
    assert [place.name for place in course.places] == ["Sơn La"]
    mean = read_question("binh quan 1 tinh tay nguyen: so luat su nam 2020")
    assert [place.name for place in mean.places] == ["Tây Nguyên"]
    assert mean.task.kind is TaskKind.MEAN
    assert [place.name for place in read_question("so luat su tinh dien bien nam 2020").places] == [
        "Điện Biên"
    ]
    for behind in (
        "tai tinh dien bien trong 2023",
        "cua dien bien trong nam 2023",
        "o dien bien qua 3 nam",
    ):
        assert [p.name for p in read_question(f"so luat su {behind}").places] == ["Điện Biên"], behind
