"""Whatever style a number is written in, it reads back the same: in a sentence and alone in a cell."""

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.figures.cells import Separators, cell_number, separators_of
from vectorstore.analysis.quantities import Quantity, find_quantities

COUNTS = st.integers(min_value=1, max_value=99_999_999)
NOUNS = st.sampled_from(["vụ việc", "văn bản", "lượt người", "trường hợp", "hòa giải viên"])
HEDGES = st.sampled_from(["", "trên ", "hơn ", "gần ", "khoảng ", "ít nhất "])
SCALES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
TENTHS = st.integers(min_value=1, max_value=9999)


def grouped(number: int, separator: str) -> str:
    """1234567 as `1.234.567`."""
    return f"{number:,}".replace(",", separator)


def only(text: str, language: str = "vi") -> Quantity:
    """The one quantity of a text."""
    (found,) = find_quantities(text, language=language)
    return found


def could_be_year(number: int) -> bool:
    """Whether a bare number would be taken for a year."""
    return 1900 <= number <= 2100


@given(COUNTS, NOUNS, HEDGES)
def test_counts_with_and_without_separators(number: int, noun: str, hedge: str) -> None:
    styles = [grouped(number, "."), grouped(number, ",")]
    styles += [] if could_be_year(number) else [str(number)]
    styles += [f"{number:02d}"] if number < 10 else []
    for printed in styles:
        text = f"Đã giải quyết {hedge}{printed} {noun}."
        found = only(text)
        assert found.value == number
        assert (found.qualifier or "") == hedge.strip()
        assert text[found.start : found.end] == f"{hedge}{printed}".strip()


@given(st.integers(min_value=1000, max_value=999_999_999), NOUNS)
def test_thousands_set_apart_by_spaces(number: int, noun: str) -> None:
    assert only(f"Có {grouped(number, ' ')} {noun}.").value == number


@given(TENTHS, st.sampled_from(sorted(SCALES)))
def test_decimals_before_scale_words(tenths: int, scale: str) -> None:
    printed = f"{tenths // 10},{tenths % 10}"
    found = only(f"Số tiền là {printed} {scale} đồng.")
    assert Decimal(str(found.value)) == Decimal(tenths) * SCALES[scale] / 10
    assert found.money


@given(st.integers(1, 999), st.integers(1, 999), st.integers(1, 999))
def test_compounds_of_scales(billions: int, millions: int, thousands: int) -> None:
    text = f"Thu {billions} tỷ {millions} triệu {thousands:03d} nghìn đồng."
    assert only(text).value == billions * 10**9 + millions * 10**6 + thousands * 10**3


@given(st.integers(0, 10000))
def test_percentages(hundredths: int) -> None:
    whole, rest = divmod(hundredths, 100)
    for printed in (f"{whole},{rest:02d}%", f"{whole}.{rest:02d} %", f"{whole},{rest:02d} phần trăm"):
        found = only(f"Tỷ lệ đạt {printed}.")
        assert found.percent
        assert Decimal(str(found.value)) == Decimal(hundredths) / 100


@given(st.integers(1, 900), st.integers(0, 900))
def test_fractions_keep_both_numbers(below: int, less: int) -> None:
    above = max(0, below - less)
    assume(below > 31 or above > 31 or below > 12)
    text = f"Có {above}/{below} xã đạt chuẩn."
    found = only(text)
    assert (found.value, found.denominator) == (above, below)
    assert found.denominator_start is not None
    assert text[found.denominator_start : found.end] == str(below)


@given(st.integers(10, 800), st.integers(1, 99), st.sampled_from(["-", "–", " - ", " đến "]))
def test_ranges(low: int, more: int, joint: str) -> None:
    found = only(f"Tổ chức {low}{joint}{low + more} hội nghị.")
    assert (found.value, found.value_to) == (low, low + more)


@given(
    st.lists(st.integers(1_000_000, 999_999_999), min_size=1, max_size=4),
    st.integers(1000, 9_999_999),
    st.integers(1, 99),
    st.booleans(),
)
def test_a_table_settles_what_its_separators_mean(
    telling: list[int], number: int, hundredths: int, english: bool
) -> None:
    groups, point = (",", ".") if english else (".", ",")
    settled = separators_of(grouped(each, groups) for each in telling)
    assert settled is (Separators.DOT if english else Separators.COMMA)
    printed = f"{grouped(number, groups)}{point}{hundredths:02d}"
    cell = cell_number(printed, 0, len(printed))
    assert cell is not None
    read = cell.quantity(settled, fractional=True)
    assert read is not None
    assert Decimal(str(read.value)) == Decimal(number) + Decimal(hundredths) / 100
    three = f"1{point}{hundredths:03d}"
    small = cell_number(three, 0, len(three))
    assert small is not None
    amount, count = small.quantity(settled, fractional=True), small.quantity(settled, fractional=False)
    assert amount is not None
    assert Decimal(str(amount.value)) == 1 + Decimal(hundredths) / 1000
    assert count is not None
    assert count.value == 1000 + hundredths


@given(st.integers(0, 99_999_999), st.sampled_from(["", "(1)", " (2)", "*", " **", "²"]), st.booleans())
def test_a_cell_with_sign_and_footnote(number: int, note: str, negative: bool) -> None:
    printed = f"{'-' if negative else ''}{grouped(number, '.')}{note}"
    cell = cell_number(printed, 0, len(printed))
    assert cell is not None
    read = cell.quantity(Separators.UNKNOWN, fractional=False)
    assert read is not None
    assert read.value == (-number if negative else number)
    assert printed[read.start : read.end] == grouped(number, ".")


@given(st.text(max_size=30))
def test_no_cell_raises(text: str) -> None:
    cell = cell_number(text, 0, len(text))
    if cell is not None:
        assert 0 <= cell.start < cell.end <= len(text)
        cell.quantity(Separators.UNKNOWN, fractional=False)
