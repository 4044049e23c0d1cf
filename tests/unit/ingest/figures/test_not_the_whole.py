"""Numbers beside an indicator's words that are not its level: read as the level, each is a wrong answer."""

import pytest

from ingest.figures.reading import Reading
from ingest.figures.scope import Scope
from ingest.figures.sentences import read_sentence_figures
from ingest.figures.subject import Surroundings
from vectorstore.schema import FigureKind

REPORT = Scope("Quảng Ngãi", None, "2023")


def read(sentence: str) -> dict[float, Reading]:
    """The readings of a sentence by value."""
    found = read_sentence_figures(sentence, (0, len(sentence)), REPORT, Surroundings())
    return {reading.quantity.value: reading for reading in found}


def is_level(reading: Reading) -> bool:
    """Whether a reading would be given as the indicator's figure for the report's place and period."""
    return (
        reading.subject.indicator is not None
        and not reading.subject.rivals
        and reading.kind is FigureKind.ACHIEVED
        and reading.part is None
        and reading.scope == REPORT
    )


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Cấp tỉnh tổ chức 120 cuộc tuyên truyền pháp luật với 15.300 lượt người dự.", 15300),
        ("Đăng ký khai sinh 15.230 trường hợp (đăng ký mới 14.100, đăng ký lại 1.130).", 14100),
        ("Ban hành 8.210 quyết định xử phạt, giảm 3,5% so với năm trước (8.508 quyết định).", 8508),
        ("Bình quân mỗi trung tâm trợ giúp pháp lý thực hiện 25 vụ việc.", 25),
        ("HĐND tỉnh ban hành 12 nghị quyết.", 12),
        ("6 tháng đầu năm chứng thực 210.300 bản sao; 9 tháng 320.500 bản sao.", 320500),
        ("Các huyện Bình Sơn, Sơn Tịnh tổ chức 540 cuộc tuyên truyền pháp luật.", 540),
        ("Riêng án tín dụng, cơ quan thi hành án dân sự thi hành xong 188 việc.", 188),
        ("Công chứng viên đã nghỉ hưu là 5 công chứng viên đã bị xóa tên.", 5),
        ("Số việc thi hành án dân sự xong tăng 214 việc.", 214),
        ("Nếu năm 2022 cấp 9.120 phiếu lý lịch tư pháp thì năm nay là 11.640 phiếu.", 9120),
        ("Sở thẩm định, góp ý 120 văn bản.", 120),
    ],
)
def test_a_number_that_is_not_the_level_is_not_read_as_one(sentence: str, number: float) -> None:
    readings = read(sentence)
    assert number in readings
    assert not is_level(readings[number]), readings[number]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Cả năm chứng thực 430.100 bản sao.", 430100),
        (
            "Huyện Mộ Đức đăng ký khai sinh 812 trường hợp; toàn tỉnh đăng ký khai sinh 9.120 trường hợp.",
            9120,
        ),
        ("UBND cấp huyện, cấp xã chứng thực 812.300 bản sao từ bản chính.", 812300),
        ("Một số kết quả nổi bật: thẩm định 92 văn bản.", 92),
        ("Cơ quan thi hành án dân sự xong 8.123 việc trong tổng số 9.876 việc có điều kiện.", 8123),
        ("Tính đến 31/12/2023, toàn tỉnh có 214 luật sư.", 214),
    ],
)
def test_the_level_is_read_as_the_level(sentence: str, number: float) -> None:
    assert is_level(read(sentence)[number]), read(sentence)[number]


@pytest.mark.parametrize(
    ("sentence", "number", "period"),
    [
        ("Trong 5 năm, các tổ hòa giải tiếp nhận 1.240 vụ việc.", 1240, None),
        ("Sau ba năm, đã cấp 3.150 phiếu lý lịch tư pháp.", 3150, None),
        ("Lũy kế 9 tháng đã cấp 1.044 phiếu lý lịch tư pháp.", 1044, "2023-9M"),
        ("Trong năm, đã cấp 1.344 phiếu lý lịch tư pháp.", 1344, "2023"),
    ],
)
def test_several_years_are_not_the_report_s_one(sentence: str, number: float, period: str | None) -> None:
    assert read(sentence)[number].scope.period == period
