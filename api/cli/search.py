"""`tuphap search`: ranked passages, for one query or a batch of them."""

from typing import Annotated

import typer

from api.cli.ask import single
from api.cli.batch import run_batch
from api.cli.connection import operations
from api.cli.failures import UsageError
from api.cli.options import BatchIn, BatchOut, DataDir, Json, Provinces, Years, data_dir_of
from api.cli.output import result, result_json
from api.operations import Operations
from api.schemas import MAX_K, ChatRequest, SearchResult


def search(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument(metavar="TỪ-KHÓA", help="Từ khóa · the query.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=MAX_K, help="Số đoạn · how many passages.")] = 10,
    province: Provinces = None,
    year: Years = None,
    batch: BatchIn = None,
    output: BatchOut = None,
    json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Tìm đoạn văn · find passages."""
    folder = data_dir_of(context, data_dir)
    one = None if batch or output else single(query, province, year)
    if one is None and (query is not None or province or year):
        raise UsageError("--batch thay cho từ khóa và bộ lọc · --batch stands for the query and its filters")
    with operations(folder, "tuphap search") as work:
        if one is None:
            run_batch(batch, output, lambda request: _search(work, request, k))
            return
        found = _search(work, one, k)
    if json:
        result_json(found)
    else:
        _print(found)


def _search(work: Operations, request: ChatRequest, k: int) -> SearchResult:
    return work.search(request.question, k=k, filters=request.filters.read())


def _print(found: SearchResult) -> None:
    if not found.hits:
        result("Không tìm thấy · nothing found")
    for number, hit in enumerate(found.hits, start=1):
        page = f", trang {hit.page}" if hit.page else ""
        result(f"{number}. {hit.title} ({hit.source}{page})" + (f" › {hit.heading}" if hit.heading else ""))
        result(f"   {' '.join(hit.quote.split())}")
