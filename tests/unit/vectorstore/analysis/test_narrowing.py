"""Words that narrow stay terms whatever stands around them; words of asking and reporting never are terms."""

import pytest

from vectorstore.analysis.query import QuestionReading, read_question
from vectorstore.analysis.text import fold, tokens

NARROWS = [
    "nữ", "nam", "trẻ em", "người nghèo", "người cao tuổi", "người khuyết tật", "dân tộc thiểu số",
    "người nước ngoài", "nặc danh", "mạo danh", "trực tuyến", "qua mạng", "qua bưu chính", "lưu động",
    "quá hạn", "trễ hạn", "đúng hạn", "trước hạn", "lần đầu", "cấp lại", "bổ nhiệm mới", "bổ nhiệm lại",
    "miễn nhiệm", "chuyển đi", "tạm đình chỉ", "từ chối", "bị trả lại", "chưa giải quyết", "đang giải quyết",
    "hoàn thành", "không thành", "rút đơn", "kéo dài", "đông người", "phức tạp", "về đất đai", "về hình sự",
    "về dân sự", "về hôn nhân gia đình", "loại một", "hình thức rút gọn", "đối tượng chính sách",
    "chuyển nhượng", "thế chấp", "ủy quyền", "vùng sâu", "miền núi", "biên giới", "hải đảo",
    "khu công nghiệp",
    "của doanh nghiệp", "cá nhân", "ngoài tỉnh", "kiêm nhiệm", "đảng viên", "đại học", "miễn phí",
    "bằng văn bản", "bị kỷ luật", "được khen thưởng", "chi nhánh", "trụ sở", "tư nhân", "không tính công ty",
]  # fmt: skip
NARROWS_ENGLISH = [
    "female", "male", "elderly", "disabled", "foreign", "anonymous", "online", "overdue", "late", "pending",
    "newly appointed", "first-time", "commune-level", "district-level", "rural", "private", "criminal",
    "successful", "unresolved", "rejected", "mobile",
]  # fmt: skip


def _terms(question: str) -> set[str]:
    reading = read_question(question)
    return {*reading.terms, *(fold(reading.level).split() if reading.level else ())}


@pytest.mark.parametrize("words", NARROWS)
def test_what_narrows_is_asked_for(words: str) -> None:
    terms = _terms(f"Tính đến hết năm 2023 Hậu Giang ghi nhận bao nhiêu vi bằng {words}?")
    last = fold(tokens(words)[-1].text)
    assert last in terms or set(map(fold, words.split())) & terms, terms


@pytest.mark.parametrize("words", [each for each in NARROWS if len(each.split()) > 1])
def test_what_narrows_is_asked_for_without_marks(words: str) -> None:
    terms = _terms(fold(f"cho biet so vi bang {words} cua Hau Giang nam 2023"))
    assert set(map(fold, words.split())) & terms


@pytest.mark.parametrize("words", NARROWS_ENGLISH)
def test_what_narrows_is_asked_for_in_english(words: str) -> None:
    plain = read_question("How many auctions did Hau Giang hold in 2023?")
    narrowed = read_question(f"How many {words} auctions did Hau Giang hold in 2023?")
    assert (narrowed.terms, narrowed.level) != (
        plain.terms,
        plain.level,
    ) or narrowed.indicators != plain.indicators


FRAMES = [
    "Cho biết con số {} được ghi nhận trên địa bàn tỉnh Hậu Giang trong suốt năm 2023",
    "Thống kê của toàn ngành tư pháp cho thấy {} ở Hậu Giang năm 2023 dừng lại ở con số bao nhiêu?",
    "Tính đến hết năm 2023, Hậu Giang có được tất cả bao nhiêu {}?",
    "Rốt cuộc trong cả năm 2023 Hậu Giang đạt tổng lượng {} là bao nhiêu vậy anh chị?",
    "Theo báo cáo chính thức thì số {} tại Hậu Giang hồi năm 2023 đứng ở mức nào?",
    "Làm ơn cho em hỏi số lượng {} mà Hậu Giang đang có vào thời điểm cuối năm 2023 ạ",
    "Nếu nói về {} thì năm 2023 Hậu Giang ước chừng có khoảng bao nhiêu?",
    "Xét về {}, Hậu Giang năm 2023 có vẻn vẹn bao nhiêu, cụ thể giúp mình với?",
]
ENGLISH_FRAMES = [
    "What was the total number of {} recorded in Hau Giang in 2023?",
    "Could you please tell me the exact number of {} that Hau Giang had by the end of 2023?",
    "According to the official report, the number of {} in Hau Giang stood at what figure in 2023?",
    "I would like the figure for {} in Hau Giang as of the end of 2023, please.",
    "Did Hau Giang report any {} in 2023, and if so how many {} were there altogether?",
    "How many {} were on record across the whole province of Hau Giang throughout 2023?",
]


def _is_plain(reading: QuestionReading, indicator: str) -> None:
    assert [m.indicator for m in reading.indicators] == [indicator]
    assert [m.name for m in reading.places] == ["Hậu Giang"]
    assert [m.period for m in reading.periods] == ["2023"]
    assert reading.terms == ()
    assert reading.task.kind.value == "lookup"
    assert reading.numeric


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("noun", "indicator"), [("luật sư", "luat_su"), ("tổ hòa giải", "to_hoa_giai")])
def test_frames_of_asking_say_nothing(frame: str, noun: str, indicator: str) -> None:
    _is_plain(read_question(frame.format(noun)), indicator)
    _is_plain(read_question(fold(frame.format(noun))), indicator)


@pytest.mark.parametrize("frame", ENGLISH_FRAMES)
@pytest.mark.parametrize(("noun", "indicator"), [("lawyers", "luat_su"), ("notaries", "cong_chung_vien")])
def test_frames_of_asking_say_nothing_in_english(frame: str, noun: str, indicator: str) -> None:
    _is_plain(read_question(frame.format(*[noun] * frame.count("{}"))), indicator)
