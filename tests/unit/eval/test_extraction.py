"""Judging what was read: which figure is which number, what is wrong with it; counts worked by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.extraction.faults import Fault, Remark, faults, remarks
from eval.extraction.gold import Also, Expected, Gold, NoFigure
from eval.extraction.judge import Verdict, judge
from eval.extraction.read import JudgedReport
from eval.extraction.report import Section, as_json, tables
from eval.extraction.score import NO_FIGURE, by_construction, by_list, confusions, overall
from vectorstore.schema import Figure, FigureKind


def gold(start: int = 0, **changes: object) -> Gold:
    """`thẩm định 42 văn bản` of Hậu Giang in 2023, unless said otherwise."""
    fields: dict[str, object] = {
        "start": start,
        "end": start + 2,
        "value": 42.0,
        "unit": "văn bản",
        "kind": FigureKind.ACHIEVED,
        "indicator": "van_ban_tham_dinh",
        "name": "van_ban_tham_dinh",
        "province": "Hậu Giang",
        "period": "2023",
        "construction": "plain",
    }
    return Gold(**{**fields, **changes})  # type: ignore[arg-type]


def read(number: Gold, **changes: object) -> Figure:
    """The figure that a perfect reader takes from a number, with changes."""
    figure = Figure(
        figure_id=f"f{number.start}",
        report_id="r",
        ordinal=0,
        indicator=number.indicator,
        phrase=number.noun or "",
        value=number.value,
        value_to=number.value_to,
        unit=number.unit,
        qualifier=number.qualifier,
        kind=number.kind,
        part=number.part,
        province=number.province,
        locality=number.locality,
        period=number.period,
        start=number.start,
        end=number.end,
        value_start=number.start,
        value_end=number.end,
    )
    return replace(figure, **changes)  # type: ignore[arg-type]


def judged(expected: Expected, *figures: Figure, name: str = "r.txt", quotes: bool = True) -> JudgedReport:
    """One report with these figures read."""
    return JudgedReport(
        name=name,
        format="txt",
        characters=1000,
        seconds=0.001,
        judgement=judge(expected, figures),
        quotes={figure.value_start: "câu" for figure in figures} if quotes else {},
    )


NUMBERS = (
    gold(0),
    gold(10, indicator="van_ban_gop_y", name="van_ban_gop_y", value=17.0),
    gold(20, kind=FigureKind.CHANGE, value=-5.0, construction="change"),
    gold(30, kind=FigureKind.SHARE, value=98.5, unit="%", construction="share"),
    gold(40, indicator=None, noun="tủ sách", name="(tủ sách)", value=855.0, unit="tủ sách"),
)
TEXT = Expected(figures=NUMBERS, others=(NoFigure(50, 54, "period"),))


class TestWholeReaders:
    def test_a_perfect_reader_scores_one_everywhere(self) -> None:
        report = judged(TEXT, *(read(number) for number in NUMBERS))
        score = overall([report])
        assert (score.gold, score.right, score.recall, score.precision) == (5, 5, 1.0, 1.0)
        assert all(part.recall == 1.0 for part in by_construction([report]).values())
        assert confusions([report]) == []

    def test_a_reader_that_finds_nothing_has_no_recall_and_no_precision(self) -> None:
        score = overall([judged(TEXT)])
        assert (score.recall, score.missed, score.precision) == (0.0, 5, None)

    def test_a_reader_off_by_one_number_is_wrong_everywhere(self) -> None:
        values = [number.value for number in NUMBERS]
        shifted = [
            read(number, value=value) for number, value in zip(NUMBERS, [*values[1:], values[0]], strict=True)
        ]
        score = overall([judged(TEXT, *shifted)])
        assert (score.right, score.wrong, score.missed) == (0, 5, 0)
        assert (score.rows, score.rows_right, score.precision) == (4, 0, 0.0)

    def test_a_half_good_reader_by_hand(self) -> None:
        figures = (
            read(NUMBERS[0]),
            read(NUMBERS[1], period="2022"),
            read(NUMBERS[3], indicator=None, phrase="đạt"),
            read(gold(50, value=2023.0)),
        )
        report = judged(TEXT, *figures)
        score = overall([report])
        assert (score.gold, score.right, score.wrong, score.missed) == (5, 1, 2, 2)
        assert (score.rows, score.rows_right, score.spurious) == (3, 1, 1)
        assert score.recall == pytest.approx(0.2)
        assert score.precision == pytest.approx(1 / 3)
        scores = by_construction([report])
        assert (scores["plain"].right, scores["share"].wrong, scores["change"].missed) == (1, 1, 1)
        assert scores[NO_FIGURE].spurious == 1
        listed = by_list([report])
        assert (listed["on the indicator list"].gold, listed["not on the list"].missed) == (4, 1)
        assert {(c.fault, c.stands, c.read) for c in confusions([report])} == {
            ("period", "plain: 2023", "2022"),
            ("indicator", "van_ban_tham_dinh", "None"),
            ("missed", "van_ban_tham_dinh", ""),
            ("missed", "(tủ sách)", ""),
            ("spurious", "period", "van_ban_tham_dinh"),
        }


_WRONG: dict[Fault, dict[str, object]] = {
    Fault.VALUE: {"value": 43.0},
    Fault.INDICATOR: {"indicator": "van_ban_gop_y"},
    Fault.RIVALS: {"rivals": ("van_ban_gop_y",)},
    Fault.KIND: {"kind": FigureKind.TARGET},
    Fault.PROVINCE: {"province": "Cần Thơ"},
    Fault.LOCALITY: {"locality": "Long Mỹ"},
    Fault.PERIOD: {"period": "2023-H1"},
    Fault.UNIT: {"unit": "%"},
}


class TestFaults:
    @pytest.mark.parametrize(("fault", "change"), _WRONG.items())
    def test_each_field_that_is_wrong_is_named_alone(self, fault: Fault, change: dict[str, object]) -> None:
        assert faults(gold(), read(gold(), **change)) == (fault,)

    @given(st.sets(st.sampled_from(sorted(set(_WRONG) - {Fault.RIVALS}))))
    def test_several_wrong_fields_are_all_named(self, wrong: set[Fault]) -> None:
        changes = {name: value for fault in wrong for name, value in _WRONG[fault].items()}
        assert set(faults(gold(), read(gold(), **changes))) == wrong

    def test_a_range_needs_both_ends(self) -> None:
        number = gold(value=10.0, value_to=15.0)
        assert faults(number, read(number)) == ()
        assert faults(number, read(number, value_to=None)) == (Fault.VALUE,)
        assert faults(number, read(number, value_to=16.0)) == (Fault.VALUE,)

    def test_a_decrease_read_without_its_sign_is_right_with_a_remark(self) -> None:
        number = gold(kind=FigureKind.CHANGE, value=-5.0)
        figure = read(number, value=5.0)
        assert faults(number, figure) == ()
        assert remarks(number, figure) == (Remark.DIRECTION,)

    def test_a_level_is_not_compared_without_its_sign(self) -> None:
        assert faults(gold(), read(gold(), value=-42.0)) == (Fault.VALUE,)

    def test_an_earlier_level_is_told_by_its_period(self) -> None:
        number = gold(kind=FigureKind.PREVIOUS, period="2022")
        figure = read(number, kind=FigureKind.ACHIEVED)
        assert faults(number, figure) == ()
        assert remarks(number, figure) == (Remark.LEVEL,)
        assert faults(number, replace(figure, period="2023")) == (Fault.PERIOD,)

    def test_the_statistics_year_is_the_year(self) -> None:
        assert faults(gold(), read(gold(), period="2022-11-15/2023-11-14")) == ()

    def test_a_part_may_be_a_level_that_names_its_part_but_not_the_whole(self) -> None:
        number = gold(kind=FigureKind.PART, part="cấp tỉnh")
        assert faults(number, read(number, kind=FigureKind.ACHIEVED)) == ()
        assert faults(number, read(number, part=None)) == ()
        whole = read(number, kind=FigureKind.ACHIEVED, part=None)
        assert set(faults(number, whole)) == {Fault.KIND, Fault.PART}

    def test_a_share_of_a_part_must_name_it(self) -> None:
        number = gold(kind=FigureKind.SHARE, unit="%", part="án kinh tế")
        assert faults(number, read(number, part=None)) == (Fault.PART,)

    def test_another_reading_is_right_as_well_but_must_say_which_part(self) -> None:
        also = Also(indicator=("vu_viec_tgpl",), kind=(FigureKind.PART,))
        number = gold(indicator="tgpl_tu_van", part="tư vấn", also=also)
        whole = read(number, indicator="vu_viec_tgpl", kind=FigureKind.PART)
        assert faults(number, whole) == ()
        assert faults(number, read(number, part=None)) == ()
        careless = replace(whole, kind=FigureKind.ACHIEVED, part=None)
        assert faults(number, careless) == (Fault.PART,)

    def test_what_is_off_the_list_is_kept_under_its_own_words(self) -> None:
        number = NUMBERS[4]
        assert faults(number, read(number, phrase="toàn tỉnh có tủ sách pháp luật")) == ()
        assert faults(number, read(number, phrase="đạt", unit="")) == (Fault.WORDS,)
        assert faults(number, read(number, indicator="van_ban_gop_y")) == (Fault.INDICATOR,)

    def test_a_place_below_the_province_may_bear_its_type(self) -> None:
        number = gold(locality="Quận Ninh Kiều")
        assert faults(number, read(number, locality="Ninh Kiều")) == ()
        assert faults(number, read(number, locality=None)) == (Fault.LOCALITY,)
        assert faults(number, read(number, locality="Cái Răng")) == (Fault.LOCALITY,)

    def test_a_lost_hedge_is_remarked(self) -> None:
        number = gold(qualifier="trên")
        assert remarks(number, read(number)) == ()
        assert remarks(number, read(number, qualifier=None)) == (Remark.QUALIFIER,)


class TestMatching:
    def test_a_fraction_read_as_one_figure_is_the_number_it_has_the_value_of(self) -> None:
        first = gold(0, value=139.0, construction="fraction")
        second = gold(4, value=143.0, construction="fraction_total")
        figure = read(first, value_end=6)
        numbers = judge(Expected(figures=(first, second)), (figure,)).numbers
        assert [number.verdict for number in numbers] == [Verdict.RIGHT, Verdict.MISSED]
        numbers = judge(Expected(figures=(first, second)), (replace(figure, value=143.0),)).numbers
        assert [number.verdict for number in numbers] == [Verdict.MISSED, Verdict.RIGHT]

    def test_hedge_and_percent_sign_around_the_number_do_not_matter(self) -> None:
        number = gold(10)
        figure = read(number, value_start=5, value_end=14)
        assert judge(Expected(figures=(number,)), (figure,)).numbers[0].verdict is Verdict.RIGHT

    def test_the_better_of_two_rows_counts_for_recall_and_both_for_precision(self) -> None:
        report = judged(Expected(figures=(NUMBERS[0],)), read(NUMBERS[0], province=None), read(NUMBERS[0]))
        score = overall([report])
        assert (score.recall, score.rows, score.precision) == (1.0, 2, 0.5)

    def test_a_row_with_rivals_or_without_indicator_is_not_answerable(self) -> None:
        figures = (read(NUMBERS[0], rivals=("van_ban_gop_y",)), read(NUMBERS[1], indicator=None))
        score = overall([judged(TEXT, *figures)])
        assert (score.rows, score.precision, score.wrong) == (0, None, 2)

    def test_figures_that_were_not_located_count_as_missed(self) -> None:
        score = overall([judged(Expected(figures=(gold(),), lost=(gold(end=0),)), read(gold()))])
        assert (score.gold, score.right, score.missed, score.lost) == (2, 1, 1, 1)

    @given(st.lists(st.integers(1, 9), min_size=1, max_size=8), st.data())
    def test_every_number_is_right_or_wrong_or_missed(self, widths: list[int], data: st.DataObject) -> None:
        starts = [sum(widths[:i]) + i for i in range(len(widths))]
        numbers = tuple(
            gold(start, end=start + width, value=float(i))
            for i, (start, width) in enumerate(zip(starts, widths, strict=True))
        )
        wrong = data.draw(st.lists(st.sampled_from([None, "missed", "wrong"]), min_size=len(widths)))
        figures = [
            read(number, province="Cần Thơ" if fate == "wrong" else number.province)
            for number, fate in zip(numbers, wrong, strict=False)
            if fate != "missed"
        ]
        score = overall([judged(Expected(figures=numbers), *figures)])
        fates = wrong[: len(widths)]
        assert score.right == fates.count(None)
        assert score.wrong == fates.count("wrong")
        assert score.missed == fates.count("missed")


class TestTables:
    def test_the_summary_names_every_count(self) -> None:
        report = judged(TEXT, read(NUMBERS[0]), read(NUMBERS[1], period="2022"))
        table = tables(Section(name="real texts", reports=(report,)))[0]
        rows = {row[0]: row[1:] for row in table.rows}
        assert rows["all"][:8] == ("5", "1", "0.200", "1", "3", "2", "0.500", "0")
        assert rows["plain"][-1] == "period 1"
        assert "0.200" in table.plain()
        assert "| all | 5 | 1 | 0.200 |" in table.markdown()

    def test_sentences_of_real_texts_are_not_written_down(self) -> None:
        wrong = read(NUMBERS[0], period="2022")
        open_report, closed_report = judged(TEXT, wrong), judged(TEXT, wrong, quotes=False)
        assert "câu" in str(as_json(Section(name="generated", reports=(open_report,))))
        assert "câu" not in str(as_json(Section(name="real texts", reports=(closed_report,))))
