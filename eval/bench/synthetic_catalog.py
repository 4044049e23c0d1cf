"""A large catalog of made-up reports, for measuring what its size costs.

63 provinces, eight years and ten reports a year of each make 5,040 reports of about 100 figures and 25,000
characters. Three figures of four are of listed indicators, the rest under phrases of their own; heading,
phrase and sentence are as long as real reports have them. Nothing here says anything of a real place.
"""

import datetime as dt
import hashlib
import random
from collections.abc import Iterator, Sequence
from itertools import accumulate

from vectorstore.analysis.indicators import Indicator, indicators
from vectorstore.analysis.places import places
from vectorstore.schema import (
    AgencyLevel,
    Block,
    BlockKind,
    Figure,
    FigureKind,
    Metadata,
    Report,
    ReportContent,
    StructuredText,
    Versions,
)

YEARS = tuple(range(2017, 2025))
PERIODS = ("{y}", "{y}", "{y}", "{y}-H1", "{y}-H1", "{y}-H1", "{y}-9M", "{y}-9M", "{y}-Q1", "{y}-Q1")
FIGURES_PER_REPORT = 100
LISTED_SHARE = 0.75
ALONE_SHARE = 0.3  # of the unlisted ones: phrases that hardly any other report has
COMMONNESS = tuple(accumulate(1 / (rank + 8) for rank in range(2_000)))
VERSIONS = Versions(splitter="bench", analysis="bench", figures="bench", embedding="bench")
# How a listed indicator is told of: its level, then what stands around it, as often as in real reports.
COMPANIONS = (
    (FigureKind.PREVIOUS, 0.4),
    (FigureKind.CHANGE, 0.3),
    (FigureKind.PART, 0.5),
    (FigureKind.SHARE, 0.1),
    (FigureKind.TARGET, 0.1),
    (FigureKind.ACHIEVED, 0.8),  # of a district
)
HEADING = (
    "II. Kết quả thực hiện nhiệm vụ trọng tâm › {number}. Công tác {field} và những nội dung có liên quan"
    " › {letter}) Tình hình chung, số liệu cụ thể theo từng nhóm việc"
)
FILLER = (
    "Công tác phối hợp giữa các cơ quan, đơn vị được duy trì thường xuyên, nền nếp và từng bước đi vào chiều "
    "sâu, góp phần nâng cao chất lượng tham mưu trên địa bàn. "
)
UNLISTED_UNITS = (
    *(
        "người",
        "hồ sơ",
        "văn bản",
        "cuộc",
        "lượt",
        "đồng",
        "phòng",
        "trường hợp",
        "máy",
        "lớp",
        "đơn",
        "chỉ tiêu",
    ),
    *("tổ", "mô hình", "giấy phép", "xe", "đề tài", "câu hỏi", "bản tin", "tủ"),
)
WORDS = (
    "họp trực tuyến cài đặt phần mềm kế toán biên chế sự nghiệp luân chuyển điều động khen thưởng kỷ luật "
    "nâng lương trước hạn bổ nhiệm lại đào tạo ngoại ngữ hiến máu quyên góp ủng hộ sáng kiến cải tiến đề án "
    "vị trí việc làm chữ ký số thư điện tử bảo mật sao lưu máy chủ thuê bao đường truyền niêm yết công khai "
    "tiếp dân định kỳ đột xuất khiếu nại tố cáo phản ánh kiến nghị tự phê bình quy hoạch cán bộ nữ dân tộc"
).split()


def provinces() -> tuple[str, ...]:
    """The 63 provinces."""
    return tuple(place.name for place in places().values() if place.kind == "province")


def unlisted_phrase(draw: random.Random) -> tuple[str, str]:
    """The unit and the phrase of something that no list holds."""
    unit = draw.choice(UNLISTED_UNITS)
    return unit, f"{unit} {' '.join(draw.choices(WORDS, k=draw.randint(2, 6)))}"


def shared_phrases() -> list[tuple[str, str]]:
    """What many reports count though no list holds it, the commonest first."""
    draw = random.Random(1)
    return [unlisted_phrase(draw) for _ in range(2_000)]


def indicators_by_commonness() -> list[Indicator]:
    """The indicators in the order of how often the reports tell of them."""
    return random.Random(2).sample(list(indicators().values()), len(indicators()))


def reports(figures: int, *, seed: int = 0, first: int = 0) -> Iterator[ReportContent]:
    """Reports until they hold this many figures, by year and province; their ids count from `first`."""
    draw = random.Random(seed)
    phrases = shared_phrases()
    made = 0
    number = first
    while made < figures:
        for year in YEARS:
            for period in PERIODS:
                for province in provinces():
                    if made >= figures:
                        return
                    number += 1
                    content = report(draw, phrases, number, province, period.format(y=year))
                    made += len(content.figures)
                    yield content


def report(
    draw: random.Random, phrases: Sequence[tuple[str, str]], number: int, province: str, period: str
) -> ReportContent:
    """One report of FIGURES_PER_REPORT figures without passages, which figures do not need."""
    report_id = hashlib.sha256(f"{number}".encode()).hexdigest()[:16]
    page = _Page(report_id, province, period)
    listed = indicators_by_commonness()
    weights = COMMONNESS[: len(listed)]
    while page.count < FIGURES_PER_REPORT * LISTED_SHARE:
        _tell_of(draw, page, draw.choices(listed, cum_weights=weights)[0])
    while page.count < FIGURES_PER_REPORT:
        unit, phrase = draw.choices(phrases, cum_weights=COMMONNESS)[0]
        if draw.random() < ALONE_SHARE:
            unit, phrase = unlisted_phrase(draw)
        page.state(draw.randint(1, 9_999), unit, phrase, None, FigureKind.ACHIEVED)
        page.fill(draw.randint(0, 1))
    return page.content(number)


def _tell_of(draw: random.Random, page: "_Page", indicator: Indicator) -> None:
    page.state(draw.randint(1, 99_999), indicator.unit, indicator.name, indicator.id, FigureKind.ACHIEVED)
    for kind, chance in COMPANIONS:
        if draw.random() < chance:
            district = f"huyện số {draw.randint(1, 12)}" if kind is FigureKind.ACHIEVED else None
            unit = "%" if kind in (FigureKind.SHARE, FigureKind.CHANGE) else indicator.unit
            part = "cấp huyện" if kind is FigureKind.PART else None
            page.state(
                draw.randint(1, 9_999), unit, indicator.name, indicator.id, kind, locality=district, part=part
            )
    page.fill(draw.randint(1, 3))


class _Page:
    """A report while it is written: lines with their figures, offsets and all."""

    def __init__(self, report_id: str, province: str, period: str) -> None:
        self._report_id = report_id
        self._province = province
        self._period = period
        self._lines: list[str] = []
        self._length = 0
        self._figures: list[Figure] = []

    @property
    def count(self) -> int:
        return len(self._figures)

    def fill(self, lines: int) -> None:
        for _ in range(lines):
            self._add(FILLER)

    def state(
        self,
        value: int,
        unit: str,
        phrase: str,
        indicator: str | None,
        kind: FigureKind,
        *,
        locality: str | None = None,
        part: str | None = None,
    ) -> None:
        """A sentence with one figure; the one before of a row of years counts for the year before."""
        before = f"Theo số liệu tổng hợp của các đơn vị, {locality or 'toàn tỉnh'} {kind.value}: "
        start = self._length
        year = int(self._period[:4]) - (kind is FigureKind.PREVIOUS)
        line = f"{before}{value} {unit} ({phrase}) trong kỳ báo cáo, theo hướng dẫn của cấp trên."
        self._add(line)
        ordinal = len(self._figures)
        self._figures.append(
            Figure(
                figure_id=f"{self._report_id}:{start + len(before)}-{start + len(before) + len(str(value))}",
                report_id=self._report_id,
                ordinal=ordinal,
                indicator=indicator,
                phrase=phrase,
                value=float(value),
                unit=unit,
                kind=kind,
                part=part,
                province=self._province,
                locality=locality,
                level=AgencyLevel.PROVINCE,
                period=f"{year}{self._period[4:]}",
                start=start,
                end=start + len(line),
                value_start=start + len(before),
                value_end=start + len(before) + len(str(value)),
                heading=HEADING.format(number=ordinal % 9, field=phrase, letter="abcdefgh"[ordinal % 8]),
            )
        )

    def content(self, number: int) -> ReportContent:
        """The finished report."""
        text = "\n".join(self._lines)
        blocks: list[Block] = []
        start = 0
        for line in self._lines:
            blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
            start += len(line) + 1
        metadata = Metadata(
            title=f"Báo cáo kết quả công tác tư pháp của {self._province}, kỳ {self._period}",
            agency=f"Sở Tư pháp {self._province}",
            level=AgencyLevel.PROVINCE,
            province=self._province,
            period=self._period,
            number=f"{number}/BC-STP",
            date=dt.date(int(self._period[:4]), 12, 1),
        )
        report = Report(
            report_id=self._report_id,
            sources=(f"{number}.docx",),
            content_hash=hashlib.sha256(text.encode()).hexdigest(),
            format="docx",
            metadata=metadata,
        )
        return ReportContent(
            report=report,
            text=StructuredText(text, tuple(blocks)),
            passages=(),
            figures=tuple(self._figures),
            versions=VERSIONS,
        )

    def _add(self, line: str) -> None:
        self._lines.append(line)
        self._length += len(line) + 1
