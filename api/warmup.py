"""Loads the model in a thread of its own while the server already listens."""

import logging
import threading
from typing import Literal

from api.application import Application

log = logging.getLogger("tuphap.api")


class Warmup:
    """`state` is `starting` until the model is loaded, then `ready`, or `failed` (the log says why)."""

    def __init__(self, application: Application) -> None:
        self.state: Literal["starting", "ready", "failed"] = "starting"
        self._application = application
        self._thread = threading.Thread(target=self._run, name="tuphap-warmup", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._application.warm()
        except Exception:
            # Whatever it is, the first question meets it again; here it only decides readiness.
            log.exception("the model did not load")
            self.state = "failed"
        else:
            self.state = "ready"

    def close(self) -> None:
        """Wait for the model to finish loading: it may not be torn down half-loaded."""
        self._thread.join()
