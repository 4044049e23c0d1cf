"""Which period a report tells of: by its title, its opening, never by its date alone while it says more.

How periods are written and read is `vectorstore.analysis.periods`; here only which mention is the report's.
What a mention leaves open (`9 tháng qua`, `trong năm`) is completed by the date in `relative_period`.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.published import Published
from ingest.relative_period import complete, only_points, year_compared, year_just_ended, year_told
from vectorstore.analysis.durations import find_durations
from vectorstore.analysis.periods import PeriodMention, bounds, find_periods, same_period
from vectorstore.analysis.text import fold, sentences

_OPENING = 3
_UNDATED = Published()
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLAUSE = re.compile(
    r"(?:\A\W*|[:;–-]\s*|\b(?:cho|trong|cua) (?:ky|thoi ky)(?: bao cao)?\s*"
    r"|\b(?:cho biet|cho hay|theo do|the hien|cho thay|neu ro),?\s*(?:rang\s*)?)"
    r"(?:trong |tinh |rieng |ket thuc |khep lai |in |during )?(?:the )?\Z"
)
# `Triển khai Đề án, năm qua Trung tâm …`: what is told of, wherever its clause stands.
_YEAR_TOLD = re.compile(r"(?:trong )?nam (?:vua |da )?qua|nam nay|.*\bthe year just (?:ended|gone|past)")
_BEHIND_COMMA = re.compile(r",\s*(?:trong )?\Z")
_LABELLED = re.compile(r"\W*(?:nam|ky|nien do) (?:danh gia|bao cao|thong ke|so lieu)\s*:\s*(?:nam )?\Z")
_REPORTING = re.compile(
    r"\W*(?:theo )?(?:bao cao|thong ke|so lieu|tong hop|ket qua|ky bao cao|nam bao cao)\b"
)
# `tổng kết công tác năm 2023`, `về kết quả công tác tư pháp năm 2023`, `cho thấy công tác quý I có …`
_SUMMED_UP = re.compile(
    r"\b(?:tong ket|so ket|ket qua|bao cao|danh gia|kiem diem|nhin lai|cong tac|tinh hinh)\b"
    r"[^.,;:()\d]{0,60}\Z"
)
_PLANS = re.compile(
    r"\b(?:phuong huong|nhiem vu|ke hoach|giai phap|chuong trinh|du kien|muc tieu|chi tieu|phan dau"
    r"|trien khai)\b"
)
_RESULTS = re.compile(r"\b(?:ket qua|tong ket|so ket|tinh hinh|danh gia|cong tac|bao cao|so lieu|thong ke)\b")
_INTENDS = re.compile(r"\W*(?:[\w ]{0,40}\s)?(?:phan dau|du kien|se|tiep tuc|tap trung|chi tieu|muc tieu)\b")
_COMPARES = re.compile(r"\b(?:so voi|compared)\b")
_AGAINST = re.compile(r"\b(?:so voi|so|cung ky|hon|compared (?:with|to))\s*\Z")
_UP_TO = re.compile(r"\A\W*(?:tinh )?(?:den|toi)(?: het| cuoi)? \Z")
_CAPTION = re.compile(r"\W*(?:bieu|bang|phu luc|pl|thong ke|so lieu)\b")
_NO_BODY = re.compile(r"\W*(?:kinh gui|noi nhan|can cu)\b")
_BARE_YEAR = re.compile(r"\d{4}")
_LAST_YEAR = re.compile(
    r"(?<!than )(?<!from )(?<!over )(?<!with )(?<!on )(?<!to )(?<!in )\blast year\b(?!['’])"
)
_ENGLISH = ("the ", "in ", "over ", "during ")


def find_report_period(
    title: str, opening: Sequence[str], published: Published, *, article: bool
) -> str | None:
    """The report's period, None when nothing says it.

    `title` comes first, then the first words of the lines after it, then the body where all its sentences
    that begin with a period agree. The date completes a mention that names no year; another year in its
    sentence is usually the one compared with. An `article` of the last weeks of a year that names no period
    at all tells of that year.
    """
    body = [line for line in opening if not _NO_BODY.match(fold(line))]
    named = title_period(title, published)
    led = next((found for line in body[:_OPENING] for found in _leading(line, published)), None)
    if article and named and led and _is_year_before(led, named) and _only_plans(title):
        return led
    told = named or led or _summed_up(title, body) or _agreed(body, published, article=article)
    if article and told and not named:
        later = (bounds(up_to) > bounds(told) for line in body for up_to in _up_to(line, published))
        return None if any(later) else told
    return told


def title_period(title: str, published: Published = _UNDATED) -> str | None:
    """The period a title or heading says its report is of: what was done before what is planned."""
    lenient = _COMPARES.search(fold(title)) is None
    stated = list(_stated(title, published, own_year=lenient))
    done = (period for mention, period in stated if not _is_planned(title, mention))
    as_of = (m.period for m in find_periods(title) if m.as_of and m.period)
    return next(done, None) or next((period for _, period in stated), None) or next(as_of, None)


def _only_plans(title: str) -> bool:
    """Whether all the periods of a title are planned: `Cà Mau triển khai công tác tư pháp năm 2024`."""
    return all(_is_planned(title, mention) for mention in find_periods(title))


def _is_year_before(done: str, planned: str) -> bool:
    return bounds(done)[0].year + 1 == bounds(planned)[0].year and bounds(done)[1] < bounds(planned)[0]


def find_table_period(captions: Sequence[str], headings: Sequence[str]) -> str | None:
    """The period of a paper of tables: what all its captions name, else the latest of its headings."""
    named = [found for line in captions if _CAPTION.match(fold(line)) and (found := _first_done(line))]
    if named and all(same_period(named[0], period) for period in named):
        return min(named, key=len)
    columns = {found for heading in headings if (found := _first_done(heading))}
    return max(columns, key=lambda period: bounds(period)[::-1], default=None) if not named else None


def _first_done(text: str) -> str | None:
    """The first period a line names that is not planned."""
    return next(
        (period for mention, period in _stated(text, _UNDATED) if not _is_planned(text, mention)), None
    )


def _is_planned(text: str, mention: PeriodMention) -> bool:
    """Whether the words before a mention tell of plans later than of results, or those behind it do."""
    before = fold(text[: mention.start])
    plans = [found.end() for found in _PLANS.finditer(before)]
    if _INTENDS.match(fold(text[mention.end :])):
        return True
    if not plans:
        return False
    results = [found.end() for found in _RESULTS.finditer(before)]
    return not any(end > plans[-1] and before[plans[-1] : end].strip() != "cong tac" for end in results)


def _leading(line: str, published: Published) -> Iterator[str]:
    """The periods that sentences of a line begin with, or that a line says its report is of."""
    for start, end in sentences(line):
        sentence = line[start:end]
        reporting = _REPORTING.match(fold(sentence)) is not None or " báo cáo " in sentence
        for mention, period in _stated(sentence, published):
            before = fold(sentence[: mention.start])
            if _LABELLED.fullmatch(before):
                yield period
            if _is_bare(sentence, mention) and len(sentence) > len(period) + 2:
                continue
            if _AGAINST.search(before):
                continue  # `(tăng 4 văn bản so với năm 2018)`
            leads = (
                reporting
                or _CLAUSE.search(before) is not None
                or _SUMMED_UP.search(before) is not None
                or _tells_year(sentence, mention)
            )
            if leads and not _is_planned(sentence, mention):
                yield period


def _tells_year(sentence: str, mention: PeriodMention) -> bool:
    """Whether words for the year that a text tells of begin a clause, or say that it has just ended."""
    words = fold(sentence[mention.start : mention.end]).strip()
    if not _YEAR_TOLD.fullmatch(words):
        return False
    return words.startswith(_ENGLISH) or _BEHIND_COMMA.search(fold(sentence[: mention.start])) is not None


def _is_bare(text: str, mention: PeriodMention) -> bool:
    return _BARE_YEAR.fullmatch(text[mention.start : mention.end]) is not None


def _agreed(body: Sequence[str], published: Published, *, article: bool) -> str | None:
    periods = {period for line in body for period in _leading(line, published)}
    if periods and all(same_period(one, other) for one in periods for other in periods):
        period = min(periods, key=len)
        return period if published.year is None or bounds(period)[0].year <= published.year else None
    if periods or not article:
        return None
    return year_just_ended(published) or _compared(body, published) or _last_year(body, published)


def _compared(body: Sequence[str], published: Published) -> str | None:
    """The year that the first months of the next tell of, by the latest year it is compared with."""
    years = [
        int(mention.period)
        for line in body
        for mention in find_periods(line)
        if mention.period and mention.period.isdigit() and _AGAINST.search(fold(line[: mention.start]))
    ]
    return year_compared(max(years), published) if years else None


def _last_year(body: Sequence[str], published: Published) -> str | None:
    """The year before an article's own that its first sentence tells of: `handled 874 cases last year`."""
    first = body[0].lower() if body else ""
    told = _LAST_YEAR.search(first) is not None and published.year is not None and published.month is not None
    return year_told(published) if told else None


def _summed_up(title: str, body: Sequence[str]) -> str | None:
    """The years that a text looks back on: as many as its title or first words say (`5 năm`)."""
    for line in body[:_OPENING]:
        lengths = find_durations(f"{title}. {line}")
        for mention in find_periods(line):
            if mention.period and "/" in mention.period and _years(mention.period) in lengths:
                return mention.period
    return None


def _years(period: str) -> int:
    """About how many years a stretch is long."""
    first, last = bounds(period)
    return int((last - first).days / 365.25 + 0.1)


def _up_to(line: str, published: Published) -> Iterator[str]:
    """The periods up to which sentences of a line tell how things stand: `Đến năm 2022, tỉnh có …`."""
    for start, end in sentences(line):
        sentence = line[start:end]
        for mention, period in _stated(sentence, published):
            if _UP_TO.search(fold(sentence[: mention.start])) and not _is_planned(sentence, mention):
                yield period


def _stated(
    text: str, published: Published, *, own_year: bool = False
) -> Iterator[tuple[PeriodMention, str]]:
    """The mentions of a text that can be a report's own, with the period.

    `own_year`: one without a year takes the year named elsewhere in the text before that of the date.
    """
    for mention in find_periods(text):
        if mention.same_period_before or mention.as_of:
            continue
        words = text[mention.start : mention.end]
        if only_points(words):
            continue  # `Kỳ báo cáo: 6 tháng đầu năm 2025`
        own = mention.period if own_year or _YEAR.search(words) else None
        period = own or complete(words, published)
        if period is not None:
            yield mention, period
