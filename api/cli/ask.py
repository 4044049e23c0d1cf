"""`tuphap ask`: one question, or a batch of them."""

from typing import Annotated

import typer
from pydantic import ValidationError

from api.cli.answer_text import print_answer
from api.cli.batch import run_batch
from api.cli.connection import operations
from api.cli.failures import UsageError
from api.cli.options import BatchIn, BatchOut, DataDir, Json, Provinces, Years, data_dir_of
from api.cli.output import result_json
from api.schemas import ChatRequest, RequestFilters


def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(metavar="CÂU-HỎI", help="Câu hỏi · the question.")] = None,
    province: Provinces = None,
    year: Years = None,
    batch: BatchIn = None,
    output: BatchOut = None,
    json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Hỏi · ask a question."""
    folder = data_dir_of(context, data_dir)
    one = None if batch or output else single(question, province, year)
    if one is None and (question is not None or province or year):
        raise UsageError(
            "--batch thay cho câu hỏi và bộ lọc · --batch stands for the question and its filters"
        )
    with operations(folder, "tuphap ask") as work:
        if one is None:
            run_batch(batch, output, lambda request: work.ask(request.to_question()))
            return
        answer = work.ask(one.to_question())
    if json:
        result_json(answer)
    else:
        print_answer(answer)


def single(text: str | None, provinces: list[str] | None, years: list[int] | None) -> ChatRequest:
    """A question given on the command line, held to the limits of every door. Raises UsageError."""
    if text is None:
        raise UsageError("thiếu câu hỏi · a question (or --batch) is needed")
    try:
        filters = RequestFilters(provinces=tuple(provinces or ()), years=tuple(years or ()))
        request = ChatRequest(question=text, filters=filters)
    except ValidationError as error:
        raise UsageError("; ".join(str(item["msg"]) for item in error.errors())) from error
    filters.read()  # an unknown province is told before any index is opened
    return request
