"""The built-in assistant as the evaluation measures it: fresh, on a suite's reports, and gone afterwards."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from api.operations import ProgressSink, unheard
from api.owner import Ownership
from api.schemas import FailedFile
from api.settings import Settings
from assistant.answer import Answer
from assistant.question import Filters, Question
from eval.summary import Json
from eval.system import SearchHit, System
from vectorstore.errors import UnknownReportError

if TYPE_CHECKING:
    from api.application import Application

Refused = Callable[[FailedFile], None]
"""Told of each report of the corpus that could not be taken in."""


class BuiltInSystem:
    """The assistant and the search of an open application."""

    def __init__(self, application: "Application") -> None:
        self._application = application

    def ask(self, question: Question) -> Answer:
        """The assistant's answer."""
        return self._application.ask(question)

    def search(self, text: str, k: int, filters: Filters) -> list[SearchHit]:
        """The hits that `tuphap search` would show."""
        return [
            SearchHit(
                source=hit.source,
                report_id=hit.report_id,
                start=hit.start,
                end=hit.end,
                score=hit.score,
                quote=hit.quote,
            )
            for hit in self._application.search(text, k=k, filters=filters).hits
        ]

    def report_text(self, report_id: str) -> str | None:
        """The text that quotes of a report are of; None for a report that is not held."""
        try:
            return self._application.catalog.text(report_id).text
        except UnknownReportError:
            return None


def describe(settings: Settings) -> dict[str, Json]:
    """What a run's `config.json` says of the built-in system: its settings that count (no secret among them),
    and the versions of everything that reads reports.
    """
    from ingest.reading import current_versions  # heavy: the document libraries
    from vectorstore.embeddings import BUNDLED
    from vectorstore.embeddings.bundled import MODEL_ID

    model = settings.embedding_model
    return {
        "kind": "built-in",
        "settings": {
            "embedding_model": model,
            "llm_base_url": without_password(settings.llm_base_url),
            "llm_model": settings.llm_model,
        },
        "versions": asdict(current_versions(MODEL_ID if model == BUNDLED else model)),
    }


def without_password(url: str | None) -> str | None:
    """An address as it may be kept: without the name and password that may stand in it."""
    if url is None or "@" not in url:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


class BuiltInFactory:
    """Makes the built-in system on a data dir of its own, which is removed with it.

    Taken over from the settings are the models. Stores that others may use and the home province are not: a
    suite says itself what there is, and means no place that it does not name.
    """

    def __init__(self, settings: Settings, *, progress: ProgressSink = unheard, refused: Refused) -> None:
        self._settings = settings
        self._progress = progress
        self._refused = refused

    @contextmanager
    def __call__(self, corpus: Path) -> Iterator[System]:
        """The system, once the corpus is taken in."""
        from api.compose import open_application  # heavy: the stores and the model's engine

        with (
            tempfile.TemporaryDirectory(prefix="tuphap-eval-") as folder,
            Ownership(Path(folder)) as ownership,
        ):
            ownership.announce("tuphap eval")
            own = {"data_dir": Path(folder), "database_url": None, "chroma_url": None, "home_province": None}
            application = open_application(self._settings.model_copy(update=own), create=True)
            try:
                summary = application.ingest([corpus.absolute()], prune=False, progress=self._progress)
                for file in summary.failed:
                    self._refused(file)
                application.warm()
                yield BuiltInSystem(application)
            finally:
                application.close()
