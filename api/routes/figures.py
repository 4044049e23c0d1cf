"""`/api/figures`: the figures read out of the reports, found by keys, and marks on those that are wrong."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.dependencies import ApplicationDep, OwnOrigin
from api.filters import place_named
from api.routes.search import Provinces
from api.schemas import MAX_FILTERS, MAX_PAGE, FigureMark, FigurePage, MarkRequest
from vectorstore.schema import FigureKind

router = APIRouter(prefix="/api/figures", tags=["figures"])

Keys = Annotated[list[str], Query(max_length=MAX_FILTERS)]
Kinds = Annotated[list[FigureKind], Query(alias="kind", max_length=MAX_FILTERS)]


@router.get("")
def figures(
    application: ApplicationDep,
    indicator: Keys = [],  # noqa: B006 - FastAPI copies it for each request
    provinces: Provinces = [],  # noqa: B006
    period: Keys = [],  # noqa: B006
    kinds: Kinds = [],  # noqa: B006
    ambiguous: bool | None = None,
    marked: bool | None = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> FigurePage:
    """A page of the figures, each with its citation.

    `ambiguous` and `marked` (marked wrong): true for those alone, false for the others, left out for all.
    """
    return application.figures(
        indicators=indicator,
        provinces=[place_named(name) for name in provinces],
        periods=period,
        kinds=kinds,
        ambiguous=ambiguous,
        marked=marked,
        limit=limit,
        offset=offset,
    )


@router.post("/{figure_id}/mark", dependencies=[OwnOrigin])
def mark(figure_id: str, body: MarkRequest, application: ApplicationDep) -> FigureMark:
    """Mark a figure wrong: no answer uses it any more. A second note replaces the first."""
    return application.mark_figure(figure_id, note=body.note)


@router.delete("/{figure_id}/mark", status_code=204, dependencies=[OwnOrigin])
def unmark(figure_id: str, application: ApplicationDep) -> Response:
    """Take a mark back."""
    application.unmark_figure(figure_id)
    return Response(status_code=204)
