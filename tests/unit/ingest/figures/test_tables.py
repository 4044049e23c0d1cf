"""Tables as statistics appendices print them: districts as rows, periods as columns, units above."""

from ingest.figures import read_figures
from vectorstore.schema import Block, BlockKind, Cell, Figure, FigureKind, Metadata, Report, StructuredText


def figures_of(
    caption: str,
    rows: list[list[str]],
    *,
    headers: int = 1,
    province: str = "Tây Ninh",
    period: str = "2023",
) -> list[Figure]:
    text = caption + "\n" if caption else ""
    blocks = [Block(BlockKind.PARAGRAPH, 0, len(caption))] if caption else []
    for number, row in enumerate(rows):
        start = len(text)
        cells = []
        for column, cell in enumerate(row):
            text += " | " if column else ""
            cells.append(Cell(len(text), len(text) + len(cell), column))
            text += cell
        header = number < headers
        blocks.append(
            Block(
                BlockKind.TABLE_ROW, start, len(text), table=0, row=number, header=header, cells=tuple(cells)
            )
        )
        text += "\n"
    metadata = Metadata(title="Biểu thống kê", province=province, period=period)
    report = Report(report_id="r", sources=("r",), content_hash="", format="xlsx", metadata=metadata)
    return list(read_figures(report, StructuredText(text, tuple(blocks))))


def test_a_district_under_a_period_column_is_not_the_province() -> None:
    rows = [
        ["TT", "Đơn vị", "Năm 2022", "Năm 2023"],
        ["1", "Huyện Châu Thành", "120", "131"],
        ["", "Tổng cộng", "980", "1.012"],
    ]
    found = figures_of("Kết quả đăng ký khai sinh (trường hợp)", rows)
    placed = {(f.value, f.locality, f.period) for f in found}
    assert placed == {
        (120, "Huyện Châu Thành", "2022"),
        (131, "Huyện Châu Thành", "2023"),
        (980, None, "2022"),
        (1012, None, "2023"),
    }


def test_the_column_names_the_indicator_and_the_unit_stands_in_it() -> None:
    rows = [
        ["Đơn vị", "Tổ hòa giải (tổ)", "Hòa giải viên (người)"],
        ["Thị xã Trảng Bàng", "85", "512"],
        ["Tổng số", "540", "3.301"],
    ]
    found = {(f.indicator, f.value) for f in figures_of("", rows) if f.locality is None}
    assert found == {("to_hoa_giai", 540), ("hoa_giai_vien", 3301)}


def test_a_stated_unit_scales_and_running_text_does_not() -> None:
    rows = [["Chỉ tiêu", "Năm 2023"], ["Phí công chứng", "33.216"]]
    (scaled,) = figures_of("Đơn vị tính: triệu đồng", rows)
    assert (scaled.value, scaled.unit) == (33_216_000_000, "đồng")
    counted = [["Chỉ tiêu", "Năm 2023"], ["Vụ việc hòa giải thành", "1.861"]]
    above = "Trong năm, các tổ chức hành nghề công chứng nộp ngân sách 12 tỷ đồng; kết quả như sau."
    figure = next(f for f in figures_of(above, counted) if f.value == 1861)
    assert (figure.indicator, figure.unit) == ("hoa_giai_thanh", "vụ việc")


def test_a_city_is_no_verb() -> None:
    rows = [["Đơn vị", "Vụ việc hòa giải được tiếp nhận"], ["Thành phố Tây Ninh", "113"]]
    (figure,) = figures_of("", rows)
    assert figure.indicator == "vu_viec_hoa_giai"


def test_parts_and_changes_are_told_from_the_level() -> None:
    rows = [
        ["Chỉ tiêu", "Phòng công chứng", "Văn phòng công chứng", "Tổng số", "Tăng, giảm (%)"],
        ["Số việc công chứng", "1.200", "9.300", "10.500", "-4,3"],
    ]
    kinds = {f.value: (f.kind, f.part) for f in figures_of("", rows)}
    assert kinds[10500] == (FigureKind.ACHIEVED, None)
    assert kinds[9300] == (FigureKind.PART, "Văn phòng công chứng")
    assert kinds[-4.3][0] is FigureKind.CHANGE


def test_an_office_is_no_total_and_a_kind_of_document_no_level() -> None:
    rows = [
        ["Đơn vị", "Tổng số thụ lý", "Năm trước chuyển sang", "Thi hành xong"],
        ["Cục THADS tỉnh", "1.204", "500", "700"],
        ["Toàn tỉnh", "9.120", "3.000", "5.900"],
    ]
    found = {f.value: f for f in figures_of("Kết quả thi hành án dân sự về việc", rows)}
    assert found[1204].part == "Cục THADS tỉnh"
    assert (found[9120].part, found[9120].kind) == (None, FigureKind.ACHIEVED)
    assert (found[3000].kind, found[3000].period) == (FigureKind.ACHIEVED, "2023")
    documents = [["Cơ quan", "Tổng số", "Nghị quyết"], ["Tổng số", "57", "12"]]
    kinds = {f.value: (f.kind, f.part) for f in figures_of("Số văn bản QPPL ban hành", documents)}
    assert kinds == {57: (FigureKind.ACHIEVED, None), 12: (FigureKind.PART, "nghị quyết")}


def test_a_commune_that_holds_a_towns_name_is_itself() -> None:
    rows = [["Đơn vị", "Khai sinh"], ["Phường Bắc Gia Nghĩa", "510"], ["Thành phố Tây Ninh", "812"]]
    found = {f.value: (f.province, f.locality) for f in figures_of("", rows)}
    assert found == {510: ("Tây Ninh", "Phường Bắc Gia Nghĩa"), 812: ("Tây Ninh", "Thành phố Tây Ninh")}


def test_the_unit_of_a_rate_column_is_percent_whatever_the_unit_column_says() -> None:
    rows = [
        ["Chỉ tiêu", "ĐVT", "Năm 2022", "Năm 2023", "So sánh (%)"],
        ["Luật sư", "người", "186", "193", "3,8"],
    ]
    found = {f.value: (f.unit, f.kind) for f in figures_of("", rows)}
    assert found[3.8] == ("%", FigureKind.CHANGE)
    assert found[193] == ("luật sư", FigureKind.ACHIEVED)


def test_the_seat_of_thua_thien_hue_is_not_yet_the_province() -> None:
    rows = [["TT", "Đơn vị", "Khai sinh"], ["1", "Thành phố Huế", "3.258"], ["", "Tổng số", "18.610"]]
    for period, locality in (("2022", "Thành phố Huế"), ("2025", None)):
        found = figures_of("Đăng ký hộ tịch (trường hợp)", rows, province="Thừa Thiên Huế", period=period)
        assert next(f.locality for f in found if f.value == 3258) == locality


def test_groups_behind_dots_leave_the_comma_for_decimals() -> None:
    rows = [
        ["TT", "Tỉnh", "Phiếu lý lịch tư pháp đã cấp (phiếu)", "Phí công chứng (tỷ đồng)"],
        ["1", "Tiền Giang", "2.576", "12,471"],
        ["2", "Bến Tre", "2.565", "7,998"],
    ]
    found = figures_of("", rows)
    assert {f.value for f in found if f.unit == "đồng"} == {12_471_000_000, 7_998_000_000}
    assert {f.value for f in found if f.unit == "phiếu"} == {2576, 2565}


def test_one_districts_name_leaves_the_unit_of_the_others_alone() -> None:
    rows = [
        ["TT", "Đơn vị", "Văn bản được rà soát", "Phí chứng thực"],
        ["1", "Huyện Đồng Phú", "49", "217"],
        ["2", "Huyện Lộc Ninh", "39", "198"],
        ["3", "XÃ ĐỒNG TÂM", "11", "95"],
    ]
    found = {f.value: (f.indicator, f.unit) for f in figures_of("", rows, province="Bình Phước")}
    for value in (49, 39, 11):
        assert found[value] == ("van_ban_ra_soat", "văn bản")


def test_a_heading_in_capitals_states_money() -> None:
    rows = [["Đơn vị", "PHÍ CHỨNG THỰC (ĐỒNG VIỆT NAM)"], ["Huyện Lộc Ninh", "198000"]]
    assert [(f.value, f.unit) for f in figures_of("", rows)] == [(198_000, "đồng")]
