"""The parts of simulated reports: printed numbers, the world's arithmetic, slots and the style's data."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.simulate import numerals
from eval.simulate.compose import compose
from eval.simulate.document import Heading, Table
from eval.simulate.errors import StyleError
from eval.simulate.filling import Filling
from eval.simulate.gold import Kind
from eval.simulate.period import Period, Span
from eval.simulate.plan import ReportPlan, many
from eval.simulate.style import DocumentKind, load_style
from eval.simulate.telling import tell
from eval.simulate.world import World, indicators, places, provinces

_WORLD = World(7)
_periods = st.builds(Period, st.integers(2015, 2030), st.sampled_from(Span))
_places = st.sampled_from(sorted(set(places()) - {"Cả nước"})).map(lambda name: places()[name])


def _filling(**changes: object) -> Filling:
    fields = {
        "report": "r.txt",
        "style": load_style("house"),
        "world": _WORLD,
        "place": places()["Sóc Trăng"],
        "period": Period(2023),
    }
    return Filling(**{**fields, **changes})


@pytest.mark.parametrize(
    ("printed", "text", "value"),
    [
        (numerals.plain(2536), "2.536", 2536),
        (numerals.plain(98.5), "98,5", 98.5),
        (numerals.plain(80.0), "80", 80),
        (numerals.plain(-4.7), "-4,7", -4.7),
        (numerals.zero_led(6), "06", 6),
        (numerals.zero_led(16), "16", 16),
        (numerals.in_words(12), "mười hai", 12),
        (numerals.in_words(20), "hai mươi", 20),
        (numerals.in_words(21), "21", 21),
        (numerals.scaled(15_300_400_000), "15 tỷ 300 triệu", 15_300_000_000),
        (numerals.scaled(1_245_000_000_000), "1.245 tỷ", 1_245_000_000_000),
        (numerals.scaled(7_200_000), "7 triệu", 7_000_000),
        (numerals.scaled_decimal(38_485_000_000), "38,485 tỷ", 38_485_000_000),
        (numerals.scaled_decimal(41_860_000_000), "41,86 tỷ", 41_860_000_000),
        (numerals.hedged(184_213, "trên", "gần"), "trên 184.000", 184_000),
        (numerals.hedged(184_913, "trên", "gần"), "gần 185.000", 185_000),
        (numerals.hedged(184_000, "trên", "gần"), "184.000", 184_000),
        (numerals.hedged_scaled(1_234_567, "hơn", "gần"), "hơn 1,2 triệu", 1_200_000),
        (numerals.hedged_scaled(184_913, "hơn", "gần"), "gần 185 nghìn", 185_000),
        (numerals.hedged_scaled(9_723, "hơn", "gần"), "hơn 9.720", 9_720),
        (numerals.scaled_short(15_320_000_000), "15,3 tỷ", 15_300_000_000),
        (numerals.compound(470_581_046_200), "470 tỷ 581 triệu 046 nghìn", 470_581_046_000),
        (numerals.compound(3_000_007_000), "3 tỷ 000 triệu 007 nghìn", 3_000_007_000),
        (numerals.compound(218_676_048), "218 triệu 676 nghìn", 218_676_000),
        (numerals.plain(1234.5, numerals.Separators(",", ".")), "1,234.5", 1234.5),
        (numerals.plain(2536, numerals.Separators("", ",")), "2536", 2536),
        (numerals.ranged(300, 1350, "–"), "300–1.350", 300),
    ],
)
def test_number_is_printed_as_reports_print_it(printed, text, value):
    assert (printed.text, printed.value) == (text, value)


@given(st.integers(0, 10**13))
def test_plain_print_reads_back(value):
    assert int(numerals.plain(value).text.replace(".", "")) == value


@settings(deadline=None, max_examples=40)
@given(_places, _periods)
def test_parts_and_districts_add_up_to_their_whole(place, period):
    for key, indicator in indicators().items():
        total = _WORLD.value(place, key, period)
        assert total >= 1
        if place.districts:
            assert sum(_WORLD.districts(place, key, period).values()) == total
        parts = _WORLD.parts(place, key, period)
        for way in (indicator.parts, indicator.groups):
            assert sum(parts[label] for label in way) == (total if way else 0)
        if indicator.of and indicator.ratio[1] <= 1:
            assert total <= max(_WORLD.value(place, indicator.of, period), len(place.members), 1)


@settings(deadline=None, max_examples=40)
@given(_places.filter(lambda place: place.members), _periods)
def test_a_place_made_of_others_is_their_sum(place, period):
    for key in ("khai_sinh", "hoa_giai_thanh", "hoa_giai_khong_thanh"):
        members = [_WORLD.value(places()[member], key, period) for member in place.members]
        assert _WORLD.value(place, key, period) == sum(members)


def test_the_regions_are_the_63_provinces_each_once():
    regions = [places()[key] for key in places()["Cả nước"].members]
    members = [member for region in regions for member in region.members]
    assert sorted(members) == sorted(place.key for place in provinces())
    assert len(members) == 63


def test_quarters_add_up_to_the_half_year_and_nine_months():
    place = places()["Nghệ An"]
    first, second, third, half, nine_months = (
        _WORLD.value(place, "khai_sinh", Period(2023, Span(span))) for span in ("Q1", "Q2", "Q3", "H1", "9M")
    )
    assert first + second == half
    assert half + third == nine_months


def test_a_district_never_does_more_than_there_was_to_do():
    for place in provinces():
        for part in ("thi_hanh_an_viec_xong", "thi_hanh_an_viec_co_dieu_kien", "hoa_giai_thanh"):
            whole = _WORLD.districts(place, indicators()[part].of, Period(2023))
            for district, value in _WORLD.districts(place, part, Period(2023)).items():
                assert value <= whole[district] + 1, (place.name, district, part)


def test_a_part_of_a_year_counts_less_than_the_year_but_a_stock_does_not():
    place = places()["An Giang"]
    year, half = Period(2023), Period(2023, Span.HALF)
    assert _WORLD.value(place, "khai_sinh", half) < _WORLD.value(place, "khai_sinh", year)
    assert _WORLD.value(place, "luat_su", half) == _WORLD.value(place, "luat_su", year)


def test_last_years_figure_is_the_figure_of_last_years_report():
    sentence = "Thẩm định {van_ban_tham_dinh} văn bản (năm 2022: {van_ban_tham_dinh.previous} văn bản)."
    told = tell(_filling(), (sentence,))
    before = tell(_filling(period=Period(2022)), ("Thẩm định {van_ban_tham_dinh} văn bản.",))
    assert told is not None
    assert before is not None
    this_year, last_year = told[1]
    assert (last_year.kind, last_year.period, last_year.value) == (Kind.PREVIOUS, "2022", before[1][0].value)
    assert (this_year.kind, this_year.period) == (Kind.ACHIEVED, "2023")
    assert told[0].count(this_year.printed) >= 1


def test_a_decrease_is_negative_in_gold_and_worded_in_print():
    pattern = ("Đã tiếp nhận {hoa_giai_thu_ly} vụ việc, {hoa_giai_thu_ly.change} so với năm trước.",)
    for name in sorted(places()):
        told = tell(_filling(place=places()[name]), pattern)
        if told is None:
            continue
        text, (level, change) = told
        before = _WORLD.value(places()[name], "hoa_giai_thu_ly", Period(2022))
        assert change.value == level.value - before
        word = "giảm" if change.value < 0 else "tăng"
        assert f"{word} {change.printed} vụ việc" in text


def test_a_sentence_about_something_left_out_is_not_told():
    assert tell(_filling(omits=frozenset({"luat_su"})), ("Có {luat_su} luật sư.",)) is None


@pytest.mark.parametrize("slot", ["{nothing}", "{luat_su.nonsense}", "{luat_su|nonsense}", "{luat_su.share}"])
def test_a_slot_that_means_nothing_is_the_styles_fault(slot):
    with pytest.raises(StyleError, match="house"):
        tell(_filling(), (f"Có {slot}.",))


def test_an_unknown_style_is_named():
    with pytest.raises(StyleError, match="nowhere"):
        load_style("nowhere")


def test_headings_are_numbered_without_gaps_when_parts_are_left_out():
    lawyers = frozenset(
        {"luat_su", "van_phong_luat_su", "cong_chung_vien", "viec_cong_chung", "phi_cong_chung"}
    )
    plan = ReportPlan(file="r.txt", place="Cần Thơ", period=Period(2023), omits=lawyers)
    composed = compose(plan, load_style("house"), _WORLD)
    headings = [block for block in composed.document.blocks if isinstance(block, Heading)]
    assert [h.text.split()[0] for h in headings if h.level == 1] == ["I.", "II.", "III."]
    assert not any("Luật sư" in heading.text for heading in headings)
    assert [h.text for h in headings if h.text.startswith("4.")] == [
        "4. Công tác bổ trợ tư pháp, trợ giúp pháp lý (TGPL)",
        "4.1. Trợ giúp pháp lý",
        "4.2. Đấu giá tài sản",
    ]
    assert not {figure.indicator for figure in composed.gold} & lawyers


def test_every_number_of_a_sentence_with_figures_is_in_gold():
    not_figures = re.compile(r"năm \d{4}|[69] tháng|số [12](?=:)", re.IGNORECASE)
    for plan in many(60, 3, ("txt",)):
        composed = compose(plan, load_style("house"), World(3))
        by_sentence: dict[str, list[str]] = {}
        for figure in composed.gold:
            if figure.sentence:
                by_sentence.setdefault(figure.sentence, []).append(figure.printed)
        for sentence, printed in by_sentence.items():
            rest = not_figures.sub("", sentence)
            for number in sorted(printed, key=len, reverse=True):
                assert number in rest, (number, sentence)
                rest = rest.replace(number, "", 1)
            assert not re.search(r"\d", rest), sentence


def test_appendix_is_tables_with_a_sheet_each():
    plan = ReportPlan(file="p.xlsx", place="Đắk Lắk", period=Period(2023), kind=DocumentKind.APPENDIX)
    composed = compose(plan, load_style("house"), _WORLD)
    assert [block.name for block in composed.document.blocks if isinstance(block, Table)] == [
        "Biểu số 1",
        "Biểu số 2",
        "Biểu số 3",
        "Biểu số 4",
    ]
