"""`POST /api/chat`: the Answer as JSON, or as a stream of events whose last is the Answer."""

import json
import logging
import re
from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from api.application import Application
from api.dependencies import ApplicationDep
from api.errors import language_of, tell
from api.schemas import ChatRequest, ErrorBody
from assistant.answer import Answer, Language
from assistant.question import Question

log = logging.getLogger("tuphap.api")
router = APIRouter(prefix="/api", tags=["chat"])

_EVENT_STREAM = "text/event-stream"
# A word with the marks and the white space at it: `[1]` and `[1, 2]` are never cut in two.
_PIECE = re.compile(r"\s*(?:\[\d+(?:,\s*\d+)*\]|\S)+|\s+$")


@router.post(
    "/chat",
    response_model=Answer,
    responses={200: {"content": {_EVENT_STREAM: {}}, "description": "The answer, or its events."}},
)
def chat(body: ChatRequest, request: Request, application: ApplicationDep) -> Response:
    """Answer a question.

    With `Accept: text/event-stream` the events `status`, `delta`…, `citation`…, `answer`, or `error`.
    """
    question = body.to_question()
    if _EVENT_STREAM in request.headers.get("accept", ""):
        return StreamingResponse(
            _events(application, question, language_of(request)),
            media_type=_EVENT_STREAM,
            headers={"X-Accel-Buffering": "no"},
        )
    return Response(application.ask(question).model_dump_json(), media_type="application/json")


def pieces(text: str) -> list[str]:
    """The text cut for a stream: joined they are the text, and no citation mark is in two of them."""
    return _PIECE.findall(text)


def _events(application: Application, question: Question, language: Language) -> Iterator[str]:
    yield _event("status", json.dumps({"status": "searching"}))
    try:
        answer = application.ask(question)
    except Exception as error:
        # The 200 is sent: all that is left is an event. The bug is logged whole, as for a plain request.
        log.exception("a streamed answer failed")
        yield _event("error", ErrorBody(error=tell(error, language)[1]).model_dump_json(exclude_none=True))
        return
    for piece in pieces(answer.answer):
        yield _event("delta", json.dumps({"text": piece}, ensure_ascii=False))
    for citation in answer.citations:
        yield _event("citation", citation.model_dump_json())
    yield _event("answer", answer.model_dump_json())


def _event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"
