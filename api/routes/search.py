"""`GET /api/search`: passages found by words."""

import os
from functools import cache
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Query, Response

from api.dependencies import ApplicationDep
from api.filters import read_filters
from api.schemas import MAX_FILTERS, MAX_K, QuestionText, SearchResult

router = APIRouter(prefix="/api", tags=["search"])

Provinces = Annotated[list[str], Query(alias="province", max_length=MAX_FILTERS)]
Years = Annotated[list[int], Query(alias="year", max_length=MAX_FILTERS)]


@router.get("/search", response_model=SearchResult)
async def search(
    q: Annotated[QuestionText, Query()],
    application: ApplicationDep,
    k: Annotated[int, Query(ge=1, le=MAX_K)] = 10,
    provinces: Provinces = [],  # noqa: B006 - FastAPI copies it for each request
    years: Years = [],  # noqa: B006
) -> Response:
    """The `k` passages that fit `q` best."""
    filters = read_filters(provinces, years)

    def found() -> str:
        # Written out in this thread: FastAPI would check every hit once more, on the event loop.
        return application.search(q, k=k, filters=filters).model_dump_json()

    body = await to_thread.run_sync(found, limiter=_at_once())
    return Response(body, media_type="application/json")


@cache
def _at_once() -> CapacityLimiter:
    """How many searches are under way: the retriever lets few of them compute, the others wait to be embedded
    together."""
    return CapacityLimiter(4 * (os.cpu_count() or 1))
