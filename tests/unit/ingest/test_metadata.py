import datetime as dt

import pytest

from ingest.document import Document, Paragraph
from ingest.metadata import read_metadata
from ingest.structure import structure
from vectorstore.schema import AgencyLevel, Metadata


def of(*lines: str, source: str = "a.txt", title: str | None = None) -> Metadata:
    text = structure(Document("txt", tuple(Paragraph(line) for line in lines)))
    return read_metadata(text, source, title)


def report(*head: str, subject: str = "Kết quả công tác tư pháp năm 2023, phương hướng năm 2024") -> Metadata:
    return of(*head, "BÁO CÁO", subject, "Kính gửi: Bộ Tư pháp.", "I. KẾT QUẢ", "Đã thẩm định 42 văn bản.")


def test_the_head_of_a_provincial_report() -> None:
    found = report(
        "UBND TỈNH HẬU GIANG",
        "SỞ TƯ PHÁP",
        "Số: 123/BC-STP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hậu Giang, ngày 12 tháng 12 năm 2023",
    )
    assert found == Metadata(
        title="Báo cáo kết quả công tác tư pháp năm 2023, phương hướng năm 2024",
        agency="Sở Tư pháp tỉnh Hậu Giang",
        level=AgencyLevel.PROVINCE,
        province="Hậu Giang",
        locality=None,
        period="2023",
        number="123/BC-STP",
        date=dt.date(2023, 12, 12),
        language="vi",
    )


@pytest.mark.parametrize(
    ("head", "agency", "level", "province", "locality"),
    [
        (("ỦY BAN NHÂN DÂN", "THÀNH PHỐ CẦN THƠ", "SỞ TƯ PHÁP"), "Sở Tư pháp", "province", "Cần Thơ", None),
        (
            ("UBND HUYỆN CHÂU THÀNH", "PHÒNG TƯ PHÁP"),
            "Phòng Tư pháp huyện Châu Thành",
            "district",
            None,
            "huyện Châu Thành",
        ),
        (
            ("BỘ TƯ PHÁP", "CỤC THI HÀNH ÁN DÂN SỰ TỈNH ĐẮK LẮK"),
            "Cục Thi hành án dân sự tỉnh Đắk Lắk",
            "province",
            "Đắk Lắk",
            None,
        ),
        (("BỘ TƯ PHÁP",), "Bộ Tư pháp", "national", "Cả nước", None),
        (("UBND XÃ TÂN PHÚ",), "Ủy ban nhân dân xã Tân Phú", "commune", None, "xã Tân Phú"),
    ],
)
def test_agencies(
    head: tuple[str, ...], agency: str, level: str, province: str | None, locality: str | None
) -> None:
    found = report(*head)
    assert found.agency is not None
    assert found.agency.startswith(agency)
    assert (found.level, found.province, found.locality) == (AgencyLevel(level), province, locality)


@pytest.mark.parametrize(
    ("subject", "period"),
    [
        ("Công tác tư pháp 6 tháng đầu năm 2023, nhiệm vụ 6 tháng cuối năm 2023", "2023-H1"),
        ("Kết quả công tác quý I/2023", "2023-Q1"),
        ("Công tác tư pháp 9 tháng đầu năm 2024", "2024-9M"),
        ("Tổng kết công tác tư pháp năm 2022", "2022"),
        ("Kết quả công tác từ ngày 15/11/2022 đến ngày 14/11/2023", "2022-11-15/2023-11-14"),
        ("Tình hình tổ chức bộ máy", None),
    ],
)
def test_the_period_is_what_the_title_says(subject: str, period: str | None) -> None:
    assert report("Hậu Giang, ngày 05 tháng 01 năm 2024", subject=subject).period == period


@pytest.mark.parametrize(
    ("lines", "period"),
    [
        (
            (
                "Vi phạm gia tăng",
                "Ngày đăng: 2016",
                "6 tháng đầu năm, Hà Tĩnh có 25.727 vụ, cao hơn cùng kỳ năm 2015.",
            ),
            "2016-H1",
        ),
        (
            (
                "Số việc giảm",
                "Ngày đăng: 2019",
                "Sáu tháng đầu năm, thụ lý 79.177 việc, ít hơn năm 2018 là 2.676 việc.",
            ),
            "2019-H1",
        ),
        (("Số việc giảm", "Ngày đăng: 10/02/2019", "Sáu tháng đầu năm, thụ lý 79.177 việc."), None),
        (("Kết quả tích cực", "Ngày đăng: 2021", "Cả nước có hơn 16.500 luật sư."), None),
        (("Kết quả", "Ngày đăng: 20/07/2021", "Trong năm, tỉnh có 42 luật sư."), None),
        (("Kết quả", "Trong số văn bản ban hành từ năm 1998 đến 2008, có 68 văn bản."), None),
        (("Kết quả", "Năm 2018, Trung tâm tổ chức 103 cuộc.", "Năm 2017 có 90 cuộc."), "2018"),
        (
            (
                "Results",
                "Published: 29/10/2025",
                "In the first 9 months of 2025 the Center served 405 people.",
            ),
            "2025-9M",
        ),
    ],
)
def test_an_article_is_of_the_period_it_begins_with_never_of_its_date(
    lines: tuple[str, ...], period: str | None
) -> None:
    assert of(*lines).period == period


@pytest.mark.parametrize(
    ("lines", "source", "province"),
    [
        (("Tư pháp Sóc Trăng hướng về cơ sở", "Cần Thơ và Cần Thơ cùng dự."), "a.txt", "Sóc Trăng"),
        (("Hội nghị", "Đà Nẵng, Hậu Giang, Hà Nam đạt 100%."), "a.txt", None),
        (("Tổng hợp", "Từ 63/63 tỉnh, thành phố có 9.938 xã, trong đó Hậu Giang 75 xã."), "a.txt", "Cả nước"),
        (("Kết quả hòa giải", "Toàn tỉnh có 716 tổ hòa giải."), "bao-cao/hau-giang_2023.txt", "Hậu Giang"),
        (("Kết quả hòa giải", "Toàn tỉnh có 716 tổ hòa giải."), "a.txt", None),
    ],
)
def test_the_province(lines: tuple[str, ...], source: str, province: str | None) -> None:
    assert of(*lines, source=source).province == province


def test_a_title_property_is_used_only_where_the_text_has_none() -> None:
    assert (
        of("Đã thẩm định 42 văn bản.", title="Kết quả công tác năm 2023").title == "Kết quả công tác năm 2023"
    )
    assert of("Đã thẩm định 42 văn bản.", title="Microsoft Word - bc.doc").title == "Đã thẩm định 42 văn bản."


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("Kỳ báo cáo: 6 tháng đầu năm 2025. Đơn vị báo cáo: Sở Tư pháp tỉnh Hậu Giang", "2025-H1"),
        ("Số liệu trong kỳ: quý III năm 2024", "2024-Q3"),
        ("Kỳ báo cáo: năm 2023", "2023"),
    ],
)
def test_words_that_point_at_the_time_reported_name_none(line: str, period: str) -> None:
    assert of("UBND TỈNH HẬU GIANG", "SỞ TƯ PHÁP", "BÁO CÁO THỐNG KÊ", line, "1 | 2").period == period
    assert of(line, "SỞ TƯ PHÁP TỈNH HẬU GIANG", "Số văn bản thẩm định là 12.").period == period


def test_language() -> None:
    assert of("Legal aid in the province", "The Center served 405 people in 2025.").language == "en"
