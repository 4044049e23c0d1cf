"""The pages a person opens: the chat page, a report with the cited passage marked, and the widget's script.

Rendering is pure: `render_report` makes the page of values, the routes fetch them. What stands in a report
is never trusted: every character goes through the templates' escaping, and no script but the widget runs.
"""

import functools
import hashlib
import re
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.dependencies import ApplicationDep
from api.page_templates import page_response, render_error, template
from api.report_layout import Range, lay_out
from assistant.answer import Language
from vectorstore.analysis.periods import describe
from vectorstore.errors import UnknownReportError
from vectorstore.schema import FigureKind, Metadata, Report, StructuredText

if TYPE_CHECKING:
    from vectorstore.catalog import Catalog

_RANGE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})", re.ASCII)
_YEAR = re.compile(r"\d{4}")
_EXAMPLE_INDICATOR = "van_ban_tham_dinh"
_PROVINCES_TRIED = 5

router = APIRouter(include_in_schema=False)


class BadRangeError(ValueError):
    """The passage asked for is not a stretch of the report's text."""


def parse_range(value: str, length: int) -> Range:
    """`812-870` as a range inside a text of `length` code points. Raises BadRangeError."""
    found = _RANGE.fullmatch(value)
    if not found:
        raise BadRangeError(value)
    start, end = int(found[1]), int(found[2])
    if not start < end <= length:
        raise BadRangeError(value)
    return start, end


def _inside(inner: Range, outer: Range, value: str) -> Range:
    if not outer[0] <= inner[0] < inner[1] <= outer[1]:
        raise BadRangeError(value)
    return inner


def render_report(
    report: Report, text: StructuredText, mark: Range | None, number: Range | None = None
) -> str:
    """The page of a report, every character of its blocks on it, `text[start:end]` inside `<mark>`.

    The first mark has the id `c`; a range over several lines or cells is marked in each of them. `number` is
    the part of the passage that is set apart in it.
    """
    metadata = report.metadata
    return template("report.html").render(
        title=metadata.title,
        language=metadata.language,
        facts=list(_facts(metadata, report.source)),
        elements=list(lay_out(text, mark, number)),
        marked=mark is not None,
        root="../",
    )


def render_chat(language: Language, examples: Sequence[str]) -> str:
    """The chat page: nothing but the widget, inline."""
    return template("chat.html").render(language=language, examples="|".join(examples))


def example_questions(catalog: "Catalog", home_province: str | None, language: Language) -> tuple[str, ...]:
    """Questions the reports held can answer, for a first-time user; none where none fits."""
    provinces = (home_province,) if home_province else catalog.provinces()[:_PROVINCES_TRIED]
    for province in provinces:
        years = [
            figure.period
            for figure in catalog.figures(indicators=(_EXAMPLE_INDICATOR,), provinces=(province,))
            if figure.kind is FigureKind.ACHIEVED and figure.period and _YEAR.fullmatch(figure.period)
        ]
        if not years:
            continue
        year = max(years)
        if language == "en":
            return (
                f"How many documents were appraised in {province} in {year}?",
                f"How many documents were appraised in {year}?",
                f"What difficulties did {province} report in {year}?",
            )
        return (
            f"Năm {year} {province} thẩm định bao nhiêu văn bản?",
            f"Năm {year} có bao nhiêu văn bản được thẩm định?",
            f"Năm {year} {province} có những hạn chế, tồn tại gì?",
        )
    return ()


@router.get("/")
def chat_page(application: ApplicationDep, lang: str = "vi") -> HTMLResponse:
    """The chat page, `?lang=en` in English."""
    language: Language = "en" if lang == "en" else "vi"
    examples = example_questions(application.catalog, application.settings.home_province, language)
    return page_response(render_chat(language, examples))


@router.get("/reports/{report_id}")
def report_page(
    report_id: str, application: ApplicationDep, c: str | None = None, v: str | None = None
) -> HTMLResponse:
    """A report as a page; `c` is the passage to mark, `v` the number in it, in code points."""
    try:
        report = application.catalog.report(report_id)
        text = application.catalog.text(report_id)
    except UnknownReportError:
        page = render_error(
            404,
            "Không tìm thấy báo cáo",
            "Báo cáo này không có trong kho, hoặc đã bị gỡ.",
            "There is no such report here, or it has been removed.",
        )
        return page_response(page, 404)
    try:
        mark = None if c is None else parse_range(c, len(text.text))
        number = None if v is None or mark is None else _inside(parse_range(v, len(text.text)), mark, v)
    except BadRangeError:
        page = render_error(
            400,
            "Không xác định được đoạn trích",
            "Địa chỉ không chỉ đúng một đoạn của báo cáo. Báo cáo có thể đã được cập nhật; hãy hỏi lại.",
            "The address names no passage of the report. It may have been updated since; please ask again.",
        )
        return page_response(page, 400)
    return page_response(render_report(report, text, mark, number))


@router.get("/widget.js")
def widget_script(request: Request) -> Response:
    """The widget, for this site's pages and any other's."""
    headers = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
    return _asset(request, "widget/widget.js", "text/javascript", headers)


@router.get("/pages.css")
def style_sheet(request: Request) -> Response:
    """The looks of the pages: a file, as the pages' policy allows no inline style."""
    return _asset(request, "templates/pages.css", "text/css", {})


def _asset(request: Request, path: str, media_type: str, headers: dict[str, str]) -> Response:
    content, etag = _packaged(path)
    headers = {
        **headers,
        "ETag": etag,
        "Cache-Control": "public, max-age=300",
        "X-Content-Type-Options": "nosniff",
    }
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


@functools.cache
def _packaged(path: str) -> tuple[bytes, str]:
    content = resources.files("api").joinpath(path).read_bytes()
    return content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _facts(metadata: Metadata, source: str) -> Iterator[tuple[str, str]]:
    place = ", ".join(name for name in (metadata.locality, metadata.province) if name)
    rows = (
        ("Cơ quan", metadata.agency),
        ("Địa bàn", place),
        ("Kỳ báo cáo", describe(metadata.period, "vi") if metadata.period else None),
        ("Số, ký hiệu", metadata.number),
        ("Ngày ban hành", metadata.date.strftime("%d/%m/%Y") if metadata.date else None),
        ("Tệp nguồn", source),
    )
    return ((label, value) for label, value in rows if value)
