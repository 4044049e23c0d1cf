"""`/health/live` and `/health/ready`: whether the process runs, and whether it can answer."""

from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.warmup import Warmup

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live")
def live() -> dict[str, str]:
    """The process runs."""
    return {"status": "ok"}


@router.get("/ready")
def ready(request: Request) -> JSONResponse:
    """The model is loaded and questions are answered without delay; 503 until then."""
    state = cast(Warmup, request.app.state.warmup).state
    return JSONResponse({"status": state}, status_code=200 if state == "ready" else 503)
