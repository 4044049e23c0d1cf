"""The HTTP application: routes, guards and errors around an open `Application`.

Opening and closing the index is left to who calls; jobs and the model's loading live as long as the app does.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from api import errors, figures_page, pages
from api.application import Application
from api.guards import BodyLimit, SecurityHeaders
from api.jobs import Jobs
from api.routes import chat, docs, figures, health, owner, reports, search
from api.schemas import ErrorBody
from api.warmup import Warmup

_ERROR: dict[str, Any] = {"model": ErrorBody, "description": "An error, in the one shape of them all."}


def create_app(application: Application, *, owner_token: str | None = None) -> FastAPI:
    """The app; `owner_token` opens `/owner/*` to the commands of this machine (closed without one)."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.jobs = Jobs()
        app.state.warmup = Warmup(application)
        yield
        await run_in_threadpool(app.state.jobs.close)
        await run_in_threadpool(app.state.warmup.close)

    app = FastAPI(
        title="tuphap",
        version=_version(),
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        generate_unique_id_function=_operation_id,
        responses={"default": _ERROR, 422: _ERROR},
    )
    app.state.application = application
    app.state.owner_token = owner_token
    errors.install(app)
    for part in (chat, search, figures, reports, health, docs, owner, pages, figures_page):
        app.include_router(part.router)
    app.add_middleware(BodyLimit, upload_path="/api/reports")
    # The widget stands in pages of other origins; without credentials, and for reading and asking alone.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "POST"],
        allow_headers=["Accept", "Accept-Language", "Content-Type"],
    )
    app.add_middleware(SecurityHeaders)
    return app


def _version() -> str:
    try:
        return version("tuphap")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"


def _operation_id(route: APIRoute) -> str:
    return route.name
