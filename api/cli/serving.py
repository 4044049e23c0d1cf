"""Serves one data dir until it is told to stop: owns it, listens, runs the HTTP application."""

import logging
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from api.cli.listening import Listening, listen
from api.cli.output import remark, result
from api.owner import Ownership

if TYPE_CHECKING:
    from api.application import Application

_GRACE_S = 10


def serve_data_dir(
    data_dir: Path | None,
    host: str,
    port: int,
    *,
    what: str,
    prepare: "Callable[[Application], None] | None" = None,
) -> None:
    """Serve until SIGTERM or Ctrl-C; `prepare` is done once the index is open, before the first request.

    Raises OwnedByAnotherError, SettingsError, UsageError (a taken port).
    """
    from api.settings import load_settings  # heavy, as in `connection`

    settings = load_settings(data_dir)
    signal.signal(signal.SIGTERM, _leave)
    with Ownership(settings.data_dir) as ownership:
        listening = listen(host, port)
        try:
            token = ownership.announce(what, url=listening.owner_url).token
            from api.compose import open_application  # heavy: the stores and the model's engine

            application = open_application(settings, create=True)
            try:
                if prepare is not None:
                    prepare(application)
                for old in application.outdated():
                    remark(f"{old.reports} báo cáo đọc theo quy tắc cũ · read by older rules: {old.command}")
                _run(application, token, listening)
            finally:
                application.close()
        except KeyboardInterrupt:
            pass  # Ctrl-C is how a person ends it: everything above is closed by now
        finally:
            listening.close()


def _run(application: "Application", token: str | None, listening: Listening) -> None:
    import uvicorn

    from api.app import create_app

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    app = create_app(application, owner_token=token)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=_GRACE_S
    )
    result(f"Đang chạy · serving: {listening.url} (Ctrl-C để dừng · to stop)")
    sys.stdout.flush()
    uvicorn.Server(config).run(sockets=list(listening.sockets))


def _leave(number: int, frame: FrameType | None) -> None:
    """SIGTERM unwinds the process instead of ending it, so that the index is closed."""
    raise SystemExit(0)
