"""`GET /api/search` and `GET /api/figures`: what is held, found by words or by keys."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import ApplicationDep
from api.filters import place_named, read_filters
from api.schemas import MAX_FILTERS, MAX_K, MAX_PAGE, FigurePage, QuestionText, SearchResult

router = APIRouter(prefix="/api", tags=["search"])

Provinces = Annotated[list[str], Query(alias="province", max_length=MAX_FILTERS)]
Years = Annotated[list[int], Query(alias="year", max_length=MAX_FILTERS)]
Keys = Annotated[list[str], Query(max_length=MAX_FILTERS)]


@router.get("/search")
def search(
    q: Annotated[QuestionText, Query()],
    application: ApplicationDep,
    k: Annotated[int, Query(ge=1, le=MAX_K)] = 10,
    provinces: Provinces = [],  # noqa: B006 - FastAPI copies it for each request
    years: Years = [],  # noqa: B006
) -> SearchResult:
    """The `k` passages that fit `q` best."""
    return application.search(q, k=k, filters=read_filters(provinces, years))


@router.get("/figures")
def figures(
    application: ApplicationDep,
    indicator: Keys = [],  # noqa: B006
    provinces: Provinces = [],  # noqa: B006
    period: Keys = [],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> FigurePage:
    """A page of the figures read out of the reports, each with its citation."""
    return application.figures(
        indicators=indicator,
        provinces=[place_named(name) for name in provinces],
        periods=period,
        limit=limit,
        offset=offset,
    )
