"""Which reports are made: the plan of one report, of many, and of the sample that ships with the product."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from eval.simulate.chance import choose, draw, shuffled
from eval.simulate.errors import StyleError
from eval.simulate.period import Period, Span
from eval.simulate.style import DocumentKind, load_style
from eval.simulate.world import indicators, places, provinces

_LATEST_YEAR = 2024
_YEARS = 6
_MERGED_YEAR = 2025
_UNTOUCHED = ("Hà Nội", "Nghệ An")
"""Two of the provinces that were merged with no other."""
_FOLLOWED_REGION = "Đồng bằng sông Cửu Long"
_FOLLOWED_YEAR = 2023
_LEFT_OUT = 0.1
_NEVER_LEFT_OUT = 0.2
_MISPRINTED = 0.08
_PRELIMINARY = 0.7
_REPORTS_A_BATCH, _PRESS_A_BATCH = 14, 5
_WEIGHTS = {
    DocumentKind.REPORT: 0.44,
    DocumentKind.APPENDIX: 0.16,
    DocumentKind.PRESS: 0.15,
    DocumentKind.ENFORCEMENT: 0.11,
    DocumentKind.DISTRICT: 0.1,
    DocumentKind.NATIONAL: 0.04,
}
_FORMAT_WEIGHTS = {"docx": 0.33, "html": 0.3, "txt": 0.33, "pdf": 0.04, "xlsx": 0.0}
_APPENDIX_FORMAT_WEIGHTS = {"xlsx": 0.6, "docx": 0.22, "html": 0.1, "txt": 0.06, "pdf": 0.02}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlan:
    """One report to make: its file name, whose it is, of when, in which style.

    `place` is a key of `places()`; `locality` a district of it whose own report this is. The ending of the
    file name is its format. `omits` are the indicators it says nothing about; a `preliminary` one tells
    figures from before the count was closed; `misprint` is the indicator it prints a thousandfold.
    """

    file: str
    place: str
    period: Period
    kind: DocumentKind = DocumentKind.REPORT
    style: str = "house"
    omits: frozenset[str] = frozenset()
    locality: str | None = None
    preliminary: bool = False
    misprint: str = ""


@dataclass(frozen=True, slots=True)
class _Subject:
    place: str
    period: Period
    locality: str | None = None


def many(
    count: int, seed: int, formats: Sequence[str], styles: Sequence[str] = ("house",)
) -> Iterator[ReportPlan]:
    """Reports of every kind that the styles write, each kind, place and period once.

    First come those that questions lean on: all provinces of a region in one year, the members of merged
    provinces year by year and the merged ones, the country; then places and periods as chance has them.
    Raises StyleError when the styles cannot write so many.
    """
    by_kind = {kind: [s for s in styles if kind in load_style(s).documents] for kind in DocumentKind}
    weights = {kind: weight for kind, weight in _WEIGHTS.items() if by_kind[kind]}
    waiting = {kind: _SUBJECTS[kind](seed) for kind in weights}
    made = dict.fromkeys(weights, 0)
    names: set[str] = set()
    while sum(made.values()) < count:
        if not weights:
            raise StyleError(", ".join(styles), f"no more than {sum(made.values())} reports can be made")
        kind = max(
            weights, key=lambda k: weights[k] / sum(weights.values()) * (sum(made.values()) + 1) - made[k]
        )
        subject = next(waiting[kind], None)
        if subject is None:
            del weights[kind]
            continue
        made[kind] += 1
        style = choose(by_kind[kind], seed, subject.place, kind, "style")
        plan = _plan(subject, kind, style, seed, formats)
        if plan.file in names:
            raise StyleError(style, f"two reports are named {plan.file}")
        names.add(plan.file)
        yield plan


def _plan(subject: _Subject, kind: DocumentKind, style: str, seed: int, formats: Sequence[str]) -> ReportPlan:
    drawn_for = (seed, subject.place, subject.locality, subject.period.notation, kind)
    plain = kind in (DocumentKind.REPORT, DocumentKind.APPENDIX, DocumentKind.DISTRICT)
    kept = frozenset(k for k in indicators() if draw(seed, k, "never left out") < _NEVER_LEFT_OUT)
    omits = frozenset(k for k in indicators() if draw(*drawn_for, k, "left out") < _LEFT_OUT) - kept
    written = [key for key in indicators() if key not in omits]
    misprinted = kind is DocumentKind.REPORT and draw(*drawn_for, "misprinted") < _MISPRINTED
    stem = file_stem(subject.place, subject.period, kind, subject.locality)
    return ReportPlan(
        file=f"{stem}.{_format(kind, formats, drawn_for)}",
        place=subject.place,
        period=subject.period,
        kind=kind,
        style=style,
        omits=omits if plain else frozenset(),
        locality=subject.locality,
        preliminary=kind is DocumentKind.PRESS and draw(*drawn_for, "preliminary") < _PRELIMINARY,
        misprint=choose(written, *drawn_for, "misprint") if misprinted else "",
    )


def _format(kind: DocumentKind, formats: Sequence[str], drawn_for: tuple[object, ...]) -> str:
    wanted = _APPENDIX_FORMAT_WEIGHTS if kind is DocumentKind.APPENDIX else _FORMAT_WEIGHTS
    weights = {name: wanted[name] for name in formats if wanted[name]} or dict.fromkeys(formats, 1.0)
    rest = draw(*drawn_for, "format") * sum(weights.values())
    for name, weight in weights.items():
        rest -= weight
        if rest < 0:
            return name
    return next(reversed(weights))


def _of_provinces(seed: int, name: str, spans: Sequence[Span]) -> Iterator[_Subject]:
    """Provinces and periods: the region and the merged provinces that are followed first."""
    merged = [place for place in places().values() if place.key != place.name]
    members = dict.fromkeys(member for place in merged for member in place.members)
    first = [_Subject(key, Period(_FOLLOWED_YEAR)) for key in places()[_FOLLOWED_REGION].members]
    first += [_Subject(place.key, Period(_MERGED_YEAR)) for place in merged]
    years = range(_LATEST_YEAR, _LATEST_YEAR - _YEARS, -1)
    first += [_Subject(member, Period(year)) for member in members for year in years]
    first += [_Subject(key, Period(_MERGED_YEAR)) for key in _UNTOUCHED]
    first += [_Subject(key, Period(_MERGED_YEAR, Span.HALF)) for key in (*members, *_UNTOUCHED)]
    yield from dict.fromkeys(first)
    told = set(first)
    rest = [_Subject(p.key, Period(year, span)) for year in years for span in spans for p in provinces()]
    # Whole years are told twice as often as parts of them.
    weight = {Span.YEAR: 0.5}
    drawn = {s: draw(seed, name, s.place, s.period.notation) * weight.get(s.period.span, 1) for s in rest}
    yield from sorted((s for s in drawn if s not in told), key=lambda s: drawn[s])
    for year in range(_LATEST_YEAR - _YEARS, 1990, -1):
        yield from (_Subject(p.key, Period(year, span)) for span in spans for p in provinces())


def _reports(seed: int) -> Iterator[_Subject]:
    return _of_provinces(seed, "reports", tuple(Span))


def _appendices(seed: int) -> Iterator[_Subject]:
    return _of_provinces(seed, "appendices", (Span.YEAR, Span.HALF, Span.NINE_MONTHS))


def _enforcement(seed: int) -> Iterator[_Subject]:
    return _of_provinces(seed, "enforcement", (Span.YEAR, Span.HALF, Span.NINE_MONTHS))


def _press(seed: int) -> Iterator[_Subject]:
    """Places and periods there is an official report of too: so many of each batch of reports."""
    reports = _reports(seed)
    while batch := list(islice(reports, _REPORTS_A_BATCH)):
        yield from shuffled(batch, seed, "press", batch[0])[:_PRESS_A_BATCH]


def _districts(seed: int) -> Iterator[_Subject]:
    merged = [place for place in places().values() if place.key != place.name]
    members = {member for place in merged for member in place.members}
    spans = (Span.YEAR, Span.HALF, Span.NINE_MONTHS)
    for year in range(_LATEST_YEAR, 1990, -1):
        of_year = [
            _Subject(place.key, Period(year, span), district)
            for place in provinces()
            for district in place.districts
            for span in spans
        ]
        drawn = {s: draw(seed, s.place, s.locality, s.period.notation, "district") for s in of_year}
        followed = {s: value * (0.3 if s.place in members else 1) for s, value in drawn.items()}
        yield from sorted(followed, key=lambda s: followed[s])[:60]


def _national(_: int) -> Iterator[_Subject]:
    years = range(_LATEST_YEAR, _LATEST_YEAR - _YEARS, -1)
    yield from (_Subject("Cả nước", Period(year, span)) for span in Span for year in years)
    yield from (_Subject("Cả nước", Period(year)) for year in range(_LATEST_YEAR - _YEARS, 1990, -1))


_SUBJECTS: Mapping[DocumentKind, Callable[[int], Iterator[_Subject]]] = {
    DocumentKind.REPORT: _reports,
    DocumentKind.APPENDIX: _appendices,
    DocumentKind.PRESS: _press,
    DocumentKind.ENFORCEMENT: _enforcement,
    DocumentKind.DISTRICT: _districts,
    DocumentKind.NATIONAL: _national,
}

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


_STEMS = {
    DocumentKind.REPORT: "bao-cao",
    DocumentKind.APPENDIX: "phu-luc",
    DocumentKind.PRESS: "tin",
    DocumentKind.ENFORCEMENT: "thads",
    DocumentKind.DISTRICT: "phong-tu-phap",
    DocumentKind.NATIONAL: "bo-tu-phap",
}


def file_stem(place: str, period: Period, kind: DocumentKind, locality: str | None = None) -> str:
    """The name of a report's file without its ending: `bao-cao-soc-trang-2023-h1`."""
    parts = [_STEMS[kind], _slug(places()[place].name), *([_slug(locality)] if locality else [])]
    return "-".join([*parts, period.notation.lower()])


def _sample(place: str, period: Period, extension: str, omits: frozenset[str] = frozenset()) -> ReportPlan:
    kind = DocumentKind.APPENDIX if extension == "xlsx" else DocumentKind.REPORT
    file = f"{file_stem(place, period, kind)}.{extension}"
    return ReportPlan(file=file, place=place, period=period, kind=kind, omits=omits)


def _slug(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "-".join("".join(c for c in letters if c.isascii() and (c.isalnum() or c == " ")).split())
