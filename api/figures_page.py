"""`/figures`: the page to look through the figures read, and to mark those that were read wrongly.

Plain HTML and forms: no script is needed. What is shown is worked out in `figure_view`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.dependencies import ApplicationDep, OwnOrigin
from api.errors import language_of
from api.figure_choices import choices
from api.figure_view import FigureView, anchor_of, selects_of, words_of
from api.filters import place_named
from api.operations import FigureNotMarkedError
from api.page_templates import page_response, render_error, template
from api.schemas import MAX_NOTE
from assistant.answer import Language
from assistant.numbers import format_number
from vectorstore.errors import UnknownFigureError
from vectorstore.schema import FigureKind

PAGE_LENGTH = 50
_YES_NO = {"": None, "yes": True, "no": False}
_FIELDS = ("indicator", "province", "period", "kind", "ambiguous", "marked", "lang")

router = APIRouter(include_in_schema=False)


class BadFilterError(ValueError):
    """The address of the page asks for what there cannot be."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What the address of the page asks for; an empty field is no filter. `page` counts from 1."""

    fields: Mapping[str, str]
    page: int
    province: str
    kind: FigureKind | None
    ambiguous: bool | None
    marked: bool | None

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Selection":
        """Read the parameters of an address. Raises BadFilterError."""
        fields = {name: asked[name].strip() for name in _FIELDS if asked.get(name, "").strip()}
        try:
            return cls(
                fields=fields,
                page=_page_number(asked.get("page", "1")),
                province=place_named(fields["province"]) if "province" in fields else "",
                kind=FigureKind(fields["kind"]) if "kind" in fields else None,
                ambiguous=_YES_NO[fields.get("ambiguous", "")],
                marked=_YES_NO[fields.get("marked", "")],
            )
        except (ValueError, KeyError) as error:
            raise BadFilterError from error

    def query(self, page: int = 1) -> str:
        """The selection as an address has it, on another page; empty for none."""
        pages = {"page": str(page)} if page > 1 else {}
        return urlencode({**self.fields, **pages})

    def asked(self, name: str) -> tuple[str, ...]:
        """The value of a field as a filter: one, or none."""
        return (self.fields[name],) if name in self.fields else ()


@router.get("/figures")
def figures_page(request: Request, application: ApplicationDep) -> HTMLResponse:
    """The figures that fit the filter, a page of them."""
    language = _language(request)
    try:
        selection = Selection.read(request.query_params)
    except BadFilterError:
        return _bad_filter(root="")
    places = (selection.province,) if selection.province else ()
    found = application.figures(
        indicators=selection.asked("indicator"),
        provinces=places,
        periods=selection.asked("period"),
        kinds=(selection.kind,) if selection.kind else (),
        ambiguous=selection.ambiguous,
        marked=selection.marked,
        limit=PAGE_LENGTH,
        offset=(selection.page - 1) * PAGE_LENGTH,
    )
    left = choices(application.catalog, chosen=selection.asked("indicator"), places=places)
    last_page = max(1, -(-found.total // PAGE_LENGTH))
    here = selection.query(selection.page)
    response = page_response(
        template("figures.html").render(
            root="",
            language=language,
            words=words_of(language),
            asked_language=selection.fields.get("lang", ""),
            selects=selects_of(left, {**selection.fields, "province": selection.province}, language),
            filtered=bool(set(selection.fields) - {"lang"}),
            unfiltered=_address("lang", selection.fields.get("lang", "")),
            total=format_number(found.total, language) if found.total else "",
            page=selection.page,
            last_page=last_page,
            first=found.offset + 1,
            figures=[FigureView.of(item, language, query=here) for item in found.figures],
            longest_note=MAX_NOTE,
            earlier=f"figures?{selection.query(selection.page - 1)}" if selection.page > 1 else "",
            later=f"figures?{selection.query(selection.page + 1)}" if selection.page < last_page else "",
        ),
        forms=True,
    )
    response.headers["Vary"] = "Accept-Language"
    return response


@router.post("/figures/{figure_id}/mark", dependencies=[OwnOrigin], response_model=None)
def mark(
    figure_id: str, request: Request, application: ApplicationDep, note: Annotated[str, Form()] = ""
) -> RedirectResponse | HTMLResponse:
    """Mark a figure wrong, and back to where it was seen."""
    if not 1 <= len(note.strip()) <= MAX_NOTE:
        return page_response(
            render_error(
                422,
                "Chưa đánh dấu được",
                f"Hãy ghi ngắn gọn số này sai ở chỗ nào (tối đa {MAX_NOTE} ký tự).",
                f"Please say in a few words what is wrong (at most {MAX_NOTE} characters).",
                root="../../",
            ),
            422,
        )
    try:
        application.mark_figure(figure_id, note=note.strip())
    except UnknownFigureError:
        return _unknown_figure()
    return _back(request, figure_id)


@router.post("/figures/{figure_id}/unmark", dependencies=[OwnOrigin], response_model=None)
def unmark(figure_id: str, request: Request, application: ApplicationDep) -> RedirectResponse | HTMLResponse:
    """Take a mark back; one that is gone already is as good."""
    try:
        application.unmark_figure(figure_id)
    except UnknownFigureError:
        return _unknown_figure()
    except FigureNotMarkedError:
        return _back(request, figure_id)
    return _back(request, figure_id)


def _back(request: Request, figure_id: str) -> RedirectResponse | HTMLResponse:
    try:
        selection = Selection.read(request.query_params)
    except BadFilterError:
        return _bad_filter(root="../../")
    query = selection.query(selection.page)
    return RedirectResponse(f"../../figures{'?' if query else ''}{query}#{anchor_of(figure_id)}", 303)


def _unknown_figure() -> HTMLResponse:
    page = render_error(
        404,
        "Không tìm thấy số liệu",
        "Số liệu này không còn: báo cáo đã được đọc lại hoặc bị gỡ. Hãy tìm lại trong trang tra cứu.",
        "There is no such figure any more: its report has been read again or removed. Look it up again.",
        root="../../",
    )
    return page_response(page, 404)


def _bad_filter(*, root: str) -> HTMLResponse:
    page = render_error(
        400,
        "Bộ lọc không đúng",
        "Địa chỉ có bộ lọc không dùng được. Hãy mở lại trang tra cứu số liệu.",
        "The address has a filter that cannot be used. Please open the page of figures again.",
        root=root,
    )
    return page_response(page, 400)


def _language(request: Request) -> Language:
    asked = request.query_params.get("lang", "")
    if asked in ("vi", "en"):
        return "en" if asked == "en" else "vi"
    return language_of(request)


def _page_number(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 10_000_000:
        raise ValueError(text)
    return number


def _address(name: str, value: str) -> str:
    return f"figures?{urlencode({name: value})}" if value else "figures"
