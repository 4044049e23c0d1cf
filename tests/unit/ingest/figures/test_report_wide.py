"""What a whole report or sentence settles: separators of other tables, unlisted localities, wholes."""

import pytest

from ingest.figures import read_figures
from ingest.reading import read_file
from vectorstore.schema import Figure, FigureKind, Report

_HEAD = "SỞ TƯ PHÁP TỈNH TÂY NINH\n\nBÁO CÁO\nCông tác tư pháp năm 2022\n\n"
_COUNTS = """
<table><tr><th>TT</th><th>Nội dung</th><th>Năm 2022</th><th>Tỷ lệ (%)</th></tr>
<tr><td>1</td><td>Số trường hợp đăng ký khai sinh</td><td>{count}</td><td>{rate}</td></tr></table>
"""
_MONEY = """
<table><tr><th>Thời gian</th><th>Việc công chứng</th><th>Phí công chứng (tỷ đồng)</th></tr>
<tr><td>Năm 2022</td><td>{cases}</td><td>{fee}</td></tr></table>
"""


def told(sentence: str) -> list[Figure]:
    return _read(f"{_HEAD}{sentence}\n".encode(), "bao-cao.txt")


def of_tables(*tables: str) -> list[Figure]:
    lines = "".join(f"<p>{line}</p>" for line in _HEAD.split("\n") if line)
    return _read(f"<html><body>{lines}{'<p>Biểu</p>'.join(tables)}</body></html>".encode(), "bao-cao.html")


def _read(data: bytes, name: str) -> list[Figure]:
    read = read_file(data, name)
    report = Report(report_id="r", sources=(name,), content_hash="", format="txt", metadata=read.metadata)
    return list(read_figures(report, read.text))


def _fee(figures: list[Figure]) -> list[float]:
    return [f.value for f in figures if f.indicator == "phi_cong_chung"]


def test_a_table_that_leaves_its_separators_open_is_read_as_the_others_of_its_report() -> None:
    money = _MONEY.format(cases="41,206", fee="17.354")
    assert _fee(of_tables(_COUNTS.format(count="21,870", rate="97.4"), money)) == [17_354_000_000]


def test_vietnamese_separators_elsewhere_keep_the_comma_before_decimals() -> None:
    money = _MONEY.format(cases="412", fee="17,354")
    assert _fee(of_tables(_COUNTS.format(count="21.870", rate="97,4"), money)) == [17_354_000_000]


def test_tables_that_contradict_each_other_settle_nothing_for_a_third() -> None:
    money = _MONEY.format(cases="412", fee="17.354")
    english, vietnamese = ("21,870", "97.4"), ("5.870", "97,4")
    tables = [_COUNTS.format(count=count, rate=rate) for count, rate in (english, vietnamese)]
    assert _fee(of_tables(*tables, money)) == [17_354_000_000_000]


@pytest.mark.parametrize("locality", ["xã Lộc Hưng Đông", "phường Đông Hải"])
def test_a_locality_no_list_has_is_not_the_province(locality: str) -> None:
    found = told(f"Tại {locality}, các tổ hòa giải đã hòa giải thành 37 vụ việc.")
    assert [(f.value, f.locality) for f in found] == [(37, locality)]


def test_a_second_locality_does_not_take_the_place_of_the_first() -> None:
    found = told("Đứng đầu là xã Bến Mới (hòa giải thành 45 vụ việc), xã Gò Cao (hòa giải thành 31 vụ việc).")
    assert [(f.value, f.locality) for f in found] == [(45, "xã Bến Mới"), (31, "xã Gò Cao")]


def test_a_number_of_several_localities_is_of_none_of_them_alone() -> None:
    found = told("Các xã Bến Mới, Gò Cao và Lộc Hưng hòa giải thành 66 vụ việc.")
    assert [f.locality for f in found] == ["Các xã Bến Mới, Gò Cao và Lộc Hưng"]


def test_units_of_communes_and_their_unions_are_no_localities() -> None:
    found = told("Có 54 xã đạt chuẩn tiếp cận pháp luật.") + told("Huyện Đoàn tổ chức 9 cuộc tuyên truyền.")
    assert [f.locality for f in found] == [None, None]


@pytest.mark.parametrize("joined", ["71 trong 85 vụ việc đã thụ lý", "71/85 vụ việc đã thụ lý"])
def test_the_whole_a_number_is_taken_from_is_no_second_level(joined: str) -> None:
    found = {f.value: (f.indicator, f.part) for f in told(f"Trong năm, hòa giải thành {joined}.")}
    assert found == {71: ("hoa_giai_thanh", None), 85: ("vu_viec_hoa_giai", None)}


def test_teams_that_mediated_are_not_counted_as_teams() -> None:
    found = told("Trong năm, các tổ hòa giải thành 1.402 vụ việc, tức 91,3%.")
    assert [(f.indicator, f.kind) for f in found] == [
        ("hoa_giai_thanh", FigureKind.ACHIEVED),
        ("hoa_giai_thanh", FigureKind.SHARE),
    ]


def test_headings_that_only_name_the_staff_or_other_work_of_a_field_divide_nothing() -> None:
    table = """<table>
    <tr><th rowspan="2">Thời gian</th><th colspan="2">Nhân lực</th><th>Chứng thực khác</th></tr>
    <tr><th>Luật sư (người)</th><th>Công chứng viên (người)</th><th>Chứng thực chữ ký (việc)</th></tr>
    <tr><td>Năm 2022</td><td>212</td><td>38</td><td>9.541</td></tr></table>"""
    assert {(f.indicator, f.value, f.part) for f in of_tables(table)} == {
        ("luat_su", 212, None),
        ("cong_chung_vien", 38, None),
        ("chung_thuc_chu_ky", 9541, None),
    }
