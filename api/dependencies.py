"""How a route reaches the application: `application: ApplicationDep`.

Asynchronous, though nothing is awaited: what is not, FastAPI hands to another thread and waits for.
"""

import secrets
from typing import Annotated, cast

from fastapi import Depends, Request

from api.application import Application
from api.errors import ForeignOriginError, OwnerOnlyError
from api.jobs import Jobs


async def _application(request: Request) -> Application:
    return cast(Application, request.app.state.application)


async def _jobs(request: Request) -> Jobs:
    return cast(Jobs, request.app.state.jobs)


async def _owner_only(request: Request) -> None:
    """Refuse who does not send the token of the owner file."""
    token = cast("str | None", request.app.state.owner_token)
    sent = request.headers.get("x-tuphap-token", "")
    if token is None or not secrets.compare_digest(sent.encode(), token.encode()):
        raise OwnerOnlyError


async def _own_origin(request: Request) -> None:
    """Refuse a browser that acts for a page of another site; a caller that is no browser is let through.

    Browsers say so themselves in `Sec-Fetch-Site`; old ones send an Origin to compare.
    """
    headers = request.headers
    origin = headers.get("origin")
    if (site := headers.get("sec-fetch-site")) is not None:
        foreign = site not in ("same-origin", "none")
    else:
        hosts = (headers.get("host"), headers.get("x-forwarded-host"))
        foreign = origin is not None and origin.partition("://")[2] not in hosts
    if foreign:
        raise ForeignOriginError(origin or "?")


ApplicationDep = Annotated[Application, Depends(_application)]
JobsDep = Annotated[Jobs, Depends(_jobs)]
OwnerOnly = Depends(_owner_only)
OwnOrigin = Depends(_own_origin)
