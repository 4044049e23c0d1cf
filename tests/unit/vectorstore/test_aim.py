"""Which report a question is about: place, period, agency and locality."""

import pytest

from vectorstore.agencies import agencies_meant, agency_of
from vectorstore.aim import aim_of
from vectorstore.analysis.query import read_question
from vectorstore.schema import Metadata, Report
from vectorstore.weights import shipped_weights

WEIGHTS = shipped_weights().aim
STP, THADS = "Sở Tư pháp", "Cục Thi hành án dân sự"


def report(
    province: str | None, period: str | None, agency: str = STP, locality: str | None = None
) -> Report:
    metadata = Metadata(title="Báo cáo", agency=agency, province=province, period=period, locality=locality)
    return Report(report_id="r", sources=("r.txt",), content_hash="", format="txt", metadata=metadata)


def worth(question: str, *reports: Report) -> list[float]:
    aim = aim_of(read_question(question))
    return [aim.worth(each, WEIGHTS) for each in reports]


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2022, tỉnh Sóc Trăng thẩm định bao nhiêu văn bản?",
        "soc trang nam 2022 tham dinh bao nhieu van ban",
        "How many documents were appraised in Soc Trang in 2022?",
    ],
)
def test_the_place_counts_before_the_period_and_both_before_one(question: str) -> None:
    both, place, period, none = worth(
        question,
        report("Sóc Trăng", "2022"),
        report("Sóc Trăng", "2021"),
        report("An Giang", "2022"),
        report("An Giang", "2021"),
    )
    assert both > place > period > none


def test_a_part_of_the_year_asked_is_nearer_than_another_year() -> None:
    exact, whole, other = worth(
        "6 tháng đầu năm 2023 Sóc Trăng",
        report("Sóc Trăng", "2023-H1"),
        report("Sóc Trăng", "2023"),
        report("Sóc Trăng", "2022-H1"),
    )
    assert exact > whole > other


def test_a_year_of_statistics_is_that_year() -> None:
    calendar, statistics = worth(
        "Sóc Trăng năm 2023", report("Sóc Trăng", "2023"), report("Sóc Trăng", "2022-11-15/2023-11-14")
    )
    assert calendar == statistics


def test_a_period_alone_only_leans() -> None:
    (leaning,) = worth("Sự kiện năm 2015", report(None, "2015"))
    assert 0 < leaning < 5


def test_provinces_answer_for_each_other_after_they_merged() -> None:
    own, heir, stranger = worth(
        "Hậu Giang năm 2026",
        report("Hậu Giang", "2026"),
        report("Cần Thơ", "2026"),
        report("Lào Cai", "2026"),
    )
    assert own > heir > stranger
    part, whole = worth("Cần Thơ năm 2023", report("Hậu Giang", "2023"), report("Cần Thơ", "2023"))
    assert whole > part > worth("Cần Thơ năm 2023", report("Lào Cai", "2023"))[0]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Cục THADS tỉnh An Giang báo cáo gì năm 2023?", THADS),
        ("An Giang năm 2023 thi hành án dân sự xong bao nhiêu việc?", THADS),
        ("cases of civil judgment enforcement in An Giang in 2023", THADS),
        ("Sở Tư pháp tỉnh An Giang làm gì năm 2023?", STP),
        ("ho tich an giang 2023", STP),
        ("An Giang năm 2023 gặp khó khăn gì?", STP),
    ],
)
def test_the_agency_named_or_working_on_it_comes_first(question: str, first: str) -> None:
    ours, theirs = worth(question, report("An Giang", "2023", STP), report("An Giang", "2023", THADS))
    assert (ours > theirs) == (first == STP)


def test_a_longer_name_takes_its_words() -> None:
    assert agencies_meant("Chi cục THADS huyện Phong Điền").named == {"chi_cuc_thi_hanh_an"}
    assert agency_of(report(None, None, "Chi cục Thi hành án dân sự huyện A")) == "chi_cuc_thi_hanh_an"
    assert agency_of(report(None, None, "Ban nào đó")) is None


def test_the_district_asked_for_comes_before_its_province_and_other_districts_behind() -> None:
    district, province, other = worth(
        "huyện Phong Điền, Cần Thơ năm 2023 hòa giải",
        report("Cần Thơ", "2023", "Phòng Tư pháp", "huyện Phong Điền"),
        report("Cần Thơ", "2023", "Phòng Tư pháp"),
        report("Cần Thơ", "2023", "Phòng Tư pháp", "huyện Cờ Đỏ"),
    )
    assert district > province > other


def test_a_region_leans_to_its_provinces() -> None:
    inside, outside = worth(
        "Đồng bằng sông Cửu Long năm 2023", report("An Giang", "2023"), report("Lào Cai", "2023")
    )
    assert inside > outside
    assert not aim_of(read_question("Đồng bằng sông Cửu Long năm 2023")).decides


def test_a_question_without_place_and_period_is_vague() -> None:
    assert aim_of(read_question("hòa giải ở cơ sở")).is_vague
    assert not aim_of(read_question("hòa giải ở cơ sở năm 2023")).is_vague
