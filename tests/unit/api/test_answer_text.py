"""An answer in the terminal: table, chart, coverage and notices."""

from api.cli.answer_text import chart_lines
from assistant.answer import Chart, Coverage, Series, Table
from tests.support.fake_application import FakeApplication, Tuphap, make_answer, make_citation

YEARS = ("2021", "2022", "2023")


def line_of(*values: float | None) -> Chart:
    return Chart(kind="line", x=YEARS, series=(Series(name="Văn bản", values=values),))


def test_a_trend_is_told_with_table_chart_coverage_and_notices(
    application: FakeApplication, tuphap: Tuphap
) -> None:
    rows = (("2021", 1840), ("2022", None), ("2023", 98.5))
    answer = make_answer("Xu hướng [1].", citations=[make_citation(), make_citation(2)])
    update = {
        "table": Table(columns=("Năm", "Văn bản [x]"), rows=rows, row_citations=((1,), (), (1, 2))),
        "chart": line_of(1840, None, 98.5),
        "coverage": Coverage(with_data=("2021", "2023"), without_data=("2022",)),
        "notices": ("Thiếu năm 2022.",),
    }
    application.answers.append(answer.model_copy(update=update))
    out = tuphap("ask", "xu hướng?").out
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "Năm Văn bản [x] Nguồn" in lines
    assert "2021 1.840 [1]" in lines
    assert "2022 –" in lines
    assert "2023 98,5 [1][2]" in lines
    assert f"2021 {'█' * 32} 1.840" in lines
    assert "Có số liệu (2): 2021, 2023" in lines
    assert "Không có số liệu (1): 2022" in lines
    assert "! Thiếu năm 2022." in lines
    assert lines.index("! Thiếu năm 2022.") < lines.index("[1] Báo cáo a.txt (a.txt)")


def test_a_wide_table_is_folded_and_never_cut(
    application: FakeApplication, tuphap: Tuphap, monkeypatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    name = "Thành phố Hồ Chí Minh và các tỉnh lân cận"
    table = Table(columns=("Nơi", "Số tiền đã thi hành xong"), rows=((name, 470581046000),), row_citations=())
    application.answers.append(make_answer("Bảng.").model_copy(update={"table": table}))
    out = tuphap("ask", "bao nhiêu?").out
    assert "470.581.046.000" in out
    assert all(word in out for word in name.split())
    assert "…" not in out


def test_bars_are_in_proportion() -> None:
    bars = [line.count("█") for line in chart_lines(line_of(100, 50, 0), "vi") if line.startswith("  ")]
    assert bars == [32, 16, 0]


def test_what_cannot_be_drawn_as_bars_is_left_to_the_table() -> None:
    assert list(chart_lines(line_of(5, None, None), "vi")) == []
    assert list(chart_lines(line_of(-5, -3, None), "vi")) == []
    drawn = list(chart_lines(line_of(-5, 3, None), "en"))
    assert drawn[2:] == ["  2021  -5", f"  2022  {'█' * 32} 3", "  2023  –"]


def test_several_series_stand_under_their_names() -> None:
    series = (Series(name="Hậu Giang", values=(1, 2, 3)), Series(name="Cà Mau", values=(None, 4, 1234)))
    drawn = list(chart_lines(Chart(kind="line", x=YEARS, series=series), "vi"))
    assert [line for line in drawn if line and not line.startswith(" ")] == ["Hậu Giang", "Cà Mau"]
    assert drawn[-1].endswith(" 1.234")
