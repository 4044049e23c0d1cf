"""`GET /api/search`: passages found by words."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import ApplicationDep
from api.filters import read_filters
from api.schemas import MAX_FILTERS, MAX_K, QuestionText, SearchResult

router = APIRouter(prefix="/api", tags=["search"])

Provinces = Annotated[list[str], Query(alias="province", max_length=MAX_FILTERS)]
Years = Annotated[list[int], Query(alias="year", max_length=MAX_FILTERS)]


@router.get("/search", response_model=SearchResult)
def search(
    q: Annotated[QuestionText, Query()],
    application: ApplicationDep,
    k: Annotated[int, Query(ge=1, le=MAX_K)] = 10,
    provinces: Provinces = [],  # noqa: B006 - FastAPI copies it for each request
    years: Years = [],  # noqa: B006
) -> Response:
    """The `k` passages that fit `q` best."""
    found = application.search(q, k=k, filters=read_filters(provinces, years))
    # Written out here, in this thread: FastAPI would check every hit once more, on the event loop.
    return Response(found.model_dump_json(), media_type="application/json")
