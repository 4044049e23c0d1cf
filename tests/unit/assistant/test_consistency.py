"""What figures tell of each other: the same whole, a part taken for one, a change of another year."""

from dataclasses import dataclass, field, replace

import pytest

from assistant.choice import best
from assistant.findings import Amount, Finding, Topic, alike
from assistant.numbers import format_number, plain, tidy
from assistant.same_whole import as_wholes
from assistant.stated_change import is_of_other_time
from assistant.territory import Where
from vectorstore.analysis.query import Aspect, read_question
from vectorstore.schema import Figure, FigureKind, Metadata, Report

NARROW = "lượt người của các trung tâm"


def figure(value: float, **more: object) -> Figure:
    """A figure of Gia Lai in 2021, each in a sentence of its own unless `start` says otherwise."""
    known: dict[str, object] = {
        "figure_id": f"{value}-{more}",
        "report_id": "bc",
        "ordinal": 0,
        "indicator": "luot_nguoi_tgpl",
        "phrase": "lượt người",
        "unit": "lượt người",
        "province": "Gia Lai",
        "period": "2021",
        "start": int(value),
        "end": int(value) + 50,
        "value_start": 0,
        "value_end": 3,
    }
    return Figure(value=value, **(known | more))  # type: ignore[arg-type]


# A part that is the whole by another name


def test_a_part_with_the_numbers_of_the_whole_is_the_whole() -> None:
    told = [
        figure(431),
        figure(431, report_id="pl", part=NARROW, kind=FigureKind.PART),
        figure(612, report_id="pl", part=NARROW, kind=FigureKind.PART, province="Kon Tum"),
    ]
    kon_tum = as_wholes(told)[-1]
    assert (kon_tum.value, kon_tum.part, kon_tum.kind) == (612, None, FigureKind.ACHIEVED)


def test_a_part_that_differs_from_the_whole_stays_a_part() -> None:
    told = [figure(431), figure(118, report_id="pl", part="nữ", kind=FigureKind.PART)]
    assert as_wholes(told) == told


def test_one_small_number_alike_is_chance() -> None:
    told = [figure(4), figure(4, report_id="pl", part="nữ", kind=FigureKind.PART)]
    assert as_wholes(told) == told
    again = [replace(f, province="Kon Tum") for f in told]
    assert all(f.part is None for f in as_wholes([*told, *again]))


def test_agreement_now_and_then_is_none() -> None:
    part = {"report_id": "pl", "part": "nữ", "kind": FigureKind.PART}
    told = [
        figure(431),
        figure(431, **part),
        figure(520, province="Kon Tum"),
        figure(208, province="Kon Tum", **part),
    ]
    assert as_wholes(told) == told


def test_a_number_is_not_compared_with_itself() -> None:
    told = [figure(431), figure(431, part="nữ", kind=FigureKind.PART)]
    assert as_wholes(told) == told


# A change of another year


@pytest.mark.parametrize(
    ("change", "new", "old", "other"),
    [
        (figure(-260, start=9, end=99, unit="lượt người", kind=FigureKind.CHANGE), "2021", "2020", True),
        (figure(-20.8, start=9, end=99, unit="%", kind=FigureKind.CHANGE), "2021", "2020", True),
        (figure(-20.8, start=9, end=99, unit="%", kind=FigureKind.CHANGE), "2022", "2021", False),
        (figure(7.5, start=9, end=99, unit="%", kind=FigureKind.CHANGE), "2021", "2020", False),
        (figure(-20.8, start=500, end=599, unit="%", kind=FigureKind.CHANGE), "2021", "2020", False),
    ],
)
def test_a_change_that_two_other_years_give_is_theirs(
    change: Figure, new: str, old: str, other: bool
) -> None:
    row = [figure(1250, start=9, end=99), figure(990, start=9, end=99, period="2022")]
    assert is_of_other_time(change, row, new, old) is other


# The part the question names


def amount(value: float, province: str, part: str | None = None) -> Amount:
    told = figure(value, province=province, part=part, indicator="tien_phat", unit="đồng")
    return Amount(Topic("tien_phat", Aspect.LEVEL), Where(province), "2021", (Finding(told),))


WHOLES = [amount(41e9, "Gia Lai"), amount(38e9, "Kon Tum"), amount(52e9, "Đắk Nông")]


def test_the_part_named_is_not_outvoted_by_wholes() -> None:
    named = [amount(150e6, "Phú Yên", "qua thanh tra"), amount(210e6, "Thanh Hóa", "qua thanh tra")]
    asked = frozenset("tinh nao phat nhieu tien nhat qua thanh tra".split())
    assert alike([*WHOLES, *named], asked) == (named, WHOLES)
    assert alike([*WHOLES, *named], frozenset({"tinh", "nao"})) == (WHOLES, named)


def test_words_of_the_indicator_name_no_part() -> None:
    named = [amount(150e6, "Phú Yên", "tiền phạt")]
    asked = frozenset("tong so tien phat".split())
    assert alike([*WHOLES, *named], asked) == (WHOLES, named)


# Which of several


@dataclass
class Papers:
    """Reports by id: `bc` an agency's, the others of nobody known."""

    loaded: list[Figure] = field(default_factory=list)

    def load(self, figures: object, *, quotes: bool = True) -> None:
        """Nothing has to be read."""

    def report(self, told: Figure) -> Report:
        agency = "Sở Tư pháp" if told.report_id.startswith("bc") else None
        return Report(
            report_id=told.report_id,
            sources=(told.report_id,),
            content_hash="",
            format="txt",
            metadata=Metadata(title="", agency=agency),
        )


class Fits:
    """Every figure says just what is asked."""

    def uncovered(self, told: Figure) -> int:
        return 0

    def names_part(self, told: Figure) -> bool:
        return not told.part

    def leaves_payment_unsaid(self, told: Figure) -> bool:
        return False


def choose(*group: Figure, beside: tuple[Figure, ...] = ()) -> Finding:
    reading = read_question("Gia Lai năm 2021 có bao nhiêu lượt người được trợ giúp pháp lý?")
    return best(group, reading, Fits(), Papers(), lambda told: False, beside)  # type: ignore[arg-type]


def test_the_exact_number_that_a_hedged_one_rounds() -> None:
    hedged, exact = figure(184_000, qualifier="trên"), figure(184_312, report_id="pl", row="Lượt người")
    finding = choose(hedged, exact)
    assert finding.figure == exact
    assert finding.differing == (hedged,)


def test_an_exact_number_that_says_something_else_does_not_replace_it() -> None:
    hedged, other = figure(184_000, qualifier="trên"), figure(171_203, report_id="tin")
    assert choose(hedged, other).figure == hedged


def test_what_nobody_signs_does_not_replace_what_an_agency_says() -> None:
    hedged, press = figure(184_000, qualifier="trên"), figure(184_312, report_id="tin")
    assert choose(hedged, press).figure == hedged


def test_a_table_goes_before_running_text_where_neither_is_signed() -> None:
    press, table = figure(431, report_id="tin"), figure(452, report_id="pl", row="Lượt người")
    assert choose(press, table).figure == table


def test_a_part_beside_the_whole_that_another_report_states() -> None:
    part, whole = figure(31, start=7, end=90), figure(58, report_id="bc-bo")
    beside = (part, figure(58, start=7, end=90, part="các huyện"), whole)
    finding = choose(part, whole, beside=beside)
    assert (finding.figure, finding.differing) == (whole, ())
    assert choose(part, whole).figure in (part, whole)


# Numbers that were scaled


def test_scaling_leaves_no_noise() -> None:
    assert format_number(plain(tidy(16.879 * 1e9)), "vi") == "16.879.000.000"
    assert tidy(98.25) == 98.25
