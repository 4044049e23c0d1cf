"""What every request passes through: the limit on its body, and the security headers of its response.

Plain ASGI, so that streams stay streams.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import BodyTooLargeError

MAX_UPLOAD_BYTES = 100_000_000
MAX_BODY_BYTES = 4_000_000

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
}


class BodyLimit:
    """Ends a request whose body is larger than its route may take, announced or not."""

    def __init__(self, app: ASGIApp, upload_path: str) -> None:
        self._app = app
        self._upload_path = upload_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its body counted."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = MAX_UPLOAD_BYTES if scope["path"] == self._upload_path else MAX_BODY_BYTES
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        too_large = announced.isdigit() and int(announced) > limit
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            if too_large:
                raise BodyTooLargeError(limit)
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise BodyTooLargeError(limit)
            return message

        await self._app(scope, counted, send)


class SecurityHeaders:
    """Adds the headers that a response has not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, the head of its response completed."""

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, headed if scope["type"] == "http" else send)
