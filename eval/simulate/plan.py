"""Which reports are made: the plan of one report, of many, and of the sample that ships with the product."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.simulate.chance import draw, shuffled
from eval.simulate.period import Period, Span
from eval.simulate.world import indicators, places

_LATEST_YEAR = 2024
_FEWEST_YEARS = 4
_LEFT_OUT = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlan:
    """One report to make: its file name, whose it is, of when, and the indicators it says nothing about.

    The ending of the file name is its format; `appendix` makes it tables only.
    """

    file: str
    place: str
    period: Period
    omits: frozenset[str] = frozenset()
    appendix: bool = False


def many(count: int, seed: int, formats: Sequence[str]) -> Iterator[ReportPlan]:
    """Reports over places, years and periods, each place and period once; more of them reach further back.

    A tenth of the indicators is left out of each. Workbooks are appendices, the other formats whole reports.
    """
    years = max(_FEWEST_YEARS, -(-count // (len(places()) * len(Span))))
    periods = [Period(year, span) for year in range(_LATEST_YEAR, _LATEST_YEAR - years, -1) for span in Span]
    pairs = shuffled([(name, period) for period in periods for name in places()], seed, "plan")
    for ordinal, (name, period) in enumerate(pairs[:count]):
        extension = formats[ordinal % len(formats)]
        omits = frozenset(
            k for k in indicators() if draw(seed, name, period.notation, k, "left out") < _LEFT_OUT
        )
        yield ReportPlan(
            file=f"{file_stem(name, period, appendix=extension == 'xlsx')}.{extension}",
            place=name,
            period=period,
            omits=omits,
            appendix=extension == "xlsx",
        )


SAMPLE_SEED = 2023
_LAWYERS = frozenset({"luat_su", "van_phong_luat_su"})
_APPRAISAL = frozenset({"van_ban_tham_dinh"})
_AUCTIONS = frozenset({"dau_gia_vien", "cuoc_dau_gia"})
_ADOPTION = frozenset({"nuoi_con_nuoi"})
_FINES = frozenset({"quyet_dinh_xu_phat", "tien_phat_vi_pham_hanh_chinh"})
_ENFORCEMENT = frozenset({"thi_hanh_an_viec_thu_ly", "thi_hanh_an_tien_xong"})


def sample() -> tuple[ReportPlan, ...]:
    """The reports of the sample corpus: near-duplicates over places, years, periods and formats."""
    year = Period(2023)
    return (
        _sample("Cần Thơ", year, "docx", _ADOPTION),
        _sample("Sóc Trăng", year, "docx", _AUCTIONS),
        _sample("An Giang", year, "pdf", _ENFORCEMENT),
        _sample("Đắk Lắk", year, "docx", _FINES),
        _sample("Thừa Thiên Huế", year, "html", _ADOPTION | _AUCTIONS),
        _sample("Kiên Giang", year, "txt", _LAWYERS),
        _sample("Lâm Đồng", year, "docx", _APPRAISAL),
        _sample("Cần Thơ", Period(2022), "docx"),
        _sample("Sóc Trăng", Period(2023, Span.HALF), "pdf", _LAWYERS),
        _sample("Đắk Lắk", Period(2024, Span.NINE_MONTHS), "html", _ADOPTION),
        _sample("Thừa Thiên Huế", Period(2021), "txt", _FINES),
        _sample("An Giang", Period(2024, Span.QUARTER), "txt", _LAWYERS | _AUCTIONS),
        _sample("Cần Thơ", year, "xlsx"),
        _sample("Sóc Trăng", Period(2024), "xlsx"),
    )


def file_stem(place: str, period: Period, *, appendix: bool) -> str:
    """The name of a report's file without its ending: `bao-cao-soc-trang-2023-h1`."""
    kind = "phu-luc" if appendix else "bao-cao"
    return f"{kind}-{_slug(place)}-{period.notation.lower()}"


def _sample(place: str, period: Period, extension: str, omits: frozenset[str] = frozenset()) -> ReportPlan:
    appendix = extension == "xlsx"
    stem = file_stem(place, period, appendix=appendix)
    return ReportPlan(file=f"{stem}.{extension}", place=place, period=period, omits=omits, appendix=appendix)


def _slug(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "-".join("".join(c for c in letters if c.isascii() and (c.isalnum() or c == " ")).split())
