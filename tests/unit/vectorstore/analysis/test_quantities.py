"""Quantities: what is read from a sentence, and what is left alone."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.analysis.quantities import Quantity, find_quantities


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.15g}"


def _show(quantity: Quantity) -> str:
    """In short: qualifier, value–upper/denominator, % or pp, x for times, w for words, currency."""
    shown = f"{quantity.qualifier} " if quantity.qualifier else ""
    shown += _number(quantity.value)
    if quantity.value_to is not None:
        shown += f"–{_number(quantity.value_to)}"
    if quantity.denominator is not None:
        shown += f"/{_number(quantity.denominator)}"
    shown += "pp" if quantity.points else "%" if quantity.percent else ""
    shown += "x" * quantity.multiple + "w" * quantity.words
    return f"{shown} {quantity.currency}" if quantity.money else shown


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Sở đã thẩm định 42 văn bản.", "vi", ["42"]),
        ("Toàn tỉnh mở 1.205 cuộc với trên 61.000 lượt người dự.", "vi", ["1205", "trên 61000"]),
        ("Tỷ lệ hòa giải thành đạt 83,25%.", "vi", ["83.25%"]),
        ("Số vụ việc thụ lý 1234567 việc", "vi", ["1234567"]),
        ("Thu lệ phí 1,2 triệu đồng", "vi", ["1200000 đồng"]),
        ("tổng số tiền 15 tỷ 300 triệu đồng", "vi", ["15300000000 đồng"]),
        ("thu 470 tỷ 581 triệu 046 nghìn đồng", "vi", ["470581046000 đồng"]),
        ("gần 201 tỷ 202 triệu đồng", "vi", ["gần 201202000000 đồng"]),
        ("nộp ngân sách 38,485 tỷ đồng", "vi", ["38485000000 đồng"]),
        ("thu hồi 55.773 tỷ đồng", "vi", ["55773000000000 đồng"]),
        ("phí là 8.025.223.000 đồng", "vi", ["8025223000 đồng"]),
        ("đã giải quyết 01 vụ và mở 06 hội nghị", "vi", ["1", "6"]),
        ("có 55/60 xã (đạt 91,67%)", "vi", ["55/60", "91.67%"]),
        ("đạt chuẩn 139/143 đơn vị", "vi", ["139/143"]),
        ("xử lý 10–15 vụ mỗi năm", "vi", ["10–15"]),
        ("trong thời hạn từ 10 đến 15 ngày", "vi", ["10–15"]),
        ("tăng 12,5% so với cùng kỳ", "vi", ["12.5%"]),
        ("giảm 15 vụ so với năm 2022", "vi", ["15"]),
        ("tăng 1,27 lần về việc và 7,38 lần về tiền", "vi", ["1.27x", "7.38x"]),
        ("gấp 3 lần năm trước", "vi", ["3x"]),
        ("phát thanh 74.800 lần", "vi", ["74800"]),
        ("tăng 2,5 điểm phần trăm", "vi", ["2.5pp"]),
        ("thấp hơn 1,3 điểm % so với kế hoạch", "vi", ["1.3pp"]),
        ("tỷ lệ 79 %, cấp huyện 74,06 %, xã 2.8%", "vi", ["79%", "74.06%", "2.8%"]),
        ("dự thảo theo Công văn số 123/BC-STP ngày 12/5/2023", "vi", []),
        ("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020", "vi", []),
        ("Luật số 20/2013/QH13 có hiệu lực", "vi", []),
        ("Quyết định 81/QĐ-UBND và Thông tư 03/2019/TT-BTP", "vi", []),
        ("theo Điều 5 và khoản 2 Điều 7 Luật Công chứng", "vi", []),
        ("theo Điều 5, 6 và 7 của Luật", "vi", []),
        ("chi tiết tại Phụ lục 1, Biểu số 01", "vi", []),
        ("Quý I có 12 vụ, quý 2 có 15 vụ", "vi", ["12", "15"]),
        ("Ngày 9/12, đoàn công tác làm việc tại tỉnh", "vi", []),
        ("từ 15/11/2022 đến 14/11/2023 tiếp nhận 356 hồ sơ", "vi", ["356"]),
        ("Cần Thơ, ngày 12 tháng 12 năm 2023", "vi", []),
        ("hết tháng 6-2008 có 1.704 tổ", "vi", ["1704"]),
        ("Năm 2023 có 2.023 vụ", "vi", ["2023"]),
        ("giai đoạn 2019-2022 giải quyết 3.731 vụ việc", "vi", ["3731"]),
        ("giai đoạn 2019–2023", "vi", []),
        ("lúc 8 giờ 30 ngày 5/6", "vi", []),
        ("6 tháng đầu năm thụ lý 79.177 việc", "vi", ["79177"]),
        ("Sáu tháng đầu năm, cơ quan thụ lý 120 việc", "vi", ["120"]),
        ("Qua 9 tháng, đã cấp 450 phiếu", "vi", ["450"]),
        ("Sau mười năm thi hành Luật", "vi", []),
        ("Trong 10 năm, các tổ tiếp nhận 11.176 vụ, việc", "vi", ["11176"]),
        ("nhiệm kỳ 2021–2026 có 50 đại biểu", "vi", ["50"]),
        ("Đại hội lần thứ 4 bầu 7 ủy viên", "vi", ["7"]),
        ("Điện thoại: 0293 3878 888 gặp bộ phận một cửa", "vi", []),
        ("Trang 2/5", "vi", []),
        ("- 3 -", "vi", []),
        ("1. Công tác xây dựng văn bản", "vi", []),
        ("1.1. Thẩm định 30 dự thảo", "vi", ["30"]),
        ("2) Hòa giải 15 vụ", "vi", ["15"]),
        ("phòng chống COVID-19 tại 12 xã", "vi", ["12"]),
        ("cấp phiếu lý lịch tư pháp số 1 là 1.200 phiếu, số 2 là 350 phiếu", "vi", ["1200", "350"]),
        ("trong số 68 văn bản có 12 văn bản hết hiệu lực một phần", "vi", ["68", "12"]),
        ("tổng số 245 trường hợp", "vi", ["245"]),
        ("mở bốn đợt lưu động tại 18 xã", "vi", ["4w", "18"]),
        ("xong năm bản án", "vi", ["5w"]),
        ("hai mươi lăm vụ việc", "vi", ["25w"]),
        ("ban hành mười hai kế hoạch", "vi", ["12w"]),
        ("một trăm linh năm hồ sơ", "vi", ["105w"]),
        ("“Tôi đi bộ đến từng nhà”, một hòa giải viên ở cơ sở kể", "vi", []),
        ("Một người dân ở xã cho biết", "vi", []),
        ("đã xử lý một vụ việc", "vi", ["1w"]),
        ("Quyết định xử phạt: 4 083; cùng kỳ: 5 321.", "vi", ["4083", "5321"]),
        ("Biểu 2 345 và Quý 1 240 vụ việc", "vi", ["345", "240"]),
        ("còn một số hạn chế, một vài đơn vị và một cách làm", "vi", []),
        ("hai bên ký kết quy chế", "vi", []),
        ("Ba Đình và Ba Vì là hai địa bàn lớn", "vi", ["2w"]),
        ("trong năm văn bản được ban hành kịp thời", "vi", []),
        (
            "khoảng 1.200 người, dưới 5%, không quá 30 ngày, ít nhất 6 ngàn việc",
            "vi",
            ["khoảng 1200", "dưới 5%", "không quá 30", "ít nhất 6000"],
        ),
        ("cao hơn 15% so với năm trước", "vi", ["15%"]),
        ("mức tăng từ 10,5% trở lên", "vi", ["trở lên 10.5%"]),
        ("16.500 luật sư làm việc tại 4.758 tổ chức", "vi", ["16500", "4758"]),
        ("có 1,234,567 lượt truy cập", "vi", ["1234567"]),
        ("đạt 73.3% kế hoạch", "vi", ["73.3%"]),
        ("33.000 ngàn lượt người", "vi", ["33000000"]),
        ("được nhận 170 tờ/285 tờ", "vi", ["170/285"]),
        ("9687/10985 đơn vị cấp xã", "vi", ["9687/10985"]),
        ("có 9/12 huyện hoàn thành", "vi", ["9/12"]),
        ("Thu phí 50.000 đồng/hồ sơ", "vi", ["50000 đồng"]),
        ("15 đồng chí tham dự", "vi", ["15"]),
        ("dịch vụ công mức độ 3, 4 đạt 95%", "vi", ["95%"]),
        ("hạng III, loại 2 và cấp độ 4", "vi", []),
        ("42 văn bản [1].", "vi", ["42"]),
        ("(1) 25 vụ; (2) 30 vụ", "vi", ["25", "30"]),
        ("tại Phường 12, Quận 5 có 7 tổ", "vi", ["7"]),
        ("hơn 173.260 tỉ đồng", "vi", ["hơn 173260000000000 đồng"]),
        ("tỉ lệ 48,49%, vượt 11,99%", "vi", ["48.49%", "11.99%"]),
        ("4453 việc, trong đó có điều kiện 1673 việc", "vi", ["4453", "1673"]),
        ("thụ lý 2015 việc", "vi", ["2015"]),
        ("trên 2000 lượt người", "vi", ["trên 2000"]),
        ("12 345 lượt người tham dự", "vi", ["12345"]),
        ("1 234 567 đồng", "vi", ["1234567 đồng"]),
        ("Năm 2021, 2022 và 2023", "vi", []),
        ("so vu viec 1.204 vu nam 2023", "vi", ["1204"]),
        ("tren 184.000 luot", "vi", ["tren 184000"]),
        ("Đề án 06 được triển khai tại 8 huyện", "vi", ["8"]),
        ("02 Phòng công chứng, 18 Văn phòng công chứng", "vi", ["2", "18"]),
        ("hội thi có hai (02) giải nhất", "vi", ["2w"]),
        ("chi 500.000đ cho mỗi vụ việc", "vi", ["500000 đ"]),
        ("1,5 triệu USD", "vi", ["1500000 USD"]),
        ("tăng từ 10% lên 15%", "vi", ["10%", "15%"]),
        ("mỗi tổ có 5 đến 7 hòa giải viên", "vi", ["5–7"]),
        ("bằng 98% so với cùng kỳ, bằng 1,5 lần kế hoạch", "vi", ["98%", "1.5x"]),
        ("over 1,150 participants joined 12 talks", "en", ["over 1150", "12"]),
        ("In 2023 the center handled 1,234 cases, up 12.5%", "en", ["1234", "12.5%"]),
        ("nearly 1.2 million people", "en", ["nearly 1200000"]),
        ("In the first 9 months of 2025 it served 405 people", "en", ["405"]),
        ("three lawyers and twenty-five notaries", "en", ["3w", "25w"]),
        ("Article 5 of Decree No. 30/2020/ND-CP", "en", []),
        ("VND 15.3 billion was collected", "en", ["15300000000 VND"]),
        ("more than two thousand cases", "en", ["more than 2000w"]),
        ("On 29 October 2025, 7 communes took part", "en", ["7"]),
        ("a rate of 98.5 percent, 2 percentage points higher", "en", ["98.5%", "2pp"]),
        ("Hau Giang 2023 lawyers", "en", []),
        ("How many documents in 2023?", "en", []),
        ("one of the provinces had 55 of 60 communes", "en", ["55", "60"]),
        ("at least 30 training courses", "en", ["at least 30"]),
        ("| Số việc | 18.032 | 106.107 | 98,5 |", "vi", ["18032", "106107", "98.5"]),
        ("hơn 10.000 lượt; khoảng 2 vạn tờ gấp", "vi", ["hơn 10000", "khoảng 20000"]),
        ("1 tỷ rưỡi đồng", "vi", ["1500000000 đồng"]),
        ("xấp xỉ 3,2 nghìn tỷ đồng", "vi", ["xấp xỉ 3200000000000 đồng"]),
        ("Tổ hòa giải số 5 có 7 thành viên", "vi", ["7"]),
        ("tiếp 35 lượt công dân/40 người", "vi", ["35", "40"]),
        ("theo Kế hoạch 45/KH-UBND đã tập huấn 300 người", "vi", ["300"]),
        ("khóa XV, kỳ họp thứ 6 thông qua 07 luật", "vi", ["7"]),
        ("đơn vị xếp thứ 3 toàn tỉnh, tăng 2 bậc", "vi", ["2"]),
        ("giải quyết 24/24 giờ", "vi", []),
        ("đúng hạn 1.250/1.260 hồ sơ, đạt 99,2%", "vi", ["1250/1260", "99.2%"]),
        ("trên địa bàn 18 xã", "vi", ["18"]),
        ("ba vụ việc", "vi", ["3w"]),
        ("tư vấn cho người dân", "vi", []),
        ("chính quyền địa phương 2 cấp", "vi", ["2"]),
        ("Bộ luật Dân sự 2015", "vi", []),
        ("đến năm 2025 phấn đấu 90% xã", "vi", ["90%"]),
        ("Biểu số 05a/BTP/PBGDPL: 25 cuộc", "vi", ["25"]),
        (
            "ước đạt 500 triệu đồng, chưa đến 1 tỷ đồng",
            "vi",
            ["ước đạt 500000000 đồng", "chưa đến 1000000000 đồng"],
        ),
        ("thời gian từ 01/10/2022 đến hết 30/9/2023", "vi", []),
        ("có 3 - 5 thành viên", "vi", ["3–5"]),
        ("đạt 100%", "vi", ["100%"]),
        ("số quyết định ban hành là 25.637", "vi", ["25637"]),
        ("QH13, A4, 5S và công nghiệp 4.0", "vi", []),
        ("phạt tiền 12.345.678.900 đồng đối với 1.024 trường hợp", "vi", ["12345678900 đồng", "1024"]),
        ("đạt 87.583% kế hoạch", "vi", ["87.583%"]),
        ("tăng 1.250% so với năm trước", "vi", ["1250%"]),
        ("Người dân gọi 1900 6192 để hỏi", "vi", []),
        ("STT 1 có 250 hồ sơ", "vi", ["250"]),
        ("Phiếu số 1: 12.345; Phiếu số 2: 3.333", "vi", ["12345", "3333"]),
        ("5.678 vụ/6.789 đối tượng", "vi", ["5678", "6789"]),
        ("Giá trị 300 - 500 triệu đồng", "vi", ["300000000–500000000 đồng"]),
        ("trị giá 350tr đồng", "vi", ["350000000 đồng"]),
        ("1,234 billion VND", "en", ["1234000000000 VND"]),
        ("1.234 triệu đồng", "vi", ["1234000000 đồng"]),
        ("(khiếu nại 03, tố cáo 02)", "vi", ["3", "2"]),
        ("Hơn 50 năm xây dựng", "vi", []),
        ("giải quyết 125,6 việc/năm", "vi", ["125.6"]),
        ("Đã cấp 450 Trích lục khai sinh", "vi", ["450"]),
        ("Bốn năm qua, bốn huyện đã hoàn thành", "vi", ["4w"]),
        ("tăng từ 10 đến 15 vụ", "vi", ["10", "15"]),
        ("42văn bản", "vi", ["42"]),
        ("dưới 1 tỷ 500 triệu", "vi", ["dưới 1500000000"]),
    ],
)
def test_reads(text: str, language: str, expected: list[str]) -> None:
    assert [_show(quantity) for quantity in find_quantities(text, language=language)] == expected


def test_spans_cover_what_they_say() -> None:
    text = "Tổng thu gần 201 tỷ 202 triệu đồng, đạt trên 95,5 % kế hoạch"
    money, rate = find_quantities(text)
    assert text[money.start : money.end] == "gần 201 tỷ 202 triệu"
    assert text[money.number_start : money.number_end] == "201 tỷ 202 triệu"
    assert text[rate.start : rate.end] == "trên 95,5 %"
    assert text[rate.number_start : rate.number_end] == "95,5"


def test_offsets_are_of_the_whole_text() -> None:
    text = "Có 5 vụ. Hòa giải thành 42 vụ việc. Còn 7 vụ."
    [found] = find_quantities(text, 9, 35)
    assert text[found.start : found.end] == "42"


def _grouped(whole: int, mark: str) -> str:
    return f"{whole:,}".replace(",", mark)


@given(st.integers(0, 10**15), st.sampled_from(["plain", ".", ",", " "]), st.sampled_from(["vi", "en"]))
def test_integers_read_back_in_any_style(value: int, style: str, language: str) -> None:
    written = str(value) if style == "plain" else _grouped(value, style)
    if style == "plain" and 1940 <= value < 2100:
        return  # may be a year
    text = f"thụ lý {written} vụ việc" if language == "vi" else f"there were {written} vụ việc"
    [found] = find_quantities(text, language=language)
    assert found.value == value
    assert text[found.start : found.end] == written


@given(
    st.integers(0, 10**6),
    st.integers(0, 99),
    st.sampled_from(["%", " triệu đồng", " tỷ đồng"]),
    st.booleans(),
)
def test_decimals_read_back_with_either_mark(whole: int, hundredths: int, unit: str, grouped: bool) -> None:
    for grouping, mark in ((".", ","), (",", ".")):
        written = (_grouped(whole, grouping) if grouped else str(whole)) + f"{mark}{hundredths:02}"
        [found] = find_quantities(f"bằng {written}{unit}")
        scale = {"%": 1, " triệu đồng": 10**6, " tỷ đồng": 10**9}[unit]
        assert found.value == pytest.approx(float(f"{whole}.{hundredths:02}") * scale, rel=1e-12)


@given(st.integers(1, 999), st.integers(1, 999), st.integers(1, 999))
def test_compound_scales_add_up(billions: int, millions: int, thousands: int) -> None:
    [found] = find_quantities(f"thu {billions} tỷ {millions} triệu {thousands:03} nghìn đồng")
    assert found.value == billions * 10**9 + millions * 10**6 + thousands * 10**3


_PIECES = [
    "42", "1.234", "98,5%", "vụ", "năm", "2023", "tháng", "/", "-", "–", "đến", "từ", "trên", "hai", "mươi",
    "lăm", "tỷ", "triệu", "đồng", "(", ")", ".", ",", "Điều", "số", "%", "điểm", "ngày", "12/5", "lần",
    "\n", "1.1.", "QĐ-UBND", "|", "tờ", "một", "trăm", "phần", "rưỡi", "[1]", "over", "three", "million",
    "đ/c", "0293", "h", "…", "3 000",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(_PIECES), max_size=25), st.sampled_from([" ", ""]), st.sampled_from(["vi", "en"])
)
def test_any_text_gives_ordered_spans_that_hold_a_number(
    pieces: list[str], joint: str, language: str
) -> None:
    text = joint.join(pieces)
    last = 0
    for found in find_quantities(text, language=language):
        assert last <= found.start <= found.number_start < found.number_end <= found.end <= len(text)
        assert found.words or any(
            character.isdigit() for character in text[found.number_start : found.number_end]
        )
        assert found.value_to is None or found.value_to > found.value
        last = found.end


@given(st.text(max_size=80))
def test_any_characters_are_survived(text: str) -> None:
    find_quantities(text)


def test_a_long_text_takes_time_in_proportion() -> None:
    """Not a stop watch: ten thousand sentences of figures must simply finish within the test time-out."""
    chooser = random.Random(3)
    text = " ".join(chooser.choice(_PIECES) for _ in range(20_000))
    assert find_quantities(text)
